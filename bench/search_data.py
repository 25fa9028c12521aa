"""400,000 names as a directory of Thai institutions and people would hold them; the same on every run.

Shared organisations whose names begin alike (a third are schools), units that carry the name of their university,
people of three networks of which the reader belongs to two, and people listed for everybody.
"""

# ruff: noqa: SIM905 - a line of words is read more easily than a list of quoted ones

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from samphan.tenancy.search import row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.tenancy.models import SearchRow

ORGANISATIONS: Final = 100_000
PEOPLE: Final = 300_000
ORGANISATION, PERSON = "directory.organisation", "directory.person"

_PLACES: Final = (
    "บ้าน หนอง ห้วย คลอง ดอน โคก ท่า บาง วัง นา ปาก เขา ดอย แม่ ทุ่ง สัน ป่า โนน คำ ศรี ชัย นคร พระ ราช เมือง ทอง แก้ว ใหม่ "
    "กลาง เหนือ ใต้ ใหญ่ น้อย งาม สวรรค์ พนม สาม ไผ่ แดง ขาว ดำ เขียว หลวง ไทร โพธิ์ มะม่วง ยาง สัก ตาล บัว ไร่ สวน น้ำ หิน ทราย"
).split()
_PROVINCES: Final = (
    "เชียงใหม่ เชียงราย ลำปาง น่าน แพร่ พะเยา ขอนแก่น อุดรธานี นครราชสีมา อุบลราชธานี มหาสารคาม สงขลา พัทลุง ภูเก็ต ยะลา ปัตตานี "
    "ชลบุรี ระยอง จันทบุรี นครปฐม ราชบุรี กาญจนบุรี พิษณุโลก นครสวรรค์ สุโขทัย อยุธยา ลพบุรี สุราษฎร์ธานี นครศรีธรรมราช กรุงเทพมหานคร"
).split()
_PROVINCES_EN: Final = (
    "Chiang Mai,Chiang Rai,Lampang,Nan,Phrae,Phayao,Khon Kaen,Udon Thani,Nakhon Ratchasima,Ubon Ratchathani,"
    "Maha Sarakham,Songkhla,Phatthalung,Phuket,Yala,Pattani,Chonburi,Rayong,Chanthaburi,Nakhon Pathom,Ratchaburi,"
    "Kanchanaburi,Phitsanulok,Nakhon Sawan,Sukhothai,Ayutthaya,Lopburi,Surat Thani,Nakhon Si Thammarat,Bangkok"
).split(",")
_FACULTIES: Final = (
    "วิทยาศาสตร์ วิศวกรรมศาสตร์ มนุษยศาสตร์และสังคมศาสตร์ ครุศาสตร์ แพทยศาสตร์ พยาบาลศาสตร์ เกษตรศาสตร์ บริหารธุรกิจ นิติศาสตร์ "
    "รัฐศาสตร์ ศิลปกรรมศาสตร์ เภสัชศาสตร์ สถาปัตยกรรมศาสตร์ เศรษฐศาสตร์ สาธารณสุขศาสตร์ เทคโนโลยีสารสนเทศ"
).split()
_GIVEN: Final = (
    "สม ชัย วิ พร ศักดิ์ ธน ณัฐ กิตติ ปรี ชา อร พิม นภา รัตน์ สุ ดา วรรณ มาลี บุญ เลิศ ประ เสริฐ จันทร์ เพ็ญ ทิพย์ กมล ชนก วัฒน์ นันท์ ภัทร "
    "ธีร ศิริ อัญ ชลี ปิย รุ่ง โรจน์ สุข เกษม วิไล ลักษณ์"
).split()
_FAMILY: Final = (
    "ใจ ดี วงศ์ แก้ว ทอง ศรี สุข พันธ์ ชัย รัตน์ บุญ มา เรือง เดช อินทร์ ไพ บูลย์ จันทร์ ประ เสริฐ สกุล ธรรม พงษ์ นคร คำ แสง เพชร หอม นาค "
    "สิงห์ ทรัพย์ มั่น คง เจริญ ผล วัฒนา กุล ชาติ"
).split()
_TITLES: Final = ("", "", "", "นาย", "นาง", "นางสาว", "ดร.", "อ.", "ผศ.", "ผศ.ดร.", "รศ.ดร.", "ศ.ดร.")
_KINDS: Final = (
    ("โรงเรียน", "School", 34), ("องค์การบริหารส่วนตำบล", "Subdistrict Administrative Organisation", 12),
    ("คณะ", "Faculty", 14), ("วิสาหกิจชุมชน", "Community Enterprise", 10), ("บริษัท", "Company", 8),
    ("เทศบาลตำบล", "Municipality", 6), ("วิทยาลัย", "College", 4), ("มูลนิธิ", "Foundation", 4), ("สมาคม", "Association", 4),
    ("โรงพยาบาล", "Hospital", 3), ("มหาวิทยาลัย", "University", 1),
)  # fmt: skip


def _joined(dice: random.Random, syllables: list[str], least: int, most: int) -> str:
    return "".join(dice.choice(syllables) for _ in range(dice.randint(least, most)))


def _organisation(number: int) -> SearchRow:
    dice = random.Random(f"organisation {number}")
    th, en, _weight = dice.choices(_KINDS, [weight for *_, weight in _KINDS])[0]
    at = dice.randrange(len(_PROVINCES))
    place, detail = _joined(dice, _PLACES, 2, 3), ("", "")
    name_th, name_en = (
        f"{th}{place} {_PROVINCES[at]}",
        f"{_PROVINCES_EN[at]} {en} {number}" if number % 3 else "",
    )
    if th == "คณะ":
        name_th, name_en = f"คณะ{dice.choice(_FACULTIES)}", ""
        detail = (f"มหาวิทยาลัย{place} {_PROVINCES[at]}", f"{_PROVINCES_EN[at]} University")
    elif th == "บริษัท":
        name_th = f"บริษัท {place}{_PROVINCES[at]} จำกัด"
    others = (
        ["".join(dice.choice("กขคงจชดตทนบปพมรลวสหอ") for _ in range(dice.randint(2, 4))) + "."]
        if number % 4 == 0
        else []
    )
    return row(ORGANISATION, number, network_id=None, label=(name_th, name_en), detail=detail, others=others)


def _person(number: int, networks: tuple[int | None, ...]) -> SearchRow:
    dice = random.Random(f"person {number}")
    given, family = _joined(dice, _GIVEN, 2, 3), _joined(dice, _FAMILY, 2, 4)
    name = f"{given} {family}"
    return row(
        PERSON,
        number,
        network_id=networks[number % len(networks)],
        label=(dice.choice(_TITLES) + name, ""),
        others=[name, given, family],
        order=name,
    )


def rows(networks: tuple[int | None, ...]) -> Iterator[SearchRow]:
    """All rows; a person's network goes round ``networks`` (None: listed for everybody)."""
    yield from (_organisation(number) for number in range(1, ORGANISATIONS + 1))
    yield from (_person(number, networks) for number in range(1, PEOPLE + 1))
