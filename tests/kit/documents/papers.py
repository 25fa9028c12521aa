"""Papers to render: a four-part report as an international office would write it, an English one, and small ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from samphan.kit.documents import (
    Block,
    Bullets,
    Column,
    Document,
    Emblem,
    Heading,
    Item,
    KeyValues,
    Note,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Table,
)

BANGKOK = timezone(timedelta(hours=7))
CREATED = datetime(2026, 4, 20, 9, 30, tzinfo=BANGKOK)
EMBLEM = Emblem(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">'
    b'<circle cx="60" cy="60" r="54" fill="#fff" stroke="#0b4f8a" stroke-width="7"/>'
    b'<path d="M28 84 L60 26 L92 84 Z" fill="#0b4f8a"/></svg>',
    "image/svg+xml",
)
GLOSSARY = frozenset({"มหาวิทยาลัยลุ่มน้ำปิง", "มหาวิทยาลัยชายฝั่งบูรพา", "ณรงค์ฤทธิ์ ใจกว้าง", "พันธกิจสากล", "วิเทศสัมพันธ์"})


def workshop_report(**changes: Any) -> Document:
    """The report on a workshop of international offices: four parts, lists, tables, notes and a signature."""
    values: dict[str, Any] = {
        "title": "รายงานผลการเปิดโอกาสให้บุคคลภายนอกมีส่วนร่วม\nโครงการประชุมเชิงปฏิบัติการเครือข่ายงานวิเทศสัมพันธ์",
        "organisation": "สำนักงานวิเทศสัมพันธ์ มหาวิทยาลัยลุ่มน้ำปิง",
        "subtitle_lines": (
            "ระหว่างวันที่ 18 – 19 มีนาคม 2569",
            "ณ หอประชุมนานาชาติริมปิง อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่",
        ),
        "created": CREATED,
        "keywords": ("รายงาน", "การมีส่วนร่วม", "วิเทศสัมพันธ์"),
        "emblem": EMBLEM,
        "footer": "รายงานเลขที่ 7/2569 ฉบับที่ 1",
        "glossary": GLOSSARY,
        "blocks": (
            *_first_part(),
            *_second_part(),
            *_third_part(),
            *_fourth_part(),
            Signature(("(ผู้ช่วยศาสตราจารย์ ดร.ณรงค์ฤทธิ์ ใจกว้าง)", "ผู้อำนวยการสำนักงานวิเทศสัมพันธ์", "20 เมษายน 2569")),
        ),
    }
    return Document(**(values | changes))


def _first_part() -> tuple[Block, ...]:
    return (
        Heading(1, "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม", key="part-1"),
        Paragraph(
            "งานต่างประเทศของมหาวิทยาลัยในภาคเหนือเติบโตเร็วกว่าจำนวนบุคลากรที่รับผิดชอบ แต่ละแห่งจึงแก้ปัญหาเดียวกันซ้ำ ๆ "
            "โดยไม่มีโอกาสแลกเปลี่ยนประสบการณ์ โครงการนี้เชิญผู้ปฏิบัติงานจากสถาบันอื่น หน่วยงานตรวจคนเข้าเมือง "
            "และผู้แทนนักศึกษาต่างชาติมาร่วมกันมองปัญหา เลือกเรื่องที่ควรทำก่อน และออกแบบวิธีทำงานที่ทุกแห่งใช้ร่วมกันได้ "
            "โดยเปิดรับความคิดเห็นใน 3 ประเด็นหลัก ดังนี้",
            key="part-1-intro",
        ),
        Numbered(
            (
                Item(
                    "รวบรวมขั้นตอนที่แต่ละสถาบันใช้จริง ตั้งแต่การตอบรับเข้าศึกษา การขอวีซ่า ไปจนถึงการดูแลเมื่อเดินทางถึงประเทศไทย "
                    "แล้วเปรียบเทียบว่าขั้นตอนใดทำให้นักศึกษารอนานโดยไม่จำเป็น",
                    lead="การต้อนรับนักศึกษาแลกเปลี่ยน (Inbound Mobility)",
                    key="topic-1",
                ),
                Item(
                    "ทบทวนบันทึกความเข้าใจที่ลงนามไว้ทั้งหมด จำแนกว่าฉบับใดมีกิจกรรมต่อเนื่อง ฉบับใดควรต่ออายุ "
                    "และฉบับใดควรสิ้นสุด โดยพิจารณาประเด็นย่อยต่อไปนี้",
                    lead="การบริหารข้อตกลงความร่วมมือ (Agreement Stewardship)",
                    children=(
                        Bullets(
                            (
                                Item("หลักเกณฑ์ที่ใช้ตัดสินว่าข้อตกลงยังมีชีวิตอยู่"),
                                Item("ผู้รับผิดชอบติดตามผลในระดับคณะและระดับมหาวิทยาลัย"),
                                Item("วิธีแจ้งเตือนก่อนข้อตกลงหมดอายุไม่น้อยกว่า 90 วัน"),
                            )
                        ),
                    ),
                    key="topic-2",
                ),
                Item(
                    "ร่างแผนที่นำทางระยะ 3 ปีของเครือข่าย พร้อมเจ้าภาพ กำหนดเวลา และทรัพยากรที่แต่ละสถาบันแบ่งปันได้",
                    lead="แผนที่นำทางร่วมกันของเครือข่าย",
                    key="topic-3",
                ),
            )
        ),
    )


def _second_part() -> tuple[Block, ...]:
    return (
        Heading(1, "(2) สรุปข้อมูลของผู้มีส่วนร่วม", key="part-2"),
        KeyValues(
            (
                ("หน่วยงานหลัก", "สำนักงานวิเทศสัมพันธ์ มหาวิทยาลัยลุ่มน้ำปิง"),
                ("ผู้สนับสนุนงบประมาณ", "กองทุนพัฒนาความเป็นสากล วงเงิน 480,000 บาท"),
                ("ผู้ร่วมจัด", "มหาวิทยาลัยชายฝั่งบูรพา และวิทยาลัยชุมชนดอยหลวง"),
            )
        ),
        Paragraph(
            "ผู้เข้าร่วมเป็นบุคคลภายนอกหน่วยงาน 64 คน และบุคลากรของสำนักงาน 12 คน รวม 76 คน จาก 18 สถาบัน "
            "รายละเอียดปรากฏในตารางที่ 1 และตารางที่ 2"
        ),
        Note("รายชื่อสถาบันในตารางที่ 2 แต่งขึ้นเพื่อแสดงตัวอย่างการใช้งาน มิใช่ข้อมูลจริง", "sample"),
        Table(
            (Column("ลำดับ", "center", 0), Column("กลุ่มผู้เข้าร่วม", share=3), Column("จำนวน (คน)", "right", 0)),
            (
                ("1", "เจ้าหน้าที่วิเทศสัมพันธ์จากสถาบันอุดมศึกษาอื่น", "41"),
                ("2", "ผู้แทนนักศึกษาต่างชาติและนักศึกษาแลกเปลี่ยนที่กำลังศึกษาอยู่ในประเทศไทย", "15"),
                ("3", "เจ้าหน้าที่ของรัฐและองค์กรปกครองส่วนท้องถิ่น", "8"),
                ("4", "บุคลากรของสำนักงานวิเทศสัมพันธ์", "12"),
                ("", "รวม", "76"),
            ),
            caption="จำนวนผู้เข้าร่วมจำแนกตามกลุ่ม",
            has_total=True,
            key="table-people",
        ),
        Table(
            (
                Column("สถาบัน", share=2),
                Column("จังหวัด", share=1.2),
                Column("หน้าที่ในโครงการ", share=3),
                Column("คน", "right", 0),
            ),
            tuple(
                (f"มหาวิทยาลัยตัวอย่างที่ {n}", province, duty, str(1 + n % 4))
                for n, (province, duty) in enumerate(
                    (
                        ("เชียงใหม่", "อำนวยการและประสานงาน"),
                        ("เชียงราย", "จัดกระบวนการกลุ่มย่อยและบันทึกข้อเสนอ"),
                        ("ลำปาง", "ดูแลสถานที่ อาหาร และการเดินทางของผู้เข้าร่วม"),
                        ("พะเยา", "จัดทำเอกสารและประเมินความพึงพอใจ"),
                        ("พิษณุโลก", "ดูแลการเงินและหลักฐานการเบิกจ่าย"),
                        ("แม่ฮ่องสอน", "ประสานงานกับชุมชนและครอบครัวอุปถัมภ์"),
                        ("นครสวรรค์", "ร่วมเป็นวิทยากรเรื่องทะเบียนข้อตกลง"),
                        ("อุตรดิตถ์", "ร่วมสังเกตการณ์และให้ข้อเสนอแนะ"),
                    )
                    * 2,
                    start=1,
                )
            ),
            caption="สถาบันที่ร่วมดำเนินงานและหน้าที่ของแต่ละสถาบัน",
            row_heads=True,
            key="table-institutions",
        ),
        Note("จำนวนคนในตารางที่ 2 นับเฉพาะผู้ลงทะเบียนในวันงาน", "remark"),
    )


def _third_part() -> tuple[Block, ...]:
    return (
        Heading(1, "(3) ผลจากการมีส่วนร่วม", key="part-3"),
        Paragraph("ข้อเสนอของกลุ่มย่อยทั้งหมด 57 ข้อ ถูกจัดหมวดหมู่และลงคะแนนในช่วงบ่ายของวันที่สอง ก่อให้เกิดผล 3 ระดับ"),
        Heading(2, "ระดับบุคคล"),
        Paragraph(
            (
                Run("ผู้เข้าร่วมร้อยละ 92 ตอบว่าได้วิธีทำงานใหม่ที่จะนำกลับไปใช้ "),
                Run("โดยเฉพาะการเตรียมเอกสารวีซ่าล่วงหน้า", bold=True),
                Run(" และการจัดพี่เลี้ยงให้นักศึกษาใหม่ ผลสำรวจฉบับเต็มเผยแพร่ที่ "),
                Run("https://example.org/iro-2569/survey", link="https://example.org/iro-2569/survey"),
            )
        ),
        Heading(2, "ระดับเครือข่าย"),
        Numbered(
            (
                Item("ตั้งกลุ่มผู้ประสานงานงานต่างประเทศภาคเหนือ มีผู้แทนจากทุกสถาบันและประชุมทางไกลทุก 2 เดือน"),
                Item("ตกลงใช้แบบฟอร์มตอบรับนักศึกษาแลกเปลี่ยนฉบับเดียวกัน ลดเอกสารจาก 9 รายการเหลือ 4 รายการ"),
            ),
            pattern="({})",
        ),
        Heading(2, "ระดับระบบ"),
        Paragraph(
            "เกิดโครงร่างทะเบียนข้อตกลงกลางซึ่งบันทึกคู่สัญญา วันสิ้นสุด และกิจกรรมที่เกิดขึ้นจริงของแต่ละฉบับ "
            "ผู้บริหารสามารถเห็นภาระผูกพันทั้งหมดของมหาวิทยาลัยได้ในหน้าเดียว และเชื่อมโยงกับเป้าหมายการพัฒนาที่ยั่งยืน "
            "(SDG 4 และ SDG 17) ตามแผนยุทธศาสตร์ พ.ศ. 2568 – 2572"
        ),
        Note("จำนวนผู้ลงนามในข้อตกลงเพิ่มจาก 9 เป็น 11 สถาบันหลังจากเขียนย่อหน้านี้", "stale"),
    )


def _fourth_part() -> tuple[Block, ...]:
    return (
        Heading(1, "(4) การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงานของหน่วยงาน", key="part-4"),
        Paragraph("สำนักงานวิเทศสัมพันธ์นำผลข้างต้นไปปรับปรุงการดำเนินงาน 3 เรื่อง โดยมีผู้รับผิดชอบและกำหนดเวลาชัดเจน"),
        Numbered(
            (
                Item(
                    "ใช้แบบฟอร์มตอบรับฉบับใหม่กับนักศึกษาแลกเปลี่ยนทุกคนตั้งแต่ภาคการศึกษาที่ 1 ปีการศึกษา 2569 "
                    "คาดว่าระยะเวลาดำเนินการลดลงจาก 45 วันเหลือ 20 วัน (ผู้รับผิดชอบ: งานนักศึกษานานาชาติ)",
                    lead="ปรับขั้นตอนการต้อนรับ",
                ),
                Item(
                    "นำเข้าข้อมูลข้อตกลง 132 ฉบับให้แล้วเสร็จภายในวันที่ 30 กันยายน 2569 และรายงานสถานะต่อคณะกรรมการบริหารทุกไตรมาส "
                    "(ผู้รับผิดชอบ: งานความร่วมมือระหว่างประเทศ)",
                    lead="จัดทำทะเบียนข้อตกลงกลาง",
                ),
                Item(
                    "จัดอบรมการวิเคราะห์ข้อมูลและการสื่อสารข้ามวัฒนธรรมให้แก่เจ้าหน้าที่ทุกคน คนละไม่น้อยกว่า 12 ชั่วโมงต่อปี "
                    "โดยแลกเปลี่ยนวิทยากรกับมหาวิทยาลัยชายฝั่งบูรพา",
                    lead="พัฒนาบุคลากร",
                ),
            )
        ),
    )


def english_report() -> Document:
    """The same kind of paper in English."""
    return Document(
        title="Report on public participation: workshop of international offices",
        organisation="International Office, Ping Basin University",
        created=CREATED,
        language="en",
        emblem=EMBLEM,
        footer="Report 7/2026",
        blocks=(
            Heading(1, "1 Subjects of participation"),
            Paragraph(
                "Eighteen institutions met for two days to compare how they welcome exchange students, which agreements are "
                "still alive, and what a shared roadmap could look like. Thai names such as มหาวิทยาลัยลุ่มน้ำปิง stay in Thai."
            ),
            Table(
                (Column("Group"), Column("People", "right", 0)),
                (("Officers of other institutions", "41"), ("Exchange students", "15"), ("Total", "56")),
                caption="Participants by group",
                has_total=True,
            ),
            Note("Names of institutions are made up.", "sample"),
        ),
    )


def paper(*blocks: Block, **changes: Any) -> Document:
    """A paper of the given blocks."""
    values: dict[str, Any] = {
        "title": "หนังสือทดสอบ",
        "organisation": "สมาคมตัวอย่าง",
        "created": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        "blocks": blocks,
    }
    return Document(**(values | changes))
