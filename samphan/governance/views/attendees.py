"""Who is called to a meeting, what they replied, and how they were there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from samphan.comms.models import Purpose
from samphan.comms.queries.addresses import obstacles
from samphan.governance.actions import attendees as actions
from samphan.governance.forms.attendance import DayForm, ReplyForm
from samphan.governance.forms.meetings import AttendeeForm, GuestForm
from samphan.governance.models import COMING, Attendee, MeetingState, Standing
from samphan.governance.policy import meetings as policy
from samphan.governance.queries import meetings as queries
from samphan.governance.queries.quorum import expected, moments, quorum
from samphan.governance.views.meetings_shared import address, form_page, load, tab
from samphan.kit.components import Column, Table
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.pages import run_act as act
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import links
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from samphan.governance.models import Meeting
    from samphan.kit.http import NetworkRequest


def attendees(request: NetworkRequest, pk: int) -> HttpResponse:
    """The list: replies with their links, presence, and the quorum that comes out."""
    meeting = load(request, pk)
    people = queries.attendees(meeting)
    may_manage = request.actor.may(policy.manage, on=meeting)
    is_told = may_manage and meeting.state in COMING
    addresses = _addresses(request, people) if is_told else {}
    hindrances = _hindrances(request, people) if is_told else {}
    for each in people:
        each.address = addresses.get(each.pk, "")  # type: ignore[attr-defined]  # for the template, which reads it like a field
        each.hindrance = hindrances.get(each.pk, "")  # type: ignore[attr-defined]  # likewise
    context = {
        "people": _table("people", _("Called to the meeting"), people, is_guest=False),
        "guests": _table("guests", _("Attending without a vote"), people, is_guest=True),
        "silent": sum(not each.reply for each in people),
        "without_address": sum(not each.email for each in people),
        "quorum": quorum(meeting, people),
        "expected": expected(meeting, people),
        "moments": moments(meeting, people),
        "is_coming": meeting.state in COMING,
        "is_frozen": meeting.state == MeetingState.ADOPTED,
        "has_noted": any(each.presence for each in people),
    }
    return tab(request, meeting, "attendees.html", context)


def _table(key: str, caption: str, people: list[Attendee], *, is_guest: bool) -> Table | None:
    """A part of the list as a table, or None where nobody stands in it."""
    rows = [each for each in people if (each.standing == Standing.GUEST) == is_guest]
    columns = (
        Column(_("Name")),
        Column(_("Reply")),
        Column(_("Presence")),
        Column(_("What can be done"), is_label_hidden=True),
    )
    return Table(key, caption, columns, rows, is_plain=True) if rows else None


def _addresses(request: NetworkRequest, people: list[Attendee]) -> dict[int, str]:
    """The reply links that were made, by id of the row. One statement."""
    rows = Link.objects.filter(
        network_id=request.network.pk,
        purpose=policy.REPLY,
        subject_kind=Attendee._meta.label_lower,  # noqa: SLF001 - Django's own name for it
        subject_id__in=[each.pk for each in people],
        revoked_at__isnull=True,
    )
    return {link.subject_id: links.address(link, request.network.slug) for link in rows.order_by("id")}


def _hindrances(request: NetworkRequest, people: list[Attendee]) -> dict[int, str]:
    """Whom not every message of the meeting reaches, by id of the row, with the reason in words. One statement."""
    known = obstacles(request.network.pk, [each.email.lower() for each in people if each.email])
    found = {}
    for each in people:
        against = known.get(each.email.lower())
        if against is None:
            continue
        kinds = {Purpose.REMINDER, *([Purpose.INVITATION] if each.standing == Standing.GUEST else [])}
        stopped = [str(Purpose(code).label) for code in Purpose.values if code in kinds & against.stopped]
        if against.is_returned:
            found[each.pk] = _("Messages come back from this address.")
        elif stopped:
            found[each.pk] = _("Does not want: %(kinds)s") % {"kinds": ", ".join(stopped)}
    return found


def _one(request: NetworkRequest, pk: int, part: int) -> tuple[Meeting, Attendee]:
    meeting = load(request, pk, to_manage=True)
    attendee = get_object_or_404(Attendee.objects.for_actor(request.actor), meeting=meeting, pk=part)
    attendee.meeting = meeting
    return meeting, attendee


@require_POST
def list_called(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take the list from the body, or from the members of the network."""
    meeting = load(request, pk, to_manage=True)
    return act(
        request,
        lambda: actions.list_called(by=request.actor, meeting=meeting),
        address(request, "attendees", pk),
        _("The list is that of the day of the meeting now."),
    )


