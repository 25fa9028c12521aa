"""Writing the audit trail: every action ends with ``record(...)``."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from samphan.kit import rows
from samphan.kit.partial import PartialDate
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import Model, QuerySet

    from samphan.kit.actor import Actor

LABEL = 500
_shut: dict[str, tuple[Callable[[Actor], QuerySet[Any]], str]] = {}


def shut(kind: str, rows: Callable[[Actor], QuerySet[Any]], *, whole: str) -> None:
    """Let entries about things of a kind be read with the thing itself, and by nobody else. Called in ``apps.py``.

    ``kind`` as of ``kind_of``; ``rows`` are the things that an actor may see; who holds the permission ``whole`` sees all.
    """
    _shut[kind] = (rows, whole)


def readable(actor: Actor) -> Q:
    """Condition: the entries that a reader of the trail may read: not those about what is shut to the reader."""
    found = Q()
    for kind, (seen, whole) in _shut.items():
        if not actor.holds(whole):
            found &= ~Q(object_kind=kind) | Q(object_id__in=seen(actor).order_by().values("pk"))
    return found


def kind_of(obj: Model) -> str:
    """The stable code of an object's kind: ``events.event``."""
    return obj._meta.label_lower  # noqa: SLF001 - Django's own name for the model's options


def plain(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    if isinstance(value, PartialDate):
        return f"{value.from_on}/{value.until_on}"
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return [plain(each) for each in sorted(value, key=str)]
    return value


def values(obj: Model, fields: Iterable[str]) -> dict[str, Any]:
    """The present values of fields, to be compared after a change."""
    return {name: plain(getattr(obj, name)) for name in fields}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ, each as [before, after]."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def record(
    by: Actor,
    act: str,
    on: Model | None = None,
    *,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    label: tuple[str, str] | None = None,
) -> AuditEntry:
    """Add one entry: who (``by``) did what (``act``, a verb with its noun) to which object, and why.

    ``label`` is the object's name in Thai and English; by default its ``name`` or ``title`` pair.
    """
    network_id = getattr(on, "network_id", None) if on is not None else None
    return rows.add(
        AuditEntry(
            network_id=network_id or by.network_id or None,
            actor_kind=by.kind,
            user_id=by.user_id,
            actor_label=by.label,
            act=act,
            object_kind=kind_of(on) if on is not None else "",
            object_id=on.pk if on is not None else None,
            **_labels(on, label),
            changes=dict(changes or {}),
            reason=reason or by.reason,
        )
    )


def _labels(on: Model | None, label: tuple[str, str] | None) -> dict[str, str]:
    if label is None:
        label = ("", "")
        for name in ("title", "name", "label"):
            if on is not None and hasattr(on, f"{name}_th"):
                label = (getattr(on, f"{name}_th"), getattr(on, f"{name}_en"))
                break
    return {"object_label_th": label[0][:LABEL], "object_label_en": label[1][:LABEL]}
