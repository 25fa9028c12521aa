"""Sample data of the demo: made up, and marked so wherever it appears."""

from __future__ import annotations

from typing import Final, NamedTuple

from samphan.web.demo.facts import Body, Words

# Institutions that do not exist, so that nothing is said of a real one.
INSTITUTIONS: Final = (
    Body("s1", "university", "มหาวิทยาลัยสมมุติธารา", "Sommut Thara University", "มสธร.", "SMTU"),
    Body("s2", "university", "มหาวิทยาลัยสมมุติภูผา", "Sommut Phupha University", "มสภผ.", "SMPU"),
    Body(
        "s3", "university", "สถาบันเทคโนโลยีสมมุตินคร", "Sommut Nakhon Institute of Technology", "สทสน.", "SNIT"
    ),
    Body("s4", "university", "วิทยาลัยสมมุติสมุทร", "Sommut Samut College", "วสส.", "SSC"),
)

# name with titles, institution, position, category (index of facts.CATEGORIES)
PEOPLE: Final[tuple[tuple[str, str, str, int], ...]] = (
    ("รศ.ดร.กานดา แสนสุขใจ", "cmu", "รองอธิการบดี", 0),
    ("ผศ.ดร.ธีระ วงศ์ตัวอย่าง", "cmu", "ผู้ช่วยอธิการบดี", 0),
    ("นางสาวพิมพ์ชนก ใจงาม", "cmu", "นักวิเทศสัมพันธ์", 1),
    ("ศ.ดร.ณัฐวุฒิ ศรีสมมุติ", "mu", "รองอธิการบดี", 0),
    ("นายปกรณ์ ทองตัวอย่าง", "mu", "นักวิเทศสัมพันธ์ชำนาญการ", 1),
    ("ดร.อรอุมา เพียรเรียน", "mfu", "ผู้อำนวยการส่วนพัฒนาความสัมพันธ์ระหว่างประเทศ", 0),
    ("นางสาวเกวลิน ดีพร้อม", "mfu", "นักวิเทศสัมพันธ์", 1),
    ("รศ.ดร.สุรเชษฐ์ ทะเลงาม", "psu", "รองอธิการบดี", 0),
    ("นายอานนท์ ณ ตัวอย่าง", "psu", "นักวิเทศสัมพันธ์", 1),
    ("ผศ.ดร.วรรณา ตั้งใจมั่น", "tu", "รองอธิการบดี", 0),
    ("นางสาวชุติมา รักงาน", "tu", "นักวิเทศสัมพันธ์", 1),
    ("ผศ.ดร.มานพ คลื่นตัวอย่าง", "buu", "ผู้ช่วยอธิการบดี", 0),
    ("นางดวงใจ ชายสมมุติ", "buu", "หัวหน้างานวิเทศสัมพันธ์", 1),
    ("รศ.ดร.จิราพร ภาษาดี", "swu", "รองอธิการบดี", 0),
    ("นายกิตติพงศ์ แปลไว", "swu", "นักวิเทศสัมพันธ์", 1),
    ("ดร.สุภาพร งามดุสิต", "sdu", "ผู้อำนวยการสำนักกิจการพิเศษ", 0),
    ("นางสาวมนัสนันท์ ครัวตัวอย่าง", "sdu", "นักวิเทศสัมพันธ์", 1),
    ("ดร.ปิยะ ธารสมมุติ", "s1", "รองอธิการบดี", 0),
    ("นางสาวฟ้าใส สายธาร", "s1", "นักวิเทศสัมพันธ์", 1),
    ("อ.ดร.ภูมิ ยอดผา", "s2", "ผู้ช่วยอธิการบดี", 0),
    ("นายเขตต์ เดินป่า", "s2", "นักวิเทศสัมพันธ์", 1),
    ("ผศ.วิศรุต เครื่องยนต์", "s3", "รองอธิการบดี", 0),
    ("นางสาวลลิตา วงจร", "s3", "นักวิเทศสัมพันธ์", 1),
    ("นางสาวทะเล หมู่เกาะ", "s4", "นักวิเทศสัมพันธ์", 1),
)


class SampleUse(NamedTuple):
    """A use of results: title, plan, responsible unit, due (as typed), sources, and the acts that moved it on."""

    title: Words
    plan: Words
    owner: Words
    due: str
    groups: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    change: Words = Words("", "")


OFFICE: Final = Words("กองวิเทศสัมพันธ์", "International Relations Division")
PLANNING: Final = Words("กองแผนงาน", "Planning Division")
STAFF: Final = Words("กองทรัพยากรบุคคล", "Human Resources Division")

