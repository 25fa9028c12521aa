"""What a result rests on and a use comes from: links to other parts of the same event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.events.models import Evidence, Result, Use, UseSource


def tie(
    owner: Result | Use,
    link: type[Evidence | UseSource],
    owner_field: str,
    wanted: Mapping[str, Sequence[Any]],
) -> dict[str, list[list[str]]]:
    """Make these parts, by the link's field for their kind, what the owner is linked to.

    Returns the change as the audit trail keeps it, empty when nothing changed.

    Raises:
        Problem: a part belongs to another event; at the field that holds its kind, in the plural.
    """
    manager: Any = link._default_manager  # noqa: SLF001 - Django's own name for a model's manager
    targets = {(name, part.pk): part for name, parts in wanted.items() for part in parts}
    for (name, _pk), part in targets.items():
        if part.event_id != owner.event_id:
            raise Problem(_("This belongs to another event."), field=f"{name}s")
    present: dict[tuple[str, int], Any] = {}
    for row in manager.filter(**{owner_field: owner}).order_by("id"):
        name = next(each for each in wanted if getattr(row, f"{each}_id") is not None)
        present[name, getattr(row, f"{name}_id")] = row
    gone = [row for key, row in present.items() if key not in targets]
    for row in gone:
        row.delete()
    manager.bulk_create(
        link(network_id=owner.network_id, **{owner_field: owner, name: part})
        for (name, pk), part in targets.items()
        if (name, pk) not in present
    )
    if present.keys() == targets.keys():
        return {}
    return {"links": [[f"{name} {pk}" for name, pk in present], [f"{name} {pk}" for name, pk in targets]]}
