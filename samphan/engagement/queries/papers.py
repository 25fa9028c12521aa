"""Papers for partners, in Thai: a form to answer by hand, the letter of thanks, the record of contribution.

What a paper says is frozen when it is issued (``content_of``) and set from that afterwards (``document_of``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import translation

from samphan.engagement.models import PaperKind, PartnerPaper
from samphan.engagement.queries.plain_words import STAGE_QUESTIONS, STRENGTHS, VERDICTS
from samphan.engagement.queries.taking_part import stages_of
from samphan.kit.documents import (
    Column,
    Document,
    Heading,
    Item,
    KeyValues,
    LetterHead,
    Note,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Table,
)
from samphan.kit.formats import period, thai_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samphan.engagement.queries.sides import ClaimLine, PartnerSays
    from samphan.kit.documents.model import Block
    from samphan.projects.models import ProjectPartner

BOX: Final = "(......)"
_BLANK: Final = "." * 50
_LINE: Final = "." * 110
UNCONFIRMED: Final = (
    "ข้อความในเอกสารนี้เขียนโดยโครงการ ข้อความที่ระบุว่ายังไม่ได้รับการยืนยัน คือข้อความที่ภาคียังไม่ได้ตอบว่าเป็นจริงหรือไม่"
)


def papers_of(partner: ProjectPartner) -> list[PartnerPaper]:
    """The papers that were issued to a partner, the latest first. One statement."""
    return list(PartnerPaper.objects.filter(partner=partner).order_by("-id"))


def content_of(kind: str, said: PartnerSays, *, issuer: str, text: str) -> dict[str, Any]:
    """What a paper of today says, in Thai, for ``PartnerPaper.content``. ``text`` are words of the issuer's own."""
    with translation.override("th"):
        partner, project = said.partner, said.partner.project
        return {
            "issuer": issuer,
            "partner": partner.organisation.name_th if partner.organisation else partner.name,
            "contact": partner.contact_name,
            "project": project.title_th,
            "period": period(project.starts, project.ends) if project.starts or project.ends else "",
            "text": text.strip(),
            "statements": [_statement(each) for each in said.lines] if kind == PaperKind.RECORD else [],
            "gave": [
                {"text": each.claim.content["title"], "label": each.label}
                for each in said.lines
                if each.claim.key.startswith("resource:")
            ],
            "stages": _stages(partner) if kind == PaperKind.RECORD else [],
            "is_sample": project.is_sample,
        }


def _statement(line: ClaimLine) -> dict[str, str]:
    answer = line.answer
    words = answer.words if answer and not line.is_open else ""
    return {"heading": line.claim.heading, "text": line.claim.shown, "label": line.label, "words": words}


def _stages(partner: ProjectPartner) -> list[list[str]]:
    (found,) = stages_of([partner])
    return [
        [
            str(each.stage.label),
            f"{each.ours.intensity} {each.ours.get_intensity_display()}" if each.ours else "–",
            f"{each.theirs.intensity} {each.theirs.get_intensity_display()}" if each.theirs else "–",
            each.signed or "–",
        ]
        for each in found.stages
        if each.ours or each.theirs
    ]


def document_of(paper: PartnerPaper) -> Document:
    """The paper of frozen words, for PDF and Word."""
    with translation.override("th"):
        content = paper.content
        blocks = tuple(_letter(content) if paper.kind == PaperKind.LETTER else _record(content))
        signer = tuple(filter(None, [f"({paper.signer_name})", paper.signer_position]))
        day = thai_date(paper.issued_on)
        common: dict[str, Any] = {
            "organisation": content["issuer"],
            "created": paper.at,
            "glossary": frozenset(filter(None, [content["partner"], content["issuer"], paper.signer_name])),
        }
        if paper.kind == PaperKind.LETTER:
            subject = f"ขอขอบคุณที่ร่วมงานในโครงการ{content['project']}"
            to = content["contact"] or content["partner"]
            return Document(
                title=subject,
                blocks=(*blocks, Signature(signer, closing="ขอแสดงความนับถือ")),
                head=LetterHead(
                    f"ที่ {paper.number}", (content["issuer"],), day, (("เรื่อง", subject), ("เรียน", to))
                ),
                **common,
            )
        return Document(
            title="บันทึกการมีส่วนร่วม",
            subtitle_lines=(content["partner"], f"เลขที่ {paper.number}"),
            blocks=(*blocks, Signature((*signer, day))),
            footer=f"บันทึกการมีส่วนร่วม เลขที่ {paper.number}",
            **common,
        )


def _sample(content: dict[str, Any]) -> Iterator[Block]:
    if content["is_sample"]:
        yield Note("ข้อมูลในเอกสารนี้สมมติขึ้นเพื่อแสดงการทำงานของระบบ", kind="sample")


