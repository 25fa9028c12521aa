"""Official papers: proposed words, issued versions with number, files, and who may."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from samphan.events import tasks
from samphan.events.actions.papers import issue_paper, write_paper
from samphan.events.models import Paper, PaperVersion
from samphan.events.queries.papers_words import proposed
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy import files
from samphan.tenancy.scope import system_scope, user_scope
from tests.kit.documents.reading import text_by_pdfium

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from tests.personas import World

TODAY = dt.date(2026, 2, 20)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


def write(world: World, event: Event, kind: str = "invitation", **words: Any) -> Paper:
    fields = {"subject": "ขอเชิญประชุม", "text": "ด้วยจะจัดประชุม", "signer_name": "ณรงค์ ใจกว้าง"} | words
    with user_scope(world.users["secretariat"], "alpha") as by:
        return write_paper(by=by, event=event, kind=kind, **fields)


def issue(world: World, paper: Paper, version: int | None = None) -> PaperVersion:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return issue_paper(by=by, paper=paper, version=version, today=TODAY)


def test_words_are_proposed_from_the_record(world: World, event: Event) -> None:
    words = proposed(event, "invitation", issuer="สมาคม", people=0, institutions=0)
    assert words["subject"] == "ขอเชิญเข้าร่วมวันสร้างเครือข่าย"
    assert "วันที่ 31 มีนาคม – 1 เมษายน 2569" in words["text"]
    memo = proposed(event, "memo", issuer="สมาคม", people=105, institutions=25)
    assert "105 คน จาก 25 สถาบัน" in memo["text"]


def test_issue_gives_the_next_number_of_the_year_and_keeps_it(world: World, event: Event) -> None:
    first, second = write(world, event), write(world, event)
    assert [issue(world, each).number for each in (first, second)] == ["1/2569", "2/2569"]
    again = issue(world, first)
    assert (again.number, again.version) == ("1/2569", 2)


def test_issue_keeps_a_number_that_was_typed(world: World, event: Event) -> None:
    assert issue(world, write(world, event, number="อว 0600/15")).number == "อว 0600/15"


def test_issued_version_does_not_change_with_the_paper(world: World, event: Event) -> None:
    paper = write(world, event)
    made = issue(world, paper)
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_paper(by=by, event=event, kind=paper.kind, paper=paper, subject="เรื่องอื่น")
        assert PaperVersion.objects.get(pk=made.pk).content["subject"] == "ขอเชิญประชุม"


def test_issue_needs_who_signs_and_the_latest_words(world: World, event: Event) -> None:
    with pytest.raises(Problem):
        issue(world, write(world, event, signer_name=""))
    paper = write(world, event)
    with pytest.raises(Conflict):
        issue(world, paper, version=paper.version + 1)


@pytest.mark.parametrize(
    ("kind", "words"), [("invitation", ["แบบตอบรับการเข้าร่วม", "๑/๒๕๖๙"]), ("memo", ["บันทึกข้อความ", "๒๐"])]
)
def test_worker_makes_word_file_and_pdf(world: World, event: Event, kind: str, words: list[str]) -> None:
    made = issue(world, write(world, event, kind=kind))
    tasks.make_paper.call(version=made.pk, network=world.a.pk)
    with user_scope(world.users["secretariat"], "alpha"):
        ready = PaperVersion.objects.select_related("docx", "pdf").get(pk=made.pk)
        assert (ready.render_state, files.sniff(files.read(ready.docx))) == ("ready", files.DOCX)
        text = text_by_pdfium(files.read(ready.pdf))
    assert [each for each in words if each not in text] == []


def test_worker_notes_what_the_engine_refuses_and_the_page_says_what_to_do(
    world: World, event: Event, browser: Callable[[str], Client]
) -> None:
    paper = write(world, event, emblem=PNG)
    made = issue(world, paper)
    tasks.make_paper.call(version=made.pk, network=world.a.pk)
    with system_scope("test", world.a.pk):
        failed = PaperVersion.objects.get(pk=made.pk)
    assert (failed.render_state, failed.problem[:14]) == ("failed", "DocumentError:")
    here = f"/n/alpha/events/{event.pk}/papers/{paper.pk}/{made.version}/progress/?lang=en"
    page = browser("secretariat").get(here).text
    assert ("DocumentError" in page, "It could not be made. Please try again." in page) == (False, True)


def test_emblem_must_be_a_picture_and_is_taken_over_by_the_next_paper(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk):
        organisation = event.hosts.get().organisation
    with pytest.raises(Problem):
        write(world, event, emblem=b"<svg/>")
    first = write(world, event, emblem=PNG, organisation=organisation)
    assert write(world, event, kind="memo", organisation=organisation).emblem_id == first.emblem_id


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead"])
def test_papers_are_written_by_the_secretariat_alone(world: World, event: Event, persona: str) -> None:
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        write_paper(by=by, event=event, kind="memo", subject="ก", text="ข")


def test_pages_from_proposal_to_issued_file(
    world: World, event: Event, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    at = f"/n/alpha/events/{event.pk}/papers/"
    assert client.get(f"{at}new/nonsense/").status_code == 404
    for kind in ("invitation", "memo"):
        form = client.get(f"{at}new/{kind}/").context["form"]
        posted = {name: form.initial.get(name) or "" for name in form.fields if name != "emblem"}
        posted |= {"signer_name": "ณรงค์ ใจกว้าง", "has_thai_numerals": "on", "version": ""}
        saved = client.post(f"{at}new/{kind}/", posted)
        assert saved.status_code == 302, saved.context["form"].errors
        assert "ใจกว้าง" in client.get(saved.url).text
    with system_scope("test", world.a.pk):
        paper = Paper.objects.order_by("id")[0]
    issued = client.post(f"{at}{paper.pk}/issue/", {"version": paper.version})
    assert issued.url == f"{at}{paper.pk}/1/"
    assert client.get(issued.url).status_code == 200
    assert client.get(f"{issued.url}pdf/").status_code == 404
    with system_scope("test", world.a.pk):
        tasks.make_paper.call(version=PaperVersion.objects.get().pk, network=world.a.pk)
    assert client.get(f"{issued.url}pdf/").headers["Content-Type"] == "application/pdf"
    assert client.get(f"{issued.url}progress/").headers["HX-Refresh"] == "true"
    assert client.get(at).status_code == 200
    assert client.get(f"{at}{paper.pk}/").status_code == 200
