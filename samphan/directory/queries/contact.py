"""How to reach somebody, as far as the reader may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from django.db.models import Q

from samphan.directory.models import ContactKind, ContactPoint
from samphan.kit.formats import dialled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

_ORDER: Final = {kind: place for place, kind in enumerate(ContactKind.values)}


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact point with the address by which a click uses it; empty where there is none."""

    point: ContactPoint
    url: str


def contact_points(
    actor: Actor, *, organisations: Sequence[int] = (), people: Sequence[int] = ()
) -> list[ContactRow]:
    """Contact points of an organisation or a person, and of what was merged into it, by kind. One statement.

    Only those that the actor may see.
    """
    wanted = Q(organisation__in=organisations) | Q(person__in=people)
    found = ContactPoint.objects.for_actor(actor).filter(wanted)
    points = sorted(found, key=lambda each: (_ORDER[each.kind], each.pk))
    return [ContactRow(each, _url(each)) for each in points]


def with_contacts(
    actor: Actor, *, people: Sequence[int] = (), organisations: Sequence[int] = ()
) -> dict[int, dict[str, list[str]]]:
    """Contact points that the actor may see of many people or of many organisations, by id and kind. One statement."""
    role, ids = ("person_id", people) if people else ("organisation_id", organisations)
    found = ContactPoint.objects.for_actor(actor).filter(**{f"{role}__in": ids}).order_by("id")
    by_id: dict[int, dict[str, list[str]]] = {}
    for pk, kind, value in found.values_list(role, "kind", "value"):
        by_id.setdefault(pk, {}).setdefault(kind, []).append(value)
    return by_id


def _url(point: ContactPoint) -> str:
    if point.kind == ContactKind.MAIL:
        return f"mailto:{quote(point.value, safe='@')}"
    if point.kind == ContactKind.PHONE:
        return dialled(point.value)
    if point.kind == ContactKind.WEBSITE and point.value.startswith(("https://", "http://")):
        return point.value
    return ""
