"""What the page of participants shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.events.models import Registration, RegistrationState
from samphan.events.queries.finding import found_by
from samphan.events.queries.numbers import Stated, count_people
from samphan.events.queries.organisations import institution_of, with_ancestors
from samphan.tenancy import search

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.events.queries.numbers import Participation
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("name",)
FILTERS: Final = ("state", "category", "organisation")
NONE: Final = "none"
EVERY: Final = "every"
"""Filter by state: without it the list holds those who take part."""


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """An institution that takes part: named for the event (``named_id``), or known by its registered people."""

    organisation: Organisation
    named_id: int | None
    is_sample: bool
    heads: int


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Numbers, institutions in Thai order, and the organisations for which registered people come."""

    numbers: Participation
    institutions: tuple[InstitutionRow, ...]
    organisations: tuple[Organisation, ...]


def people_page(event: Event) -> PeoplePage:
    """Without names of people, so open to whoever may see the event; four statements."""
    stated = Stated.of(event)
    known = with_ancestors(stated.organisation_ids)
    numbers = count_people(stated, known)
    heads: dict[int, int] = {}
    for _category, organisation, count in stated.heads:
        if organisation is not None:
            institution = institution_of(organisation, known)
            heads[institution] = heads.get(institution, 0) + count
    named = {institution_of(each, known): (pk, is_sample) for pk, each, is_sample in stated.named}
    rows = []
    for pk in numbers.institution_ids:
        named_id, is_sample = named.get(pk, (None, False))
        rows.append(InstitutionRow(known[pk], named_id, is_sample, heads.get(pk, 0)))
    present = {organisation for _category, organisation, _count in stated.heads if organisation is not None}
    organisations = sorted((known[pk] for pk in present), key=lambda each: (each.sort_key, each.pk))
    return PeoplePage(numbers, tuple(rows), tuple(organisations))


def registrations(actor: Actor, event: Event, state: ListState) -> QuerySet[Registration]:
    """The registered people that the reader may see, in Thai order; found by any part of name or organisation.

    Those who take part, unless another state or ``EVERY`` is asked for.
    """
    found = (
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .select_related("person", "organisation", "category")
    )
    for term in search.terms(state.query):
        found = found.filter(
            found_by("directory.person", "person_id", term)
            | found_by("directory.organisation", "organisation_id", term)
        )
    asked = state.filters.get("state", "")
    if asked in RegistrationState.values:
        found = found.filter(state=asked)
    elif asked != EVERY:
        found = found.taking_part()
    for name in ("category", "organisation"):
        wanted = state.filters.get(name, "")
        if wanted == NONE:
            found = found.filter(**{f"{name}__isnull": True})
        elif wanted.isdecimal() and len(wanted) < 19:
            found = found.filter(**{f"{name}_id": int(wanted)})
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")
