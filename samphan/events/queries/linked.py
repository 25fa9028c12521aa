"""What results and uses can be tied to, and what they are tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samphan.events.models import (
    AgendaItem,
    Document,
    Evidence,
    Level,
    Output,
    OutputKind,
    Result,
    StrategicGroup,
    UseSource,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samphan.events.models import Event, Use
    from samphan.kit.actor import Actor

#: Field of a form → (model, field of the link).
EVIDENCE: Final[dict[str, tuple[type[Any], str]]] = {
    "agenda_items": (AgendaItem, "agenda_item"),
    "groups": (StrategicGroup, "group"),
    "outputs": (Output, "output"),
    "documents": (Document, "document"),
}
SOURCES: Final[dict[str, tuple[type[Any], str]]] = {
    "results": (Result, "result"),
    "groups": (StrategicGroup, "group"),
    "outputs": (Output, "output"),
    "documents": (Document, "document"),
}


def linkable(actor: Actor, event: Event, what: str) -> dict[str, list[Any]]:
    """The parts that can be ticked as "evidence" of a result or as "sources" of a use, by form field; one statement each.

    They stand in the order of the page of results, where each level and each kind counts by itself.
    """
    table = EVIDENCE if what == "evidence" else SOURCES
    found = {
        name: list(model.objects.for_actor(actor).filter(event=event).order_by("order", "id"))
        for name, (model, _link) in table.items()
    }
    found["outputs"].sort(key=lambda each: OutputKind.values.index(each.kind))
    found.get("results", []).sort(key=lambda each: Level.values.index(each.level))
    return found


def groups_of(actor: Actor, event: Event) -> list[StrategicGroup]:
    """The strategic groups, in their order."""
    return list(StrategicGroup.objects.for_actor(actor).filter(event=event).order_by("order", "id"))


def evidence_of(result: Result) -> dict[str, list[int]]:
    """The ids of a result's evidence, by form field."""
    rows = Evidence.objects.filter(result=result).values(
        "agenda_item_id", "group_id", "output_id", "document_id"
    )
    return _by_field(rows, EVIDENCE)


def sources_of(use: Use) -> dict[str, list[int]]:
    """The ids of a use's sources, by form field."""
    rows = UseSource.objects.filter(use=use).values("result_id", "group_id", "output_id", "document_id")
    return _by_field(rows, SOURCES)


def _by_field(
    found: Iterable[Mapping[str, Any]], table: dict[str, tuple[type[Any], str]]
) -> dict[str, list[int]]:
    rows = list(found)
    return {
        name: [row[f"{link}_id"] for row in rows if row[f"{link}_id"] is not None]
        for name, (_model, link) in table.items()
    }