USES: Final[dict[str, tuple[SampleUse, ...]]] = {
    "cupt": (
        SampleUse(
            Words(
                "เสนอโครงร่าง IRO Roadmap ต่อที่ประชุม", "Bring the outline of the IRO Roadmap before the council"
            ),
            Words(
                "เรียบเรียงโครงร่าง IRO Roadmap และข้อเสนอแนะของทั้งสามกลุ่มเป็นเอกสารประกอบการประชุม",
                "Put the outline of the IRO Roadmap and the suggestions of the three groups into a paper for the council.",
            ),
            Words("คณะกรรมการพันธกิจสากล", "Committee for international affairs"),
            "ธันวาคม 2569",
            outputs=("roadmap", "next", "new"),
            acts=("start",),
            change=Words("ร่างเอกสารฉบับแรกแล้ว", "A first draft of the paper is written."),
        ),
    ),
    "cmu": (
        SampleUse(
            Words("ปรับกระบวนงานวิเทศสัมพันธ์ (Process Optimization)", "Process optimisation"),
            Words(
                "นำข้อสรุปและแนวปฏิบัติที่ดีของกลุ่ม NEXT มาทบทวนขั้นตอนงานภายใน ลดงานที่ซ้ำซ้อน และกำหนดผู้รับผิดชอบให้ชัดเจน",
                "Review the internal steps with the conclusions and best practices of group NEXT, remove what is done"
                " twice, and name who is responsible.",
            ),
            OFFICE,
            "30 กันยายน 2569",
            groups=("NEXT",),
            outputs=("practice",),
        ),
        SampleUse(
            Words(
                "จัดทำแผนยุทธศาสตร์ความเป็นสากล (Strategic Internationalization Plan)",
                "Strategic internationalisation plan",
            ),
            Words(
                "ใช้โครงร่าง IRO Roadmap เป็นกรอบกำหนดตัวชี้วัดและแผนกลยุทธ์ด้านต่างประเทศให้สอดคล้องกับทิศทางของประเทศ",
                "Take the outline of the IRO Roadmap as the frame for indicators and the strategy of international"
                " affairs, in line with the country's direction.",
            ),
            PLANNING,
            "ธันวาคม 2569",
            outputs=("roadmap",),
        ),
        SampleUse(
            Words("พัฒนาสมรรถนะบุคลากร (Staff Competency Development)", "Staff competency development"),
            Words(
                "ออกแบบแผนฝึกอบรมจากข้อสรุปของกลุ่ม NEW โดยเน้นการวิเคราะห์ข้อมูลและการบริหารความร่วมมือเชิงรุก",
                "Design the training plan from the conclusions of group NEW, above all data analysis and proactive"
                " management of partnerships.",
            ),
            STAFF,
            "2570",
            groups=("NEW",),
            outputs=("new",),
        ),
        SampleUse(
            Words(
                "ริเริ่มโครงการข้ามสถาบัน (Initiating Collaborative Projects)", "Initiating collaborative projects"
            ),
            Words(
                "ใช้รายชื่อติดต่อ ข้อตกลง และแนวคิดโครงการจากการประชุม เพื่อจับคู่พัฒนาหลักสูตร ทำวิจัยร่วม และแลกเปลี่ยนนักศึกษา",
                "Use the contact list, the agreements and the project ideas of the workshop to pair curricula, do"
                " research together and exchange students.",
            ),
            OFFICE,
            "มีนาคม 2570",
            outputs=("projects",),
            documents=("contacts", "agreements"),
        ),
    ),
    "swu": (
        SampleUse(
            Words("รวมขั้นตอนรับรองเอกสารต่างประเทศไว้ที่จุดเดียว", "One desk for certifying foreign documents"),
            Words(
                "นำแนวปฏิบัติที่ดีจากกลุ่ม NEXT มาจัดตั้งจุดบริการเดียวสำหรับคณะและนักศึกษาต่างชาติ",
                "Set up one desk for faculties and international students after a best practice of group NEXT.",
            ),
            OFFICE,
            "31 กรกฎาคม 2569",
            groups=("NEXT",),
            outputs=("practice",),
            acts=("start",),
            change=Words(
                "เริ่มทดลองกับ 2 คณะแล้ว",
                "It is being tried with two faculties.",
            ),
        ),
        SampleUse(
            Words("จับคู่อาจารย์แลกเปลี่ยนกับสถาบันในเครือข่าย", "Exchange of teachers within the network"),
            Words(
                "ใช้รายชื่อติดต่อจากการประชุมเพื่อเสนอสาขาที่พร้อมแลกเปลี่ยนอาจารย์",
                "Use the contact list of the workshop to offer the fields that are ready for an exchange of teachers.",
            ),
            Words("คณะมนุษยศาสตร์", "Faculty of Humanities"),
            "ตุลาคม 2569",
            outputs=("projects",),
            documents=("contacts",),
        ),
    ),
}

SECOND: Final = {
    "slug": "ton-nam",
    "name_th": "เครือข่ายโรงเรียนต้นน้ำ",
    "name_en": "Upstream Schools Network",
    "purpose_th": "โรงเรียนขนาดเล็กริมลำน้ำเดียวกันใช้ครู สื่อ และแหล่งเรียนรู้ร่วมกัน (ข้อมูลตัวอย่างทั้งเครือข่าย)",
    "purpose_en": "Small schools along one river share teachers, materials and places of learning (all of it sample data).",
}
SCHOOLS: Final = (
    Body("n1", "school", "โรงเรียนบ้านธารตัวอย่าง", "Ban Than Tua Yang School", "", ""),
    Body("n2", "school", "โรงเรียนวัดสมมุติบรรพต", "Wat Sommut Banphot School", "", ""),
    Body("n3", "school", "โรงเรียนบ้านห้วยสมมุติ", "Ban Huai Sommut School", "", ""),
)
