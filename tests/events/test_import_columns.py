"""What the columns of a list of participants hold, guessed from their names and from what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.actions.imports import bring_list
from samphan.directory.queries.imports import kinds
from samphan.events.actions.event import create_event
from samphan.kit.sheets import read_table
from samphan.tenancy.scope import user_scope
from tests.events.lists import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope."""
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


@pytest.fixture
def event(by: Actor) -> Event:
    return create_event(by=by, title_th="วันสร้างเครือข่าย", title_en="Networking day")


def test_guess_columns_by_name(by: Actor, event: Event) -> None:
    found = bring_list(
        by=by, kind=kinds()["participants"], sheet=read_table(HEAD + "1\tก\n"), subject_id=event.pk
    )
    assert found.columns == {
        "0": "not_kept",
        "1": "name",
        "2": "position",
        "3": "institution",
        "4": "category",
        "5": "not_kept",
    }


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("คำนำหน้า\tชื่อ\tนามสกุล\tหน่วยงาน", ["title", "given", "family", "institution"]),
        ("คำนำหน้า\tชื่อ\tชื่อสกุล\tสังกัด", ["title", "given", "family", "institution"]),
        ("ชื่อ\tสังกัด", ["name", "institution"]),
        ("ชื่อ - สกุล\tสังกัด", ["name", "institution"]),
        ("No.\tName\tOrganisation\tJob title", ["not_kept", "name", "institution", "position"]),
        ("Title\tFirst name\tLast name\tUniversity", ["title", "given", "family", "institution"]),
        (
            "ชื่อ-สกุล (ภาษาไทย)\tชื่อ-สกุล (อังกฤษ)\tตำแหน่งทางวิชาการ\tตำแหน่ง",
            ["name", "name_en", "title", "position"],
        ),
        ("ชื่อ-สกุล\tชื่อ-สกุล\tสถาบัน", ["name", "", "institution"]),
    ],
)
def test_guess_columns_of_other_headers(by: Actor, event: Event, header: str, codes: list[str]) -> None:
    sheet = read_table(f"{header}\n" + "\t".join("ก" for _code in codes) + "\n")
    found = bring_list(by=by, kind=kinds()["participants"], sheet=sheet, subject_id=event.pk)
    assert [found.columns.get(str(column), "") for column in range(len(codes))] == codes


def test_guess_columns_without_names_by_what_stands_in_them(by: Actor, event: Event) -> None:
    sheet = read_table(
        "1\tผศ.ดร.สมชาย ใจดี\tมหาวิทยาลัยก\tsomchai@example.org\n2\tวรรณา ณ เชียงใหม่\tสถาบันข\twanna@example.org\n"
    )
    found = bring_list(by=by, kind=kinds()["participants"], sheet=sheet, subject_id=event.pk)
    assert found.header_row == 0
    assert found.columns == {"1": "name", "2": "institution", "3": "not_kept"}


def test_guess_header_below_title_of_sheet(by: Actor, event: Event) -> None:
    sheet = read_table(f"รายชื่อผู้เข้าร่วมประชุม\nวันที่ 31 มีนาคม 2569\n\n{HEAD}1\tสมชาย ใจดี\n")
    found = bring_list(by=by, kind=kinds()["participants"], sheet=sheet, subject_id=event.pk)
    assert (found.header_row, found.columns["1"]) == (4, "name")


def test_guess_sixty_columns(by: Actor, event: Event) -> None:
    header = "\t".join(["ชื่อ-สกุล", *(f"ข้อ {number}" for number in range(58)), "สถาบัน"])
    sheet = read_table(f"{header}\nสมชาย ใจดี" + "\t" * 59 + "มหาวิทยาลัยก\n")
    found = bring_list(by=by, kind=kinds()["participants"], sheet=sheet, subject_id=event.pk)
    assert found.columns == {"0": "name", "59": "institution"}
