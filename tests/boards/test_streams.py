"""What is heard live: over real sockets, with a real server."""

from __future__ import annotations

import socket
import sys
import time
import uuid
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.test import Client
from django.utils import timezone

from samphan.accounts.models import User
from samphan.boards import policy
from samphan.boards.actions.prepare import take_lead
from samphan.boards.actions.room import close_board, renew_pin
from samphan.boards.models import Board, Card
from samphan.boards.queries import presence, tokens
from samphan.boards.streams import application
from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import link_scope, system_scope, user_scope
from samphan.web.operations.serve import MOST_FILES, allow_many_connections
from tests.boards.conftest import make_room
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.embedded import Server
    from tests.boards.conftest import Room, Site


@pytest.fixture
def live_room(committed: str) -> Room:
    return make_room(make_world())


def phone_path(room: Room, since: int | None = None) -> str:
    return f"/live/p/alpha/{room.token}" + (f"?since={since}" if since is not None else "")


def staff_path(room: Room, *, staff: bool = True) -> str:
    with user_scope(room.world.users["secretariat"], "alpha") as actor:
        return f"/live/staff/{tokens.issue(actor, room.board, staff=staff)}"


def test_listen_begins_with_the_whole_board_and_hears_each_change(site: Site, live_room: Room) -> None:
    room = live_room
    phone = site.listen(phone_path(room))
    whole = phone.event()
    assert whole is not None
    assert (phone.status, whole[0]) == (200, "reset")
    assert {name: whole[1][name] for name in ("revision", "board", "prompts", "cards")} == {
        name: room.seen()[name] for name in ("revision", "board", "prompts", "cards")
    }
    assert abs(whole[1]["now"] - timezone.now().timestamp() * 1000) < 5_000
    for number in range(3):
        room.phone().write(room.prompts[0], f"การ์ด {number}")
        change = phone.change()
        assert change == {
            "revision": whole[1]["revision"] + number + 1,
            "counts": {"cards": {str(room.prompts[0]): number + 1}},
        }
    phone.close()


def test_listen_since_a_revision_hears_only_what_was_missed(site: Site, live_room: Room) -> None:
    room = live_room
    before = room.seen()["revision"]
    for number in range(3):
        room.phone().write(room.prompts[0], f"การ์ด {number}")
    phone = site.listen(phone_path(room, before))
    assert [phone.change()["revision"] for _each in range(3)] == [before + 1, before + 2, before + 3]
    again = site.listen(phone_path(room, before), **{"Last-Event-ID": str(before + 2)})
    assert again.change()["revision"] == before + 3
    phone.close()
    again.close()


def test_listen_after_reveal_tells_texts_to_all_and_before_to_nobody(site: Site, live_room: Room) -> None:
    room = live_room
    everybody, staff = site.listen(phone_path(room)), site.listen(staff_path(room))
    assert everybody.event()
    assert staff.event()
    key = room.phone().write(room.prompts[0], "ความคิดแรก")
    assert "set" not in everybody.change()
    assert "set" not in staff.change()
    room.act(room.world.client("secretariat"), "reveal", prompt=room.prompts[0])
    assert [each["key"] for each in everybody.change()["set"]["cards"]] == [key]
    assert [each["text"] for each in staff.change()["set"]["cards"]] == ["ความคิดแรก"]
    everybody.close()
    staff.close()


def test_close_board_ends_streams_of_phones_and_not_of_those_who_lead(site: Site, live_room: Room) -> None:
    room = live_room
    phone, staff = site.listen(phone_path(room)), site.listen(staff_path(room))
    assert phone.event()
    assert staff.event()
    with system_scope("test", room.world.a.pk) as by:
        close_board(by=by, board=room.board, now=timezone.now())
    assert phone.change()["set"]["board"]["state"] == "closed"
    assert phone.event() == ("closed", {"reason": "closed"})
    assert phone.event() is None
    assert staff.change()["set"]["board"]["state"] == "closed"
    late = site.listen(phone_path(room))
    assert (late.event() or ("",))[0] == "reset"
    # The whole board is one that others got before; the change that closed it comes after it.
    assert late.change()["set"]["board"]["state"] == "closed"
    assert late.event() == ("closed", {"reason": "closed"})
    staff.close()


def test_renew_pin_ends_streams_of_the_leaked_link_at_once(site: Site, live_room: Room) -> None:
    room = live_room
    phone = site.listen(phone_path(room))
    assert phone.event()
    with system_scope("test", room.world.a.pk) as by:
        before = room.board.pin
        renew_pin(by=by, board=room.board, now=timezone.now())
        room.board.refresh_from_db()
    assert room.board.pin != before
    assert phone.event() == ("closed", {"reason": "revoked"})
    assert phone.event() is None
    assert site.listen(phone_path(room)).status == 410
    assert Client().get(f"{room.base}state").status_code == 410


def test_leader_who_is_taken_back_hears_nothing_more(
    site: Site, live_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "RECHECK", 1)
    room = live_room
    nonce = links.read(room.lead_token) or ""
    with link_scope("alpha", nonce, frozenset({policy.LEAD})) as actor:
        tickets = [tokens.issue(actor, room.board, staff=staff) for staff in (True, False)]
    by_link = [site.listen(f"/live/staff/{each}") for each in tickets]
    by_role = site.listen(staff_path(room))
    for stream in (*by_link, by_role):
        assert stream.event()
    with system_scope("test", room.world.a.pk) as by:
        take_lead(by=by, board=room.board, link=Link.objects.get(nonce=nonce), now=timezone.now())
    for stream in by_link:
        assert stream.event() == ("closed", {"reason": "revoked"})
        assert stream.event() is None
    assert [site.listen(f"/live/staff/{each}").status for each in tickets] == [410, 410]
    for path in ("state", "changes?since=0", "projector/state", "suggestions", ""):
        assert Client().get(f"/p/alpha/boards/lead/{room.lead_token}/{path}").status_code == 410
    with system_scope("test"):
        User.objects.filter(pk=room.world.users["secretariat"].pk).update(is_active=False)
    assert by_role.change() == {"revision": by_role_revision(room)}
    assert by_role.event() == ("closed", {"reason": "revoked"})


