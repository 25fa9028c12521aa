"""Sample data: a workshop that took place some weeks ago, with its boards, and what was made of it. All of it is made up."""

from __future__ import annotations

from typing import Final, NamedTuple

from samphan.web.demo.facts import Words

TITLE: Final = Words("เวทีติดตาม IRO Roadmap (ข้อมูลตัวอย่าง)", "Forum on the IRO Roadmap (sample data)")
THEME: Final = Words("จากความคิดสู่งานร่วมกัน", "From ideas to joint work")
VENUE: Final = Words("ห้องประชุมสำนักงานเลขานุการ ทปอ.", "Meeting room of the CUPT secretariat")
PROBLEM: Final = Words(
    "ข้อเสนอจากการประชุมครั้งก่อนยังไม่มีผู้รับผิดชอบและกำหนดเวลาที่ชัดเจน",
    "The suggestions of the last workshop have neither owners nor dates yet.",
)
GOAL: Final = Words(
    "ให้สถาบันสมาชิกเลือกเรื่องที่จะทำร่วมกัน พร้อมผู้รับผิดชอบและกำหนดเวลา",
    "That the members choose what they will do together, with owners and dates.",
)
CATEGORIES: Final = (
    Words("ผู้บริหาร", "Executives"),
    Words("เจ้าหน้าที่วิเทศสัมพันธ์", "International relations officers"),
)
AGENDA: Final[tuple[tuple[Words, str, str, str], ...]] = (
    (Words("ลงทะเบียน", "Registration"), "08:30", "09:00", "other"),
    (Words("ทบทวนแผนที่นำทาง", "Where the roadmap stands"), "09:00", "10:15", "plenary"),
    (Words("พักรับประทานอาหารว่าง", "Break"), "10:15", "10:30", "break"),
    (Words("ระดมความคิดสามกลุ่มบนกระดานความคิด", "Three groups at their boards"), "10:30", "12:00", "workshop"),
    (Words("พักรับประทานอาหารกลางวัน", "Lunch"), "12:00", "13:00", "break"),
    (Words("เลือกเรื่องและแบ่งงาน", "Choosing and sharing the work"), "13:00", "15:30", "plenary"),
)


class SampleCluster(NamedTuple):
    """Cards that were put together, and the dots that they were given."""

    title: str
    cards: tuple[str, ...]
    dots: int


class SampleBoard(NamedTuple):
    """The board of a group: its clusters, and cards that stand alone; ``paper`` ones came on paper."""

    clusters: tuple[SampleCluster, ...]
    alone: tuple[str, ...]
    paper: tuple[str, ...]


BOARDS: Final[dict[str, SampleBoard]] = {
    "NOW": SampleBoard(
        (
            SampleCluster(
                "ฐานข้อมูลความร่วมมือกลาง",
                (
                    "อยากรู้ว่าแต่ละแห่งมี MoU กับใครอยู่แล้ว จะได้ไม่ต้องเริ่มใหม่ทุกครั้ง",
                    "รวมรายชื่อผู้ประสานงานไว้ที่เดียวและปรับปรุงทุกภาคการศึกษา",
                    "MoU ใกล้หมดอายุแล้วไม่มีใครเตือน",
                ),
                9,
            ),
            SampleCluster(
                "แบบฟอร์มกลาง",
                (
                    "แบบฟอร์มรับนักศึกษาแลกเปลี่ยนของแต่ละแห่งไม่เหมือนกันเลย",
                    "ขอแบบหนังสือเชิญและหนังสือรับรองวีซ่าที่ใช้ร่วมกันได้",
                ),
                6,
            ),
        ),
        ("งานเอกสารวีซ่าใช้เวลามากกว่างานพัฒนาความร่วมมือ",),
        ("อยากให้มีกลุ่มพูดคุยประจำเดือน ไม่ต้องรอประชุมใหญ่",),
    ),
    "NEXT": SampleBoard(
        (
            SampleCluster(
                "พี่เลี้ยงระหว่างสถาบัน",
                (
                    "จับคู่สถาบันที่มีประสบการณ์กับสถาบันที่เพิ่งเริ่ม",
                    "แลกเปลี่ยนเจ้าหน้าที่ระยะสั้นสองสัปดาห์",
                    "อบรมการเจรจาความร่วมมือเป็นภาษาอังกฤษ",
                ),
                8,
            ),
            SampleCluster(
                "ตัวชี้วัดร่วม",
                ("ตัวชี้วัดความเป็นสากลควรตกลงร่วมกันก่อนเก็บข้อมูล", "ขอคู่มือเก็บข้อมูลนักศึกษาต่างชาติ"),
                4,
            ),
        ),
        ("งานวิเทศสัมพันธ์ควรมีเส้นทางความก้าวหน้าของตนเอง",),
        ("ผู้บริหารเปลี่ยนบ่อย งานขาดความต่อเนื่อง",),
    ),
    "NEW": SampleBoard(
        (
            SampleCluster(
                "หลักสูตรออนไลน์ข้ามสถาบัน",
                (
                    "เปิดรายวิชาออนไลน์ร่วมกันสำหรับนักศึกษาต่างชาติ",
                    "นับหน่วยกิตข้ามสถาบันได้จริงโดยไม่ต้องทำสัญญาใหม่ทุกวิชา",
                    "COIL กับมหาวิทยาลัยคู่ความร่วมมือในอาเซียน",
                ),
                10,
            ),
            SampleCluster(
                "ชุมชนเป็นห้องเรียนนานาชาติ",
                ("ให้นักศึกษาต่างชาติลงพื้นที่ทำโครงงานกับชุมชน", "ชุมชนอยากได้คนช่วยแปลป้ายและเมนู"),
                5,
            ),
        ),
        ("ใช้ข้อมูลช่วยเลือกคู่ความร่วมมือ แทนการตัดสินใจจากความคุ้นเคย",),
        (),
    ),
}


