"""Is it there already? Organisations and people that somebody may mean, by the names that people write.

A name is compared by its key (``kit.thai.organisations``). One organisation that has it as a full name is meant. An
abbreviation is never enough, not even where the directory knows only one meaning: people choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models.functions import Coalesce
from rapidfuzz import fuzz, process

from samphan.directory.models import Organisation, OrganisationName, Person
from samphan.directory.queries.findable import ORGANISATION, PERSON
from samphan.kit.thai.fold import fold
from samphan.kit.thai.names import split_name
from samphan.kit.thai.organisations import core_key, organisation_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

NEAR_LIMIT: Final = 5
NEAR_ORGANISATION: Final = 75
NEAR_PERSON: Final = 88
ALIKE: Final = 82
"""Likeness of 0 to 100: from which an organisation is offered, and from which a name may be a slip of the pen."""

_CURRENT: Final = Coalesce("organisation__merged_into_id", "organisation_id")
"""The record that a name leads to: what was merged leads to the one that stayed."""

SHORT_NAME: Final = 5
"""Another name whose key is not longer than this is treated as an abbreviation."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written name may stand for.

    ``exact`` is the one organisation that has it as a full name, else None. ``candidates`` are all that it may mean:
    those with the same key (``is_same_key``), or, where there is none, near-misses, the best first.
    """

    text: str
    exact: Organisation | None = None
    candidates: tuple[Organisation, ...] = ()
    is_same_key: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Several organisations have this very name."""
        return self.is_same_key and len(self.candidates) > 1


def find_organisations(actor: Actor, text: str) -> Resolution:
    """What one written name may stand for. At most three statements."""
    return find_all_organisations(actor, [text])[text]


def find_all_organisations(actor: Actor, texts: Iterable[str]) -> dict[str, Resolution]:
    """The same for many names at once, by name: at most three statements whatever their number."""
    texts = list(dict.fromkeys(texts))
    keys = {text: key for text in texts if (key := organisation_key(text))}
    sure: dict[str, set[int]] = {}
    same: dict[str, dict[int, None]] = {}
    for key, kind, pk in _names().filter(key__in=set(keys.values())).values_list("key", "kind", _CURRENT):
        same.setdefault(key, {})[pk] = None
        if kind == OrganisationName.Kind.NAME or (
            kind == OrganisationName.Kind.ALIAS and len(key) > SHORT_NAME
        ):
            sure.setdefault(key, set()).add(pk)
    unknown = [text for text, key in keys.items() if key not in same]
    similar = _similar(unknown) if unknown else {}
    ids = {pk for found in (*same.values(), *similar.values()) for pk in found}
    organisations = Organisation.objects.for_actor(actor).select_related("parent").in_bulk(ids)
    resolutions: dict[str, Resolution] = {}
    for text in texts:
        meant = list(same.get(keys.get(text, ""), {}))
        settled = meant[0] if len(meant) == 1 and meant[0] in sure.get(keys[text], ()) else None
        resolutions[text] = Resolution(
            text,
            exact=organisations.get(settled) if settled else None,
            candidates=tuple(
                organisations[pk] for pk in (meant or similar.get(text, [])) if pk in organisations
            ),
            is_same_key=bool(meant),
        )
    return resolutions


def probable_duplicates(
    actor: Actor, names: Iterable[str], *, besides: int | None = None
) -> tuple[Organisation, ...]:
    """Organisations that one of the names may mean already, each once; ``besides`` is the record itself."""
    found: dict[int, Organisation] = {}
    for text, resolution in find_all_organisations(actor, filter(None, names)).items():
        for each in resolution.candidates:
            if each.pk != besides and (resolution.is_same_key or _is_alike(text, each)):
                found.setdefault(each.pk, each)
    return tuple(found.values())


def find_people(actor: Actor, *written: str) -> tuple[Person, ...]:
    """People whom the actor may see and whom one of the written names (with or without titles) may mean.

    The same name first, then near-misses, in Thai or in English. Three statements.
    """
    wanted = [name for each in written if (name := _bare_name(each))]
    if not wanted:
        return ()
    known: dict[str, list[int]] = {}
    within = [actor.network_id] if actor.network_id else []
    alike = search.similar_to_all(wanted, kinds=[PERSON], within=within).values()
    people = (
        Person.objects.for_actor(actor)
        .current()
        .filter(pk__in={hit.object_id for hits in alike for hit in hits})
    )
    rows = people.values_list("pk", "given_name_th", "family_name_th", "given_name_en", "family_name_en")
    for pk, *parts in rows:
        for name in {_joined(*parts[:2]), _joined(*parts[2:])} - {""}:
            known.setdefault(name, []).append(pk)
    scores: dict[int, float] = {}
    for name in wanted:
        for match, score, _ in process.extract(
            name, list(known), scorer=fuzz.ratio, score_cutoff=NEAR_PERSON, limit=NEAR_LIMIT
        ):
            for pk in known[match]:
                scores[pk] = max(score, scores.get(pk, 0))
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))
    known_people = Person.objects.for_actor(actor).in_bulk(best)
    return tuple(known_people[pk] for pk in best if pk in known_people)


def _names() -> QuerySet[OrganisationName]:
    return OrganisationName.objects.order_by("organisation_id", "id")


def _similar(texts: Sequence[str]) -> dict[str, list[int]]:
    """Near-misses of names, over all spellings and their cores, the most alike as a whole first. One statement."""
    found = search.similar_to_all(texts, kinds=[ORGANISATION], within=(), limit=NEAR_LIMIT)
    return {text: [hit.object_id for hit in hits] for text, hits in found.items()}


def _is_alike(text: str, organisation: Organisation) -> bool:
    """Whether a whole name, not only a part of one, may be a slip of the pen."""
    core = core_key(text)
    return any(
        fuzz.ratio(core, core_key(name)) >= ALIKE
        for name in (organisation.name_th, organisation.name_en)
        if name
    )


def _bare_name(written: str) -> str:
    name = split_name(written)
    return _joined(name.given_name, name.family_name)


def _joined(given: str, family: str) -> str:
    return fold(f"{given} {family}")
