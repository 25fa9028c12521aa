"""Organisations out of lists: many at once, in a few statements, each as if it had been entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.organisation import name_rows
from samphan.directory.models import ImportKind, Organisation, OrganisationName
from samphan.directory.queries.findable import ORGANISATION, organisation_rows
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.directory.queries.imports_institutions import guess_kind
from samphan.directory.queries.imports_organisations import (
    COLUMNS,
    FIELDS,
    NEEDS,
    Draft,
    check_organisations,
)
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy.audit import record
from samphan.tenancy.models import SearchRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked, CheckedRow
    from samphan.directory.queries.imports_institutions import Institution
    from samphan.kit.actor import Actor

BATCH: Final = 2_000


@transaction.atomic
def add_institutions(*, by: Actor, brought: ListImport, wanted: Iterable[Institution]) -> list[Organisation]:
    """The institutions that were answered to be new, each key once; all of them then know their id."""
    institutions = list(wanted)
    if not institutions:
        return []
    by.must(policy.add, on=by.network)
    by_key = {each.key: each.name for each in institutions}
    added = _create(
        by, [Draft(name, name if name.isascii() else "", kind=guess_kind(name)) for name in by_key.values()]
    )
    _make_findable(added)
    ids = dict(zip(by_key, (organisation.pk for organisation in added), strict=True))
    for each in institutions:
        each.id = ids[each.key]
    record(by, "add_organisations", brought, changes={"organisations": [None, list(ids.values())]})
    return added


@transaction.atomic
def take_in_organisations(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Add what the directory does not have; what it has is left as it is."""
    by.must(policy.add, on=by.network)
    taken = [row for row in checked.rows if row.is_taken]
    new = [row for row in taken if row.subject.id is None]
    parents = {
        id(row.subject.parent): row.subject.parent
        for row in new
        if row.subject.parent is not None and row.subject.parent.is_new
    }
    above = add_institutions(by=by, brought=brought, wanted=parents.values())
    added = _create(by, [row.subject for row in new])
    for row, organisation in zip(new, added, strict=True):
        row.subject.id = organisation.pk
    _place(added, new, {row.number: row.subject.id for row in taken})
    _make_findable(added)
    created = [organisation.pk for organisation in (*above, *added)]
    record(by, "add_organisations", brought, changes={"organisations": [None, created]})
    states = checked.counts()
    counts = {
        "organisations": len(created),
        "present": len(taken) - len(new),
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }
    return Outcome([(ORGANISATION, created)], counts)


def _create(by: Actor, drafts: Sequence[Draft]) -> list[Organisation]:
    """Organisations in the order of the drafts, with all their names: two statements."""
    organisations = Organisation.objects.bulk_create(
        [
            Organisation(
                kept_by_id=by.network_id,
                kind=draft.kind,
                name_th=draft.name_th,
                name_en=draft.name_en,
                abbreviation_th=draft.abbreviation_th,
                abbreviation_en=draft.abbreviation_en,
                website=draft.website,
                sort_key=sort_key(draft.name_th),
                changed_by=by.label,
            )
            for draft in drafts
        ],
        batch_size=BATCH,
    )
    pairs = zip(organisations, drafts, strict=True)
    names = [name for organisation, draft in pairs for name in name_rows(organisation, draft.aliases)]
    OrganisationName.objects.bulk_create(names, batch_size=BATCH)
    return organisations


def _place(organisations: Sequence[Organisation], rows: Sequence[CheckedRow], ids: Mapping[int, int]) -> None:
    """Put organisations under what stands above them: one statement when there is any.

    Only new records get a place, and their circles were found when the list was checked; so none can close here.
    """
    placed = []
    for organisation, row in zip(organisations, rows, strict=True):
        draft: Draft = row.subject
        if draft.parent_row is not None:
            organisation.parent_id = ids.get(draft.parent_row)
        elif draft.parent is not None:
            organisation.parent_id = draft.parent.id
        if organisation.parent_id is not None:
            placed.append(organisation)
    Organisation.objects.bulk_update(placed, ["parent"], batch_size=BATCH)


def _make_findable(organisations: Sequence[Organisation]) -> None:
    SearchRow.objects.bulk_create(organisation_rows(organisations), batch_size=BATCH)


def _shown_at(slug: str, _brought: ListImport) -> str:
    return reverse("directory:organisations", args=[slug])


WORDS: Final = {
    "organisations": _("organisations added to the directory"),
    "present": _("were there already"),
    "duplicate": _("stood twice in the list"),
    "left_out": _("left out"),
    ORGANISATION: _("organisations"),
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
