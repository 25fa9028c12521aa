"""Two records become one, and are two again; two that look alike are kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions.person import make_findable
from samphan.directory.models import KeptApart, Merge, Organisation, Person
from samphan.directory.queries.findable import ORGANISATION, PERSON, organisation_rows
from samphan.directory.queries.merging import merge_plan
from samphan.kit.errors import Problem
from samphan.tenancy import search
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.queries.merging import Record
    from samphan.kit.actor import Actor


@transaction.atomic
def merge_records(*, by: Actor, kept: Record, merged: Record, now: dt.datetime, reason: str = "") -> Merge:
    """``merged`` becomes ``kept``: it is shown, offered and found no more, and everything about it stands with the other.

    Nothing is deleted or moved. What had been merged into it leads to ``kept`` from now on.

    Raises:
        Problem: they cannot be one (``queries.merging.MergePlan.refusal``).
    """
    by.must(policy.keep, on=kept)
    by.must(policy.keep, on=merged)
    kept, merged = _lock(kept, merged)
    plan = merge_plan(by, kept, merged)
    if plan.refusal:
        raise Problem(plan.refusal)
    model = type(kept)
    led = list(model._default_manager.filter(merged_into_id=merged.pk).values_list("pk", flat=True))  # noqa: SLF001 - both kinds alike
    _point([merged.pk, *led], kept, by)
    words = {"repointed": led, "reason": reason[:500], "merged_by": by.label, "merged_at": now}
    if isinstance(kept, Organisation):
        done = Merge(network_id=by.network_id, organisation_id=merged.pk, into_organisation=kept, **words)
    else:
        done = Merge(network_id=by.network_id, person_id=merged.pk, into_person=kept, **words)
    done.save()
    _find_anew([kept], forget=[merged.pk])
    record(by, "merge_records", kept, label=(kept.name_th, kept.name_en), reason=_said(merged, reason))
    return done


@transaction.atomic
def undo_merge(*, by: Actor, merge: Merge, now: dt.datetime) -> Merge:
    """The two are two again, and each is found by its own names. What was written meanwhile stays where it was written.

    Raises:
        Problem: it was undone already.
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    merged: Record | None = merge.organisation or merge.person
    kept: Record | None = merge.into_organisation or merge.into_person
    if merged is None or kept is None:
        raise Problem(_("One of the two records is not there any more."))
    by.must(policy.keep, on=merged)
    if merge.undone_at is not None:
        raise Problem(_("This merge was undone already."))
    merged, kept = _lock(merged, kept)
    there = type(merged)._default_manager  # noqa: SLF001 - both kinds alike
    there.filter(pk=merged.pk).update(merged_into=None)
    there.filter(pk__in=_taken_in(merge, merged)).update(merged_into=merged.pk)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    merged.refresh_from_db()
    current = there.get(pk=kept.merged_into_id) if kept.merged_into_id else kept
    _find_anew([merged, current])
    record(by, "undo_merge", merged, label=(merged.name_th, merged.name_en), reason=_said(kept, ""))
    return merge


@transaction.atomic
def keep_apart(*, by: Actor, first: Record, second: Record) -> KeptApart:
    """The two look alike and are two things: they are not proposed again."""
    by.must(policy.keep, on=first)
    by.must(policy.keep, on=second)
    one, two = sorted((first.pk, second.pk))
    kind = ORGANISATION if isinstance(first, Organisation) else PERSON
    apart, _is_new = KeptApart.objects.get_or_create(
        network_id=by.network_id, kind=kind, first_id=one, second_id=two, defaults={"said_by": by.label}
    )
    record(by, "keep_apart", first, label=(first.name_th, first.name_en), reason=second.name_th)
    return apart


def _lock(one: Record, two: Record) -> tuple[Record, Record]:
    """Both, locked in the order of their ids so that two people who merge the same pair wait for each other."""
    rows = type(one)._default_manager.select_for_update(of=("self",))  # noqa: SLF001 - both kinds alike
    locked = {each.pk: each for each in rows.filter(pk__in=[one.pk, two.pk]).order_by("pk")}
    return locked[one.pk], locked[two.pk]


def _taken_in(merge: Merge, record_: Record) -> set[int]:
    """What became this record by merges that stand, in one step or several: it goes where the record goes.

    The merges are asked, not the records: these lead to the end of their chain alone, wherever that is by now.
    """
    role = "organisation" if isinstance(record_, Organisation) else "person"
    standing = Merge.objects.filter(network_id=merge.network_id, undone_at__isnull=True)
    found: set[int] = set()
    step = {record_.pk}
    while step:
        became = standing.filter(**{f"into_{role}__in": step}).values_list(f"{role}_id", flat=True)
        step = set(became) - found
        found |= step
    return found


def _point(ids: list[int], kept: Record, by: Actor) -> None:
    rows = type(kept)._default_manager  # noqa: SLF001 - both kinds alike
    rows.filter(pk__in=ids, kept_by_id=by.network_id).update(merged_into=kept.pk)


def _find_anew(records: list[Record], *, forget: list[int] | None = None) -> None:
    """Search rows: the record that stays is found by every name of what it took in."""
    organisations = [each for each in records if isinstance(each, Organisation)]
    people = [each for each in records if isinstance(each, Person)]
    for pk in forget or []:
        search.remove(ORGANISATION if organisations else PERSON, pk)
    if organisations:
        search.put(organisation_rows(organisations))
    for each in people:
        make_findable(each)


def _said(record_: Record, reason: str) -> str:
    return f"{record_.name_th}: {reason}" if reason else record_.name_th
