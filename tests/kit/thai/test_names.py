"""Names of persons, taken apart and put together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.names import PersonName, format_name, split_name
from samphan.kit.thai.titles import ACADEMIC_TITLES

# typed, academic title, doctor, other titles, given name, family name, short form in Thai
PROBES = [
    ("ศ.ดร. วิจิตร ศรีสอ้าน", "professor", True, "", "วิจิตร", "ศรีสอ้าน", "ศ.ดร.วิจิตร ศรีสอ้าน"),
    ("ศ.นพ.ดร. นรินทร์ หิรัญสุทธิกุล", "professor", True, "นพ.", "นรินทร์", "หิรัญสุทธิกุล", "ศ.นพ.ดร.นรินทร์ หิรัญสุทธิกุล"),
    (
        "รศ.ดร. อาวรณ์ โอภาสพัฒนกิจ",
        "associate_professor",
        True,
        "",
        "อาวรณ์",
        "โอภาสพัฒนกิจ",
        "รศ.ดร.อาวรณ์ โอภาสพัฒนกิจ",
    ),
    ("รศ.ดร. สมชาย สันติวัฒนกุล", "associate_professor", True, "", "สมชาย", "สันติวัฒนกุล", "รศ.ดร.สมชาย สันติวัฒนกุล"),
    ("รศ.ดร. มานิตย์ จุมปา", "associate_professor", True, "", "มานิตย์", "จุมปา", "รศ.ดร.มานิตย์ จุมปา"),
    ("ดร. มัลลิกา สังข์สนิท", "", True, "", "มัลลิกา", "สังข์สนิท", "ดร.มัลลิกา สังข์สนิท"),
    ("ศ.ดร. อนงค์ฤทธิ์ แข็งแรง", "professor", True, "", "อนงค์ฤทธิ์", "แข็งแรง", "ศ.ดร.อนงค์ฤทธิ์ แข็งแรง"),
    ("รศ.ดร. ชลวิทย์ เจียรจิตต์", "associate_professor", True, "", "ชลวิทย์", "เจียรจิตต์", "รศ.ดร.ชลวิทย์ เจียรจิตต์"),
    ("ศ.ดร. ปิยะวัติ บุญ-หลง", "professor", True, "", "ปิยะวัติ", "บุญ-หลง", "ศ.ดร.ปิยะวัติ บุญ-หลง"),
    ("รศ.นพ. อำนาจ อยู่สุข", "associate_professor", False, "นพ.", "อำนาจ", "อยู่สุข", "รศ.นพ.อำนาจ อยู่สุข"),
    ("ผศ.ดร.สมชาย ใจดี", "assistant_professor", True, "", "สมชาย", "ใจดี", "ผศ.ดร.สมชาย ใจดี"),
    ("ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี", "assistant_professor", True, "", "สมชาย", "ใจดี", "ผศ.ดร.สมชาย ใจดี"),
    ("ผู้ช่วยศาสตราจารย์ดร.สมชาย ใจดี", "assistant_professor", True, "", "สมชาย", "ใจดี", "ผศ.ดร.สมชาย ใจดี"),
    ("ผศ ดร สมชาย ใจดี", "assistant_professor", True, "", "สมชาย", "ใจดี", "ผศ.ดร.สมชาย ใจดี"),
    ("ผศดร.สมชาย ใจดี", "assistant_professor", True, "", "สมชาย", "ใจดี", "ผศ.ดร.สมชาย ใจดี"),
    ("ศ ดร สมชาย ใจดี", "professor", True, "", "สมชาย", "ใจดี", "ศ.ดร.สมชาย ใจดี"),
    ("รศ . ดร . สมชาย ใจดี", "associate_professor", True, "", "สมชาย", "ใจดี", "รศ.ดร.สมชาย ใจดี"),
    ("อ.ดร.นภดล สุขใจ", "lecturer", True, "", "นภดล", "สุขใจ", "อ.ดร.นภดล สุขใจ"),
    ("อาจารย์สมชาย", "lecturer", False, "", "สมชาย", "", "อ.สมชาย"),
    (
        "ศาสตราจารย์เกียรติคุณ ดร.สมชาย ใจดี",
        "emeritus_professor",
        True,
        "",
        "สมชาย",
        "ใจดี",
        "ศ. (เกียรติคุณ) ดร.สมชาย ใจดี",
    ),
    ("ศ.กิตติคุณ ดร.สมชาย ใจดี", "emeritus_professor", True, "", "สมชาย", "ใจดี", "ศ. (เกียรติคุณ) ดร.สมชาย ใจดี"),
    ("ศ. (พิเศษ) สมชาย ใจดี", "special_professor", False, "", "สมชาย", "ใจดี", "ศ. (พิเศษ) สมชาย ใจดี"),
    (
        "รศ.พิเศษ นพ.สมชาย ใจดี",
        "special_associate_professor",
        False,
        "นพ.",
        "สมชาย",
        "ใจดี",
        "รศ. (พิเศษ) นพ.สมชาย ใจดี",
    ),
    (
        "ศาสตราจารย์คลินิก นพ.สมชาย ใจดี",
        "clinical_professor",
        False,
        "นพ.",
        "สมชาย",
        "ใจดี",
        "ศ. (คลินิก) นพ.สมชาย ใจดี",
    ),
    (
        "รองศาสตราจารย์ นายแพทย์สมชาย ใจดี",
        "associate_professor",
        False,
        "นายแพทย์",
        "สมชาย",
        "ใจดี",
        "รศ.นายแพทย์สมชาย ใจดี",
    ),
    ("แพทย์หญิงสมหญิง ใจดี", "", False, "แพทย์หญิง", "สมหญิง", "ใจดี", "แพทย์หญิงสมหญิง ใจดี"),
    ("ศ.ดร.นพ.สมชาย ใจดี", "professor", True, "นพ.", "สมชาย", "ใจดี", "ศ.นพ.ดร.สมชาย ใจดี"),
    ("ศ.พล.ต.ท.นพ.สมชาย ใจดี", "professor", False, "พล.ต.ท. นพ.", "สมชาย", "ใจดี", "ศ.พล.ต.ท.นพ.สมชาย ใจดี"),
    ("ศ.ดร.คุณหญิง สมศรี ใจดี", "professor", True, "คุณหญิง", "สมศรี", "ใจดี", "ศ.ดร.คุณหญิงสมศรี ใจดี"),
    ("คุณหญิง ดร.สมศรี ใจดี", "", True, "คุณหญิง", "สมศรี", "ใจดี", "ดร.คุณหญิงสมศรี ใจดี"),
    ("ม.ร.ว.สมศรี สุขใจ", "", False, "ม.ร.ว.", "สมศรี", "สุขใจ", "ม.ร.ว.สมศรี สุขใจ"),
    ("หม่อมราชวงศ์สมศรี สุขใจ", "", False, "หม่อมราชวงศ์", "สมศรี", "สุขใจ", "หม่อมราชวงศ์สมศรี สุขใจ"),
    ("ว่าที่ ร.ต. สมคิด ใจกล้า", "", False, "ว่าที่ ร.ต.", "สมคิด", "ใจกล้า", "ว่าที่ ร.ต.สมคิด ใจกล้า"),
    ("ว่าที่ร้อยตรีหญิงสมศรี ใจกล้า", "", False, "ว่าที่ร้อยตรีหญิง", "สมศรี", "ใจกล้า", "ว่าที่ร้อยตรีหญิงสมศรี ใจกล้า"),
    ("พลเอก สมชาย ใจกล้า", "", False, "พลเอก", "สมชาย", "ใจกล้า", "พลเอกสมชาย ใจกล้า"),
    ("พ.ต.อ.(พิเศษ) สมชาย ใจกล้า", "", False, "พ.ต.อ.(พิเศษ)", "สมชาย", "ใจกล้า", "พ.ต.อ.(พิเศษ) สมชาย ใจกล้า"),
    ("พล.อ สมชาย ใจกล้า", "", False, "พล.อ.", "สมชาย", "ใจกล้า", "พล.อ.สมชาย ใจกล้า"),
    ("ภก.หญิง สมศรี ใจดี", "", False, "ภก.หญิง", "สมศรี", "ใจดี", "ภก.หญิง สมศรี ใจดี"),
    ("นายสมชาย ณ เชียงใหม่", "", False, "นาย", "สมชาย", "ณ เชียงใหม่", "นายสมชาย ณ เชียงใหม่"),
    ("นาง  สมศรี   ใจดี", "", False, "นาง", "สมศรี", "ใจดี", "นางสมศรี ใจดี"),
    ("นางสาวสมหญิง รักเรียน", "", False, "นางสาว", "สมหญิง", "รักเรียน", "นางสาวสมหญิง รักเรียน"),
    ("น.ส.สมหญิง รักเรียน", "", False, "น.ส.", "สมหญิง", "รักเรียน", "น.ส.สมหญิง รักเรียน"),
    ("คุณสมชาย ใจดี", "", False, "คุณ", "สมชาย", "ใจดี", "คุณสมชาย ใจดี"),
    ("นาวาอากาศเอกสมชาย ใจกล้า", "", False, "นาวาอากาศเอก", "สมชาย", "ใจกล้า", "นาวาอากาศเอกสมชาย ใจกล้า"),
    ("พระมหาสมชาย ฐานวุฑฺโฒ", "", False, "พระมหา", "สมชาย", "ฐานวุฑฺโฒ", "พระมหาสมชาย ฐานวุฑฺโฒ"),
    ("สมชาย ใจดี", "", False, "", "สมชาย", "ใจดี", "สมชาย ใจดี"),
    ("สมชาย", "", False, "", "สมชาย", "", "สมชาย"),
    ("1. นายสมชาย ใจดี", "", False, "นาย", "สมชาย", "ใจดี", "นายสมชาย ใจดี"),
    ("๑๒) นายสมชาย ใจดี", "", False, "นาย", "สมชาย", "ใจดี", "นายสมชาย ใจดี"),
    ("ดําเนิน ใจดี", "", False, "", "ดำเนิน", "ใจดี", "ดำเนิน ใจดี"),
]

# Names that begin like a title.
NAMES_ONLY = [
    "รศนา ใจดี", "นพดล ใจดี", "นพ ใจดี", "นาวิน ใจดี", "นางามตา ใจดี", "คุณวุฒิ ใจดี", "คุณากร ใจดี", "อนงค์ ใจดี", "ศิริ ใจดี",
    "พระนาย ใจดี", "พญา ใจดี", "ทพ ใจดี", "ดรุณี ใจดี", "ศ ใจดี", "ศศิธร ใจดี", "ศรศักดิ์ ใจดี", "ออมสิน ใจดี", "ศศิธร ดร", "Drew Barrymore", "Prof", "Missy Elliott", "อาจารีย์ ใจดี",
    "อาจารย์", "ดร.", "นาย",
]  # fmt: skip

ENGLISH = [
    ("Prof. Dr. Somchai Jaidee", "professor", True, "", "Prof. Dr. Somchai Jaidee", "Professor Dr. Somchai Jaidee"),
    ("Asst.Prof.Dr.Somsri Jaidee", "assistant_professor", True, "", "Asst. Prof. Dr. Somsri Jaidee", "Assistant Professor Dr. Somsri Jaidee"),
    ("Assoc. Prof. Somsri Jaidee", "associate_professor", False, "", "Assoc. Prof. Somsri Jaidee", "Associate Professor Somsri Jaidee"),
    ("Associate Professor Somsri Jaidee", "associate_professor", False, "", "Assoc. Prof. Somsri Jaidee", "Associate Professor Somsri Jaidee"),
    ("Emeritus Professor Somchai Jaidee", "emeritus_professor", False, "", "Prof. Emeritus Somchai Jaidee", "Professor Emeritus Somchai Jaidee"),
    ("Dr Somchai Jaidee", "", True, "", "Dr. Somchai Jaidee", "Dr. Somchai Jaidee"),
    ("Somchai Jaidee, Ph.D.", "", True, "", "Dr. Somchai Jaidee", "Dr. Somchai Jaidee"),
    ("Mr. Somchai Jaidee", "", False, "Mr.", "Mr. Somchai Jaidee", "Mr. Somchai Jaidee"),
    ("Miss Somsri Jaidee", "", False, "Miss", "Miss Somsri Jaidee", "Miss Somsri Jaidee"),
    ("Lt. Col. Somchai Jaidee", "", False, "Lt. Col.", "Lt. Col. Somchai Jaidee", "Lt. Col. Somchai Jaidee"),
    ("Assoc. Prof. Dr. M.L. Piya Jaidee", "associate_professor", True, "M.L.", "Assoc. Prof. Dr. M.L. Piya Jaidee", "Associate Professor Dr. M.L. Piya Jaidee"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "academic", "doctor", "others", "given_name", "family_name", "short"), PROBES
)
def test_split_name_takes_a_thai_name_apart(
    typed: str, academic: str, doctor: bool, others: str, given_name: str, family_name: str, short: str
) -> None:
    name = split_name(typed)
    assert name == PersonName(academic, doctor, others, given_name, family_name, typed)
    assert format_name(name, style="short") == short


@pytest.mark.parametrize("typed", [row[0] for row in PROBES])
def test_format_name_writes_what_split_name_reads(typed: str) -> None:
    name = split_name(typed)
    for style in ("full", "short"):
        again = split_name(format_name(name, style=style))  # type: ignore[arg-type]  # literals from a loop
        assert (again.academic_title, again.is_doctor, again.other_titles) == (
            name.academic_title,
            name.is_doctor,
            name.other_titles,
        )
        assert (again.given_name, again.family_name) == (name.given_name, name.family_name)


@pytest.mark.parametrize("typed", NAMES_ONLY)
def test_split_name_leaves_a_name_that_begins_like_a_title(typed: str) -> None:
    given_name, _, family_name = typed.partition(" ")
    assert split_name(typed) == PersonName("", False, "", given_name, family_name, typed)


@pytest.mark.parametrize(("typed", "academic", "doctor", "others", "short", "full"), ENGLISH)
def test_split_name_takes_an_english_name_apart(
    typed: str, academic: str, doctor: bool, others: str, short: str, full: str
) -> None:
    name = split_name(typed)
    assert (name.academic_title, name.is_doctor, name.other_titles) == (academic, doctor, others)
    assert format_name(name, "en", "short") == short
    assert format_name(name, "en") == full


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("ผศ.ดร.สมชาย ใจดี", "ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี"),
        ("รศ.สมชาย ใจดี", "รองศาสตราจารย์สมชาย ใจดี"),
        ("รศ.นายแพทย์สมชาย ใจดี", "รองศาสตราจารย์ นายแพทย์สมชาย ใจดี"),
        ("ดร.ผศ.ม.ล.สมศรี ใจดี", "ผู้ช่วยศาสตราจารย์ ดร.ม.ล.สมศรี ใจดี"),
        ("ดร.พลเอก สมชาย ใจกล้า", "พลเอก ดร.สมชาย ใจกล้า"),
    ],
)
def test_format_name_in_full_follows_the_official_order(typed: str, full: str) -> None:
    assert format_name(split_name(typed)) == full


def test_format_name_keeps_a_title_that_it_does_not_know() -> None:
    assert format_name(PersonName(other_titles="โต๊ะครู", given_name="สมชาย")) == "โต๊ะครูสมชาย"
    assert format_name(PersonName(academic_title="unknown_code", given_name="สมชาย")) == "สมชาย"


@pytest.mark.parametrize("code", ACADEMIC_TITLES)
def test_every_academic_title_is_read_in_its_four_forms(code: str) -> None:
    title = ACADEMIC_TITLES[code]
    for written, person in (
        (title.th_full, "สมชาย ใจดี"),
        (title.th_short, "สมชาย ใจดี"),
        (title.en_full, "Somchai Jaidee"),
        (title.en_short, "Somchai Jaidee"),
    ):
        name = split_name(f"{written} {person}")
        assert (name.academic_title, f"{name.given_name} {name.family_name}") == (code, person)


def test_split_name_of_a_text_that_is_no_name_takes_no_time() -> None:
    began = time.process_time()
    assert split_name("ดร." * 60_000).given_name == "ดร." * 60_000
    split_name("ศ " * 149)
    assert time.process_time() - began < 1


def test_split_name_reads_a_title_once() -> None:
    assert split_name("นายนาย ใจดี") == PersonName("", False, "นาย", "นาย", "ใจดี", "นายนาย ใจดี")


@given(st.text(max_size=40) | st.text(st.sampled_from("ดร.ผศ.รศ.นายนพ. สมชายPh.D,()พิเศษ"), max_size=40))
def test_split_name_never_raises_and_formats(text: str) -> None:
    name = split_name(text)
    assert name.source == text
    format_name(name)
    format_name(name, "en", "short")