def by_role_revision(room: Room) -> int:
    """The revision with which it was told that a link ended."""
    with system_scope("test", room.world.a.pk):
        return Board.objects.get(pk=room.board.pk).revision


@pytest.mark.parametrize("wrong", ["x" * 24, "", "1/2"])
def test_listen_with_a_false_token_is_refused(site: Site, live_room: Room, wrong: str) -> None:
    assert site.listen(f"/live/p/alpha/{wrong}").status == 404
    assert site.listen(f"/live/staff/{wrong}").status == 404
    assert site.listen(f"/live/p/beta/{live_room.token}").status == 404
    assert site.listen(f"/live/p/alpha/{live_room.lead_token}").status == 404


def test_listen_counts_phones_and_neither_projector_nor_staff(site: Site, live_room: Room) -> None:
    room = live_room
    wall = site.listen(staff_path(room, staff=False))
    assert wall.event()
    phones = [site.listen(phone_path(room)) for _each in range(3)]
    for phone in phones:
        assert phone.event()
    assert presence.joined(room.board.pk) == 3
    heard = wall.event(joined=True)
    while heard != ("message", {"counts": {"joined": 3}}):
        heard = wall.event(joined=True)
    for phone in phones:
        phone.close()
    while heard != ("message", {"counts": {"joined": 0}}):
        heard = wall.event(joined=True)
    wall.close()


def test_listen_survives_a_database_that_drops_its_connections(
    site: Site, live_room: Room, committed: str, server: Server
) -> None:
    room = live_room
    phone = site.listen(phone_path(room))
    assert phone.event()
    with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin:
        admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and query ilike 'listen%%'",
            [committed],
        )
    room.phone().write(room.prompts[0], "ระหว่างที่ฐานข้อมูลไม่ตอบ")
    assert phone.change()["counts"] == {"cards": {str(room.prompts[0]): 1}}
    phone.close()


@pytest.mark.parametrize("how", ["withdraw", "hide"])
def test_who_comes_later_is_not_sent_a_card_that_was_taken_from_all(
    site: Site, live_room: Room, how: str
) -> None:
    room, client = live_room, live_room.world.client("secretariat")
    phone = room.phone()
    before = room.seen()["revision"]
    room.act(client, "reveal", prompt=room.prompts[0])
    key = phone.write(room.prompts[0], "ขอไม่ให้ใครเห็น")
    first = site.listen(phone_path(room))
    assert "ขอไม่ให้ใครเห็น" in str(first.event())
    if how == "hide":
        assert room.act(client, "hide", card=key).status_code == 200
    else:
        assert phone.post(f"cards/{key}/withdraw", secret=phone.secrets[key]).status_code == 200
    assert first.change()["remove"]["cards"] == [key]
    for since in (None, before, before + 1):
        late = site.listen(phone_path(room, since))
        room.phone().write(room.prompts[0], "ขอบเขตของสิ่งที่ได้ยิน")
        heard = ""
        while "ขอบเขตของสิ่งที่ได้ยิน" not in heard:
            heard += str(late.event())
        assert "ขอไม่ให้ใครเห็น" not in heard
        assert "ขอไม่ให้ใครเห็น" not in str(Client().get(f"{room.base}changes?since={before}").json())
        late.close()
    first.close()


def test_client_that_reads_nothing_is_cut_off_with_all_that_was_kept_for_it(
    site: Site, live_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "STUCK", 1.0)
    room = live_room
    with system_scope("test", room.world.a.pk):
        Card.objects.bulk_create(
            Card(
                network_id=room.world.a.pk,
                board=room.board,
                prompt_id=room.prompts[0],
                key=uuid.uuid4(),
                text="ก" * 500,
                order=number,
                posted_at=timezone.now(),
            )
            for number in range(400)
        )
    room.act(room.world.client("secretariat"), "reveal", prompt=room.prompts[0])
    reader = site.listen(phone_path(room))
    assert reader.event()
    site.narrow()
    sleeper = socket.socket()
    sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    sleeper.connect(("127.0.0.1", site.port))
    sleeper.sendall(f"GET {phone_path(room)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert wait_for(lambda: (presence.joined(room.board.pk), site.connections) == (2, 2))
    assert wait_for(lambda: (presence.joined(room.board.pk), site.connections) == (1, 1))
    # Whoever reads hears on.
    key = room.phone().write(room.prompts[0], "ยังได้ยิน")
    assert [each["key"] for each in reader.change()["set"]["cards"]] == [key]
    reader.close()
    sleeper.close()


def wait_for(holds: Callable[[], bool], seconds: float = 8) -> bool:
    """Whether it holds within this time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def test_stop_ends_streams_so_that_the_server_can_go(site: Site, live_room: Room) -> None:
    phone = site.listen(phone_path(live_room))
    assert phone.event()
    site.stop()
    assert phone.event() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_serve_raises_the_limit_of_open_files() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(512, before[1]), before[1]))
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (min(before[1], MOST_FILES), before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
