"""Putting people into strategic groups: a proposal balanced by size and by institution, and how balanced it is.

The same people, groups and seed give the same proposal on every machine. Each institution's people are dealt to the
groups in which there are fewest of them, and among these to the smallest group; so the groups differ by one person at
most wherever nobody's group was fixed before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.events.models import Registration, StrategicGroup
from samphan.events.queries.organisations import institution_of, with_ancestors
from samphan.events.queries.parts import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

LARGEST_SEED: Final = 999_999
FIRST_SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Place:
    """One person: the institution for which he or she comes (None: unknown) and the group."""

    registration: Registration
    institution_id: int | None
    group_id: int | None
    is_fixed: bool
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class GroupBalance:
    """How a group would be filled: people, institutions, the most people of one institution, room."""

    group: StrategicGroup
    heads: int
    institutions: int
    most_of_one: int
    before: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """A proposal with its balance. ``version`` stands for the people, groups and present places it was made from."""

    seed: int
    is_fresh: bool
    groups: tuple[StrategicGroup, ...]
    places: tuple[Place, ...]
    balance: tuple[GroupBalance, ...]
    without: int
    version: int

    @property
    def spread(self) -> int:
        """How many people the largest group has more than the smallest."""
        heads = [each.heads for each in self.balance]
        return max(heads) - min(heads) if heads else 0

    @property
    def changes(self) -> tuple[Place, ...]:
        """Those whose group would be another one than now."""
        return tuple(each for each in self.places if each.group_id != each.registration.group_id)


def allocation(
    actor: Actor,
    event: Event,
    *,
    seed: int,
    is_fresh: bool = False,
    corrections: Mapping[int, int | None] | None = None,
) -> Allocation:
    """A proposal for the people who take part. Three statements; nothing is written.

    Args:
        actor: needs ``participants.see``; without it there is nobody to place.
        event: one that the actor may see.
        seed: another number, another proposal as well balanced.
        is_fresh: deal everybody anew; else who has a group keeps it.
        corrections: registration id → group id or None, by hand; they win.
    """
    groups = tuple(StrategicGroup.objects.for_actor(actor).filter(event=event).order_by("order", "id"))
    people = list(
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .taking_part()
        .select_related("person", "organisation")
        .order_by("sort_key", "id")
    )
    known = with_ancestors(each.organisation_id for each in people if each.organisation_id is not None)
    institutions = {
        each.pk: institution_of(each.organisation_id, known) if each.organisation_id else None
        for each in people
    }
    fixed = {} if is_fresh else {each.pk: each.group_id for each in people if each.group_id is not None}
    by_hand = {
        pk: group
        for pk, group in (corrections or {}).items()
        if group is None or any(group == each.pk for each in groups)
    }
    given = deal(
        {pk: institution for pk, institution in institutions.items() if pk not in by_hand},
        [each.pk for each in groups],
        seed=seed,
        fixed={pk: group for pk, group in fixed.items() if pk not in by_hand},
        counted={pk: group for pk, group in by_hand.items() if pk in institutions and group is not None},
        institutions=institutions,
    )
    places = tuple(
        Place(
            each,
            institutions[each.pk],
            by_hand[each.pk] if each.pk in by_hand else given.get(each.pk),
            is_fixed=each.pk in fixed and each.pk not in by_hand,
            is_corrected=each.pk in by_hand,
        )
        for each in people
    )
    return Allocation(
        seed=seed,
        is_fresh=is_fresh,
        groups=groups,
        places=places,
        balance=_balance(groups, places),
        without=sum(place.group_id is None for place in places),
        version=fingerprint_of(
            [
                [[each.pk, each.code] for each in groups],
                [[each.pk, each.group_id, institutions[each.pk]] for each in people],
            ]
        ),
    )


def deal(
    people: Mapping[int, int | None],
    groups: Sequence[int],
    *,
    seed: int,
    fixed: Mapping[int, int] | None = None,
    counted: Mapping[int, int] | None = None,
    institutions: Mapping[int, int | None] | None = None,
) -> dict[int, int]:
    """Deal people (id → institution) to groups; ``fixed`` ones keep theirs, ``counted`` ones are others who sit there.

    People of no known institution are dealt one by one to the smallest group.
    """
    given: dict[int, int] = {pk: group for pk, group in (fixed or {}).items() if group in groups}
    sizes = dict.fromkeys(groups, 0)
    of_one: dict[tuple[int | None, int], int] = {}
    for pk, group in {**given, **(counted or {})}.items():
        institution = (institutions or people).get(pk)
        sizes[group] += 1
        of_one[institution, group] = of_one.get((institution, group), 0) + 1
    if not groups:
        return {}
    # A group that many were fixed in takes nobody more before the others are as large as they have to be.
    full = -(-len({*people, *given, *(counted or {})}) // len(groups))
    by_institution: dict[int | None, list[int]] = {}
    for pk, institution in people.items():
        if pk not in given:
            by_institution.setdefault(institution, []).append(pk)
    # The largest first: their remainders are evened out by those who come alone.
    order = sorted(
        by_institution,
        key=lambda each: (each is None, -len(by_institution[each]), _shuffled(seed, "institution", each)),
    )
    for institution in order:
        for pk in sorted(by_institution[institution], key=lambda each: _shuffled(seed, "person", each)):
            group = min(
                groups,
                key=lambda each: (
                    sizes[each] >= full,
                    of_one.get((institution, each), 0) if institution is not None else 0,
                    sizes[each],
                    _shuffled(seed, institution, each),
                ),
            )
            given[pk] = group
            sizes[group] += 1
            of_one[institution, group] = of_one.get((institution, group), 0) + 1
    return given


def _shuffled(seed: int, *about: object) -> bytes:
    """A place in an order that looks random and is the same everywhere."""
    return hashlib.sha256(repr((seed, *about)).encode()).digest()


def _balance(groups: Iterable[StrategicGroup], places: Sequence[Place]) -> tuple[GroupBalance, ...]:
    found = []
    for group in groups:
        inside = [place for place in places if place.group_id == group.pk]
        of_one: dict[int, int] = {}
        for place in inside:
            if place.institution_id is not None:
                of_one[place.institution_id] = of_one.get(place.institution_id, 0) + 1
        before = sum(place.registration.group_id == group.pk for place in places)
        found.append(GroupBalance(group, len(inside), len(of_one), max(of_one.values(), default=0), before))
    return tuple(found)


def institution_names(places: Iterable[Place]) -> dict[int, Organisation]:
    """The institutions of places by id; one statement, or none."""
    return with_ancestors(each.institution_id for each in places if each.institution_id is not None)
