"""The report of the demo on paper: where its Thai lines end, and what readers get out of the file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from samphan.directory.models import Organisation
from samphan.events.models import Event
from samphan.kit.documents import render_pdf
from samphan.kit.documents.pdf import compile_paper, paper_data
from samphan.reports.actions import open_report
from samphan.reports.queries.papers import paper
from samphan.reports.queries.profiles import DEFAULT, profile
from samphan.reports.queries.state import emblem_of, state_of
from samphan.tenancy.scope import system_scope
from samphan.web import demo
from tests.kit.documents.reading import (
    lines_of,
    share_of_words_found,
    source_of,
    text_by_pdfium,
    text_by_poppler,
)
from tests.kit.documents.test_lines import POINTS_IN_CM, breaks_inside_words

if TYPE_CHECKING:
    from samphan.kit.documents import Document

MARKED = [
    line
    for line in Path(__file__).with_name("demo_boundaries.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# Other lines of the same text. Below ten centimetres the columns of its tables are narrower than their longest words.
NARROWER = (15.5, 15, 14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10)
PRINTED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def document(db: None, tmp_path: Path, settings: Any) -> Document:
    """What the demo's first reporting institution hands in, in Thai, composed as the pages compose it."""
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    demo.load()
    with translation.override("th"), system_scope("test", "cupt") as by:
        event = Event.objects.for_actor(by).get(slug="iro-networking-day-2026")
        organisation = Organisation.objects.for_actor(by).get(abbreviation_en__iexact="cmu")
        report = open_report(
            by=by,
            event=event,
            organisation=organisation,
            profile_code=DEFAULT,
            round_year=profile(DEFAULT).year.round_of(event.starts.from_on),
        )
        composition = state_of(report, slug="cupt", language="th").composition
        emblem = emblem_of(organisation, event.network_id)
        return paper(composition, created=PRINTED, numerals="arabic", emblem=emblem)


def body_lines(pdf: bytes, organisation: str) -> list[str]:
    """Lines of the text itself: without the foot of every page, and without the head of all but the first."""
    lines: list[str] = []
    for number, (head, *body, foot) in enumerate(lines_of(pdf), start=1):
        assert head == organisation
        assert f"หน้า {number} จาก " in foot
        lines += body if number > 1 else [head, *body]
    return lines


def test_no_line_of_the_demo_report_ends_inside_a_word(document: Document) -> None:
    lines = body_lines(render_pdf(document), document.organisation)

    assert len(lines) > 120
    assert breaks_inside_words(MARKED, lines) == []


def test_no_line_of_the_demo_report_in_narrow_columns_ends_inside_a_word(document: Document) -> None:
    wrong = {}
    for centimetres in NARROWER:
        made = compile_paper(paper_data(document, text_width=centimetres * POINTS_IN_CM), timestamp=0)
        wrong[centimetres] = breaks_inside_words(MARKED, body_lines(made, document.organisation))

    assert wrong == {centimetres: [] for centimetres in NARROWER}


def test_readers_find_the_words_of_the_demo_report(document: Document) -> None:
    made, source = render_pdf(document), source_of(document)
    by_poppler = text_by_poppler(made)

    assert share_of_words_found(source, text_by_pdfium(made)) >= 0.995
    if by_poppler is None:
        pytest.skip("poppler-utils is not installed; pdfium has read every word")
    assert share_of_words_found(source, by_poppler) >= 0.995