class SampleDeed(NamedTuple):
    """What a cluster became: the output's kind and title, and how it was carried on (``item``, ``action``, ``possible``)."""

    group: str
    cluster: str
    kind: str
    title: Words
    carried: str
    owner: str
    months: int
    progress: int | None = None


DEEDS: Final = (
    SampleDeed(
        "NOW",
        "ฐานข้อมูลความร่วมมือกลาง",
        "roadmap_item",
        Words("จัดทำฐานข้อมูลความร่วมมือกลางของเครือข่าย", "A shared register of partnerships"),
        "item",
        "cmu",
        6,
        40,
    ),
    SampleDeed(
        "NOW",
        "แบบฟอร์มกลาง",
        "action",
        Words("รวบรวมแบบฟอร์มที่ใช้อยู่และเสนอแบบกลาง", "Collect the forms in use and propose common ones"),
        "action",
        "mu",
        1,
    ),
    SampleDeed(
        "NEXT",
        "พี่เลี้ยงระหว่างสถาบัน",
        "roadmap_item",
        Words("จัดระบบพี่เลี้ยงระหว่างสถาบัน", "Mentoring between institutions"),
        "item",
        "psu",
        12,
        None,
    ),
    SampleDeed(
        "NEXT",
        "ตัวชี้วัดร่วม",
        "suggestion",
        Words("ตกลงตัวชี้วัดความเป็นสากลร่วมกัน", "Agree on common indicators of internationalisation"),
        "",
        "",
        0,
    ),
    SampleDeed(
        "NEW",
        "หลักสูตรออนไลน์ข้ามสถาบัน",
        "possible_project",
        Words("รายวิชาออนไลน์ร่วมสำหรับนักศึกษาต่างชาติ", "Joint online courses for international students"),
        "possible",
        "mfu",
        9,
    ),
    SampleDeed(
        "NEW",
        "ชุมชนเป็นห้องเรียนนานาชาติ",
        "possible_project",
        Words("ชุมชนเป็นห้องเรียนนานาชาติ", "The community as an international classroom"),
        "item",
        "buu",
        18,
        None,
    ),
)

ROADMAP: Final = Words("IRO Roadmap (ข้อมูลตัวอย่าง)", "IRO Roadmap (sample data)")
ROADMAP_PURPOSE: Final = Words(
    "แผนที่นำทางการทำงานร่วมกันของเครือข่ายวิเทศสัมพันธ์ ปรับปรุงจากข้อเสนอของผู้เข้าร่วม",
    "What the network of international relations offices does together, grown from what its people proposed.",
)
LISTINGS: Final[tuple[tuple[str, str, Words, str, str], ...]] = (
    (
        "offer",
        "student_exchange",
        Words("รับนักศึกษาแลกเปลี่ยนภาคฤดูร้อน 10 คน", "Ten places for exchange students in summer"),
        "s1",
        "มีหอพักและผู้ดูแลประจำ เปิดรับสาขาการจัดการและการท่องเที่ยวโดยชุมชน",
    ),
    (
        "need",
        "student_exchange",
        Words("หาที่รับนักศึกษาแลกเปลี่ยนด้านการท่องเที่ยวโดยชุมชน", "A host for exchange students in community tourism"),
        "s4",
        "ต้องการสถาบันที่มีพื้นที่ชุมชนและหอพัก ช่วงฤดูร้อน จำนวน 4 คน",
    ),
    (
        "need",
        "expertise",
        Words("วิทยากรด้านการเจรจาความร่วมมือ", "A trainer for negotiating partnerships"),
        "s2",
        "อบรมเจ้าหน้าที่ 15 คน หนึ่งวัน",
    ),
)

#: Answers to the satisfaction survey: points of each person to each question with five points, and a remark.
SATISFACTION: Final[tuple[tuple[tuple[int, ...], str], ...]] = (
    ((5, 5, 4, 5), "ได้เห็นว่าความคิดของเรานำไปต่อยอดจริง"),
    ((4, 4, 4, 4), ""),
    ((5, 4, 5, 4), "อยากให้จัดปีละสองครั้ง"),
    ((3, 4, 3, 4), "เวลาระดมความคิดน้อยไป"),
    ((5, 5, 5, 5), ""),
    ((4, 5, 4, 4), ""),
    ((4, 3, 4, 5), "สัญญาณอินเทอร์เน็ตในห้องไม่ดี"),
    ((5, 5, 4, 4), ""),
    ((4, 4, 5, 5), "ชอบที่เขียนได้โดยไม่ระบุชื่อ"),
    ((5, 4, 4, 5), ""),
    ((4, 4, 4, 3), ""),
)
