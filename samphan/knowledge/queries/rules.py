"""Rule packs of dossiers (``catalogue/dossiers``): parts, what each draws from the records, what it needs, annexes.

Every pack says whether somebody checked it against the regulation in force (``checked``); none that comes with the product
was, and each page and paper says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.catalogue import PackError
from samphan.kit.bilingual import Bilingual
from samphan.knowledge.queries.dossier_blocks import DRAWERS
from samphan.knowledge.queries.readiness import NEEDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from samphan.catalogue import Node

FOLDER: Final = "dossiers"
LINES: Final = ("academic", "staff")


class NoSuchRules(LookupError):  # noqa: N818 - reads as what happened
    """A dossier names rules that are no longer in the catalogue."""


@dataclass(frozen=True)
class Entry:
    """A line of a pack: an annex or a step of the ladder. ``is_unsure`` marks what is not from a published source."""

    code: str
    title_th: str
    title_en: str
    is_unsure: bool = False
    words_th: str = ""
    words_en: str = ""
    needs: tuple[str, ...] = ()

    title = Bilingual()
    words = Bilingual()


@dataclass(frozen=True)
class Part(Entry):
    """A part of the paper: ``words`` say what it asks for, ``draws`` name what the records give, in this order."""

    draws: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What a dossier is made of. ``line`` is academic or staff."""

    code: str
    line: str
    edition: str
    is_checked: bool
    title_th: str
    title_en: str
    source_th: str
    source_en: str
    parts: tuple[Part, ...]
    annexes: tuple[Entry, ...]
    ladder: tuple[Entry, ...]

    title = Bilingual()
    source = Bilingual()

    def part(self, code: str) -> Part:
        """The part of a code; LookupError where there is none."""
        for each in self.parts:
            if each.code == code:
                return each
        raise LookupError(code)

    def annex(self, code: str) -> Entry:
        """The kind of annex of a code; one that the pack no longer knows goes by its code."""
        return next((each for each in self.annexes if each.code == code), Entry(code, code, ""))


@cache
def all_rules() -> dict[str, Rules]:
    """All packs by code, read once for the life of the process.

    Raises:
        PackError: one of them cannot be used.
    """
    return {code: _rules(node) for code, node in catalogue.read(FOLDER).items()}


def rules_of(code: str) -> Rules:
    """The rules of a code; ``NoSuchRules`` where the catalogue has none."""
    found = all_rules().get(code)
    if found is None:
        raise NoSuchRules(code)
    return found


def _rules(node: Node) -> Rules:
    fields = node.fields(
        required="code line edition checked title_th source_th parts annexes",
        optional="title_en source_en ladder",
    )
    return Rules(
        code=fields["code"].text(),
        line=fields["line"].one_of(*LINES),
        edition=fields["edition"].text(),
        is_checked=fields["checked"].value is True,
        title_th=fields["title_th"].text(),
        title_en=fields["title_en"].text(""),
        source_th=fields["source_th"].text(),
        source_en=fields["source_en"].text(""),
        parts=tuple(map(_part, fields["parts"].entries())),
        annexes=tuple(map(_entry, fields["annexes"].entries())),
        ladder=tuple(map(_entry, fields["ladder"].entries())),
    )


def _part(node: Node) -> Part:
    fields = node.fields(required="code title_th asks_th draws needs", optional="title_en asks_en unsure")
    return Part(
        code=fields["code"].text(),
        title_th=fields["title_th"].text(),
        title_en=fields["title_en"].text(""),
        is_unsure=fields["unsure"].value is True,
        words_th=fields["asks_th"].text(),
        words_en=fields["asks_en"].text(""),
        needs=_codes(fields["needs"], NEEDS),
        draws=_codes(fields["draws"], DRAWERS),
    )


def _entry(node: Node) -> Entry:
    fields = node.fields(required="code title_th", optional="title_en words_th words_en unsure needs")
    return Entry(
        code=fields["code"].text(),
        title_th=fields["title_th"].text(),
        title_en=fields["title_en"].text(""),
        is_unsure=fields["unsure"].value is True,
        words_th=fields["words_th"].text(""),
        words_en=fields["words_en"].text(""),
        needs=_codes(fields["needs"], NEEDS),
    )


def _codes(node: Node, known: Collection[str]) -> tuple[str, ...]:
    found = tuple(each.text() for each in node.entries())
    if unknown := [each for each in found if each not in known]:
        raise PackError(node.place, f"unknown: {', '.join(unknown)} (known: {', '.join(sorted(known))})")
    return found
