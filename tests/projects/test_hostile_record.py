"""Numbers, dates and words that nobody should type into a record: refused in words, or kept as they were typed."""

from __future__ import annotations

import io
import zipfile
from html import unescape
from typing import TYPE_CHECKING

import docx
import pytest
from django.urls import reverse

from samphan.agreements.models import ResourceKind
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.thai.fold import clean
from samphan.knowledge.actions.case import make_case
from samphan.knowledge.queries.case_paper import paper_of
from samphan.knowledge.queries.case_parts import draw
from samphan.knowledge.queries.photographs import PaperPictures
from samphan.projects.actions.project import begin_project, describe_project
from samphan.projects.models import Project, ProjectCourse, ProjectPartner, ProjectResource, ProjectServed
from samphan.tenancy import search
from samphan.tenancy.scope import user_scope
from tests.directory.test_hostile_text import HANDFUL, hostile
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World

TODAY = NOW.date()


@pytest.fixture
def project(world: World) -> Project:
    with user_scope(world.users["coordinator"], "alpha") as by:
        return begin_project(by=by, title_th="โคกหนองนา", today=TODAY)


def new_row(project: Project, noun: str) -> str:
    return reverse("projects:row_new", args=["alpha", project.pk, noun])


BAD_NUMBERS = [
    "-1",
    "-๔๐",
    "NaN",
    "Infinity",
    "1e15",
    "1000000000000000",
    "10^15",
    "4O",
    "½",
    "1.2.3",
    "0x10",
]


@pytest.mark.parametrize("typed", BAD_NUMBERS)
def test_number_that_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    world: World, project: Project, browser: Callable[[str], Client], typed: str
) -> None:
    client = browser("coordinator")
    money = {"title": "ทุนที่พิมพ์ไว้", "kind": ResourceKind.MONEY}
    tried = [
        ("resource", {**money, "amount": typed}),
        ("resource", {**money, "kind": "materials", "value_baht": typed, "value_basis": "ราคาตลาด"}),
        ("course", {"title": "วิชาที่พิมพ์ไว้", "hours": typed}),
        ("course", {"title": "วิชาที่พิมพ์ไว้", "enrolled": typed}),
        ("served", {"label": "กลุ่มที่พิมพ์ไว้", "is_direct": "True", "number": typed}),
        ("served", {"label": "กลุ่มที่พิมพ์ไว้", "is_direct": "True", "groups": typed, "each": "20"}),
        ("stated", {"kind": "direct", "number": typed, "source": "ข่าวที่พิมพ์ไว้"}),
        ("person", {"name": "คนที่พิมพ์ไว้", "side": "university", "role": "member", "share": typed}),
        ("research", {"title": "วิจัยที่พิมพ์ไว้", "kind": "basic", "year": typed}),
    ]
    for noun, words in tried:
        page = client.post(new_row(project, noun), words)
        assert (page.status_code, "ที่พิมพ์ไว้" in page.text) == (422, True), (noun, words)
    with user_scope(world.users["coordinator"], "alpha"):
        for model in (ProjectResource, ProjectCourse, ProjectServed):
            assert not model.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("๔๐", 40), ("1,200", 1200), (" ๑,๒๐๐ ", 1200), ("0", 0), ("2,147,483,647", 2**31 - 1)],
)
def test_number_as_people_write_it_is_kept(
    world: World, project: Project, browser: Callable[[str], Client], typed: str, kept: int
) -> None:
    words = {"label": "ครัวเรือน", "is_direct": "True", "number": typed}
    assert browser("coordinator").post(new_row(project, "served"), words).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        assert ProjectServed.objects.get().number == kept


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2567", 2024), ("๒๕๖๗", 2024), ("2024", 2024), ("567", None), ("24", None), ("3000", None)],
)
def test_year_of_either_era_is_the_same_year(
    world: World, project: Project, browser: Callable[[str], Client], typed: str, year: int | None
) -> None:
    client = browser("coordinator")
    here = reverse("projects:project_time", args=["alpha", project.pk])
    answer = client.post(here, {"fiscal_year": typed, "version": project.version})
    assert answer.status_code == (302 if year else 422)
    with user_scope(world.users["coordinator"], "alpha"):
        project.refresh_from_db()
    assert project.fiscal_year == year


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        ("2567", "2567", 302),
        ("มีนาคม 2567", "2567", 302),
        ("2567", "มีนาคม 2566", 422),
        ("30 กุมภาพันธ์ 2567", "", 422),
        ("31/12/2567", "1/1/2568", 302),
        ("2024-12-31", "31/12/2567", 302),
        ("ปีหน้า", "", 422),
    ],
)
def test_half_known_period(
    world: World, project: Project, browser: Callable[[str], Client], starts: str, ends: str, status: int
) -> None:
    here = reverse("projects:project_time", args=["alpha", project.pk])
    typed = {"starts": starts, "ends": ends, "version": project.version}
    page = browser("coordinator").post(here, typed)
    assert page.status_code == status
    if status == 422:
        assert starts in unescape(page.text)


