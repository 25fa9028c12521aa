"""What the third network of the demo says: an engagement office with projects of its own, and real cases in EnT.

The framework (two dimensions, six outcomes, three levels) is the one that Thaksin University publishes. Of the cases only
facts that stand on public pages carry over (title, period, numbers, place); the sentences are ours. People, villages and
projects of the office are made up and marked as samples.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final, NamedTuple

from samphan.engagement.models import BenefitKind, BenefitTheme, Stage
from samphan.kit.partial import PartialDate
from samphan.projects.models import ChangeDomain, Mission, PartnerRole, Population
from samphan.web.demo.facts import Body, Words

SLUG: Final = "tsu"
NAME: Final = Words("งานพันธกิจสัมพันธ์กับสังคม มหาวิทยาลัยทักษิณ", "Office of Social Engagement, Thaksin University")
PURPOSE: Final = Words(
    "เพื่อให้คณะและส่วนงานของมหาวิทยาลัยทำงานกับชุมชนในฐานะหุ้นส่วน เก็บหลักฐานเพียงครั้งเดียว และเห็นว่าดำเนินการสิ่งใดแล้ว ยังขาดสิ่งใด",
    "So that faculties work with communities as partners, keep evidence once, and see what is done and what is missing.",
)
UNIVERSITY: Final = Body("tsu", "university", "มหาวิทยาลัยทักษิณ", "Thaksin University", "มทษ.", "TSU")
FACULTIES: Final = (
    Body("f1", "faculty", "คณะวิทยาศาสตร์ (ตัวอย่าง)", "Faculty of Science (sample)", "", ""),
    Body(
        "f2",
        "faculty",
        "คณะเทคโนโลยีและการพัฒนาชุมชน (ตัวอย่าง)",
        "Faculty of Technology and Community Development (sample)",
        "",
        "",
    ),
    Body("f3", "faculty", "คณะบริหารธุรกิจ (ตัวอย่าง)", "Faculty of Business Administration (sample)", "", ""),
    Body("f4", "faculty", "คณะศึกษาศาสตร์ (ตัวอย่าง)", "Faculty of Education (sample)", "", ""),
    Body("f5", "faculty", "คณะพยาบาลศาสตร์ (ตัวอย่าง)", "Faculty of Nursing (sample)", "", ""),
)
PLAN: Final = Words(
    "แผนกลยุทธ์พันธกิจสัมพันธ์ พ.ศ. 2568–2572 (ตัวอย่าง)", "Strategic plan for engagement 2025–2029 (sample)"
)
PLAN_ITEMS: Final = (
    ("S1", Words("ทุกคณะมีโครงการที่พัฒนาโจทย์ร่วมกับชุมชน", "Every faculty has a project with a joint question")),
    ("S2", Words("ชุมชนระบุประโยชน์และต้นทุนของตนด้วยตนเอง", "Communities state their own benefits and costs")),
    ("S3", Words("บุคลากรก้าวหน้าด้วยผลงานที่สังคมนำไปใช้จริง", "Staff advance by work that society uses")),
)


class Partner(NamedTuple):
    """A partner of a sample project, its role, and what it says of itself."""

    name: str
    role: str
    role_words: str
    contact: str
    basis: str = "area"


class Sample(NamedTuple):
    """A made-up project with as much as its record holds; ``gains`` are of the university and of the community.

    ``rating`` says how well it serves the framework (``cells``), as those see it who keep its record.
    """

    key: str
    title: Words
    need: Words
    starts: dt.date
    ends: dt.date | None
    faculty: str
    place: tuple[str, str, str, str]
    partners: tuple[Partner, ...]
    missions: tuple[str, ...]
    domains: tuple[str, ...]
    populations: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    theme: str
    gains: tuple[str, str]
    people: int | None = None
    rating: int | None = None
    question: Words = Words("", "")
    story: str = ""
    summary: Words = Words("", "")


WEAVING: Final = Sample(
    key="weaving",
    title=Words("ลายผ้าใหม่จากภูมิปัญญาเดิมริมทะเลสาบ", "New patterns from old wisdom by the lake"),
    summary=Words(
        "กลุ่มทอผ้า นิสิต และอาจารย์ร่วมกันรื้อฟื้นลายผ้า ย้อมสีจากพืชในพื้นที่ และตั้งราคาที่คุ้มแรง",
        "Weavers, students and lecturers bring old patterns back, dye with local plants and set prices that pay for the work.",
    ),
    need=Words(
        "ผู้ที่จำลายเดิมได้เหลือเพียงสามคน ราคาขายไม่คุ้มเวลาทอ คนรุ่นหลังจึงไม่รับช่วงต่อ",
        "Three people remember the old patterns; the price does not pay for the hours, so nobody young takes over.",
    ),
    question=Words(
        "ทำอย่างไรให้ลายเดิมขายได้ในราคาที่คุ้มแรงทอ โดยไม่ทิ้งความหมายของลาย",
        "How can the old patterns be sold at a price that pays for the weaving, without losing what they mean?",
    ),
    story="ป้านวล ประธานกลุ่มทอผ้า ยกปัญหาขึ้นในเวทีหมู่บ้านเดือนมกราคม 2567 กลุ่มกับอาจารย์ร่วมกันเขียนโจทย์สามครั้งก่อนตกลงกัน",
    starts=dt.date(2024, 6, 1),
    ends=dt.date(2025, 9, 30),
    faculty="f2",
    place=("TH-93", "ควนขนุน", "ทะเลน้อย", "ศาลากลุ่มทอผ้า"),
    partners=(
        Partner(
            "กลุ่มทอผ้าริมเล (ตัวอย่าง)",
            PartnerRole.CO_LEAD,
            "ร่วมตั้งโจทย์ เป็นเจ้าของลาย ร่วมตัดสินใจเรื่องราคา",
            "ป้านวล ชุมชน",
        ),
        Partner(
            "โรงเรียนบ้านริมเล (ตัวอย่าง)",
            PartnerRole.PARTICIPANT,
            "นำลายผ้าไปสอนในวิชาท้องถิ่น",
            "ครูสายใจ ใจดี",
            "neighbourhood",
        ),
    ),
    missions=(Mission.TEACHING, Mission.RESEARCH, Mission.CULTURE),
    domains=(ChangeDomain.CULTURE, ChangeDomain.ECONOMY, ChangeDomain.OCCUPATION),
    populations=(Population.WOMEN, Population.OLDER, Population.ENTERPRISES),
    cells=(("O1", "L2"), ("O2", "L2"), ("O5", "L2"), ("O5", "L3"), ("O6", "L2")),
    theme="ผ้าทอ",
    gains=("นิสิตได้เรียนจากงานจริง คณะได้โจทย์วิจัยและผลงาน", "กลุ่มได้ลายคืนมา ราคาที่คุ้มแรง และคนรับช่วงต่อ"),
    people=32,
    rating=3,
)
COMPOST: Final = Sample(
    key="compost",
    title=Words("เปลี่ยนขยะอินทรีย์เป็นปุ๋ยในโรงเรียนขนาดเล็ก", "Organic waste into compost at small schools"),
    need=Words(
        "โรงเรียนขนาดเล็กสามแห่งเผาเศษอาหารและใบไม้ทุกสัปดาห์ ควันรบกวนชุมชนและเสียปุ๋ยโดยเปล่าประโยชน์",
        "Three small schools burn leftovers and leaves every week; the smoke troubles the village and good compost is lost.",
    ),
    starts=dt.date(2025, 6, 1),
    ends=dt.date(2026, 9, 30),
    faculty="f1",
    place=("TH-93", "ป่าพะยอม", "เกาะเต่า", "โรงเรียนสามแห่ง"),
    partners=(
        Partner(
            "เครือข่ายโรงเรียนเกาะเต่า (ตัวอย่าง)",
            PartnerRole.CO_DESIGNER,
            "ร่วมออกแบบและดูแลถังหมัก",
            "ครูธงชัย พากเพียร",
            "same_sector",
        ),
    ),
    missions=(Mission.SERVICE, Mission.STUDENTS),
    domains=(ChangeDomain.ENVIRONMENT, ChangeDomain.EDUCATION),
    populations=(Population.CHILDREN, Population.SMALL_SCHOOLS),
    cells=(("O2", "L2"), ("O3", "L3")),
    theme="สิ่งแวดล้อม",
    gains=("นิสิตฝึกวัดผลในพื้นที่จริง", "โรงเรียนได้ปุ๋ยและชุมชนไม่มีควัน"),
    people=186,
    rating=2,
)
LEDGER: Final = Sample(
    key="ledger",
    title=Words("บัญชีเข้าใจง่ายสำหรับวิสาหกิจชุมชน", "Bookkeeping made plain for community enterprises"),
    need=Words(
        "วิสาหกิจชุมชนในอำเภอยังไม่แยกเงินส่วนตัวกับเงินกลุ่ม จึงกู้เงินลงทุนไม่ได้",
        "Community enterprises do not keep private and common money apart, so nobody lends to them.",
    ),
    starts=dt.date(2025, 11, 1),
    ends=None,
    faculty="f3",
    place=("TH-90", "สิงหนคร", "รำแดง", "ศาลาประชาคม"),
    partners=(
        Partner(
            "วิสาหกิจชุมชนตาลโตนด (ตัวอย่าง)",
            PartnerRole.BENEFICIARY,
            "ส่งสมาชิกเข้าอบรมและใช้สมุดบัญชี",
            "นางลัดดา ตาลหวาน",
            "practice",
        ),
    ),
    missions=(Mission.SERVICE,),
    domains=(ChangeDomain.ECONOMY,),
    populations=(Population.ENTERPRISES,),
    cells=(("O2", "L2"),),
    theme="วิสาหกิจชุมชน",
    gains=("", "สมาชิกแยกเงินกลุ่มกับเงินส่วนตัวได้"),
)
SAMPLES: Final = (WEAVING, COMPOST, LEDGER)

STAGES: Final = {
    "university": {Stage.THINK: 4, Stage.PLAN: 3, Stage.DO: 4, Stage.MONITOR: 3, Stage.BENEFIT: 4},
    "partner": {Stage.THINK: 4, Stage.PLAN: 2, Stage.DO: 4, Stage.MONITOR: 1, Stage.BENEFIT: 3},
}
BENEFITS: Final = (
    (BenefitKind.BENEFIT, BenefitTheme.INCOME, "รายได้จากผ้าทอเพิ่มขึ้น", "achieved"),
    (BenefitKind.BENEFIT, BenefitTheme.COMMUNITY, "เด็กในหมู่บ้านทอลายเดิมเป็น 12 คน", "achieved"),
    (BenefitKind.COST, BenefitTheme.TIME, "สมาชิกเสียเวลาทอผ้าขายเดือนละ 4 วันเพื่อสอนนิสิต", "achieved"),
)
OWN_COST: Final = "ค่าเดินทางมาประชุมที่มหาวิทยาลัยยังไม่ได้เบิกคืน"
DISPUTED: Final = "ตัวเลข 32 คนนับรวมคนที่มาดูงานวันเดียว คนที่ทอจริงมี 21 คน"
SITUATION: Final[dict[str, Any]] = {
    "before": "กลุ่มมีสมาชิก 14 คน ทอลายได้ 3 ลาย รายได้เฉลี่ยเดือนละ 2,400 บาทต่อคน ไม่มีใครอายุต่ำกว่า 45 ปี",
    "process": "เริ่มจากบันทึกลายกับผู้เฒ่าสามคน นิสิตถอดลายลงกระดาษกราฟ กลุ่มเลือกห้าลาย ทดลองย้อมสีจากพืชในพื้นที่สี่รอบ ขายในตลาดน้ำสองครั้ง แล้วกลับมาตั้งราคาใหม่ด้วยกัน",
    "knowledge_used": "เคมีของสีย้อมธรรมชาติ การออกแบบลาย การคิดต้นทุน และภูมิปัญญาการผูกลายของกลุ่ม",
    "change": "กลุ่มกล้าตั้งราคาตามเวลาทอ มีลายเพิ่ม 5 ลาย และมีคนรุ่นใหม่เข้ามาทอ",
    "after": "สมาชิก 21 คน ทอได้ 8 ลาย รายได้เฉลี่ยเดือนละ 4,150 บาทต่อคน มีสมาชิกอายุต่ำกว่า 30 ปี 6 คน",
    "outlook": "กลุ่มข้างเคียงสองกลุ่มขอเรียนการย้อมสี หากทำต่อเนื่องจะมีตลาดร่วมของสามกลุ่ม",
    "sustaining": "กลุ่มตั้งกองทุนลายผ้า หักร้อยละ 5 ของยอดขาย คณะติดตามปีละสองครั้งจนถึง พ.ศ. 2570",
}


class Case(NamedTuple):
    """A real project of a public page, as a clerk would enter it."""

    code: str
    title: Words
    need: str
    starts: PartialDate
    ends: PartialDate | None
    lead: Body
    partner: str
    province: str
    district: str
    stated: tuple[tuple[str, Decimal], ...]
    source: str
    academic_year: int | None = None
    note: str = ""


def _day(year: int, month: int, day: int) -> PartialDate:
    return PartialDate.of(dt.date(year, month, day))


CASES: Final = (
    Case(
        "C21",
        Words(
            "แม่โจ้ 19356 Eco print สู่ Eco-design บ้านแม่ลานเหนือ",
            "Maejo 19356: from eco print to eco design, Ban Mae Lan Nuea",
        ),
        "พัฒนาผลิตภัณฑ์ของวิสาหกิจชุมชนด้วยการพิมพ์ลายจากใบไม้",
        _day(2022, 11, 1),
        _day(2023, 9, 29),
        Body("mju", "university", "มหาวิทยาลัยแม่โจ้", "Maejo University", "มจ.", "MJU"),
        "วิสาหกิจชุมชนผลิตภัณฑ์และหัตถกรรมบ้านแม่ลานเหนือ",
        "TH-54",
        "ลอง",
        (("direct", Decimal(26)),),
        "erp.mju.ac.th/projectDetailPublic.aspx?pid=19356",
    ),
    Case(
        "C26",
        Words("ประชาสัมพันธ์หลักสูตรพยาบาลศาสตร์ (รหัส 5)", "Making the nursing curriculum known (code 5)"),
        "ให้ผู้สนใจรู้จักหลักสูตรพยาบาลศาสตรบัณฑิต",
        _day(2019, 1, 1),
        None,
        Body(
            "udru", "university", "มหาวิทยาลัยราชภัฏอุดรธานี", "Udon Thani Rajabhat University", "มรภ.อด.", "UDRU"
        ),
        "",
        "TH-41",
        "",
        (("budget", Decimal(48000)),),
        "nurse.udru.ac.th/mis/web/services/5",
        academic_year=2018,
        note="เริ่มเดือนมกราคม 2562 ซึ่งยังอยู่ในปีการศึกษา 2561",
    ),
    Case(
        "C12",
        Words("มหาวิทยาลัยสู่ตำบล U2T for BCG", "University to sub-district: U2T for BCG"),
        "จ้างงานและนำความรู้ของมหาวิทยาลัยไปพัฒนาสินค้าและบริการของตำบล",
        _day(2022, 7, 1),
        _day(2022, 9, 30),
        Body(
            "mhesi",
            "agency",
            "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม",
            "Ministry of Higher Education, Science, Research and Innovation",
            "อว.",
            "MHESI",
        ),
        "",
        "",
        "",
        (("budget", Decimal(3566280000)), ("staff", Decimal(68350)), ("places", Decimal(7435))),
        "matichon.co.th/local/quality-life/news_3400151",
        note="งบประมาณ 3,566,280,000 บาทต่อ 7,435 ตำบล เท่ากับตำบลละ 479,661.06 บาท และผู้ร่วมงานตำบลละ 9.19 คน ตัวเลขจำนวนตำบลของแต่ละแหล่งไม่ตรงกัน",
    ),
)
LEARNING_CITY: Final = Words(
    "บันทึกความเข้าใจขับเคลื่อนเมืองปากพะยูนสู่เมืองแห่งการเรียนรู้", "Memorandum: Pak Phayun as a learning city"
)
LEARNING_PARTNERS: Final = Body(
    "phatthalung", "other", "ภาคีเครือข่ายจังหวัดพัทลุง 22 หน่วยงาน", "22 partner agencies in Phatthalung", "", ""
)
LEARNING_SIGNED: Final = PartialDate.of(dt.date(2023, 11, 20))
LEARNING_PARTIES: Final = 23
"""22 agencies and the university: the headline of the page counts partners, its text counts parties."""
CONFERENCE: Final = Words(
    "การประชุมวิชาการระดับชาติ Engagement Thailand ครั้งที่ 8", "8th Engagement Thailand national conference"
)
CONFERENCE_DAYS: Final = (dt.date(2022, 8, 9), dt.date(2022, 8, 11))
