"""Pages of brought lists: from pasting to undo, nothing lost on the way, nothing of another network shown."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samphan.directory.actions import add_organisation
from samphan.directory.actions.imports import bring_list, match_columns, take_in_list
from samphan.directory.models import ListImport, Organisation
from samphan.directory.queries.imports import kinds
from samphan.kit.sheets import read_table
from samphan.tenancy import drafts
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from tests.personas import World

NOW = dt.datetime(2026, 3, 31, 9, 0, tzinfo=dt.UTC)
LIST = "ชื่อ\tชื่อย่อ\tเว็บไซต์\nมหาวิทยาลัยก\tมก.\t\nมหาวิทยาลัยข\t\tไม่มี\nมหาวิทยาลัยก\t\t\n"
PLACE = "/n/alpha/lists/"


@pytest.fixture
def page(world: World) -> Client:
    """The secretariat's browser, reading English."""
    client = world.client("secretariat")
    client.cookies["samphan_language"] = "en"
    return client


def text_of(response: HttpResponse) -> str:
    """The words of a page, blanks collapsed."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def made(world: World, text: str = LIST, network: str = "alpha", persona: str = "secretariat") -> ListImport:
    """A list that waits to be checked."""
    with user_scope(world.users[persona], network) as by:
        found = bring_list(by=by, kind=kinds()["organisations"], sheet=read_table(text))
        columns = {int(column): code for column, code in found.columns.items()}
        return match_columns(by=by, brought=found, header_row=found.header_row, columns=columns)


def stored(world: World, found: ListImport) -> ListImport:
    with user_scope(world.users["secretariat"], "alpha"):
        return ListImport.objects.get(pk=found.pk)


def organisations(world: World) -> list[str]:
    with user_scope(world.users["secretariat"], "alpha"):
        return sorted(Organisation.objects.values_list("name_th", flat=True))


def test_walk_from_pasting_to_undo(world: World, page: Client) -> None:
    answer = page.post(f"{PLACE}new/organisations/", {"pasted": LIST})
    columns = answer["Location"]
    assert "Nothing is in the directory yet." in text_of(page.get(columns))
    answer = page.post(
        columns,
        {"header_row": "1", "column_0": "name_th", "column_1": "abbreviation_th", "column_2": "website"},
    )
    check = answer["Location"]
    shown = text_of(page.get(check))
    assert "This is not the address of a website." in shown
    assert "One row still waits for you." in shown
    assert organisations(world) == []
    answer = page.post(check, {"act": "take_in", "row": ["2", "3", "4"], "answer-cell-3-website": ""})
    assert (answer.status_code, answer["Location"]) == (302, check)
    assert organisations(world) == ["มหาวิทยาลัยก", "มหาวิทยาลัยข"]
    assert "The list is taken in" in text_of(page.get(check))
    assert "Undo the whole list?" in text_of(page.get(f"{check}undo/"))
    page.post(f"{check}undo/")
    assert "The list is undone" in text_of(page.get(check))
    assert organisations(world) == []
    page.post(f"{check}reopen/")
    assert "Check the list" in text_of(page.get(check))
    page.post(f"{check}discard/")
    assert "No list was brought yet" in text_of(page.get(PLACE))


def test_upload_file_keeps_its_name(world: World, page: Client) -> None:
    file = SimpleUploadedFile("รายชื่อ ๒๕๖๙.csv", LIST.replace("\t", ",").encode("cp874"))
    answer = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})
    shown = text_of(page.get(answer["Location"]))
    assert "older Thai encoding (Windows-874)" in shown
    assert "รายชื่อ ๒๕๖๙.csv" in text_of(page.get(PLACE))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"pasted": ""}, "Paste the list or choose a file."),
        ({"pasted": " \n\t"}, "Paste the list or choose a file."),
        ({"pasted": "ก\t" + "ข" * 5_001}, "Cell B1 has more than 5,000 characters"),
        ({"pasted": "ก\n" * 120_001}, "The list has more than 120,000 rows."),
        (
            {"pasted": "ก", "file": SimpleUploadedFile("a.csv", b"x")},
            "Paste the list or choose a file, not both.",
        ),
        ({"pasted": "", "file": SimpleUploadedFile("list.csv", b"MZ\x90\x00")}, "This file is not a table"),
        (
            {"pasted": "", "file": SimpleUploadedFile("list.csv", b"a" * (31 << 20))},
            "The list is larger than 30 MB.",
        ),
        ({"pasted": "", "file": SimpleUploadedFile("list.xlsx", b"")}, "There is nothing in it."),
        (
            {"pasted": "", "file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04rubbish")},
            "The file is damaged.",
        ),
    ],
)
def test_bring_what_cannot_be_read_says_so_beside_the_field(
    world: World, page: Client, sent: dict[str, object], said: str
) -> None:
    answer = page.post(f"{PLACE}new/organisations/", sent)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_error_keeps_pasted_text(page: Client) -> None:
    long = "ข" * 5_001
    answer = page.post(f"{PLACE}new/organisations/", {"pasted": f"ชื่อ\nมหาวิทยาลัยก\n{long}"})
    assert f"มหาวิทยาลัยก\n{long}</textarea>" in answer.content.decode().replace("\r\n", "\n")


def test_columns_need_a_name_and_no_double(world: World, page: Client) -> None:
    answer = page.post(f"{PLACE}new/organisations/", {"pasted": LIST})
    columns = answer["Location"]
    again = page.post(columns, {"header_row": "1", "column_0": "kind", "column_1": "kind", "column_2": ""})
    assert again.status_code == 422
    assert "Column A holds this already." in text_of(again)
    assert "Say which column holds: name in Thai." in text_of(again)
    forged = page.post(columns, {"header_row": "999", "column_0": "drop table"})
    assert forged.status_code == 422


def test_answers_survive_refusal_to_take_in(world: World, page: Client) -> None:
    found = made(world)
    answer = page.post(
        f"{PLACE}{found.pk}/", {"act": "take_in", "row": ["2", "3"], "answer-kind-2": "council"}
    )
    assert answer.status_code == 422
    assert "Some rows still need an answer or a correction." in text_of(answer)
    assert stored(world, found).answers == {"kind-2": "council"}
    assert organisations(world) == []


def test_leave_row_out_and_take_it_back(world: World, page: Client) -> None:
    found = made(world)
    page.post(f"{PLACE}{found.pk}/", {"act": "save", "row": ["2", "3"], "out-3": "yes"})
    assert stored(world, found).answers == {"out-3": "yes"}
    page.post(f"{PLACE}{found.pk}/", {"act": "save", "row": ["4"]})
    assert stored(world, found).answers == {"out-3": "yes"}
    page.post(f"{PLACE}{found.pk}/", {"act": "save", "row": ["2", "3"]})
    assert stored(world, found).answers == {}


def test_show_only_rows_that_wait(world: World, page: Client) -> None:
    found = made(world)
    shown = page.get(f"{PLACE}{found.pk}/?show=open").content.decode()
    assert 'name="row" value="3"' in shown
    assert 'name="row" value="2"' not in shown


def test_hostile_answers_are_harmless(world: World, page: Client) -> None:
    found = made(world)
    sent = {
        "act": "nonsense",
        "answer-" + "x" * 70: "1",
        "answer-created": "1",
        "answer-cell-2-name_th": "<script>alert(1)</script>\u202e" + "ก" * 600,
        "row": ["2", "' or 1=1", "9" * 40],
    }
    assert page.post(f"{PLACE}{found.pk}/", sent).status_code == 302
    answers = stored(world, found).answers
    assert list(answers) == ["cell-2-name_th"]
    assert len(answers["cell-2-name_th"]) <= 500
    shown = page.get(f"{PLACE}{found.pk}/").content.decode()
    assert "<script>alert(1)</script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_check_page_needs_same_number_of_statements_for_any_length(world: World, page: Client) -> None:
    counted = []
    for rows in (1, 3, 400):
        found = made(world, "ชื่อ\n" + "".join(f"สถาบันที่{number}\n" for number in range(rows)))
        page.get(f"{PLACE}{found.pk}/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown = page.get(f"{PLACE}{found.pk}/").content.decode()
        assert shown.count('name="row"') == min(rows, 50)
        counted.append(len([each for each in queries if "set_config" not in each["sql"]]))
    assert len(set(counted)) == 1, counted


def test_lists_page_needs_same_number_of_statements(world: World, page: Client) -> None:
    counted = []
    for _round in range(2):
        made(world)
        page.get(PLACE)
        with CaptureQueriesContext(connection) as queries:
            page.get(PLACE)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("path", ["", "columns/", "undo/", "discard/", "reopen/"])
def test_list_of_other_network_is_not_found(world: World, page: Client, path: str) -> None:
    foreign = made(world, "ชื่อ\nความลับของเครือข่ายข\n", "beta", "stranger")
    assert "ความลับ" not in page.get(PLACE).content.decode()
    if path != "reopen/":
        assert page.get(f"{PLACE}{foreign.pk}/{path}").status_code == 404
    assert page.post(f"{PLACE}{foreign.pk}/{path}", {"act": "take_in"}).status_code == 404
    with user_scope(world.users["stranger"], "beta"):
        assert ListImport.objects.get(pk=foreign.pk).state == "preview"


@pytest.mark.parametrize("persona", ["board", "lead", "partner"])
def test_pages_refuse_who_may_not_bring(world: World, browser: Callable[[str], Client], persona: str) -> None:
    found = made(world)
    client = browser(persona)
    assert client.get(PLACE).status_code == 403
    assert client.get(f"{PLACE}new/organisations/").status_code == 403
    assert client.get(f"{PLACE}{found.pk}/").status_code == 404
    assert client.post(f"{PLACE}{found.pk}/", {"act": "take_in"}).status_code == 404


def test_kind_that_does_not_exist_is_not_found(page: Client) -> None:
    assert page.get(f"{PLACE}new/users/").status_code == 404


def test_stale_pages_lead_to_the_list(world: World, page: Client) -> None:
    found = made(world, "ชื่อ\nมหาวิทยาลัยก\n")
    with user_scope(world.users["secretariat"], "alpha") as by:
        take_in_list(by=by, brought=found, now=NOW)
    here = f"{PLACE}{found.pk}/"
    assert page.get(f"{here}columns/")["Location"] == here
    assert page.get(f"{here}discard/")["Location"] == here
    assert page.post(f"{here}reopen/")["Location"] == here
    assert "meanwhile" in text_of(page.get(here))
    assert page.post(here, {"act": "take_in"}).status_code == 200
    assert organisations(world) == ["มหาวิทยาลัยก"]


def test_organisation_list_leads_to_bringing(page: Client) -> None:
    assert f"{PLACE}new/organisations/" in page.get("/n/alpha/organisations/").content.decode()


def test_picker_offers_any_organisation(world: World, page: Client) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        known = add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยแรก", abbreviation_th="มร.")
        other = add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยปลายทาง")
    found = made(world, "ชื่อ\nมร.\n")
    for words, offered in (("", [str(known.pk), "new"]), ("ปลายทาง", [str(other.pk), "new"])):
        answer = page.get(f"{PLACE}{found.pk}/options/", {"question": "known-2", "q": words})
        assert re.findall(r'value="([^"]*)"', answer.content.decode()) == offered
    page.post(f"{PLACE}{found.pk}/", {"row": ["2"], "answer-known-2": str(other.pk)})
    assert "already there" in text_of(page.get(f"{PLACE}{found.pk}/"))
    assert page.get(f"{PLACE}{found.pk}/options/", {"question": "kind-2"}).content.strip() == b""


def test_two_buttons_answer_what_is_alike(world: World, page: Client) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        add_organisation(by=by, kind="university", name_th="มหาวิทยาลัยแรก", abbreviation_th="มร.")
    found = made(world, "ชื่อ,สังกัด\nคณะก,มร.\nคณะข,สถาบันที่ไม่มีใครรู้จัก\n")
    here = f"{PLACE}{found.pk}/"
    assert "Accept the proposal" in text_of(page.get(here))
    page.post(here, {"act": "accept", "row": ["2", "3"]})
    page.post(here, {"act": "new", "row": ["2", "3"]})
    page.post(here, {"act": "take_in", "row": ["2", "3"]})
    assert organisations(world) == ["คณะก", "คณะข", "มหาวิทยาลัยแรก", "สถาบันที่ไม่มีใครรู้จัก"]


def test_upload_workbook_of_mixed_types(world: World, page: Client) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("รายชื่อ")
    sheet.write_row(0, 0, ["ที่", "ชื่อหน่วยงาน", "ชื่อย่อ"])
    sheet.write_row(1, 0, [1, "มหาวิทยาลัยก", "มก."])
    sheet.write_number(2, 0, 2.0)
    sheet.write_formula(2, 1, '="มหาวิทยาลัย"&"ข"', None, "มหาวิทยาลัยข")
    book.close()
    file = SimpleUploadedFile("รายชื่อ.xlsx", buffer.getvalue())
    columns = page.post(f"{PLACE}new/organisations/", {"file": file, "pasted": ""})["Location"]
    check = page.post(
        columns, {"header_row": "1", "column_0": "", "column_1": "name_th", "column_2": "abbreviation_th"}
    )["Location"]
    page.post(check, {"act": "take_in"})
    assert organisations(world) == ["มหาวิทยาลัยก", "มหาวิทยาลัยข"]


def test_lost_session_keeps_pasted_list_and_answers(world: World, page: Client) -> None:
    found = made(world)
    user = world.users["secretariat"]
    nobody = Client()
    for path, sent, kept in (
        (f"{PLACE}new/organisations/", {"pasted": LIST}, "มหาวิทยาลัยข"),
        (
            f"{PLACE}{found.pk}/",
            {"row": "2", "answer-cell-3-website": "https://kept.example"},
            "kept.example",
        ),
    ):
        answer = nobody.post(path, {**sent, drafts.FIELD: drafts.token(user.pk, path)})
        back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
        assert back.startswith(f"{path}?draft=")
        assert kept in page.get(back).content.decode()
    assert stored(world, found).answers == {}
    assert organisations(world) == []
