"""Participants: categories with stated numbers, institutions, people by name."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from samphan.directory.models import Person
from samphan.events.actions.people import CategoryRow, arrange_categories, register_person
from samphan.events.models import ParticipantCategory, ParticipatingInstitution, Registration
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_programme import version_of
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World


def registered(world: World) -> list[str]:
    with user_scope(world.users["secretariat"], "alpha"):
        rows = Registration.objects.select_related("person").order_by("sort_key", "id")
        return [str(each.person.name) for each in rows]


def shown(text: str) -> list[str]:
    """The names on the page in their order."""
    return re.findall(r'<span class="name">([^<]+)</span>', text)


@pytest.fixture
def guests(world: World, event: Event) -> dict[str, int]:
    """Three more people, of a university, of one of its faculties, and of nobody knows where."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        university = make_organisation(by, "มหาวิทยาลัยริมน้ำ")
        faculty = make_organisation(by, "คณะวิทยาศาสตร์", kind="faculty", parent=university)
        committee = arrange_categories(by=by, event=event, rows=[CategoryRow(name_th="กรรมการ")]).parts[0]
        made = {}
        for name, organisation, category in (
            ("เกษม", university, committee),
            ("กานดา", faculty, None),
            ("ขวัญ", None, committee),
        ):
            made[name] = register_person(
                by=by,
                event=event,
                person=make_person(by, name, "ใจดี"),
                organisation=organisation,
                category=category,
            ).pk
        return {**made, "committee": committee.pk, "university": university.pk}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["กานดา ใจดี", "เกษม ใจดี", "ขวัญ ใจดี", "ผู้เข้าร่วม1 ใจดี"]),
        ("sort=-name", ["ผู้เข้าร่วม1 ใจดี", "ขวัญ ใจดี", "เกษม ใจดี", "กานดา ใจดี"]),
        ("q=กาน", ["กานดา ใจดี"]),
        ("q=ใจดี ริมน้ำ", ["กานดา ใจดี", "เกษม ใจดี"]),
        ("category={committee}", ["เกษม ใจดี", "ขวัญ ใจดี"]),
        ("category=none", ["กานดา ใจดี"]),
        ("organisation={university}", ["เกษม ใจดี"]),
        ("organisation=none", ["ขวัญ ใจดี"]),
        ("organisation=x", ["กานดา ใจดี", "เกษม ใจดี", "ขวัญ ใจดี", "ผู้เข้าร่วม1 ใจดี"]),
    ],
)
def test_list_people_by_words_category_and_organisation(
    browser: Callable[[str], Client], guests: dict[str, int], at: At, query: str, names: list[str]
) -> None:
    assert shown(browser("secretariat").get(f"{at('people')}?{query.format(**guests)}").text) == names


def test_list_people_is_for_those_who_may_see_names(
    browser: Callable[[str], Client], guests: dict[str, int], at: At
) -> None:
    assert len(shown(browser("board").get(at("people")).text)) == 4
    page = browser("lead").get(at("people"))
    assert page.status_code == 200
    assert "ใจดี" not in page.text
    assert "มหาวิทยาลัยริมน้ำ" in page.text
    assert browser("lead").get(at("people_export")).status_code == 403
    assert browser("lead").get(at("change_registration", guests["เกษม"])).status_code == 404
    assert browser("lead").post(at("remove_part", "registration", guests["เกษม"])).status_code == 404


def test_show_numbers_stated_beside_counted_with_their_difference(
    world: World, browser: Callable[[str], Client], event: Event, guests: dict[str, int], at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        committee, other = event.categories.order_by("order")
        arrange_categories(
            by=by,
            event=event,
            rows=[
                CategoryRow(id=committee.pk, name_th="กรรมการ", stated_count=41),
                CategoryRow(id=other.pk, name_th="เจ้าหน้าที่", stated_count=64),
            ],
        )
        type(event).objects.filter(pk=event.pk).update(stated_participants=106)
    text = browser("lead").get(f"{at('people')}?lang=en").text
    cells = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)]
    assert ["กรรมการ", "ไทย", "41", "2", "-39"] in cells
    assert ["Without", "category", "–", "1", "–"] in cells
    assert ["Total", "105", "4"] in cells
    assert "The categories add up to 105, but 106 participants were stated." in text
    assert "2 people" in text


