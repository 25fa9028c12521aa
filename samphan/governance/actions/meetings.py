"""The life of a meeting: planned with its agenda, called, opened with its quorum, closed, or not held after all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import BY_RIGHT, Letter
from samphan.governance.actions.meetings_shared import advance, locked, note, send
from samphan.governance.models import AgendaItem, Attendee, Ballot, BallotState, Body, Meeting, MeetingState
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.agenda import STANDARD
from samphan.governance.queries.meetings import attendees, next_count, to_be_adopted
from samphan.governance.queries.meetings_findable import meeting_row
from samphan.governance.queries.notice import stopped
from samphan.governance.queries.quorum import quorum
from samphan.governance.transitions import meetings as transitions
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.kit.thai.dates import be_year
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor

MEETING_FIELDS: Final = (
    "kind", "number", "starts_at", "ends_at", "place_th", "place_en", "online_url", "chair", "chair_label", "secretary",
    "secretary_label", "note_th", "note_en", "reply_until", "allows_substitutes",
)  # fmt: skip


@transaction.atomic
def plan_meeting(*, by: Actor, body: Body, is_sample: bool = False, **words: Any) -> Meeting:
    """A meeting in preparation, with the agenda of the official form.

    Without a number it is given the next one of its kind in the Buddhist year of its day. Whether members may send a
    substitute is taken from the body's last meeting unless it is said.

    Raises:
        Problem: the body does not exist on that day, or the number was used.
    """
    if by.network is None:
        raise ValueError("a meeting is planned in a network")
    by.must(policy.create, on=by.network)
    # Two meetings that are planned at once wait for each other here and get two numbers.
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk, network_id=by.network_id)
    meeting = Meeting(network_id=by.network_id, body=body, is_sample=is_sample, version=0)
    last = Meeting.objects.filter(body=body).order_by("-starts_at").first()
    meeting.allows_substitutes = bool(last and last.allows_substitutes)
    _describe(by, meeting, words)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            network_id=meeting.network_id, meeting=meeting, order=place, kind=kind, title_th=th, title_en=en
        )
        for place, (kind, th, en) in enumerate(STANDARD)
    )
    if (earlier := to_be_adopted(meeting).first()) is not None:
        AgendaItem.objects.filter(meeting=meeting, kind="adoption").update(adopts=earlier)
    record(by, "plan_meeting", meeting, label=(meeting.title_th, meeting.title_en))
    return meeting


@transaction.atomic
def change_meeting(*, by: Actor, meeting: Meeting, version: int | None = None, **words: Any) -> Meeting:
    """Change what is said about a meeting (``MEETING_FIELDS``); its minutes, once adopted, freeze it.

    Raises:
        Problem: adopted, or what was written is not possible.
        Conflict: somebody else saved it meanwhile.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    if found.state == MeetingState.ADOPTED:
        raise Problem(_("The minutes of this meeting are adopted. What they say is not changed any more."))
    check_version(found, version, MEETING_FIELDS, changed_by=found.changed_by)
    before_it = values(found, MEETING_FIELDS)
    _describe(by, found, words)
    changes = difference(before_it, values(found, MEETING_FIELDS))
    record(by, "change_meeting", found, changes=changes, label=(found.title_th, found.title_en))
    return found


@transaction.atomic
def postpone_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Say that a meeting is not held on its day; a new day makes it one in preparation again."""
    by.must(policy.manage, on=meeting)
    return _stop(by, meeting, transitions.POSTPONE, reason)


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Give a meeting up for good; it keeps its number, so that none is used twice."""
    by.must(policy.manage, on=meeting)
    return _stop(by, meeting, transitions.CANCEL, reason)


@transaction.atomic
def replan_meeting(*, by: Actor, meeting: Meeting, starts_at: dt.datetime) -> Meeting:
    """Give a postponed meeting its new day. Everybody is asked anew with the next notice, and nobody is there yet.

    Raises:
        Problem: it is not postponed, or the body does not exist on the new day.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    old = found.starts_at
    advance(found, transitions.REPLAN)
    found.state_reason = ""
    found.called_at, found.reply_until, found.ends_at = None, None, None
    _describe(by, found, {"starts_at": starts_at})
    Attendee.objects.filter(meeting=found).update(
        reply="", reply_note="", replied_at=None, substitute_name="", substitute_position="", presence="",
        absence_reason="", arrived_at=None, left_at=None,
    )  # fmt: skip
    changes = {"starts_at": [old.isoformat(), starts_at.isoformat()]}
    record(by, "replan_meeting", found, changes=changes, label=(found.title_th, found.title_en))
    return found


@transaction.atomic
def open_meeting(*, by: Actor, meeting: Meeting, at: dt.datetime) -> Meeting:
    """Open a meeting at a time: the quorum of that moment is kept. Without one it may meet, but not decide.

    Raises:
        Problem: nobody is noted as present, or it was opened before.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    people = attendees(found)
    if not any(each.is_there for each in people):
        raise Problem(_("Note first who is present: the quorum is counted when the meeting is opened."))
    if timezone.localtime(at).date() != found.on:
        raise Problem(
            _("The meeting is on %(day)s. Change its day first, if it was held on another.")
            % {"day": thai_date(found.on)},
            field="at",
        )
    advance(found, transitions.OPEN)
    then = quorum(found, people, at=at)
    found.opened_at = at
    found.quorum_of, found.quorum_needed, found.quorum_present = then.of, then.needed, then.present
    found.touch(by)
    found.save()
    changes = {"quorum_present": [None, then.present], "quorum_needed": [None, then.needed]}
    record(by, "open_meeting", found, changes=changes, label=(found.title_th, found.title_en))
    return found


