"""How many must be present, how many are, and when a quorum was lost: by the rule of the body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.governance.models import (
    BodyKind,
    MeetingKind,
    Presence,
    QuorumOf,
    QuorumRule,
    Seat,
    lasting,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from samphan.governance.models import Attendee, Body, Meeting


@dataclass(frozen=True, slots=True)
class Quorum:
    """The sum: ``present`` of ``of`` people with a vote are there, ``needed`` must be (None: no rule is laid down)."""

    of: int
    needed: int | None
    in_room: int
    online: int
    substitutes: int

    @property
    def present(self) -> int:
        return self.in_room + self.online + self.substitutes

    @property
    def is_met(self) -> bool:
        return self.needed is None or self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many more would be needed."""
        return max(0, (self.needed or 0) - self.present)


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody came later or left earlier: how many were present from then on."""

    at: dt.datetime
    present: int
    is_met: bool


def needed(body: Body, of: int) -> int | None:
    """How many of ``of`` must be present; None where the body has no rule."""
    over, under = body.quorum_over or 0, body.quorum_under or 1
    match body.quorum_rule:
        case QuorumRule.MORE_THAN:
            return of * over // under + 1
        case QuorumRule.AT_LEAST:
            return -(-of * over // under)
        case QuorumRule.NUMBER:
            return body.quorum_count
        case _:
            return None


def with_vote(attendees: Iterable[Attendee]) -> list[Attendee]:
    """Those who count."""
    return [each for each in attendees if each.votes]


def is_there(attendee: Attendee, at: dt.datetime | None) -> bool:
    """Whether somebody is present at a moment; without one: came, and has not left."""
    if not attendee.is_there:
        return False
    if at is None:
        return attendee.left_at is None
    has_come = attendee.arrived_at is None or attendee.arrived_at <= at
    return has_come and (attendee.left_at is None or attendee.left_at > at)


def base(meeting: Meeting, attendees: Sequence[Attendee]) -> int:
    """Of how many a share is taken: the seats of the body on that day, or everybody called who has a vote.

    At a general meeting these are the members of the network with a vote. One statement where all seats count.
    """
    is_general = meeting.kind == MeetingKind.GENERAL or meeting.body.kind == BodyKind.ASSEMBLY
    if not is_general and meeting.body.quorum_of == QuorumOf.SEATS:
        seats = Seat.objects.filter(lasting(meeting.on), network_id=meeting.network_id, body=meeting.body)
        return seats.count() or meeting.body.stated_seats or len(with_vote(attendees))
    return len(with_vote(attendees))


def quorum(meeting: Meeting, attendees: Sequence[Attendee], *, at: dt.datetime | None = None) -> Quorum:
    """The quorum of a meeting at a moment; once it was opened, by the number that was needed then."""
    there = [each for each in with_vote(attendees) if is_there(each, at)]
    if meeting.opened_at and meeting.quorum_of is not None:
        of, least = meeting.quorum_of, meeting.quorum_needed
    else:
        of = base(meeting, attendees)
        least = needed(meeting.body, of)
    return Quorum(
        of,
        least,
        in_room=sum(each.presence == Presence.IN_ROOM for each in there),
        online=sum(each.presence == Presence.ONLINE for each in there),
        substitutes=sum(each.presence == Presence.SUBSTITUTE for each in there),
    )


def expected(meeting: Meeting, attendees: Sequence[Attendee]) -> Quorum:
    """The quorum as the replies promise it."""
    replies = [each.reply for each in with_vote(attendees)]
    of = base(meeting, attendees)
    return Quorum(
        of,
        needed(meeting.body, of),
        in_room=replies.count("comes"),
        online=replies.count("online"),
        substitutes=replies.count("substitute"),
    )


def moments(meeting: Meeting, attendees: Sequence[Attendee]) -> list[Moment]:
    """Each time after the opening at which the number of those present changed, in order."""
    if meeting.opened_at is None:
        return []
    times = {each.arrived_at for each in attendees} | {each.left_at for each in attendees}
    found = []
    for at in sorted(each for each in times if each is not None and each > meeting.opened_at):
        then = quorum(meeting, attendees, at=at)
        found.append(Moment(at, then.present, then.is_met))
    return found
