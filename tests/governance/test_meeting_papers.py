"""Official papers of a meeting: numbered, frozen, their files made, the book joined and numbered through."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader, PdfWriter

from samphan.governance.actions.agenda import add_file, add_item
from samphan.governance.actions.attendees import DayRow, note_day
from samphan.governance.actions.meeting_papers import issue_paper, make_paper
from samphan.governance.actions.meetings import change_meeting, close_meeting
from samphan.governance.actions.minutes import write_frame, write_text
from samphan.governance.actions.resolutions import record_resolution
from samphan.governance.models import Manner, MeetingPaper, PaperKind, RenderState
from samphan.governance.queries.meeting_papers import document_of
from samphan.kit.documents import render_html
from samphan.kit.documents.stamping import stamp
from samphan.kit.errors import Problem
from samphan.tenancy import files
from samphan.tenancy.scope import user_scope
from tests.factories.meetings import DAY, at, hold, item_of, make_board, make_meeting, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.governance.models import Meeting
    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture
def by(world: World, settings: Any, tmp_path: Any) -> Iterator[Actor]:
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def blank_pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def held(by: Actor) -> Meeting:
    """Three present, one by a substitute, one absent; a resolution with a count and a text."""
    meeting = make_meeting(by, make_board(by), allows_substitutes=True)
    item = add_item(by=by, meeting=meeting, parent=item_of(meeting), title_th="แผนปฏิบัติการ")
    hold(by, meeting)
    fourth = people_of(meeting)[3]
    row = DayRow(
        attendee=fourth, presence="substitute", substitute_name="นายแทน ใจดี", substitute_position="ผู้ช่วย"
    )
    note_day(by=by, meeting=meeting, rows=[row])
    record_resolution(
        by=by, item=item, text_th="เห็นชอบแผนปฏิบัติการ", manner=Manner.COUNTED, votes_for=3, votes_against=1
    )
    write_text(by=by, item=item, text_th="ฝ่ายแผนเสนอร่าง")
    write_frame(by=by, meeting=meeting, recorder="นางสาวจด ใจดี")
    close_meeting(by=by, meeting=meeting, at=at(12))
    return meeting


def text_of(paper: MeetingPaper) -> str:
    document = document_of(
        paper.content, number=paper.number, issued_on=paper.issued_on, created=paper.issued_at
    )
    return render_html(document)


def test_issue_paper_is_given_its_number_of_the_buddhist_year_once(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    first = issue_paper(by=by, meeting=meeting, kind=PaperKind.INVITATION, on=DAY)
    again = issue_paper(by=by, meeting=meeting, kind=PaperKind.INVITATION, on=DAY)
    other = make_meeting(by, meeting.body, on=DAY + dt.timedelta(days=28))
    second = issue_paper(by=by, meeting=other, kind=PaperKind.INVITATION, on=DAY)
    assert [(each.number, each.version) for each in (first, again, second)] == [
        ("1/2569", 1),
        ("1/2569", 2),
        ("2/2569", 1),
    ]


def test_issued_paper_does_not_change_with_the_record(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    paper = issue_paper(by=by, meeting=meeting, kind=PaperKind.INVITATION, on=DAY)
    change_meeting(by=by, meeting=meeting, place_th="ที่อื่น")
    assert "ห้องประชุม ๑" in text_of(paper)
    assert "ที่อื่น" not in text_of(paper)


def test_minutes_are_the_official_form(by: Actor) -> None:
    paper = issue_paper(by=by, meeting=held(by), kind=PaperKind.MINUTES, on=DAY, has_thai_numerals=False)
    text = text_of(paper)
    order = [
        "รายงานการประชุมคณะกรรมการบริหาร ครั้งที่ 1/2569",
        "เมื่อวันพฤหัสบดีที่ 12 มีนาคม 2569",
        "ห้องประชุม",
        "ผู้มาประชุม",
        "นายแทน ใจดี",
        "แทน จันทร์ ใจดี",
        "ผู้ไม่มาประชุม",
        "ชาญ ใจดี",
        "ติดภารกิจ",
        "เริ่มประชุมเวลา",
        "ระเบียบวาระที่ 1",
        "5.1 แผนปฏิบัติการ",
        "ฝ่ายแผนเสนอร่าง",
        "มติที่ประชุม",
        "เห็นชอบ 3 เสียง ไม่เห็นชอบ 1 เสียง",
        "เลิกประชุมเวลา",
        "ผู้จดรายงานการประชุม",
    ]
    places = [text.find(each) for each in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_minutes_of_a_meeting_to_come_are_refused(by: Actor) -> None:
    with pytest.raises(Problem):
        issue_paper(by=by, meeting=make_meeting(by, make_board(by)), kind=PaperKind.MINUTES, on=DAY)


def test_agenda_book_joins_the_papers_and_numbers_their_pages(by: Actor) -> None:
    meeting = make_meeting(by, make_board(by))
    add_file(by=by, item=item_of(meeting), title="งบดุล", name="a.pdf", content=blank_pdf(2))
    add_file(by=by, item=item_of(meeting), title="เสียหาย", name="b.pdf", content=b"%PDF-1.7 broken")
    paper = issue_paper(by=by, meeting=meeting, kind=PaperKind.BOOK, on=DAY)
    make_paper(by=by, paper=paper)
    paper.refresh_from_db()
    assert paper.render_state == RenderState.READY
    assert "เสียหาย" in paper.problem
    assert paper.pdf is not None
    pages = PdfReader(io.BytesIO(files.read(paper.pdf))).pages
    own = len(pages) - 2
    assert [page.extract_text().strip() for page in pages[own:]] == [str(own + 1), str(own + 2)]


@pytest.mark.parametrize("kind", PaperKind.values)
def test_make_paper_gives_both_files(by: Actor, kind: str) -> None:
    paper = issue_paper(by=by, meeting=held(by), kind=kind, on=DAY)
    make_paper(by=by, paper=paper)
    paper.refresh_from_db()
    assert paper.docx is not None
    assert paper.pdf is not None
    assert files.read(paper.docx).startswith(b"PK")
    assert files.read(paper.pdf).startswith(b"%PDF")


def test_stamp_numbers_turned_pages_as_they_are_seen() -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842).rotate(90)
    out = io.BytesIO()
    writer.write(out)
    [page] = PdfReader(io.BytesIO(stamp(out.getvalue(), first=7))).pages
    assert page.extract_text().strip() == "7"
    assert page.mediabox.width > page.mediabox.height
