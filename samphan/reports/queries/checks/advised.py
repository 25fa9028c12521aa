"""Checks that the usual form only warns of: what a reader of the report would ask next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.events.models import Level, UseState
from samphan.reports.queries.checks.case import PLACES, Case, Finding, category_name
from samphan.reports.queries.writing import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.reports.queries.profiles import Check


def all_intent(case: Case, check: Check) -> Iterator[Finding]:
    """Something was begun, not only intended."""
    uses = [each for each in case.facts.event.uses if each.state != UseState.DROPPED]
    if uses and all(each.state == UseState.INTENDED for each in uses):
        yield case.found(
            check,
            "warning",
            _("All uses of the results are intended so far; none was started."),
            part=case.part_of("uses", "uses_table"),
            place=PLACES["uses"],
        )


def group_unused(case: Case, check: Check) -> Iterator[Finding]:
    """Every strategic group is cited by a use, itself or through one of its outputs."""
    event = case.facts.event
    if not event.uses:
        return
    cited = {ref for use in event.uses for ref in use.sources}
    cited |= {output.group for output in event.outputs if output.group and output.ref in cited}
    for group in event.groups:
        if group.ref not in cited:
            yield case.found(
                check,
                "warning",
                _("No use of the results cites the group %(group)s.") % {"group": group.code},
                what=str(group.ref.id),
                part=case.part_of("uses", "uses_table"),
                place=PLACES["uses"],
            )


def topic_without_activity(case: Case, check: Check) -> Iterator[Finding]:
    """Every topic was dealt with in an activity or a group."""
    for topic in case.facts.event.topics:
        if not topic.agenda and not topic.groups:
            yield case.found(
                check,
                "warning",
                _("No activity or group belongs to the topic “%(topic)s”.")
                % {"topic": shortened(topic.title.text())},
                what=str(topic.ref.id),
                part=case.part_of("topics"),
                place=PLACES["topics"],
            )


def level_without_result(case: Case, check: Check) -> Iterator[Finding]:
    """Every level has a result."""
    stated = {each.level for each in case.facts.event.results}
    for level in Level:
        if level not in stated:
            yield case.found(
                check,
                "warning",
                _("No result is recorded on the level “%(level)s”.") % {"level": level.label},
                what=level.value,
                part=case.part_of("results"),
                place=PLACES["results"],
            )


def result_without_evidence(case: Case, check: Check) -> Iterator[Finding]:
    """Every result rests on something."""
    for result in case.facts.event.results:
        if not result.evidence:
            yield case.found(
                check,
                "warning",
                _("No evidence is given for the result “%(result)s”.")
                % {"result": shortened(result.statement.text())},
                what=str(result.ref.id),
                part=case.part_of("results"),
                place=PLACES["results"],
            )


def counts_differ(case: Case, check: Check) -> Iterator[Finding]:
    """What was stated is what is counted from the lists, once there are lists."""
    people = case.facts.event.participation
    part = case.part_of("people", "people_table")
    lines: list[tuple[str, str, int | None, int]] = [
        ("people", _("Participants"), people.stated, people.counted)
    ]
    lines += [
        (
            f"category-{each.id}",
            category_name(each),
            each.stated,
            each.counted,
        )
        for each in people.categories
        if people.counted
    ]
    lines.append(("institutions", _("Institutions"), people.stated_institutions, people.counted_institutions))
    for what, name, stated, counted in lines:
        if stated is not None and counted != stated and (counted or what.startswith("category")):
            values = {"name": name, "stated": f"{stated:,}", "counted": f"{counted:,}"}
            place = "outside" if what == "institutions" else "people"
            text = _("%(name)s: %(stated)s stated, %(counted)s counted from the records.") % values
            yield case.found(
                check,
                "contradiction",
                text,
                what=what,
                part=part,
                place=PLACES[place],
                facts=[stated, counted],
            )


def stale_words(case: Case, check: Check) -> Iterator[Finding]:
    """Words that somebody wrote still fit the facts."""
    for part in case.composition.parts:
        for block in part.blocks:
            if block.reworded and block.reworded.is_stale:
                values = {"words": shortened(block.lead or block.text)}
                text = _("The facts behind these reworded words have changed: “%(words)s”.") % values
                yield case.found(
                    check, "warning", text, what=block.key, part=part.code, place=f"#{block.key}"
                )
    for orphan in case.composition.orphans:
        text = _("The records behind these reworded words are gone: “%(words)s”.") % {
            "words": shortened(orphan.text)
        }
        yield case.found(check, "warning", text, what=orphan.key, place=f"#{orphan.key}")


def language_missing(case: Case, check: Check) -> Iterator[Finding]:
    """Every passage is there in the language of the report."""
    fallen = Counter(
        part.code for part in case.composition.parts for block in part.blocks if block.is_fallback
    )
    for code, count in fallen.items():
        text = ngettext(
            "%(count)s passage has no words in the language of the report and is printed in the other one.",
            "%(count)s passages have no words in the language of the report and are printed in the other one.",
            count,
        ) % {"count": count}
        yield case.found(check, "missing", text, what=code, part=code, place="events.event", facts=[count])


def sample_data(case: Case, check: Check) -> Iterator[Finding]:
    """Nothing in the report was made up for a demonstration."""
    if case.composition.is_sample:
        text = _("Sample data is in the report; it is marked where it stands.")
        yield case.found(check, "warning", text)
