"""Organisations out of lists: many at once, in a few statements, each as if it had been entered by hand."""

from __future__ import annotations

from itertools import batched
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.imports_bulk import (
    FILLED,
    MADE,
    audit_row,
    put_again,
    put_new,
    put_records,
    record_many,
    report,
)
from samphan.directory.actions.organisation import name_rows
from samphan.directory.models import ImportKind, Organisation, OrganisationName
from samphan.directory.queries.findable import ORGANISATION, organisation_rows, organisation_words
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.directory.queries.imports_institutions import guess_kind
from samphan.directory.queries.imports_organisations import (
    COLUMNS,
    FIELDS,
    NEEDS,
    Draft,
    check_organisations,
)
from samphan.directory.queries.imports_organisations import (
    FILLED as FILLABLE,
)
from samphan.directory.queries.places import province_names
from samphan.directory.queries.tree import above
from samphan.kit import bulk
from samphan.kit.thai.fold import fold
from samphan.kit.thai.organisations import organisation_key
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked, CheckedRow
    from samphan.directory.queries.imports_institutions import Institution
    from samphan.directory.queries.tree import Above
    from samphan.kit.actor import Actor
    from samphan.tenancy.search import Words

BATCH: Final = 2_000
NAME: Final = "directory.organisationname"
_FIELDS: Final = (
    "name_th",
    "name_en",
    "abbreviation_th",
    "abbreviation_en",
    "website",
    "ror",
    "domain",
    "province",
    "kind",
)
_COLUMNS: Final = ("id", "parent_id", "sort_key", *_FIELDS)
_NAMES: Final = ("organisation_id", "kind", "text", "key")
_VALUES: Final = attrgetter(*_FIELDS)
_NAME, _ABBREVIATION, _ALIAS = (
    kind.value
    for kind in (
        OrganisationName.Kind.NAME,
        OrganisationName.Kind.ABBREVIATION,
        OrganisationName.Kind.ALIAS,
    )
)


@transaction.atomic
def add_institutions(*, by: Actor, brought: ListImport, wanted: Iterable[Institution]) -> list[int]:
    """The institutions that were answered to be new, each key once; all of them then know their id. The new ids."""
    institutions = list(wanted)
    if not institutions:
        return []
    by.must(policy.add, on=by.network)
    by_key = {each.key: each.name for each in institutions}
    ids = _create(
        by,
        brought,
        [Draft(name, name if name.isascii() else "", kind=guess_kind(name)) for name in by_key.values()],
    )
    known = dict(zip(by_key, ids, strict=True))
    for each in institutions:
        each.id = known[each.key]
    record(by, "add_organisations", brought, changes={"organisations": [None, len(ids)]})
    return ids


