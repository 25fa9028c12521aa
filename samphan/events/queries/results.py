"""What the pages of results and of their uses show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samphan.events import policy, transitions
from samphan.events.models import Document, Evidence, Level, Output, OutputKind, Result, Use, UseSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class ProvenResult:
    """A result with what it rests on."""

    result: Result
    evidence: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class LevelResults:
    """The results of one level; empty where none is stated yet."""

    level: str
    label: _StrOrPromise
    results: tuple[ProvenResult, ...]


@dataclass(frozen=True, slots=True)
class KindOutputs:
    """The outputs of one kind."""

    kind: str
    label: _StrOrPromise
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Results by level, outputs by kind, documents."""

    levels: tuple[LevelResults, ...]
    kinds: tuple[KindOutputs, ...]
    documents: tuple[Document, ...]

    @property
    def is_empty(self) -> bool:
        return not (
            self.documents or any(each.results for each in self.levels) or any(k.outputs for k in self.kinds)
        )


def results_page(actor: Actor, event: Event) -> ResultsPage:
    """Four statements, whatever is in the event."""
    evidence = _pointed_at(
        Evidence.objects.for_actor(actor)
        .filter(result__event=event)
        .select_related("agenda_item", "group", "output", "document")
        .order_by("id"),
        "result_id",
        ("agenda_item", "group", "output", "document"),
    )
    results: dict[str, list[ProvenResult]] = defaultdict(list)
    for result in Result.objects.for_actor(actor).filter(event=event).order_by("order", "id"):
        results[result.level].append(ProvenResult(result, tuple(evidence[result.pk])))
    outputs: dict[str, list[Output]] = defaultdict(list)
    for output in (
        Output.objects.for_actor(actor).filter(event=event).select_related("group").order_by("order", "id")
    ):
        outputs[output.kind].append(output)
    documents = (
        Document.objects.for_actor(actor).filter(event=event).select_related("file").order_by("order", "id")
    )
    return ResultsPage(
        tuple(LevelResults(code, label, tuple(results[code])) for code, label in Level.choices),
        tuple(
            KindOutputs(code, label, tuple(outputs[code]))
            for code, label in OutputKind.choices
            if outputs[code]
        ),
        tuple(documents),
    )


@dataclass(frozen=True, slots=True)
class SourcedUse:
    """A use with where it comes from, and what the reader may do with it."""

    use: Use
    sources: tuple[Any, ...]
    may_write: bool
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstitutionUses:
    """The uses of one institution: its own part 4."""

    organisation: Organisation
    uses: tuple[SourcedUse, ...]
    may_write: bool


def uses_page(actor: Actor, event: Event, organisation_id: int | None = None) -> list[InstitutionUses]:
    """Uses by institution in Thai order, of all or of one; two statements, whatever is in the event."""
    found = Use.objects.for_actor(actor).filter(event=event).select_related("organisation")
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    sources = _pointed_at(
        UseSource.objects.for_actor(actor)
        .filter(use__event=event)
        .select_related("result", "group", "output", "document")
        .order_by("id"),
        "use_id",
        ("result", "group", "output", "document"),
    )
    institutions: dict[int, list[SourcedUse]] = defaultdict(list)
    organisations: dict[int, Organisation] = {}
    for use in found.order_by("organisation__sort_key", "organisation_id", "order", "id"):
        organisations[use.organisation_id] = use.organisation
        may_write = bool(actor.may(policy.write_use, on=use))
        acts = transitions.use_acts(use.state) if may_write else ()
        institutions[use.organisation_id].append(SourcedUse(use, tuple(sources[use.pk]), may_write, acts))
    return [
        InstitutionUses(organisations[pk], tuple(uses), uses[0].may_write)
        for pk, uses in institutions.items()
    ]


def _pointed_at(links: Iterable[Any], owner: str, fields: tuple[str, ...]) -> dict[int, list[Any]]:
    """What links point at, by their owner."""
    found: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        target = next(getattr(link, name) for name in fields if getattr(link, f"{name}_id") is not None)
        found[getattr(link, owner)].append(target)
    return found
