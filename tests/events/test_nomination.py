"""Institutions name people: by a personal link or with an account, within the quota, exchanged and withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.directory.models import Person
from samphan.events.actions.nomination import invite_institutions
from samphan.events.actions.people import CategoryRow, arrange_categories, name_institutions
from samphan.events.actions.registration_settings import CategoryLimit, set_up_registration
from samphan.events.models import Nomination, Registration
from samphan.events.queries.nomination import nomination_links
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, name_representative
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_affiliation, make_organisation
from tests.factories.events import make_event
from tests.factories.registration import nomination_link_of, open_registration

if TYPE_CHECKING:
    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture
def event(world: World) -> Event:
    """An event that lies ahead, with a registration that is open."""
    soon = timezone.localdate() + dt.timedelta(days=30)
    with system_scope("test", world.a.pk) as by:
        event = make_event(by, starts=PartialDate.of(soon), ends=PartialDate.of(soon))
        open_registration(by, event)
        return event


@pytest.fixture
def nomination(world: World, event: Event) -> Nomination:
    """An institution with a quota of four, which the coordinator represents."""
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by, "มหาวิทยาลัยต้นแบบ")
        member = admit_member(by=by, organisation=organisation)
        name_representative(
            by=by,
            member=member,
            email="coordinator@example.org",
            name="ผู้ประสานงาน",
            since_on=dt.date(2026, 1, 1),
        )
        (made,) = invite_institutions(
            by=by, event=event, organisations=[organisation], quota=4, now=timezone.now()
        )
        return made


def path_of(world: World, nomination: Nomination) -> str:
    with system_scope("test", world.a.pk):
        return links.path(nomination_link_of(nomination), "alpha")


def name_five(client: Client, path: str) -> list[Any]:
    return [
        client.post(path, {"name": f"อ.คนที่{number} สกุล{number}", "email": f"{number}@example.org"})
        for number in range(1, 6)
    ]


def people(world: World) -> list[Registration]:
    with system_scope("test", world.a.pk):
        return list(Registration.objects.select_related("person", "organisation").order_by("id"))


@pytest.mark.parametrize("has_account", [True, False])
def test_nominate_a_fifth_for_four_goes_to_the_waiting_list_and_is_told(
    world: World, event: Event, nomination: Nomination, has_account: bool
) -> None:
    client = world.client("coordinator") if has_account else Client()
    path = (
        f"/n/alpha/events/{event.pk}/nominations/{nomination.pk}/"
        if has_account
        else path_of(world, nomination)
    )
    client.get(f"{path}?lang=en")  # the language is kept
    answers = name_five(client, path)
    assert {each.status_code for each in answers} == {302}
    assert [(each.state, each.way) for each in people(world)] == [
        *[("confirmed", "nominated")] * 4,
        ("waiting", "nominated"),
    ]
    page = client.get(path).text
    assert "is on the waiting list, because the quota or the seats are used up" in page
    assert all(f"คนที่{number}" in page for number in range(1, 6))
    with system_scope("test", world.a.pk):
        nomination.refresh_from_db()
        assert nomination.state == "answered"
        assert {each.organisation for each in people(world)} == {nomination.organisation}


def test_substitute_takes_the_seat_and_withdraws_the_other(world: World, nomination: Nomination) -> None:
    path, client = path_of(world, nomination), Client()
    name_five(client, path)
    first = people(world)[0]
    posted = {"name": "ดร.คนใหม่ มาแทน", "email": "new@example.org"}
    assert client.post(f"{path}people/{first.pk}/substitute/", posted).status_code == 302
    found = people(world)
    assert [each.state for each in found] == ["withdrawn", *["confirmed"] * 3, "waiting", "confirmed"]
    assert found[-1].replaces_id == first.pk
    assert "คนใหม่" in client.get(path).text


def test_withdraw_offers_the_seat_to_the_fifth_who_is_accepted_by_the_institution(
    world: World, nomination: Nomination
) -> None:
    path, client = path_of(world, nomination), Client()
    name_five(client, path)
    found = people(world)
    assert client.post(f"{path}people/{found[1].pk}/withdraw/", {"reason": "ติดสอน"}).status_code == 302
    assert people(world)[4].state == "offered"
    assert client.post(f"{path}people/{found[4].pk}/step/accept/").status_code == 302
    assert people(world)[4].state == "confirmed"


def test_correct_a_name_of_a_new_person_and_refuse_that_of_a_known_one(
    world: World, nomination: Nomination
) -> None:
    path, client = path_of(world, nomination), Client()
    name_five(client, path)
    first = people(world)[0]
    at = f"{path}people/{first.pk}/"
    assert client.get(at).status_code == 200
    posted = {"name": "ผศ.คนแรก แก้ไขแล้ว", "email": "1@example.org", "position": "คณบดี"}
    assert client.post(at, posted).status_code == 302
    changed = people(world)[0]
    assert (changed.person.name_th, changed.position) == ("ผศ.คนแรก แก้ไขแล้ว", "คณบดี")
    with system_scope("test", world.a.pk) as by:
        make_affiliation(by, Person.objects.get(pk=changed.person_id), nomination.organisation)
    assert client.post(at, {**posted, "name": "คนอื่น ทั้งคน"}).status_code == 422


def test_same_name_twice_is_said(world: World, nomination: Nomination) -> None:
    path, client = path_of(world, nomination), Client()
    assert client.post(path, {"name": "รศ.ดร.ซ้ำ กัน"}).status_code == 302
    assert client.post(path, {"name": "ซ้ำ  กัน"}).status_code == 422
    assert len(people(world)) == 1


def test_form_sent_twice_names_once(world: World, nomination: Nomination) -> None:
    path, client = path_of(world, nomination), Client()
    posted = {"name": "หนึ่ง เดียว", "key": "6f2d3a52-0c61-4f7c-9a8d-0d2c37a4b111"}
    assert [client.post(path, posted).status_code for _click in range(2)] == [302, 302]
    assert len(people(world)) == 1


def test_category_quota_of_an_institution_is_counted_apart(
    world: World, event: Event, nomination: Nomination
) -> None:
    with system_scope("test", world.a.pk) as by:
        rows = [CategoryRow(name_th="ผู้บริหาร"), CategoryRow(name_th="อาจารย์")]
        leaders, teachers = arrange_categories(by=by, event=event, rows=rows).parts
        limits = [CategoryLimit(category=leaders, quota=1), CategoryLimit(category=teachers)]
        set_up_registration(by=by, event=event, limits=limits, now=timezone.now())
    path, client = path_of(world, nomination), Client()
    for name, category in (("ก หนึ่ง", leaders), ("ก สอง", leaders), ("ก สาม", teachers)):
        client.post(path, {"name": name, "category": category.pk})
    found = people(world)
    assert [each.state for each in found] == ["confirmed", "waiting", "confirmed"]
    posted = {"name": found[2].person.name_th, "category": leaders.pk}
    assert client.post(f"{path}people/{found[2].pk}/", posted).status_code == 422


def test_institution_that_does_not_take_part_says_so(world: World, nomination: Nomination) -> None:
    path, client = path_of(world, nomination), Client()
    assert client.post(f"{path}answer/", {"note": "ติดภารกิจ"}).status_code == 302
    with system_scope("test", world.a.pk):
        nomination.refresh_from_db()
    assert (nomination.state, nomination.note) == ("declined", "ติดภารกิจ")
    assert client.post(f"{path}answer/", {"note": ""}).status_code == 302
    assert client.post(path, {"name": "มาแล้ว ครับ"}).status_code == 302
    assert client.post(f"{path}answer/", {"note": ""}).status_code == 422
    with system_scope("test", world.a.pk):
        nomination.refresh_from_db()
    assert nomination.state == "answered"


def test_page_by_link_shows_nothing_of_another_institution(
    world: World, event: Event, nomination: Nomination
) -> None:
    with system_scope("test", world.a.pk) as by:
        other = make_organisation(by, "มหาวิทยาลัยอื่น")
        (theirs,) = invite_institutions(by=by, event=event, organisations=[other], now=timezone.now())
    Client().post(path_of(world, theirs), {"name": "ความลับ ของเขา"})
    (secret,) = people(world)
    path, client = path_of(world, nomination), Client()
    assert "ความลับ" not in client.get(path).text
    for page in ("", "substitute/", "withdraw/"):
        assert client.get(f"{path}people/{secret.pk}/{page}").status_code == 404
        assert client.post(f"{path}people/{secret.pk}/{page}", {"name": "ฉัน เอง"}).status_code == 404
    coordinator = world.client("coordinator")
    at = f"/n/alpha/events/{event.pk}"
    assert "มหาวิทยาลัยอื่น" not in coordinator.get(f"{at}/nominations/").text
    assert coordinator.get(f"{at}/nominations/{theirs.pk}/").status_code == 404
    assert coordinator.get(f"{at}/nominees/{secret.pk}/").status_code == 404
    assert coordinator.get(f"{at}/nominations/export/").status_code == 403
    assert coordinator.get(f"{at}/nominations/{nomination.pk}/change/").status_code == 403


def test_closed_registration_refuses_the_institution_but_not_the_organisers(
    world: World, event: Event, nomination: Nomination
) -> None:
    with system_scope("test", world.a.pk) as by:
        set_up_registration(by=by, event=event, closes_on=dt.date(2026, 1, 1), now=timezone.now())
    assert Client().post(path_of(world, nomination), {"name": "สาย ไปแล้ว"}).status_code == 422
    at = f"/n/alpha/events/{event.pk}/nominations/{nomination.pk}/"
    assert world.client("secretariat").post(at, {"name": "สาย ไปแล้ว"}).status_code == 302


def test_invite_all_members_and_institutions_at_once(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        member, named, typed = (make_organisation(by, f"มหาวิทยาลัยที่ {number}") for number in (1, 2, 3))
        admit_member(by=by, organisation=member)
        name_institutions(by=by, event=event, organisations=[named])
    client = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/nominations/"
    assert client.post(f"{at}new/", {}).status_code == 422
    posted = {"all_members": "on", "all_institutions": "on", "organisations": typed.name_th, "quota": "3"}
    assert client.post(f"{at}new/", posted).status_code == 302
    assert client.post(f"{at}new/", posted).status_code == 302
    with system_scope("test", world.a.pk):
        rows = nomination_links(event, "alpha", now=timezone.now())
        assert [(each.nomination.organisation, each.nomination.quota) for each in rows] == [
            (member, 3),
            (named, 3),
            (typed, 3),
        ]
        assert len({each.address for each in rows}) == 3
    assert client.get(f"{at}export/").status_code == 200


def test_renew_ends_the_old_link(world: World, event: Event, nomination: Nomination) -> None:
    old = path_of(world, nomination)
    at = f"/n/alpha/events/{event.pk}/nominations/{nomination.pk}/link/"
    assert world.client("secretariat").post(at).status_code == 302
    assert Client().get(old).status_code == 410
    assert Client().get(path_of(world, nomination)).status_code == 200
    with system_scope("test", world.a.pk):
        assert AuditEntry.objects.filter(act="renew_nomination_link").count() == 1


def test_list_of_nominations_asks_the_same_with_more_rows(
    world: World, event: Event, nomination: Nomination, statements: Statements
) -> None:
    client = world.client("secretariat")
    path = path_of(world, nomination)
    pages = (
        f"/n/alpha/events/{event.pk}/nominations/",
        f"/n/alpha/events/{event.pk}/nominations/{nomination.pk}/",
        path,
    )
    asked = []
    for rows in (1, 3):
        for number in range(len(people(world)), rows):
            Client().post(path, {"name": f"คน{number} ที่{number}"})
            with system_scope("test", world.a.pk) as by:
                organisation = make_organisation(by, f"สถาบันที่ {number}")
                invite_institutions(by=by, event=event, organisations=[organisation], now=timezone.now())
        counts = []
        for page in pages:
            with statements() as sent:
                assert client.get(page).status_code == 200
            counts.append(len(sent))
        asked.append(counts)
    assert asked[0] == asked[1]
