"""Meetings: the register, one meeting, its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.directory.queries.picking import Directory
from samphan.governance.actions import meetings as actions
from samphan.governance.forms.meetings import (
    MeetingForm,
    NewDayForm,
    TimeForm,
    clock_of,
    meeting_initial,
    moment,
)
from samphan.governance.models import Body, Meeting, MeetingKind, MeetingState
from samphan.governance.policy import meetings as policy
from samphan.governance.queries import meetings as queries
from samphan.governance.queries.agenda import outline
from samphan.governance.queries.minutes import minutes_of
from samphan.governance.queries.quorum import expected, moments, quorum
from samphan.governance.transitions import meetings as transitions
from samphan.governance.views.meetings_shared import address, form_page, load, tab
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import ReasonForm
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="-when")


def meetings(request: NetworkRequest) -> HttpResponse:
    """The register of meetings, the latest first."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(queries.meetings(request.actor, state))
    rows = {row.pk: row for row in queries.counted(Meeting.objects.filter(pk__in=[each.pk for each in page]))}
    for each in page:
        each.counts = rows[each.pk]
    states: list[tuple[str, _StrOrPromise]] = [
        ("coming", _("to come")),
        ("over", pgettext("meetings", "held")),
        *MeetingState.choices,
    ]
    table = Table(
        key="meetings",
        caption=_("Meetings"),
        columns=(
            Column(_("Meeting"), "number"),
            Column(pgettext("meeting", "When and where"), "when"),
            Column(_("State")),
            Column(_("Present"), kind="number"),
            Column(_("Resolutions"), kind="number"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search meetings"),
        filters=(
            Filter(
                "body",
                _("Body"),
                [("", _("all")), *queries.bodies_with_meetings(request.actor)],
                state.filters["body"],
            ),
            Filter("state", _("State"), [("", _("all")), *states], state.filters["state"]),
            Filter(
                "kind",
                pgettext("meeting", "Kind"),
                [("", _("all")), *MeetingKind.choices],
                state.filters["kind"],
            ),
            Filter(
                "year",
                _("Buddhist year"),
                [("", _("all")), *queries.years_with_meetings(request.actor)],
                state.filters["year"],
            ),
        ),
        export_url=address(request, "meetings_export"),
    )
    context = {"table": table, "may_create": request.actor.may(policy.create, on=request.network)}
    return render(request, "governance/meetings/list.html", context)


def of_body(request: NetworkRequest, pk: int) -> HttpResponse:
    """The register, narrowed to the meetings of one body."""
    body = get_object_or_404(Body.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.see, on=body)
    return HttpResponseRedirect(f"{address(request, 'meetings')}?body={pk}")


def export(request: NetworkRequest) -> HttpResponse:
    """What the register shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    found = queries.counted(
        queries.meetings(request.actor, _state(request)).select_related("chair", "secretary")
    )
    return spreadsheet(
        _("Meetings"),
        [
            _("Body"),
            pgettext("meeting", "Kind"),
            pgettext("meeting", "No."),
            _("Begins"),
            _("Place"),
            _("Chair"),
            _("Secretary"),
            _("State"),
            _("Called, with a vote"),
            _("Present"),
            _("Needed for a quorum"),
            _("Resolutions"),
        ],
        (
            [
                str(row.body.name),
                str(row.get_kind_display()),
                row.count,
                timezone.localtime(row.starts_at).replace(tzinfo=None),
                str(row.place),
                str(row.chair_name),
                str(row.secretary_name),
                str(row.get_state_display()),
                row.called_count,
                row.present_count,
                row.quorum_needed,
                row.resolution_count,
            ]
            for row in found
        ),
    )


def meeting(request: NetworkRequest, pk: int) -> HttpResponse:
    """One meeting: when and where, its agenda, its quorum, what can be done next."""
    shown = load(request, pk)
    people = queries.attendees(shown)
    may_manage = request.actor.may(policy.manage, on=shown)
    context = {
        "lines": outline(shown),
        "quorum": quorum(shown, people),
        "expected": expected(shown, people),
        "moments": moments(shown, people),
        "people": len(people),
        "replied": sum(bool(each.reply) for each in people),
        "acts": transitions.acts(transitions.MEETING, shown.state) if may_manage else (),
        "resolutions": list(queries.of_meeting(request.actor, [shown.pk])),
        "minutes": minutes_of(shown),
        "is_coming": shown.state in {MeetingState.DRAFT, MeetingState.CALLED},
    }
    return tab(request, shown, "meeting.html", context)


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new meeting."""
    request.actor.must(policy.create, on=request.network)
    bodies = queries.bodies_on(request.actor, timezone.localdate())
    initial = {"body": request.GET.get("body", ""), "kind": MeetingKind.ORDINARY}

    def make(form: MeetingForm) -> Meeting:
        words = form.words()
        words.pop("version", None)
        return actions.plan_meeting(by=request.actor, body=words.pop("body"), **words)

    return form_page(
        request,
        bind(MeetingForm, request, initial=initial, directory=Directory(request.actor), bodies=bodies),
        title=_("New meeting"),
        said="" if bodies else _("A meeting is that of a body: make the body first."),
        act=make,
        then=lambda made: address(request, "meeting", made.pk),
        back=address(request, "meetings"),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a meeting."""
    shown = load(request, pk, to_manage=True)
    directory = Directory(request.actor, people=[shown.chair_id, shown.secretary_id])
    here = address(request, "meeting", pk)
    return form_page(
        request,
        bind(MeetingForm, request, initial=meeting_initial(shown), directory=directory),
        title=_("Change the meeting"),
        act=lambda form: actions.change_meeting(by=request.actor, meeting=shown, **form.words()),
        then=lambda _meeting: here,
        back=here,
        meeting=shown,
    )


def postpone(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why a meeting is postponed."""
    return _stop(request, pk, actions.postpone_meeting, _("Postpone the meeting"), _("Postpone"))


def cancel(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why a meeting is cancelled."""
    return _stop(request, pk, actions.cancel_meeting, _("Cancel the meeting"), _("Cancel the meeting"))


def _stop(request: NetworkRequest, pk: int, act: Any, title: str, label: str) -> HttpResponse:
    shown = load(request, pk, to_manage=True)
    here = address(request, "meeting", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=title,
        said=_("Nothing is sent by itself. The reply links then show the reason."),
        label=label,
        kind="danger",
        act=lambda form: act(by=request.actor, meeting=shown, reason=form.cleaned_data["reason"]),
        then=lambda _meeting: here,
        back=here,
        meeting=shown,
    )


def replan(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the new day of a postponed meeting."""
    shown = load(request, pk, to_manage=True)
    here = address(request, "meeting", pk)
    return form_page(
        request,
        bind(NewDayForm, request, initial={"begins": clock_of(shown.starts_at)}),
        title=_("New day"),
        said=_("Replies to the old day are taken out; everybody is asked anew with the next notice."),
        act=lambda form: actions.replan_meeting(
            by=request.actor,
            meeting=shown,
            starts_at=moment(form.cleaned_data["on"], form.cleaned_data["begins"]) or shown.starts_at,
        ),
        then=lambda _meeting: here,
        back=here,
        meeting=shown,
    )


def open_meeting(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks when the meeting was opened, and shows the quorum of now."""
    shown = load(request, pk, to_manage=True)
    here = address(request, "meeting", pk)
    then = quorum(shown, queries.attendees(shown))
    return form_page(
        request,
        bind(TimeForm, request, initial={"at": clock_of(shown.starts_at)}),
        title=_("Open the meeting"),
        said=_(
            "The quorum of this moment is kept. Without one the meeting may talk and note, but not decide."
        ),
        label=_("Open the meeting"),
        act=lambda form: actions.open_meeting(
            by=request.actor, meeting=shown, at=moment(shown.on, form.cleaned_data["at"]) or shown.starts_at
        ),
        then=lambda _meeting: here,
        back=here,
        meeting=shown,
        extra={"quorum": then},
    )


def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks when the meeting ended."""
    shown = load(request, pk, to_manage=True)
    here = address(request, "meeting", pk)
    return form_page(
        request,
        bind(TimeForm, request, initial={"at": clock_of(shown.closed_at or shown.ends_at)}),
        title=_("Note when the meeting ended"),
        act=lambda form: actions.close_meeting(
            by=request.actor, meeting=shown, at=moment(shown.on, form.cleaned_data["at"]) or shown.starts_at
        ),
        then=lambda _meeting: here,
        back=here,
        meeting=shown,
    )
