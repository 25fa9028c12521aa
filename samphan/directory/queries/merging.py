"""Records that may be one thing: pairs with what speaks for it, and what a merge of two would mean.

An abbreviation never makes a pair: several organisations share one. Where a pair has other evidence, it is named too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.directory.models import (
    Affiliation,
    ChangeProposal,
    ClaimState,
    ContactKind,
    ContactPoint,
    KeptApart,
    Merge,
    Organisation,
    Person,
    PersonClaim,
    ProposalState,
)
from samphan.directory.queries.findable import ORGANISATION, PERSON
from samphan.directory.queries.matching import SHORT_NAME
from samphan.directory.queries.tree import ids_below
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

MOST_PAIRS: Final = 500
"""Pairs that are looked for at a time: who has merged these asks again."""

type Record = Organisation | Person


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, the smaller id first, and what speaks for it: (what, the value they share)."""

    first: Record
    second: Record
    evidence: tuple[tuple[_StrOrPromise, str], ...]


SAME_NAME: Final = _("the same name")
SAME_DOMAIN: Final = _("the same web domain")
SAME_ROR: Final = _("the same ROR id")
SAME_ABBREVIATION: Final = _("the same abbreviation")
SAME_PLACE: Final = _("people of the same organisation")
SAME_CONTACT: Final = _("the same e-mail address or telephone number")

# Names and aliases are compared by their key. What was merged already, and names as short as an abbreviation, are not.
_ALIKE: Final = """
with named as (
  select n.organisation_id as id, n.key, min(n.text) as text
  from directory_organisationname n
  join directory_organisation o on o.id = n.organisation_id
  where o.merged_into_id is null and o.kept_by_id = %(network)s and n.key <> ''
    and (n.kind in ('name', 'former') or (n.kind = 'alias' and length(n.key) > %(short)s))
  group by n.organisation_id, n.key
), pairs as (
  select a.id as one, b.id as two, 'name' as why, a.text as shared
  from named a join named b on b.key = a.key and b.id > a.id
  union
  select a.id, b.id, 'domain', a.domain
  from directory_organisation a join directory_organisation b on b.domain = a.domain and b.id > a.id
  where a.domain <> '' and a.merged_into_id is null and b.merged_into_id is null
    and a.kept_by_id = %(network)s and b.kept_by_id = %(network)s
    and coalesce(a.parent_id, 0) = coalesce(b.parent_id, 0)
  union
  select a.id, b.id, 'ror', a.ror
  from directory_organisation a join directory_organisation b on b.ror = a.ror and b.id > a.id
  where a.ror <> '' and a.merged_into_id is null and b.merged_into_id is null
    and a.kept_by_id = %(network)s and b.kept_by_id = %(network)s
)
select one, two, why, shared from pairs p
where not exists (select 1 from directory_keptapart k where k.network_id = %(network)s
    and k.kind = 'directory.organisation' and k.first_id = p.one and k.second_id = p.two)
  and not exists (select 1 from directory_organisation c
    where (c.id = p.one and c.parent_id = p.two) or (c.id = p.two and c.parent_id = p.one))
  and ((select parent_id from directory_organisation where id = p.one)
    is not distinct from (select parent_id from directory_organisation where id = p.two) or p.why = 'ror')
order by (why = 'ror') desc, one, two limit %(most)s
"""


def organisation_pairs(actor: Actor) -> list[Pair]:
    """Organisations kept by the network that may be one, with what speaks for it. Three statements.

    Units of different institutions often have the same name (คณะศึกษาศาสตร์); they are no pair.
    """
    found: dict[tuple[int, int], list[tuple[_StrOrPromise, str]]] = defaultdict(list)
    words = {"name": SAME_NAME, "domain": SAME_DOMAIN, "ror": SAME_ROR}
    values = {"network": actor.network_id, "short": SHORT_NAME, "most": MOST_PAIRS}
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, values)
        for one, two, why, shared in cursor.fetchall():
            found[one, two].append((words[why], shared))
    records = Organisation.objects.for_actor(actor).in_bulk({pk for pair in found for pk in pair})
    return [
        Pair(records[one], records[two], (*evidence, *_abbreviation(records[one], records[two])))
        for (one, two), evidence in found.items()
        if one in records and two in records
    ]


