"""Papers of case studies: made by the worker for the reader who asks, and handed out only while they are true."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import docx
import pytest
from django.utils import translation
from PIL import Image

from samphan.engagement.actions.evidence import withdraw_evidence
from samphan.engagement.models import Evidence, EvidenceKind
from samphan.kit.errors import Problem, Refused
from samphan.knowledge import tasks
from samphan.knowledge.actions.case import begin_case, make_case, publish_case, write_section
from samphan.knowledge.actions.papers import CASE_PAPERS_KEPT, ask_case_paper, note_paper_failure
from samphan.knowledge.models import CasePaper, CaseStudy, MakingState
from samphan.projects.models import Project, ReviewState, Visibility
from samphan.tenancy import files
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.knowledge import NOW, full_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from tests.conftest import Statements
    from tests.personas import World

MARK = "alfa"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def case(world: World) -> CaseStudy:
    """Published in the network, of an approved project of the coordinator's with two photographs."""
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = full_project(by, MARK, photos=2, jpeg=jpeg())
        Project.objects.filter(pk=project.pk).update(
            review=ReviewState.APPROVED, visibility=Visibility.PUBLIC, category="engagement"
        )
        project.refresh_from_db()
        made = make_case(by=by, project=project)
    with user_scope(world.users["secretariat"], "alpha") as by:
        return publish_case(by=by, case=made, now=NOW)


def asked(world: World, case: CaseStudy, *, persona: str = "board", language: str = "th") -> CasePaper:
    with user_scope(world.users[persona], "alpha") as by:
        return ask_case_paper(by=by, case=case, language=language, now=NOW)


def made(world: World, case: CaseStudy, *, persona: str = "board", language: str = "th") -> CasePaper:
    paper = asked(world, case, persona=persona, language=language)
    tasks.make_case_paper.func(paper=paper.pk, network=world.a.pk)
    with system_scope("test", world.a.pk):
        return CasePaper.objects.select_related("docx", "pdf").get(pk=paper.pk)


