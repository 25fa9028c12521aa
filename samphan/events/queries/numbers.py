"""Who took part, in numbers: what was stated beside what is counted from the records.

Counting reveals no names, so it is open to everybody who may see the event.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from samphan.events.models import (
    ParticipantCategory,
    ParticipatingInstitution,
    Registration,
    RegistrationState,
)
from samphan.events.queries.organisations import institution_of, lineage, with_ancestors
from samphan.events.queries.presence import present_ids
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.directory.models import Organisation
    from samphan.events.models import Event


@dataclass(frozen=True, slots=True)
class CategoryNumbers:
    """One category of participants; ``stated`` is None where nobody stated a number."""

    id: int
    name_th: str
    name_en: str
    stated: int | None
    counted: int

    name = Bilingual()

    @property
    def difference(self) -> int | None:
        """Counted minus stated, once both are there."""
        return None if self.stated is None or not self.counted else self.counted - self.stated


@dataclass(frozen=True, slots=True)
class Participation:
    """Stated and counted numbers of an event.

    ``counted`` people are confirmed registrations; ``counted_institutions`` are the institutions named for the event and
    those for which registered people come (a faculty counts as its university), ``institution_ids`` in Thai
    order. ``own``, ``outside`` and ``unclear`` divide the counted people by the organisation that was asked
    for: of it or one of its units; of another one; without organisation, or of an organisation above it
    (perhaps its own staff). They are None when no organisation was asked for. ``is_attendance``: counted are those who
    checked in, and the institutions for which they came, not those who registered. ``sample_people`` of the counted are
    sample data.
    """

    categories: tuple[CategoryNumbers, ...]
    stated: int | None
    counted: int
    uncategorised: int
    stated_institutions: int | None
    counted_institutions: int
    named_institutions: int
    institution_ids: tuple[int, ...]
    own: int | None = None
    outside: int | None = None
    unclear: int | None = None
    is_attendance: bool = False
    sample_people: int = 0

    @property
    def stated_by_category(self) -> int | None:
        """The sum of the categories' stated numbers; None when none has one."""
        known = [each.stated for each in self.categories if each.stated is not None]
        return sum(known) if known else None

    @property
    def sums_agree(self) -> bool | None:
        """Whether the categories add up to the stated total; None when there is nothing to compare."""
        if self.stated is None or any(each.stated is None for each in self.categories) or not self.categories:
            return None
        return self.stated == self.stated_by_category


type Heads = tuple[tuple[int | None, int | None, int], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the tables say before organisations are known.

    ``categories`` are (id, name in Thai, name in English, stated), ``heads`` (category id, organisation id, people),
    ``named`` institutions (id, organisation id, sample or not). ``sample_people`` are those of the counted whose
    registration is sample data.
    """

    people: int | None
    institutions: int | None
    categories: tuple[tuple[int, str, str, int | None], ...]
    heads: Heads
    named: tuple[tuple[int, int, bool], ...]
    is_attendance: bool = False
    sample_people: int = 0

    @classmethod
    def of(cls, event: Event, *, came: bool = False) -> Stated:
        """Three statements, whatever the number of people.

        With ``came`` those are counted who checked in, where anybody did.
        """
        heads, is_attendance, sample_people = _heads(event, came=came)
        return cls(
            is_attendance=is_attendance,
            sample_people=sample_people,
            people=event.stated_participants,
            institutions=event.stated_institutions,
            categories=tuple(
                ParticipantCategory.objects.filter(event=event)
                .order_by("order", "id")
                .values_list("id", "name_th", "name_en", "stated_count")
            ),
            heads=heads,
            named=tuple(
                ParticipatingInstitution.objects.filter(event=event)
                .order_by("id")
                .values_list("id", "organisation_id", "is_sample")
            ),
        )

    @property
    def organisation_ids(self) -> list[int]:
        """Every organisation that must be known for counting."""
        return [
            *(each for _id, each, _sample in self.named),
            *(each for _category, each, _heads in self.heads if each is not None),
        ]


def _heads(event: Event, *, came: bool) -> tuple[Heads, bool, int]:
    """Who is counted, whether it is those who checked in, and how many of them are sample data; one statement."""
    rows = list(
        Registration.objects.filter(event=event)
        .annotate(
            came=ExpressionWrapper(
                Q(pk__in=present_ids(event)) if came else Q(pk__isnull=True), BooleanField()
            )
        )
        .order_by("category_id", "organisation_id")
        .values_list("category_id", "organisation_id", "came", "state")
        .annotate(heads=Count("id"), samples=Count("id", filter=Q(is_sample=True)))
    )
    is_attendance = any(row[2] for row in rows)
    counted: dict[tuple[int | None, int | None], int] = defaultdict(int)
    sample_people = 0
    for category, organisation, present, state, heads, samples in rows:
        if present if is_attendance else state == RegistrationState.CONFIRMED:
            counted[category, organisation] += heads
            sample_people += samples
    return tuple((*key, heads) for key, heads in counted.items()), is_attendance, sample_people


def count_people(
    stated: Stated, known: Mapping[int, Organisation], *, organisation_id: int | None = None
) -> Participation:
    """Counts from the rows; ``known`` holds their organisations with all that these are part of."""
    by_category: dict[int | None, int] = defaultdict(int)
    # Where people were checked in, an institution takes part when somebody came for it.
    named = () if stated.is_attendance else stated.named
    institutions = {institution_of(each, known) for _id, each, _sample in named}
    own = outside = unclear = 0
    above = set(lineage(organisation_id, known)[1:]) if organisation_id else set()
    for category, organisation, heads in stated.heads:
        by_category[category] += heads
        chain = lineage(organisation, known) if organisation is not None else []
        if organisation is not None:
            institutions.add(institution_of(organisation, known))
        if organisation_id in chain:
            own += heads
        elif organisation is None or organisation in above:
            unclear += heads
        else:
            outside += heads
    asked = organisation_id is not None
    return Participation(
        categories=tuple(
            CategoryNumbers(pk, name_th, name_en, number, by_category[pk])
            for pk, name_th, name_en, number in stated.categories
        ),
        stated=stated.people,
        counted=sum(heads for _category, _organisation, heads in stated.heads),
        uncategorised=by_category[None],
        stated_institutions=stated.institutions,
        counted_institutions=len(institutions),
        named_institutions=len(stated.named),
        institution_ids=tuple(sorted(institutions, key=lambda each: (known[each].sort_key, each))),
        own=own if asked else None,
        outside=outside if asked else None,
        unclear=unclear if asked else None,
        is_attendance=stated.is_attendance,
        sample_people=stated.sample_people,
    )


def participation_numbers(
    event: Event, organisation: Organisation | None = None, *, came: bool = False
) -> Participation:
    """Stated beside counted for an event that the caller has loaded through ``for_actor``; four statements."""
    stated = Stated.of(event, came=came)
    pk = organisation.pk if organisation else None
    known = with_ancestors([*stated.organisation_ids, *([pk] if pk else [])])
    return count_people(stated, known, organisation_id=pk)
