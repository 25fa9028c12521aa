"""Suggestions of cards that could belong together."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from samphan.boards.queries.likeness import alike

if TYPE_CHECKING:
    from tests.boards.conftest import Room

THAI = [
    "จัดทำฐานข้อมูลผู้เชี่ยวชาญร่วมกันของเครือข่าย",
    "ควรมีฐานข้อมูลผู้เชี่ยวชาญของมหาวิทยาลัยในเครือข่าย",
    "แลกเปลี่ยนนักศึกษาระหว่างสถาบัน",
    "โครงการแลกเปลี่ยนนักศึกษา 1 ภาคเรียน",
    "ปลูกป่าชายเลนกับชุมชน",
]


def test_alike_puts_thai_cards_side_by_side_and_names_their_words() -> None:
    found = alike(THAI)
    assert [group for group, _score, _words in found] == [(0, 1), (2, 3)]
    (_first, score, words), (_second, _score, others) = found
    assert 0.3 <= score <= 1
    assert "ฐานข้อมูล" in words
    assert "แลกเปลี่ยน" in "".join(others)


def test_alike_sees_english_through_case_and_endings() -> None:
    found = alike(["Student exchange programmes", "an exchange programme for STUDENTS", "Plant mangroves"])
    assert [group for group, _score, _words in found] == [(0, 1)]


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["หนึ่งเดียว"], ["🙂", "🙂🙂"], ["การ ของ และ", "ที่ ใน ให้"], ["ก", "ก"]],
)
def test_alike_of_nothing_to_compare_suggests_nothing(texts: list[str]) -> None:
    assert alike(texts) == []


def test_alike_knows_the_same_text_written_twice() -> None:
    found = alike(["ปลูกป่าชายเลน", "ปลูก ป่าชายเลน", "ปลูกป่าชายเลน!"])
    assert [group for group, _score, _words in found] == [(0, 1, 2)]
    assert [score for _group, score, _words in alike(["ปลูกป่าชายเลน", "ปลูกป่าชายเลน!"])] == [1.0]


def test_suggestions_are_loose_cards_of_one_question_and_ask_a_constant_number_of_statements(
    room: Room, statements: object
) -> None:
    lead = room.world.client("secretariat")
    keys = [room.phone().write(room.prompts[0], text) for text in THAI]
    path = f"/n/alpha/boards/{room.board.pk}/suggestions?prompt={room.prompts[0]}"
    assert lead.get(path).json() == {"suggestions": []}, "unrevealed cards are seen by nobody"
    room.act(lead, "reveal", prompt=room.prompts[0])
    found = lead.get(path).json()["suggestions"]
    assert [each["cards"] for each in found] == [keys[:2], keys[2:4]]
    assert all(each["reason_th"].startswith("มีคำร่วมกัน") for each in found)
    room.act(lead, "cluster", cards=keys[:2], title="ฐานข้อมูล")
    assert [each["cards"] for each in lead.get(path).json()["suggestions"]] == [keys[2:4]]


@pytest.mark.slow
def test_alike_reads_two_thousand_cards_quickly() -> None:
    """A hundred subjects, twenty cards each; a wide bound, because machines of tests are busy."""
    dice = random.Random(7)  # noqa: S311 - a workload
    nouns = "นักศึกษา ชุมชน โรงเรียน งานวิจัย หลักสูตร ฐานข้อมูล ป่าชายเลน เกษตรกร ผู้สูงอายุ ห้องปฏิบัติการ".split()  # noqa: SIM905 - words are read as a text
    verbs = "แลกเปลี่ยน พัฒนา สำรวจ อบรม ส่งเสริม เชื่อมโยง ฟื้นฟู สนับสนุน ออกแบบ ติดตาม".split()  # noqa: SIM905 - as above
    texts = [
        f"{dice.choice(verbs)}{dice.choice(nouns)}ร่วมกับ{dice.choice(nouns)}ในจังหวัดที่ {dice.randrange(77)}"
        for _each in range(2_000)
    ]
    alike(texts[:10])  # the words are loaded once
    begin = time.process_time()
    found = alike(texts)
    assert time.process_time() - begin < 3
    assert found