def _abbreviation(one: Organisation, two: Organisation) -> list[tuple[_StrOrPromise, str]]:
    """A shared abbreviation, beside other evidence."""
    for mine, yours in (
        (one.abbreviation_th, two.abbreviation_th),
        (one.abbreviation_en, two.abbreviation_en),
    ):
        if mine and fold(mine) == fold(yours):
            return [(SAME_ABBREVIATION, mine)]
    return []


def person_pairs(actor: Actor) -> list[Pair]:
    """People kept by the network with the same name, Thai or English, whatever their titles. At most six statements."""
    shared = _same_names(actor)
    ids = {pk for pair in shared for pk in pair}
    records = Person.objects.for_actor(actor).in_bulk(ids)
    places, contacts = _places(ids), _contacts(actor, ids)
    found = []
    for (one, two), name in shared.items():
        evidence: list[tuple[_StrOrPromise, str]] = [(SAME_NAME, name)]
        if both := places.get(one, {}).keys() & places.get(two, {}).keys():
            evidence.append((SAME_PLACE, places[one][min(both)]))
        if same := contacts.get(one, set()) & contacts.get(two, set()):
            evidence.append((SAME_CONTACT, min(same)))
        found.append(Pair(records[one], records[two], tuple(evidence)))
    return sorted(found, key=lambda pair: -len(pair.evidence))


def _same_names(actor: Actor) -> dict[tuple[int, int], str]:
    """Pairs of ids, the smaller first, with the name that both have; without those that were kept apart."""
    names: dict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    kept = Person.objects.for_actor(actor).current().filter(kept_by_id=actor.network_id)
    rows = kept.values_list("pk", "given_name_th", "family_name_th", "given_name_en", "family_name_en")
    for pk, given_th, family_th, given_en, family_en in rows.order_by("pk"):
        for given, family in {(given_th, family_th), (given_en, family_en)}:
            if given and family:  # a given name alone is shared by too many
                names[key := fold(f"{given} {family}")].append(pk)
                written[key] = f"{given} {family}"
    said = KeptApart.objects.filter(network_id=actor.network_id, kind=PERSON)
    apart = set(said.values_list("first_id", "second_id"))
    pairs = {
        pair: written[key]
        for key, ids in names.items()
        for pair in combinations(dict.fromkeys(ids), 2)
        if pair not in apart
    }
    return dict(islice(pairs.items(), MOST_PAIRS))