@transaction.atomic
def take_in_organisations(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Add what the directory does not have; what it has is left as it is, or gets what it lacks if that was wished."""
    by.must(policy.add, on=by.network)
    taken = [row for row in checked.rows if row.is_taken]
    new = [row for row in taken if row.subject.id is None]
    present = [row.subject for row in taken if row.subject.id is not None]
    parents = {
        id(row.subject.parent): row.subject.parent
        for row in new
        if row.subject.parent is not None and row.subject.parent.is_new
    }
    above = add_institutions(by=by, brought=brought, wanted=parents.values())
    ids = _create(by, brought, [row.subject for row in new], rows=[row.number for row in new], known=taken)
    for row, pk in zip(new, ids, strict=True):
        row.subject.id = pk
    filled, names = _fill(by, brought, present)
    created = [*above, *ids]
    record(by, "add_organisations", brought, changes={"organisations": [None, len(created)]})
    states = checked.counts()
    counts = {
        "organisations": len(created),
        "present": len(present),
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }
    if filled:
        counts["filled"] = len(filled)
    return Outcome([(ORGANISATION, created), *([(NAME, names)] if names else [])], counts, filled)


def _create(
    by: Actor,
    brought: ListImport,
    drafts: Sequence[Draft],
    *,
    rows: Sequence[int] = (),
    known: Sequence[CheckedRow] = (),
) -> list[int]:
    """Organisations in the order of the drafts, with their names, search and audit rows; their ids.

    ``rows`` are the rows that the drafts stand in, ``known`` those in which something may stand that is above them: a
    new organisation gets a place, and circles were found when the list was checked; so none can close here.
    """
    ids = bulk.next_ids(Organisation, len(drafts))
    by_row = {row.number: row.subject.id for row in known if row.subject.id is not None}
    by_row |= dict(zip(rows, ids, strict=False))
    # What stands above comes first, because a part is found by its name.
    batches = batched(_from_above(list(zip(ids, drafts, strict=True)), by_row), BATCH)
    for made in bulk.ahead(_made(batch, by_row, brought.pk) for batch in batches):
        bulk.insert(Organisation, _COLUMNS, made.records, kept_by_id=by.network_id, changed_by=by.label)
        bulk.insert(OrganisationName, _NAMES, made.names, kept_by_id=by.network_id)
        ways = above(each.pk for each in made.parts) if made.parts else {}
        put_new([*made.words, *(each.words(ways.get(each.pk, ())) for each in made.parts)])
        put_records(by, MADE, ORGANISATION, made.told)
        report(len(made.records))
    return ids


class _Findable(NamedTuple):
    """By what a new organisation is found, apart from what it is a part of."""

    pk: int
    draft: Draft
    spellings: list[str]

    def words(self, way: Sequence[Above] = ()) -> Words:
        draft = self.draft
        return organisation_words(
            self.pk,
            (draft.name_th, draft.name_en),
            [*self.spellings, draft.ror, draft.domain],
            keys=(draft.key_th, draft.key_en),
            way=way,
            places=province_names(draft.province),
        )


class _Made(NamedTuple):
    """Rows of values of one batch: records, names, audit and search rows; and the parts of others.

    Those are found by what they are a part of as well, which the database says when they stand in it.
    """

    records: list[tuple[object, ...]]
    names: list[tuple[int, str, str, str]]
    told: list[tuple[int, str, str, str]]
    words: list[Words]
    parts: list[_Findable]


def _made(batch: Iterable[tuple[int, Draft]], by_row: Mapping[int, int], brought: int) -> _Made:
    """Everything that the database gets of a batch; no statement."""
    made = _Made([], [], [], [], [])
    for pk, draft in batch:
        if draft.parent_row is not None:
            parent = by_row.get(draft.parent_row)
        else:
            parent = draft.parent.id if draft.parent is not None else None
        values = _VALUES(draft)
        made.records.append((pk, parent, sort_key(draft.name_th), *values))
        names = _spellings(pk, draft)
        made.names.extend(names)
        changes = {name: [None, value] for name, value in zip(_FIELDS, values, strict=True) if value}
        changes["list"] = [None, brought]
        made.told.append(audit_row((pk, draft.name_th, draft.name_en, changes)))
        findable = _Findable(pk, draft, [text for _pk, _kind, text, _key in names])
        if parent is None:
            made.words.append(findable.words())
        else:
            made.parts.append(findable)
    return made


def _from_above(made: list[tuple[int, Draft]], by_row: Mapping[int, int]) -> list[tuple[int, Draft]]:
    """The same in an order in which nothing comes before what stands above it in the list."""
    above = {
        pk: by_row[draft.parent_row]
        for pk, draft in made
        if draft.parent_row is not None and draft.parent_row in by_row
    }
    if not above:
        return made
    depths: dict[int, int] = {}
    for pk, _draft in made:
        way = [pk]
        while (step := above.get(way[-1])) is not None and way[-1] not in depths:
            way.append(step)
        depth = depths.get(way[-1], 0)
        for rank, each in enumerate(reversed(way)):
            depths.setdefault(each, depth + rank)
    return sorted(made, key=lambda each: depths[each[0]])


def _spellings(pk: int, draft: Draft) -> list[tuple[int, str, str, str]]:
    """What ``name_rows`` gives of a record, as rows of values."""
    found: dict[tuple[str, str], tuple[int, str, str, str]] = {}
    for kind, text, known in (
        (_NAME, draft.name_th, draft.key_th),
        (_NAME, draft.name_en, draft.key_en),
        (_ABBREVIATION, draft.abbreviation_th, ""),
        (_ABBREVIATION, draft.abbreviation_en, ""),
        *((_ALIAS, alias, "") for alias in draft.aliases),
    ):
        key = (known or organisation_key(text) or fold(text))[:300] if text else ""
        if key and (kind, key) not in found:
            found[kind, key] = (pk, kind, text, key)
    return list(found.values())


def _fill(
    by: Actor, brought: ListImport, drafts: Sequence[Draft]
) -> tuple[list[tuple[str, int, dict[str, str]]], list[int]]:
    """Give records of this network what they lack: (kind, id, new values) of each, and the ids of further names."""
    wanted = {draft.id: draft for draft in drafts if draft.is_filled and draft.id is not None}
    if not wanted:
        return [], []
    records = (
        Organisation.objects.select_for_update().filter(pk__in=wanted, kept_by_id=by.network_id).in_bulk()
    )
    filled: list[tuple[str, int, dict[str, str]]] = []
    names: list[OrganisationName] = []
    present: dict[int, set[str]] = {}
    spellings = OrganisationName.objects.filter(organisation__in=records).values_list(
        "organisation_id", "key"
    )
    for pk, key in spellings:
        present.setdefault(pk, set()).add(key)
    for pk, each in records.items():
        draft = wanted[pk]
        values = {name: value for name, value in draft.fills.items() if not getattr(each, name)}
        for name, value in values.items():
            setattr(each, name, value)
        more = [name for name in name_rows(each, draft.aliases) if name.key not in present.get(pk, ())]
        names += more
        if values or more:
            each.touch(by)
            filled.append((ORGANISATION, pk, values))
    changed = [records[pk] for _kind, pk, _values in filled]
    Organisation.objects.bulk_update(
        changed, [*FILLABLE, "version", "changed_at", "changed_by"], batch_size=BATCH
    )
    OrganisationName.objects.bulk_create(names, batch_size=BATCH)
    put_again(organisation_rows(changed))
    record_many(
        by,
        FILLED,
        ORGANISATION,
        (
            (
                each.pk,
                each.name_th,
                each.name_en,
                {name: ["", value] for name, value in values.items()} | {"list": [None, brought.pk]},
            )
            for each, (_kind, _pk, values) in zip(changed, filled, strict=True)
        ),
    )
    return filled, [name.pk for name in names]


def _shown_at(slug: str, _brought: ListImport) -> str:
    return reverse("directory:organisations", args=[slug])


WORDS: Final = {
    "organisations": _("organisations added to the directory"),
    "present": _("were there already"),
    "filled": _("records got what they lacked"),
    "duplicate": _("stood twice in the list"),
    "left_out": _("left out"),
    ORGANISATION: _("organisations"),
    NAME: _("further names"),
}
ORGANISATIONS: Final = ListKind(
    code=ImportKind.ORGANISATIONS,
    label=_("organisations"),
    help=_(
        "One organisation a row: name, and if you have them abbreviations, kind, what it is part of, website."
    ),
    fields=FIELDS,
    needs=NEEDS,
    columns=COLUMNS,
    check=check_organisations,
    take_in=take_in_organisations,
    result_url=_shown_at,
    words=WORDS,
)
