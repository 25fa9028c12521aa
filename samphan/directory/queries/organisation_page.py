"""Everything that the page of an organisation shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.directory.models import (
    Affiliation,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Person,
    Steward,
    keeper_name,
)
from samphan.directory.queries.contact import ContactRow, contact_points
from samphan.directory.queries.history import history
from samphan.directory.queries.merging import ids_of
from samphan.directory.queries.organisation import SORTS
from samphan.directory.queries.succession import Step, timeline
from samphan.directory.queries.tree import Above, above

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.kit.components import HistoryEntry

PAGE: Final = "directory.organisation"
SHOWN: Final = 100
"""Parts and people on the page of an organisation; the lists show the rest."""

_AFFILIATED: Final = ("person_id", "position_th", "position_en", "since", "until")
_NAMED: Final = (
    "academic_title",
    "is_doctor",
    "other_titles",
    "given_name_th",
    "family_name_th",
    "given_name_en",
    "family_name_en",
)
_KINDS: Final = dict(OrganisationKind.choices)


@dataclass(frozen=True, slots=True)
class Part:
    """A faculty or unit of an organisation."""

    id: int
    name: Text
    kind: str
    closed: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs or belonged to an organisation."""

    person_id: int
    name: Text
    affiliation: Affiliation
    is_current: bool


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """Its people, what it came out of and became, who looks after it, and what happened to its record."""

    people: tuple[Member, ...]
    has_more_people: bool
    timeline: Sequence[Step]
    stewards: Sequence[Steward]
    history: Sequence[HistoryEntry]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What the page of an organisation shows at once. ``keeper`` is None when the reader's network keeps the record."""

    aliases: tuple[str, ...]
    former: tuple[OrganisationName, ...]
    way: tuple[Above, ...]
    units: tuple[Part, ...]
    has_more_units: bool
    contacts: Sequence[ContactRow]
    keeper: Text | None


def organisation_page(actor: Actor, organisation: Organisation) -> OrganisationPage:
    """What is shown of an organisation at once. At most five statements for a row of ``with_merged``."""
    kinds = OrganisationName.Kind
    ids = ids_of(organisation)
    names = OrganisationName.objects.filter(
        organisation__in=ids, kind__in=[kinds.ALIAS, kinds.FORMER]
    ).order_by("until", "id")
    known: dict[str, list[OrganisationName]] = {kinds.ALIAS: [], kinds.FORMER: []}
    for each in names:
        known[each.kind].append(each)
    units = _parts(actor, ids, limit=SHOWN + 1)
    return OrganisationPage(
        aliases=tuple(each.text for each in known[kinds.ALIAS]),
        former=tuple(known[kinds.FORMER]),
        way=above([organisation.pk]).get(organisation.pk, ()) if organisation.parent_id else (),
        units=tuple(units[:SHOWN]),
        has_more_units=len(units) > SHOWN,
        contacts=contact_points(actor, organisations=ids),
        keeper=None if organisation.kept_by_id == actor.network_id else keeper_name(organisation.kept_by_id),
    )


def organisation_record(actor: Actor, organisation: Organisation, *, on: dt.date) -> OrganisationRecord:
    """What stands below everything that the apps know of an organisation, as of a day. Four statements at the most."""
    ids = ids_of(organisation)
    people = people_of(actor, ids, on=on, limit=SHOWN + 1)
    return OrganisationRecord(
        people=tuple(people[:SHOWN]),
        has_more_people=len(people) > SHOWN,
        timeline=timeline(ids),
        stewards=list(
            Steward.objects.for_actor(actor)
            .on(on)
            .filter(organisation__in=ids)
            .select_related("user")
            .order_by("user__name", "id")
        ),
        history=history(actor, organisation),
    )


def _parts(actor: Actor, ids: Sequence[int], *, limit: int) -> list[Part]:
    found = Organisation.objects.for_actor(actor).current().filter(parent__in=ids).order_by(*SORTS["name"])
    units = found.only("name_th", "name_en", "kind", "status")[:limit]
    return [
        Part(
            each.pk,
            each.name,
            str(_KINDS[each.kind]),
            str(each.get_status_display()) if each.is_closed else "",
        )
        for each in units
    ]


def people_of(actor: Actor, ids: Sequence[int], *, on: dt.date, limit: int) -> list[Member]:
    """People whom the reader may see and who belong to an organisation, those of the day first, in Thai order."""
    found = (
        Affiliation.objects.for_actor(actor)
        .filter(organisation__in=ids)
        .order_by("person__sort_key", "person_id", "id")
        .values_list(*_AFFILIATED, *(f"person__{name}" for name in _NAMED))[:limit]
    )
    members = []
    for values in found:
        affiliation = Affiliation(**dict(zip(_AFFILIATED, values, strict=False)))
        person = Person(**dict(zip(_NAMED, values[len(_AFFILIATED) :], strict=True)))
        members.append(Member(affiliation.person_id, person.name, affiliation, affiliation.is_current(on)))
    return sorted(members, key=lambda member: not member.is_current)