def test_export_people_gives_what_the_list_shows(
    browser: Callable[[str], Client], guests: dict[str, int], at: At
) -> None:
    response = browser("secretariat").get(f"{at('people_export')}?category={guests['committee']}")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [[row[0], row[2], row[3]] for row in rows[1:]] == [
        ["เกษม ใจดี", "มหาวิทยาลัยริมน้ำ", "กรรมการ"],
        ["ขวัญ ใจดี", "", "กรรมการ"],
    ]


def test_search_people_takes_the_same_statements_for_any_number(
    world: World, browser: Callable[[str], Client], event: Event, at: At, statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(2):
        with statements() as sent:
            client.get(f"{at('people')}?q=ใจดี")
        counts.append(len(sent))
        with user_scope(world.users["secretariat"], "alpha") as by:
            for name in ("ก", "ข"):
                register_person(by=by, event=event, person=make_person(by, f"{name}{number}"))
    assert counts[0] == counts[1]


# --- by hand


def test_register_by_hand_takes_titles_apart_from_the_name(
    world: World, browser: Callable[[str], Client], guests: dict[str, int], at: At
) -> None:
    response = browser("secretariat").post(
        at("register"),
        {
            "name": "ผู้ช่วยศาสตราจารย์ ดร.สมชาย รักดี",
            "organisation": guests["university"],
            "category": guests["committee"],
            "position": "อาจารย์",
        },
    )
    assert response.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        person = Person.objects.get(given_name_th="สมชาย")
        assert (person.academic_title, person.is_doctor, person.family_name_th) == (
            "assistant_professor",
            True,
            "รักดี",
        )
        registration = Registration.objects.get(person=person)
        assert (registration.organisation_id, registration.category_id) == (
            guests["university"],
            guests["committee"],
        )


def test_register_somebody_whose_name_is_known_asks_and_never_merges_unseen(
    world: World, browser: Callable[[str], Client], event: Event, guests: dict[str, int], at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        known = make_person(by, "วรรณา", "งามดี")
    asked = client.post(f"{at('register')}?lang=en", {"name": "ดร.วรรณา งามดี", "position": "ผู้อำนวยการ"})
    assert asked.status_code == 422
    assert "People of this name are known already." in asked.text
    assert "ผู้อำนวยการ" in asked.text
    assert f'value="{known.pk}"' in asked.text
    assert client.post(at("register"), {"name": "วรรณา งามดี", "person": str(known.pk)}).status_code == 302
    assert client.post(at("register"), {"name": "วรรณา งามดี", "person": "new"}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert Person.objects.filter(given_name_th="วรรณา").count() == 2
        assert Registration.objects.filter(person=known).count() == 1
    again = client.post(f"{at('register')}?lang=en", {"name": "วรรณา งามดี", "person": str(known.pk)})
    assert again.status_code == 422
    assert "is registered already" in again.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "\u200b"}, "This field is required."),
        ({"name": "ก" * 200_000}, "at most 300 characters"),
        ({"category": "999999"}, "Select a valid choice."),
        ({"organisation": "999999"}, "Choose an organisation of the directory."),
    ],
)
def test_register_with_bad_input_says_so(
    world: World, browser: Callable[[str], Client], at: At, typed: dict[str, str], sentence: str
) -> None:
    response = browser("secretariat").post(f"{at('register')}?lang=en", {"name": "สมชาย รักดี", **typed})
    assert response.status_code == 422
    assert sentence in response.text
    assert registered(world) == ["ผู้เข้าร่วม1 ใจดี"]


def test_register_into_a_category_of_another_network_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, foreign: Event, at: At
) -> None:
    with system_scope("test", world.b.pk):
        category = foreign.categories.get().pk
    response = browser("secretariat").post(at("register"), {"name": "สมชาย รักดี", "category": category})
    assert response.status_code == 422
    assert registered(world) == ["ผู้เข้าร่วม1 ใจดี"]


def test_change_registration_that_somebody_changed_meanwhile_asks(
    world: World, browser: Callable[[str], Client], guests: dict[str, int], at: At
) -> None:
    client = browser("secretariat")
    address = at("change_registration", guests["กานดา"])
    opened = version_of(client, address)
    assert client.post(address, {"version": opened, "category": guests["committee"]}).status_code == 302
    late = client.post(address, {"version": opened, "position": "เลขานุการ"})
    assert late.status_code == 409
    assert "กรรมการ" in late.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.get(pk=guests["กานดา"]).position == ""


