"""What the actions of this app share: a row is written and noted, and refused where it changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samphan.engagement.queries.rows import fingerprint
from samphan.kit.errors import Conflict
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


def network_of(by: Actor) -> int:
    """The network of the address, in which a new record is made."""
    if by.network is None:
        raise ValueError("this is made in a network")
    return by.network_id


def write_row[M: Model](
    by: Actor, row: M, fields: Mapping[str, Any], *, new: str, changed: str, project: Project | None = None
) -> M:
    """Save a new or changed row and note it at its project; nothing new, nothing noted. The caller asked the policy."""
    is_new = row.pk is None
    before = {} if is_new else values(row, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    changes = difference(before, values(row, fields))
    if not is_new and not changes:
        return row
    if not is_new and hasattr(row, "touch"):
        row.touch(by)
    elif hasattr(row, "changed_by"):
        row.changed_by = by.label
    row.save()
    told = {name: [_said(old), _said(value)] for name, (old, value) in changes.items()}
    record(by, new if is_new else changed, project or row, changes=told)
    return row


def check_unchanged(row: Model, fields: tuple[str, ...], seen: int | None) -> None:
    """Raise ``Conflict`` when the row (loaded for update) says something else than when the form was made."""
    now = fingerprint(row, fields)
    if seen is not None and seen != now:
        raise Conflict(version=now, current={name: getattr(row, name) for name in fields})


def _said(value: Any) -> Any:
    """A value as the audit trail keeps it: records by their Thai name."""
    for name in ("title_th", "name_th", "called", "title", "expected"):
        if hasattr(value, name) and not isinstance(value, str):
            return str(getattr(value, name))
    return str(value.pk) if hasattr(value, "pk") else value
