"""The promise: nobody who holds the database, the logs and the export can tell which cards one phone wrote.

The test is the adversary: it reads every row of every table and looks for anything that the cards of one phone share
and the cards of others do not.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from samphan.boards.actions.prepare import PromptWords, add_prompt
from samphan.boards.models import Board, Option
from samphan.boards.queries.export import rows_of
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import make_room
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.embedded import Server
    from tests.boards.conftest import Phone, Room

ADDRESS = "198.51.100.77"
AGENT = "Mozilla/5.0 (Linux; Android 14; the one phone)"
NAME = "สมศรี ผู้ไม่ประสงค์ออกนาม"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
HEX = re.compile(r"\b[0-9a-f]{32,64}\b")


class Watched(logging.Handler):
    """Everything that is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.args!r}")


@pytest.fixture
def logged() -> Iterator[list[str]]:
    watched = Watched()
    root = logging.getLogger()
    before = root.level
    root.addHandler(watched)
    root.setLevel(logging.INFO)
    yield watched.lines
    root.setLevel(before)
    root.removeHandler(watched)


def posted_by_one_phone(room: Room, poll: int, option: int) -> tuple[Phone, list[str]]:
    """Three cards (one of them waited without a network and came twice), one edit, a ballot, an answer, a report."""
    phone = room.phone()
    phone.client = Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=AGENT)
    keys = [phone.write(room.prompts[0], f"ความคิดของหนึ่งคน ข้อ {number}", name=NAME) for number in range(2)]
    waiting = str(uuid.uuid4())
    keys += [phone.write(room.prompts[0], "ความคิดที่รออยู่ในเครื่อง", key=waiting) for _each in range(2)]
    assert phone.post(f"cards/{keys[0]}", text="แก้ไขแล้ว", secret=phone.secrets[keys[0]]).status_code == 200
    room.act(room.world.client("secretariat"), "open_voting", prompt=room.prompts[0])
    assert phone.vote(room.prompts[0], **{f"card:{keys[1]}": 2}).status_code == 200
    assert phone.post("answer", prompt=poll, secret=phone.voting, option=option).status_code == 200
    assert phone.post(f"cards/{keys[2]}/report", reason="").status_code == 200
    return phone, list(dict.fromkeys(keys))


