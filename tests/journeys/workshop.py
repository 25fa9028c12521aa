"""The facts of a workshop that is typed in from nothing: 25 institutions, 105 people, four teams of nine organisations."""

from __future__ import annotations

from itertools import cycle, islice, product
from typing import Final

#: Universities of the demo's directory, as a secretary would write them.
KNOWN: Final = (
    "มหาวิทยาลัยเชียงใหม่",
    "มหาวิทยาลัยสวนดุสิต",
    "มหาวิทยาลัยมหิดล",
    "มหาวิทยาลัยแม่ฟ้าหลวง",
    "มหาวิทยาลัยสงขลานครินทร์",
    "มหาวิทยาลัยธรรมศาสตร์",
    "มหาวิทยาลัยบูรพา",
    "มหาวิทยาลัยศรีนครินทรวิโรฒ",
)

#: Thai name, English name, abbreviations. Two of them are called มรส.
BROUGHT: Final = (
    ("มหาวิทยาลัยเกษตรศาสตร์", "Kasetsart University", "มก.", "KU"),
    ("มหาวิทยาลัยขอนแก่น", "Khon Kaen University", "มข.", "KKU"),
    ("มหาวิทยาลัยทักษิณ", "Thaksin University", "มทษ.", "TSU"),
    ("มหาวิทยาลัยเทคโนโลยีสุรนารี", "Suranaree University of Technology", "มทส.", "SUT"),
    ("มหาวิทยาลัยพะเยา", "University of Phayao", "มพ.", "UP"),
    ("มหาวิทยาลัยวลัยลักษณ์", "Walailak University", "มวล.", "WU"),
    ("มหาวิทยาลัยศิลปากร", "Silpakorn University", "มศก.", "SU"),
    ("มหาวิทยาลัยนเรศวร", "Naresuan University", "มน.", "NU"),
    ("มหาวิทยาลัยนครพนม", "Nakhon Phanom University", "มนพ.", "NPU"),
    ("มหาวิทยาลัยมหาสารคาม", "Mahasarakham University", "มมส.", "MSU"),
    ("มหาวิทยาลัยแม่โจ้", "Maejo University", "มจ.", "MJU"),
    ("มหาวิทยาลัยรามคำแหง", "Ramkhamhaeng University", "มร.", "RU"),
    ("มหาวิทยาลัยอุบลราชธานี", "Ubon Ratchathani University", "มอบ.", "UBU"),
    ("มหาวิทยาลัยสุโขทัยธรรมาธิราช", "Sukhothai Thammathirat Open University", "มสธ.", "STOU"),
    ("มหาวิทยาลัยรังสิต", "Rangsit University", "มรส.", "RSU"),
    ("มหาวิทยาลัยราชภัฏสุราษฎร์ธานี", "Suratthani Rajabhat University", "มรส.", "SRU"),
)
SHARED_ABBREVIATION: Final = "มรส."
MEANT: Final = "มหาวิทยาลัยราชภัฏสุราษฎร์ธานี"
UNKNOWN: Final = {"th": "มหาวิทยาลัยราชภัฏสกลนคร", "en": "มหาวิทยาลัยราชภัฏกาญจนบุรี"}

#: Duty, and its organisations as they are typed: full names and one abbreviation; CMU and CUPT sit in two teams.
TEAMS: Final = (
    ("ทีมอำนวยการ", "Steering", "มหาวิทยาลัยเชียงใหม่\nที่ประชุมอธิการบดีแห่งประเทศไทย\nมหาวิทยาลัยสวนดุสิต"),
    ("ทีมกระบวนการ", "Facilitation", "มหาวิทยาลัยมหิดล\nมหาวิทยาลัยแม่ฟ้าหลวง\nPrince of Songkla University"),
    ("ทีมสถานที่", "Venue", "มหาวิทยาลัยธรรมศาสตร์\nมหาวิทยาลัยบูรพา\nมศว"),
    ("ทีมการเงิน", "Finance", "ที่ประชุมอธิการบดีแห่งประเทศไทย\nมหาวิทยาลัยเชียงใหม่"),
)
ABBREVIATED: Final = "มหาวิทยาลัยศรีนครินทรวิโรฒ"

