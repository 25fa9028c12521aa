"""Pages of organisations, as a secretary and as others see them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samphan.directory.models import Organisation
from samphan.kit import sections
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_affiliation, make_organisation, make_person

if TYPE_CHECKING:
    from tests.directory.conftest import Statements
    from tests.personas import World

Browser = Callable[[str], Client]
LIST = "/n/alpha/organisations/"
PLAIN = {
    "name_th": "มหาวิทยาลัยใหม่",
    "name_en": "",
    "abbreviation_th": "",
    "abbreviation_en": "",
    "kind": "university",
    "aliases": "",
    "website": "",
    "about_th": "",
    "about_en": "",
    "parent": "",
}


def shown(page: str) -> list[str]:
    """The names in the list, in their order."""
    rows = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0].split("<tr>")[1:]
    return [row.split('/">')[1].split("</a>")[0] for row in rows]


def test_list_stands_in_thai_order(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        for name in ("ไทย", "เชียงราย", "กระบี่", "อุดร", "เกาะสมุย", "ขอนแก่น", "Zebra", "แพร่", "ชลบุรี"):
            make_organisation(by, name)
    page = browser("secretariat").get(LIST).content.decode()
    order = ["กระบี่", "เกาะสมุย", "ขอนแก่น", "ชลบุรี", "เชียงราย", "ไทย", "แพร่", "อุดร", "Zebra"]
    assert shown(page) == order
    page = browser("secretariat").get(f"{LIST}?sort=-name").content.decode()
    assert shown(page) == order[::-1]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("", 6),
        ("?q=มหา", 6),
        ("?q=มหา&kind=university", 7),
        ("?q=มหา&sort=-name", 7),
        ("?kind=university", 6),
    ],
)
def test_list_costs_the_same_with_one_row_and_with_three(
    world: World, browser: Browser, statements: Statements, address: str, most: int
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        parent = make_organisation(by, "สำนักงานใหญ่", kind="agency")
        make_organisation(by, "มหาวิทยาลัยหนึ่ง", parent=parent)
    assert statements(client, LIST + address) == most
    with system_scope("test", world.a.pk) as by:
        make_organisation(by, "มหาวิทยาลัยสอง", parent=parent)
        make_organisation(by, "มหาวิทยาลัยสาม", parent=parent)
    assert statements(client, LIST + address) == most


def test_list_filters_by_kind_and_words(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        make_organisation(by, "มหาวิทยาลัยทะเล")
        make_organisation(by, "โรงเรียนทะเล", kind="school")
        make_organisation(by, "โรงเรียนภูเขา", kind="school")
    client = browser("secretariat")
    assert shown(client.get(f"{LIST}?q=ทะเล").content.decode()) == ["มหาวิทยาลัยทะเล", "โรงเรียนทะเล"]
    assert shown(client.get(f"{LIST}?q=ทะเล&kind=school").content.decode()) == ["โรงเรียนทะเล"]
    assert shown(client.get(f"{LIST}?kind=school").content.decode()) == ["โรงเรียนทะเล", "โรงเรียนภูเขา"]


def test_list_has_25_a_page_and_clamps_beyond_the_end(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        for number in range(1, 28):
            make_organisation(by, f"โรงเรียนที่ {number}", kind="school")
    client = browser("secretariat")
    assert len(shown(client.get(LIST).content.decode())) == 25
    last = ["โรงเรียนที่ 26", "โรงเรียนที่ 27"]
    for address in (
        "?page=2",
        "?page=99",
        "?q=โรงเรียน&page=2",
        "?q=โรงเรียน&page=99",
        "?q=โรงเรียน&kind=school&page=99",
    ):
        assert shown(client.get(LIST + address).content.decode()) == last


def test_export_holds_every_row_that_the_list_would_show(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        for number in range(1, 28):
            make_organisation(by, f"=โรงเรียนที่ {number}", kind="school", abbreviation_th="=1+1")
        make_organisation(by, "มหาวิทยาลัยอื่น")
    answer = browser("board").get("/n/alpha/organisations/export/?q=โรงเรียน")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [f"=โรงเรียนที่ {number}" for number in range(1, 28)]
    assert rows[1][1] == "=1+1"


def test_page_shows_names_tree_people_and_history(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        university = make_organisation(by, "มหาวิทยาลัยตัวอย่าง")
        faculty = make_organisation(
            by, "คณะตัวอย่าง", kind="faculty", parent=university, aliases=["ชื่อเดิมของคณะ"]
        )
        make_organisation(by, "ภาควิชาตัวอย่าง", kind="unit", parent=faculty)
        person = make_person(by, "สมหญิง", "รักเรียน", academic_title="assistant_professor", is_doctor=True)
        make_affiliation(by, person, faculty, position_th="คณบดี")
    page = browser("secretariat").get(f"{LIST}{faculty.pk}/").content.decode()
    for words in ("มหาวิทยาลัยตัวอย่าง", "ภาควิชาตัวอย่าง", "ชื่อเดิมของคณะ"):
        assert words in page
    more = f"{LIST}{faculty.pk}/everything/"
    assert f'href="{more}"' in page
    everything = browser("secretariat").get(more).text
    for words in ("ผศ.ดร.สมหญิง รักเรียน", "คณบดี", 'class="history"'):
        assert words in everything
    assert 'class="history"' not in browser("coordinator").get(more).text


def test_page_costs_the_same_with_one_row_and_with_three(
    world: World, browser: Browser, statements: Statements
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        top = make_organisation(by, "มหาวิทยาลัยตัวอย่าง")
        faculty = make_organisation(by, "คณะตัวอย่าง", kind="faculty", parent=top)

    def more() -> None:
        with system_scope("test", world.a.pk) as by:
            make_organisation(by, "ภาควิชา", kind="unit", parent=faculty)
            make_affiliation(by, make_person(by), faculty)

    more()
    everything = statements(client, f"{LIST}{faculty.pk}/everything/")
    within = len(sections.registered("directory.organisation"))
    assert statements(client, f"{LIST}{faculty.pk}/") == 9
    # Eight of the page itself; a section of another app asks two at the most.
    assert 8 <= everything <= 8 + 2 * within
    more()
    more()
    assert statements(client, f"{LIST}{faculty.pk}/") == 9
    assert statements(client, f"{LIST}{faculty.pk}/everything/") == everything


def test_page_of_other_network_says_who_keeps_it_and_hides_its_people(world: World, browser: Browser) -> None:
    with system_scope("test", world.b.pk) as by:
        theirs = make_organisation(by, "องค์กรของเครือข่ายข")
        make_affiliation(by, make_person(by, "ปริศนาธรรม", "ล้ำลึก"), theirs)
    client = browser("secretariat")
    page = client.get(f"{LIST}{theirs.pk}/").content.decode()
    assert "เครือข่ายข" in page
    assert "ปริศนาธรรม" not in client.get(f"{LIST}{theirs.pk}/everything/").text
    assert "describe" not in page
    answer = client.get(f"{LIST}{theirs.pk}/describe/")
    assert answer.status_code == 403
    assert "เครือข่ายข" in answer.content.decode()


def test_add_organisation_in_a_browser(world: World, browser: Browser) -> None:
    answer = browser("secretariat").post(
        f"{LIST}new/", PLAIN | {"aliases": "ชื่อหนึ่ง\nชื่อสอง\n\nชื่อหนึ่ง", "website": "www.example.org"}
    )
    with system_scope("test", world.a.pk):
        made = Organisation.objects.get()
        aliases = list(made.names.filter(kind="alias").order_by("id").values_list("text", flat=True))
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert (made.name_th, made.website, aliases) == (
        "มหาวิทยาลัยใหม่",
        "https://www.example.org",
        ["ชื่อหนึ่ง", "ชื่อสอง"],
    )


@pytest.mark.parametrize(
    "typed",
    ["ม.เชียงใหม่", "มหาวิทยาลัย เชียงใหม่", "มหาวิทยาลัยเชียงไหม่", "มหาลัยเชียงใหม่"],
)
def test_add_probable_duplicate_asks_first(world: World, browser: Browser, typed: str) -> None:
    with system_scope("test", world.a.pk) as by:
        known = make_organisation(by, "มหาวิทยาลัยเชียงใหม่")
        make_organisation(by, "มหาวิทยาลัยเชียงราย")
    client = browser("secretariat")
    answer = client.post(f"{LIST}new/", PLAIN | {"name_th": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{known.pk}" id="id_not_these"' in page
    assert f'value="{typed}"' in page
    answer = client.post(f"{LIST}new/", PLAIN | {"name_th": typed, "not_these": str(known.pk)})
    assert answer.status_code == 302


def test_turning_down_one_duplicate_does_not_turn_down_another(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        first = make_organisation(by, "สมาคมศึกษา")
        second = make_organisation(by, "มูลนิธิพัฒนาชุมชน", kind="foundation")
    answer = browser("secretariat").post(
        f"{LIST}new/", PLAIN | {"name_th": "มูลนิธิพัฒนาชุมชน", "not_these": str(first.pk)}
    )
    assert answer.status_code == 422
    assert f'value="{second.pk}" id="id_not_these"' in answer.content.decode()


def test_second_of_two_editors_sees_what_changed(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by, "ชื่อแรก")
        parent = make_organisation(by, "ต้นสังกัด", kind="agency")
    client = browser("secretariat")
    address = f"{LIST}{organisation.pk}/describe/"
    typed = PLAIN | {"version": "1"}
    first = client.post(address, typed | {"name_th": "ชื่อของคนแรก", "parent": str(parent.pk)})
    assert first.status_code == 302
    answer = client.post(address, typed | {"name_th": "ชื่อของคนที่สอง"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("ชื่อของคนแรก", "ชื่อของคนที่สอง", "ต้นสังกัด", 'name="version" value="2"'):
        assert words in page
    assert client.post(address, typed | {"name_th": "ชื่อของคนที่สอง", "version": "2"}).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_th", "ก" * 200_000),
        ("about_th", "ก" * 200_000),
        ("name_th", ""),
        ("kind", "empire"),
        ("website", "javascript:alert(1)"),
        ("parent", "999999"),
        ("parent", "x"),
        ("parent", "9" * 40),
        ("aliases", "\n".join(f"ชื่อ{number}" for number in range(31))),
        ("aliases", "ก" * 301),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(
    world: World, browser: Browser, field: str, value: str
) -> None:
    answer = browser("secretariat").post(f"{LIST}new/", PLAIN | {"name_en": "Kept", field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Kept"' in answer.content.decode()
    with system_scope("test", world.a.pk):
        assert Organisation.objects.count() == 0


def test_type_name_of_parent_without_a_script(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        first = make_organisation(by, "สมาคมอุดมศึกษา", kind="association", abbreviation_th="สออ.")
        second = make_organisation(by, "สถาบันการอาชีวศึกษาภาคตะวันออก", abbreviation_th="สออ.")
    client = browser("secretariat")
    answer = client.post(f"{LIST}new/", PLAIN | {"parent_words": "สออ"})
    assert answer.status_code == 422
    for each in (first, second):
        assert f'<option value="{each.pk}">{each.name_th} (สออ.)</option>' in answer.content.decode()
    assert client.post(f"{LIST}new/", PLAIN | {"parent_words": "สมาคมอุดมศึกษา"}).status_code == 302
    with system_scope("test", world.a.pk):
        assert Organisation.objects.get(name_th="มหาวิทยาลัยใหม่").parent_id == first.pk


def test_options_of_a_picker_tell_namesakes_apart(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        for name in ("มหาวิทยาลัยหนึ่ง", "มหาวิทยาลัยสอง"):
            university = make_organisation(by, name)
            make_organisation(by, "คณะวิทยาศาสตร์", kind="faculty", parent=university, abbreviation_th="วท.")
    answer = browser("lead").get(reverse("directory:organisation_options", args=["alpha"]), {"q": "คณะ หนึ่ง"})
    with system_scope("test", world.a.pk):
        faculty = Organisation.objects.get(kind="faculty", parent__name_th="มหาวิทยาลัยหนึ่ง")
    assert answer.content.decode().strip() == (
        f'<option value="{faculty.pk}" data-note="วท. · มหาวิทยาลัยหนึ่ง">คณะวิทยาศาสตร์</option>'
    )


def test_options_of_a_picker_offer_what_was_nearly_written(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        known = make_organisation(by, "มหาวิทยาลัยเชียงใหม่", abbreviation_th="มช.")
        make_organisation(by, "โรงเรียนบ้านนา", kind="school")
    answer = browser("lead").get(f"{LIST}options/", {"q": "มหาวิทยาลัยเชียงไหม่"})
    assert (
        answer.content.decode().strip()
        == f'<option value="{known.pk}" data-note="มช.">มหาวิทยาลัยเชียงใหม่</option>'
    )


@pytest.mark.parametrize("address", ["new/", "{pk}/describe/"])
@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_forms_without_right_are_refused(world: World, browser: Browser, persona: str, address: str) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by)
    assert browser(persona).get(LIST + address.format(pk=organisation.pk)).status_code == 403
    assert browser(persona).post(LIST + address.format(pk=organisation.pk), PLAIN).status_code == 403