def test_groups_times_people_that_do_not_make_the_number_are_shown(
    world: World, project: Project, browser: Callable[[str], Client]
) -> None:
    client = browser("coordinator")
    base = {"label": "นักเรียน", "is_direct": "True"}
    assert (
        client.post(
            new_row(project, "served"), {**base, "number": "800", "groups": "40", "each": "20"}
        ).status_code
        == 302
    )
    here = f"{reverse('projects:project_reach', args=['alpha', project.pk])}?lang=en"
    fits = client.get(here).text
    more = {**base, "label": "นักศึกษา", "number": "900", "groups": "40", "each": "20"}
    assert client.post(new_row(project, "served"), more).status_code == 302
    page = client.get(here).text
    assert ("100" in fits.partition("<main")[2], "800" in page, "900" in page) == (False, True, True)
    with user_scope(world.users["coordinator"], "alpha"):
        assert set(ProjectServed.objects.values_list("number", flat=True)) == {800, 900}


def test_hostile_text_comes_back_from_title_need_and_benefit(
    world: World, browser: Callable[[str], Client]
) -> None:
    client = browser("coordinator")
    texts = [text for text in hostile() if text.strip()]
    with user_scope(world.users["coordinator"], "alpha") as by:
        made = {
            begin_project(by=by, title_th=text[:500], need_th=text, today=TODAY).pk: text for text in texts
        }
        for pk, text in made.items():
            Project.objects.filter(pk=pk).update(community_benefit=text)
        stored = Project.objects.in_bulk(made)
        assert {pk: stored[pk].need_th for pk in stored} == made
        lost = [
            text
            for pk, text in made.items()
            if (words := search.terms(text[:100]))
            and pk not in _found(" ".join(words))
            and text[:100] == text
        ]
    assert lost == []
    for pk, text in list(made.items())[: len(HANDFUL)]:
        page = client.get(f"/n/alpha/work/projects/{pk}/")
        assert page.status_code == 200
        assert text[:500] in unescape(page.content.decode())
        assert "<script>alert(1)" not in page.text
    for path in (
        "/n/alpha/work/projects/",
        "/n/alpha/work/projects/export/",
        "/n/alpha/work/projects/export/?format=csv",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if path.endswith("export/"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                sheet = book.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in sheet
        if path.endswith("csv"):
            cells = content.decode("utf-8-sig")
            assert "'=cmd|" in cells
            assert "\n=cmd" not in cells
            assert ',"=cmd' not in cells


def _found(words: str) -> set[int]:
    hits = search.find(words, kinds=["projects.project"], limit=search.EVERY, every=True).hits
    return {hit.object_id for hit in hits}


@pytest.mark.parametrize("text", [clean(each) for each in HANDFUL])
def test_hostile_text_is_only_text_on_the_papers_of_a_project(world: World, text: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begin_project(by=by, title_th=f"ก {text}", need_th=text, today=TODAY)
        describe_project(by=by, project=project, question_th=text, summary_th=text)
        ProjectPartner.objects.create(
            network_id=by.network_id, project=project, name=f"ก {text}"[:300], role=text
        )
        project.refresh_from_db()
        paper = paper_of(draw(by, make_case(by=by, project=project)), at=NOW, picture=PaperPictures())
        pdf, word = render_pdf(paper), render_docx(paper)
    assert pdf.startswith(b"%PDF-")
    paragraphs = [each.text for each in docx.Document(io.BytesIO(word)).paragraphs]
    plain = [word for word in text.split() if word.isascii()]
    assert all(any(word in each for each in paragraphs) for word in plain)
    with zipfile.ZipFile(io.BytesIO(word)) as book:
        links = b"".join(book.read(name) for name in book.namelist() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in links
