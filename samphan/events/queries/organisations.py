"""Organisations with everything they are part of, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from samphan.directory.models import Organisation, OrganisationKind
from samphan.directory.queries.findable import ORGANISATION
from samphan.directory.queries.picking import Directory
from samphan.networks.models import Member
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samphan.kit.actor import Actor

#: Kinds that are parts of an institution: they are counted as the institution above them.
PARTS: Final = frozenset({OrganisationKind.FACULTY, OrganisationKind.UNIT})

_UPWARD: Final = """
with recursive upward (id, parent_id) as (
    select id, parent_id from directory_organisation where id = any(%s)
    union
    select above.id, above.parent_id
    from directory_organisation above join upward on above.id = upward.parent_id
)
select * from directory_organisation where id in (select id from upward)
"""


def with_ancestors(ids: Iterable[int]) -> dict[int, Organisation]:
    """The organisations with these ids and all that they are part of, by id. One statement, or none for no ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {each.pk: each for each in Organisation.objects.raw(_UPWARD, [wanted])}


def lineage(organisation_id: int, known: Mapping[int, Organisation]) -> list[int]:
    """The ids from an organisation up to the topmost one that it is part of, itself first."""
    chain: list[int] = []
    at: int | None = organisation_id
    while at is not None and at in known and at not in chain:
        chain.append(at)
        at = known[at].parent_id
    return chain


def institution_of(organisation_id: int, known: Mapping[int, Organisation]) -> int:
    """The institution as which an organisation is counted: a faculty or unit counts as what it is part of."""
    chain = lineage(organisation_id, known)
    return next(
        (each for each in chain if known[each].kind not in PARTS), chain[-1] if chain else organisation_id
    )


def directory_for(actor: Actor, ids: Iterable[int | None] = ()) -> Directory:
    """The organisations that a form of an event may name, for one request; without words those of the network are offered."""
    directory = Directory(actor, organisations=ids)
    if actor.network is not None:
        directory.organisations.url = reverse("events:organisations", args=[actor.network.slug])
    return directory


def offered(actor: Actor, words: str, *, limit: int = 20) -> list[tuple[int, str, str]]:
    """What a picker offers as (id, name, note): for typed words from the directory, else the network's members."""
    if words.strip():
        hits = search.find(words, kinds=[ORGANISATION], limit=limit).hits
        return [(hit.object_id, str(hit.label), str(hit.detail)) for hit in hits]
    members = Member.objects.for_actor(actor).values("organisation_id")
    first = Organisation.objects.for_actor(actor).filter(pk__in=members).order_by("sort_key", "id")[:limit]
    return [(each.pk, str(each.name), str(each.abbreviation)) for each in first]
