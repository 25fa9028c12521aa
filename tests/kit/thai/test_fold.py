"""Text as stored, as searched and as shown."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samphan.kit.thai.fold import clean, fold, fold_with_map, highlight
from samphan.kit.thai.graphemes import clusters
from tests.kit.thai.shared_data import shared, shared_json

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
THAI_RUBBISH = st.text(
    st.sampled_from("กนำาํ่้๊๋ิีุูั็์ฺเแไ ๑๙\u200b\u00ad\uf70a\uf711A\u0301İǅΣ\u212b\ud800ํา\u1100\u1161\n"), max_size=24
)

FOLDED = [
    ("เครือข่าย", "เครือข่าย"),
    ("  หลาย   ช่อง\tว่าง\nสองบรรทัด ", "หลาย ช่อง ว่าง สองบรรทัด"),
    ("ผู ้บริหาร", "ผู้บริหาร"),
    ("ว ัตถุประสงค์เพื ่อ", "วัตถุประสงค์เพื่อ"),
    ("ยิ ่งขึ ้น", "ยิ่งขึ้น"),
    ("ก ำหนด", "กำหนด"),
    ("นํา", "นำ"),
    ("น\u0e4d\u0e49า", "น้ำ"),
    ("น\u0e49\u0e4dา", "น้ำ"),
    ("นำ\u0e49", "น้ำ"),
    ("ทํ า", "ทำ"),
    ("เเละ", "และ"),
    ("เ\u200bเละ", "และ"),
    ("ท\u0e48ี", "ที่"),
    ("ท่ี่", "ที่"),
    ("สิ่่ง", "สิ่ง"),
    ("สิทธ\u0e4cิ", "สิทธิ์"),
    ("ป\uf70aา", "ป่า"),
    ("ค\uf711า", "คำ"),
    ("วิ\uf70f\uf700", "วิญฐ"),
    ("๑๒ มีนาคม ๒๕๖๙", "12 มีนาคม 2569"),
    ("Engagement THAILAND", "engagement thailand"),
    ("e\u0301cole", "école"),
    ("\ufeffกา\u00adรบูร\u200bณาการ\u2060", "การบูรณาการ"),
    ("ที่\u00a0ประชุม", "ที่ ประชุม"),
    ("A\x00B\x1bC", "abc"),
    ("กขค\ud800", "กขค"),
    ("น้ำ ๑ หยด", "น้ำ 1 หยด"),
    ("", ""),
    (" \u200b ", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold_makes_spellings_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_keeps_sara_am_in_one_piece() -> None:
    assert fold("ดำเนินงาน") == "ดำเนินงาน"
    assert unicodedata.normalize("NFKC", "ดำเนินงาน") != "ดำเนินงาน"


@pytest.mark.parametrize(
    "pair", [("กา", "ก้า"), ("เก", "แก"), ("ศรีสอ้าน", "ศรีสะอ้าน"), ("ฏ", "ฎ"), ("มช", "ม.ช.")]
)
def test_fold_keeps_different_words_apart(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) != fold(pair[1])


@given(ANY_TEXT | THAI_RUBBISH)
@example("ก\u0301\u0e34\u0e38")
@example("ำ้ำ้")
@example("J\u030c")
@example("\u0e4d \u0e32\u0e49")
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(ANY_TEXT | THAI_RUBBISH)
def test_fold_with_map_gives_a_rising_offset_for_each_character(text: str) -> None:
    folded, offsets = fold_with_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(ANY_TEXT | THAI_RUBBISH)
def test_fold_leaves_nothing_that_cannot_be_stored(text: str) -> None:
    folded = fold(text)
    folded.encode("utf-8")
    assert "\x00" not in folded


def test_fold_with_map_leads_back_to_the_original() -> None:
    assert fold_with_map("ก  ๑\u200bข") == ("ก 1ข", [0, 1, 3, 5])


@pytest.mark.parametrize("text", ["", "ก", "บ้านน้ำ ๑", "Aก ข\tB", "เก่ง ม.อ."])
def test_fold_with_map_of_a_usual_text_keeps_every_place(text: str) -> None:
    assert fold_with_map(text) == (fold(text), list(range(len(text))))


@pytest.mark.parametrize(
    ("text", "offsets"), [(" ก", [1]), ("ก ", [0]), ("ก  ข", [0, 1, 3]), ("ก\u0e48\u0e34", [0, 1, 2])]
)
def test_fold_with_map_of_another_text_looks_at_each_character(text: str, offsets: list[int]) -> None:
    assert fold_with_map(text) == (fold(text), offsets)


CLEANED = [
    ("ดำเนินงาน", "ดำเนินงาน"),
    ("ดําเนินงาน", "ดำเนินงาน"),
    ("น\u0e4d\u0e49า น\u0e49\u0e4dา", "น้ำ น้ำ"),
    ("บรรทัดแรก\r\nบรรทัดที่สอง\rบรรทัดที่สาม", "บรรทัดแรก\nบรรทัดที่สอง\nบรรทัดที่สาม"),
    ("ก\tข", "ก\tข"),
    ("ก\x00ข\x07ค\x7f\x9b", "กขค"),
    ("เครือ\u200bข่าย", "เครือข่าย"),
    ("ไท\u200dย", "ไทย"),
    ("user\u202egnp.exe", "usergnp.exe"),
    ("\ufeffชื่อ", "ชื่อ"),
    ("ก\ud800ข", "กข"),
    ("\ud83d\ude00", "\U0001f600"),
    ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("e\u0301", "é"),
    ("  ช่องว่างสองข้าง  ", "  ช่องว่างสองข้าง  "),
    ("๑๒๓ ABC", "๑๒๓ ABC"),
    ("ก\ufffe\uffffข", "กข"),
    ("\u2028", "\n"),
]


@pytest.mark.parametrize(("text", "cleaned"), CLEANED)
def test_clean_changes_only_what_cannot_be_seen(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(ANY_TEXT | THAI_RUBBISH)
@example("\u0323\u200d\u093c\u200d\u0e38\u0345")
@example("\u212b\u200dก")
@example("ก\u0345\u0e4d\u0e49า")
def test_clean_is_idempotent_and_storable(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in cleaned)


def test_clean_keeps_the_visible_part_of_hostile_strings() -> None:
    for hostile in shared_json("data/hostile-input/blns.json"):
        cleaned = clean(hostile)
        assert clean(cleaned) == cleaned
        assert [char for char in cleaned if char.isprintable() and not char.isspace()] == [
            char
            for char in unicodedata.normalize("NFC", hostile)
            if char.isprintable() and not char.isspace()
        ]


HIGHLIGHTED = [
    ("การนํ้าและน้ำ เครือข่าย", "น้ำ เครือ", "การ[นํ้า]และ[น้ำ] [เครือ]ข่าย"),
    ("น้ำใจ", "น", "[น้ำ]ใจ"),
    ("ผู ้บริหาร", "ผู้บริหาร", "[ผู ้บริหาร]"),
    ("ปี ๒๕๖๙", "2569", "ปี [๒๕๖๙]"),
    ("Engagement Thailand", "THAI eng", "[Eng]agement [Thai]land"),
    ("กกก", "กก", "[กก]ก"),
    ("กขคง", "กข คง", "[กขคง]"),
    ("ไม่มี", "ศูนย์", "ไม่มี"),
    ("ไม่มีคำค้น", "  ", "ไม่มีคำค้น"),
]


@pytest.mark.parametrize(("text", "query", "marked"), HIGHLIGHTED)
def test_highlight_marks_hits_in_the_original(text: str, query: str, marked: str) -> None:
    assert "".join(f"[{part}]" if hit else part for part, hit in highlight(text, query)) == marked


def test_highlight_of_nothing_is_nothing() -> None:
    assert highlight("", "ก") == []


@given(ANY_TEXT | THAI_RUBBISH, THAI_RUBBISH)
def test_highlight_loses_nothing_and_never_cuts_a_cluster(text: str, query: str) -> None:
    segments = highlight(text, query)
    assert "".join(part for part, _ in segments) == text
    assert [cluster for part, _ in segments for cluster in clusters(part)] == clusters(text)
    assert all(before[1] != after[1] for before, after in pairwise(segments))


@pytest.mark.parametrize("query", ["ใหม่ ๆ", "พันธกิจสัมพันธ์", "engagement", "ศรีสอ้าน", "การบริหารจัดการ"])
def test_fold_finds_every_line_of_a_real_page_that_a_reader_finds(query: str) -> None:
    text = shared("seeds/001_bdd334d5adc5efbe.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if query in line.lower()]
    assert lines
    assert [line for line in lines if fold(query) not in fold(line)] == []
