"""Part four of the usual form: what the reporting organisation does with the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events.models import UseState
from samphan.reports.queries.sections.naming import (
    any_sample,
    due_of,
    full_name,
    label,
    labelled,
    organisations_of,
    sentences,
)
from samphan.reports.queries.writing import Draft, Grid, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.events.queries.facts import UseFact
    from samphan.reports.queries.facts import ReportFacts


def uses(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """What the reporting organisation does, or while nothing has begun will do, with the results; and what changed."""
    found = f.event.uses
    if not found:
        return
    index = f.index()
    has_begun = any(use.state in {UseState.STARTED, UseState.DONE} for use in found)
    yield w.draft(
        "uses",
        w.say("uses" if has_begun else "uses_intended", len(found), organisation=full_name(w, f)),
        records=organisations_of([f.organisation], w),
    )
    for use in found:
        sources = labelled(w, use.sources, index)
        change = w.words(use.change)
        text = sentences(
            w.words(use.plan),
            w.say("use_sources", sources=w.listed(label for _ref, label in sources)) if sources else "",
            w.say("use_change", change=change) if change else "",
            w.say("use_dropped", reason=use.dropped_reason) if use.state == UseState.DROPPED else "",
        )
        title = w.words(use.title)
        yield w.draft(
            f"uses-{use.ref.id}",
            text,
            style="numbered",
            lead=title,
            records=[(use.ref, title), *sources],
            is_sample=f.event.is_sample or use.is_sample or any_sample(use.sources, index),
        )


def uses_table(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """Who answers for each use, until when, and how it stands."""
    found = f.event.uses
    if not found:
        return

    def line(use: UseFact) -> tuple[str, ...]:
        return (
            w.words(use.title),
            w.words(use.owner) or w.say("not_known"),
            due_of(w, use.due),
            w.say(f"state_{use.state}"),
        )

    heads = tuple(w.say(f"column_{name}") for name in ("use", "owner", "due", "state"))
    yield w.draft(
        "uses_table",
        w.say("uses_table"),
        style="table",
        grid=Grid(heads, (False,) * 4, tuple(map(line, found))),
        records=[(use.ref, label(w, use.title)) for use in found],
        is_sample=f.event.is_sample or any(use.is_sample for use in found),
    )
