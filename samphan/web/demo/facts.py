"""The facts of the IRO Networking Day 2026, in our own sentences.

Source: the work report of the workshop "IRO Networking Day 2026" (31 March – 1 April 2569). The abbreviation IZN
is not expanded there and stays as it is. The 25 institutions are not listed and no participant is named.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """The same in Thai and English."""

    th: str
    en: str


class Body(NamedTuple):
    """An organisation: key, kind, names, abbreviations."""

    key: str
    kind: str
    th: str
    en: str
    short_th: str
    short_en: str


SOURCE: Final = 'รายงานผลการดำเนินงาน การประชุมเชิงปฏิบัติการ "IRO Networking Day 2026"'

NETWORK: Final = Words("ที่ประชุมอธิการบดีแห่งประเทศไทย", "Council of University Presidents of Thailand")
PURPOSE: Final = Words(
    "ประสานความร่วมมือระหว่างสถาบันอุดมศึกษาไทย รวมถึงงานพันธกิจสากล ให้เดินไปในทิศทางเดียวกัน",
    "Brings Thai institutions of higher education together, international affairs among them, so that they move in"
    " one direction.",
)

BODIES: Final = (
    Body(
        "cupt",
        "council",
        "ที่ประชุมอธิการบดีแห่งประเทศไทย",
        "Council of University Presidents of Thailand",
        "ทปอ.",
        "CUPT",
    ),
    Body("cmu", "university", "มหาวิทยาลัยเชียงใหม่", "Chiang Mai University", "มช.", "CMU"),
    Body("sdu", "university", "มหาวิทยาลัยสวนดุสิต", "Suan Dusit University", "มสด.", "SDU"),
    Body("mu", "university", "มหาวิทยาลัยมหิดล", "Mahidol University", "ม.มหิดล", "MU"),
    Body("mfu", "university", "มหาวิทยาลัยแม่ฟ้าหลวง", "Mae Fah Luang University", "มฟล.", "MFU"),
    Body("psu", "university", "มหาวิทยาลัยสงขลานครินทร์", "Prince of Songkla University", "ม.อ.", "PSU"),
    Body("tu", "university", "มหาวิทยาลัยธรรมศาสตร์", "Thammasat University", "มธ.", "TU"),
    Body("buu", "university", "มหาวิทยาลัยบูรพา", "Burapha University", "มบ.", "BUU"),
    Body("swu", "university", "มหาวิทยาลัยศรีนครินทรวิโรฒ", "Srinakharinwirot University", "มศว", "SWU"),
    Body(
        "asaihl",
        "association",
        "สมาคมสถาบันการศึกษาขั้นอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้ ประจำประเทศไทย",
        "Association of Southeast Asian Institutions of Higher Learning, Thailand",
        "สออ.",
        "ASAIHL",
    ),
)

EVENT: Final = {
    "slug": "iro-networking-day-2026",
    "title_th": "การประชุมเชิงปฏิบัติการเพื่อสร้างเครือข่ายพันธกิจสากล “IRO Networking Day 2026”",
    "title_en": "Workshop to build the network of international affairs: IRO Networking Day 2026",
    "theme_th": "Now. Next. New. – Future-Ready IROs",
    "theme_en": "Now. Next. New. – Future-Ready IROs",
    "venue_th": "โรงแรมสยาม แอท สยาม ดีไซน์ โฮเทล พัทยา จังหวัดชลบุรี",
    "venue_en": "Siam@Siam Design Hotel Pattaya, Chon Buri",
    "problem_th": ("สถาบันอุดมศึกษาแต่ละแห่งดำเนินงานวิเทศสัมพันธ์และพันธกิจสากลแยกจากกัน จึงยังไม่เกิดพลังร่วมในระดับประเทศ"),
    "problem_en": (
        "Each institution runs its international affairs by itself, so that they add up to little for the country"
        " as a whole."
    ),
    "goal_th": (
        "ให้ผู้ปฏิบัติงานวิเทศสัมพันธ์ระดมความคิดและทำงานเป็นเครือข่าย เพื่อให้สถาบันอุดมศึกษาไทยพร้อมรับมือกับอนาคต"
        " (Future-Ready IROs)"
    ),
    "goal_en": (
        "That those who work in international affairs think and act as a network, and Thai institutions become"
        " ready for the future (Future-Ready IROs)."
    ),
    "audience_th": "ผู้บริหารและบุคลากรสายวิเทศสัมพันธ์ของสถาบันสมาชิก ทปอ. และ สออ.",
    "audience_en": "Executives and international relations staff of the member institutions of CUPT and ASAIHL",
    "stated_institutions": 25,
    "stated_participants": 105,
    "source": SOURCE,
}

TEAMS: Final[tuple[tuple[Words, tuple[str, ...]], ...]] = (
    (Words("ทีมอำนวยการและประสานงานหลัก", "Steering and main coordination"), ("cmu", "cupt", "sdu")),
    (Words("ทีมจัดกิจกรรมและนำกระบวนการ", "Activities and facilitation"), ("mu", "mfu", "psu")),
    (Words("ทีมสถานที่และระบบสนับสนุน", "Venue and logistics"), ("tu", "buu", "swu")),
    (Words("ทีมงบประมาณและการเงิน", "Budget and finance"), ("cupt", "cmu")),
)

TOPICS: Final[tuple[tuple[Words, Words], ...]] = (
    (
        Words(
            "การกำหนดทิศทางเชิงนโยบายและการสร้างความเข้าใจร่วม (Policy Dialogue & Alignment)",
            "Policy dialogue and alignment",
        ),
        Words(
            "ทบทวนทิศทางของคณะกรรมการพันธกิจสากล ทปอ. และเชื่อมเป้าหมายเข้าด้วยกัน เพื่อให้การบริหารงานวิเทศสัมพันธ์ของประเทศ"
            "เป็นระบบ (Strengthening the IZN)",
            "Review the direction of CUPT's committee for international affairs and tie its goals together, so that"
            " the country manages its international affairs as a system (Strengthening the IZN).",
        ),
    ),
    (
        Words(
            "การเสริมสร้างศักยภาพและการปรับบทบาทของบุคลากร (Capacity Building & Role Evolution)",
            "Capacity building and the changing role of staff",
        ),
        Words(
            "เปิดเวทีระดมความคิดเห็นใน 3 กลุ่มประเด็นยุทธศาสตร์ (IROs Workshop)",
            "Forums of three strategic groups (IROs Workshop).",
        ),
    ),
    (
        Words("การวางแนวทางดำเนินงานร่วมกัน (Co-designing the IRO Roadmap)", "Co-designing the IRO Roadmap"),
        Words(
            "กลุ่มย่อยร่วมกันร่าง IRO Roadmap ไว้เป็นแผนที่นำทางของเครือข่ายอุดมศึกษาไทย",
            "Sub-groups draft the IRO Roadmap that is to lead the network of Thai higher education.",
        ),
    ),
    (
        Words(
            "การถอดบทเรียนเพื่อการเปลี่ยนผ่าน (Lesson Learned & Transformation)",
            "Lessons learned and transformation",
        ),
        Words(
            "วิเคราะห์ร่วมกันว่างานวิเทศสัมพันธ์ยุคใหม่ควรขับเคลื่อนอย่างไรในโลกที่เปลี่ยนแปลงเร็ว",
            "Work out together how international affairs are to be driven in a fast-changing world.",
        ),
    ),
)

GROUPS: Final[tuple[tuple[str, Words], ...]] = (
    ("NOW", Words("เสริมฐานรากงานวิเทศสัมพันธ์ให้เข้มแข็ง", "Strengthening the foundations")),
    (
        "NEXT",
        Words(
            "พัฒนาพฤติกรรม กระบวนการทำงาน และความพร้อมในวิชาชีพ",
            "Behaviour, process and professional maturity",
        ),
    ),
    ("NEW", Words("บทบาทที่ต้องปรับและวิวัฒนาการใหม่ของบุคลากร IRO", "The evolving role of IROs")),
)

AGENDA: Final[tuple[tuple[Words, int | None], ...]] = (
    (Words("เสวนานโยบาย (Policy Dialogue & Alignment)", "Policy Dialogue & Alignment"), 0),
    (Words("การประชุมกลุ่ม (IROs Workshop)", "IROs Workshop"), 1),
    (Words("ร่วมร่างแผนที่นำทาง (Co-designing the IRO Roadmap)", "Co-designing the IRO Roadmap"), 2),
    (Words("ถอดบทเรียน (Lesson Learned & Transformation)", "Lesson Learned & Transformation"), 3),
    (Words("กิจกรรมละลายพฤติกรรม (Ice Breaking)", "Ice Breaking"), None),
    (Words("งานเลี้ยงสร้างเครือข่าย (Networking Dinner)", "Networking Dinner"), None),
)

CATEGORIES: Final[tuple[tuple[Words, int], ...]] = (
    (Words("คณะกรรมการพันธกิจสากล ทปอ.", "CUPT's committee for international affairs"), 41),
    (
        Words("ผู้แทนเจ้าหน้าที่วิเทศสัมพันธ์จากสถาบันสมาชิก", "Representatives of international relations officers"),
        64,
    ),
)

# key, kind, group code, title
OUTPUTS: Final[tuple[tuple[str, str, str, Words], ...]] = (
    (
        "now",
        "suggestion",
        "NOW",
        Words("ข้อเสนอแนะเรื่องฐานรากของงานวิเทศสัมพันธ์", "Suggestions on the foundations"),
    ),
    (
        "next",
        "suggestion",
        "NEXT",
        Words(
            "ข้อเสนอแนะเรื่องกระบวนการทำงานและความเป็นมืออาชีพ", "Suggestions on process and professional maturity"
        ),
    ),
    (
        "new",
        "suggestion",
        "NEW",
        Words("ข้อสรุปเรื่องบทบาทใหม่ของบุคลากร IRO", "Conclusions on the evolving role of IROs"),
    ),
    (
        "practice",
        "best_practice",
        "NEXT",
        Words("แนวปฏิบัติที่ดีที่สถาบันนำมาแลกเปลี่ยนกัน", "Best practices that institutions shared"),
    ),
    ("roadmap", "roadmap_item", "", Words("โครงร่าง IRO Roadmap", "Outline of the IRO Roadmap")),
    (
        "projects",
        "possible_project",
        "",
        Words("แนวคิดโครงการความร่วมมือระหว่างมหาวิทยาลัย", "Ideas of projects between universities"),
    ),
)

DOCUMENTS: Final[tuple[tuple[str, str, Words], ...]] = (
    ("contacts", "contact_list", Words("รายชื่อติดต่อของเครือข่าย", "Contact list of the network")),
    ("agreements", "agreement", Words("ข้อตกลงที่ริเริ่มในการประชุม", "Agreements begun at the workshop")),
)

# level, statement, evidence: agenda item numbers, group codes, output keys
RESULTS: Final[tuple[tuple[str, Words, tuple[int, ...], tuple[str, ...], tuple[str, ...]], ...]] = (
    (
        "person",
        Words(
            "บุคลากรสายวิเทศสัมพันธ์มีทักษะและความรู้เพิ่มขึ้น เข้าใจทิศทางงานพันธกิจสากลของประเทศ และได้แนวคิดใหม่สำหรับปรับกระบวนการ"
            "ทำงานของตน",
            "International relations staff gained skills and knowledge, understand the national direction, and have"
            " new ideas for their own way of working.",
        ),
        (0, 1),
        ("NEXT",),
        (),
    ),
    (
        "network",
        Words(
            "เกิด IRO Community ที่ใกล้ชิดกันผ่านกิจกรรมละลายพฤติกรรมและงานเลี้ยงสร้างเครือข่าย ทำให้ 25 สถาบันประสานงานกันได้คล่องตัว"
            "และแลกเปลี่ยนแนวปฏิบัติที่ดีกันอย่างต่อเนื่อง",
            "An IRO Community grew out of the ice breaking and the networking dinner: the 25 institutions coordinate"
            " with ease and go on sharing best practices.",
        ),
        (4, 5),
        (),
        ("practice",),
    ),
    (
        "system",
        Words(
            "ได้ข้อเสนอแนะจากการระดมความคิดตามโจทย์ยุทธศาสตร์ NOW, NEXT และ NEW ซึ่งสะท้อนปัญหางานด้านต่างประเทศของประเทศและแนวทาง"
            "แก้ไข",
            "Suggestions on the questions of NOW, NEXT and NEW show the country's problems in international affairs"
            " and ways to solve them.",
        ),
        (1,),
        ("NOW", "NEXT", "NEW"),
        ("now", "next", "new"),
    ),
    (
        "system",
        Words(
            "ได้โครงร่าง IRO Roadmap และแนวคิดโครงการความร่วมมือระหว่างมหาวิทยาลัย เป็นกรอบพัฒนาความเป็นสากลของอุดมศึกษาไทยร่วมกัน",
            "The outline of the IRO Roadmap and ideas of joint projects give Thai higher education a common frame for"
            " becoming international.",
        ),
        (2,),
        (),
        ("roadmap", "projects"),
    ),
)
