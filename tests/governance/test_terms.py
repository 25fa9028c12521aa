"""Appointing people, and what becomes of their terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from samphan.governance.actions import term_changes as changes
from samphan.governance.actions.bodies import close_body, reopen_body
from samphan.governance.actions.seats import change_seat
from samphan.governance.actions.terms import Appointee, Period, appoint, make_acting, replace_holder
from samphan.governance.models import Seat, Term
from samphan.governance.queries.bodies import other_terms
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.bodies import day, make_body, make_term, seat_of
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from tests.personas import World

pytestmark = pytest.mark.django_db

BOARD = (("นายก", 1), ("กรรมการ", 3))


def test_appoint_to_a_seat_that_somebody_holds(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        seat = seat_of(body, "นายก")
        make_term(by, seat, "2020-01-01", "2023-12-31", person=make_person(by, "วิภา", "ทองดี"))
        with pytest.raises(Problem, match="วิภา ทองดี") as caught:
            make_term(by, seat, "2023-12-31")
        assert caught.value.field == "seat"
        make_term(by, seat, "2024-01-01")
        assert Term.objects.count() == 2


def test_appoint_many_or_none(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        make_term(by, seat_of(body, "กรรมการ", 2), "2020-01-01")
        people = [Appointee(make_person(by, f"คนที่{n}"), seat_of(body, "กรรมการ", n)) for n in (1, 2, 3)]
        with pytest.raises(Problem):
            appoint(by=by, body=body, people=people, period=Period(since=day("2021")))
        assert Term.objects.count() == 1
        made = appoint(
            by=by, body=body, people=[people[0], people[2]], period=Period(since=day("2021-02-01"))
        )
        assert [(each.seat.number, each.place) for each in made if each.seat] == [(1, 1), (3, 2)]
        entry = AuditEntry.objects.filter(act="appoint").order_by("-id").first()
        assert entry is not None
        assert entry.changes["seat_id"] == [None, made[1].seat_id]


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        ("2019-05-01", "", "since"),
        ("2018", "", "since"),
        ("2021-05-01", "2021-04", "until"),
        ("2021-05-01", "", "until"),
        ("2021-05-01", "2026-01-01", "until"),
        ("2026", "2026", "since"),
    ],
)
def test_appoint_outside_the_life_of_the_body(world: World, since: str, until: str, field: str) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD, since=day("2020"), until=day("2025-06-30"))
        with pytest.raises(Problem) as caught:
            make_term(by, seat_of(body, "นายก"), since, until)
        assert caught.value.field == field
        assert not Term.objects.exists()


@pytest.mark.parametrize(("since", "until"), [("2020", "2025"), ("2020-01-01", "2025-06"), ("2021", "2021")])
def test_appoint_with_half_known_days_that_may_be(world: World, since: str, until: str) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD, since=day("2020"), until=day("2025-06-30"))
        assert make_term(by, seat_of(body, "นายก"), since, until).until == day(until)


def test_appoint_keeps_names_as_signed(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        person = make_person(by, "มานะ", "ชูใจ", academic_title="assistant_professor")
        school = make_organisation(by, "โรงเรียนบ้านนา", kind="school")
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01", person=person, on_behalf=school)
        person.academic_title = "professor"
        person.save()
        school.name_th = "โรงเรียนใหม่"
        school.save()
        term.refresh_from_db()
        assert (term.name_th, term.on_behalf_th) == ("ผศ.มานะ ชูใจ", "โรงเรียนบ้านนา")


def test_appoint_the_same_person_twice_is_told(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        person = make_person(by)
        first = make_term(by, seat_of(body, "นายก"), "2020-01-01", "2021-12-31", person=person)
        assert other_terms(by, [first]) == []
        second = make_term(by, seat_of(body, "กรรมการ", 1), "2021-06-01", person=person)
        later = make_term(by, seat_of(body, "กรรมการ", 2), "2019-01-01", "2019-05-01", person=person)
        assert other_terms(by, [second]) == [first]
        assert other_terms(by, [later]) == []


def test_end_term_and_resume_it(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01", "2023-12-31")
        stand_in = make_acting(
            by=by,
            seat=seat_of(body, "นายก"),
            person=make_person(by, "อารี"),
            period=Period(since=day("2021-01-01")),
        )
        assert (stand_in.capacity, stand_in.stands_for, stand_in.until) == (
            "substitute",
            term,
            day("2023-12-31"),
        )
        ended = changes.end_term(by=by, term=term, until=day("2022-03"), ended="resigned", reason="ย้ายถิ่นฐาน")
        stand_in.refresh_from_db()
        assert (ended.until, stand_in.until) == (day("2022-03"), day("2022-03"))
        with pytest.raises(Problem):
            changes.end_term(by=by, term=term, until=day("2022-01"), ended="resigned")
        resumed = changes.resume_term(by=by, term=term)
        stand_in.refresh_from_db()
        assert (resumed.until, resumed.ended, stand_in.until) == (day("2023-12-31"), "", day("2023-12-31"))


def test_resume_term_of_a_seat_that_was_filled(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01")
        follower = replace_holder(by=by, term=term, person=make_person(by, "ใหม่"), since=day("2022-05-01"))
        term.refresh_from_db()
        assert (term.until, term.ended, follower.seat_id) == (day("2022-04-30"), "replaced", term.seat_id)
        with pytest.raises(Problem, match="ใหม่"):
            changes.resume_term(by=by, term=term)


@pytest.mark.parametrize(
    ("until", "ended"), [("2019-12-31", "resigned"), ("2024-01-01", "resigned"), ("2021", "")]
)
def test_end_term_on_an_impossible_day(world: World, until: str, ended: str) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01", "2023-12-31")
        with pytest.raises(Problem):
            changes.end_term(by=by, term=term, until=day(until), ended=ended)
        term.refresh_from_db()
        assert term.until == day("2023-12-31")


def test_replace_holder_in_a_year_known_alone(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2018")
        replace_holder(by=by, term=term, person=make_person(by, "ใหม่"), since=day("2022"))
        term.refresh_from_db()
        assert term.until == day("2022")


def test_replace_holder_in_a_year_known_alone_keeps_a_planned_day(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2018", "2022-06-30")
        follower = replace_holder(by=by, term=term, person=make_person(by, "ใหม่"), since=day("2022"))
        term.refresh_from_db()
        assert (term.until, follower.since) == (day("2022-06-30"), day("2022"))


def test_make_acting_in_a_vacant_office(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_acting(
            by=by, seat=seat_of(body, "นายก"), person=make_person(by), period=Period(since=day("2021-01-01"))
        )
        assert (term.capacity, term.stands_for) == ("acting", None)


def test_extend_term_into_that_of_the_next(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01", "2021-12-31")
        make_term(by, seat_of(body, "นายก"), "2023-01-01", person=make_person(by, "ถัดไป"))
        with pytest.raises(Problem, match="ถัดไป"):
            changes.extend_term(by=by, term=term, until=None)
        with pytest.raises(Problem):
            changes.extend_term(by=by, term=term, until=day("2021-12-31"))
        assert changes.extend_term(by=by, term=term, until=day("2022-12-31")).until == day("2022-12-31")


def test_correct_term_that_somebody_saved_meanwhile(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01")
        changes.correct_term(by=by, term=term, version=1, since=day("2020-02-01"), reason="พิมพ์ผิด")
        with pytest.raises(Conflict):
            changes.correct_term(by=by, term=term, version=1, since=day("2020-03-01"))
        entry = AuditEntry.objects.get(act="correct_term")
        assert (entry.reason, list(entry.changes)) == ("พิมพ์ผิด", ["since"])


def test_remove_term_for_which_somebody_stands_in(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2020-01-01")
        make_acting(
            by=by, seat=seat_of(body, "นายก"), person=make_person(by, "อารี"), period=Period(day("2021"))
        )
        with pytest.raises(Problem):
            changes.remove_term(by=by, term=term, reason="ซ้ำ")
        assert Term.objects.count() == 2


def test_close_body_ends_its_terms_and_reopen_takes_it_back(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD, since=day("2019"))
        over = make_term(by, seat_of(body, "นายก"), "2019-06-01", "2020-12-31")
        planned = make_term(by, seat_of(body, "นายก"), "2021-01-01", "2024-12-31")
        unending = make_term(by, seat_of(body, "กรรมการ", 1), "2021-01-01")
        with pytest.raises(Problem):
            close_body(by=by, body=body, until=day("2022-06-30"), reason="ยุบรวม", seen=[planned.pk])
        close_body(by=by, body=body, until=day("2022-06-30"), reason="ยุบรวม", seen=[planned.pk, unending.pk])
        ends = [(each.until, each.ended) for each in Term.objects.order_by("id")]
        assert ends == [(day("2020-12-31"), ""), *[(day("2022-06-30"), "closed")] * 2]
        reopen_body(by=by, body=body)
        assert [each.until for each in Term.objects.order_by("id")] == [over.until, day("2024-12-31"), None]


def test_close_body_with_a_seat_that_was_to_come(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        change_seat(by=by, seat=seat_of(body, "กรรมการ", 3), since=day("2030"))
        close_body(by=by, body=body, until=day("2022-06-30"), reason="ยุบรวม")
        assert Seat.objects.filter(until=None).count() == 1


def test_reopen_body_leaves_a_seat_closed_that_was_closed_before(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        gone = change_seat(by=by, seat=seat_of(body, "กรรมการ", 3), until=day("2022-06-30"))
        close_body(by=by, body=body, until=day("2022-06-30"), reason="ยุบรวม")
        reopen_body(by=by, body=body)
        assert list(Seat.objects.exclude(until=None).values_list("pk", flat=True)) == [gone.pk]


def test_reopen_body_whose_seat_was_given_to_another_is_refused(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        term = make_term(by, seat_of(body, "นายก"), "2021-01-01", person=make_person(by, "คนเดิม"))
        close_body(by=by, body=body, until=day("2022"), reason="ยุบรวม")
        make_term(by, seat_of(body, "นายก"), "2022-06-01", "2022-12-31")
        with pytest.raises(Problem) as found:
            reopen_body(by=by, body=body)
        assert found.value.field == "seat"
        term.refresh_from_db()
        assert term.until == day("2022")


def test_close_body_before_a_term_begins(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        make_term(by, seat_of(body, "นายก"), "2023-01-01", person=make_person(by, "ภายหลัง"))
        with pytest.raises(Problem, match="ภายหลัง"):
            close_body(by=by, body=body, until=day("2022-06-30"), reason="ยุบรวม")


def test_terms_are_kept_by_who_keeps_bodies(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        seat = seat_of(body, "นายก")
        term = make_term(by, seat, "2020-01-01")
        person = make_person(by, "อารี")
    with user_scope(world.users["board"], "alpha") as by:
        acts: list[Any] = [
            lambda: appoint(by=by, body=body, people=[Appointee(person, seat)], period=Period(day("2021"))),
            lambda: changes.end_term(by=by, term=term, until=day("2021"), ended="resigned"),
            lambda: changes.extend_term(by=by, term=term, until=day("2021")),
            lambda: changes.correct_term(by=by, term=term, since=day("2021")),
            lambda: changes.remove_term(by=by, term=term, reason="x"),
            lambda: replace_holder(by=by, term=term, person=person, since=day("2021")),
            lambda: close_body(by=by, body=body, until=day("2021"), reason="x"),
        ]
        for act in acts:
            with pytest.raises(Refused):
                act()


def test_substitute_does_not_outlast_the_holder(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        make_term(by, seat_of(body, "นายก"), "2020-01-01", "2021-12-31", person=make_person(by, "วิภา"))
        period = Period(since=day("2021-01-01"), until=day("2022-06-30"))
        with pytest.raises(Problem, match="วิภา"):
            make_acting(by=by, seat=seat_of(body, "นายก"), person=make_person(by, "อารี"), period=period)
        assert Term.objects.count() == 1


def test_appoint_somebody_with_a_very_long_name(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD)
        person = make_person(by, "ก" * 150, "ข" * 150, other_titles="ค" * 100)
        assert len(make_term(by, seat_of(body, "นายก"), "2020", person=person).name_th) == 300
