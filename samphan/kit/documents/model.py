"""The model of a paper: what stands on it, not how it looks.

All values are frozen, so that a document can be built once and rendered several times. Text is plain text as people
typed it: no renderer reads markup in it. A line break in a text is kept, other blanks are folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

type Language = Literal["th", "en"]
type Numerals = Literal["thai", "arabic"]
type Alignment = Literal["left", "center", "right"]
type NoteKind = Literal["sample", "info", "stale", "remark"]
type Inline = str | tuple[Run, ...]
type Block = (
    Heading | Paragraph | Numbered | Bullets | Table | KeyValues | Note | Signature | Pictures | PageBreak
)

MOST_LISTS_IN_LISTS = 6
_HIGHEST_ROW = 300.0

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")
_LINK = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)


class DocumentError(Exception):
    """A document cannot be made; the message says what is wrong with it, in English, for logs and developers.

    Attributes:
        code: stable word for the caller to choose a translated message by: `content` (the model is contradictory),
            `emblem` (the picture cannot be used) or `layout` (the engine refused).
    """

    def __init__(self, code: Literal["content", "emblem", "layout"], message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    Attributes:
        link: absolute address (http, https or mailto, ASCII) that the stretch leads to; "" for none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        if self.link and not _LINK.fullmatch(self.link):
            raise DocumentError("content", f"not an address that a document may link to: {self.link[:80]!r}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part), 2 or 3. Levels that skip one are drawn in by the renderers."""

    level: Literal[1, 2, 3]
    text: str
    key: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)
        if self.level not in {1, 2, 3}:
            raise DocumentError("content", f"a heading has level 1, 2 or 3, not {self.level}")

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        yield self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `indent` moves its first line in, as official letters do.

    Attributes:
        key: name of the block (letters, digits, - and _), unique in the document: the id in HTML; "" for none.
            All blocks that hold text of the report have one, so that a page can point at a sentence.
    """

    content: Inline
    indent: bool = True
    align: Literal["justify", "left", "center", "right"] = "justify"
    key: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        yield self.content


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: a bold lead, then a colon and the text; further blocks stand under it."""

    content: Inline = ""
    lead: Inline = ""
    children: tuple[Block, ...] = ()
    key: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)

    def texts(self) -> Iterator[Inline]:
        """Every text of the entry, in reading order."""
        yield self.lead
        yield self.content
        yield from texts_of(self.children)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list. `pattern` holds one {} where the number stands: "{}.", "({})", "2.{}"."""

    items: tuple[Item, ...]
    pattern: str = "{}."
    start: int = 1

    def __post_init__(self) -> None:
        if self.pattern.count("{}") != 1 or set(self.pattern.replace("{}", "")) & set("{}%\n"):
            raise DocumentError("content", f"pattern of a numbered list needs one {{}}: {self.pattern!r}")
        if self.start < 0:
            raise DocumentError("content", f"a numbered list cannot start at {self.start}")

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        for item in self.items:
            yield from item.texts()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Item, ...]

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        for item in self.items:
            yield from item.texts()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        share: part of the free width that the column takes, relative to the others; 0 makes it as wide as its
            longest entry (only for short entries such as numbers and dates).
    """

    head: Inline
    align: Alignment = "left"
    share: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.share < float("inf"):
            raise DocumentError("content", f"share of a column must be 0 or more, not {self.share}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that repeats on each page.

    Attributes:
        caption: what the table shows; it is numbered ("ตารางที่ 1") when not empty.
        row_heads: the first column names its row (read aloud with every cell).
        has_total: the last row is a sum, set in bold.
        numerals: Arabic unless told otherwise, whatever the document uses: so the cabinet's advice for figures.
        row_height: least height of a row in points, where people write by hand; 0 for as high as its text.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    caption: Inline = ""
    row_heads: bool = False
    has_total: bool = False
    numerals: Numerals = "arabic"
    row_height: float = 0.0
    key: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)
        if not 0 <= self.row_height <= _HIGHEST_ROW:
            raise DocumentError(
                "content", f"a row is 0 to {_HIGHEST_ROW:g} points high, not {self.row_height}"
            )
        if not self.columns:
            raise DocumentError("content", "a table needs a column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise DocumentError(
                    "content", f"row {number} of a table has {len(row)} cells for {len(self.columns)} columns"
                )

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        yield self.caption
        yield from (column.head for column in self.columns)
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Names with their values, one to a line: date, place, issuer."""

    rows: tuple[tuple[str, Inline], ...]
    key: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        for name, value in self.rows:
            yield name
            yield value


@dataclass(frozen=True, slots=True)
class Note:
    """Text set apart from the paper's own: made-up sample data, a hint, a fact that changed since, a remark below a table."""

    content: Inline
    kind: NoteKind = "info"
    key: str = ""

    def __post_init__(self) -> None:
        _check_key(self.key)

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        yield self.content


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: lines in the right half of the page under a gap for the hand: name in brackets, position, date.

    ``closing`` stands above the gap ("ขอแสดงความนับถือ").
    """

    lines: tuple[str, ...]
    closing: str = ""

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        yield self.closing
        yield from self.lines


@dataclass(frozen=True, slots=True)
class Photograph:
    """A JPEG of our own making (``kit.pictures``), its caption, and what is read aloud instead of it."""

    content: bytes
    caption: Inline = ""
    description: str = ""

    def __post_init__(self) -> None:
        if not self.content.startswith(b"\xff\xd8\xff"):
            raise DocumentError("content", "a photograph in a document is a JPEG")


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photographs with their captions, one beside the other in `columns`."""

    items: tuple[Photograph, ...]
    columns: Literal[1, 2] = 2

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        for item in self.items:
            yield item.caption


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    def texts(self) -> Iterator[Inline]:
        """Every text of the block, in reading order."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Emblem:
    """The mark of the organisation that issues the paper. `description` is read aloud instead of it."""

    content: bytes
    mime: Literal["image/png", "image/jpeg", "image/svg+xml"]
    description: str = ""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The head of an official letter (หนังสือภายนอก).

    Attributes:
        number: with its word ("ที่ …"), at the left.
        address: lines of the issuer, at the right.
        date: in the middle under both.
        rows: names with their texts: subject, to, reference, enclosures.
    """

    number: str
    address: tuple[str, ...]
    date: str
    rows: tuple[tuple[str, str], ...]

    def texts(self) -> Iterator[Inline]:
        """Every text of the head, in reading order."""
        yield from (self.number, *self.address, self.date)
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class MemoHead:
    """The head of a memo (บันทึกข้อความ): its word large, under it names with values on dotted lines.

    Each line holds one or two pairs; ``rows`` stand below without dots (to).
    """

    word: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    rows: tuple[tuple[str, str], ...] = ()

    def texts(self) -> Iterator[Inline]:
        """Every text of the head, in reading order."""
        yield self.word
        for line in (*self.lines, self.rows):
            for pair in line:
                yield from pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper.

    Attributes:
        organisation: name of the issuer, in the head of every page.
        created: instant of issue with its offset; the only time that gets into the files, so that the same document
            gives the same bytes.
        numerals: of running text, lists and page numbers; figures in Latin stretches ("IRO Day 2026") and in tables
            stay Arabic.
        glossary: names and terms that no line may break inside (member organisations, persons, own words).
        draft_mark: large pale words across each page ("ฉบับร่าง"); "" on an issued paper.
        footer: short text at the foot of each page, such as the number of the paper.
        head: of an official letter or memo; it stands in place of organisation, title and subtitle.
    """

    title: str
    organisation: str
    created: datetime
    blocks: tuple[Block, ...]
    subtitle_lines: tuple[str, ...] = ()
    language: Language = "th"
    numerals: Numerals = "arabic"
    emblem: Emblem | None = None
    author: str = ""
    keywords: tuple[str, ...] = ()
    glossary: frozenset[str] = frozenset()
    draft_mark: str = ""
    footer: str = ""
    head: LetterHead | MemoHead | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise DocumentError("content", "a document needs a title")
        if self.created.utcoffset() is None:
            raise DocumentError("content", "the instant of issue needs its offset from UTC")
        _check_blocks(self.blocks, 0, set())

    def texts(self) -> Iterator[Inline]:
        """Every text of the document, in reading order."""
        yield from (self.organisation, self.title, *self.subtitle_lines, self.draft_mark, self.footer)
        if self.head:
            yield from self.head.texts()
        yield from texts_of(self.blocks)


def runs_of(inline: Inline) -> tuple[Run, ...]:
    """The text as runs, whichever way it was given."""
    return (Run(inline),) if isinstance(inline, str) else inline


def plain(inline: Inline) -> str:
    """The text without its styles."""
    return inline if isinstance(inline, str) else "".join(run.text for run in inline)


def texts_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every text that stands in the blocks, in reading order."""
    for block in blocks:
        yield from block.texts()


def _check_blocks(blocks: Iterable[Block], depth: int, keys: set[str]) -> None:
    """Refuse lists that stand too deep in each other, and keys that two blocks share."""
    if depth > MOST_LISTS_IN_LISTS:
        raise DocumentError(
            "content", f"lists may stand {MOST_LISTS_IN_LISTS} deep in each other, not deeper"
        )
    for block in blocks:
        items = block.items if isinstance(block, Numbered | Bullets) else ()
        for holder in (block, *items):
            key = getattr(holder, "key", "")
            if key and key in keys:
                raise DocumentError("content", f"two blocks have the key {key!r}")
            keys.add(key)
        for item in items:
            _check_blocks(item.children, depth + 1, keys)


def _check_key(key: str) -> None:
    if key and not _KEY.fullmatch(key):
        raise DocumentError("content", f"not a name for a block: {key[:80]!r}")