def _letter(content: dict[str, Any]) -> Iterator[Block]:
    yield from _sample(content)
    when = f" ({content['period']})" if content["period"] else ""
    yield Paragraph(
        f"ตามที่{content['partner']} ได้ร่วมงานในโครงการ “{content['project']}”{when} นั้น"
        f" {content['issuer']} ขอขอบคุณเป็นอย่างยิ่งสำหรับความรู้ แรงกาย เวลา และน้ำใจที่ทุกท่านได้ให้แก่งานนี้"
    )
    if content["gave"]:
        yield Paragraph("โครงการได้บันทึกสิ่งที่ท่านให้ไว้ ดังนี้")
        yield Numbered(tuple(Item(f"{each['text']} ({each['label']})") for each in content["gave"]))
    for each in content["text"].split("\n\n"):
        if each.strip():
            yield Paragraph(" ".join(each.split()))
    yield Paragraph("จึงเรียนมาเพื่อขอบคุณ และหวังว่าจะได้ร่วมงานกับท่านอีกในโอกาสต่อไป")


def _record(content: dict[str, Any]) -> Iterator[Block]:
    yield from _sample(content)
    rows = (("ภาคี", content["partner"]), ("โครงการ", content["project"]), ("ระยะเวลา", content["period"]))
    yield KeyValues(tuple(each for each in rows if each[1]))
    if content["text"]:
        yield Paragraph(" ".join(content["text"].split()))
    yield Heading(1, "สิ่งที่บันทึกไว้ และคำตอบของภาคี")
    yield Numbered(tuple(_recorded(each) for each in content["statements"]))
    if content["stages"]:
        yield Heading(1, "การมีส่วนร่วมในแต่ละขั้น")
        columns = (
            Column("ขั้น", share=1.6),
            Column("มหาวิทยาลัยเห็นว่า", share=1.5),
            Column("ภาคีเห็นว่า", share=1.5),
            Column("ต่างกัน", "center", share=0.6),
        )
        yield Table(columns, tuple(tuple(row) for row in content["stages"]), row_heads=True)
    yield Note(UNCONFIRMED, kind="remark")


def _recorded(statement: dict[str, str]) -> Item:
    said = f" ภาคีกล่าวว่า “{statement['words']}”" if statement["words"] else ""
    return Item(
        (Run(statement["text"].replace("\n", " ")), Run(f" [{statement['label']}]", bold=True), Run(said)),
        lead=statement["heading"],
    )


def answer_form(said: PartnerSays, *, issuer: str, created: dt.datetime) -> Document:
    """A paper on which a partner answers by hand: the same statements with boxes, then its own words."""
    with translation.override("th"):
        partner, project = said.partner, said.partner.project
        blocks: list[Block] = [
            Paragraph(
                f"โครงการ“{project.title_th}”ได้เขียนข้อความต่อไปนี้เกี่ยวกับท่านไว้ ขอความกรุณาอ่านแล้วบอกเราว่าจริงหรือไม่"
                " คำตอบของท่านจะแสดงคู่กับข้อความของโครงการ และไม่มีใครแก้คำตอบของท่านได้"
            ),
            KeyValues((("ผู้ตอบ", _BLANK), ("วันที่", _BLANK))),
            Heading(1, "ข้อความที่โครงการเขียนไว้"),
        ]
        for place, line in enumerate(said.lines, 1):
            blocks.append(Paragraph(f"{place}. {line.claim.sentence}", indent=False, align="left"))
            blocks += [Paragraph(each, align="left") for each in line.claim.lines]
            blocks.append(
                Paragraph(
                    "   ".join(f"{BOX} {words}" for _code, words in VERDICTS), indent=False, align="left"
                )
            )
            blocks.append(Paragraph(f"ขอแก้ไขว่า {_LINE}", indent=False, align="left"))
        blocks += [
            Heading(1, "สิ่งที่ท่านได้รับ และสิ่งที่ท่านต้องเสียไป"),
            Paragraph(
                "ข้อความส่วนนี้อาจเผยแพร่พร้อมเรื่องของโครงการ โดยออกชื่อหน่วยงานหรือกลุ่มของท่าน แต่ไม่ออกชื่อตัวท่าน",
                align="left",
            ),
            *(
                Paragraph(f"{label} {_LINE}\n{_LINE}", indent=False, align="left")
                for label in ("สิ่งที่ได้รับแล้ว", "สิ่งที่หวังว่าจะได้รับ", "สิ่งที่ต้องเสียไป เช่น เงิน เวลา แรงงาน")
            ),
            Heading(1, "ท่านมีส่วนร่วมมากน้อยเพียงใด"),
            Paragraph("กาเครื่องหมายหนึ่งช่องในแต่ละแถว", indent=False),
            Table(
                (Column("ขั้น", share=2.0), *(Column(str(words), "center") for _value, words in STRENGTHS)),
                tuple((str(STAGE_QUESTIONS[stage]), *("",) * len(STRENGTHS)) for stage in STAGE_QUESTIONS),
                row_heads=True,
                row_height=24.0,
            ),
            Heading(1, "สิ่งที่ท่านอยากบอก"),
            Paragraph("\n".join([_LINE] * 4), indent=False, align="left"),
            Paragraph(f"{BOX} ให้ทุกคนอ่านได้   {BOX} ให้อ่านเฉพาะโครงการและเครือข่าย", indent=False, align="left"),
            Signature((f"({_BLANK})", "ผู้ตอบ")),
        ]
        return Document(
            title="แบบตอบของภาคี",
            subtitle_lines=(partner.organisation.name_th if partner.organisation else partner.name,),
            organisation=issuer,
            created=created,
            blocks=tuple(blocks),
            glossary=frozenset([partner.called]),
        )
