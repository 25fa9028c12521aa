"""A composition as a paper: the one document that becomes PDF, Word file and web page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from samphan.kit.documents import (
    Bullets,
    Column,
    Document,
    Emblem,
    Heading,
    Item,
    KeyValues,
    Note,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Table,
)
from samphan.kit.thai.dates import format_date
from samphan.tenancy import files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from samphan.kit.documents.model import Block as PaperBlock
    from samphan.kit.documents.model import Inline
    from samphan.reports.queries.composition import Block, Composition, Part
    from samphan.tenancy.models import StoredFile


@dataclass(frozen=True, slots=True)
class Issue:
    """What an issued version has beside its composition."""

    number: str
    version: int
    issued_on: dt.date
    issuer_name: str
    issuer_position: str


def paper(
    composition: Composition,
    *,
    created: dt.datetime,
    numerals: Literal["thai", "arabic"],
    address: str = "",
    emblem: StoredFile | None = None,
    issue: Issue | None = None,
) -> Document:
    """The paper of a composition.

    Args:
        composition: what it says.
        created: the instant that is written into the files.
        numerals: of running text and lists; figures in tables stay Arabic.
        address: the public address, printed when it is not empty.
        emblem: the mark of the reporting organisation.
        issue: number, version and issuer; without them the paper says that it was not issued.
    """
    labels = composition.labels
    blocks: list[PaperBlock] = [KeyValues(tuple(_head(composition, issue, address)), key="report-head")]
    if composition.is_sample:
        blocks.append(Note(labels.sample_note, kind="sample", key="report-sample"))
    for part in composition.parts:
        blocks.extend(_part(part, composition))
    if composition.annex:
        blocks.append(Heading(1, labels.annex, key="report-annex"))
        blocks.append(Numbered(tuple(Item(note) for note in composition.annex)))
    if issue:
        blocks.append(Signature(tuple(_signature(composition, issue))))
    return Document(
        title=composition.title,
        organisation=composition.organisation,
        created=created,
        blocks=tuple(blocks),
        subtitle_lines=composition.subtitle,
        language=composition.language,
        numerals=numerals,
        emblem=_emblem(emblem),
        glossary=frozenset(composition.names),
        footer=labels.running_foot.format(number=issue.number) if issue else labels.not_issued,
    )


def _head(composition: Composition, issue: Issue | None, address: str) -> Iterator[tuple[str, Inline]]:
    labels = composition.labels
    yield from composition.head
    if issue:
        yield labels.number, labels.number_version.format(number=issue.number, version=issue.version)
        yield labels.issued, format_date(issue.issued_on, language=composition.language)
    else:
        yield labels.number, labels.not_issued
    if address and issue:
        yield labels.address, (Run(address, link=address),)


def _signature(composition: Composition, issue: Issue) -> Iterator[str]:
    yield f"({issue.issuer_name})"
    if issue.issuer_position:
        yield issue.issuer_position
    yield format_date(issue.issued_on, language=composition.language)


def _part(part: Part, composition: Composition) -> Iterator[PaperBlock]:
    yield Heading(1, part.heading, key=f"part-{part.code}")
    if not part.blocks:
        yield Paragraph(composition.labels.nothing, key=f"nothing-{part.code}")
    for _together, run in groupby(part.blocks, key=_together_with):
        yield from _run(list(run), composition)


def _together_with(block: Block) -> tuple[str, str]:
    """Entries of one list stand together: the same style under the same content."""
    return block.style, block.key.partition("-")[0]


def _run(blocks: Sequence[Block], composition: Composition) -> Iterator[PaperBlock]:
    match blocks[0].style:
        case "numbered":
            yield Numbered(tuple(_item(block, composition) for block in blocks))
        case "bullet":
            yield Bullets(tuple(_item(block, composition) for block in blocks))
        case "table":
            yield from (_table(block, composition) for block in blocks)
        case _:
            yield from (Paragraph(_paragraph(block, composition), key=block.key) for block in blocks)


def _item(block: Block, composition: Composition) -> Item:
    return Item(_marked(block, block.text, composition), lead=block.lead, key=block.key)


def _paragraph(block: Block, composition: Composition) -> Inline:
    text = _marked(block, block.text, composition)
    if not block.lead:
        return text
    return (Run(f"{block.lead}: ", bold=True), *((Run(text),) if isinstance(text, str) else text))


def _table(block: Block, composition: Composition) -> Table:
    grid = block.grid
    if grid is None:
        raise ValueError(f"a table without lines: {block.key}")
    wide = grid.numeric.index(False)
    columns = tuple(
        Column(head, align="right", share=0) if is_number else Column(head, share=2 if number == wide else 1)
        for number, (head, is_number) in enumerate(zip(grid.heads, grid.numeric, strict=True))
    )
    return Table(
        columns,
        grid.rows,
        caption=_marked(block, block.text, composition),
        row_heads=True,
        has_total=grid.has_total,
        key=block.key,
    )


def _marked(block: Block, text: str, composition: Composition) -> Inline:
    """The text with what a reader must know of it: sample data, words of the other language."""
    labels = composition.labels
    marks = [labels.sample] if block.is_sample else []
    marks += [labels.other_language] if block.is_fallback else []
    if not marks:
        return text
    return (Run(text), Run(f" [{', '.join(marks)}]", italic=True))


def _emblem(stored: StoredFile | None) -> Emblem | None:
    if stored is None:
        return None
    return Emblem(files.read(stored), "image/png" if stored.media_type == files.PNG else "image/jpeg")
