"""The pages of the secretariat, and the pages of the room without a script."""

from __future__ import annotations

import io
import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from samphan.boards import policy
from samphan.boards.actions.prepare import create_board
from samphan.boards.models import Board, Card, Option, Prompt
from samphan.tenancy import links
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import make_room
from tests.factories.events import make_full_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.boards.conftest import Room
    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture
def event(world: World) -> Event:
    with system_scope("test", world.a.pk) as by:
        return make_full_event(by)


def titles(world: World) -> list[str]:
    with system_scope("test", world.a.pk):
        return sorted(Board.objects.values_list("title_th", flat=True))


def test_open_boards_of_event_without_any_offers_the_first_step(
    event: Event, browser: Callable[[str], Client]
) -> None:
    page = browser("secretariat").get(f"/n/alpha/boards/event/{event.pk}/?lang=en")
    assert page.status_code == 200
    assert f"/n/alpha/boards/event/{event.pk}/new/" in page.text
    assert f"/n/alpha/boards/event/{event.pk}/groups/" in page.text
    reader = browser("coordinator").get(f"/n/alpha/boards/event/{event.pk}/?lang=en")
    assert "/new/" not in reader.text


def test_make_board_for_each_group_makes_those_that_are_missing(
    event: Event, world: World, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    for _again in range(2):
        answer = client.post(
            f"/n/alpha/boards/event/{event.pk}/groups/", {"template": "horizons", "naming": "anonymous"}
        )
        assert answer.status_code == 302
    with system_scope("test", world.a.pk):
        groups = event.groups.count()
        assert Board.objects.count() == groups > 0


def test_make_board_without_thai_title_keeps_what_was_typed(
    event: Event, world: World, browser: Callable[[str], Client]
) -> None:
    answer = browser("secretariat").post(
        f"/n/alpha/boards/event/{event.pk}/new/", {"title_th": "", "title_en": "Kept", "naming": "choice"}
    )
    assert answer.status_code == 422
    assert 'value="Kept"' in answer.text
    assert titles(world) == []


def test_write_poll_with_choices_line_by_line(room: Room, browser: Callable[[str], Client]) -> None:
    path = f"/n/alpha/boards/{room.board.pk}/questions/new/"
    client = browser("secretariat")
    data = {"text_th": "เลือกจังหวัด", "kind": "choice", "dots": "3", "options": "เชียงใหม่\n\n น่าน \n"}
    assert client.post(path, data).status_code == 302
    with system_scope("test", room.world.a.pk):
        prompt = Prompt.objects.get(text_th="เลือกจังหวัด")
        assert list(
            Option.objects.filter(prompt=prompt).order_by("order").values_list("text", flat=True)
        ) == [
            "เชียงใหม่",
            "น่าน",
        ]
    page = client.get(f"/n/alpha/boards/{room.board.pk}/questions/{prompt.pk}/")
    assert "เชียงใหม่\nน่าน</textarea>" in page.text
    refused = client.post(path, {**data, "options": "เดียว"})
    assert refused.status_code == 422


def test_move_question_up_changes_the_order(room: Room, browser: Callable[[str], Client]) -> None:
    browser("secretariat").post(
        f"/n/alpha/boards/{room.board.pk}/questions/{room.prompts[1]}/move/", {"to": "up"}
    )
    with system_scope("test", room.world.a.pk):
        ordered = list(Prompt.objects.filter(board=room.board).order_by("order").values_list("pk", flat=True))
    assert ordered == [room.prompts[1], room.prompts[0], room.prompts[2]]


def test_renew_pin_ends_the_old_link(room: Room, browser: Callable[[str], Client]) -> None:
    assert Client().get(room.base).status_code == 200
    browser("secretariat").post(f"/n/alpha/boards/{room.board.pk}/turn/renew/")
    assert Client().get(room.base).status_code == 410
    with system_scope("test", room.world.a.pk):
        board = Board.objects.get(pk=room.board.pk)
        link = links.open_links(policy.JOIN, board, now=timezone.now()).get()
        assert board.pin != room.board.pin
    page = browser("secretariat").get(f"/n/alpha/boards/{room.board.pk}/").text
    assert links.token(link) in page
    assert board.pin in page


def test_give_and_end_link_of_facilitator(room: Room, browser: Callable[[str], Client]) -> None:
    client = browser("secretariat")
    client.post(f"/n/alpha/boards/{room.board.pk}/leaders/", {"label": "วิทยากรจากน่าน"})
    with system_scope("test", room.world.a.pk):
        link = links.open_links(policy.LEAD, room.board, now=timezone.now())[0]
        path = links.path(link, "alpha")
    assert "วิทยากรจากน่าน" in client.get(f"/n/alpha/boards/{room.board.pk}/").text
    assert Client().get(path).status_code == 200
    client.post(f"/n/alpha/boards/{room.board.pk}/leaders/{link.pk}/end/")
    assert Client().get(path).status_code == 410


@pytest.mark.parametrize(
    "path", ["live/", "projector/", "change/", "copy/", "export/", "questions/new/", "projector/state"]
)
def test_open_page_of_those_who_lead_without_the_permission_is_refused(
    room: Room, browser: Callable[[str], Client], path: str
) -> None:
    assert browser("coordinator").get(f"/n/alpha/boards/{room.board.pk}/{path}").status_code == 403
    assert Client().get(f"/n/alpha/boards/{room.board.pk}/{path}").status_code == 302
    assert browser("stranger").get(f"/n/beta/boards/{room.board.pk}/{path}").status_code == 404


def test_reader_sees_no_way_in(room: Room, browser: Callable[[str], Client]) -> None:
    page = browser("coordinator").get(f"/n/alpha/boards/{room.board.pk}/")
    assert page.status_code == 200
    assert [word for word in (room.token, room.lead_token, room.board.pin) if word in page.text] == []


def test_projector_is_sent_what_everybody_is_sent(room: Room, browser: Callable[[str], Client]) -> None:
    client = browser("secretariat")
    prompt = room.prompts[0]
    shown, hidden = room.phone().write(prompt, "เห็นได้"), room.phone().write(prompt, "ต้องซ่อน")
    room.act(client, "reveal", prompt=prompt)
    room.act(client, "hide", card=hidden)
    assert [
        each["key"] for each in client.get(f"/n/alpha/boards/{room.board.pk}/projector/state").json()["cards"]
    ] == [shown]
    assert "ต้องซ่อน" not in client.get(f"/n/alpha/boards/{room.board.pk}/projector/").text
    assert {each["key"] for each in room.state(client)["cards"]} == {shown, hidden}


def test_pin_leads_to_the_board_and_a_wrong_one_says_so(room: Room) -> None:
    typed = f"{room.board.pin[:3]} {room.board.pin[3:]}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    answer = Client().post("/join/", {"pin": typed})
    assert (answer.status_code, answer["Location"]) == (302, room.base)
    wrong = f"{(int(room.board.pin) + 1) % 1_000_000:06d}"
    assert Client().post("/join/", {"pin": wrong}).status_code == 422


def test_pin_is_not_guessed_for_long(room: Room) -> None:
    answers = [Client().post("/join/", {"pin": f"{n:06d}"}) for n in range(60)]
    late = [each for each in answers if each.status_code == 429]
    assert late
    assert all(int(each["Retry-After"]) > 0 for each in late)


FIELD = re.compile(r'name="(\w+)" value="([^"]+)"')


def test_plain_form_posts_one_card_however_often_it_is_sent(room: Room) -> None:
    client = Client(enforce_csrf_checks=True)
    fields = dict(FIELD.findall(client.get(room.base).text))
    data = {**fields, "text": "จากหน้าที่ไม่มีสคริปต์"}
    for _again in range(2):
        answer = client.post(room.base, data)
        assert (answer.status_code, answer["Location"]) == (302, f"{room.base}?sent=1")
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get().text == "จากหน้าที่ไม่มีสคริปต์"


def test_phone_is_given_no_cookie_by_which_it_could_be_known_again(room: Room) -> None:
    phone = Client(enforce_csrf_checks=True)
    key, secret = str(uuid.uuid4()), "0123456789abcdef"
    card = {"key": key, "prompt": room.prompts[0], "text": "หนึ่ง", "secret": secret}
    fields = dict(FIELD.findall(phone.get(room.base).text))
    answers = [
        phone.get("/join/"),
        phone.post("/join/", {"pin": "12"}),
        phone.post("/join/", {"pin": room.board.pin}),
        phone.get(room.base),
        phone.post(room.base, {**fields, "text": "ไม่ใช้สคริปต์"}),
        phone.post(room.base, {**fields, "text": ""}),
        phone.get(f"{room.base}state"),
        phone.get(f"{room.base}changes?since=0"),
        phone.post(f"{room.base}cards", card, content_type="application/json"),
        phone.post(f"{room.base}cards/{key}/withdraw", {"secret": secret}, content_type="application/json"),
        phone.post(f"{room.base}ballot", {}, content_type="application/json"),
        phone.get("/p/alpha/boards/AAAAAAAAAAAAAAAAAAAAAAAA/"),
    ]
    assert [each.status_code for each in answers] == [
        200,
        422,
        302,
        200,
        302,
        422,
        200,
        200,
        201,
        200,
        422,
        404,
    ]
    assert [each.cookies.output() for each in answers] == [""] * len(answers)


def test_plain_form_is_slowed_down_like_a_phone(room: Room) -> None:
    fields = dict(FIELD.findall(Client().get(room.base).text))
    answers = [
        Client().post(room.base, {"key": str(uuid.uuid4()), "text": f"{number}"}) for number in range(65)
    ]
    statuses = [each.status_code for each in answers]
    assert statuses[:60] == [302] * 60
    assert 429 in statuses[60:]
    late = Client().post(room.base, {**fields, "text": "ยังอยู่ในช่อง"})
    assert late.status_code == 429
    assert "ยังอยู่ในช่อง" in late.text


def test_plain_form_refuses_what_is_too_long_and_keeps_it(room: Room) -> None:
    fields: dict[str, Any] = dict(FIELD.findall(Client().get(room.base).text))
    answer = Client().post(room.base, {**fields, "text": "ก" * 501})
    assert answer.status_code == 422
    assert "ก" * 501 in answer.text


def test_export_has_text_and_cluster_and_nothing_of_the_author(
    room: Room, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    phone = room.phone()
    keys = [phone.write(room.prompts[0], text) for text in ("หนึ่ง", "สอง")]
    room.act(client, "reveal", prompt=room.prompts[0])
    room.act(client, "cluster", cards=keys[:1], title="กลุ่มเดียว")
    answer = client.get(f"/n/alpha/boards/{room.board.pk}/export/?lang=en")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Question", "Cluster", "Text", "Name", "How it came", "Votes"]
    assert sorted((str(row[1]), str(row[2])) for row in rows[1:]) == [("", "สอง"), ("กลุ่มเดียว", "หนึ่ง")]
    with system_scope("test", room.world.a.pk):
        hashes = list(Card.objects.values_list("author_hash", flat=True))
    assert [each for each in (*hashes, *keys) if each.encode() in answer.content] == []


def test_list_of_boards_asks_as_often_for_three_as_for_one(
    world: World, event: Event, statements: Statements, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    path = f"/n/alpha/boards/event/{event.pk}/"
    counts = []
    for number in (1, 2):
        with system_scope("test", world.a.pk) as by:
            for each in range(number):
                create_board(by=by, event=event, title_th=f"กระดาน {number}{each}", template="horizons")
        client.get(path)
        with statements() as sent:
            assert client.get(path).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_live_page_carries_the_board_and_is_not_kept(room: Room) -> None:
    page = Client().get(room.base)
    assert page["Cache-Control"] == "no-store"
    assert '<script id="board-snapshot" type="application/json">' in page.text
    assert room.board.title_th in page.text


def test_text_of_a_card_cannot_leave_the_snapshot(room: Room, browser: Callable[[str], Client]) -> None:
    room.phone().write(room.prompts[0], "</script><script>alert(1)</script>")
    room.act(browser("secretariat"), "reveal", prompt=room.prompts[0])
    assert "<script>alert(1)" not in Client().get(room.base).text


def test_board_of_another_network_is_not_found(world: World, browser: Callable[[str], Client]) -> None:
    room = make_room(world)
    answer = browser("stranger").get(f"/n/beta/boards/{room.board.pk}/")
    assert answer.status_code == 404
