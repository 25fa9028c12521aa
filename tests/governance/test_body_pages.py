"""The pages of bodies: as of a day, appointing, closing, and what everybody may read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from samphan.governance.actions.instruments import note_instrument
from samphan.governance.actions.term_changes import end_term
from samphan.governance.models import Body, Instrument, Position, Seat, Term
from samphan.governance.queries.board import Board
from samphan.kit.sheets import read_table
from samphan.tenancy.scope import anonymous_scope, system_scope
from tests.factories.bodies import day, make_body, make_term, seat_of
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.actor import Actor
    from tests.personas import World

pytestmark = pytest.mark.django_db

BOARD = (("นายก", 1), ("กรรมการ", 3))


def page(world: World, path: str, *, who: str = "secretariat", status: int = 200, **query: Any) -> str:
    response = world.client(who).get(f"/n/alpha/bodies/{path}", {"lang": "en", **query})
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def send(world: World, path: str, data: dict[str, Any], *, who: str = "secretariat") -> Any:
    return world.client(who).post(f"/n/alpha/bodies/{path}?lang=en", data)


def board_of_two(by: Actor) -> Body:
    body = make_body(by, seats=BOARD, since=day("2018-01-01"), name_en="Executive Board")
    make_term(by, seat_of(body, "นายก"), "2018-01-01", "2021-12-31", person=make_person(by, "วิภา", "เก่าก่อน"))
    make_term(by, seat_of(body, "นายก"), "2022-01-01", person=make_person(by, "มานะ", "ใหม่กว่า"))
    make_term(by, seat_of(body, "กรรมการ", 2), "2018-01-01", person=make_person(by, "อารี", "อยู่นาน"))
    return body


def test_board_before_and_after_a_change_of_office(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        pk = board_of_two(by).pk
    before, after = page(world, f"{pk}/", on="31 December 2021"), page(world, f"{pk}/", on="2022-01-01")
    assert ("วิภา" in before, "มานะ" in before, "อารี" in before) == (True, False, True)
    assert ("Changed on 1 January 2022" in after, "อารี" in after) == (True, True)
    assert after.index("มานะ") < after.index("วิภา"), "who came stands before who left"
    assert "Nobody is recorded for this day" in page(world, f"{pk}/", on="2017-12-31")


def test_board_by_the_stop_of_the_slider(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        pk = board_of_two(by).pk
    assert "วิภา" in page(world, f"{pk}/", on="2026-01-01", stop="0")
    assert "มานะ" in page(world, f"{pk}/", on="2026-01-01", stop="99")
    assert "มานะ" in page(world, f"{pk}/", on="nonsense")


def test_board_takes_the_same_statements_on_any_day(world: World, statements: Callable[..., Any]) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
    client = world.client("secretariat")
    counted = []
    for query in ({}, {"on": "2019-05-05"}, {"on": "1990-01-01"}):
        client.get(f"/n/alpha/bodies/{body.pk}/", query)
        with statements() as found:
            client.get(f"/n/alpha/bodies/{body.pk}/", query)
        counted.append(len(found))
    with system_scope("test", world.a.pk) as by:
        for number in (1, 3):
            make_term(
                by, seat_of(body, "กรรมการ", number), "2019-01-01", person=make_person(by, f"คน{number}")
            )
    with statements() as found:
        client.get(f"/n/alpha/bodies/{body.pk}/")
    assert {*counted, len(found)} == {counted[0]}


def test_stated_and_listed_stand_side_by_side(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(
            by,
            seats=(("กรรมการ", 0),),
            stated_seats=21,
            stated_on=day("2021-11-08"),
            stated_source="เว็บไซต์ของสมาคม",
        )
        pk, position = body.pk, Position.objects.get()
        people = [make_person(by, f"ชื่อ{n}", "สกุล") for n in range(2)]
    form = {
        "since": "8 November 2021",
        "is_stated": "on",
        "source": "เว็บไซต์",
        "rows-TOTAL_FORMS": 2,
        "rows-INITIAL_FORMS": 0,
    }
    for place, person in enumerate(people):
        form |= {
            f"rows-{place}-person": person.pk,
            f"rows-{place}-position": position.pk,
            f"rows-{place}-in_seats": "not_stated",
            f"rows-{place}-ORDER": place + 1,
        }
    assert send(world, f"{pk}/appoint/", form).status_code == 302
    shown = page(world, f"{pk}/", on="2021-11-08")
    assert "Whether the 2 people who are listed are among the stated seats is not stated." in shown
    assert "stated as of 8 November 2021" in shown
    with system_scope("test", world.a.pk):
        assert (
            list(Term.objects.values_list("seat_id", "since", "in_seats")) == [(None, None, "not_stated")] * 2
        )
    assert "ชื่อ0" not in page(world, f"{pk}/", on="2021-11-07")


def test_appoint_to_a_taken_seat_keeps_what_was_typed(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        seat, person = seat_of(body, "นายก"), make_person(by, "คนใหม่", "มาช้า")
    row = {
        "rows-0-person": person.pk,
        "rows-0-seat": seat.pk,
        "rows-0-in_seats": "not_stated",
        "rows-0-ORDER": 1,
    }
    data = {"since": "1 มีนาคม 2566", "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, **row}
    response = send(world, f"{body.pk}/appoint/", data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "This seat is held by มานะ ใหม่กว่า (since 1 January 2022)." in text
    assert ("มาช้า" in text, "1 มีนาคม 2566" in text) == (True, True)
    with system_scope("test", world.a.pk):
        assert Term.objects.count() == 3


def test_appoint_reckons_the_last_day(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by, seats=BOARD, term_months=24)
        seat, person = seat_of(body, "นายก"), make_person(by)
    row = {"rows-0-person": person.pk, "rows-0-seat": seat.pk, "rows-0-ORDER": 1}
    data = {"since": "1/4/2567", "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, **row}
    assert send(world, f"{body.pk}/appoint/", data).status_code == 302
    with system_scope("test", world.a.pk):
        assert Term.objects.get().until == day("2026-03-31")


def test_close_shows_what_ends_before_it_does(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
    data = {"until": "30/6/2566", "reason": "ยุบรวม"}
    preview = send(world, f"{body.pk}/close/", data).content.decode()
    assert ("2 terms end with it" in preview, "วิภา" in preview) == (True, False)
    with system_scope("test", world.a.pk):
        assert Body.objects.get().until is None
        seen = " ".join(str(pk) for pk in Term.objects.filter(until=None).values_list("pk", flat=True))
    assert send(world, f"{body.pk}/close/", {**data, "confirm": "1", "seen": seen}).status_code == 302
    assert send(world, f"{body.pk}/reopen/", {}).status_code == 302
    with system_scope("test", world.a.pk):
        assert (Body.objects.get().until, Term.objects.filter(until=None).count()) == (None, 2)


def test_every_page_opens_with_and_without_records(world: World) -> None:
    for path in ("", "new/", "overview/", "terms/"):
        page(world, path)
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        order = note_instrument(by=by, body=body, kind="resolution", number="5/2564", dated=day("2021"))
        school = make_organisation(by, "โรงเรียนบ้านนา", kind="school")
        person = make_person(by, "ผู้แทน")
        make_term(by, seat_of(body, "กรรมการ", 1), "2022", "2099", person=person, on_behalf=school)
        ended = end_term(
            by=by, term=Term.objects.get(name_th__contains="อารี"), until=day("2024"), ended="died"
        )
        seats = [str(pk) for pk in Seat.objects.values_list("pk", flat=True)]
        terms = [str(pk) for pk in Term.objects.values_list("pk", flat=True)]
    for path in (
        "",
        "overview/",
        "overview/?months=24",
        "terms/",
        "terms/?state=current&sort=-until&q=มานะ",
        f"{body.pk}/print/",
    ):
        page(world, path)
        page(world, path, who="board")
    forms = ("change/", "close/", "remove/", "positions/", "appoint/", "orders/note/", "orders/make/")
    acts = ("end/", "extend/", "replace/", "correct/", "remove/")
    kept = [
        *(f"{body.pk}/{each}" for each in forms),
        *(f"terms/{pk}/{each}" for pk in terms for each in acts),
        *(f"seats/{pk}/{each}" for pk in seats for each in ("change/", "acting/")),
        f"orders/{order.pk}/change/",
        f"orders/{order.pk}/progress/",
    ]
    for path in kept:
        page(world, path)
    for path in (forms[0], forms[3], forms[4]):
        page(world, f"{body.pk}/{path}", who="board", status=403)
    shown = [*(f"terms/{pk}/" for pk in terms), *(f"seats/{pk}/" for pk in seats), f"orders/{order.pk}/"]
    for path in shown:
        page(world, path, who="board")
    assert f"/bodies/terms/{ended.pk}/resume/" in page(world, f"terms/{ended.pk}/")
    board = world.client("board")
    assert "ผู้แทน" in board.get(f"/n/alpha/organisations/{school.pk}/everything/").text
    assert "Executive Board" in board.get(f"/n/alpha/people/{person.pk}/everything/?lang=en").text


def test_another_network_sees_nothing(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        term = Term.objects.filter(body=body).first()
        assert term is not None
    client = world.client("stranger")
    for path in (f"{body.pk}/", f"terms/{term.pk}/", f"seats/{term.seat_id}/", f"{body.pk}/names/pdf/"):
        assert client.get(f"/n/beta/bodies/{path}").status_code == 404
    assert f"/bodies/{body.pk}/" not in client.get("/n/beta/bodies/").content.decode()


def test_public_page_shows_published_bodies_alone(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        hidden = make_body(by, "คณะทำงานภายใน", seats=(("ประธาน", 1),), kind="working_group")
        make_term(by, seat_of(hidden, "ประธาน"), "2020-01-01", person=make_person(by, "ลับ", "มาก"))
        Body.objects.filter(pk=body.pk).update(is_public=True)
    client = Client()
    listed = client.get("/p/alpha/bodies/").content.decode()
    assert (body.name_th in listed, "คณะทำงานภายใน" in listed) == (True, False)
    shown = client.get(f"/p/alpha/bodies/{body.pk}/?on=2020-01-01").content.decode()
    assert ("วิภา" in shown, "/n/alpha/" in shown) == (True, False)
    assert client.get(f"/p/alpha/bodies/{hidden.pk}/").status_code == 404
    assert client.get(f"/p/beta/bodies/{body.pk}/").status_code == 404
    for who in ("secretariat", "stranger"):
        signed_in = world.client(who).get(f"/p/alpha/bodies/{body.pk}/?on=2020-01-01").content.decode()
        assert ("วิภา" in signed_in, "ลับ" in signed_in) == (True, False)


def test_board_as_a_workbook(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
    response = world.client("board").get(f"/n/alpha/bodies/{body.pk}/export/?lang=en&on=2021-05-01")
    rows = [list(row[:3]) for row in read_table(response.content, "board.xlsx").rows[1:]]
    assert rows == [
        ["นายก", "1", "วิภา เก่าก่อน"],
        ["กรรมการ", "1", ""],
        ["กรรมการ", "2", "อารี อยู่นาน"],
        ["กรรมการ", "3", ""],
    ]
    for path in ("export/", "terms/export/", "overview/export/"):
        assert world.client("board").get(f"/n/alpha/bodies/{path}").status_code == 200


def test_order_of_appointment_is_made_with_its_number(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        current = [str(pk) for pk in Term.objects.filter(until=None).values_list("pk", flat=True)]
    words = {
        "terms": current, "issuer": "เครือข่ายก", "subject": "แต่งตั้งคณะกรรมการบริหาร", "reason": "เพื่อให้งานเดินต่อไป จึงแต่งตั้ง",
        "dated_on": "5 มกราคม 2565", "signer_name": "นายวิชัย ใจดี", "signer_position": "นายก", "has_thai_numerals": "on",
    }  # fmt: skip
    response = send(world, f"{body.pk}/orders/make/", words)
    assert response.status_code == 302, response.content.decode()[:1500]
    with system_scope("test", world.a.pk):
        order = Instrument.objects.get()
        assert (order.number, order.year, [each.name_th for each in order.terms.order_by("id")]) == (
            "1/2565", 2565, ["มานะ ใหม่กว่า", "อารี อยู่นาน"],
        )  # fmt: skip
    again = world.client("secretariat").get(f"/n/alpha/bodies/{body.pk}/orders/make/?lang=en", follow=True)
    assert "Every term of this body rests on an order already, or is over." not in again.content.decode()
    assert send(world, f"{body.pk}/orders/make/", words).status_code == 422, "they rest on an order already"


def test_database_shows_a_public_page_what_is_published_and_no_more(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        note_instrument(by=by, body=body, kind="order", number="1/2561")
        hidden = make_body(by, "คณะทำงานภายใน", seats=(("ประธาน", 1),))
        make_term(by, seat_of(hidden, "ประธาน"), "2020-01-01", person=make_person(by, "ลับ"))
        Body.objects.filter(pk=body.pk).update(is_public=True)
    with anonymous_scope("alpha"):
        assert [each.pk for each in Body.objects.all()] == [body.pk]
        counts = [model.objects.count() for model in (Position, Seat, Term, Instrument)]
        assert counts == [2, 4, 3, 0]
        assert not Term.objects.filter(name_th__contains="ลับ").exists()
    with anonymous_scope("beta"):
        assert [model.objects.count() for model in (Body, Position, Seat, Term)] == [0, 0, 0, 0]


def test_board_of_a_public_page_takes_the_same_statements(
    world: World, statements: Callable[..., Any]
) -> None:
    with system_scope("test", world.a.pk) as by:
        body = board_of_two(by)
        Body.objects.filter(pk=body.pk).update(is_public=True)
    counted = []
    for query in ({}, {"on": "2019-05-05"}, {"on": "1990-01-01"}):
        with statements() as found:
            Client().get(f"/p/alpha/bodies/{body.pk}/", query)
        counted.append(len(found))
    assert set(counted) == {counted[0]}


def test_slider_offers_the_days_around_the_chosen_one() -> None:
    days = [dt.date(1980, 1, 1) + dt.timedelta(days=each) for each in range(1_000)]
    assert Board.stops_of(days[:5], days[2]) == tuple(days[:5])
    found = [Board.stops_of(days, day) for day in (dt.date(1970, 1, 1), days[500], dt.date(2026, 1, 1))]
    assert [(each[0], each[-1], len(each)) for each in found] == [
        (days[0], days[239], 240),
        (days[381], days[620], 240),
        (days[760], days[999], 240),
    ]
