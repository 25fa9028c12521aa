"""What organisers do with registrations: approving, declining, counting, exporting, opening the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.comms.models import Message
from samphan.events.models import RegistrationState
from samphan.events.queries.numbers import participation_numbers
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.events.registration.forms import registered, send
from tests.factories.registration import form_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.personas import World


def test_approve_many_gives_seats_in_order_and_the_rest_waits(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    path = open_form(seats=2, needs_approval=True)
    for number in range(3):
        send(path, name=f"คน{number} ที่{number}", email=f"{number}@example.org")
    people = registered(world)
    assert {each.state for each in people} == {"submitted"}
    secretariat = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/registration"
    assert secretariat.post(f"{at}/approve/", {"pick": [each.pk for each in people]}).status_code == 302
    assert [each.state for each in registered(world)] == ["confirmed", "confirmed", "waiting"]
    with system_scope("test", world.a.pk):
        assert AuditEntry.objects.filter(act="approve_registration").count() == 3


def test_decline_asks_the_reason_and_tells_it(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_approval=True))
    (found,) = registered(world)
    secretariat = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/registration"
    asked = secretariat.post(f"{at}/approve/", {"pick": found.pk, "act": "decline"})
    assert secretariat.post(asked["Location"], {"reason": ""}).status_code == 422
    assert secretariat.post(asked["Location"], {"reason": "เฉพาะสมาชิก"}).status_code == 302
    (found,) = registered(world)
    assert (found.state, found.answered_reason) == ("declined", "เฉพาะสมาชิก")
    with system_scope("test", world.a.pk):
        assert "เฉพาะสมาชิก" in Message.objects.order_by("-id")[0].text


def test_staff_acts_are_refused_to_coordinators(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_approval=True))
    (found,) = registered(world)
    client = world.client("coordinator")
    at = f"/n/alpha/events/{event.pk}"
    assert client.post(f"{at}/registration/approve/", {"pick": found.pk}).status_code == 403
    assert client.get(f"{at}/registration/settings/").status_code == 403
    assert client.post(f"{at}/registration/link/").status_code == 403
    assert client.get(f"{at}/registration/waiting/").status_code == 403
    assert client.get(f"{at}/people/{found.pk}/withdraw/").status_code == 404
    assert [each.state for each in registered(world)] == ["submitted"]


def test_numbers_lists_and_exports_hold_those_who_take_part(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    path = open_form(seats=1)
    send(path, name="ได้ที่ นั่ง", email="in@example.org")
    send(path, name="รอที่ นั่ง", email="out@example.org")
    with system_scope("test", world.a.pk):
        assert participation_numbers(event).counted == 1
    secretariat = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/people/"
    names = {
        asked: [name for name in ("ได้ที่ นั่ง", "รอที่ นั่ง") if name in secretariat.get(f"{at}{asked}").text]
        for asked in ("", "?state=waiting", "?state=every", "?state=nonsense")
    }
    assert names == {
        "": ["ได้ที่ นั่ง"],
        "?state=waiting": ["รอที่ นั่ง"],
        "?state=every": ["ได้ที่ นั่ง", "รอที่ นั่ง"],
        "?state=nonsense": ["ได้ที่ นั่ง"],
    }


def test_settings_form_opens_a_registration_and_says_who_was_first(world: World, event: Event) -> None:
    client = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/registration/"
    assert client.get(at).status_code == 200
    posted = {"has_form": "on", "seats": "๒๐", "offer_hours": "24", "needs_kept_days": "", "version": ""}
    assert client.post(f"{at}settings/", posted).status_code == 302
    page = client.get(f"{at}settings/")
    stale = {**posted, "seats": "30", "version": page.context["form"]["version"].value()}
    assert client.post(f"{at}settings/", {**stale, "offer_hours": "721"}).status_code == 422
    assert client.post(f"{at}settings/", stale).status_code == 302
    conflict = client.post(f"{at}settings/", {**stale, "seats": "40"})
    assert conflict.status_code == 409
    with system_scope("test", world.a.pk):
        assert event.registration.seats == 30
        assert event.registration.offer_hours == 24


def test_renew_form_link_ends_the_old_one(world: World, event: Event, open_form: Callable[..., str]) -> None:
    old = open_form()
    assert (
        world.client("secretariat").post(f"/n/alpha/events/{event.pk}/registration/link/").status_code == 302
    )
    assert Client().get(old).status_code == 410
    with system_scope("test", world.a.pk):
        assert Client().get(links.path(form_link(event), "alpha")).status_code == 200


@pytest.mark.parametrize("page", ["registration/", "registration/waiting/", "registration/needs/", "people/"])
def test_page_of_registration_asks_the_same_with_more_rows(
    world: World, event: Event, open_form: Callable[..., str], statements: Statements, page: str
) -> None:
    path = open_form(needs_approval=page == "registration/waiting/")
    client = world.client("secretariat")
    asked = []
    for rows in (1, 3):
        while len(registered(world)) < rows:
            number = len(registered(world))
            send(
                path, name=f"คน{number} ที่{number}", email=f"{number}@example.org", diet="halal", consent="on"
            )
        with statements() as sent:
            assert client.get(f"/n/alpha/events/{event.pk}/{page}").status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_withdrawn_by_staff_gives_the_reason(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form())
    (found,) = registered(world)
    path = f"/n/alpha/events/{event.pk}/people/{found.pk}/withdraw/"
    assert world.client("secretariat").post(path, {"reason": "ติดราชการ"}).status_code == 302
    (found,) = registered(world)
    assert (found.state, found.answered_reason) == (RegistrationState.WITHDRAWN, "ติดราชการ")


def test_declined_and_withdrawn_come_back_by_the_organisers(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_approval=True))
    (found,) = registered(world)
    client = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}"
    client.post(f"{at}/registration/decline/?pick={found.pk}", {"reason": "ไม่ครบ"})
    assert "/step/reconsider/" in client.get(f"{at}/people/?state=declined").text
    client.post(f"{at}/people/{found.pk}/step/reconsider/")
    assert registered(world)[0].state == "submitted"
    client.post(f"{at}/people/{found.pk}/withdraw/", {"reason": ""})
    assert "/step/return/" in client.get(f"{at}/people/?state=withdrawn").text
    client.post(f"{at}/people/{found.pk}/step/return/")
    assert registered(world)[0].state == "submitted"
    assert client.post(f"{at}/people/{found.pk}/step/confirm/").status_code == 404
