"""The satisfaction survey of an event: who is asked, what is shown, and who may read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.events.actions.people import CategoryRow, arrange_categories, register_person
from samphan.events.actions.survey import (
    ask_participants,
    begin_satisfaction,
    close_satisfaction,
    open_satisfaction,
)
from samphan.events.models import AskedRegistration, Event, EventSurvey, Registration, RegistrationState
from samphan.events.queries.survey import people_to_ask, personal_links, rates, satisfaction_of
from samphan.kit.errors import Problem
from samphan.surveys.actions.answering import answer
from samphan.surveys.actions.survey import remove_survey
from samphan.surveys.models import Kind, Recipient, Response, State
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_person
from tests.factories.events import make_event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.a.pk) as actor:
        yield actor


def event_with(by: Actor, sizes: dict[str, int]) -> Event:
    """An event with so many confirmed people in each category, and one who was declined."""
    event = make_event(by)
    rows = [CategoryRow(name_th=name) for name in sizes]
    categories = {each.name_th: each for each in arrange_categories(by=by, event=event, rows=rows).parts}
    for name, size in sizes.items():
        for number in range(size):
            person = make_person(by, f"{name}{number}", f"นามสกุล{event.pk}")
            register_person(by=by, event=event, person=person, category=categories[name])
    declined = register_person(by=by, event=event, person=make_person(by, "ผู้ไม่มา", f"สำรอง{event.pk}"))
    Registration.objects.filter(pk=declined.pk).update(state=RegistrationState.DECLINED)
    return event


def opened(by: Actor, event: Event) -> EventSurvey:
    return open_satisfaction(by=by, about=begin_satisfaction(by=by, event=event), now=timezone.now())


def points(about: EventSurvey, point: int) -> dict[int, int]:
    return dict.fromkeys(about.survey.questions.filter(kind=Kind.SCALE5).values_list("pk", flat=True), point)


def test_begin_satisfaction_makes_one_anonymous_survey_named_after_the_event(by: Actor) -> None:
    event = make_event(by)
    about = begin_satisfaction(by=by, event=event)
    assert satisfaction_of(event) == about
    assert about.survey.title_th == "แบบประเมินความพึงพอใจต่อการจัดกิจกรรม วันสร้างเครือข่าย"
    assert (about.survey.is_anonymous, about.survey.state) == (True, State.DRAFT)
    with pytest.raises(Problem):
        begin_satisfaction(by=by, event=event)
    with pytest.raises(Problem):
        remove_survey(by=by, survey=about.survey, reason="ทดสอบ")


def test_ask_participants_asks_those_who_hold_a_seat_once(by: Actor) -> None:
    event = event_with(by, {"ครู": 2, "นักศึกษา": 1})
    about = opened(by, event)
    assert ask_participants(by=by, about=about) == 3
    assert ask_participants(by=by, about=about) == 0
    register_person(by=by, event=event, person=make_person(by, "มาเพิ่ม"))
    assert ask_participants(by=by, about=about) == 1
    assert {each.registration.person.given_name_th for each in AskedRegistration.objects.all()} == {
        "ครู0",
        "ครู1",
        "นักศึกษา0",
        "มาเพิ่ม",
    }
    assert sorted(Recipient.objects.values_list("group_th", flat=True)) == ["", "ครู", "ครู", "นักศึกษา"]


def test_people_to_ask_are_those_who_came_once_somebody_was_checked_in(by: Actor) -> None:
    import datetime as dt
    import uuid

    from samphan.events.models import CheckIn

    event = event_with(by, {"ครู": 3})
    assert people_to_ask(event).count() == 3
    came = Registration.objects.filter(event=event).taking_part().order_by("id")[0]
    now = timezone.now()
    CheckIn.objects.create(
        network_id=event.network_id,
        event=event,
        registration=came,
        day=dt.date(2026, 3, 31),
        act="in",
        client_id=uuid.uuid4(),
        at=now,
        received_at=now,
        way="scan",
    )
    assert list(people_to_ask(event)) == [came]


def test_rates_count_used_links_by_category(by: Actor) -> None:
    event = event_with(by, {"ครู": 3, "นักศึกษา": 2})
    about = opened(by, event)
    ask_participants(by=by, about=about)
    asked = AskedRegistration.objects.select_related("recipient").order_by("id")
    for number, each in enumerate(each for each in asked if each.recipient.group_th == "ครู"):
        if number < 2:
            answer(
                by=by,
                survey=about.survey,
                recipient=each.recipient,
                values=points(about, 4),
                now=timezone.now(),
                secret=str(number),
            )
    assert [(each.name_th, each.asked, each.answered, str(each.rate)) for each in rates(about)] == [
        ("ครู", 3, 2, "66.7"),
        ("นักศึกษา", 2, 0, "0.0"),
    ]


def test_personal_links_are_of_all_who_were_asked(world: World, by: Actor) -> None:
    event = event_with(by, {"ครู": 2})
    assert personal_links(event, slug="alpha", now=timezone.now()) == []
    about = opened(by, event)
    ask_participants(by=by, about=about)
    found = personal_links(event, slug="alpha", now=timezone.now())
    assert [each.registration.person.given_name_th for each in found] == ["ครู0", "ครู1"]
    assert len({each.address for each in found}) == 2
    assert all(each.address.startswith("http") and "/p/alpha/surveys/" in each.address for each in found)


def test_event_day_from_template_to_results(world: World, browser: Callable[[str], Client]) -> None:
    """The secretariat makes and opens the survey; six people answer by personal link, two by the QR code."""
    with system_scope("test", world.a.pk) as by:
        event = event_with(by, {"ครู": 6, "นักศึกษา": 5})
    office = browser("secretariat")
    base = f"/n/alpha/events/{event.pk}/satisfaction/"
    assert office.get(base).status_code == 200
    for act in ("begin", "open", "ask"):
        assert office.post(f"{base}{act}/")["Location"] == base
    page = office.get(base)
    assert page.status_code == 200
    with system_scope("test", world.a.pk):
        about = EventSurvey.objects.select_related("survey").get()
        addresses = [each.address for each in personal_links(event, slug="alpha", now=timezone.now())]
        scales = [f"q{pk}" for pk in points(about, 0)]
    open_path = page.context["open_address"].partition("/p/")[2]
    paths = [address.partition("/p/")[2] for address in addresses if address in page.content.decode()]
    assert len(paths) == 11
    answered = [*[(f"/p/{each}", 5) for each in paths[:6]], *[(f"/p/{open_path}", 3)] * 2]
    for path, point in answered:
        phone = Client()
        form = phone.get(path).content.decode()
        hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("once", "asked")}  # type: ignore[index]  # both stand on the page
        assert phone.post(path, {**hidden, **dict.fromkeys(scales, point)}).status_code == 302
    shown = office.get(base).context["results"]
    assert (shown.answered, shown.asked, str(shown.rate)) == (8, 11, "72.7")
    assert (str(shown.overall.mean), str(shown.overall.sd), shown.overall.n) == ("4.50", "0.87", 80)
    with system_scope("test", world.a.pk):
        assert Response.objects.exclude(answered_at=None).count() == 0
    assert office.get(f"{base}export/").status_code == 200
    assert office.post(f"{base}close/").status_code == 302
    assert Client().get(f"/p/{open_path}").templates[0].name == "surveys/closed.html"


def test_satisfaction_is_closed_to_who_may_not_see_surveys(
    world: World, browser: Callable[[str], Client]
) -> None:
    with system_scope("test", world.a.pk) as by:
        event = event_with(by, {"ครู": 2})
        about = opened(by, event)
        ask_participants(by=by, about=about)
        secret = personal_links(event, slug="alpha", now=timezone.now())[0].address
    base = f"/n/alpha/events/{event.pk}/satisfaction/"
    for persona in ("coordinator", "lead"):
        assert browser(persona).get(base).status_code == 403
        assert (
            "Satisfaction"
            not in browser(persona).get(f"/n/alpha/events/{event.pk}/?lang=en").content.decode()
        )
    board = browser("board")
    assert secret not in board.get(base).content.decode()
    assert board.get(f"{base}export/").status_code == 403
    assert board.post(f"{base}close/").status_code == 403


def test_satisfaction_page_asks_no_more_with_more_people(
    world: World, browser: Callable[[str], Client], statements: Any
) -> None:
    client = browser("secretariat")
    counts = []
    for size in (1, 3):
        with system_scope("test", world.a.pk) as by:
            event = event_with(by, {f"ประเภท{number}": 2 for number in range(size)})
            about = opened(by, event)
            ask_participants(by=by, about=about)
        with statements() as sent:
            assert client.get(f"/n/alpha/events/{event.pk}/satisfaction/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_close_satisfaction_takes_no_more_answers(by: Actor) -> None:
    about = close_satisfaction(by=by, about=opened(by, make_event(by)))
    assert about.survey.state == State.CLOSED
