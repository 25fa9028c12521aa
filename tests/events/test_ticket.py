"""The ticket: what its bearer reads and can do, and what a stranger cannot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from samphan.boards.actions.outputs import hide_fates, publish_fates
from samphan.events.actions.programme import AgendaRow, arrange_agenda
from samphan.events.actions.registration import withdraw
from samphan.events.actions.registration_settings import set_up_registration
from samphan.events.actions.registration_ticket import ticket_link, ticket_links
from samphan.events.models import PersonalNeed, Registration
from samphan.kit.partial import PartialDate
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry, Link
from samphan.tenancy.scope import system_scope
from tests.factories.events import make_event
from tests.factories.registration import apply, open_registration, told

if TYPE_CHECKING:
    from samphan.events.models import Event
    from tests.personas import World

SOON = dt.timedelta(days=30)


@pytest.fixture
def event(world: World) -> Event:
    """An event that lies ahead, with one seat."""
    first = timezone.localdate() + SOON
    with system_scope("test", world.a.pk) as by:
        event = make_event(
            by,
            starts=PartialDate.of(first),
            ends=PartialDate.of(first + dt.timedelta(days=1)),
            venue_th="หอประชุมใหญ่",
            venue_en="Great hall",
        )
        open_registration(by, event, seats=1)
        return event


def join(world: World, event: Event, number: int = 1, **words: Any) -> tuple[Registration, str]:
    """A registration of this moment, and the path of its ticket."""
    with system_scope("test", world.a.pk):
        registration = apply(event, number, now=timezone.now(), **words)
        return registration, links.path(ticket_link(registration, now=timezone.now()), "alpha")


def state(world: World, registration: Registration) -> str:
    with system_scope("test", world.a.pk):
        return Registration.objects.get(pk=registration.pk).state


def test_ticket_shows_state_place_and_its_own_address_as_qr(
    world: World, event: Event, settings: Any
) -> None:
    _registration, path = join(world, event)
    page = Client().get(f"{path}?lang=en")
    assert page.status_code == 200
    assert "Your registration is confirmed" in page.text
    assert "Great hall" in page.text
    assert 'class="qr"' in page.text
    assert page.context["address"] == f"{settings.BASE_URL}{path}"
    assert "no-cache" in page["Cache-Control"]


def test_ticket_of_a_withdrawn_registration_lets_nobody_in_and_has_no_code(
    world: World, event: Event
) -> None:
    registration, path = join(world, event)
    assert Client().post(f"{path}withdraw/", {"reason": ""}).status_code == 302
    page = Client().get(f"{path}?lang=en")
    assert "This registration was withdrawn" in page.text
    assert 'class="qr"' not in page.text
    assert Client().post(f"{path}withdraw/", {}).status_code == 422
    assert state(world, registration) == "withdrawn"


def test_ticket_returns_while_registration_is_open(world: World, event: Event) -> None:
    registration, path = join(world, event)
    Client().post(f"{path}withdraw/", {})
    assert Client().post(f"{path}step/return/").status_code == 302
    assert state(world, registration) == "confirmed"
    Client().post(f"{path}withdraw/", {})
    with system_scope("test", world.a.pk) as by:
        set_up_registration(by=by, event=event, closes_on=dt.date(2026, 1, 1), now=timezone.now())
    Client().post(f"{path}step/return/")
    assert state(world, registration) == "withdrawn"


def test_ticket_accepts_an_offer_and_says_when_it_is_too_late(world: World, event: Event) -> None:
    first, _path = join(world, event)
    second, path = join(world, event, 2)
    assert "You are number 1 in the queue" in Client().get(f"{path}?lang=en").text
    with system_scope("test", world.a.pk) as by:
        withdraw(by=by, registration=first, now=timezone.now())
    assert "Accept the seat" in Client().get(f"{path}?lang=en").text
    ended = timezone.now() - dt.timedelta(minutes=1)
    with system_scope("test", world.a.pk):
        Registration.objects.filter(pk=second.pk).update(offer_ends_at=ended)
    assert "The time to accept is over" in Client().get(f"{path}?lang=en").text
    Client().post(f"{path}step/accept/")
    assert state(world, second) == "offered"
    with system_scope("test", world.a.pk):
        Registration.objects.filter(pk=second.pk).update(offer_ends_at=ended + SOON)
    Client().post(f"{path}step/accept/")
    assert state(world, second) == "confirmed"


@pytest.mark.parametrize("act", ["confirm", "approve", "offer", "expire", "decline"])
def test_ticket_does_not_let_its_bearer_decide(world: World, event: Event, act: str) -> None:
    join(world, event)
    registration, path = join(world, event, 2)
    assert Client().post(f"{path}step/{act}/").status_code == 404
    assert state(world, registration) == "waiting"


def test_ticket_changes_the_own_contact_and_nobody_elses(world: World, event: Event) -> None:
    registration, path = join(world, event)
    other, _path = join(world, event, 2)
    assert Client().post(f"{path}contact/", {"email": "wrong", "phone": ""}).status_code == 422
    assert Client().post(f"{path}contact/", {"email": "me@example.org", "phone": "02 1"}).status_code == 302
    with system_scope("test", world.a.pk):
        found = dict(Registration.objects.values_list("pk", "email"))
        assert found == {registration.pk: "me@example.org", other.pk: other.email}
        assert AuditEntry.objects.get(act="change_contact").actor_kind == "link"


def test_ticket_takes_the_consent_to_needs_back(world: World, event: Event) -> None:
    _registration, path = join(world, event, needs=told(diet=("allergy", "กุ้ง")))
    assert "กุ้ง" in Client().get(path).text
    posted = {"diet": "vegan", "diet_words": "", "access": "", "access_words": ""}
    assert Client().post(f"{path}needs/", posted).status_code == 422
    assert Client().post(f"{path}needs/", {**posted, "consent": "on"}).status_code == 302
    with system_scope("test", world.a.pk):
        assert list(PersonalNeed.objects.values_list("choice", flat=True)) == ["vegan"]
    assert Client().post(f"{path}needs/forget/").status_code == 302
    with system_scope("test", world.a.pk):
        assert not PersonalNeed.objects.exists()
        assert AuditEntry.objects.get(act="forget_needs").changes == {"needs": [["diet"], []]}


def test_guessed_ticket_is_not_found(world: World, event: Event) -> None:
    _registration, path = join(world, event)
    token = path.split("/")[5]
    for wrong in ("x" * 24, token[:-1] + ("A" if token[-1] != "A" else "B"), token[:12]):
        assert Client().get(path.replace(token, wrong)).status_code == 404
    assert Client().get(path.replace("/alpha/", "/beta/")).status_code == 404
    assert Client().get(path.replace("/ticket/", "/nominate/")).status_code == 404


def entries(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_calendar_holds_whole_days_and_the_sessions_whose_time_is_known(world: World, event: Event) -> None:
    day = timezone.localdate() + SOON
    with system_scope("test", world.a.pk) as by:
        rows = [
            AgendaRow(title_th="พิธีเปิด", day=day, starts_at=dt.time(9), ends_at=dt.time(9, 30)),
            AgendaRow(title_th="ยังไม่ทราบเวลา", day=day),
        ]
        arrange_agenda(by=by, event=event, rows=rows)
    _registration, path = join(world, event)
    answer = Client().get(f"{path}calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    whole, session = entries(answer.content)
    assert (whole.decoded("dtstart"), whole.decoded("dtend")) == (day, day + dt.timedelta(days=2))
    assert str(whole["summary"]) == "วันสร้างเครือข่าย"
    assert str(whole["location"]) == "หอประชุมใหญ่"
    start = session.decoded("dtstart")
    assert (start.hour, start.utcoffset()) == (9, dt.timedelta(hours=7))
    assert b"BEGIN:VTIMEZONE" in answer.content
    english = entries(Client().get(f"{path}calendar.ics?lang=en").content)
    assert str(english[0]["summary"]) == "Networking Day"


def test_calendar_of_an_event_known_to_the_month_has_no_entry(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk):
        month = PartialDate.of(timezone.localdate() + SOON, "month")
        type(event).objects.filter(pk=event.pk).update(starts=month, ends=None)
    _registration, path = join(world, event)
    assert entries(Client().get(f"{path}calendar.ics").content) == []


def test_ticket_links_are_made_once_for_many(world: World, event: Event) -> None:
    people = [join(world, event, number)[0] for number in (1, 2)]
    with system_scope("test", world.a.pk):
        again = ticket_links(people, now=timezone.now())
        assert {pk: link.subject_id for pk, link in again.items()} == {each.pk: each.pk for each in people}
        assert Link.objects.filter(purpose="events.ticket").count() == 2


def test_ticket_leads_to_what_became_of_the_event_once_that_is_open(world: World, event: Event) -> None:
    registration, path = join(world, event)
    _second, waiting = join(world, event, 2)
    with system_scope("test", world.a.pk) as by:
        other = make_event(by, title_th="งานอื่น")
        publish_fates(by=by, event=other, now=timezone.now())
    assert "/became/" not in Client().get(path).text
    with system_scope("test", world.a.pk) as by:
        open_page = links.path(publish_fates(by=by, event=event, now=timezone.now()), "alpha")
    assert f'href="{open_page}"' in Client().get(path).text
    assert "/became/" not in Client().get(waiting).text
    with system_scope("test", world.a.pk) as by:
        hide_fates(by=by, event=event, now=timezone.now())
    assert "/became/" not in Client().get(path).text
    assert registration.event_id == event.pk