@require_POST
def call(request: NetworkRequest, pk: int) -> HttpResponse:
    """Send the notice to those who were not sent one yet."""
    meeting = load(request, pk, to_manage=True)
    return _told(
        request, pk, lambda: actions.call_meeting(by=request.actor, meeting=meeting, now=timezone.now())
    )


@require_POST
def remind(request: NetworkRequest, pk: int) -> HttpResponse:
    """Remind those who have not replied."""
    meeting = load(request, pk, to_manage=True)
    return _told(
        request, pk, lambda: actions.remind_called(by=request.actor, meeting=meeting, now=timezone.now())
    )


def _told(request: NetworkRequest, pk: int, run: Callable[[], int]) -> HttpResponse:
    try:
        with attempt():
            sent = run()
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        said = ngettext("%(count)d message is in the outbox.", "%(count)d messages are in the outbox.", sent)
        messages.success(request, said % {"count": sent})
    return HttpResponseRedirect(address(request, "attendees", pk))


def guest(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of somebody who attends without a vote."""
    meeting = load(request, pk, to_manage=True)
    back = address(request, "attendees", pk)
    return form_page(
        request,
        bind(GuestForm, request),
        title=_("Add a guest"),
        act=lambda form: actions.add_guest(by=request.actor, meeting=meeting, **form.words()),
        then=lambda _guest: back,
        back=back,
        meeting=meeting,
    )


def change(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The address and the votes of somebody on the list."""
    meeting, attendee = _one(request, pk, part)
    back = address(request, "attendees", pk)
    return form_page(
        request,
        bind(AttendeeForm, request, initial={"email": attendee.email, "votes": attendee.votes}),
        title=str(attendee.name),
        act=lambda form: actions.change_attendee(by=request.actor, attendee=attendee, **form.cleaned_data),
        then=lambda _attendee: back,
        back=back,
        meeting=meeting,
    )


@require_POST
def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take somebody off the list."""
    _meeting, attendee = _one(request, pk, part)
    return act(
        request,
        lambda: actions.remove_attendee(by=request.actor, attendee=attendee, now=timezone.now()),
        address(request, "attendees", pk),
        _("Removed."),
    )


def reply(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A reply that came by telephone or on paper, written by the secretariat."""
    meeting, attendee = _one(request, pk, part)
    back = address(request, "attendees", pk)
    return form_page(
        request,
        bind(ReplyForm, request, attendee=attendee, initial=reply_initial(attendee)),
        title=_("Reply of %(name)s") % {"name": attendee.name},
        act=lambda form: actions.answer_call(
            by=request.actor, attendee=attendee, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _attendee: back,
        back=back,
        meeting=meeting,
    )


def reply_initial(attendee: Attendee) -> dict[str, str]:
    """What was replied before, as the form shows it."""
    return {
        "reply": attendee.reply,
        "note": attendee.reply_note,
        "substitute_name": attendee.substitute_name,
        "substitute_position": attendee.substitute_position,
    }


def day(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who is there: one form for everybody."""
    meeting = load(request, pk, to_manage=True)
    back = address(request, "attendees", pk)
    people = queries.attendees(meeting)
    form = bind(DayForm, request, meeting=meeting, people=people)
    return form_page(
        request,
        form,
        title=_("Who is there"),
        act=lambda form: actions.note_day(by=request.actor, meeting=meeting, rows=form.rows()),
        then=lambda _count: back,
        back=back,
        meeting=meeting,
        extra={"blocks": list(form.blocks())},
    )


@require_POST
def take_replies(request: NetworkRequest, pk: int) -> HttpResponse:
    """Fill in the attendance from the replies."""
    meeting = load(request, pk, to_manage=True)
    return act(
        request,
        lambda: actions.take_replies(by=request.actor, meeting=meeting),
        address(request, "attendance", pk),
        _("Filled in from the replies. Look it over."),
    )


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The attendance of a meeting, as a workbook."""
    meeting = load(request, pk)
    return spreadsheet(
        _("Attendance"),
        [
            _("Name"),
            _("Position"),
            _("Stands there as"),
            _("Votes"),
            _("Reply"),
            _("Presence"),
            _("Name of the substitute"),
            _("Reason for absence"),
            _("Arrived"),
            pgettext("presence", "Left"),
        ],
        (
            [
                row.name_th,
                row.position_th,
                str(row.get_standing_display()),
                row.votes,
                str(row.get_reply_display()),
                str(row.get_presence_display()),
                row.substitute_name,
                row.absence_reason,
                timezone.localtime(row.arrived_at).replace(tzinfo=None) if row.arrived_at else None,
                timezone.localtime(row.left_at).replace(tzinfo=None) if row.left_at else None,
            ]
            for row in queries.attendees(meeting)
        ),
    )