TOPICS: Final = (
    ("ทิศทางความร่วมมือกับชุมชนลุ่มน้ำ", "Directions of work with the river communities"),
    ("ศักยภาพของผู้ประสานงาน", "Skills of coordinators"),
    ("แผนที่นำทางร่วมกัน", "A common roadmap"),
)
GROUPS: Final = (
    ("NOW", "งานที่เริ่มได้ทันที", "What can begin at once"),
    ("NEXT", "งานที่ต้องเตรียมความพร้อม", "What needs preparing"),
    ("NEW", "งานที่ยังไม่เคยทำ", "What was never tried"),
)
AGENDA: Final = (
    ("พิธีเปิดและปาฐกถา", "Opening", "9 กุมภาพันธ์ 2569", "9.00", "10.30 น."),
    ("ประชุมกลุ่มย่อย", "Groups", "9/2/69", "10.45", "16.00"),
    ("นำเสนอแผนที่นำทาง", "The roadmap is presented", "๑๐/๒/๒๕๖๙", "", ""),
    ("งานเลี้ยงสร้างเครือข่าย", "Networking dinner", "", "", ""),
)
#: Direction, Thai name, English name, planned and spent as they are typed.
BUDGET: Final = (
    ("income", "เงินสนับสนุนจาก ทปอ.", "Grant", "๓๐๐,๐๐๐ บาท", "300000"),
    ("income", "ค่าลงทะเบียน", "Fees", "52,500.-", ""),
    ("expense", "ค่าห้องประชุมและอาหาร", "Hall and meals", "210,000.50", "198450.25"),
    ("expense", "ค่าเดินทางวิทยากร", "Travel of speakers", "60000", "61,549.75"),
)
PLANNED, SPENT = "270,000.50", "260,000"
CATEGORIES: Final = (("ผู้บริหาร", "Executives", 41), ("ผู้ปฏิบัติงาน", "Staff", 64))

_TITLES: Final = (
    "รศ.ดร.",
    "นางสาว",
    "ผศ.ดร.",
    "นาย",
    "ดร.",
    "นาง",
    "ศ.ดร.",
    "อ.",
    "ว่าที่ร้อยตรี ",
    "รองศาสตราจารย์ ดร.",
    "Dr. ",
)
_GIVEN: Final = {
    "th": ("กมล", "ขวัญ", "จันทรา", "ชลธิชา", "ณรงค์", "ดารณี", "ทิพวรรณ", "ธนา", "นฤมล", "บุญส่ง", "ปรีชา", "พรทิพย์", "ภาวินี", "มณี", "รัตนา"),
    "en": ("ลลิตา", "วิชัย", "ศิริพร", "สมบัติ", "สุนีย์", "อรทัย", "อำนวย", "เกศินี", "เจริญ", "แสงดาว", "โสภา", "ไพโรจน์", "กฤษณา", "ฐิติมา", "ปิ่นแก้ว"),
}  # fmt: skip
_FAMILY: Final = ("ธารทอง", "ณ ลำปาง", "ศรีสมุทร", "บุญเรือง", "กิ่งแก้ว", "ผาสุกวงศ์", "น้ำใส")
POSITIONS: Final = ("รองอธิการบดี", "นักวิเทศสัมพันธ์", "ผู้อำนวยการสำนัก", "เจ้าหน้าที่บริหารงานทั่วไป")


def institutions(language: str) -> tuple[str, ...]:
    """The 25 institutions as the list of participants writes them."""
    brought = [SHARED_ABBREVIATION if name == MEANT else name for name, *_rest in BROUGHT]
    return (*KNOWN, *brought, UNKNOWN[language])


def organisations_sheet() -> str:
    """The organisations that the directory lacks, as cells copied from a spreadsheet."""
    head = "ชื่อภาษาไทย\tชื่อภาษาอังกฤษ\tตัวย่อ\tตัวย่อภาษาอังกฤษ"
    return "\n".join([head, *("\t".join(row) for row in BROUGHT)])


def participants_sheet(language: str) -> str:
    """105 people with mixed titles, 41 and 64 in two categories, as cells copied from a spreadsheet."""
    names = (f"{title}{given} {family}" for title, (given, family) in zip(
        cycle(_TITLES), product(_GIVEN[language], _FAMILY), strict=False))  # fmt: skip
    wanted = [name for name, _english, count in CATEGORIES for _each in range(count)]
    rows = zip(names, cycle(institutions(language)), cycle(POSITIONS), wanted, strict=False)
    lines = ["ลำดับ\tชื่อ-สกุล\tสถาบัน\tตำแหน่ง\tประเภท"]
    lines += ["\t".join([str(number), *row]) for number, row in enumerate(islice(rows, 105), start=1)]
    return "\n".join(lines)
