"""What happened to a record, in words, for those who may read the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.components import HistoryEntry
from samphan.tenancy import acts
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor

NEWEST: Final = 20
_FIELDS: Final[dict[str, _StrOrPromise]] = {
    "aliases": gettext_lazy("other names"),
    "parent_id": gettext_lazy("part of"),
}


def history(actor: Actor, record: Organisation | Person) -> list[HistoryEntry]:
    """The newest acts of the reader's network on a record, the newest first. One statement, or none without the right."""
    entries = (
        AuditEntry.objects.for_actor(actor)
        .filter(object_kind=kind_of(record), object_id=record.pk)
        .order_by("-at", "-id")
        .values_list("at", "act", "actor_label", "changes")[:NEWEST]
    )
    return [
        HistoryEntry(
            at=at,
            text=acts.name(act),
            by=who,
            detail=_changed(record, changes) if act.startswith("describe_") else "",
        )
        for at, act, who, changes in entries
    ]


def _changed(record: Organisation | Person, changes: dict[str, Any]) -> str:
    """The names of the fields that changed; their values may be of others."""
    if not changes:
        return _("Saved without a change")
    labels = {field.name: field.verbose_name for field in record._meta.concrete_fields}  # noqa: SLF001 - Django's own name
    return ", ".join(str(_FIELDS.get(name) or labels.get(name, name)) for name in changes)
