"""Pages of who accepts the frame: the board as of a day, asking, noting an answer, and the page behind the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.formats import thai_date
from samphan.kit.http import by_link
from samphan.kit.pages import run_act
from samphan.kit.thai.fold import fold
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import acceptance as actions
from samphan.networks.forms import ReasonForm
from samphan.networks.forms.acceptance import AcceptForm, NoteAcceptanceForm
from samphan.networks.models import Acceptance, AcceptanceAnswer, AcceptanceWay, FrameVersion, Member
from samphan.networks.queries import statements
from samphan.networks.queries.acceptance import board
from samphan.networks.views.frame_place import ask, at, show
from samphan.networks.views.membership import AsOf

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest, NetworkRequest
    from samphan.networks.queries.acceptance import Board, Row

SORTS, FILTERS = ("name", "day"), ("answer", "on")
ANSWERS = (
    ("", gettext_lazy("all")),
    ("accepted", gettext_lazy("accepts")),
    ("declined", gettext_lazy("does not accept")),
    ("waiting", gettext_lazy("not answered yet")),
)


def _load(request: NetworkRequest, pk: int) -> FrameVersion:
    return get_object_or_404(FrameVersion.objects.for_actor(request.actor), pk=pk)


def _listed(shown: Board, state: ListState) -> list[Row]:
    """The rows as the reader asks for them."""
    rows = list(shown.rows)
    if state.query:
        words = fold(state.query)
        rows = [
            each
            for each in rows
            if words in fold(f"{each.member.organisation.name_th} {each.member.organisation.name_en}")
        ]
    if wanted := state.filters.get("answer"):
        rows = [each for each in rows if (each.answer or "waiting") == wanted]
    if state.sort_key == "day":
        rows.sort(
            key=lambda each: (
                each.acceptance.answered_on.toordinal()
                if each.acceptance and each.acceptance.answered_on
                else 0
            ),
            reverse=state.is_descending,
        )
    elif state.is_descending:
        rows.reverse()
    return rows


def acceptances(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who accepts a version as of a day, as a share of the members of that day, and who has not answered."""
    frame = _load(request, pk)
    as_of = AsOf.read(request)
    shown = board(request.actor, frame, as_of.on or timezone.localdate())
    state = ListState.read(request, sorts=SORTS, filters=FILTERS, default="name")
    page = state.paginate(_listed(shown, state))
    table = Table(
        key="acceptances",
        caption=_("Members"),
        columns=(
            Column(_("Member"), "name"),
            Column(_("Answer")),
            Column(_("Date"), "day"),
            Column(_("Who answered")),
            Column(_("What to do"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search members"),
        filters=(Filter("answer", _("Answer"), ANSWERS, state.filters["answer"]),),
        export_url=at(request, "acceptances_export", frame.pk),
    )
    latest = statements.in_force(request.actor)
    context = {
        "frame": frame,
        "board": shown,
        "table": table,
        "as_of": as_of,
        "is_in_force": latest is not None and latest.pk == frame.pk,
        "may_ask": request.actor.may(policy.manage_members, on=request.network),
        "may_write": request.actor.holds("messages.write"),
        "own": request.actor.represents,
    }
    return show(request, "networks/acceptances.html", context, tab="frames")


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The board as a workbook."""
    frame = _load(request, pk)
    shown = board(request.actor, frame, AsOf.read(request).on or timezone.localdate())
    state = ListState.read(request, sorts=SORTS, filters=FILTERS, default="name")
    labels = dict(ANSWERS)

    def line(row: Row) -> list[object]:
        said = row.acceptance if row.answer else None
        return [
            str(row.member.organisation.name),
            str(labels[row.answer or "waiting"]),
            said.answered_on if said else None,
            said.answered_by if said else "",
            said.position if said else "",
            str(said.get_way_display()) if said else "",
            said.words if said else "",
        ]

    return spreadsheet(
        str(_("Acceptance of version %(number)s") % {"number": frame.number}),
        [
            _("Member"),
            _("Answer"),
            _("Date"),
            _("Who answered"),
            _("Position"),
            _("How it was said"),
            _("Words"),
        ],
        map(line, _listed(shown, state)),
    )


@require_POST
def ask_all(request: NetworkRequest, pk: int) -> HttpResponse:
    """Prepare a personal link for each member that was not asked yet."""
    frame = _load(request, pk)
    return run_act(
        request,
        lambda: actions.ask_members(
            by=request.actor, frame=frame, now=timezone.now(), on=timezone.localdate()
        ),
        at(request, "acceptances", pk),
        _(
            "Each member that has not answered has a personal link now. Send them with a mailing, or one by one."
        ),
    )


def _acceptance(request: NetworkRequest, pk: int) -> Acceptance:
    found = Acceptance.objects.for_actor(request.actor).select_related("frame", "member__organisation")
    return get_object_or_404(found, pk=pk)


def link(request: NetworkRequest, pk: int) -> HttpResponse:
    """The personal link of a member, with a text for LINE or a mail."""
    shown = _acceptance(request, pk)
    request.actor.must(policy.manage_members, on=shown)
    address = actions.link_to_accept(by=request.actor, acceptance=shown, now=timezone.now())
    context = {"acceptance": shown, "address": address, "network_title": request.network}
    return show(request, "networks/acceptance_link.html", context, tab="frames")


def note(request: NetworkRequest, pk: int, member: int) -> HttpResponse:
    """Note what a member said in a letter or a meeting; who speaks for the member says it here too."""
    frame = _load(request, pk)
    shown = get_object_or_404(
        Member.objects.for_actor(request.actor).select_related("organisation"), pk=member
    )
    known = Acceptance.objects.for_actor(request.actor).filter(frame=frame, member=shown).first()
    probe = known or Acceptance(network_id=frame.network_id, frame=frame, member=shown)
    probe.member = shown
    request.actor.must(policy.accept, on=probe)
    initial = {
        "answer": probe.answer or AcceptanceAnswer.ACCEPTED,
        "way": probe.way if probe.way not in ("", AcceptanceWay.LINK) else AcceptanceWay.LETTER,
        "answered_on": probe.answered_on or timezone.localdate(),
        "answered_by": probe.answered_by,
        "position": probe.position,
        "words": probe.words,
    }
    return ask(
        request,
        bind(NoteAcceptanceForm, request, initial=initial),
        title=_("Answer of a member"),
        subtitle=shown.organisation.name,
        words=_("Version %(number)s") % {"number": frame.number},
        act=lambda form: actions.note_acceptance(
            by=request.actor, frame=frame, member=shown, today=timezone.localdate(), **form.cleaned_data
        ),
        back=at(request, "acceptances", pk),
        crumbs=[
            (_("Versions"), at(request, "frames")),
            (_("Who accepts it"), at(request, "acceptances", pk)),
        ],
    )


def take_back(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take back an answer that was noted by mistake."""
    shown = _acceptance(request, pk)
    request.actor.must(policy.manage_members, on=shown)
    back = at(request, "acceptances", shown.frame_id)
    return ask(
        request,
        bind(ReasonForm, request),
        title=_("Take the answer back"),
        subtitle=shown.member.organisation.name,
        words=_("The member then counts as not having answered. The reason stays in the audit trail."),
        label=_("Take back"),
        kind="danger",
        act=lambda form: actions.take_back_acceptance(
            by=request.actor, acceptance=shown, **form.cleaned_data
        ),
        back=back,
        crumbs=[(_("Who accepts it"), back)],
    )


@by_link(policy.ACCEPT)
def accept(request: LinkRequest) -> HttpResponse:
    """The frame as its member reads it, and the answer, without an account."""
    shown = get_object_or_404(
        Acceptance.objects.for_actor(request.actor).select_related("frame", "member__organisation")
    )
    latest = FrameVersion.objects.filter(network_id=shown.network_id).adopted().first()
    is_open = latest is not None and latest.pk == shown.frame_id
    initial = {name: getattr(shown, name) for name in ("answer", "answered_by", "position", "words")}
    context = {
        "acceptance": shown,
        "frame": shown.frame,
        "parts": statements.parts(shown.frame),
        "is_open": is_open,
        "said": thai_date(shown.answered_on) if shown.answered_on else "",
    }
    if not is_open:
        return render(request, "networks/accept.html", context, status=200)
    today = timezone.localdate()
    return respond(
        request,
        bind(AcceptForm, request, initial=initial),
        act=lambda form: actions.answer_acceptance(
            by=request.actor, acceptance=shown, answered_on=today, today=today, **form.cleaned_data
        ),
        then=lambda _said: request.path,
        template="networks/accept.html",
        context=context,
        success=_("Thank you. Your answer was saved."),
    )
