"""Writing a report's sentences in its language: the profile's wording, lists, counts, words that are missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from samphan.kit.thai.graphemes import clusters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.events.queries.facts import OrganisationFact, Ref, Words
    from samphan.reports.queries.profiles import ReportProfile


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, which columns hold numbers, rows of texts; the last row a sum when ``has_total``."""

    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False

    def cells(self) -> list[list[tuple[str, bool]]]:
        """The rows, each cell with whether it holds a number."""
        return [list(zip(row, self.numeric, strict=True)) for row in self.rows]

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Grid:
        rows = tuple(tuple(row) for row in stored["rows"])
        return cls(tuple(stored["heads"]), tuple(stored["numeric"]), rows, stored["has_total"])


@dataclass(frozen=True, slots=True)
class Draft:
    """A block as a content writes it, before anybody reworded it; ``records`` are references with labels."""

    content: str
    key: str
    style: Literal["paragraph", "numbered", "bullet", "table"]
    text: str
    lead: str
    records: tuple[tuple[Ref, str], ...]
    grid: Grid | None
    is_sample: bool
    is_fallback: bool


@dataclass(slots=True)
class Writer:
    """Speaks one language with one profile's sentences, and notices where words are missing in it.

    What fell back to the other language since the last ``draft`` (or ``forget``) marks the next draft.
    """

    profile: ReportProfile
    language: Literal["th", "en"]
    _fell_back: bool = field(default=False, init=False)

    def say(self, sentence: str, /, count: int | None = None, **values: str) -> str:
        """A sentence of the profile; ``count`` is written with grouped thousands and chooses singular or plural."""
        if count is not None:
            values["count"] = f"{count:,}"
        return self.profile.sentences[sentence].fill(self.language, values, is_one=count == 1)

    def words(self, words: Words) -> str:
        """A text of the records, in the other language where this one is missing."""
        text = words.text(self.language)
        self._fell_back |= text.is_fallback
        return " ".join(text.split()) if "\n" not in text else text.strip()

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other: "ก ข และ ค" in Thai where each is one Thai word, else with commas."""
        entries = [name for name in names if name]
        if len(entries) < 2:
            return "".join(entries)
        *first, last = entries
        if self.language == "en":
            return f"{', '.join(first)} and {last}"
        # Blanks part Thai words alone: nobody sees where a name with blanks of its own or a foreign one ends.
        needs_commas = any(" " in name or not (_is_thai(name[0]) and _is_thai(name[-1])) for name in entries)
        return f"{(', ' if needs_commas else ' ').join(first)} และ{_apart(last)}"

    def organisation(self, organisation: OrganisationFact, *, with_abbreviation: bool = False) -> str:
        """The name of an organisation, with its abbreviation in brackets where that was asked for and is known."""
        name = self.words(organisation.name)
        short = organisation.abbreviation.th if self.language == "th" else organisation.abbreviation.en
        if with_abbreviation and short:
            return self.say("with_abbreviation", name=name, abbreviation=short)
        return name

    def forget(self) -> None:
        """What fell back so far marks no draft."""
        self._fell_back = False

    def draft(
        self,
        key: str,
        text: str,
        *,
        style: Literal["paragraph", "numbered", "bullet", "table"] = "paragraph",
        lead: str = "",
        records: Sequence[tuple[Ref, str]] = (),
        grid: Grid | None = None,
        is_sample: bool = False,
    ) -> Draft:
        """A block of the content that ``key`` begins with ("topics", "topics-12")."""
        fell_back, self._fell_back = self._fell_back, False
        content = key.partition("-")[0]
        return Draft(
            content, key, style, text.strip(), lead.strip(), tuple(records), grid, is_sample, fell_back
        )


def _is_thai(letter: str) -> bool:
    return "ก" <= letter <= "๛"


def _apart(name: str) -> str:
    return name if _is_thai(name[0]) else f" {name}"


def shortened(text: str, longest: int = 70) -> str:
    """A text that is too long for a list, cut at a whole letter with an ellipsis."""
    whole = clusters(" ".join(text.split()))
    return "".join(whole) if len(whole) <= longest else f"{''.join(whole[: longest - 1]).rstrip()}…"
