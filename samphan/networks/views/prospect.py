"""Pages of prospective members: the list, where the network covers society, one of them with its invitations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.kit.http import by_link
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import prospect as actions
from samphan.networks.actions.category import settings_of
from samphan.networks.forms.prospect import (
    AnswerForm,
    ContactNoteForm,
    InvitationForm,
    NewProspectForm,
    ProspectForm,
)
from samphan.networks.models import Level, MembershipInvitation, Prospect, ProspectState
from samphan.networks.queries import prospect as queries
from samphan.networks.queries.invitation_paper import invitation_document
from samphan.networks.transitions.prospect import DROP, INVITE, RESUME, prospect_acts
from samphan.networks.views.membership_place import ask, at, issuer, paper, show
from samphan.tenancy import links

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import LinkRequest, NetworkRequest

_ANSWER_DAYS = 30


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def prospects(request: NetworkRequest) -> HttpResponse:
    """Organisations that might join."""
    request.actor.must(policy.manage_members, on=request.network)
    state = _state(request)
    page = state.paginate(queries.prospects(request.actor, state))
    levels: list[tuple[str, _StrOrPromise]] = [("", _("all")), *Level.choices]
    table = Table(
        key="prospects",
        caption=_("Prospective members"),
        columns=(
            Column(_("Organisation"), "name"),
            Column(_("State")),
            Column(_("Potential")),
            Column(_("Interest")),
            Column(_("Who keeps contact")),
            Column(_("Last contact"), "contact"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search prospective members"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("being pursued")), ("all", _("all")), *ProspectState.choices],
                state.filters["state"],
            ),
            Filter("potential", _("Potential"), levels, state.filters["potential"]),
            Filter("interest", _("Interest"), levels, state.filters["interest"]),
        ),
        export_url=at(request, "prospects_export"),
    )
    return show(request, "networks/prospects.html", {"table": table}, tab="prospects")


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.manage_members, on=request.network)
    return spreadsheet(
        _("Prospective members"),
        [
            _("Organisation"), _("State"), _("Potential"), _("Why this potential"), _("Interest"), _("Why this interest"),
            _("Who keeps contact"), _("Contact there"), _("E-mail address"), _("Last contact"),
        ],
        (
            [
                each.organisation.name, each.get_state_display(), each.get_potential_display(), each.potential_reason,
                each.get_interest_display(), each.interest_reason, each.keeper, each.contact_name, each.contact_email,
                thai_date(each.last_contact),  # type: ignore[attr-defined]  # queries.prospects counts it
            ]
            for each in queries.prospects(request.actor, _state(request))
        ),
    )  # fmt: skip


def coverage(request: NetworkRequest) -> HttpResponse:
    """Members and prospective members by sector, with what is missing."""
    request.actor.must(policy.see, on=request.network)
    axis = "kind" if request.GET.get("axis") == "kind" else "basis"
    found = queries.coverage(request.actor, timezone.localdate(), axis=axis)
    context = {"coverage": found, "axis": axis}
    return show(request, "networks/coverage.html", context, tab="coverage")


def coverage_export(request: NetworkRequest) -> HttpResponse:
    """The table as a workbook: members, then prospective members, by sector and column."""
    request.actor.must(policy.see, on=request.network)
    axis = "kind" if request.GET.get("axis") == "kind" else "basis"
    found = queries.coverage(request.actor, timezone.localdate(), axis=axis)
    heads = [str(each) for each in found.columns]
    return spreadsheet(
        _("Coverage by sector"),
        [
            _("Sector"),
            *[f"{each} · {_('members')}" for each in heads],
            *[f"{each} · {_('prospective')}" for each in heads],
        ],
        (
            [str(row.label), *[each.members for each in row.cells], *[each.prospects for each in row.cells]]
            for row in found.rows
        ),
    )


def add(request: NetworkRequest) -> HttpResponse:
    """The form of an organisation that might join."""
    request.actor.must(policy.manage_members, on=request.network)
    back = at(request, "prospects")
    return ask(
        request,
        bind(NewProspectForm, request, actor=request.actor),
        title=_("Note a prospective member"),
        back=back,
        crumbs=[(_("Prospective members"), back)],
        act=lambda form: actions.add_prospect(
            by=request.actor,
            **{name: value for name, value in form.cleaned_data.items() if name != "version"},
        ),
        then=lambda made: at(request, "prospect", made.pk),
    )


def _load(request: NetworkRequest, pk: int) -> Prospect:
    found = Prospect.objects.for_actor(request.actor).select_related("organisation")
    shown = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=shown)
    return shown


def prospect(request: NetworkRequest, pk: int) -> HttpResponse:
    """One organisation that might join: what is known, what was talked about, what it answered."""
    shown = _load(request, pk)
    today = timezone.localdate()
    acts = prospect_acts(shown.state)
    context = {
        "prospect": shown,
        "notes": queries.notes(request.actor, shown),
        "invitations": queries.invitations(request.actor, shown),
        "may_invite": INVITE in acts,
        "may_drop": DROP in acts,
        "may_resume": RESUME in acts,
    }
    return respond(
        request,
        bind(ContactNoteForm, request, initial={"on": today}),
        act=lambda form: actions.note_contact(
            by=request.actor, prospect=shown, today=today, **form.cleaned_data
        ),
        then=lambda _note: at(request, "prospect", pk),
        template="networks/prospect.html",
        context=context,
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is known."""
    shown = _load(request, pk)
    back = at(request, "prospect", pk)
    initial = {name: getattr(shown, name) for name in (*actions.PROSPECT_FIELDS, "version")}
    return ask(
        request,
        bind(ProspectForm, request, initial=initial),
        title=_("Change a prospective member"),
        subtitle=shown.organisation.name,
        back=back,
        crumbs=[(_("Prospective members"), at(request, "prospects")), (shown.organisation.name, back)],
        act=lambda form: actions.change_prospect(by=request.actor, prospect=shown, **form.cleaned_data),
    )


