"""Registering by the form of an event: who gets what, what is asked, and what nobody learns."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.comms.models import Message
from samphan.directory.models import Person
from samphan.events.actions.people import CategoryRow, arrange_categories
from samphan.events.actions.registration_settings import CategoryLimit, set_up_registration
from samphan.events.queries.numbers import participation_numbers
from samphan.surveys.actions.survey import close_survey, open_survey
from samphan.surveys.models import Purpose
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.events.registration.forms import FIELD, WRITTEN, registered, send
from tests.factories.directory import make_organisation, make_person
from tests.factories.events import make_event
from tests.factories.surveys import make_question, make_survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.personas import World


def test_register_by_form_confirms_and_mails_the_ticket(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by, "มหาวิทยาลัยแม่แบบ")
    answer = send(open_form(seats=5), organisation="ม.แม่แบบ", position="อาจารย์")
    assert answer.status_code == 302
    (found,) = registered(world)
    assert (found.state, found.way, found.language) == ("confirmed", "form", "th")
    assert (found.organisation, found.position, found.phone) == (organisation, "อาจารย์", "081 234 5678")
    assert found.person.name_th == "ผศ.ดร.มาลี ดีงาม"
    with system_scope("test", world.a.pk):
        (mail,) = Message.objects.filter(network=world.a)
        ticket = links.address(links.open_links("events.ticket", found, now=timezone.now()).get(), "alpha")
        assert mail.to_address == "malee@example.org"
        assert ticket in mail.text
        assert participation_numbers(event).counted == 1
        acts = AuditEntry.objects.filter(object_kind="events.registration").values_list("act", "changes")
        assert list(acts) == [("apply_registration", {"state": [None, "confirmed"]})]


def test_register_shows_the_ticket_where_no_mail_leaves(world: World, open_form: Callable[..., str]) -> None:
    client = Client()
    done = client.get(send(open_form(), client)["Location"])
    (ticket,) = set(re.findall(r'/p/alpha/events/ticket/[^"/]+/', done.text))
    assert client.get(ticket).status_code == 200


def test_register_with_mail_server_says_the_same_to_everybody(
    world: World, open_form: Callable[..., str], settings: Any
) -> None:
    settings.MAILERS = {
        **settings.MAILERS,
        "server": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    path = open_form()
    client = Client()
    first = client.get(send(path, client)["Location"])
    again = client.get(send(path, client, name="ดร.มาลี  ดีงาม", phone="0")["Location"])
    other = client.get(send(path, client, name="สมศรี ใจงาม", email="somsri@example.org")["Location"])
    plain = [
        re.sub(r'nonce="[^"]+"|value="[^"]{64}"|"X-CSRFToken": "[^"]+"|key=[0-9a-f-]+', "", page.text)
        for page in (first, again, other)
    ]
    assert plain[0] == plain[1] == plain[2]
    assert "/ticket/" not in first.text
    assert [each.person.given_name_th for each in registered(world)] == ["มาลี", "สมศรี"]
    with system_scope("test", world.a.pk):
        assert Message.objects.filter(to_address="malee@example.org").count() == 2
        assert AuditEntry.objects.filter(act="repeat_registration").count() == 1


def test_register_makes_a_new_person_and_never_reveals_a_known_one(
    world: World, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        known = make_person(by, "มาลี", "ดีงาม")
    assert send(open_form()).status_code == 302
    (found,) = registered(world)
    assert found.person != known
    with system_scope("test", world.a.pk):
        assert found.person.kept_by_id == world.a.pk
        assert Person.objects.filter(given_name_th="มาลี").count() == 2


def test_register_twice_by_double_click_counts_once(world: World, open_form: Callable[..., str]) -> None:
    client, path = Client(), open_form(seats=5)
    key = FIELD.search(client.get(path).text)
    assert key
    answers = [client.post(path, {**WRITTEN, "email": "", "key": key[1]}) for _click in range(2)]
    assert [each["Location"] for each in answers] == [answers[0]["Location"]] * 2
    assert len(registered(world)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"has_form": False}, "Registration is closed."),
        ({"closes_on": dt.date(2026, 1, 1)}, "Registration is closed."),
        ({"opens_on": dt.date(2999, 1, 1)}, "Registration is not open yet."),
    ],
)
def test_register_when_closed_is_said_in_words(
    world: World, open_form: Callable[..., str], fields: dict[str, Any], said: str
) -> None:
    path = open_form(**fields)
    page = Client().get(f"{path}?lang=en")
    assert page.status_code == 200
    assert said in page.text
    assert not FIELD.search(page.text)
    assert Client().post(path, WRITTEN).status_code == 200
    assert registered(world) == []


def test_register_when_closed_meanwhile_keeps_what_was_typed(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    client, path = Client(), open_form(seats=1, has_waiting_list=False)
    key = FIELD.search(client.get(path).text)
    assert key
    send(path, name="คนแรก ได้ไป", email="first@example.org")
    answer = client.post(path, {**WRITTEN, "key": key[1]})
    assert answer.status_code == 422
    assert "ผศ.ดร.มาลี ดีงาม" in answer.text
    assert [each.email for each in registered(world)] == ["first@example.org"]


@pytest.mark.parametrize(
    "words",
    [
        {"name": "ก" * 50_000},
        {"name": ""},
        {"email": "ไม่ใช่อีเมล"},
        {"position": "ข" * 50_000},
        {"organisation": "ค" * 50_000},
        {"phone": "9" * 50_000},
    ],
)
def test_register_with_impossible_words_is_refused_beside_the_field(
    world: World, open_form: Callable[..., str], words: dict[str, str]
) -> None:
    answer = send(open_form(), **words)
    assert answer.status_code == 422
    assert "is-invalid" in answer.text
    assert registered(world) == []


@pytest.mark.parametrize(
    "name", ["😀🎉", "😀 ใจดี", "محمد علي", "John O'Neill", "<script>alert(1)</script> ข"]
)
def test_register_with_unusual_names_is_taken_as_typed(
    world: World, open_form: Callable[..., str], name: str
) -> None:
    client, path = Client(), open_form()
    done = client.get(send(path, client, name=name, email="")["Location"])
    (found,) = registered(world)
    assert found.person.name_th == name
    (ticket,) = set(re.findall(r'/p/alpha/events/ticket/[^"/]+/', done.text))
    page = client.get(ticket)
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text


def test_register_keeps_the_typed_name_of_an_unknown_organisation(
    world: World, open_form: Callable[..., str]
) -> None:
    send(open_form(), organisation="ชุมชนบ้านริมน้ำ")
    (found,) = registered(world)
    assert (found.organisation, found.organisation_name) == (None, "ชุมชนบ้านริมน้ำ")


def test_register_for_an_organisation_that_another_network_keeps_attaches_it(
    world: World, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.b.pk) as by:
        theirs = make_organisation(by, "มหาวิทยาลัยของอีกเครือข่าย")
    send(open_form(), organisation="มหาวิทยาลัยของอีกเครือข่าย")
    (found,) = registered(world)
    assert found.organisation == theirs


def test_register_with_a_category_of_another_event_or_one_not_offered_is_refused(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        mine = arrange_categories(
            by=by, event=event, rows=[CategoryRow(name_th="ผู้เข้าร่วม"), CategoryRow(name_th="คณะทำงาน")]
        ).parts
        (theirs,) = arrange_categories(
            by=by, event=make_event(by, "Other"), rows=[CategoryRow(name_th="อื่น")]
        ).parts
        limits = [CategoryLimit(category=mine[1], is_in_form=False)]
        set_up_registration(by=by, event=event, has_form=True, limits=limits, now=timezone.now())
    path = open_form()
    for wrong in (theirs.pk, mine[1].pk, ""):
        assert send(path, category=wrong).status_code == 422
    assert send(path, category=mine[0].pk).status_code == 302
    assert len(registered(world)) == 1


def test_form_page_asks_few_statements(open_form: Callable[..., str], statements: Statements) -> None:
    path = open_form()
    with statements() as sent:
        Client().get(path)
    assert len(sent) <= 6


def test_register_takes_the_further_questions_and_says_what_is_missing(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by, "คำถามลงทะเบียน", purpose=Purpose.REGISTRATION)
        question = make_question(by, survey, "short_text", "เดินทางมาอย่างไร", is_required=True)
        open_survey(by=by, survey=survey)
    path = open_form(survey=survey)
    assert "เดินทางมาอย่างไร" in Client().get(path).text
    assert send(path).status_code == 422
    assert send(path, **{f"q{question.pk}": "รถไฟ"}).status_code == 302
    (found,) = registered(world)
    with system_scope("test", world.a.pk) as by:
        assert found.response is not None
        assert [value.text for value in found.response.values.all()] == ["รถไฟ"]
        close_survey(by=by, survey=survey)
    assert send(path, name="คนต่อไป มาเอง", email="next@example.org").status_code == 302
