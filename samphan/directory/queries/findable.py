"""How organisations and people stand in the search: the words by which they are found, and all rows made anew."""

from __future__ import annotations

from collections import defaultdict
from itertools import batched
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import override

from samphan.directory.models import Organisation, OrganisationName, Person, PersonRelation
from samphan.directory.queries.places import province_names
from samphan.directory.queries.tree import above
from samphan.kit.thai.organisations import core_of, organisation_key, sound_key
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.models import SearchRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samphan.directory.queries.tree import Above
    from samphan.kit.actor import Actor
    from samphan.tenancy.search import Words

ORGANISATION: Final = "directory.organisation"
PERSON: Final = "directory.person"
BETWEEN: Final = " · "
_BATCH: Final = 2_000


def organisation_rows(organisations: Sequence[Organisation]) -> list[SearchRow]:
    """Unsaved search rows, found by every name, also of records that were merged into them, and by what the organisation is a part of. At most two statements."""
    ids = [organisation.pk for organisation in organisations]
    names: dict[int, list[str]] = defaultdict(list)
    known = OrganisationName.objects.filter(
        Q(organisation__in=ids) | Q(organisation__merged_into__in=ids)
    ).order_by("id")
    for pk, into, text in known.values_list("organisation_id", "organisation__merged_into_id", "text"):
        names[into or pk].append(text)
    ways = above(ids) if any(organisation.parent_id for organisation in organisations) else {}
    return [
        SearchRow(
            **organisation_words(
                each.pk,
                (each.name_th, each.name_en),
                [*names[each.pk], each.ror, each.domain, each.other_id],
                way=ways.get(each.pk, ()),
                closed=(_closed(each, "th"), _closed(each, "en")),
                places=[*province_names(each.province), each.place_th, each.place_en],
            )._asdict()
        )
        for each in organisations
    ]


def organisation_words(
    pk: int,
    name: tuple[str, str],
    others: Iterable[str],
    *,
    keys: tuple[str, str] = ("", ""),
    way: Sequence[Above] = (),
    closed: tuple[str, str] = ("", ""),
    places: Iterable[str] = (),
) -> Words:
    """What the search row of an organisation holds, out of its name (Thai, English) and all other names and identifiers.

    ``keys`` are those of the names, where they are known; ``way`` is what it is a part of, the nearest first; ``closed``
    says in both languages that it is at work no longer. No statement.
    """
    key_th, key_en = (
        known or (organisation_key(text) if text else "") for known, text in zip(keys, name, strict=True)
    )
    core_th, core_en = core_of(key_th), core_of(key_en)
    heard = sound_key(core_th)
    return search.words(
        ORGANISATION,
        pk,
        network_id=None,
        label=name,
        detail=(
            BETWEEN.join(filter(None, [closed[0], *(step.name_th for step in way)])),
            BETWEEN.join(filter(None, [closed[1], *(step.name_en or step.name_th for step in way)])),
        ),
        others=[
            # เชียงใหม่ of มหาวิทยาลัยเชียงใหม่, so that it comes first when somebody writes that alone, and ทักสิน of
            # มหาวิทยาลัยทักษิณ, as somebody writes it who only heard it.
            *others,
            core_th if core_th != key_th else "",
            core_en if core_en != key_en else "",
            heard if heard != core_th else "",
        ],
        also=places,
    )


def _closed(organisation: Organisation, language: str) -> str:
    """That it is at work no longer, said wherever it is offered."""
    if not organisation.is_closed:
        return ""
    with override(language):
        return str(organisation.get_status_display())


def person_row(person: Person, network_id: int | None, also: Iterable[str] = ()) -> SearchRow:
    """An unsaved search row of a person in a network (None: listed for every network), found by ``also`` too."""
    return SearchRow(**person_words(person, network_id, also)._asdict())


def person_words(person: Person, network_id: int | None, also: Iterable[str] = (), *, key: str = "") -> Words:
    """What it holds; ``key`` is the person's sort key where it was made just now. No statement."""
    names = [
        *also,
        f"{person.given_name_th} {person.family_name_th}",
        person.given_name_th,
        person.family_name_th,
        f"{person.given_name_en} {person.family_name_en}",
        person.given_name_en,
        person.family_name_en,
        person.written("th", "full"),
    ]
    return search.words(
        PERSON,
        person.pk,
        network_id=network_id,
        label=(person.name_th, person.name_en),
        others=names,
        order=f"{person.given_name_th} {person.family_name_th}",
        key=key,
        also=person.expertise,
    )


def merged_names(ids: Iterable[int]) -> dict[int, list[str]]:
    """Names of the people who were merged into others, by the one that stayed. One statement."""
    found: dict[int, list[str]] = defaultdict(list)
    for each in Person.objects.filter(merged_into__in=ids).order_by("id"):
        found[each.merged_into_id or 0] += filter(None, [each.name_th, each.name_en])
    return found


def all_organisation_rows(by: Actor) -> Iterator[SearchRow]:
    """Rows of all organisations that the actor's network keeps; their sort keys are put right on the way."""
    for batch in batched(
        Organisation.objects.current().filter(kept_by_id=by.network_id).iterator(_BATCH), _BATCH
    ):
        _keep_order((each, each.name_th) for each in batch)
        yield from organisation_rows(batch)


def all_person_rows(by: Actor) -> Iterator[SearchRow]:
    """Rows of all people with whom the actor's network has to do; sort keys of those it keeps are put right."""
    for batch in batched(Person.objects.current().filter(kept_by_id=by.network_id).iterator(_BATCH), _BATCH):
        _keep_order((each, f"{each.given_name_th} {each.family_name_th}") for each in batch)
        listed = [each for each in batch if each.is_listed]
        also = merged_names(each.pk for each in listed)
        yield from (person_row(each, None, also.get(each.pk, ())) for each in listed)
    related = PersonRelation.objects.filter(network_id=by.network_id).values("person_id")
    known = Person.objects.current().filter(pk__in=related, is_listed=False)
    for batch in batched(known.iterator(_BATCH), _BATCH):
        also = merged_names(each.pk for each in batch)
        yield from (person_row(each, by.network_id, also.get(each.pk, ())) for each in batch)


def _keep_order(records: Iterable[tuple[Organisation | Person, str]]) -> None:
    for each, text in records:
        if each.sort_key != (wanted := sort_key(text)):
            type(each).objects.filter(pk=each.pk).update(sort_key=wanted)
