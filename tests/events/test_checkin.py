"""Check-in: what each scan is answered, what counts, and that nothing is counted twice."""

from __future__ import annotations

import datetime as dt
import json
import threading
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from samphan.directory.models import Person
from samphan.events.actions.checkin import Scan, record_check_ins, register_walk_in
from samphan.events.actions.people import CategoryRow, arrange_categories, register_person
from samphan.events.actions.programme import AgendaRow, arrange_agenda
from samphan.events.actions.registration_ticket import ticket_link
from samphan.events.models import CheckIn, Registration, RegistrationState
from samphan.events.queries.attendance import attendance_numbers
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy import links
from samphan.tenancy.actions import grant
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person
from tests.factories.events import make_event
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

FIRST, SECOND = dt.date(2026, 3, 31), dt.date(2026, 4, 1)
BANGKOK = dt.timezone(dt.timedelta(hours=7))
MORNING = dt.datetime(2026, 3, 31, 8, 41, tzinfo=BANGKOK)


def scan(registration: int | None = None, **values: Any) -> Scan:
    fields: dict[str, Any] = {
        "client_id": uuid.uuid4(),
        "day": FIRST,
        "at": MORNING,
        "registration": registration,
    }
    return Scan(**(fields | values))


def two_days(by: Actor, *names: str) -> tuple[Event, list[Registration]]:
    """An event of two days with people of one university and one of its faculties."""
    event = make_event(by)
    university = make_organisation(by, f"มหาวิทยาลัย {event.pk}")
    faculty = make_organisation(by, f"คณะ {event.pk}", kind="faculty", parent=university)
    (category,) = arrange_categories(by=by, event=event, rows=[CategoryRow(name_th="ผู้แทน")]).parts
    people = [
        register_person(
            by=by,
            event=event,
            person=make_person(by, name),
            organisation=faculty if place % 2 else university,
            category=category,
        )
        for place, name in enumerate(names)
    ]
    return event, people


@pytest.fixture
def day(world: World) -> tuple[Event, list[Registration]]:
    with system_scope("test", world.a.pk) as by:
        return two_days(by, "กานดา", "เกษม", "ขวัญ")


def send(world: World, event: Event, *scans: Scan, now: dt.datetime = MORNING, **more: Any) -> list[str]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return [each.status for each in record_check_ins(by=by, event=event, scans=scans, now=now, **more)]


def numbers(world: World, event: Event) -> tuple[int, list[int]]:
    with user_scope(world.users["secretariat"], "alpha"):
        found = attendance_numbers(event)
    return found.people, [each.people for each in found.days]


