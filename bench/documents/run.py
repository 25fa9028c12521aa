"""Speed of documents, ends of lines and fidelity of text; see README.md."""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from samphan.kit.documents import Document, Numbered, Paragraph, render_docx, render_pdf
from samphan.kit.documents.pdf import compile_paper, paper_data
from tests.kit.documents.papers import paper, workshop_report
from tests.kit.documents.reading import share_of_words_found, source_of, text_by_pdfium, text_by_poppler
from tests.kit.documents.test_lines import MARKED, POINTS_IN_CM, breaks_inside_words, chosen_lines, groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.documents import Block


def variant(number: int) -> Document:
    """The report with another text in every paragraph and entry."""

    def varied(block: Block) -> Block:
        if isinstance(block, Paragraph) and isinstance(block.content, str):
            return replace(block, content=f"ครั้งที่ {number} {block.content}")
        if isinstance(block, Numbered):
            items = tuple(replace(item, content=f"ครั้งที่ {number} {item.content}") for item in block.items)
            return replace(block, items=items)
        return block

    report = workshop_report(footer=f"รายงานเลขที่ {number}")
    return replace(report, blocks=tuple(varied(block) for block in report.blocks))


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def speed(count: int) -> None:
    render_pdf(variant(0))
    whole, floor, word = [], [], []
    for number in range(1, count + 1):
        document = variant(number)
        whole.append(seconds(lambda document=document: render_pdf(document)))
        # Another number, so that the engine does not remember what it has just set.
        data = paper_data(variant(count + number))
        floor.append(seconds(lambda data=data: compile_paper(data, timestamp=0)))
        word.append(seconds(lambda document=document: render_docx(document)))
    print(
        f"pdf   {1 / statistics.mean(whole):6.1f} documents/s, median {statistics.median(whole) * 1e3:.0f} ms"
    )
    print(
        f"typst {1 / statistics.mean(floor):6.1f} documents/s, median {statistics.median(floor) * 1e3:.0f} ms"
    )
    print(f"ratio {statistics.median(whole) / statistics.median(floor):6.2f}")
    print(
        f"docx  {1 / statistics.mean(word):6.1f} documents/s, median {statistics.median(word) * 1e3:.0f} ms"
    )


def lines() -> None:
    total = 0
    wrong: list[str] = []
    for half_centimetres in range(10, 33):
        for size in (4, 6, 9):
            document = paper(*(Paragraph(group, indent=False) for group in groups(size)))
            data = json.loads(paper_data(document, text_width=half_centimetres / 2 * POINTS_IN_CM))
            found = chosen_lines([block["content"] for block in data["blocks"]])
            total += len(found)
            wrong += breaks_inside_words(MARKED, found)
    print(f"lines {len(wrong)} of {total} line ends inside words {sorted(set(wrong))}")


def text() -> None:
    report = workshop_report()
    made, source = render_pdf(report), source_of(report)
    poppler = text_by_poppler(made)
    print(f"text  pdfium {share_of_words_found(source, text_by_pdfium(made)):.4f}", end="")
    print(
        f", poppler {share_of_words_found(source, poppler):.4f}" if poppler else ", poppler not installed",
        end="",
    )
    print(f", {len(re.findall(r'[^ ]+', source))} stretches of text")


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and quality of documents.")
    parser.add_argument("--documents", type=int, default=40, help="how many reports are rendered")
    count: int = parser.parse_args().documents
    speed(count)
    lines()
    text()


if __name__ == "__main__":
    main()