def _places(ids: Iterable[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for each in Affiliation.objects.filter(person_id__in=ids).select_related("organisation"):
        found[each.person_id][each.organisation_id] = each.organisation.name_th
    return found


def _contacts(actor: Actor, ids: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = ContactPoint.objects.for_actor(actor).filter(
        person_id__in=ids, kind__in=[ContactKind.MAIL, ContactKind.PHONE]
    )
    for pk, value in rows.values_list("person_id", "value"):
        found[pk or 0].add(value.strip().lower())
    return found


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge of two records means before anybody does it. ``refusal`` says why it cannot be."""

    kept: Record
    merged: Record
    refusal: str = ""
    warnings: tuple[str, ...] = ()


def merge_plan(actor: Actor, kept: Record, merged: Record) -> MergePlan:
    """Whether ``merged`` may become ``kept``, and what is worth knowing."""
    refusal = _refusal(actor, kept, merged)
    warnings: list[str] = []
    if isinstance(kept, Organisation) and isinstance(merged, Organisation):
        if kept.kind != merged.kind:
            warnings.append(str(_("They are of different kinds: one of the two kinds will not be shown.")))
        if kept.parent_id != merged.parent_id:
            warnings.append(str(_("They are parts of different organisations.")))
        if kept.ror and merged.ror and kept.ror != merged.ror:
            warnings.append(str(_("They have different ROR ids, so they are probably two organisations.")))
    elif isinstance(kept, Person) and isinstance(merged, Person):
        if fold(kept.name_th) != fold(merged.name_th):
            warnings.append(str(_("Their names differ. The name of the record that stays is shown.")))
        signs_in = _claims(actor, [merged.pk])
        if signs_in:
            warnings.append(
                str(_("This person signs in; whoever signs in is the record that stays from then on."))
            )
    if moved := ChangeProposal.objects.filter(state=ProposalState.OPEN).about(merged).count():
        said = ngettext(
            "%(count)s proposed change waits for an answer. It will be read as one about the record that stays.",
            "%(count)s proposed changes wait for an answer. They will be read as some about the record that stays.",
            moved,
        )
        warnings.append(said % {"count": moved})
    return MergePlan(kept, merged, refusal, tuple(warnings))


def _refusal(actor: Actor, kept: Record, merged: Record) -> str:
    if kept.pk == merged.pk or type(kept) is not type(merged):
        return str(_("Choose two different records of the same kind."))
    if merged.merged_into_id or kept.merged_into_id:
        return str(_("One of the two was merged already."))
    if isinstance(kept, Organisation):
        if kept.pk in ids_below(merged.pk) or merged.pk in ids_below(kept.pk):
            return str(_("One is a part of the other. Move it in the tree first."))
    elif len(set(_claims(actor, [kept.pk, merged.pk]))) > 1:
        return str(_("Two users sign in, each as one of these people. Take one of the claims back first."))
    return ""


def _claims(actor: Actor, ids: Sequence[int]) -> list[int]:
    """The users who were accepted as one of these people, or as one that was merged into them."""
    found = PersonClaim.objects.filter(
        Q(person__in=ids) | Q(person__merged_into__in=ids),
        network_id=actor.network_id,
        state=ClaimState.ACCEPTED,
    )
    return list(found.values_list("user_id", flat=True))


def with_merged[R: (Organisation, Person)](rows: QuerySet[R]) -> QuerySet[R]:
    """The rows, each with the ids of what was merged into it, for ``ids_of``: read by the statement of the rows."""
    merged = rows.model._default_manager.filter(merged_into_id=OuterRef("pk")).order_by("pk")  # noqa: SLF001 - one statement for both kinds
    return rows.annotate(merged_ids=ArraySubquery(merged.values("pk")))


def ids_of(record: Record) -> list[int]:
    """The id of a record and of all that were merged into it: what its page gathers.

    One statement, none for a row of ``with_merged``.
    """
    if (known := getattr(record, "merged_ids", None)) is not None:
        return [record.pk, *known]
    model = type(record)
    merged = model._default_manager.filter(merged_into_id=record.pk)  # noqa: SLF001 - one statement for both kinds
    return [record.pk, *merged.order_by("pk").values_list("pk", flat=True)]


def merges(actor: Actor) -> QuerySet[Merge]:
    """The merges of the network, the latest first, with both records."""
    return (
        Merge.objects.for_actor(actor)
        .select_related("organisation", "into_organisation", "person", "into_person")
        .order_by("-merged_at", "-id")
    )


def pair_of(actor: Actor, kind: str, one: int, two: int) -> tuple[Record, Record] | None:
    """Two records of a kind by their ids, as asked for; None when the actor does not see both."""
    records: QuerySet[Organisation] | QuerySet[Person]
    records = (
        Organisation.objects.for_actor(actor) if kind == ORGANISATION else Person.objects.for_actor(actor)
    )
    found = {each.pk: each for each in records.filter(Q(pk=one) | Q(pk=two))}
    return (found[one], found[two]) if len(found) == 2 else None
