"""Contact points: kept as given, seen as far as they say, and by no other network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from samphan.directory import policy
from samphan.directory.actions import (
    accept_claim,
    add_contact_point,
    appoint_steward,
    change_contact_point,
    claim_person,
    relate_person,
    remove_contact_point,
    unrelate_person,
)
from samphan.directory.models import ContactPoint, PersonClaim
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry, SearchRow
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor
    from tests.directory.conftest import Statements
    from tests.personas import World

Browser = Callable[[str], Client]
NOW = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
VALUES = {"secretariat": "0 5300 0001", "members": "0 5300 0002", "public": "0 5300 0003"}


def add(by: Actor, subject: Organisation | Person, **words: Any) -> ContactPoint:
    return add_contact_point(by=by, subject=subject, **{"kind": "phone", "value": "053 000 000", **words})


def add_all(by: Actor, subject: Organisation | Person) -> None:
    for visibility, value in VALUES.items():
        add(by, subject, value=value, visibility=visibility, purpose=f"ใช้{visibility}")


@pytest.mark.parametrize(
    ("persona", "seen"),
    [
        ("secretariat", ["secretariat", "members", "public"]),
        ("board", ["members", "public"]),
        ("coordinator", ["members", "public"]),
        ("partner", ["members", "public"]),
    ],
)
def test_page_export_and_search_show_no_more_than_the_visibility(
    world: World, browser: Browser, persona: str, seen: list[str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation, person = make_organisation(by), make_person(by)
        add_all(by, organisation)
        add_all(by, person)
    client = browser(persona)
    pages = {
        "organisation": client.get(f"/n/alpha/organisations/{organisation.pk}/").text,
        "person": client.get(f"/n/alpha/people/{person.pk}/").text,
        "search": client.get("/n/alpha/search/?q=0 5300").text + client.get("/search/?q=5300").text,
    }
    for kind in ("organisations", "people"):
        book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"/n/alpha/{kind}/export/").content))
        pages[kind] = str(book.get_sheet_by_index(0).to_python())
    for name, page in pages.items():
        shown = [visibility for visibility, value in VALUES.items() if value in page]
        assert shown == ([] if name == "search" else seen), name


def test_another_network_sees_none_of_them(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation, person = make_organisation(by), make_person(by, is_listed=True)
        add_all(by, organisation)
        add_all(by, person)
        contact = ContactPoint.objects.first()
    with system_scope("test", world.b.pk) as by:
        relate_person(by=by, person=person)
        assert ContactPoint.objects.count() == 0
        own = add(by, person, value="02 000 0000")
    client = browser("stranger")
    for address in (f"organisations/{organisation.pk}/", f"people/{person.pk}/", "people/export/"):
        page = client.get(f"/n/beta/{address}")
        body = (
            str(CalamineWorkbook.from_filelike(BytesIO(page.content)).get_sheet_by_index(0).to_python())
            if "export" in address
            else page.text
        )
        assert [value for value in VALUES.values() if value in body] == [], address
        assert ("02 000 0000" in body) == ("people" in address)
    assert contact is not None
    for act in ("", "remove/"):
        assert client.post(f"/n/beta/contacts/{contact.pk}/{act}").status_code == 404
        assert browser("secretariat").post(f"/n/alpha/contacts/{own.pk}/{act}").status_code == 404


def test_contact_points_go_when_the_network_lets_a_person_go(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by, is_listed=True)
        add(by, person, value="0 5300 0001")
    with system_scope("test", world.b.pk) as by:
        relate_person(by=by, person=person)
        add(by, person, value="0 5300 0002")
    with user_scope(world.users["stranger"], "beta") as by:
        claim_person(by=by, person=person, now=NOW)
        unrelate_person(by=by, person=person)
        assert not ContactPoint.objects.exists()
        assert not PersonClaim.objects.exists()
    with system_scope("test", world.a.pk):
        assert ContactPoint.objects.get().value == "0 5300 0001"


def test_see_rule_is_for_actor(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation, person = make_organisation(by), make_person(by)
        unit = make_organisation(by, "คณะ", kind="faculty", parent=organisation)
        for subject in (organisation, person, unit):
            add_all(by, subject)
        appoint_steward(
            by=by, organisation=organisation, user=world.users["lead"], since_on=dt.date(2020, 1, 1)
        )
    with user_scope(world.users["partner"], "alpha") as by:
        asked = claim_person(by=by, person=person, now=NOW)
    with system_scope("test", world.a.pk) as by:
        accept_claim(by=by, claim=asked, now=NOW)
    counts = {}
    for persona in ("secretariat", "board", "lead", "partner"):
        with user_scope(world.users[persona], "alpha") as by:
            seen = set(ContactPoint.objects.for_actor(by).values_list("pk", flat=True))
            everything = ContactPoint.objects.select_related("person", "organisation")
            assert seen == {each.pk for each in everything if policy.see_contact(by, each)}, persona
            counts[persona] = len(seen)
    assert counts == {"secretariat": 9, "board": 6, "lead": 8, "partner": 7}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "fax"}, "kind"),
        ({"visibility": "world"}, "visibility"),
        ({"value": "  "}, "value"),
        ({"value": "ต่อ"}, "value"),
        ({"kind": "mail", "value": "somchai"}, "value"),
        ({"kind": "website", "value": "javascript:alert(1)"}, "value"),
        ({"value": "0" * 501}, "value"),
        ({"purpose": "ก" * 201}, "purpose"),
        ({"source": "ก" * 301}, "source"),
    ],
)
def test_add_refuses_what_reaches_nobody(world: World, words: Any, field: str) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by)
        with pytest.raises(Problem) as caught:
            add(by, organisation, **words)
    assert caught.value.field == field


def test_change_and_remove_leave_no_number_in_the_trail(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
        contact = add(by, person, value="๐๕๓ ๐๐๐ ๐๐๑ ต่อ ๐๑๒")
        assert contact.value == "๐๕๓ ๐๐๐ ๐๐๑ ต่อ ๐๑๒"
        change_contact_point(
            by=by,
            contact=contact,
            version=1,
            kind="line",
            value="@somchai",
            purpose="นัดหมาย",
            visibility="members",
            source="",
        )
        with pytest.raises(Conflict):
            change_contact_point(by=by, contact=contact, version=1, value="0")
        remove_contact_point(by=by, contact=contact)
        trail = list(
            AuditEntry.objects.filter(act__endswith="contact_point")
            .order_by("id")
            .values_list("act", "changes")
        )
        assert [act for act, _changes in trail] == [
            "add_contact_point",
            "change_contact_point",
            "remove_contact_point",
        ]
        assert "๐๕๓" not in str(trail)
        assert "somchai" not in str(trail)
        assert not ContactPoint.objects.exists()
        assert not SearchRow.objects.filter(norm__contains="somchai").exists()
        assert search.find("053000001", kinds=["directory.person"]).hits == ()


def test_keep_is_for_editors_stewards_and_the_person(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by)
        unit = make_organisation(by, "คณะ", kind="faculty", parent=organisation)
        other = make_organisation(by, "อื่น")
        appoint_steward(
            by=by, organisation=organisation, user=world.users["lead"], since_on=dt.date(2020, 1, 1)
        )
    with user_scope(world.users["lead"], "alpha") as by:
        add(by, unit)
        with pytest.raises(Refused):
            add(by, other)
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        add(by, organisation)


def test_forms_keep_what_was_typed(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
    client = browser("secretariat")
    address = f"/n/alpha/people/{person.pk}/contacts/new/"
    answer = client.post(address, {"kind": "mail", "value": "somchai ที่ cmu", "visibility": "members"})
    assert (answer.status_code, "somchai ที่ cmu" in answer.text) == (422, True)
    data = {"kind": "phone", "value": "0815550000", "visibility": "members", "purpose": "ด่วน"}
    assert client.post(address, data).status_code == 302
    page = client.get(f"/n/alpha/people/{person.pk}/").text
    assert 'href="tel:0815550000"' in page
    with system_scope("test", world.a.pk):
        contact = ContactPoint.objects.get()
    stale = client.post(f"/n/alpha/contacts/{contact.pk}/", {**data, "value": "02", "version": "0"})
    assert stale.status_code == 409
    assert client.post(f"/n/alpha/contacts/{contact.pk}/remove/").status_code == 302


def test_pages_cost_the_same_with_one_and_with_three(
    world: World, browser: Browser, statements: Statements
) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation, person = make_organisation(by), make_person(by)
        add(by, organisation)
        add(by, person)
    client = browser("board")
    pages = [f"/n/alpha/organisations/{organisation.pk}/", f"/n/alpha/people/{person.pk}/"]
    before = [statements(client, page) for page in pages]
    with system_scope("test", world.a.pk) as by:
        for subject in (organisation, person):
            add(by, subject, visibility="members")
            add(by, subject, visibility="public")
    assert [statements(client, page) for page in pages] == before
