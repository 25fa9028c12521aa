"""Long lists: read, checked, taken in and undone by the worker, each as a whole or not at all."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samphan.directory.actions.imports_work import TAKE_IN, UNDO, ask_work
from samphan.directory.models import ListImport, ListWork, Organisation
from samphan.directory.queries.imports_lines import SMALL, marked
from samphan.kit.errors import Problem
from samphan.tenancy.models import AuditEntry, SearchRow, StoredFile
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.personas import World

PLACE = "/n/alpha/lists/"
ROWS = SMALL + 150
HEADS = ["ชื่อหน่วยงาน", "ชื่อย่อ", "เว็บไซต์", "สังกัด"]


@pytest.fixture
def page(world: World) -> Client:
    """The secretariat's browser, reading English."""
    client = world.client("secretariat")
    client.cookies["samphan_language"] = "en"
    return client


def workbook(rows: int = ROWS) -> bytes:
    """Organisations; one has no address of a website, one stands twice, the last is a part of the first."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("รายชื่อ")
    sheet.write_row(0, 0, HEADS)
    for number in range(1, rows + 1):
        name = f"สำนักงานตัวอย่างที่ {number if number != rows - 1 else 7}"
        website = "ไม่มี" if number == rows - 2 else f"https://o{number}.example.org"
        sheet.write_row(
            number, 0, [name, f"สต{number}", website, "สำนักงานตัวอย่างที่ 1" if number == rows else ""]
        )
    book.close()
    return buffer.getvalue()


def text_of(response: HttpResponse) -> str:
    """The words of a page, blanks collapsed."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def stored(world: World) -> ListImport:
    with user_scope(world.users["secretariat"], "alpha"):
        return ListImport.objects.get()


def count(world: World) -> int:
    with user_scope(world.users["secretariat"], "alpha"):
        return Organisation.objects.count()


def test_walk_of_a_long_list_from_file_to_undo(
    world: World, page: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    content = workbook()
    file = SimpleUploadedFile("รายชื่อ.xlsx", content)
    with django_capture_on_commit_callbacks() as waiting:
        columns = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})["Location"]
    here = columns.removesuffix("columns/")
    fields = {
        "header_row": "1",
        "column_0": "name_th",
        "column_1": "abbreviation_th",
        "column_2": "website",
        "column_3": "parent",
    }
    assert page.post(columns, fields)["Location"] == here
    # Before the worker comes: the first thousand rows are there to be looked at.
    early = text_of(page.get(here))
    assert "These are the first 1,000 rows." in early
    assert "Reading the rest of the list" in early
    for each in waiting:
        each()
    brought = stored(world)
    assert (brought.row_count, brought.is_read) == (ROWS + 1, True)
    assert brought.summary["counts"] == {
        "ok": ROWS - 2,
        "asked": 0,
        "problem": 1,
        "present": 0,
        "duplicate": 1,
        "left_out": 0,
    }
    shown = page.get(f"{here}?show=open").content.decode()
    assert re.findall(r'name="row" value="(\d+)"', shown) == [str(ROWS - 1)]
    assert "This is not the address of a website." in shown
    assert "The same as row 8; it is counted once." in text_of(page.get(f"{here}?show=duplicate"))
    problems = page.get(f"{here}problems/")
    assert problems.headers["Content-Type"].endswith("spreadsheetml.sheet")
    with django_capture_on_commit_callbacks(execute=True):
        page.post(here, {"act": "save", "row": [str(ROWS - 1)], f"answer-cell-{ROWS - 1}-website": ""})
    assert stored(world).summary["counts"]["problem"] == 0
    with django_capture_on_commit_callbacks() as waiting:
        assert page.post(here, {"act": "take_in"})["Location"] == here
    assert "Taking the list in" in text_of(page.get(here))
    assert page.get(f"{here}progress/").status_code == 200
    for each in waiting:
        each()
    assert page.get(f"{here}progress/").headers["HX-Refresh"] == "true"
    assert "The list is taken in" in text_of(page.get(here))
    assert count(world) == ROWS - 1
    with user_scope(world.users["secretariat"], "alpha"):
        last = Organisation.objects.get(name_th=f"สำนักงานตัวอย่างที่ {ROWS}")
        assert last.parent is not None
        assert last.parent.name_th == "สำนักงานตัวอย่างที่ 1"
        found = SearchRow.objects.get(kind="directory.organisation", object_id=last.pk)
        assert found.detail_th == "สำนักงานตัวอย่างที่ 1"
        assert SearchRow.objects.filter(kind="directory.organisation").count() == ROWS - 1
        assert AuditEntry.objects.filter(act="add_by_list").count() == ROWS - 1
        assert AuditEntry.objects.filter(act="take_in_list").count() == 1
    assert page.get(f"{here}file/").content == content
    with django_capture_on_commit_callbacks(execute=True):
        page.post(f"{here}undo/")
    assert "The list is undone" in text_of(page.get(here))
    assert count(world) == 0
    page.post(f"{here}discard/")
    with user_scope(world.users["secretariat"], "alpha"):
        assert not StoredFile.objects.exists()


