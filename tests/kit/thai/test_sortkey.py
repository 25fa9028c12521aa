"""Thai dictionary order without ICU; the orders here were made with ICU 72, locale th_TH."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.sortkey import sort_key

PROVINCES = [
    "กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี", "กาฬสินธุ์", "กำแพงเพชร", "ขอนแก่น", "จันทบุรี", "ฉะเชิงเทรา",
    "ชลบุรี", "ชัยนาท", "ชัยภูมิ", "ชุมพร", "เชียงราย", "เชียงใหม่", "ตรัง", "ตราด", "ตาก", "นครนายก",
    "นครปฐม", "นครพนม", "นครราชสีมา", "นครศรีธรรมราช", "นครสวรรค์", "นนทบุรี", "นราธิวาส", "น่าน",
    "บึงกาฬ", "บุรีรัมย์", "ปทุมธานี", "ประจวบคีรีขันธ์", "ปราจีนบุรี", "ปัตตานี", "พระนครศรีอยุธยา",
    "พะเยา", "พังงา", "พัทลุง", "พิจิตร", "พิษณุโลก", "เพชรบุรี", "เพชรบูรณ์", "แพร่", "ภูเก็ต",
    "มหาสารคาม", "มุกดาหาร", "แม่ฮ่องสอน", "ยโสธร", "ยะลา", "ร้อยเอ็ด", "ระนอง", "ระยอง", "ราชบุรี",
    "ลพบุรี", "ลำปาง", "ลำพูน", "เลย", "ศรีสะเกษ", "สกลนคร", "สงขลา", "สตูล", "สมุทรปราการ", "สมุทรสงคราม",
    "สมุทรสาคร", "สระแก้ว", "สระบุรี", "สิงห์บุรี", "สุโขทัย", "สุพรรณบุรี", "สุราษฎร์ธานี", "สุรินทร์",
    "หนองคาย", "หนองบัวลำภู", "อ่างทอง", "อำนาจเจริญ", "อุดรธานี", "อุตรดิตถ์", "อุทัยธานี", "อุบลราชธานี",
]  # fmt: skip

ORDERS = [
    ["เกา", "เก่า", "เก้า", "เก๊า", "เก๋า", "เกาแก่", "เก่าแก่"],
    ["ก", "ก์", "ก็", "กก", "กข", "กะ", "กัก", "กัด", "กา", "กากา", "กาม", "กำ", "เก", "แก", "ไก", "ค"],
    ["รา", "ฤ", "ฤๅ", "ล", "ฦ", "ว"],
    ["ฦๅชา", "ฦานาม"],
    ["มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยมหิดล", "Chiang Mai University", "Mahidol University"],
    ["apple", "Apple", "coop", "Naïve", "zebra", "Zoo"],
    ["รุ่นที่ 2", "รุ่นที่ 10", "รุ่นที่ ๑๑", "รุ่นที่ 100"],
    ["10 ปี", "ก้าวใหม่", "Zero", "Ωmega"],
    ["2", "03", "10"],
]


def test_sort_key_orders_the_provinces_as_icu_does() -> None:
    assert len(PROVINCES) == 77
    by_code_point = sorted(PROVINCES)
    assert by_code_point != PROVINCES
    assert sorted(by_code_point, key=sort_key) == PROVINCES


@pytest.mark.parametrize("order", ORDERS)
def test_sort_key_orders(order: list[str]) -> None:
    backwards = list(reversed(order))
    assert sorted(backwards, key=sort_key) == order


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("จ.ตรัง", "จ ตรัง"),
        ("ต่างๆ", "ต่าง ๆ"),
        ("นํ้า", "น้ำ"),
        ("๑๐", "10"),
        ("co-op", "coop"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("เชียง\u200bใหม่", "เชียงใหม่"),
    ],
)
def test_sort_key_ignores_what_a_dictionary_ignores(text: str, other: str) -> None:
    assert sort_key(text) == sort_key(other)


def test_sort_key_of_punctuation_alone_is_empty() -> None:
    assert sort_key(" –.() ๆฯ") == ""


def test_sort_key_of_a_long_title_fits_into_an_index() -> None:
    assert len(sort_key("ก่" * 200_000).encode()) < 2_704
    assert len(sort_key("É" * 200_000).encode()) < 2_704
    assert len(sort_key("1" * 200_000).encode()) < 2_704


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_sort_key_can_be_stored_and_is_deterministic(text: str) -> None:
    key = sort_key(text)
    assert "\x00" not in key
    key.encode("utf-8")
    assert key == sort_key(text)


@given(st.lists(st.text(st.sampled_from("กขเแาำ่้ AaBé19"), max_size=8), max_size=6))
def test_sort_key_sorts_alike_by_code_point_and_by_utf8_bytes(texts: list[str]) -> None:
    keys = [sort_key(text) for text in texts]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode("utf-8"))
