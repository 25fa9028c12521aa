"""Contact lists hold those who agreed, until they take it back, and nobody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from samphan.events.actions.contacts import give_contact_consent, withdraw_contact_consent
from samphan.events.models import ContactConsent
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_checkin import two_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event, Registration
    from tests.conftest import Statements
    from tests.personas import World

WORDING = "ยินยอมให้เครือข่ายติดต่อหลังกิจกรรม"


@pytest.fixture
def agreed(world: World) -> tuple[Event, list[Registration]]:
    """Two people, of whom the first agreed."""
    with system_scope("test", world.a.pk) as by:
        event, people = two_days(by, "กานดา", "เกษม")
        give_contact_consent(by=by, registration=people[0], wording=WORDING, at=timezone.now())
    return event, people


def test_list_holds_who_agreed_and_is_carried_to_the_network(
    world: World, agreed: tuple[Event, list[Registration]], browser: Callable[[str], Client]
) -> None:
    event, _people = agreed
    client = browser("board")
    for path in (f"/n/alpha/events/{event.pk}/contacts/", "/n/alpha/contacts/"):
        page = client.get(path).text
        assert ("กานดา" in page, "เกษม" in page) == (True, False)
    assert "วันสร้างเครือข่าย" in client.get(f"/n/alpha/contacts/?event={event.pk}&sort=event").text
    assert "กานดา" not in client.get("/n/alpha/contacts/?event=999999").text
    assert client.get("/n/alpha/contacts/export/").status_code == 200


def test_consent_taken_back_leaves_the_list_and_stays_on_record(
    world: World, agreed: tuple[Event, list[Registration]], browser: Callable[[str], Client]
) -> None:
    event, people = agreed
    client = browser("secretariat")
    at = f"/n/alpha/events/{event.pk}/contacts/"
    assert client.get(f"{at}{people[0].pk}/?withdraw").status_code == 200
    assert client.post(f"{at}{people[0].pk}/", {"withdraw": "1"}).status_code == 302
    assert "กานดา" not in client.get("/n/alpha/contacts/").text
    with system_scope("test", world.a.pk):
        consent = ContactConsent.objects.get()
    assert (consent.withdrawn_at is not None, consent.wording) == (True, WORDING)


def test_consent_given_on_paper_is_noted_once_in_its_words(
    world: World, agreed: tuple[Event, list[Registration]], browser: Callable[[str], Client]
) -> None:
    event, people = agreed
    client = browser("secretariat")
    at = f"/n/alpha/events/{event.pk}/contacts/{people[1].pk}/"
    assert client.post(at, {"wording": " "}).status_code == 422
    for _each in range(2):
        assert client.post(at, {"wording": WORDING}).status_code == 302
    with system_scope("test", world.a.pk):
        assert ContactConsent.objects.filter(registration=people[1]).count() == 1


def test_consent_without_words_is_refused(world: World, agreed: tuple[Event, list[Registration]]) -> None:
    with system_scope("test", world.a.pk) as by, pytest.raises(Problem):
        give_contact_consent(by=by, registration=agreed[1][1], wording=" ", at=timezone.now())


def test_withdraw_before_the_consent_ends_with_it(
    world: World, agreed: tuple[Event, list[Registration]]
) -> None:
    _event, people = agreed
    with system_scope("test", world.a.pk) as by:
        withdraw_contact_consent(by=by, registration=people[0], at=timezone.now() - dt.timedelta(hours=2))
        consent = ContactConsent.objects.get()
    assert consent.withdrawn_at == consent.given_at


@pytest.mark.parametrize("persona", ["coordinator", "lead", "partner"])
def test_contacts_need_the_right_to_see_names(
    world: World, agreed: tuple[Event, list[Registration]], browser: Callable[[str], Client], persona: str
) -> None:
    event, people = agreed
    client = browser(persona)
    paths = ["/n/alpha/contacts/", f"/n/alpha/events/{event.pk}/contacts/"]
    for path in (*paths, "/n/alpha/contacts/export/"):
        answer = client.get(path)
        assert (answer.status_code in {403, 404}, "กานดา" in answer.text) == (True, False)
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        give_contact_consent(by=by, registration=people[1], wording=WORDING, at=timezone.now())


def test_contacts_cost_the_same_with_one_and_three(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for names in (["ก"], ["ก", "ข", "ค"]):
        with system_scope("test", world.a.pk) as by:
            event, people = two_days(by, *names)
            for each in people:
                give_contact_consent(by=by, registration=each, wording=WORDING, at=timezone.now())
        with statements() as sent:
            client.get(f"/n/alpha/events/{event.pk}/contacts/")
        counts.append(len(sent))
    assert counts[0] == counts[1]
