"""What the page of one output shows: where it comes from, what became of it, and as what it can be carried on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.events.models import BECOMES, Continuation
from samphan.events.queries.continuations import OUTPUT, TARGETS
from samphan.kit.lineage import trace
from samphan.projects.models import ActionItem, Horizon, PossibleProject, Project, RoadmapItem

if TYPE_CHECKING:
    from samphan.events.models import Output
    from samphan.kit.actor import Actor
    from samphan.kit.lineage import Branch

MOST_TARGETS: Final = 500


@dataclass(frozen=True, slots=True)
class OutputPage:
    """The chain of an output in both directions, and what it was carried on as."""

    before: tuple[Branch, ...]
    after: tuple[Branch, ...]
    continuations: tuple[Continuation, ...]


def output_page(actor: Actor, output: Output) -> OutputPage:
    """The number of statements grows with the kinds of things in the chain, not with their number."""
    rows = Continuation.objects.for_actor(actor).filter(output=output).select_related(*BECOMES)
    return OutputPage(
        trace(actor, OUTPUT, [output.pk], "before")[output.pk],
        trace(actor, OUTPUT, [output.pk], "after")[output.pk],
        tuple(rows.order_by("id")),
    )


def horizons(actor: Actor) -> list[Horizon]:
    """The horizons of all roadmaps that are not archived, each roadmap's in their order."""
    return list(
        Horizon.objects.for_actor(actor)
        .filter(roadmap__archived_at__isnull=True)
        .select_related("roadmap")
        .order_by("roadmap__sort_key", "roadmap_id", "order", "id")
    )


def targets(actor: Actor) -> list[tuple[str, str]]:
    """What is there already: value (``roadmap_item:12``) and name, by kind, in Thai order; at most 500 of a kind."""
    found = []
    for field, rows in (
        ("roadmap_item", RoadmapItem.objects.for_actor(actor)),
        ("action_item", ActionItem.objects.for_actor(actor)),
        ("possible_project", PossibleProject.objects.for_actor(actor)),
        ("project", Project.objects.for_actor(actor)),
    ):
        word = TARGETS[field][0]
        named = rows.order_by("sort_key", "id").only("network_id", "title_th", "title_en")[:MOST_TARGETS]
        found += [(f"{field}:{each.pk}", f"{word}: {each.title}") for each in named]
    return found
