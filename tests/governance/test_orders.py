"""Orders of appointment and name lists, as files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from samphan.governance.actions.instruments import (
    issue_order,
    make_order,
    note_instrument,
    note_order_problem,
    remove_instrument,
)
from samphan.governance.actions.term_changes import correct_term
from samphan.governance.models import Instrument, Term
from samphan.governance.queries.board import board
from samphan.governance.queries.orders import name_list_document, order_document, proposed_order
from samphan.governance.tasks import make_order as make_later
from samphan.kit.documents.model import plain, texts_of
from samphan.kit.errors import Conflict, Problem
from samphan.tenancy import files
from samphan.tenancy.scope import system_scope
from tests.factories.bodies import day, make_body, make_term, seat_of
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from pathlib import Path

    from samphan.governance.models import Body
    from samphan.kit.actor import Actor
    from tests.personas import World

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 1, 5)
WORDS = {"signer_name": "นายวิชัย ใจดี", "signer_position": "นายกสมาคม"}


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def body_with_people(by: Actor) -> tuple[Body, list[Term]]:
    body = make_body(by, seats=(("ประธาน", 1), ("กรรมการ", 2)), purpose_th="ดูแลงาน")
    school = make_organisation(by, "โรงเรียนบ้านนา", kind="school")
    first = make_term(
        by, seat_of(body, "ประธาน"), "2026-01-05", "2028-01-04", person=make_person(by, "มานะ", "ชูใจ")
    )
    second = make_term(
        by,
        seat_of(body, "กรรมการ"),
        "2026-01-05",
        "2028-01-04",
        person=make_person(by, "ปิติ", "พอใจ"),
        on_behalf=school,
    )
    return body, [first, second]


def issue(by: Actor, body: Body, terms: list[Term], **words: Any) -> Instrument:
    written = proposed_order(body, terms, issuer="สมาคมทดสอบ") | WORDS | words
    return issue_order(by=by, body=body, terms=terms, dated_on=TODAY, words=written)


def test_issue_order_in_the_official_form(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        order = issue(by, *body_with_people(by))
        document = order_document(order)
        lines = [plain(text) for text in texts_of(document.blocks) if plain(text)]
        assert (document.organisation, document.title, document.subtitle_lines) == (
            "",
            "คำสั่งสมาคมทดสอบ",
            ("ที่ 1/2569", "เรื่อง แต่งตั้งคณะกรรมการบริหาร"),
        )
        assert lines[1:] == [
            "มานะ ชูใจ เป็นประธาน",
            "ปิติ พอใจ (ผู้แทนโรงเรียนบ้านนา) เป็นกรรมการ",
            "ให้คณะกรรมการบริหารมีหน้าที่และอำนาจ ดังนี้ ดูแลงาน",
            "ทั้งนี้ ตั้งแต่วันที่ 5 มกราคม 2569 ถึงวันที่ 4 มกราคม 2571",
            "สั่ง ณ วันที่ 5 มกราคม พ.ศ. 2569",
            "(นายวิชัย ใจดี)",
            "นายกสมาคม",
        ]


def test_orders_are_numbered_within_the_year(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body, terms = body_with_people(by)
        numbers = [issue(by, body, [term]).number for term in terms]
        third = make_term(by, seat_of(body, "กรรมการ", 2), "2027", person=make_person(by, "ชูใจ"))
        words = proposed_order(body, [third], issuer="สมาคมทดสอบ") | WORDS
        later = issue_order(by=by, body=body, terms=[third], dated_on=dt.date(2027, 1, 1), words=words)
        assert [*numbers, later.number] == ["1/2569", "2/2569", "1/2570"]


def test_issue_order_keeps_its_words_when_the_records_change(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body, terms = body_with_people(by)
        order = issue(by, body, terms)
        before = order_document(order)
        Term.objects.filter(pk=terms[0].pk).update(name_th="คนอื่น")
        order = Instrument.objects.get(pk=order.pk)
        assert order_document(order).blocks == before.blocks
        with pytest.raises(Problem):
            note_instrument(by=by, body=body, instrument=order, number="9/2569")
        with pytest.raises(Problem):
            remove_instrument(by=by, instrument=order)


@pytest.mark.parametrize(("words", "field"), [({"signer_name": ""}, "signer_name")])
def test_issue_order_without_who_signs(world: World, words: dict[str, str], field: str) -> None:
    with system_scope("test", world.a.pk) as by:
        with pytest.raises(Problem) as caught:
            issue(by, *body_with_people(by), **words)
        assert (caught.value.field, Instrument.objects.count()) == (field, 0)


def test_order_appoints_nobody_twice(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body, terms = body_with_people(by)
        issue(by, body, terms[:1])
        with pytest.raises(Conflict):
            correct_term(by=by, term=terms[0], version=1, instrument_id=None)
        with pytest.raises(Problem, match="มานะ"):
            issue(by, body, terms)
        assert Term.objects.filter(instrument=None).count() == 1


def test_order_that_failed_says_what_to_do_and_not_what_the_machine_said(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        order = issue(by, *body_with_people(by))
        note_order_problem(by=by, order=order, problem="OSError: no space left")
    page = world.client("secretariat").get(f"/n/alpha/bodies/orders/{order.pk}/?lang=en").text
    assert ("no space left" in page, "It could not be made. Please try again." in page) == (False, True)


def test_make_order_once_in_the_worker(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        order = issue(by, *body_with_people(by), has_thai_numerals=True)
    make_later.call(order=order.pk, network=world.a.pk)
    make_later.call(order=order.pk, network=world.a.pk)
    with system_scope("test", world.a.pk) as by:
        made = Instrument.objects.select_related("file", "docx").get(pk=order.pk)
        assert made.file is not None
        assert made.docx is not None
        assert [files.sniff(files.read(each)) for each in (made.file, made.docx)] == [files.PDF, files.DOCX]
        make_order(by=by, order=made)
        assert (made.file.name, made.problem) == ("order-1-2569.pdf", "")


def test_name_list_has_room_for_every_hand(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body, _terms = body_with_people(by)
        created = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
        document = name_list_document(body, board(by, body, TODAY), issuer="สมาคมทดสอบ", created=created)
        table: Any = document.blocks[0]
        assert table.rows == (
            ("1", "มานะ ชูใจ", "ประธาน", ""),
            ("2", "ปิติ พอใจ", "กรรมการ\nผู้แทนโรงเรียนบ้านนา", ""),
            ("3", "(ว่าง)", "กรรมการ", ""),
        )
    for kind in ("pdf", "docx"):
        response = world.client("board").get(f"/n/alpha/bodies/{body.pk}/names/{kind}/?on=2026-01-05")
        assert files.sniff(response.content) == {"pdf": files.PDF, "docx": files.DOCX}[kind]


def test_note_instrument_with_its_paper(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body = make_body(by)
        with pytest.raises(Problem) as caught:
            note_instrument(
                by=by, body=body, kind="order", number="1/2564", file=b"MZ not a paper", file_name="x.pdf"
            )
        assert caught.value.field == "file"
        with pytest.raises(Problem):
            note_instrument(by=by, body=body, kind="order")
        noted = note_instrument(
            by=by,
            body=body,
            kind="order",
            number="1/2564",
            dated=day("2021"),
            file=b"%PDF-1.7 x",
            file_name="ก.pdf",
        )
        changed = note_instrument(by=by, body=body, instrument=noted, version=1, number="2/2564")
        assert (changed.number, changed.file_id) == ("2/2564", noted.file_id)
        with pytest.raises(Conflict):
            note_instrument(by=by, body=body, instrument=noted, version=1, number="3/2564")
    response = world.client("board").get(f"/n/alpha/bodies/orders/{noted.pk}/paper/")
    assert (response.content, response["X-Content-Type-Options"]) == (b"%PDF-1.7 x", "nosniff")
    assert world.client("stranger").get(f"/n/beta/bodies/orders/{noted.pk}/paper/").status_code == 404


def test_remove_instrument_on_which_terms_rest(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        body, terms = body_with_people(by)
        noted = note_instrument(by=by, body=body, kind="order", number="1/2564")
        Term.objects.filter(pk=terms[0].pk).update(instrument=noted)
        with pytest.raises(Problem):
            remove_instrument(by=by, instrument=noted)
        Term.objects.filter(pk=terms[0].pk).update(instrument=None)
        remove_instrument(by=by, instrument=noted)
        assert not Instrument.objects.exists()
