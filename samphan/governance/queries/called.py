"""Who is called to a meeting: those who hold a seat of the body on its day, or the members of the network.

Facts of that day: terms and memberships as they are recorded now for then. Nobody is called twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.directory.models import ContactKind, ContactPoint
from samphan.governance.models import BodyKind, Capacity, Meeting, MeetingKind, Standing, Term
from samphan.kit.bilingual import pair
from samphan.networks.models import MembershipPeriod, Representative, RepresentativeKind, Suspension
from samphan.networks.queries import current_members, representatives_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

_LEADS_FIRST: Final[dict[str, int]] = {RepresentativeKind.LEAD: 0, RepresentativeKind.ALTERNATE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Somebody to be called; ``key`` tells a term or a membership apart."""

    standing: Standing
    term: Term | None = None
    member: Member | None = None
    person: Person | None = None
    name: tuple[str, str]
    position: tuple[str, str] = ("", "")
    email: str = ""
    votes: int = 1

    @property
    def key(self) -> tuple[str, int]:
        found = self.term or self.member
        return self.standing.value, found.pk if found else 0


def called(by: Actor, meeting: Meeting) -> list[Called]:
    """Everybody to be called, in the order of the list; a number of statements that does not grow with them."""
    if meeting.kind == MeetingKind.GENERAL or meeting.body.kind == BodyKind.ASSEMBLY:
        return _members(by, meeting)
    return _holders(by, meeting)


def _holders(by: Actor, meeting: Meeting) -> list[Called]:
    """Who holds an office of the body; where somebody stands in for a holder, that person alone."""
    rows = list(
        Term.objects.filter(network_id=by.network_id, body=meeting.body)
        .on(meeting.on)
        .select_related("position", "person")
        .order_by("position__order", "place", "seat__number", "id")
    )
    replaced = {each.stands_for_id for each in rows if each.capacity == Capacity.SUBSTITUTE}
    addresses = _addresses(by, (each.person_id for each in rows))
    found, people = [], set()
    for term in rows:
        if term.pk in replaced or term.person_id in people:
            continue
        people.add(term.person_id)
        found.append(
            Called(
                standing=Standing.MEMBER,
                term=term,
                person=term.person,
                name=pair(term, "name"),
                position=_office(term),
                email=addresses.get(term.person_id, ""),
            )
        )
    return found


def _office(term: Term) -> tuple[str, str]:
    """The office, with the institution for which it is held."""
    said = []
    for title, institution in zip(pair(term.position, "title"), pair(term, "on_behalf"), strict=True):
        said.append(", ".join(filter(None, [title, institution])) if title else "")
    return said[0][:300], said[1][:300]


def _members(by: Actor, meeting: Meeting) -> list[Called]:
    """The members of the network on the day, each with who leads its representation then.

    The votes are those of its category; without a category one, while its rights rest none.
    """
    on = meeting.on
    speakers: dict[int, Representative] = {}
    for each in representatives_on(by, on):
        known = speakers.get(each.member_id)
        if known is None or _LEADS_FIRST.get(each.kind, 2) < _LEADS_FIRST.get(known.kind, 2):
            speakers[each.member_id] = each
    periods = MembershipPeriod.objects.for_actor(by).lasting_on(on).select_related("category").order_by("id")
    votes = {each.member_id: each.category.votes for each in periods if each.category}
    resting = set(Suspension.objects.for_actor(by).lasting_on(on).values_list("member_id", flat=True))
    found = []
    for member in current_members(by, on).select_related("organisation").order_by("sort_key", "id"):
        speaker = speakers.get(member.pk)
        institution = pair(member.organisation, "name")
        found.append(
            Called(
                standing=Standing.DELEGATE,
                member=member,
                person=speaker.person if speaker else None,
                name=(speaker.name, "") if speaker else institution,
                position=institution if speaker else ("", ""),
                email=speaker.email if speaker else "",
                votes=0 if member.pk in resting else votes.get(member.pk, 1),
            )
        )
    return found


def _addresses(by: Actor, people: Iterable[int]) -> dict[int, str]:
    """The e-mail address of each person that the network knows, the first one that was entered."""
    rows = ContactPoint.objects.filter(
        network_id=by.network_id, person__in=set(people), kind=ContactKind.MAIL
    ).order_by("-id")
    return dict(rows.values_list("person_id", "value"))
