"""Pages of people, as a secretary and as others see them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samphan.directory.actions import change_affiliation
from samphan.directory.models import Affiliation, Person, PersonRelation
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_affiliation, make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.directory.conftest import Statements
    from tests.personas import World

    type Browser = Callable[[str], Client]

LIST = "/n/alpha/people/"
PLAIN = {
    "academic_title": "",
    "other_titles": "",
    "given_name_th": "สมชาย",
    "family_name_th": "ใจดี",
    "given_name_en": "",
    "family_name_en": "",
}


@pytest.mark.parametrize(("address", "most"), [("", 9), ("?q=สม", 9), ("?q=สม&sort=name", 10)])
def test_list_costs_the_same_with_one_row_and_with_three(
    world: World, browser: Browser, statements: Statements, address: str, most: int
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        place = make_organisation(by)
        make_affiliation(by, make_person(by, "สมหนึ่ง"), place)
    assert statements(client, LIST + address) == most
    with system_scope("test", world.a.pk) as by:
        make_affiliation(by, make_person(by, "สมสอง"), place)
        make_affiliation(by, make_person(by, "สมสาม"), place)
    assert statements(client, LIST + address) == most


def test_list_stands_in_thai_order_of_given_names(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        for given, title in (("ไพศาล", "professor"), ("กมล", ""), ("เกษม", "lecturer"), ("ขวัญ", "")):
            make_person(by, given, "ทดสอบ", academic_title=title)
    page = browser("partner").get(LIST).content.decode()
    places = [page.index(name) for name in ("กมล ทดสอบ", "อ.เกษม ทดสอบ", "ขวัญ ทดสอบ", "ศ.ไพศาล ทดสอบ")]
    assert places == sorted(places)


def test_list_and_page_hide_people_of_other_networks(world: World, browser: Browser) -> None:
    with system_scope("test", world.b.pk) as by:
        hidden = make_person(by, "ลับเฉพาะ")
        listed = make_person(by, "เปิดเผย", is_listed=True)
    client = browser("secretariat")
    for address in (LIST, f"{LIST}?q=ใจดี", f"{LIST}options/?q=ใจดี", f"{LIST}options/"):
        page = client.get(address).content.decode()
        assert ("ลับเฉพาะ" in page, "เปิดเผย" in page) == (False, True)
    for act in ("", "describe/", "unrelate/", "affiliations/new/"):
        assert client.get(f"{LIST}{hidden.pk}/{act}").status_code == 404
    page = client.get(f"{LIST}{listed.pk}/").content.decode()
    assert "เครือข่ายข" in page
    rows = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{LIST}export/").content)).get_sheet_by_index(0)
    assert [row[0] for row in rows.to_python()[1:]] == ["เปิดเผย ใจดี"]


def test_list_of_one_organisation(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        place = make_organisation(by)
        here = make_person(by, "อยู่ที่นี่")
        make_affiliation(by, here, place, position_th="อาจารย์")
        make_affiliation(by, here, place, position_th="คณบดี")
        make_person(by, "อยู่ที่อื่น")
    page = browser("secretariat").get(f"{LIST}?organisation={place.pk}").content.decode()
    assert (page.count("อยู่ที่นี่"), "อยู่ที่อื่น" in page) == (1, False)


def test_written_name_is_split_while_typing(world: World, browser: Browser) -> None:
    answer = browser("secretariat").get(f"{LIST}split-name/", {"written": "ผศ.ดร.สมชาย ณ เชียงใหม่"})
    page = answer.content.decode()
    for part in (
        '<option value="assistant_professor" selected>',
        'id="id_is_doctor" checked>',
        'value="สมชาย"',
        'value="ณ เชียงใหม่"',
    ):
        assert part in page
    page = browser("secretariat").get(f"{LIST}split-name/", {"written": "Prof. Jane Doe"}).content.decode()
    assert 'name="given_name_en" value="Jane"' in page


def test_written_name_is_split_without_a_script_and_shown_before_saving(
    world: World, browser: Browser
) -> None:
    client = browser("secretariat")
    empty = PLAIN | {"given_name_th": "", "family_name_th": ""}
    answer = client.post(f"{LIST}new/", empty | {"written": "รศ.ดร.มานี มีนา"})
    assert answer.status_code == 422
    data = answer.context["form"].data
    assert (data["academic_title"], data["is_doctor"], data["given_name_th"], data["family_name_th"]) == (
        "associate_professor",
        "on",
        "มานี",
        "มีนา",
    )
    with system_scope("test", world.a.pk):
        assert Person.objects.count() == 0
    assert client.post(f"{LIST}new/", data).status_code == 302
    with system_scope("test", world.a.pk):
        assert Person.objects.get().name_th == "รศ.ดร.มานี มีนา"


def test_add_probable_duplicate_asks_first(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        known = make_person(by, "สมชาย", "ใจดี", academic_title="lecturer")
    client = browser("secretariat")
    answer = client.post(f"{LIST}new/", PLAIN)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{known.pk}" id="id_not_these"' in page
    assert client.post(f"{LIST}new/", PLAIN | {"not_these": str(known.pk)}).status_code == 302
    with system_scope("test", world.a.pk):
        assert (Person.objects.count(), PersonRelation.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name_th", "ก" * 200_000),
        ("given_name_th", ""),
        ("academic_title", "wizard"),
        ("written", "ก" * 200_000),
        ("other_titles", "ก" * 101),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(
    world: World, browser: Browser, field: str, value: str
) -> None:
    answer = browser("secretariat").post(f"{LIST}new/", PLAIN | {"family_name_en": "Kept", field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Kept"' in answer.content.decode()
    with system_scope("test", world.a.pk):
        assert Person.objects.count() == 0


def test_second_of_two_editors_sees_what_changed(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
    client = browser("secretariat")
    address = f"{LIST}{person.pk}/describe/"
    assert client.post(address, PLAIN | {"version": "1", "given_name_th": "คนแรก"}).status_code == 302
    answer = client.post(address, PLAIN | {"version": "1", "given_name_th": "คนที่สอง"})
    page = answer.content.decode()
    assert (answer.status_code, "คนแรก" in page, "คนที่สอง" in page) == (409, True, True)


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"since": "31/02/2569"}, "since"),
        ({"since": "เมื่อวานซืน"}, "since"),
        ({"until": "2569-03-31"}, "until"),
        ({"since": "2569", "until": "31/12/2568"}, "until"),
        ({"organisation": ""}, "organisation"),
    ],
)
def test_bad_dates_of_an_affiliation_are_refused_at_their_field(
    world: World, browser: Browser, dates: dict[str, str], field: str
) -> None:
    with system_scope("test", world.a.pk) as by:
        person, place = make_person(by), make_organisation(by)
    typed = {
        "organisation": str(place.pk),
        "position_th": "คณบดี",
        "position_en": "",
        "since": "",
        "until": "",
    }
    answer = browser("secretariat").post(f"{LIST}{person.pk}/affiliations/new/", typed | dates)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="คณบดี"' in answer.content.decode()


def test_life_of_an_affiliation_in_a_browser(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        person, place = make_person(by), make_organisation(by)
    client = browser("secretariat")
    typed = {
        "organisation": str(place.pk),
        "position_th": "คณบดี",
        "position_en": "Dean",
        "since": "มี.ค. 2569",
        "until": "",
    }
    assert client.post(f"{LIST}{person.pk}/affiliations/new/", typed)["Location"] == f"{LIST}{person.pk}/"
    with system_scope("test", world.a.pk):
        pk = Affiliation.objects.get().pk
    page = client.get(f"{LIST}{person.pk}/").content.decode()
    assert "มี.ค. 2569" in page
    change, end, remove = (f"/n/alpha/affiliations/{pk}/{act}" for act in ("", "end/", "remove/"))
    assert 'value="มีนาคม 2569"' in client.get(change).content.decode()
    assert client.post(change, typed | {"position_th": "รองคณบดี"}).status_code == 302
    assert client.post(end, {"until": "2569"}).status_code == 302
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    with system_scope("test", world.a.pk):
        assert Affiliation.objects.count() == 0


def test_take_listed_person_in_and_let_go(world: World, browser: Browser) -> None:
    with system_scope("test", world.b.pk) as by:
        person = make_person(by, is_listed=True)
    client = browser("secretariat")
    assert client.post(f"{LIST}{person.pk}/relate/").status_code == 302
    with system_scope("test", world.a.pk):
        assert PersonRelation.objects.filter(network=world.a).count() == 1
    assert client.get(f"{LIST}{person.pk}/unrelate/").status_code == 200
    assert client.post(f"{LIST}{person.pk}/unrelate/").status_code == 302
    with system_scope("test", world.a.pk):
        assert PersonRelation.objects.filter(network=world.a).count() == 0


@pytest.mark.parametrize("persona", ["board", "lead", "partner"])
def test_forms_without_right_are_refused(world: World, browser: Browser, persona: str) -> None:
    with system_scope("test", world.a.pk) as by:
        affiliation = make_affiliation(by, make_person(by), make_organisation(by))
    client = browser(persona)
    pk = affiliation.person_id
    addresses = [
        *(
            f"{LIST}{act}"
            for act in (
                "new/",
                "split-name/",
                f"{pk}/describe/",
                f"{pk}/unrelate/",
                f"{pk}/affiliations/new/",
            )
        ),
        *(f"/n/alpha/affiliations/{affiliation.pk}/{act}" for act in ("", "end/", "remove/")),
    ]
    for address in addresses:
        assert (client.get(address).status_code, client.post(address, PLAIN).status_code) == (403, 403)
    assert client.post(f"{LIST}{pk}/relate/").status_code == 403


def test_people_of_a_network_are_not_for_strangers(world: World, browser: Browser) -> None:
    assert browser("outsider").get(reverse("directory:people", args=["alpha"])).status_code == 404
    assert browser("stranger").get(reverse("directory:people", args=["alpha"])).status_code == 404


def test_change_affiliation_that_somebody_changed_meanwhile_shows_both(
    world: World, browser: Browser
) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
        old, new = make_organisation(by, "มหาวิทยาลัยเดิม"), make_organisation(by, "มหาวิทยาลัยใหม่")
        affiliation = make_affiliation(by, person, old)
    client = browser("secretariat")
    path = f"/n/alpha/affiliations/{affiliation.pk}/"
    version = client.get(path).context["form"].initial["version"]
    with system_scope("test", world.a.pk) as by:
        change_affiliation(by=by, affiliation=affiliation, organisation=new, position_th="อธิการบดี")
    typed = {"organisation": old.pk, "position_th": "คณบดี", "version": version}
    answer = client.post(path, typed)
    assert answer.status_code == 409
    changes = [(each.label, each.yours, each.current) for each in answer.context["form"].changes]
    assert [each[1:] for each in changes] == [("มหาวิทยาลัยเดิม", "มหาวิทยาลัยใหม่"), ("คณบดี", "อธิการบดี")]
    again = client.post(path, {**typed, "version": answer.context["form"]["version"].value()})
    assert again.status_code == 302
    with system_scope("test", world.a.pk):
        affiliation.refresh_from_db()
        assert (affiliation.organisation_id, affiliation.position_th) == (old.pk, "คณบดี")
