"""Resolutions: the register over all meetings, and those of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.governance.actions import resolutions as actions
from samphan.governance.actions.ballots import YES_NO
from samphan.governance.forms.deciding import ResolutionForm
from samphan.governance.forms.meetings import clock_of
from samphan.governance.models import Ballot, BallotState, Manner, Meeting, MeetingState, Resolution, Result
from samphan.governance.policy import meetings as policy
from samphan.governance.queries import meetings as queries
from samphan.governance.queries.ballots import ballot_page, ballots
from samphan.governance.queries.minutes import minutes_lines
from samphan.governance.queries.quorum import quorum
from samphan.governance.queries.votes import votes_of
from samphan.governance.views.meetings_shared import address, form_page, items_of, load, tab
from samphan.kit import lineage
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.numbers import number_in
from samphan.kit.pages import ReasonForm
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(
        request, sorts=queries.RESOLUTION_SORTS, filters=queries.RESOLUTION_FILTERS, default="-when"
    )


def register(request: NetworkRequest) -> HttpResponse:
    """What the bodies of the network decided, over all meetings."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(queries.resolutions(request.actor, state))
    table = Table(
        key="resolutions",
        caption=_("Resolutions"),
        columns=(
            Column(_("Resolution"), "text"),
            Column(_("Meeting"), "when"),
            Column(pgettext("meeting", "Result")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search resolutions"),
        filters=(
            Filter(
                "body",
                _("Body"),
                [("", _("all")), *queries.bodies_with_meetings(request.actor)],
                state.filters["body"],
            ),
            Filter(
                "result",
                pgettext("meeting", "Result"),
                [("", _("all")), *Result.choices],
                state.filters["result"],
            ),
            Filter(
                "year",
                _("Buddhist year"),
                [("", _("all")), *queries.years_with_meetings(request.actor)],
                state.filters["year"],
            ),
        ),
        export_url=address(request, "resolutions_export"),
    )
    return render(request, "governance/meetings/register.html", {"table": table})


def export(request: NetworkRequest) -> HttpResponse:
    """What the register shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("Resolutions"),
        [
            _("Meeting"),
            _("Date"),
            pgettext("resolution", "No."),
            _("Item of the agenda"),
            _("Resolution in Thai"),
            _("Resolution in English"),
            _("How it was decided"),
            _("Rule"),
            _("For"),
            _("Against"),
            _("Abstained"),
            _("Did not vote"),
            _("Recused"),
            _("Present"),
            pgettext("meeting", "Result"),
        ],
        (
            [
                str(row.meeting.title),
                row.decided_on,
                row.number,
                str(row.item.title),
                row.text_th,
                row.text_en,
                str(row.get_manner_display()),
                str(row.get_rule_display()) if row.manner == Manner.COUNTED else "",
                row.votes_for,
                row.votes_against,
                row.abstained,
                row.not_voting,
                row.recused or None,
                row.present,
                str(row.get_result_display()),
            ]
            for row in queries.resolutions(request.actor, _state(request))
        ),
    )


def resolution(request: NetworkRequest, pk: int) -> HttpResponse:
    """Where a resolution stands among those of its meeting."""
    found = get_object_or_404(Resolution.objects.for_actor(request.actor), pk=pk)
    return HttpResponseRedirect(
        f"{address(request, 'meeting_resolutions', found.meeting_id)}#resolution-{pk}"
    )


def resolutions(request: NetworkRequest, pk: int) -> HttpResponse:
    """What one meeting decided, item by item, with how each came about."""
    meeting = load(request, pk)
    people = queries.attendees(meeting)
    lines = minutes_lines(meeting, None)
    after = lineage.trace(
        request.actor,
        "governance.resolution",
        [found.pk for line in lines for found in line.resolutions],
        "after",
    )
    for line in lines:
        for found in line.resolutions:
            found.became = after.get(found.pk, ())  # type: ignore[attr-defined]  # for the template, which reads it like a field
    context = {
        "lines": [line for line in lines if line.resolutions],
        "quorum": quorum(meeting, people),
        "may_record": request.actor.may(policy.manage, on=meeting)
        and meeting.opened_at is not None
        and meeting.state != MeetingState.ADOPTED,
    }
    return tab(request, meeting, "resolutions.html", context)


def _from_ballot(meeting: Meeting, ballot: str) -> dict[str, object]:
    """What a closed ballot proposes: its question, and the votes of the first two options as for and against."""
    pk = number_in(ballot)
    if pk is None:
        return {}
    found = Ballot.objects.filter(meeting=meeting, pk=pk, state=BallotState.CLOSED).first()
    if found is None:
        return {}
    votes = [each.votes for each in found.options.order_by("order", "id")]
    initial: dict[str, object] = {
        "item": found.item_id,
        "text_th": found.question_th,
        "text_en": found.question_en,
        "manner": Manner.COUNTED if ballot_page(found).is_met else Manner.NOTED,
        "is_secret": found.is_secret,
    }
    if len(votes) <= len(YES_NO):
        blank = found.blank_votes + found.paper_spoilt
        initial |= {"votes_for": votes[0], "votes_against": votes[1], "abstained": sum(votes[2:]) + blank}
    return initial


def _form(request: NetworkRequest, meeting: Meeting, found: Resolution | None) -> ResolutionForm:
    there = [each for each in queries.attendees(meeting) if each.is_there]
    initial: dict[str, object] = {"manner": Manner.CONSENSUS, "item": request.GET.get("item", "")}
    if found is None:
        initial |= _from_ballot(meeting, request.GET.get("ballot", ""))
    if found is not None:
        initial = {name: getattr(found, name) for name in ("version", *actions.RESOLUTION_FIELDS)}
        recusals = list(found.recusals.all())
        initial |= {
            "at": clock_of(found.voted_at),
            "recused": [str(each.attendee_id) for each in recusals],
            "interest": recusals[0].reason if recusals else "",
        }
    return bind(
        ResolutionForm,
        request,
        initial=initial,
        meeting=meeting,
        items=items_of(meeting) if found is None else (),
        there=there,
        is_new=found is None,
        has_void_ballot=any(
            not each.is_met for each in ballots(meeting) if each.ballot.state == BallotState.CLOSED
        ),
    )


def create(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a resolution, with the quorum of now above it."""
    meeting = load(request, pk, to_manage=True)
    back = address(request, "meeting_resolutions", pk)
    people = queries.attendees(meeting)

    def make(form: ResolutionForm) -> Resolution:
        words = {name: value for name, value in form.words().items() if name != "version"}
        return actions.record_resolution(by=request.actor, item=words.pop("item"), **words)

    return form_page(
        request,
        _form(request, meeting, None),
        title=_("New resolution"),
        act=make,
        then=lambda _found: back,
        back=back,
        meeting=meeting,
        extra={
            "quorum": quorum(meeting, people),
            "votes": votes_of(each for each in people if each.is_there),
        },
    )


def _load(request: NetworkRequest, pk: int, part: int) -> Resolution:
    meeting = load(request, pk, to_manage=True)
    found = get_object_or_404(
        Resolution.objects.for_actor(request.actor).select_related("item"), meeting=meeting, pk=part
    )
    found.meeting = meeting
    return found


def change(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of a resolution that was recorded."""
    found = _load(request, pk, part)
    back = address(request, "meeting_resolutions", pk)
    people = queries.attendees(found.meeting)
    return form_page(
        request,
        _form(request, found.meeting, found),
        title=_("Change the resolution"),
        act=lambda form: actions.change_resolution(by=request.actor, resolution=found, **form.words()),
        then=lambda _found: back,
        back=back,
        meeting=found.meeting,
        extra={
            "quorum": quorum(found.meeting, people),
            "votes": votes_of(each for each in people if each.is_there),
        },
    )


def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks for the reason before a resolution entered by mistake is taken out."""
    found = _load(request, pk, part)
    back = address(request, "meeting_resolutions", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take the resolution out"),
        said=str(found.text),
        label=_("Take out"),
        kind="danger",
        act=lambda form: actions.remove_resolution(
            by=request.actor, resolution=found, reason=form.cleaned_data["reason"]
        ),
        then=lambda _nothing: back,
        back=back,
        meeting=found.meeting,
    )
