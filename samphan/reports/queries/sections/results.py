"""Part three of the usual form: what came of it, on what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events.models import Level, OutputKind
from samphan.reports.queries.sections.naming import (
    any_sample,
    event_record,
    label,
    labelled,
    sentences,
)
from samphan.reports.queries.writing import Draft, Writer, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.reports.queries.facts import ReportFacts


def results(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """The results by level, each with its evidence."""
    found = sorted(f.event.results, key=lambda each: Level.values.index(each.level))
    if not found:
        return
    index = f.index()
    yield w.draft("results", w.say("results", len(found)), records=[event_record(w, f)])
    for result in found:
        evidence = labelled(w, result.evidence, index)
        text = sentences(
            w.words(result.statement),
            w.say("evidence", evidence=w.listed(label for _ref, label in evidence)) if evidence else "",
        )
        yield w.draft(
            f"results-{result.ref.id}",
            text,
            style="numbered",
            lead=w.say(f"level_{result.level}"),
            records=[(result.ref, shortened(label(w, result.statement))), *evidence],
            is_sample=f.event.is_sample or result.is_sample or any_sample(result.evidence, index),
        )


def outputs(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """What was produced, by kind."""
    found = f.event.outputs
    if not found:
        return
    codes = {group.ref: group.code for group in f.event.groups}
    yield w.draft("outputs", w.say("outputs"), records=[event_record(w, f)])
    for kind in OutputKind.values:
        entries = [each for each in found if each.kind == kind]
        if not entries:
            continue
        titles = []
        for each in entries:
            title = w.words(each.title)
            code = codes.get(each.group) if each.group else None
            titles.append(w.say("output_of_group", title=title, code=code) if code else title)
        yield w.draft(
            f"outputs-{kind}",
            "; ".join(titles),
            style="bullet",
            lead=w.say(f"output_{kind}"),
            records=[(each.ref, label(w, each.title)) for each in entries],
            is_sample=f.event.is_sample or any(each.is_sample for each in entries),
        )
