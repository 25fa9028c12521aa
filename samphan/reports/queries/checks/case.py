"""What the checks look at, and what they find."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from samphan.kit.bilingual import Text, is_thai

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.events.queries.numbers import CategoryNumbers
    from samphan.kit.components import FindingState
    from samphan.reports.models import Report
    from samphan.reports.queries.composition import Composition, Language
    from samphan.reports.queries.facts import ReportFacts
    from samphan.reports.queries.profiles import Check, PartRule, ReportProfile

#: Where each content is written: the kind of record whose tab of the event mends it.
PLACES: Final[dict[str, str]] = {
    "topics": "events.topic",
    "groups": "events.strategicgroup",
    "hosts": "events.eventhost",
    "teams": "events.team",
    "people": "events.participantcategory",
    "people_table": "events.participantcategory",
    "outside": "events.participatinginstitution",
    "institutions": "events.participatinginstitution",
    "results": "events.result",
    "outputs": "events.output",
    "uses": "events.use",
    "uses_table": "events.use",
}
SETTINGS: Final = "reports.settings"


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate that fails and was passed knowingly."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        key: the check, and what of it where it looks at several things ("parts_filled-uses"): what an override names.
        part: code of the part of the report that it belongs to, or "".
        state: what came out; a check that is only a warning has no worse state than that.
        is_gate: the report is not issued unless this is in order or was passed with a reason.
        place: where it is mended: the kind of a record, ``SETTINGS``, or "#" and the key of a block.
        facts: hash of what was found; an override holds for these facts only.
        passed: the reason with which a failing gate was passed, once somebody wrote one for these facts.
        is_changed: somebody wrote a reason, but for other facts.
    """

    key: str
    part: str
    state: FindingState
    is_gate: bool
    text: str
    detail: str = ""
    place: str = ""
    facts: str = ""
    passed: Passed | None = None
    is_changed: bool = False

    @property
    def fails(self) -> bool:
        """A gate that is not in order, whether or not it was passed."""
        return self.is_gate and self.state != "ok"

    @property
    def blocks(self) -> bool:
        """Whether the report cannot be issued because of this."""
        return self.fails and self.passed is None


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at."""

    facts: ReportFacts
    report: Report
    profile: ReportProfile
    composition: Composition
    address: str

    @property
    def reader(self) -> Language:
        """The language in which the findings are said."""
        return "th" if is_thai() else "en"

    def part_of(self, *contents: str) -> str:
        """The code of the first part that holds one of the contents."""
        return next(
            (part.code for part in self.profile.parts if not set(contents).isdisjoint(part.contents)), ""
        )

    def heading(self, part: PartRule) -> str:
        return self.profile.heading(part, self.reader)

    def found(
        self,
        check: Check,
        state: FindingState,
        text: str,
        *,
        what: str = "",
        part: str = "",
        place: str = "",
        detail: str = "",
        facts: Iterable[Any] = (),
    ) -> Finding:
        """A finding of a check; ``facts`` are the values that an override of it knows of."""
        key = f"{check.code}-{what}" if what else check.code
        said = json.dumps([key, state, *facts], ensure_ascii=False, default=str)
        return Finding(
            key=key,
            part=part,
            state=state if check.is_gate or state == "ok" else "warning",
            is_gate=check.is_gate,
            text=text,
            detail=detail,
            place=place,
            facts=hashlib.sha256(said.encode()).hexdigest(),
        )


def category_name(category: CategoryNumbers) -> str:
    """The name of a category in the reader's language."""
    return Text.of(category.name_th, category.name_en)
