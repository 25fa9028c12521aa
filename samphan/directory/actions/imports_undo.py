"""Undoing a list: what it created goes, unless it has been used or changed meanwhile; then it stays, and why is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions.imports import list_label, locked
from samphan.directory.actions.imports_bulk import ids_of
from samphan.directory.models import ImportState
from samphan.directory.transitions import UNDO
from samphan.tenancy.audit import record
from samphan.tenancy.models import AuditEntry, SearchRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrOrPromise

    from samphan.directory.models import ListImport
    from samphan.kit.actor import Actor

CHANGED, USED, USED_ELSEWHERE, PART = "changed", "used", "used_elsewhere", "part"
#: Why something stays. What is a part of something that stays does so silently.
REASONS: Final[dict[str, _StrOrPromise]] = {
    CHANGED: _("it has been changed since"),
    USED: _("it has been used since"),
    USED_ELSEWHERE: _("another network uses it"),
}
SHOWN: Final = 200
# Rows that are nothing but a part of what they refer to: they go with it and are no use of it.
_PARTS: Final = frozenset({"directory.organisationname"})


@transaction.atomic
def undo_list(*, by: Actor, brought: ListImport) -> ListImport:
    """Remove what a list created, in one transaction.

    The number of statements depends on the kinds of records and not on how many there are, unless another network holds
    on to one of them: that only the database can tell, and it is asked by halves.
    """
    brought = locked(by, brought, UNDO)
    restored = _restore(by, brought)
    removed, stays = _undo(
        {kind: set(ids_of(ranges)) for kind, ranges in brought.created}, _taken_in(brought)
    )
    names = _names(stays)
    brought.outcome = {
        **brought.outcome,
        "removed": removed,
        "restored": restored,
        "stays": [[kind, pk, why, names.get((kind, pk), "")] for kind, pk, why in stays],
    }
    brought.state = ImportState.UNDONE
    brought.save(update_fields=["outcome", "state"])
    changes = {"removed": [removed, None], "stays": [None, stays[:SHOWN]]}
    record(by, "undo_list", brought, changes=changes, label=list_label(brought))
    return brought


def _restore(by: Actor, brought: ListImport) -> int:
    """Empty what the list filled in records that were there, unless somebody has changed it since; how many records."""
    filled: list[tuple[str, int, dict[str, str]]] = brought.outcome.get("filled", [])
    by_kind: dict[str, dict[int, dict[str, str]]] = {}
    for kind, pk, values in filled:
        by_kind.setdefault(kind, {})[pk] = values
    count = 0
    for kind, wanted in by_kind.items():
        model = apps.get_model(kind)
        records = _rows(model).select_for_update().filter(pk__in=wanted, kept_by_id=by.network_id)
        changed = []
        for each in records:
            still = [name for name, value in wanted[each.pk].items() if getattr(each, name) == value]
            for name in still:
                setattr(each, name, "")
            each.touch(by)
            changed.append(each)
        fields = sorted({name for values in wanted.values() for name in values})
        _rows(model).bulk_update(changed, [*fields, "version", "changed_by"], batch_size=2_000)
        count += len(changed)
    return count


def _undo(created: dict[str, set[int]], taken_in: int) -> tuple[dict[str, int], list[tuple[str, int, str]]]:
    """How many records of each kind went, and which stay, as (kind, id, why). What was created last goes first."""
    removed: dict[str, int] = {}
    stays: list[tuple[str, int, str]] = []
    going = {kind: set(ids) for kind, ids in created.items()}
    for kind in reversed(created):
        model = apps.get_model(kind)
        present = set(_rows(model).filter(pk__in=going[kind]).values_list("pk", flat=True))
        why = _why_staying(model, present, created, going, taken_in)
        why |= dict.fromkeys(_delete_all(model, present - why.keys()), USED_ELSEWHERE)
        going[kind] = present - why.keys()
        if going[kind]:
            removed[kind] = len(going[kind])
            SearchRow.objects.filter(kind=kind, object_id__in=going[kind]).delete()
        stays += [(kind, pk, reason) for pk, reason in sorted(why.items()) if reason != PART]
    return removed, stays


def _why_staying(
    model: type[models.Model],
    present: set[int],
    created: dict[str, set[int]],
    going: dict[str, set[int]],
    taken_in: int,
) -> dict[int, str]:
    """Which records of a kind stay, as far as this network can see, and why."""
    kind = _options(model).label_lower
    why = dict.fromkeys(_parts_of_staying(model, present, created, going), PART)
    why |= dict.fromkeys(_changed(kind, present, taken_in), CHANGED)
    while True:
        # What stays may refer to others of its own kind: a faculty holds on to its university.
        going[kind] = present - why.keys()
        used = _used(model, going[kind], going)
        if not used:
            return why
        why |= dict.fromkeys(used, USED)


def _rows(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.all()  # noqa: SLF001 - Django's own name for a model's manager


def _options(model: type[models.Model]) -> Any:
    return model._meta  # noqa: SLF001 - Django's own name for the options of a model


def _changed(kind: str, ids: set[int], taken_in: int) -> set[int]:
    """What somebody has touched: a record that has an entry of after the list was taken in."""
    touched = AuditEntry.objects.filter(object_kind=kind, object_id__in=ids, pk__gt=taken_in).values_list(
        "object_id", flat=True
    )
    return {pk for pk in touched if pk is not None}


def _taken_in(brought: ListImport) -> int:
    """The entry with which the list was taken in."""
    entries = AuditEntry.objects.filter(
        network_id=brought.network_id,
        object_kind="directory.listimport",
        object_id=brought.pk,
        act="take_in_list",
    )
    return max(entries.values_list("pk", flat=True), default=0)


def _used(model: type[models.Model], ids: set[int], going: Mapping[str, set[int]]) -> set[int]:
    """Those to which a row refers that does not go with them."""
    used: set[int] = set()
    for relation in _options(model).get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model is None or not ids:
            continue
        referrer: Any = relation.related_model
        name = relation.field.name
        kind = _options(referrer).label_lower
        if kind not in _PARTS:
            rows = _rows(referrer).filter(**{f"{name}__in": ids}).exclude(pk__in=going.get(kind, set()))
            used |= set(rows.values_list(f"{name}_id", flat=True))
    return used


def _parts_of_staying(
    model: type[models.Model], ids: set[int], created: Mapping[str, set[int]], going: Mapping[str, set[int]]
) -> set[int]:
    """Rows that belong to a record of the same list which stays: a person keeps the place where he or she works."""
    parts: set[int] = set()
    for field in _options(model).concrete_fields:
        target: Any = field.related_model
        if target is None or field.remote_field.on_delete is not models.CASCADE:
            continue
        kind = _options(target).label_lower
        staying = created.get(kind, set()) - going.get(kind, set())
        if staying:
            parts |= set(
                _rows(model).filter(pk__in=ids, **{f"{field.name}__in": staying}).values_list("pk", flat=True)
            )
    return parts


def _delete_all(model: type[models.Model], ids: set[int]) -> set[int]:
    """Delete what can be deleted; the ids of the rest, to which rows refer that this network may not see."""
    while ids:
        held = _delete(model, ids)
        if held == ids:
            return held
        ids = held  # what only they had held on to can go now
    return set()


def _delete(model: type[models.Model], ids: set[int]) -> set[int]:
    """Delete all at once, or else by halves; the ids of those that would not go."""
    try:
        with transaction.atomic():
            rows = _rows(model).filter(pk__in=ids)
            for field in _options(model).concrete_fields:
                if field.related_model is model and field.null:
                    rows.update(**{field.name: None})
            rows.delete()
            _check_references()
    except IntegrityError:
        if len(ids) == 1:
            return set(ids)
        ordered = sorted(ids)
        middle = len(ordered) // 2
        return _delete(model, set(ordered[:middle])) | _delete(model, set(ordered[middle:]))
    return set()


def _check_references() -> None:
    """Let the database judge foreign keys now instead of at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def _names(stays: Iterable[tuple[str, int, str]]) -> dict[tuple[str, int], str]:
    """What stays, by name: of itself, else of the person that it is about."""
    by_kind: dict[str, set[int]] = {}
    for kind, pk, _why in stays:
        by_kind.setdefault(kind, set()).add(pk)
    names: dict[tuple[str, int], str] = {}
    for kind, ids in by_kind.items():
        model = apps.get_model(kind)
        subject = next((name for name in ("person", "organisation") if hasattr(model, name)), "")
        rows = _rows(model).filter(pk__in=ids)
        for row in rows.select_related(subject) if subject else rows:
            named = row if hasattr(row, "name_th") else getattr(row, subject, None)
            names[kind, row.pk] = named.name_th if named is not None else ""
    return names
