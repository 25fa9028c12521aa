"""Organisations under many names."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.organisations import alias_keys, core_key, near, organisation_key
from tests.kit.thai.shared_data import shared

SAME = [
    ("ม.เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
    ("ม. เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
    ("มเชียงใหม่ฯ", "มเชียงใหม่"),
    ("มหาลัยเชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
    ("มหาวิทยาลัย เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
    ("มรภ.เชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
    ("มรภ เชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
    ("ม.ราชภัฏเชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
    ("ราชภัฏเชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
    ("มหาวิทยาลัยราชภัฎเชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
    ("มทร.ล้านนา", "มหาวิทยาลัยเทคโนโลยีราชมงคลล้านนา"),
    ("ราชมงคลล้านนา", "มหาวิทยาลัยเทคโนโลยีราชมงคลล้านนา"),
    ("จุฬาฯ", "จุฬา"),
    ("ม.อ.", "มอ"),
    ("มศว.", "มศว"),
    ("สํานักงาน ก.พ.", "สำนักงาน กพ"),
    ("รร.สตรีพัทลุง", "โรงเรียนสตรีพัทลุง"),
    ("อบต.แม่ลาน", "องค์การบริหารส่วนตำบลแม่ลาน"),
    ("รพ.สต.บ้านแม่ลาน", "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านแม่ลาน"),
    ("รพ.มหาราช", "โรงพยาบาลมหาราช"),
    ("Chiang Mai Univ.", "Chiangmai University"),
    ("The University of Tokyo", "University Tokyo"),
    ("Inst. of Science & Technology", "Institute Science and Technology"),
    ("C.M.U.", "CMU"),
    ("東京 大学", "東京大学"),
]

DIFFERENT = [
    ("ม.อ.", "มหาวิทยาลัยอ"),
    ("มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
    ("มหาวิทยาลัยราชภัฏพระนคร", "มหาวิทยาลัยเทคโนโลยีราชมงคลพระนคร"),
    ("มกส.", "มทส."),
    ("วิทยาลัยเชียงราย", "มหาวิทยาลัยเชียงราย"),
]


@pytest.mark.parametrize(("text", "other"), SAME)
def test_organisation_key_makes_spellings_equal(text: str, other: str) -> None:
    assert organisation_key(text) == organisation_key(other) != ""


@pytest.mark.parametrize(("text", "other"), DIFFERENT)
def test_organisation_key_keeps_organisations_apart(text: str, other: str) -> None:
    assert organisation_key(text) != organisation_key(other)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("มหาวิทยาลัยเชียงใหม่", "เชียงใหม่"),
        ("จุฬาลงกรณ์มหาวิทยาลัย", "จุฬาลงกรณ์"),
        ("Mahidol University", "mahidol"),
        ("University of Phayao", "phayao"),
        ("มหาวิทยาลัยอ", "มหาวิทยาลัยอ"),
        ("มหาวิทยาลัย", "มหาวิทยาลัย"),
    ],
)
def test_core_key_leaves_the_name_itself(text: str, core: str) -> None:
    assert core_key(text) == core


def test_alias_keys_of_one_organisation() -> None:
    assert alias_keys(["มหาวิทยาลัยเชียงใหม่", "มช.", "Chiang Mai University", "CMU", "", "…"]) == {
        "มหาวิทยาลัยเชียงใหม่",
        "เชียงใหม่",
        "มช",
        "chiangmaiuniversity",
        "chiangmai",
        "cmu",
    }


UNIVERSITIES = {
    "cmu": ["มหาวิทยาลัยเชียงใหม่", "มช.", "Chiang Mai University", "CMU"],
    "cmru": ["มหาวิทยาลัยราชภัฏเชียงใหม่", "มร.ชม.", "Chiang Mai Rajabhat University", "CMRU"],
    "cu": ["จุฬาลงกรณ์มหาวิทยาลัย", "จุฬาฯ", "Chulalongkorn University", "CU"],
    "mcu": ["มหาวิทยาลัยมหาจุฬาลงกรณราชวิทยาลัย", "มจร.", "Mahachulalongkornrajavidyalaya University"],
    "tu": ["มหาวิทยาลัยธรรมศาสตร์", "มธ.", "Thammasat University", "TU"],
    "ku": ["มหาวิทยาลัยเกษตรศาสตร์", "มก.", "Kasetsart University", "KU"],
    "psu": ["มหาวิทยาลัยสงขลานครินทร์", "ม.อ.", "Prince of Songkla University", "PSU"],
    "tsu": ["มหาวิทยาลัยทักษิณ", "มทษ.", "Thaksin University", "TSU"],
    "swu": ["มหาวิทยาลัยศรีนครินทรวิโรฒ", "มศว", "Srinakharinwirot University", "SWU"],
    "kmitl": ["สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง", "สจล.", "KMITL"],
    "sdu": ["มหาวิทยาลัยสวนดุสิต", "มสด.", "Suan Dusit University", "SDU"],
    "mu": ["มหาวิทยาลัยมหิดล", "มม.", "Mahidol University", "MU"],
    "mfu": ["มหาวิทยาลัยแม่ฟ้าหลวง", "มฟล.", "Mae Fah Luang University", "MFU"],
    "rmutl": ["มหาวิทยาลัยเทคโนโลยีราชมงคลล้านนา", "มทร.ล้านนา", "RMUTL"],
}
INDEX = {key: code for code, names in UNIVERSITIES.items() for key in alias_keys(names)}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ม.เชียงใหม่", "cmu"),
        ("มช", "cmu"),
        ("Chiangmai Univ", "cmu"),
        ("มหาลัยเชียงใหม่", "cmu"),
        ("ม.ราชภัฏเชียงใหม่", "cmru"),
        ("มรภ.เชียงใหม่", "cmru"),
        ("มทร.ล้านนา", "rmutl"),
        ("จุฬา", "cu"),
        ("ธรรมศาสตร์", "tu"),
        ("มศว.", "swu"),
        ("มอ", "psu"),
        ("สจล", "kmitl"),
        ("ม.แม่ฟ้าหลวง", "mfu"),
        ("Mahidol", "mu"),
    ],
)
def test_alias_keys_find_an_organisation_by_any_of_its_names(typed: str, code: str) -> None:
    assert {INDEX[key] for key in alias_keys([typed]) if key in INDEX} == {code}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ม.เกษตร", "ku"),
        ("ทักสิน", "tsu"),
        ("สวนดุสิด", "sdu"),
        ("จุฬาลงกร", "cu"),
        ("Prince of Songkhla", "psu"),
        ("ศรีนครินวิโรฒ", "swu"),
        ("มหาวิทยาลัยธรรมศาสตร", "tu"),
    ],
)
def test_near_puts_the_right_organisation_first(typed: str, code: str) -> None:
    found = near(typed, INDEX)
    assert found[0][0] == code
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert len({thing for thing, _ in found}) == len(found) <= 5


def test_near_finds_nothing_where_nothing_is_like_it() -> None:
    assert near("บริษัทปูนซีเมนต์", INDEX, cutoff=90) == []
    assert near("…", INDEX) == []
    assert near("มหิดล", {}) == []


def test_near_gives_one_thing_once_and_no_more_than_asked() -> None:
    assert len(near("มหาวิทยาลัย", INDEX, limit=2, cutoff=0)) == 2


def test_keys_of_a_real_list_join_only_two_spellings_of_one_name() -> None:
    path = shared("data/organisations-thai/mua_wikipedia_list_242rows.csv")
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    spellings: dict[str, set[str]] = {}
    holders: dict[str, set[str]] = {}
    for row in rows:
        key = organisation_key(row["name_th"])
        spellings.setdefault(key, set()).add(row["name_th"])
        if row["abbr_th"]:
            holders.setdefault(organisation_key(row["abbr_th"]), set()).add(key)
    assert [names for names in spellings.values() if len(names) > 1] == [
        {"มหาวิทยาลัยเว็บสเตอร์ (ประเทศไทย)", "มหาวิทยาลัยเว็บสเตอร์(ประเทศไทย)"}
    ]
    assert {short: keys for short, keys in holders.items() if len(keys) > 1} == {
        "มรอ": {"มหาวิทยาลัยราชภัฏอุตรดิตถ์", "มหาวิทยาลัยราชภัฏร้อยเอ็ด"}
    }


@given(st.text(max_size=40))
def test_organisation_key_never_raises_and_is_settled(text: str) -> None:
    key = organisation_key(text)
    assert organisation_key(key) == organisation_key(organisation_key(key))