@require_POST
def move(request: NetworkRequest, pk: int) -> HttpResponse:
    """A step that a button takes: no longer pursued, taken up again."""
    shown = _load(request, pk)
    act = request.POST.get("act", "")
    if act not in {DROP, RESUME}:
        raise Http404(act)
    try:
        with attempt():
            actions.move_prospect(by=request.actor, prospect=shown, act=act)
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(at(request, "prospect", pk))


def invite(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an invitation: the letter is proposed, to be changed before it is sent."""
    shown = _load(request, pk)
    back = at(request, "prospect", pk)
    until = timezone.localdate() + dt.timedelta(days=_ANSWER_DAYS)
    proposed: dict[str, Any] = {}
    if request.method != "POST":
        proposed = queries.letter(shown, request.network, settings_of(request.network.id), until)
    return ask(
        request,
        bind(InvitationForm, request, initial=proposed),
        title=_("Invite to join"),
        subtitle=shown.organisation.name,
        words=_("The letter is proposed in the official form. Nothing is sent before you have looked at it."),
        label=_("Save the draft"),
        back=back,
        crumbs=[(_("Prospective members"), at(request, "prospects")), (shown.organisation.name, back)],
        act=lambda form: actions.draft_membership_invitation(
            by=request.actor, prospect=shown, **form.cleaned_data
        ),
        then=lambda made: at(request, "invitation", made.pk),
    )


def _invitation(request: NetworkRequest, pk: int) -> MembershipInvitation:
    found = MembershipInvitation.objects.for_actor(request.actor).select_related("prospect__organisation")
    shown = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=shown)
    return shown


def invitation(request: NetworkRequest, pk: int) -> HttpResponse:
    """An invitation: changed while it is a draft, then what was sent and answered."""
    shown = _invitation(request, pk)
    back = at(request, "prospect", shown.prospect_id)
    link = links.open_links(policy.ANSWER, shown, now=timezone.now()).first()
    initial = {name: getattr(shown, name) for name in (*actions.INVITATION_FIELDS, "version")}
    context = {
        "invitation": shown,
        "address": links.address(link, request.network.slug) if link else "",
        "title": _("Invitation to join"),
        "subtitle": shown.prospect.organisation.name,
        "back": back,
        "crumbs": [
            (_("Prospective members"), at(request, "prospects")),
            (shown.prospect.organisation.name, back),
        ],
    }
    return respond(
        request,
        bind(InvitationForm, request, initial=initial),
        act=lambda form: actions.draft_membership_invitation(
            by=request.actor, prospect=shown.prospect, invitation=shown, **form.cleaned_data
        ),
        then=lambda _saved: at(request, "invitation", pk),
        template="networks/membership_invitation.html",
        context=context,
    )


def invitation_file(request: NetworkRequest, pk: int, form: str) -> HttpResponse:
    """The invitation as a letter on paper, ``pdf`` or ``docx``, with the personal link once it was sent."""
    shown = _invitation(request, pk)
    link = links.open_links(policy.ANSWER, shown, now=timezone.now()).first()
    address = links.address(link, request.network.slug) if link else ""
    document = invitation_document(shown, issuer(request), address, timezone.now())
    return paper(form, document, f"invitation-{pk}")


@require_POST
def send(request: NetworkRequest, pk: int) -> HttpResponse:
    """Send a drafted invitation."""
    shown = _invitation(request, pk)
    try:
        with attempt():
            actions.send_membership_invitation(by=request.actor, invitation=shown, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The invitation is on its way."))
    return HttpResponseRedirect(at(request, "invitation", pk))


@never_cache
@by_link(policy.ANSWER)
def answer(request: LinkRequest) -> HttpResponse:
    """The answer of an organisation, by its personal link and without an account."""
    found = MembershipInvitation.objects.for_actor(request.actor).select_related("prospect__organisation")
    shown = get_object_or_404(found, pk=request.link.subject_id)
    initial = {"answer": shown.answer or None, "words": shown.answer_words, "name": shown.answered_by}

    def act(form: AnswerForm) -> MembershipInvitation:
        return actions.answer_membership_invitation(
            by=request.actor, invitation=shown, now=timezone.now(), **form.cleaned_data
        )

    return respond(
        request,
        bind(AnswerForm, request, initial=initial),
        act=act,
        then=lambda _answered: f"{request.path}?thanks=1",
        template="networks/public_answer.html",
        context={
            "invitation": shown,
            "is_answered": bool(shown.answer),
            "body": shown.body.replace("{link}", "").strip(),
        },
        success=_("Thank you. Your answer has arrived."),
    )