def every_row(server: Server, database: str) -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, read past row-level security."""
    with psycopg.connect(**server.config("superuser", database).libpq()) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        found = {}
        for (table,) in tables:
            rows = connection.execute(
                sql.SQL("select to_jsonb(t) from {} t").format(sql.Identifier(table))
            ).fetchall()
            found[table] = [row for (row,) in rows]
    return found


@pytest.fixture
def told(
    committed: str, server: Server, logged: list[str]
) -> tuple[Phone, list[str], list[str], dict[str, list[dict[str, Any]]], Room]:
    """A room in which one phone did everything and two others wrote a card each, and what is left of it."""
    room = make_room(make_world())
    with system_scope("test", room.world.a.pk) as by:
        poll = add_prompt(
            by=by, board=room.board, words=PromptWords(text_th="เลือก", kind="choice", options=["ก", "ข"])
        )
        option = Option.objects.filter(prompt=poll).values_list("pk", flat=True)[0]
    lead = room.world.client("secretariat")
    room.act(lead, "reveal", prompt=room.prompts[0])
    room.act(lead, "show_prompt", prompt=poll.pk)
    before = room.phone().write(room.prompts[0], "ของผู้อื่น คนที่หนึ่ง")
    phone, keys = posted_by_one_phone(room, poll.pk, option)
    after = room.phone().write(room.prompts[0], "ของผู้อื่น คนที่สอง")
    return phone, keys, [before, after], every_row(server, committed), room


def test_database_holds_no_secret_address_or_name_of_the_phone(told: Any) -> None:
    phone, _keys, _others, rows, _room = told
    text = json.dumps(rows, ensure_ascii=False)
    for secret in (*phone.secrets.values(), phone.voting, ADDRESS, AGENT, NAME):
        assert secret not in text
    assert rows["django_session"] == [each for each in rows["django_session"] if "expire_date" in each]
    assert not phone.client.cookies.keys() & {"sessionid", "csrftoken"}


def test_no_value_joins_two_cards_of_one_phone(told: Any) -> None:
    """Whatever two of its rows share is shared with the rows of others as well."""
    _phone, keys, others, rows, _room = told
    cards = {each["key"]: each for each in rows["boards_card"]}
    assert set(cards) == {*keys, *others}
    for column in cards[keys[0]]:
        by_value = defaultdict(set)
        for key, card in cards.items():
            by_value[json.dumps(card[column])].add(key)
        for value, found in by_value.items():
            assert len(found & set(keys)) < 2 or found == set(cards), (column, value)


def test_no_hash_or_key_stands_in_two_rows_of_different_acts(told: Any) -> None:
    """Hashes and keys are the only values that could join rows across tables: none does."""
    _phone, keys, others, rows, _room = told
    places = defaultdict(set)
    for table, listed in rows.items():
        for row in listed:
            where = (table, str(row.get("id") or row.get("session_key") or row.get("key")))
            for value in HEX.findall(json.dumps(row)):
                places[value].add(where)
    hashes = [each["author_hash"] for each in rows["boards_card"]]
    hashes += [each["voter_hash"] for each in rows["boards_ballot"] + rows["boards_answer"]]
    assert len(hashes) == len(set(hashes)) == 7
    assert all(len(places[value]) == 1 for value in hashes), places
    # A key stands in its own card and in the changes that told this card, never in a change that told another one.
    for row in rows["boards_boardchange"]:
        found = set(UUID.findall(json.dumps([row["body_all"], row["body_staff"]]))) & {*keys, *others}
        assert len(found) <= 1 or {*keys} <= found or row["body_all"].get("set", {}).get("prompts"), row


def test_changes_and_audit_tell_when_only_by_the_quarter_of_an_hour(told: Any) -> None:
    _phone, _keys, _others, rows, room = told
    acts = {"add_card", "edit_card", "cast_ballot", "answer_poll", "report_abuse"}
    entries = [each for each in rows["tenancy_auditentry"] if each["act"] in acts]
    assert sorted(each["act"] for each in entries) == sorted(
        [*["add_card"] * 5, "edit_card", "cast_ballot", "answer_poll", "report_abuse"]
    )
    for entry in entries:
        assert (entry["user_id"], entry["actor_label"], entry["changes"], entry["reason"]) == (
            None,
            "",
            {},
            "",
        )
        assert (entry["object_kind"], entry["object_id"]) == ("boards.board", room.board.pk)
        assert re.search(r":(00|15|30|45):00\b", entry["at"]), entry["at"]
    for card in rows["boards_card"]:
        assert re.search(r":(00|15|30|45):00\b", card["posted_at"]), card["posted_at"]
    assert not any(
        re.search(r"\d\d:\d\d:\d\d", json.dumps(each["body_all"])) for each in rows["boards_boardchange"]
    )


def test_no_table_but_those_of_boards_and_the_audit_grew_by_what_the_phone_did(
    told: Any, server: Server, committed: str
) -> None:
    _phone, _keys, _others, before, room = told
    again = room.phone()
    again.client = Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=AGENT)
    again.write(room.prompts[0], "อีกใบ")
    after = every_row(server, committed)
    grown = {table for table in after if after[table] != before[table]}
    assert grown == {
        "boards_board",
        "boards_boardchange",
        "boards_card",
        "boards_prompt",
        "tenancy_auditentry",
    }


def test_logs_tell_nothing_of_the_phone(told: Any, logged: list[str]) -> None:
    phone, keys, _others, _rows, _room = told
    phone.post("cards", key="wrong", prompt=1, text="ข้อความที่ผิด", secret=phone.voting)
    text = "\n".join(logged)
    for secret in (
        *phone.secrets.values(),
        *keys,
        phone.voting,
        ADDRESS,
        AGENT,
        NAME,
        "ความคิดของ",
        "ข้อความที่ผิด",
    ):
        assert secret not in text


def test_export_tells_the_cards_and_nothing_that_joins_them(told: Any) -> None:
    _phone, keys, others, rows, room = told
    with system_scope("test", room.world.a.pk):
        exported = [list(map(str, each)) for each in rows_of(Board.objects.get(pk=room.board.pk))]
    texts = {each["key"]: each["text"] for each in rows["boards_card"]}
    assert sorted(each[2] for each in exported) == sorted(texts[key] for key in (*keys, *others))
    flat = json.dumps(exported, ensure_ascii=False)
    assert not HEX.search(flat)
    assert not UUID.search(flat)
    assert not re.search(r"\d\d:\d\d", flat)
    by_text = {each[2]: each for each in exported}
    mine = [by_text[texts[key]] for key in keys]
    theirs = [by_text[texts[key]] for key in others]
    assert {(*each[:2], *each[3:]) for each in mine} <= {(*each[:2], *each[3:]) for each in theirs}


def test_withdrawn_card_is_forgotten_in_the_changes_too(told: Any, server: Server, committed: str) -> None:
    phone, keys, _others, _rows, _room = told
    assert phone.post(f"cards/{keys[1]}/withdraw", secret=phone.secrets[keys[1]]).status_code == 200
    text = json.dumps(every_row(server, committed), ensure_ascii=False)
    assert "ความคิดของหนึ่งคน ข้อ 1" not in text
    assert "ความคิดที่รออยู่ในเครื่อง" in text