def test_remove_registration_is_undone(
    world: World,
    browser: Callable[[str], Client],
    guests: dict[str, int],
    at: At,
    statements: Statements,
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        before = Registration.objects.values().get(pk=guests["เกษม"])
    gone = client.post(at("remove_part", "registration", guests["เกษม"]))
    assert "เกษม ใจดี" not in registered(world)
    page = html.unescape(client.get(gone.headers["Location"], query_params={"lang": "en"}).text)
    entries = re.search(r'name="entries" value="(\d+)"', client.get(gone.headers["Location"]).text)
    assert entries
    assert page
    with statements() as sent:
        client.post(at("restore"), {"entries": entries[1]})
    # Whoever asks for the last seat at this moment waits until this one is counted.
    assert [each for each in sent if "events_registrationsettings" in str(each) and "FOR UPDATE" in str(each)]
    with user_scope(world.users["secretariat"], "alpha"):
        after = Registration.objects.values().get(pk=guests["เกษม"])
        assert {**after, "registered_at": None} == {**before, "registered_at": None}


def test_categorise_several_people_at_once(
    world: World,
    browser: Callable[[str], Client],
    event: Event,
    foreign: Event,
    guests: dict[str, int],
    at: At,
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.b.pk):
        stranger, category = foreign.registrations.get().pk, foreign.categories.get().pk
    ticked = [str(guests["กานดา"]), str(guests["เกษม"]), str(stranger), "x"]
    client.post(at("categorise"), {"pick": ticked, "category": str(guests["committee"])})
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.filter(category_id=guests["committee"]).count() == 3
        assert len(AuditEntry.objects.get(act="categorise_people").changes["category"][0]) == 1
    assert client.post(at("categorise"), {"pick": ticked, "category": str(category)}).status_code == 404
    client.post(at("categorise"), {"pick": ticked, "category": "none"})
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.filter(category=None).count() == 2
    with system_scope("test", world.b.pk):
        assert foreign.registrations.get().category_id == category
    assert browser("board").post(at("categorise"), {"category": "none"}).status_code == 403


# --- categories and institutions


def test_remove_category_with_people_is_refused_with_a_reason(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        category = event.categories.get().pk
    response = client.post(f"{at('remove_part', 'category', category)}?lang=en", follow=True)
    assert "One person is registered in" in response.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert event.categories.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"), [("-1", "A count cannot be negative."), ("สี่สิบ", "Write a whole number")]
)
def test_write_category_with_a_count_that_is_none_says_so(
    world: World,
    browser: Callable[[str], Client],
    at: At,
    sheet: Callable[..., dict[str, Any]],
    typed: str,
    sentence: str,
) -> None:
    response = browser("secretariat").post(
        f"{at('categories')}?lang=en", sheet({"name_th": "กรรมการ", "stated_count": typed})
    )
    assert response.status_code == 422
    assert sentence in response.text
    assert f'value="{typed}"' in response.text


def test_write_categories_keeps_stated_numbers(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    rows = sheet({"name_th": "กรรมการ", "stated_count": "๔๑"}, {"name_th": "เจ้าหน้าที่", "stated_count": ""})
    assert browser("secretariat").post(at("categories"), rows).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        found = ParticipantCategory.objects.order_by("order").values_list("name_th", "stated_count")
        assert list(found) == [("กรรมการ", 41), ("เจ้าหน้าที่", None), ("ประเภท 1", 1)]


def test_name_institutions_one_a_line_and_count_them_once(
    world: World, browser: Callable[[str], Client], event: Event, guests: dict[str, int], at: At
) -> None:
    client = browser("secretariat")
    for _time in range(2):
        response = client.post(at("institutions"), {"organisations": "มหาวิทยาลัยริมน้ำ\nคณะวิทยาศาสตร์"})
        assert response.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert ParticipatingInstitution.objects.filter(event=event).count() == 3
    unknown = client.post(f"{at('institutions')}?lang=en", {"organisations": "มหาวิทยาลัยริมน้ำ\nสถาบันนิรนาม"})
    assert unknown.status_code == 422
    assert "มหาวิทยาลัยริมน้ำ" in unknown.text
    text = html.unescape(client.get(at("event"), query_params={"lang": "en"}).text)
    assert re.search(r"Institutions</a>.*?Counted</dt>.*?>2<", text, re.DOTALL)
