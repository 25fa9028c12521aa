"""Where lines of a document may end."""

import time
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.graphemes import cluster_ends, clusters
from samphan.kit.thai.segmentation import thai_words
from samphan.kit.thai.words import layout_words, truncate
from tests.kit.thai.shared_data import shared

GLOSSARY = frozenset({"สมาคมพันธกิจสัมพันธ์", "สถาบันคลังสมองของชาติ", "ศรีสอ้าน"})

# Cuts marked by hand: "|" where a line may end.
LINES = [
    "การจัดกิจกรรม|ครั้งนี้|ประสบความสำเร็จ|จาก|การบูรณาการ",
    "ที่ประชุม|อธิการบดี|แห่ง|ประเทศ|ไทย| |(ทปอ.)",
    "การขับเคลื่อน|เครือข่าย",
    "พัฒนาการดำเนินงาน|ของ|ส่วนงาน",
    "ตัวชี้วัด|และ|แผนที่นำทาง",
    "บุคลากร|สาย|วิเทศสัมพันธ์| |(IRO)",
    "หน่วยงาน|ต่าง ๆ| |ใน|สังคม",
    "หน่วยงาน|ต่างๆ| |ใน|สังคม",
    "ผัก| |ผลไม้| |ฯลฯ| |และ|สมาคมฯ",
    "พ.ศ.| |2569–2570",
    "จ.ชลบุรี",
    "ดร.สมชาย",
    "คำว่า|“เครือข่าย”| |และ| |(ร่าง)",
    'คำว่า|"เครือข่าย"|ของ|เรา',
    "(Policy| |Dialogue| |&| |Alignment):| |ร่วมมือ|กัน",
    "อาจารย์/|นักศึกษา",
    "ไทย-ญี่ปุ่น",
    "ร้อยละ| |80.5%| |ของ| |1,234| |คน",
    "ครั้งที่| |1/2569| |เวลา| |09.00–12.00| |น.",
    "https://example.org/|ก?|a=1",
    "ศ.ดร.| |วิจิตร| |ศรีสอ้าน| |นายกสมาคม",
    "รศ.ดร.ชลวิทย์| |เจียรจิตต์| |เลขาธิการ",
    "นางสาวสมหญิง| |รักเรียน",
    "มหาวิทยาลัย|สงขลานครินทร์",
    "มหาวิทยาลัย|เทคโนโลยี|พระจอมเกล้าธนบุรี",
    "หรือ|ชำนาญการ",
    "ก็ได้",
    "ผ่าน|เทเลแกรม|ใน|วันพฤหัสบดี|ที่| |14",
    "",
]


@pytest.mark.parametrize("line", LINES)
def test_layout_words_cuts_where_a_person_would(line: str) -> None:
    text = line.replace("|", "")
    assert layout_words(text) == [word for word in line.split("|") if word]


@pytest.mark.parametrize("ambiguous", ["ตากลม", "เป็นแนวทางใน"])
def test_layout_words_makes_no_cut_that_one_reading_forbids(ambiguous: str) -> None:
    assert layout_words(ambiguous) == [ambiguous]


def test_layout_words_never_cuts_a_word_of_the_glossary() -> None:
    text = "สมาคมพันธกิจสัมพันธ์ร่วมกับสถาบันคลังสมองของชาติและอาจารย์วิจิตรศรีสอ้าน"
    words = layout_words(text, GLOSSARY)
    assert {"สมาคมพันธกิจสัมพันธ์", "สถาบันคลังสมองของชาติ", "ศรีสอ้าน"} <= set(words)
    assert "สถาบันคลังสมองของชาติ" not in layout_words(text)


@pytest.mark.parametrize("name", ["หิรัญสุทธิกุล", "โอภาสพัฒนกิจ", "สันติวัฒนกุล", "เจียรจิตต์", "ณรงค์วิทย์"])
def test_layout_words_keeps_a_family_name_after_a_title(name: str) -> None:
    assert layout_words(f"ผศ.ดร. สมชาย {name} และคณะ")[4] == name


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_layout_words_never_changes_the_text(text: str) -> None:
    words = layout_words(text, GLOSSARY)
    assert "".join(words) == text
    assert "" not in words


THAI_LIKE = st.lists(
    st.sampled_from(
        ["การ", "ความ", "ร่วมมือ", "มหาวิทยาลัย", "ศรี", "สอ้าน", "ก", "เ", "ั", "้", "ะ", "ำ", "์", " ", "ๆ", "ฯ", '"', "(", ")", ".", "-", "ดร.", "นาย", "IRO", "25", "๑", "\n", "\u0301", "\u200d"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(THAI_LIKE | st.text(max_size=60))
def test_layout_words_cuts_only_between_clusters(text: str) -> None:
    ends = list(accumulate(len(word) for word in layout_words(text)))
    assert set(ends) <= set(cluster_ends(text))


@pytest.mark.parametrize("seed", ["000_3471293d17fe468a", "001_bdd334d5adc5efbe", "004_3a58a12634f892f3"])
def test_layout_words_of_a_real_page_is_the_page_and_fast(seed: str) -> None:
    text = shared(f"seeds/{seed}.txt").read_text(encoding="utf-8")
    layout_words(text)
    thai_words.cache_clear()
    began = time.process_time()
    words = layout_words(text)
    assert len(text) / (time.process_time() - began) > 200_000
    assert "".join(words) == text
    assert max(len(word) for word in words if word.isalpha()) <= 40


def test_layout_words_of_a_run_without_blanks_takes_linear_time() -> None:
    text = "การพัฒนาเครือข่ายความร่วมมือ" * 400
    began = time.process_time()
    assert "".join(layout_words(text)) == text
    assert time.process_time() - began < 1


TRUNCATED = [
    ("เครือข่าย", 20, "เครือข่าย"),
    ("เครือข่าย", 7, "เครือข่าย"),
    ("การประชุมเชิงปฏิบัติการเพื่อสร้างเครือข่าย", 17, "การประชุม…"),
    ("การประชุมเชิงปฏิบัติการเพื่อสร้างเครือข่าย", 22, "การประชุมเชิงปฏิบัติการเพื่อ…"),
    ("Strengthening the foundations", 20, "Strengthening the…"),
    ("น้ำน้ำน้ำน้ำ", 3, "น้ำน้ำ…"),
    ("Pneumonoultramicroscopic", 10, "Pneumonou…"),
    ("กขค", 1, "…"),
    ("กขค", 0, ""),
    ("", 0, ""),
]


@pytest.mark.parametrize(("text", "limit", "short"), TRUNCATED)
def test_truncate_ends_after_a_word(text: str, limit: int, short: str) -> None:
    assert truncate(text, limit) == short


@given(st.text(max_size=60), st.integers(0, 30))
def test_truncate_keeps_to_the_limit_and_cuts_no_cluster(text: str, limit: int) -> None:
    short = truncate(text, limit)
    if short != text:
        assert len(clusters(short)) <= limit
        assert text.startswith(short.removesuffix("…"))
