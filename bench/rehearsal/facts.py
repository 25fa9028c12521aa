"""Who plays: institutions, teams, people, ideas. Everything that the script later counts is laid down here.

The shape is that of IRO Networking Day 2026 (25 institutions, four teams of nine organisations, 105 people in two
categories of 41 and 64, groups NOW, NEXT and NEW); names of people and the words of cards are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import Final, NamedTuple

from tests.journeys.workshop import BROUGHT, KNOWN, POSITIONS

ADDED: Final = ("มหาวิทยาลัยราชภัฏเชียงราย", "Chiang Rai Rajabhat University", "มร.ชร.", "CRRU")
INSTITUTIONS: Final = (*KNOWN, *(name for name, *_rest in BROUGHT), ADDED[0])
FEWEST: Final = 50
MOST: Final = 120
"""People of the smallest rehearsal, two of each institution, and of the largest: so many names are known."""

HOSTS: Final = (
    ("ที่ประชุมอธิการบดีแห่งประเทศไทย", "main_host"),
    ("มหาวิทยาลัยเชียงใหม่", "co_host"),
    ("มหาวิทยาลัยธรรมศาสตร์", "co_host"),
)
#: Duty and its organisations; CUPT and CMU sit in two teams, so that four teams are nine organisations.
TEAMS: Final = (
    ("อำนวยการและประสานงาน", "Steering", ("มหาวิทยาลัยเชียงใหม่", "ที่ประชุมอธิการบดีแห่งประเทศไทย", "มหาวิทยาลัยสวนดุสิต")),
    ("กระบวนการ", "Facilitation", ("มหาวิทยาลัยมหิดล", "มหาวิทยาลัยแม่ฟ้าหลวง", "มหาวิทยาลัยสงขลานครินทร์")),
    ("สถานที่", "Venue", ("มหาวิทยาลัยธรรมศาสตร์", "มหาวิทยาลัยบูรพา", "มหาวิทยาลัยศรีนครินทรวิโรฒ")),
    ("งบประมาณ", "Finance", ("ที่ประชุมอธิการบดีแห่งประเทศไทย", "มหาวิทยาลัยเชียงใหม่")),
)  # fmt: skip
TOPICS: Final = ({"title_th": "ทิศทางของงานวิเทศสัมพันธ์"}, {"title_th": "แผนที่นำทางร่วมกัน"})
EXECUTIVES, OFFICERS = "ผู้บริหาร", "เจ้าหน้าที่วิเทศสัมพันธ์"
OPENING, PRESENTING = "พิธีเปิดและปาฐกถานำ", "นำเสนอข้อเสนอของสามกลุ่ม"

_TITLES: Final = ("รศ.ดร.", "นางสาว", "ผศ.ดร.", "นาย", "ดร.", "นาง", "อ.")
_GIVEN: Final = ("กานดา", "จิราพร", "ชัชวาล", "ดวงใจ", "ทรงพล", "นวพร", "บัณฑิต", "ปวีณา", "พงศกร", "มยุรี", "รุ่งอรุณ", "วรัญญา", "สายสมร", "อนุชา", "อุบลรัตน์", "เพ็ญศรี")  # fmt: skip
_FAMILY: Final = ("สะพานทอง", "ใบชา", "ลานดิน", "ปากคลอง", "ท้ายเขื่อน", "ริมโขง", "ณ ดอยสูง", "เกาะกลาง")
_NAMES: Final = tuple(f"{given} {family}" for family, given in product(_FAMILY, _GIVEN))


@dataclass(slots=True)
class Delegate:
    """Somebody who takes part.

    Attributes:
        ticket: the path of the ticket, as it was written to its bearer; empty until it was read there.
        group: code of the strategic group; empty until the allocation was accepted.
    """

    number: int
    name: str
    plain: str
    institution: str
    category: str
    position: str
    email: str
    ticket: str = ""
    group: str = ""


class Idea(NamedTuple):
    """A card: its words and the theme under which a facilitator would put it."""

    text: str
    theme: str


@dataclass(frozen=True, slots=True)
class Group:
    """A strategic group: its board's ideas come from ``subjects`` × ``wishes``."""

    code: str
    title_th: str
    title_en: str
    themes: tuple[tuple[str, tuple[str, ...]], ...]
    wishes: tuple[str, ...] = field(
        default=("ภายในปีนี้", "ร่วมกันทุกสถาบัน", "โดยเริ่มจากสถาบันที่พร้อม", "ให้มีผู้รับผิดชอบชัดเจน", "และติดตามผลทุกหกเดือน")
    )

    def ideas(self, count: int) -> list[Idea]:
        """So many ideas, spread over the themes; no two say the same."""
        found = [
            Idea(f"{subject} {wish} (ใบที่ {number})", theme)
            for number, (wish, (theme, subject)) in enumerate(
                product(
                    self.wishes * (count // 15 + 1),
                    [(theme, subject) for theme, subjects in self.themes for subject in subjects],
                ),
                start=1,
            )
        ]
        return found[:count]


GROUPS: Final = (
    Group("NOW", "งานที่เริ่มได้ทันที", "What can begin at once", (
        ("คู่มือและแบบฟอร์มกลาง", ("ทำคู่มือรับนักศึกษาต่างชาติ", "ใช้แบบบันทึกความเข้าใจฉบับเดียวกัน")),
        ("ทำเนียบผู้ประสานงาน", ("รวมรายชื่อผู้ประสานงาน", "เปิดกลุ่มสนทนาของผู้ประสานงาน")),
        ("ห้องประชุม", ("จองห้องประชุมร่วมล่วงหน้า",)),
    )),
    Group("NEXT", "งานที่ต้องเตรียมความพร้อม", "What needs preparing", (
        ("อบรมบุคลากร", ("อบรมการเขียนข้อตกลง", "จัดพี่เลี้ยงให้เจ้าหน้าที่ใหม่")),
        ("ฐานข้อมูลร่วม", ("ทำฐานข้อมูลคู่ความร่วมมือ", "นับจำนวนนักศึกษาแลกเปลี่ยนแบบเดียวกัน")),
        ("งบประมาณ", ("ขอกรอบงบประมาณสองปี",)),
    )),
    Group("NEW", "งานที่ยังไม่เคยทำ", "What was never tried", (
        ("หลักสูตรร่วมข้ามสถาบัน", ("เปิดรายวิชาร่วมออนไลน์", "โอนหน่วยกิตระหว่างสถาบัน")),
        ("ปัญญาประดิษฐ์ในงานวิเทศ", ("ทดลองแปลเอกสารด้วยปัญญาประดิษฐ์", "ตั้งแนวปฏิบัติการใช้ปัญญาประดิษฐ์")),
        ("บทบาทใหม่", ("กำหนดสมรรถนะใหม่ของเจ้าหน้าที่",)),
    )),
)  # fmt: skip


def delegates(count: int) -> list[Delegate]:
    """So many people, spread over the institutions; 41 of each 105 are executives."""
    return [_delegate(number, count) for number in range(count)]


def spare(count: int, at: int, institution: str, category: str) -> Delegate:
    """Somebody beside the ``count`` who were planned: the ``at``-th of those who come later."""
    found = _delegate(count + at, count)
    found.institution, found.category = institution, category
    return found


def _delegate(number: int, count: int) -> Delegate:
    plain = _NAMES[number]
    is_executive = number < count and (number + 1) * 41 // 105 > number * 41 // 105
    return Delegate(
        number,
        f"{_TITLES[number % len(_TITLES)]}{plain}",
        plain,
        INSTITUTIONS[number % len(INSTITUTIONS)],
        EXECUTIVES if is_executive else OFFICERS,
        POSITIONS[number % len(POSITIONS)],
        f"d{number:03}.rehearsal@example.org",
    )


def quota(count: int, institution: str) -> int:
    """How many people an institution may send, so that they are ``count`` together."""
    at = INSTITUTIONS.index(institution)
    return count // len(INSTITUTIONS) + (at < count % len(INSTITUTIONS))


def organisations_sheet() -> str:
    """The institutions that the directory of the demo lacks, as cells copied from a spreadsheet."""
    head = ("ชื่อภาษาไทย", "ชื่อภาษาอังกฤษ", "ตัวย่อ", "ตัวย่อภาษาอังกฤษ")
    return "\n".join("\t".join(row) for row in (head, *BROUGHT, ADDED))