def test_paper_that_failed_says_what_to_do_and_not_what_the_machine_said(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    paper = asked(world, case)
    with system_scope("test", world.a.pk) as by:
        note_paper_failure(by=by, paper=paper, problem="OSError: no space left")
    client = browser("board")
    for here in (f"/n/alpha/learn/library/papers/{paper.pk}/progress/", f"/n/alpha/learn/library/{case.pk}/"):
        page = client.get(f"{here}?lang=en").text
        assert ("no space left" in page, "It could not be made. Please try again." in page) == (False, True)


def words_of(paper: CasePaper) -> str:
    assert paper.docx
    document = docx.Document(io.BytesIO(files.read(paper.docx)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def address(paper: CasePaper, page: str) -> str:
    return f"/n/alpha/learn/library/papers/{paper.pk}/{page}/"


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [("th", f"โครงการ {MARK}", "ภาคียังไม่ได้ยืนยัน"), ("en", f"Project {MARK}", "not confirmed by the partner")],
)
def test_paper_speaks_the_language_that_was_chosen(
    world: World, case: CaseStudy, language: str, title: str, said: str
) -> None:
    paper = made(world, case, language=language)
    assert (paper.state, paper.problem, paper.done) == (MakingState.READY, "", 4)
    text = words_of(paper)
    assert title in text
    assert said in text
    assert f"โจทย์ร่วม {MARK}" in text
    assert paper.pdf
    assert files.read(paper.pdf).startswith(b"%PDF-")
    assert [each.name for each in (paper.docx, paper.pdf) if each] == [f"{title}.docx", f"{title}.pdf"]


def test_asking_by_the_form_shows_progress_and_then_the_files(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    client, here = browser("board"), f"/n/alpha/learn/library/{case.pk}/"
    form = client.get(f"{here}paper/?lang=en")
    assert 'value="th" ' in form.text
    assert form.text.count("checked") == 1
    assert client.post(f"{here}paper/", {"language": "xx"}).status_code == 422
    answer = client.post(f"{here}paper/", {"language": "th"})
    assert (answer.status_code, answer["Location"]) == (302, f"{here}#papers")
    with system_scope("test", world.a.pk):
        paper = CasePaper.objects.get()
    waiting = client.get(address(paper, "progress"))
    assert "<progress" in waiting.text
    assert "HX-Refresh" not in waiting
    assert client.get(address(paper, "docx")).status_code == 404
    tasks.make_case_paper.func(paper=paper.pk, network=world.a.pk)
    done = client.get(address(paper, "progress"))
    assert done["HX-Refresh"] == "true"
    page = client.get(here).text
    assert [address(paper, kind) in page for kind in ("docx", "pdf")] == [True, True]
    word, pdf = (client.get(address(paper, kind)) for kind in ("docx", "pdf"))
    assert [word.content[:2], pdf.content[:5]] == [b"PK", b"%PDF-"]
    assert [word["Cache-Control"], pdf["Cache-Control"]] == ["no-store", "no-store"]


def test_paper_is_its_readers_alone(world: World, case: CaseStudy, browser: Callable[[str], Client]) -> None:
    paper = made(world, case)
    for persona, status in (("board", 200), ("secretariat", 404), ("coordinator", 404), ("stranger", 404)):
        assert browser(persona).get(address(paper, "progress")).status_code == status
        assert browser(persona).get(address(paper, "docx")).status_code == status
    assert address(paper, "docx") not in browser("secretariat").get(f"/n/alpha/learn/library/{case.pk}/").text


def test_paper_holds_what_its_reader_may_see_and_no_more(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_section(by=by, case=case, part="need", version=None, words_th="คำของเรา")
        Project.objects.filter(pk=case.project_id).update(visibility=Visibility.PRIVATE)
    reader, keeper = (words_of(made(world, case, persona=persona)) for persona in ("board", "secretariat"))
    assert ["คำของเรา" in reader, f"โจทย์ร่วม {MARK}" in reader] == [True, False]
    assert ["คำของเรา" in keeper, f"โจทย์ร่วม {MARK}" in keeper] == [True, True]


def test_paper_is_not_handed_out_when_somebody_withdrew_consent_since(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    paper, client = made(world, case), browser("board")
    assert client.get(address(paper, "pdf")).status_code == 200
    with user_scope(world.users["coordinator"], "alpha") as by:
        photo = Evidence.objects.filter(kind=EvidenceKind.PHOTO).order_by("pk")[0]
        withdraw_evidence(by=by, evidence=photo, reason="ขอถอน", now=NOW, is_consent=True)
    page = client.get(f"/n/alpha/learn/library/{case.pk}/?lang=en").text
    assert "holds a photograph of somebody who withdrew consent" in page
    assert [address(paper, kind) in page for kind in ("docx", "pdf")] == [False, False]
    for kind in ("docx", "pdf"):
        answer = client.get(address(paper, kind), {"lang": "en"})
        assert (answer.status_code, answer["Location"]) == (302, f"/n/alpha/learn/library/{case.pk}/#papers")
    assert "Make it again" in client.get(f"/n/alpha/learn/library/{case.pk}/?lang=en").text
    again = made(world, case)
    assert again.pk == paper.pk
    assert client.get(address(again, "pdf")).status_code == 200


def test_paper_of_a_case_that_its_reader_no_longer_sees_is_not_made_nor_handed_out(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    ready, waiting = made(world, case), asked(world, case, language="en")
    with system_scope("test", world.a.pk):
        CaseStudy.objects.filter(pk=case.pk).update(state="draft", published_at=None)
    tasks.make_case_paper.func(paper=waiting.pk, network=world.a.pk)
    with system_scope("test", world.a.pk):
        waiting.refresh_from_db()
    assert (waiting.state, waiting.docx_id, waiting.pdf_id) == (MakingState.FAILED, None, None)
    assert browser("board").get(address(ready, "pdf")).status_code == 404


def test_paper_that_is_being_made_is_not_asked_for_again(world: World, case: CaseStudy) -> None:
    first, second = asked(world, case), asked(world, case)
    assert first.pk == second.pk
    with user_scope(world.users["board"], "alpha") as by:
        assert asked(world, case, language="en").pk != first.pk
        late = ask_case_paper(by=by, case=case, language="th", now=NOW + dt.timedelta(days=3))
    assert (late.pk, late.asked_at) == (first.pk, NOW + dt.timedelta(days=3))


def test_case_from_elsewhere_and_drafts_of_others_make_no_paper(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        said = {"title_th": "อื่น", "address": "https://example.org/", "source": "ผู้อื่น"}
        elsewhere, draft = begin_case(by=by, **said), begin_case(by=by, title_th="ร่าง")
        with pytest.raises(Problem):
            ask_case_paper(by=by, case=elsewhere, language="th", now=NOW)
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        ask_case_paper(by=by, case=draft, language="th", now=NOW)
    with system_scope("test", world.a.pk) as by, pytest.raises(Refused):
        ask_case_paper(by=by, case=case, language="th", now=NOW)


def test_papers_are_forgotten_after_a_week(world: World, case: CaseStudy) -> None:
    old, new = made(world, case), made(world, case, persona="secretariat")
    with system_scope("test", world.a.pk):
        now = dt.datetime.now(dt.UTC)
        CasePaper.objects.filter(pk=old.pk).update(asked_at=now - CASE_PAPERS_KEPT - dt.timedelta(hours=1))
        CasePaper.objects.filter(pk=new.pk).update(asked_at=now - CASE_PAPERS_KEPT + dt.timedelta(hours=1))
    tasks.forget_papers.func()
    with system_scope("test", world.a.pk):
        assert [each.pk for each in CasePaper.objects.all()] == [new.pk]


def test_page_asks_the_same_of_one_and_two_papers(
    world: World, case: CaseStudy, browser: Callable[[str], Client], statements: Statements
) -> None:
    client, here = browser("board"), f"/n/alpha/learn/library/{case.pk}/"
    made(world, case)
    client.get(here)
    with statements() as one:
        client.get(here)
    made(world, case, language="en")
    with statements() as two:
        assert client.get(here).text.count("/pdf/") == 2
    assert len(two) == len(one)
