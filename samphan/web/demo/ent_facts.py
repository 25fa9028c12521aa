"""What is known of EnT, retold in sentences of our own; the facts are the association's, published on its pages."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

from samphan.kit.partial import PartialDate
from samphan.web.demo.facts import Words

SLUG: Final = "ent"
SOURCE: Final = "หน้าแนะนำสมาคมบนเว็บไซต์ของสมาคม"
NAME: Final = Words("สมาคมพันธกิจสัมพันธ์มหาวิทยาลัยกับสังคม", "Association for University Social Engagement Thailand")
PURPOSE: Final = Words(
    "สมาคมเป็นพื้นที่กลางที่มหาวิทยาลัยและภาคีแลกเปลี่ยนประสบการณ์การทำงานวิชาการเพื่อสังคม พัฒนาระบบบริหารงานด้านนี้ร่วมกัน"
    " และเชื่อมความร่วมมือทั้งในประเทศและต่างประเทศ",
    "The association is a common ground on which universities and partners exchange what they learnt from scholarship"
    " for society, improve how such work is run, and find cooperation at home and abroad.",
)
PROFILE: Final[dict[str, Any]] = {
    "abbreviation_th": "สพมส.",
    "abbreviation_en": "EnT",
    "former_name_th": "เครือข่าย Engagement Thailand",
    "former_name_en": "Engagement Thailand Network",
    "renamed": PartialDate.of(dt.date(2019, 1, 1), "year"),
    "founded": PartialDate.of(dt.date(2014, 5, 16)),
    "emblem_th": "เกลียวที่พันกันเป็นสัญลักษณ์ของความสัมพันธ์ ใช้สีน้ำเงิน สีฟ้า และสีเทา",
    "emblem_en": "A spiral of strands that stands for relations, in deep blue, sky blue and grey.",
    "source": SOURCE,
    "is_published": True,
}

# section: its statements in order
FRAME: Final[dict[str, tuple[Words, ...]]] = {
    "vision": (
        Words(
            "มหาวิทยาลัยเป็นหุ้นส่วนที่แท้จริงของชุมชนและสังคม และมีส่วนได้ส่วนเสียร่วมกัน",
            "Universities are true partners of communities and of society, and share in their fortunes.",
        ),
    ),
    "objective": (
        Words(
            "เป็นศูนย์ประสานให้มหาวิทยาลัยกับหน่วยงานในสังคมและต่างประเทศได้คิด ลงมือทำ เรียนรู้ และรับประโยชน์ร่วมกัน"
            " จนเกิดผลดีต่อสังคม",
            "To bring universities together with bodies of society and abroad, so that they think, act, learn and gain"
            " together, to the good of society.",
        ),
        Words(
            "สนับสนุนให้มหาวิทยาลัยมีระบบบริหารที่เข้มแข็งสำหรับงานพันธกิจสัมพันธ์ และนำทุกพันธกิจหลักมาทำงานเพื่อสังคมร่วมกัน",
            "To help universities run their engagement well and bring all their main missions into work for society.",
        ),
        Words(
            "พัฒนาคนทั้งในและนอกมหาวิทยาลัยให้มีใจ มีความรู้ และมีทักษะในงานวิชาการเพื่อสังคม อย่างต่อเนื่องและเป็นระบบ",
            "To develop people inside and outside universities who have the will, the knowledge and the skills for"
            " scholarship with society, steadily and systematically.",
        ),
    ),
    "goal": (
        Words(
            "มหาวิทยาลัยมีระบบบริหารงานเพื่อสังคมที่เข้มแข็ง และหลอมรวมทุกพันธกิจหลักเข้าด้วยกัน",
            "Universities run their work for society well, with all main missions in one.",
        ),
        Words(
            "บุคลากรมหาวิทยาลัยมีอุดมการณ์ ความรู้ และทักษะสำหรับงานวิชาการเพื่อสังคม โดยได้รับการพัฒนาอย่างต่อเนื่อง",
            "University staff have the ideals, the knowledge and the skills for it, and keep developing them.",
        ),
        Words(
            "ผลงานเพื่อสังคมยกระดับเป็นงานวิชาการ มีระบบรับรองคุณภาพ และนำไปสู่ความก้าวหน้าในอาชีพ",
            "Work for society becomes scholarship of certified quality that counts for a career.",
        ),
        Words(
            "พันธกิจต่อสังคมของมหาวิทยาลัยไทยเป็นที่รู้จักและยอมรับในวงการอุดมศึกษาของโลก",
            "The social mission of Thai universities is known and respected in higher education worldwide.",
        ),
    ),
    "principle": (
        Words("ทำงานแบบหุ้นส่วน คิดด้วยกันและทำด้วยกัน", "Partnership: to think and act together."),
        Words("ทุกฝ่ายที่เกี่ยวข้องได้ประโยชน์", "Mutual benefit for all who take part."),
        Words("เรียนรู้จากกัน และเกิดเป็นผลงานวิชาการ", "Shared knowledge that becomes scholarship."),
        Words("ผลต่อสังคมต้องประเมินได้", "An impact on society that can be measured."),
    ),
    "guideline": (
        Words(
            "มหาวิทยาลัยเห็นคุณค่าของความรู้ ทักษะ และวัฒนธรรมที่สังคมมีอยู่ และทำงานที่ให้ประโยชน์ทั้งสองทาง",
            "Universities recognise what society values, knows and can do, and work to the benefit of both sides.",
        ),
        Words(
            "พันธกิจสัมพันธ์ปรากฏอยู่ในการกำกับดูแล นโยบาย แผน งบประมาณ หลักสูตร และชีวิตประจำวันของมหาวิทยาลัย",
            "Engagement stands in a university's governance, policy, plans, budget, curricula and daily life.",
        ),
        Words(
            "งานวิจัยร่วมเริ่มจากการตั้งโจทย์และเลือกวิธีด้วยกัน ให้ตอบทั้งทางวิชาการและเรื่องของสังคม",
            "Joint research begins by finding question and method together, for scholarship and society alike.",
        ),
        Words(
            "งานที่เข้าไปอยู่ในการเรียนการสอนตอบทั้งเป้าหมายการเรียนรู้ของนักศึกษาและสิ่งที่สังคมต้องการ",
            "What enters teaching serves both the students' learning goals and what society needs.",
        ),
        Words(
            "มหาวิทยาลัยและสังคมติดตาม วัดผลกระทบ ประเมิน และปรับปรุงงานที่ทำด้วยกัน",
            "University and society follow up, measure, evaluate and improve their common work together.",
        ),
        Words(
            "ปลายทางคือสังคมที่ดีขึ้น และพลเมืองที่มีส่วนร่วม ทั้งนักศึกษา บัณฑิต และบุคลากร",
            "The end is a better society and engaged citizens, among students, graduates and staff.",
        ),
    ),
    "role": (
        Words(
            "สมาคมประสานและอำนวยความสะดวกระหว่างมหาวิทยาลัย ชุมชน และภาครัฐ ทั้งในและต่างประเทศ"
            " ให้สมาชิกและภาคีทำงานเพื่อสังคมได้ดีขึ้น โดยสอดคล้องกับยุทธศาสตร์ชาติ",
            "The association facilitates and coordinates between universities, communities and government, at home and"
            " abroad, so that members and partners do this work better, in line with the national strategy.",
        ),
    ),
    "society": (
        Words(
            "สังคมในที่นี้คือกลุ่มคนที่เชื่อมโยงกันด้วยพื้นที่ ความสนใจ อัตลักษณ์ ที่ทำงาน ความเป็นเพื่อนบ้าน ภาคส่วน หรือการปฏิบัติ"
            " จะเป็นทางการหรือไม่ก็ได้ และไม่จำกัดเขตแดน รวมทั้งธุรกิจและอุตสาหกรรม สมาคมวิชาชีพ โรงเรียน ภาครัฐ ศิษย์เก่า"
            " และชุมชนพื้นเมือง",
            "Society means groups of people bound by place, interest, identity, workplace, neighbourhood, sector or"
            " practice, formal or not and without borders: also business and industry, professional associations,"
            " schools, government, alumni and indigenous communities.",
        ),
    ),
    "outcome": (
        Words(
            "ทั้งมหาวิทยาลัยและสังคมได้ประโยชน์ ตั้งแต่การสอน การวิจัย การถ่ายทอดเทคโนโลยี คุณภาพบัณฑิต กำลังคน"
            " ความเข้มแข็งของชุมชน จนถึงการใช้ทรัพยากรอย่างคุ้มค่า",
            "Universities and society both gain: in teaching, research, technology transfer, graduates, people,"
            " stronger communities and resources well used.",
        ),
        Words(
            "นักวิชาการต่างสถาบันทั้งในและต่างประเทศทำงานกับชุมชนอย่างมียุทธศาสตร์ และเกิดผลดีต่อสังคมอย่างเป็นระบบ",
            "Scholars of many institutions and countries work with communities by strategy, with systematic good effect.",
        ),
        Words(
            "มหาวิทยาลัยมีระบบบริหารแบบใหม่ที่รวมทรัพยากรทุกประเภทมาใช้เพื่อสังคม",
            "Universities have a new way of management that brings all resources to bear for society.",
        ),
        Words(
            "บุคลากรทุกประเภทก้าวหน้าในอาชีพอย่างมั่นคง รวมถึงการเข้าสู่ตำแหน่งทางวิชาการหรือชำนาญการ",
            "Staff of all kinds advance in their careers, academic and professional ranks among them.",
        ),
    ),
    "benefit": (
        Words(
            "ได้รวมพลังกับมหาวิทยาลัย ชุมชน และภาคี สร้างและใช้ความรู้ งานวิจัย และนวัตกรรมเพื่อส่วนรวม",
            "Joining forces with universities, communities and partners to make and use knowledge and innovation.",
        ),
        Words(
            "ได้พัฒนาระบบบริหารงานเพื่อสังคมของตนในระดับชาติและนานาชาติ",
            "Strengthening one's own management of this work, nationally and internationally.",
        ),
        Words(
            "มีโอกาสมากขึ้นที่จะได้งบประมาณของจังหวัดและของประเทศ และได้ร่วมมือกับมหาวิทยาลัยต่างประเทศ",
            "A better chance of provincial and national budgets and of cooperation with universities abroad.",
        ),
        Words(
            "บุคลากรได้รับการพัฒนาต่อเนื่อง และมีทางก้าวหน้าสู่ตำแหน่งทางวิชาการด้านรับใช้สังคม",
            "Staff keep developing, with a way to academic rank for work that serves society.",
        ),
        Words(
            "เข้าถึงข้อมูลเชิงลึกเรื่องนโยบาย แหล่งทุน และกิจกรรม",
            "Access to inside knowledge of policies, funds and activities.",
        ),
    ),
}
FRAME_NOTE: Final = "เรียบเรียงจากหน้าแนะนำสมาคมด้วยถ้อยคำของระบบ แหล่งข้อมูลไม่ระบุวันที่เห็นชอบ จึงใช้ปีที่เปลี่ยนเป็นสมาคม"
ADOPTED: Final = PartialDate.of(dt.date(2019, 1, 1), "year")


class Moment(NamedTuple):
    """A milestone as it is known: ``said`` is what is known of the time beside, or in place of, the date."""

    kind: str
    on: PartialDate | None
    title: Words
    detail: Words = Words("", "")
    said: str = ""
    place: str = ""


MILESTONES: Final = (
    Moment(
        "visit",
        PartialDate.of(dt.date(2013, 7, 1), "month"),
        Words(
            "คณะผู้แทนไทยไปประชุม 2013 Engagement Australia และเยี่ยมชมมหาวิทยาลัยหลายแห่งที่นั่น",
            "A group from Thailand at 2013 Engagement Australia, and visits to Australian universities",
        ),
        Words(
            "สถาบันคลังสมองของชาตินำผู้แทน 13 คนจากมหาวิทยาลัยและหน่วยงาน 10 แห่งไปด้วยกัน ผู้เสนอแนวคิดคือ รศ.นพ.อำนาจ อยู่สุข",
            "The Knowledge Network Institute of Thailand took 13 people of 10 universities and other bodies along.",
        ),
    ),
    Moment(
        "beginning",
        PartialDate.of(dt.date(2014, 5, 16)),
        Words(
            "เปิดตัว Engagement Thailand และประชุมเครือข่ายครั้งที่ 1",
            "Launch of Engagement Thailand and the first meeting of the network",
        ),
        Words(
            "กล่าวถึงเหตุที่ต้องมีเครือข่าย ประสบการณ์และงานวิชาการจากออสเตรเลีย แล้วจึงประชุมเครือข่ายเป็นครั้งแรก",
            "Why a network is needed, experience and scholarship from Australia, and then the network's first meeting.",
        ),
        "13.30–16.30 น.",
        "ห้องแซพไฟร์ 111 อิมแพ็คฟอรั่ม 1",
    ),
    Moment(
        "legal",
        PartialDate.of(dt.date(2019, 1, 1), "year"),
        Words(
            "เปลี่ยนจากเครือข่ายนำร่องเป็นสมาคมที่มีฐานะเป็นนิติบุคคล",
            "From a pilot network to an association, a juristic person",
        ),
        Words("เป็นไปตามความต้องการของสมาชิก", "As the members wished."),
    ),
    Moment(
        "governance",
        PartialDate.of(dt.date(2021, 11, 8)),
        Words("ประกาศรายชื่อคณะกรรมการบริหาร 21 ตำแหน่ง", "The executive board is stated, with 21 seats"),
        Words(
            "จำนวนเป็นไปตามที่แจ้ง ณ วันดังกล่าว ส่วนรายชื่อที่พิมพ์ไว้มี 8 คน",
            "The number is the one stated as of this day; the printed list has 8 names.",
        ),
    ),
    Moment(
        "publication",
        None,
        Words("เผยแพร่บทความแนะนำสมาคม", "A post that presents the association"),
        said="7 กันยายน (แหล่งข้อมูลไม่ระบุปี)",
    ),
)
STAGE_REASON: Final = "ตัวอย่าง: สมาคมมีคณะกรรมการและกรอบการทำงานแล้ว จึงถือว่าอยู่ในขั้นบริหารจัดการ สมาคมไม่ได้ประกาศไว้เอง"
