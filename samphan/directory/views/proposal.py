"""Pages of proposed changes: the form, the list, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory import policy
from samphan.directory.actions import answer_proposal, propose_change, withdraw_proposal
from samphan.directory.actions.proposal import WORDS
from samphan.directory.forms.proposal import AnswerForm, ProposeOrganisationForm, ProposePersonForm
from samphan.directory.models import ChangeProposal, Organisation, Person, ProposalState, keeper_name
from samphan.directory.queries.proposal import proposals as list_proposals
from samphan.directory.queries.proposal import proposed_fields
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, check_version, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import moment
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

FILTERS: Final = ("state", "side")


def for_organisation(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an organisation that somebody else keeps."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.propose, on=shown)
    form = bind(ProposeOrganisationForm, request, actor=request.actor, initial=_initial(shown))
    return _propose(request, shown, form, "directory:organisation", "directory/propose_organisation.html")


def for_person(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a person whose record somebody else keeps."""
    shown = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.propose, on=shown)
    form = bind(ProposePersonForm, request, initial=_initial(shown))
    return _propose(request, shown, form, "directory:person", "directory/propose_person.html")


def _initial(subject: Organisation | Person) -> dict[str, Any]:
    return {name: getattr(subject, name) for name in (*WORDS[type(subject)], "version")}


def _propose(
    request: NetworkRequest,
    subject: Organisation | Person,
    form: ProposeOrganisationForm | ProposePersonForm,
    page: str,
    template: str,
) -> HttpResponse:
    address = reverse(page, args=[request.network.slug, subject.pk])

    def act(form: ProposeOrganisationForm | ProposePersonForm) -> ChangeProposal:
        check_version(
            subject, form.cleaned_data["version"], WORDS[type(subject)], changed_by=subject.changed_by
        )
        return propose_change(
            by=request.actor,
            subject=subject,
            words=form.words(),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    is_other = subject.kept_by_id != request.network.pk
    return respond(
        request,
        form,
        act=act,
        then=lambda made: reverse("directory:proposal", args=[request.network.slug, made.pk]),
        template=template,
        context={
            "subject": subject,
            "keeper": keeper_name(subject.kept_by_id) if is_other else "",
            "back": address,
        },
        success=_("The proposal was sent to those who keep the record."),
    )


def proposals(request: NetworkRequest) -> HttpResponse:
    """Proposals that wait, and what became of others."""
    request.actor.must(policy.see_proposals, on=request.network)
    state = _state(request)
    page = state.paginate(list_proposals(request.actor, state))
    table = Table(
        key="proposals",
        caption=_("Proposed changes"),
        columns=(
            Column(_("Record")),
            Column(_("Proposed by")),
            Column(_("Proposed on"), "at"),
            Column(_("State")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search by name or reason"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *ProposalState.choices], state.filters["state"]),
            Filter(
                "side",
                pgettext("proposal", "Side"),
                [("", _("all")), ("received", _("to be answered here")), ("made", _("made here"))],
                state.filters["side"],
            ),
        ),
        export_url=reverse("directory:export_proposals", args=[request.network.slug]),
    )
    return render(request, "directory/proposals.html", {"table": table})


def export_proposals(request: NetworkRequest) -> HttpResponse:
    """What the list shows, a row a field, as a workbook."""
    request.actor.must(policy.see_proposals, on=request.network)
    heads = [
        _("Record"),
        _("Field"),
        _("Before"),
        _("Proposed"),
        _("Reason"),
        _("Proposed by"),
        _("Network"),
        _("Proposed on"),
        _("State"),
        _("Answer"),
    ]
    return spreadsheet(
        _("Proposed changes"),
        heads,
        (
            [
                _name(each),
                field.label,
                field.old,
                field.wanted,
                each.reason,
                each.proposer_label,
                each.network_label,
                moment(each.proposed_at),
                str(each.get_state_display()),
                each.answer,
            ]
            for each in list_proposals(request.actor, _state(request))
            for field in proposed_fields(each)
        ),
    )


def proposal(request: NetworkRequest, pk: int) -> HttpResponse:
    """One proposal: field by field, with what stands there now, and the answer."""
    shown = get_object_or_404(ChangeProposal.objects.for_actor(request.actor).with_records(), pk=pk)
    fields = proposed_fields(shown)
    may_answer = shown.state == ProposalState.OPEN and request.actor.may(policy.answer_proposal, on=shown)
    if request.method == "POST":
        request.actor.must(policy.answer_proposal, on=shown)
    back = reverse("directory:proposals", args=[request.network.slug])
    subject = shown.subject
    page = "directory:organisation" if shown.organisation else "directory:person"
    return respond(
        request,
        bind(AnswerForm, request, proposed=fields),
        act=lambda form: answer_proposal(
            by=request.actor,
            proposal=shown,
            fields=form.cleaned_data["fields"],
            answer=form.cleaned_data["answer"],
            now=timezone.now(),
        ),
        then=lambda _proposal: reverse("directory:proposal", args=[request.network.slug, pk]),
        template="directory/proposal.html",
        context={
            "proposal": shown,
            "subject": subject,
            "subject_url": reverse(page, args=[request.network.slug, subject.pk]) if subject else "",
            "proposed": fields,
            "is_stale": any(field.is_stale for field in fields),
            "is_own_side": shown.kept_by_id == request.network.pk,
            "may_answer": may_answer,
            "may_withdraw": shown.state == ProposalState.OPEN
            and request.actor.may(policy.withdraw_proposal, on=shown),
            "keeper": "" if shown.kept_by_id == request.network.pk else keeper_name(shown.kept_by_id),
            "back": back,
        },
    )


@require_POST
def withdraw(request: NetworkRequest, pk: int) -> HttpResponse:
    """Whoever proposed it takes it back."""
    shown = get_object_or_404(ChangeProposal.objects.for_actor(request.actor), pk=pk)
    try:
        with attempt():
            withdraw_proposal(by=request.actor, proposal=shown, now=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The proposal was taken back."))
    return HttpResponseRedirect(reverse("directory:proposal", args=[request.network.slug, pk]))


def _name(proposal: ChangeProposal) -> str:
    return str(proposal.subject.name) if proposal.subject else ""


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=("", "at"), filters=FILTERS)
