"""Certificates: the rule, numbers, files, withdrawal, and the public page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.events import tasks
from samphan.events.actions.certificates import (
    issue_certificates,
    set_certificate_rule,
    withdraw_certificate,
)
from samphan.events.actions.programme import AgendaRow, arrange_agenda
from samphan.events.models import Certificate, CertificateRule
from samphan.events.queries.certificates import due, read_code
from samphan.kit.errors import Problem, Refused
from samphan.tenancy import files
from samphan.tenancy.scope import anonymous_scope, system_scope, user_scope
from tests.events.test_checkin import FIRST, MORNING, SECOND, scan, send, two_days
from tests.kit.documents.reading import text_by_pdfium

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event, Registration
    from tests.conftest import Statements
    from tests.personas import World

ISSUED = dt.date(2026, 4, 2)
NEXT = MORNING + dt.timedelta(days=1)


@pytest.fixture
def came(world: World, settings: Any, tmp_path: Any) -> tuple[Event, list[Registration]]:
    """Three people: both days, the first day, never."""
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        event, people = two_days(by, "กานดา", "เกษม", "ขวัญ")
    send(world, event, scan(people[0].pk), scan(people[1].pk))
    send(world, event, scan(people[0].pk, day=SECOND, at=NEXT), now=NEXT)
    return event, people


def rule(world: World, event: Event, **words: Any) -> CertificateRule:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return set_certificate_rule(
            by=by, event=event, **({"rule": "any_day", "signer_name": "ผศ.ดร.ณรงค์ ใจกว้าง"} | words)
        )


def given(world: World, event: Event) -> list[Certificate]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        issue_certificates(by=by, event=event, issued_on=ISSUED)
        return list(Certificate.objects.filter(event=event).order_by("id"))


@pytest.mark.parametrize(("code", "names"), [("any_day", ["กานดา", "เกษม"]), ("all_days", ["กานดา"])])
def test_rule_of_days_says_who_has_earned_one(
    world: World, came: tuple[Event, list[Registration]], code: str, names: list[str]
) -> None:
    event, _people = came
    made = rule(world, event, rule=code)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert [each.person.given_name_th for each in due(by, event, made).earned] == names


@pytest.mark.parametrize(("percent", "names"), [(50, ["กานดา", "เกษม"]), (51, ["กานดา"]), (100, ["กานดา"])])
def test_rule_of_sessions_counts_those_at_which_somebody_was(
    world: World, came: tuple[Event, list[Registration]], percent: int, names: list[str]
) -> None:
    event, people = came
    rows = [AgendaRow(title_th=title, day=FIRST) for title in ("เสวนา", "ระดมความเห็น", "พักกลางวัน")]
    with system_scope("test", world.a.pk) as by:
        talk, work, _lunch = arrange_agenda(by=by, event=event, rows=rows).parts
    send(
        world,
        event,
        *(scan(people[0].pk, session=each.pk) for each in (talk, work)),
        scan(people[1].pk, session=talk.pk),
    )
    made = rule(world, event, rule="sessions", percent=percent)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert [each.person.given_name_th for each in due(by, event, made).earned] == names


def test_rule_of_sessions_needs_a_share(world: World, came: tuple[Event, list[Registration]]) -> None:
    with pytest.raises(Problem):
        rule(world, came[0], rule="sessions")


def test_issue_numbers_each_once_a_year_and_nobody_twice(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    event, _people = came
    rule(world, event)
    assert [each.number for each in given(world, event)] == ["1/2569", "2/2569"]
    with pytest.raises(Problem):
        given(world, event)


def test_worker_makes_a_file_for_each_and_one_with_all(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    event, _people = came
    made = rule(world, event)
    rows = given(world, event)
    tasks.make_certificates.call(rule=made.pk, network=world.a.pk)
    with user_scope(world.users["secretariat"], "alpha"):
        made.refresh_from_db()
        everything = text_by_pdfium(files.read(made.all_pdf))
        for each in rows:
            each.refresh_from_db()
            text = text_by_pdfium(files.read(each.pdf))
            assert each.printed_code in text
            assert each.printed_code in everything
    assert made.render_state == "ready"


def test_public_page_shows_what_was_given_and_withdrawn_without_the_reason(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    event, _people = came
    rule(world, event)
    first, second = given(world, event)
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_certificate(by=by, certificate=second, reason="ลงชื่อผิดคน", now=timezone.now())
    client = Client()
    page = client.get(f"/p/alpha/events/certificate/{first.code}/?lang=en").text
    assert ("This certificate is valid" in page, "1/2569" in page, first.holder_th in page) == (
        True,
        True,
        True,
    )
    assert second.holder_th not in page
    gone = client.get(f"/p/alpha/events/certificate/{second.code}/?lang=en").text
    assert ("This certificate was withdrawn" in gone, "ลงชื่อผิดคน" in gone) == (True, False)


@pytest.mark.parametrize("guess", ["1/2569", "1", "000000000000", "AAAAAAAAAAAA", "' or 1=1", "ก" * 12])
def test_guessed_number_or_code_shows_nothing(
    world: World, came: tuple[Event, list[Registration]], guess: str
) -> None:
    event, _people = came
    rule(world, event)
    rows = given(world, event)
    page = Client().get("/p/alpha/events/certificate/", {"code": guess}, follow=True)
    assert page.status_code in {200, 404}
    assert [each.holder_th for each in rows if each.holder_th in page.text] == []


def test_certificate_opens_in_its_own_network_only(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    event, _people = came
    rule(world, event)
    first, _second = given(world, event)
    assert Client().get(f"/p/beta/events/certificate/{first.code}/").status_code == 404


def test_database_shows_a_public_page_no_certificate_but_the_asked_one(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    from django.db import connection

    event, _people = came
    rule(world, event)
    first, _second = given(world, event)
    with anonymous_scope("alpha"):
        assert Certificate.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("select set_config('app.certificate', %s, true)", [first.code])
        assert [each.pk for each in Certificate.objects.all()] == [first.pk]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7q2k-9xyz-abcd", "7Q2K9XYZABCD"),
        (" 7Q2K 9XYZ ABCD ", "7Q2K9XYZABCD"),
        ("OIl0-0000-0000", "011000000000"),
        ("7Q2K-9XYZ-ABC", ""),
        ("", ""),
    ],
)
def test_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert read_code(typed) == code


def test_withdraw_needs_a_reason_and_lets_another_one_be_given(
    world: World, came: tuple[Event, list[Registration]]
) -> None:
    event, _people = came
    rule(world, event)
    first, _second = given(world, event)
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            withdraw_certificate(by=by, certificate=first, reason="  ", now=timezone.now())
        withdraw_certificate(by=by, certificate=first, reason="สะกดชื่อผิด", now=timezone.now())
        assert issue_certificates(by=by, event=event, issued_on=ISSUED) == 1
        numbers = Certificate.objects.filter(registration=first.registration).order_by("id")
        assert [each.number for each in numbers] == ["1/2569", "3/2569"]


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_certificates_are_given_by_the_secretariat_alone(
    world: World, came: tuple[Event, list[Registration]], persona: str
) -> None:
    event, _people = came
    rule(world, event)
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        issue_certificates(by=by, event=event, issued_on=ISSUED)


def test_pages_of_certificates(
    world: World,
    came: tuple[Event, list[Registration]],
    browser: Callable[[str], Client],
    statements: Statements,
) -> None:
    event, _people = came
    client = browser("secretariat")
    at = f"/n/alpha/events/{event.pk}/certificates/"
    assert client.get(at).status_code == 200
    page = client.post(f"{at}rule/", {"rule": "any_day", "language": "th", "signer_name": "ก"})
    assert page.status_code == 302, page.text
    assert client.get(f"{at}rule/").status_code == 200
    assert client.get(f"{at}issue/").status_code == 200
    assert client.post(f"{at}issue/", {"issued_on": "2 เมษายน 2569"}).status_code == 302
    with statements() as sent:
        assert client.get(at).status_code == 200
    assert len(sent) < 25
    with system_scope("test", world.a.pk):
        part = Certificate.objects.order_by("id")[0].pk
        made = CertificateRule.objects.get(event=event)
    assert client.get(f"{at}all/").status_code == 404
    tasks.make_certificates.call(rule=made.pk, network=world.a.pk)
    assert client.get(f"{at}{part}/").headers["Content-Type"] == "application/pdf"
    assert client.get(f"{at}all/").headers["Content-Type"] == "application/pdf"
    assert client.get(f"{at}progress/").headers["HX-Refresh"] == "true"
    assert client.post(f"{at}{part}/withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{at}{part}/withdraw/", {"reason": "ผิดคน"}).status_code == 302
