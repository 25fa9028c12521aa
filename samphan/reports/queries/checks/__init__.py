"""The checker: what a report has, what it lacks and what contradicts itself, part by part.

Pure, like composing. Which checks are made, and which of them are gates, the profile says; each finding names the
place where it is mended. Sentences are in the language that is active while checking.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from samphan.reports.queries.checks import advised, required
from samphan.reports.queries.checks.case import SETTINGS, Case, Finding, Passed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from samphan.reports.models import Override, Report
    from samphan.reports.queries.composition import Composition
    from samphan.reports.queries.facts import ReportFacts
    from samphan.reports.queries.profiles import Check, ReportProfile

__all__ = ["CHECKERS", "SETTINGS", "Finding", "Passed", "blocking", "check"]

CHECKERS: Final[Mapping[str, Callable[[Case, Check], Iterator[Finding]]]] = {
    checker.__name__: checker
    for checker in (
        required.parts_filled,
        required.sums_agree,
        required.outside_people,
        required.period_in_year,
        required.owned_use,
        required.public_address,
        advised.all_intent,
        advised.group_unused,
        advised.topic_without_activity,
        advised.level_without_result,
        advised.result_without_evidence,
        advised.counts_differ,
        advised.stale_words,
        advised.language_missing,
        advised.sample_data,
    )
}


def check(
    facts: ReportFacts,
    report: Report,
    profile: ReportProfile,
    composition: Composition,
    *,
    overrides: Iterable[Override] = (),
    address: str,
) -> list[Finding]:
    """All findings in the order of the report's parts, general ones last; ``address`` is the public one."""
    case = Case(facts, report, profile, composition, address)
    passed = {each.gate: each for each in overrides}
    findings = [
        _with_override(finding, passed)
        for rule in profile.checks
        for finding in CHECKERS[rule.code](case, rule)
    ]
    order = [*(part.code for part in profile.parts), ""]
    return sorted(findings, key=lambda each: order.index(each.part))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The gates that neither hold nor were passed with a reason."""
    return [each for each in findings if each.blocks]


def _with_override(finding: Finding, overrides: Mapping[str, Override]) -> Finding:
    override = overrides.get(finding.key)
    if override is None or not finding.fails:
        return finding
    if override.facts != finding.facts:
        return replace(finding, is_changed=True)
    return replace(finding, passed=Passed(override.reason, override.written_by))