def test_problem_of_a_long_list_is_said_and_nothing_is_kept(
    world: World, page: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = SimpleUploadedFile("a.xlsx", workbook())
    with django_capture_on_commit_callbacks(execute=True):
        columns = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})["Location"]
        page.post(columns, {"header_row": "1", "column_0": "name_th", "column_2": "website"})
    here = columns.removesuffix("columns/")
    with django_capture_on_commit_callbacks(execute=True):
        page.post(here, {"act": "take_in"})
    assert "Some rows still need an answer or a correction." in text_of(page.get(here))
    assert (count(world), stored(world).state) == (0, "preview")


def test_damage_far_down_is_said_when_it_is_reached(
    world: World, page: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    text = "ชื่อ\n" + "".join(f"สำนักงาน {number}\n" for number in range(ROWS)) + "ก" * 5_001
    with django_capture_on_commit_callbacks(execute=True):
        file = SimpleUploadedFile("a.csv", text.encode())
        columns = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})["Location"]
    assert f"Cell A{ROWS + 2} has more than 5,000 characters" in text_of(page.get(columns))


def test_pages_of_a_long_list_cost_the_same_anywhere(
    world: World, page: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = SimpleUploadedFile("a.xlsx", workbook())
    with django_capture_on_commit_callbacks(execute=True):
        columns = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})["Location"]
        page.post(columns, {"header_row": "1", "column_0": "name_th", "column_2": "website"})
    here = columns.removesuffix("columns/")
    counted = []
    for number in (1, 20, 43):
        with CaptureQueriesContext(connection) as queries:
            shown = page.get(f"{here}?page={number}").content.decode()
        assert 0 < shown.count('name="row"') <= 50
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted
    brought = stored(world)
    with user_scope(world.users["secretariat"], "alpha"):
        assert marked(brought, "p") == [ROWS - 1]


def test_work_that_runs_is_not_asked_twice(
    world: World, page: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = SimpleUploadedFile("a.xlsx", workbook())
    with django_capture_on_commit_callbacks(execute=True):
        page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})
    with user_scope(world.users["secretariat"], "alpha") as by:
        brought = ListImport.objects.get()
        first = ask_work(by=by, brought=brought, act=TAKE_IN)
        assert ask_work(by=by, brought=brought, act=TAKE_IN).pk == first.pk
        with pytest.raises(Problem, match=r"กำลังดำเนินการกับรายชื่อนี้|still being worked on"):
            ask_work(by=by, brought=brought, act=UNDO)
        assert ListWork.objects.count() == 1


def test_columns_are_remembered_for_the_next_list(world: World, page: Client) -> None:
    text = "ชื่อเต็ม,รหัสลับ,เว็บไซต์\nมหาวิทยาลัยก,SLS,\n"
    columns = page.post(f"{PLACE}new/organisations/", {"pasted": text})["Location"]
    page.post(columns, {"header_row": "1", "column_0": "name_th", "column_1": "abbreviation_en"})
    again = page.post(f"{PLACE}new/organisations/", {"pasted": text})["Location"]
    with user_scope(world.users["secretariat"], "alpha"):
        second = ListImport.objects.latest("pk")
        assert second.columns == {"0": "name_th", "1": "abbreviation_en"}
    assert "or what you chose for your last list of this kind" in text_of(page.get(again))


def test_other_sheet_of_the_file_is_read_instead(world: World, page: Client) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, cells in (("หนึ่ง", ["อื่น"]), ("สอง", ["ชื่อหน่วยงาน", "มหาวิทยาลัยก"])):
        sheet = book.add_worksheet(name)
        sheet.write_column(0, 0, cells)
    book.close()
    file = SimpleUploadedFile("a.xlsx", buffer.getvalue())
    columns = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})["Location"]
    assert "If you choose another sheet" in text_of(page.get(columns))
    assert page.post(columns, {"sheet": "สอง", "header_row": "0"})["Location"] == columns
    brought = stored(world)
    assert (brought.sheet, brought.columns, brought.header_row) == ("สอง", {"0": "name_th"}, 1)
    assert page.post(columns, {"sheet": "สาม", "header_row": "0"}).status_code == 422


def test_file_of_other_network_is_not_found(world: World, page: Client) -> None:
    stranger = world.client("stranger")
    file = SimpleUploadedFile("ความลับ.csv", "ชื่อ\nความลับของเครือข่ายข\n".encode())
    columns = stranger.post("/n/beta/lists/new/organisations/", {"file": file, "pasted": ""})["Location"]
    number = columns.split("/")[4]
    for path in ("file/", "problems/", "progress/"):
        assert page.get(f"{PLACE}{number}/{path}").status_code == 404