def test_check_in_welcomes_then_says_already_then_undoes(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    undo = scan(person.pk, act="undo")
    statuses = [
        send(world, event, each)[0]
        for each in (scan(person.pk), scan(person.pk), undo, scan(person.pk, act="undo"))
    ]
    assert statuses == ["welcome", "already", "undone", "not_in"]
    assert numbers(world, event) == (0, [0, 0])
    with system_scope("test", world.a.pk):
        assert [row.act for row in CheckIn.objects.order_by("id")] == ["in", "undo"]
        acts = (
            AuditEntry.objects.filter(act__contains="check_in").order_by("id").values_list("act", flat=True)
        )
        assert list(acts) == ["check_in", "undo_check_in"]


def test_queue_sent_twice_counts_once_and_is_answered_the_same(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, people = day
    queue = [scan(each.pk) for each in people]
    assert send(world, event, *queue) == ["welcome"] * 3
    assert send(world, event, *queue, *queue) == ["welcome"] * 6
    assert numbers(world, event) == (3, [3, 0])
    with system_scope("test", world.a.pk):
        assert CheckIn.objects.count() == 3


def test_check_in_sent_again_after_it_was_undone_does_not_say_welcome(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    """The back button of a browser sends the form of before; the queue of a device both in one."""
    event, (person, *_rest) = day
    came, undone = scan(person.pk), scan(person.pk, act="undo")
    assert send(world, event, came, undone) == ["welcome", "undone"]
    assert send(world, event, came) == ["undone"]
    assert send(world, event, came, undone) == ["undone", "undone"]
    assert numbers(world, event) == (0, [0, 0])


def test_id_that_a_device_gave_to_two_people_names_the_one_who_counts(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (first, second, *_rest) = day
    one = scan(first.pk)
    with user_scope(world.users["secretariat"], "alpha") as by:
        scans = [one, scan(second.pk, client_id=one.client_id)]
        answers = record_check_ins(by=by, event=event, scans=scans, now=MORNING)
    assert [each.registration for each in answers] == [first, first]
    assert numbers(world, event)[0] == 1


def test_person_checked_in_on_two_days_is_counted_once_in_all(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    next_morning = MORNING + dt.timedelta(days=1)
    assert send(world, event, scan(person.pk)) == ["welcome"]
    assert send(world, event, scan(person.pk, day=SECOND, at=next_morning), now=next_morning) == ["welcome"]
    assert numbers(world, event) == (1, [1, 1])


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (RegistrationState.WITHDRAWN, "withdrawn"),
        (RegistrationState.SUBMITTED, "not_confirmed"),
        (RegistrationState.DECLINED, "not_confirmed"),
    ],
)
def test_check_in_refuses_who_holds_no_seat(
    world: World, day: tuple[Event, list[Registration]], state: str, status: str
) -> None:
    event, (person, *_rest) = day
    with system_scope("test", world.a.pk):
        Registration.objects.filter(pk=person.pk).update(state=state)
    assert send(world, event, scan(person.pk)) == [status]
    assert numbers(world, event) == (0, [0, 0])


def test_check_in_on_another_day_than_today_is_refused(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    next_morning = MORNING + dt.timedelta(days=1)
    yesterday = scan(person.pk, at=next_morning)
    never = scan(person.pk, day=dt.date(2026, 5, 1))
    assert send(world, event, yesterday, never, now=next_morning) == ["wrong_day", "wrong_day"]
    assert send(world, event, scan(person.pk, at=next_morning, way="paper"), now=next_morning) == ["welcome"]


def test_queue_of_yesterday_that_comes_today_still_counts(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    later = MORNING + dt.timedelta(days=1)
    assert send(world, event, scan(person.pk), now=later, sent_at=later) == ["welcome"]


def test_clock_two_hours_off_is_noted_and_put_right(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    behind = MORNING - dt.timedelta(hours=2)
    assert send(world, event, scan(person.pk, at=behind), sent_at=behind) == ["welcome"]
    with system_scope("test", world.a.pk):
        row = CheckIn.objects.get()
    assert (row.at, row.skew_seconds, row.is_skewed, row.happened_at) == (behind, 7200, True, MORNING)


def test_ticket_of_another_event_and_guessed_code_are_told_apart(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    with system_scope("test", world.a.pk) as by:
        other, (stranger,) = two_days(by, "วิชัย")
        own, foreign = (links.token(ticket_link(each, now=MORNING)) for each in (person, stranger))
    with system_scope("test", world.b.pk) as by:
        _elsewhere, (outsider,) = two_days(by, "สมศรี")
        far = links.token(ticket_link(outsider, now=MORNING))
    guessed = "A" * 24
    scans = [scan(None, token=each) for each in (own, foreign, far, guessed, own[:12] + "B" * 12)]
    assert send(world, event, *scans) == ["welcome", "wrong_event", "unknown", "unknown", "unknown"]
    assert numbers(world, event) == (1, [1, 0])
    assert numbers(world, other) == (0, [0, 0])


def test_session_is_counted_apart_and_makes_present_on_its_day(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    with system_scope("test", world.a.pk) as by:
        (item,) = arrange_agenda(by=by, event=event, rows=[AgendaRow(title_th="เสวนา", day=FIRST)]).parts
    assert send(world, event, scan(person.pk, session=item.pk)) == ["welcome"]
    with user_scope(world.users["secretariat"], "alpha") as by:
        found = attendance_numbers(event)
        assert (found.people, [each.people for each in found.sessions]) == (1, [1])
        with pytest.raises(Problem):
            record_check_ins(by=by, event=event, scans=[scan(person.pk, session=item.pk + 999)], now=MORNING)


def test_faculty_is_counted_as_its_university(world: World, day: tuple[Event, list[Registration]]) -> None:
    event, people = day
    send(world, event, *(scan(each.pk) for each in people))
    with user_scope(world.users["secretariat"], "alpha"):
        found = attendance_numbers(event)
    assert [each.people for each in found.institutions] == [3]
    assert [(each.people, each.expected) for each in found.categories] == [(3, 3)]


def test_check_in_rows_can_neither_be_changed_nor_deleted(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (person, *_rest) = day
    send(world, event, scan(person.pk))
    for statement in ("update events_checkin set act = 'undo'", "delete from events_checkin"):
        with (
            system_scope("test", world.a.pk),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert numbers(world, event) == (1, [1, 0])


def test_walk_in_is_confirmed_counted_apart_and_sent_twice_registered_once(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, _people = day
    arrival = scan(None, way="walk_in")
    for _each in range(2):
        with user_scope(world.users["secretariat"], "alpha") as by:
            answer = register_walk_in(by=by, event=event, name="ดร.สมหมาย มาเอง", scan=arrival, now=MORNING)
            assert answer.status == "welcome"
    with user_scope(world.users["secretariat"], "alpha"):
        found = attendance_numbers(event)
        assert (found.people, found.walk_ins, Registration.objects.filter(way="walk_in").count()) == (1, 1, 1)


def test_helper_of_the_day_checks_in_and_adds_walk_ins_but_keeps_no_directory(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    from samphan.directory.actions import add_person

    event, (person, *_rest) = day
    with system_scope("test", world.a.pk) as by:
        grant(by=by, user=world.users["outsider"], role="event_helper")
    with user_scope(world.users["outsider"], "alpha") as by:
        (answer,) = record_check_ins(by=by, event=event, scans=[scan(person.pk)], now=MORNING)
        register_walk_in(by=by, event=event, name="สมหมาย มาเอง", scan=scan(None), now=MORNING)
        assert answer.status == "welcome"
        with pytest.raises(Refused):
            add_person(by=by, given_name_th="ใคร")
        assert Person.objects.for_actor(by).filter(given_name_th="สมหมาย").count() == 1


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_check_in_needs_its_permission(
    world: World, day: tuple[Event, list[Registration]], persona: str
) -> None:
    event, (person, *_rest) = day
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        record_check_ins(by=by, event=event, scans=[scan(person.pk)], now=MORNING)


def test_two_doors_at_once_count_somebody_once(committed: str) -> None:
    world = make_world()
    with system_scope("test", world.a.pk) as by:
        event, people = two_days(by, *(f"คนที่{number}" for number in range(20)))
    answers: list[str] = []

    def door() -> None:
        try:
            answers.extend(send(world, event, *(scan(each.pk) for each in reversed(people))))
        finally:
            connections.close_all()

    doors = [threading.Thread(target=door) for _each in range(4)]
    for each in doors:
        each.start()
    for each in doors:
        each.join()
    assert sorted(answers) == ["already"] * 60 + ["welcome"] * 20
    assert numbers(world, event) == (20, [20, 0])


def today_event(world: World) -> tuple[Event, list[Registration]]:
    with system_scope("test", world.a.pk) as by:
        event, people = two_days(by, "กานดา", "เกษม")
        event.starts = event.ends = PartialDate.of(timezone.localdate())
        event.save()
        return event, people


def test_batch_answers_each_row_in_words(world: World, browser: Callable[[str], Client]) -> None:
    event, (person, other) = today_event(world)
    now = timezone.now()
    row = {"day": timezone.localdate().isoformat(), "at": now.isoformat(), "way": "search"}
    first = {**row, "client_id": str(uuid.uuid4()), "registration": person.pk}
    rows = [
        first,
        {**row, "client_id": str(uuid.uuid4()), "registration": person.pk},
        {**row, "client_id": str(uuid.uuid4()), "token": "x" * 24},
    ]
    body = {"sent_at": (now - dt.timedelta(hours=2)).isoformat(), "station": "ประตู 1", "rows": rows}
    client = browser("secretariat")
    for row in rows:
        row["at"] = body["sent_at"]
    answer = client.post(
        f"/n/alpha/events/{event.pk}/checkin/batch/?lang=en", json.dumps(body), "application/json"
    ).json()
    assert [(each["status"], each["tone"]) for each in answer["results"]] == [
        ("welcome", "good"),
        ("already", "warm"),
        ("unknown", "bad"),
    ]
    assert answer["results"][0]["name"] == str(person.person.name)
    assert answer["skew_minutes"] == 120
    assert other.pk not in {each["registration"] for each in answer["results"]}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"rows": 5}',
        b'{"rows": [{}]}',
        b'{"rows": [{"client_id": "x", "day": "2026-03-31", "at": "now"}]}',
        b"\xff",
    ],
)
def test_batch_of_nonsense_is_refused(world: World, browser: Callable[[str], Client], body: bytes) -> None:
    event, _people = today_event(world)
    answer = browser("secretariat").post(
        f"/n/alpha/events/{event.pk}/checkin/batch/", body, "application/json"
    )
    assert answer.status_code == 422


def test_check_in_of_one_costs_few_statements(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    event, people = today_event(world)
    client = browser("secretariat")
    counts = []
    for person in people:
        row = {
            "client_id": str(uuid.uuid4()),
            "registration": person.pk,
            "day": timezone.localdate().isoformat(),
            "at": timezone.now().isoformat(),
        }
        with statements() as sent:
            client.post(
                f"/n/alpha/events/{event.pk}/checkin/batch/", json.dumps({"rows": [row]}), "application/json"
            )
        counts.append(len(sent))
    assert counts == [8, 8]


def test_page_works_without_a_script(world: World, browser: Callable[[str], Client]) -> None:
    event, (person, _other) = today_event(world)
    client = browser("secretariat")
    at = f"/n/alpha/events/{event.pk}/checkin/"
    assert str(person.person.name) in client.get(at, {"q": "กานดา"}).text
    posted = {"client_id": uuid.uuid4(), "registration": person.pk, "day": timezone.localdate().isoformat()}
    page = client.post(f"{at}record/?lang=en", posted, follow=True)
    assert "Welcome" in page.text
    assert str(person.person.name) in page.text
    again = client.post(f"{at}record/", {**posted, "client_id": uuid.uuid4()}, follow=True)
    assert "is-warm" in again.text


def test_ticket_leads_to_the_person_and_a_guessed_one_to_nobody(
    world: World, browser: Callable[[str], Client]
) -> None:
    event, (person, _other) = today_event(world)
    with system_scope("test", world.a.pk):
        token = links.token(ticket_link(person, now=timezone.now()))
    client = browser("secretariat")
    page = client.get(f"/n/alpha/events/{event.pk}/checkin/t/{token}/")
    assert (page.status_code, str(person.person.name) in page.text) == (200, True)
    guessed = client.get(f"/n/alpha/events/{event.pk}/checkin/t/{'A' * 24}/")
    assert (guessed.status_code, str(person.person.name) in guessed.text) == (404, False)


@pytest.mark.parametrize(("days", "status"), [(0, 302), (1, 200)])
def test_ticket_leads_those_who_check_in_to_the_station(
    world: World, browser: Callable[[str], Client], days: int, status: int
) -> None:
    event, (person, _other) = today_event(world)
    with system_scope("test", world.a.pk):
        event.starts = event.ends = PartialDate.of(timezone.localdate() + dt.timedelta(days=days))
        event.save()
        token = links.token(ticket_link(person, now=timezone.now()))
    desk = f"/n/alpha/events/{event.pk}/checkin/t/{token}/"
    ticket = f"/p/alpha/events/ticket/{token}/"
    answer = browser("secretariat").get(ticket)
    assert (answer.status_code, desk in answer.headers.get("Location", answer.text)) == (status, True)
    for persona in ("coordinator", "board", "stranger"):
        answer = browser(persona).get(ticket)
        assert (answer.status_code, desk in answer.text) == (200, False)


def test_list_for_the_device_holds_hashes_and_nothing_that_lets_in(
    world: World, browser: Callable[[str], Client]
) -> None:
    import hashlib

    event, (person, other) = today_event(world)
    with system_scope("test", world.a.pk):
        link = ticket_link(person, now=timezone.now())
    answer = browser("secretariat").get(f"/n/alpha/events/{event.pk}/checkin/people/")
    people = {each["id"]: each for each in answer.json()["people"]}
    assert people[person.pk]["ticket"] == hashlib.sha256(link.nonce.encode()).hexdigest()
    assert people[other.pk]["ticket"] == ""
    assert link.nonce not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_station_costs_the_same_with_one_and_three_people(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for names in (["ก"], ["ก", "ข", "ค"]):
        with system_scope("test", world.a.pk) as by:
            event, people = two_days(by, *names)
        send(world, event, *(scan(each.pk) for each in people))
        with statements() as sent:
            assert client.get(f"/n/alpha/events/{event.pk}/checkin/?day=2026-03-31&q=ใจดี").status_code == 200
        with statements() as more:
            assert client.get(f"/n/alpha/events/{event.pk}/attendance/").status_code == 200
        counts.append((len(sent), len(more)))
    assert counts[0] == counts[1]


def test_number_of_somebody_elses_check_in_is_refused_and_nothing_is_written(
    world: World, day: tuple[Event, list[Registration]]
) -> None:
    event, (first, second, *_rest) = day
    sent = scan(first.pk)
    assert send(world, event, sent) == ["welcome"]
    with pytest.raises(Problem):
        send(world, event, replace(sent, registration=second.pk))
    assert numbers(world, event) == (1, [1, 0])