@transaction.atomic
def close_meeting(*, by: Actor, meeting: Meeting, at: dt.datetime) -> Meeting:
    """Note when a meeting ended.

    Raises:
        Problem: it was not opened, or the time lies before the opening.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    advance(found, transitions.CLOSE)
    if found.opened_at is None or at < found.opened_at:
        raise Problem(_("A meeting cannot end before it was opened."), field="at")
    return note(by, found, "close_meeting", closed_at=at)


def _stop(by: Actor, meeting: Meeting, act: str, reason: str) -> Meeting:
    found = locked(meeting)
    if not reason.strip():
        raise Problem(_("Write the reason: those who were called are told it."), field="reason")
    if Ballot.objects.filter(meeting=found, state=BallotState.OPEN).exists():
        raise Problem(_("A ballot of this meeting is open. Close it first."))
    before_it = found.state
    advance(found, act)
    found.state_reason = reason.strip()[:1000]
    found.touch(by)
    found.save()
    told = _tell_called(by, found)
    record(
        by,
        f"{act}_meeting",
        found,
        changes={"state": [before_it, found.state], "messages": [None, told]},
        reason=found.state_reason,
        label=(found.title_th, found.title_en),
    )
    return found


def _tell_called(by: Actor, meeting: Meeting) -> int:
    """Write to everybody who was called and has an address; how many messages. Who was never called is told nothing.

    Nobody can stop it: whoever was told to come is told not to, guests too.
    """
    if meeting.called_at is None:
        return 0
    people = Attendee.objects.filter(meeting=meeting).exclude(email="").order_by("order", "id")
    return send(by, [Letter(each.email, *stopped(meeting, each), BY_RIGHT) for each in people])


def _describe(by: Actor, meeting: Meeting, words: dict[str, Any]) -> None:
    unknown = words.keys() - set(MEETING_FIELDS)
    if unknown:
        raise TypeError(f"not what a meeting is described with: {sorted(unknown)}")
    for name, value in words.items():
        if name != "number":
            setattr(meeting, name, value)
    # Whoever takes a number of the body waits for the others, whether a meeting is new or only renumbered.
    Body.objects.select_for_update(no_key=True).get(pk=meeting.body_id)
    _check_times(meeting)
    for name in ("chair", "secretary"):
        if getattr(meeting, name) and getattr(meeting, f"{name}_label"):
            raise Problem(
                _("Leave either the person or the name empty."),
                field=f"{name}_label",
            )
    year = be_year(meeting.on)
    number = words.get("number") or (meeting.number if meeting.pk and meeting.year == year else None)
    meeting.year = year
    meeting.number = number or next_count(meeting.body, meeting.kind, meeting.on)
    same = Meeting.objects.filter(
        network_id=meeting.network_id, body=meeting.body, kind=meeting.kind, year=year, number=meeting.number
    ).exclude(pk=meeting.pk)
    if same.exists():
        raise Problem(
            _("No. %(count)s was used already for this kind of meeting. The next one is %(next)d.")
            % {"count": meeting.count, "next": next_count(meeting.body, meeting.kind, meeting.on)},
            field="number",
        )
    meeting.touch(by)
    meeting.save()
    search.put([meeting_row(meeting)])


def _check_times(meeting: Meeting) -> None:
    """Refuse a day on which the body does not exist or the meeting was not opened, and an end before the beginning."""
    body = meeting.body
    if (body.since and body.since.from_on > meeting.on) or (body.until and body.until.last_on < meeting.on):
        raise Problem(
            _("%(body)s does not exist on that day: see the dates of its life.") % {"body": body.name},
            field="starts_at",
        )
    if meeting.opened_at and timezone.localtime(meeting.opened_at).date() != meeting.on:
        raise Problem(
            _("The meeting was opened on %(day)s; its day stays.")
            % {"day": thai_date(timezone.localtime(meeting.opened_at).date())},
            field="starts_at",
        )
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise Problem(_("The end must lie after the beginning."), field="ends_at")
    if meeting.reply_until and meeting.reply_until > meeting.on:
        raise Problem(_("Replies are needed before the meeting."), field="reply_until")
