"""The contents of a report: how each is written from facts. A profile says which part holds which of them.

A content yields nothing when there are no facts for it; it never writes a sentence about nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.reports.queries.sections.issues import boards, goal, groups, introduction, problem, topics
from samphan.reports.queries.sections.participants import (
    audience,
    hosts,
    institutions,
    outside,
    people,
    people_table,
    teams,
)
from samphan.reports.queries.sections.results import outputs, results
from samphan.reports.queries.sections.uses import uses, uses_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.reports.queries.facts import ReportFacts
    from samphan.reports.queries.writing import Draft, Writer

    type Builder = Callable[[Writer, ReportFacts], Iterator[Draft]]

BUILDERS: Final[dict[str, Builder]] = {
    builder.__name__: builder
    for builder in (
        introduction, problem, goal, topics, groups, boards, hosts, teams, audience, people, people_table, outside,
        institutions, results, outputs, uses, uses_table,
    )
}  # fmt: skip
