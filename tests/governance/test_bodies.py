"""Bodies with their positions and seats, and what other pages are told of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from samphan.comms.queries import segments
from samphan.directory.models import ContactPoint
from samphan.governance.actions.bodies import change_body, create_body, move_body, remove_body
from samphan.governance.actions.seats import PositionRow, arrange_positions, change_seat, remove_seat
from samphan.governance.actions.term_changes import end_term
from samphan.governance.actions.terms import Period, make_acting
from samphan.governance.forms.terms import last_day_of
from samphan.governance.models import Body, Position, Seat, Term
from samphan.governance.queries import bodies as queries
from samphan.governance.queries.bodies_sections import people_on_behalf, seats_held
from samphan.governance.queries.terms import due_lines, ending, term_list, vacancies
from samphan.kit.components import ListState
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy import search
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.bodies import day, make_body, make_term, seat_of
from tests.factories.directory import make_organisation, make_person
from tests.factories.meetings import make_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.personas import World

pytestmark = pytest.mark.django_db

BOARD = (("นายก", 1), ("กรรมการ", 3))
TODAY = dt.date(2026, 5, 1)


def titles(body: Body) -> list[tuple[str, int]]:
    found = Position.objects.filter(body=body).order_by("order")
    return [(each.title_th, each.seats.count()) for each in found]


def test_body_under_itself(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        top = make_body(by, "บน")
        middle = make_body(by, "กลาง", parent=top)
        low = make_body(by, "ล่าง", parent=middle)
        for parent in (top, middle, low):
            with pytest.raises(Problem) as caught:
                change_body(by=by, body=top, parent=parent)
            assert caught.value.field == "parent"
        top.refresh_from_db()
        assert top.parent is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name_th": " "}, "name_th"),
        ({"since": day("2022-05"), "until": day("2021")}, "until"),
        ({"stated_seats": 21, "stated_source": "เว็บไซต์"}, "stated_on"),
        ({"stated_seats": 21, "stated_on": day("2021")}, "stated_source"),
        ({"stated_seats": 0, "stated_on": day("2021"), "stated_source": "x"}, "stated_seats"),
        ({"quorum_rule": "number"}, "quorum_count"),
        ({"quorum_rule": "at_least", "quorum_over": 1}, "quorum_over"),
        ({"quorum_rule": "at_least", "quorum_over": 3, "quorum_under": 2}, "quorum_over"),
        ({"quorum_rule": "more_than", "quorum_over": 2, "quorum_under": 2}, "quorum_over"),
    ],
)
def test_create_body_of_impossible_words(world: World, words: dict[str, Any], field: str) -> None:
    with system_scope("test", world.a.pk) as by:
        with pytest.raises(Problem) as caught:
            make_body(by, **words) if "name_th" not in words else create_body(by=by, kind="board", **words)
        assert (caught.value.field, Body.objects.count()) == (field, 0)


def test_change_body_so_that_a_term_falls_out(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        make_term(by, seat_of(body, "นายก"), "2020-03-01", "2021-02-28")
        for words, field in (({"since": day("2020-05")}, "since"), ({"until": day("2020-12-31")}, "until")):
            with pytest.raises(Problem) as caught:
                change_body(by=by, body=body, **words)
            assert caught.value.field == field
        assert change_body(by=by, body=body, since=day("2020"), until=day("2021")).until == day("2021")
        with pytest.raises(Conflict):
            change_body(by=by, body=body, version=1, name_th="อื่น")


def test_remove_body_with_a_history(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020")
        with pytest.raises(Problem):
            remove_body(by=by, body=body, reason="ซ้ำ")
        term.delete()
        remove_body(by=by, body=body, reason="ซ้ำ")
        assert (Body.objects.count(), Seat.objects.count()) == (0, 0)
        met = make_body(by, "ที่ประชุมใหญ่", kind="assembly")
        make_meeting(by, met, is_listed=False)
        with pytest.raises(Problem):
            remove_body(by=by, body=met, reason="ซ้ำ")


def test_arrange_positions_keeps_seats_with_a_history(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        first, second = Position.objects.order_by("order")
        make_term(by, seat_of(body, "กรรมการ", 3), "2020")
        fewer = [PositionRow(second.pk, "นายก", "", 2), PositionRow(first.pk, "กรรมการ", "", 1)]
        arrange_positions(by=by, body=body, rows=fewer)
        assert titles(body) == [("นายก", 2), ("กรรมการ", 1)]
        held = Seat.objects.get(terms__isnull=False)
        assert (held.position_id, held.number) == (second.pk, 3)
        for rows in (fewer[1:], [PositionRow(second.pk, "นายก", "", 0), fewer[1]], [fewer[1], fewer[1]]):
            with pytest.raises(Problem):
                arrange_positions(by=by, body=body, rows=rows)
        with pytest.raises(Conflict):
            arrange_positions(by=by, body=body, rows=fewer, version=1)
        assert titles(body) == [("นายก", 2), ("กรรมการ", 1)]


def test_seat_with_a_history_is_closed_and_not_removed(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        seat = seat_of(body, "นายก")
        make_term(by, seat, "2020-01-01", "2021-12-31", person=make_person(by, "วิภา"))
        with pytest.raises(Problem, match="วิภา"):
            remove_seat(by=by, seat=seat)
        with pytest.raises(Problem) as caught:
            change_seat(by=by, seat=seat, until=day("2021-06-30"))
        assert caught.value.field == "until"
        change_seat(by=by, seat=seat, until=day("2021-12-31"))
        with pytest.raises(Problem):
            make_term(by, seat, "2022-01-01")
        remove_seat(by=by, seat=seat_of(body, "กรรมการ", 2))
        assert Seat.objects.count() == 3


def test_list_of_bodies_in_its_tree(world: World, statements: Callable[..., Any]) -> None:
    counted = []
    with system_scope("test", world.a.pk) as by:
        board = make_body(by, "คณะกรรมการ", seats=BOARD)
        make_term(by, seat_of(board, "นายก"), "2020")
        with statements() as found:
            queries.body_rows(by, ListState(sort="place"), TODAY)
        counted.append(len(found))
        make_body(by, "คณะทำงานข", kind="working_group", parent=board)
        make_body(by, "ที่ประชุมใหญ่", kind="assembly", until=day("2020"))
        last = make_body(by, "คณะทำงานก", kind="working_group", parent=board)
        move_body(by=by, body=last, up=True)
        with statements() as found:
            rows = queries.body_rows(by, ListState(sort="place"), TODAY)
        counted.append(len(found))
        assert [(row.body.name_th, row.depth, row.seats, row.filled) for row in rows] == [
            ("คณะกรรมการ", 0, 4, 1),
            ("คณะทำงานก", 1, 0, 0),
            ("คณะทำงานข", 1, 0, 0),
            ("ที่ประชุมใหญ่", 0, 0, 0),
        ]
        narrowed = [
            ListState(query="ทำงาน", sort="name"),
            ListState(sort="place", filters={"state": "closed"}),
            ListState(sort="-people", filters={"kind": "board"}),
        ]
        names = [[row.body.name_th for row in queries.body_rows(by, state, TODAY)] for state in narrowed]
        assert names == [["คณะทำงานก", "คณะทำงานข"], ["ที่ประชุมใหญ่"], ["คณะกรรมการ"]]
        assert counted[0] == counted[1]


def test_body_is_found_by_words_of_its_name(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, "คณะกรรมการวิชาการ", name_en="Academic Committee")
        change_body(by=by, body=body, name_th="คณะกรรมการวิจัย")
        hits = [search.find(words, kinds=["governance.body"]).hits for words in ("วิจัย", "academic", "วิชาการ")]
        assert [[hit.object_id for hit in each] for each in hits] == [[body.pk], [body.pk], []]


def test_vacancies_say_since_when_and_who_acts(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD, since=day("2019-01-01"))
        make_term(by, seat_of(body, "นายก"), "2020-01-01", "2024-12-31", person=make_person(by, "วิภา"))
        make_term(by, seat_of(body, "กรรมการ", 1), "2020")
        acting = make_acting(
            by=by, seat=seat_of(body, "นายก"), person=make_person(by, "อารี"), period=Period(day("2025-02-01"))
        )
        found = vacancies(by, TODAY)
        assert [(each.since, each.last and each.last.name_th, each.acting) for each in found] == [
            (dt.date(2025, 1, 1), "วิภา ใจดี", acting),
            (day("2019-01-01"), None, None),
            (day("2019-01-01"), None, None),
        ]
        assert len(vacancies(by, dt.date(2021, 1, 1))) == 2


def test_due_lines_speak_of_ends_and_vacancies(world: World, statements: Callable[..., Any]) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        make_term(by, seat_of(body, "กรรมการ", 1), "2024-07-01", "2026-06-30", person=make_person(by, "ใกล้"))
        make_term(by, seat_of(body, "กรรมการ", 2), "2024-07-01", "2027-06-30", person=make_person(by, "ไกล"))
        make_term(by, seat_of(body, "นายก"), "2024-01-01", "2026-03-31", person=make_person(by, "พ้น"))
    with user_scope(world.users["secretariat"], "alpha") as by:
        with statements() as found:
            lines = due_lines(by, dt.date(2026, 7, 31), TODAY)
        assert [(line.on, line.is_overdue, "ใกล้" in line.title) for line in lines] == [
            (dt.date(2026, 6, 30), False, True),
            (dt.date(2026, 3, 31), True, False),
        ]
        assert len(found) == 2
        assert [term.name_th for term in ending(by, TODAY, dt.date(2027, 12, 31))] == ["ใกล้ ใจดี", "ไกล ใจดี"]
        resigning = Term.objects.get(name_th="ไกล ใจดี")
        end_term(by=by, term=resigning, until=day("2026-05-31"), ended="resigned")
        assert [term.name_th for term in ending(by, TODAY, dt.date(2026, 7, 31))] == ["ไกล ใจดี", "ใกล้ ใจดี"]
    with user_scope(world.users["partner"], "alpha") as by:
        assert due_lines(by, dt.date(2026, 7, 31), TODAY) == []


def test_sections_of_a_person_and_an_organisation(world: World, statements: Callable[..., Any]) -> None:
    with system_scope("test", world.a.pk) as by:
        school = make_organisation(by, "โรงเรียนบ้านนา", kind="school")
        person = make_person(by, "วิภา")
        body = make_body(by, seats=BOARD)
        make_term(by, seat_of(body, "นายก"), "2020", "2021", person=person, on_behalf=school)
        counted = []
        for number in (0, 1, 2):
            if number:
                seat = seat_of(body, "กรรมการ", number)
                make_term(by, seat, "2022-01-01", person=person, on_behalf=school)
            with statements() as found:
                lines = seats_held(by, [person.pk])
            counted.append((len(found), lines.total, [line.is_past for line in lines.lines]))
        assert counted == [(1, 1, [True]), (1, 2, [False, True]), (1, 3, [False, False, True])]
        behalf = people_on_behalf(by, [school.pk])
        assert [str(line.label) for line in behalf.lines] == ["วิภา ใจดี"] * 3
        assert (seats_held(by, []).total, people_on_behalf(by, [0]).total) == (0, 0)
    with system_scope("test", world.b.pk) as other:
        assert seats_held(other, [person.pk]).lines == []


def test_segment_of_the_members_of_a_body_now(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        now = timezone.localdate()
        past, chair, member = (make_person(by, name) for name in ("อดีต", "ประธาน", "กรรมการ"))
        make_term(by, seat_of(body, "นายก"), "2010", "2012", person=past)
        make_term(by, seat_of(body, "กรรมการ", 1), str(now.year - 1), person=member)
        make_term(by, seat_of(body, "นายก"), str(now.year - 1), person=chair)
        make_term(by, seat_of(body, "กรรมการ", 2), str(now.year - 1), person=chair)
        ContactPoint.objects.create(
            network_id=by.network_id,
            person=chair,
            kind="mail",
            value="chair@example.org",
            visibility="members",
        )
        segment = segments.segment("governance.members")
        found = list(segment.recipients(by, body.pk, None))
        assert [(each.name_th, each.address, each.values["position"][0]) for each in found] == [
            ("ประธาน ใจดี", "chair@example.org", "นายก"),
            ("กรรมการ ใจดี", "", "กรรมการ"),
        ]
    with system_scope("test", world.b.pk) as other:
        assert list(segment.recipients(other, body.pk, None)) == []


def test_list_of_terms_is_searched_and_narrowed(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        person = make_person(by, "วิภา", "ทองดี", given_name_en="Vipa", family_name_en="Thongdee")
        make_term(by, seat_of(body, "นายก"), "2020", "2021", person=person)
        make_term(by, seat_of(body, "กรรมการ", 1), "2022", person=make_person(by, "อารี"))
        other = make_body(by, "อื่น", seats=(("เลขานุการ", 1),))
        make_term(by, seat_of(other, "เลขานุการ"), "2023", person=make_person(by, "มานะ"))
        states = (
            ListState(sort="name"),
            ListState(sort="-since", query="thongd"),
            ListState(sort="name", query="เลขา"),
            ListState(sort="until", filters={"state": "over"}),
            ListState(sort="name", filters={"state": "current", "body": str(body.pk)}),
        )
        found = [[term.name_th for term in term_list(by, state, TODAY)] for state in states]
        assert found == [
            ["มานะ ใจดี", "วิภา ทองดี", "อารี ใจดี"],
            ["วิภา ทองดี"],
            ["มานะ ใจดี"],
            ["วิภา ทองดี"],
            ["อารี ใจดี"],
        ]


def test_people_in_several_bodies(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        first, second = make_body(by, "หนึ่ง", seats=BOARD), make_body(by, "สอง", seats=BOARD)
        both, one = make_person(by, "ทั้งสอง"), make_person(by, "คนเดียว")
        for body in (first, second):
            make_term(by, seat_of(body, "นายก"), "2020", person=both)
        make_term(by, seat_of(first, "กรรมการ", 1), "2020", person=one)
        make_term(by, seat_of(second, "กรรมการ", 1), "2010", "2012", person=one)
        found = queries.in_several_bodies(by, TODAY)
        assert [(row.name, [str(term.body.name) for term in row.terms]) for row in found] == [
            ("ทั้งสอง ใจดี", ["หนึ่ง", "สอง"])
        ]


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (dt.date(2024, 4, 1), 24, dt.date(2026, 3, 31)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2023, 12, 15), 12, dt.date(2024, 12, 14)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
    ],
)
def test_last_day_of_so_many_months(start: dt.date, months: int, last: dt.date) -> None:
    assert last_day_of(start, months) == last


def test_bodies_are_kept_by_who_may(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        seat = seat_of(body, "นายก")
    for persona in ("board", "coordinator", "partner"):
        with user_scope(world.users[persona], "alpha") as by:
            acts: list[Callable[[], object]] = [
                lambda by=by: create_body(by=by, kind="board", name_th="x"),  # type: ignore[misc]  # bound now
                lambda by=by: change_body(by=by, body=body, name_th="x"),  # type: ignore[misc]  # bound now
                lambda by=by: arrange_positions(by=by, body=body, rows=[]),  # type: ignore[misc]  # bound now
                lambda by=by: change_seat(by=by, seat=seat, office_th="x"),  # type: ignore[misc]  # bound now
                lambda by=by: remove_body(by=by, body=body, reason="x"),  # type: ignore[misc]  # bound now
            ]
            for act in acts:
                with pytest.raises(Refused):
                    act()
    with system_scope("test", world.a.pk):
        assert (Body.objects.get().name_th, Seat.objects.count(), Term.objects.count()) == (
            "คณะกรรมการบริหาร",
            4,
            0,
        )
