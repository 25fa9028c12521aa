"""The report of one institution: begun, read by the checker, issued, downloaded and read again as a paper."""

from __future__ import annotations

import io
import re
import time
from typing import TYPE_CHECKING, Final

import docx
import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from rehearsal import facts
from rehearsal.afterwards import CONSENTING
from rehearsal.deeds import DEEDS, REPORTING, RESULTS, USES
from rehearsal.web import Refused
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearsal.stage import Stage
    from rehearsal.web import Page, Reader
    from rehearsal.workshop import Board

PATIENCE: Final = 120.0


def issue(stage: Stage, boards: list[Board]) -> None:
    """From the tab of the event to the issued version, by the coordinator of the institution."""
    pim, ledger = stage.reader("coordinator-cmu"), stage.ledger
    pim.language = "th"
    page = pim.open(f"/n/cupt/reports/event/{stage.event_id}/new/")
    organisation = next(
        str(each.get("value"))
        for each in page.tree.xpath("//main//select[@name='organisation']/option")
        if " ".join(each.text_content().split()) == REPORTING
    )
    page = pim.form_on(page, having="profile").fill(organisation=organisation, language="th").send()
    report = page.path
    ledger.compare("findings of the checker that keep it back", 0, len(_blocking(page)))
    if _blocking(page):
        raise Refused(f"{report}: {_blocking(page)}")
    page = (
        pim.form(f"{report}issue/", having="issuer_name")
        .fill(issuer_name="ผศ.ดร.ทดสอบ ออกรายงาน", issuer_position="ผู้อำนวยการ")
        .send()
    )
    papers = _papers(pim, page.path)
    for kind, text in (("docx", _words_of_docx(papers["docx"])), ("pdf", _words_of_pdf(papers["pdf"]))):
        _compare(stage, kind, text, boards)
        _keep(stage, f"report.{kind}", papers[kind])
    public = stage.reader()
    public.language = "th"
    _compare(stage, "public page", public.open(pim.open(page.path).passed_on()).text, boards)


def gather_evidence(stage: Stage) -> None:
    """The pack of evidence: it holds the photographs with consent, and names what is missing."""
    somsri, path = stage.secretariat, f"/n/cupt/reports/event/{stage.event_id}/evidence/"
    page = somsri.form(path, having="language").fill(language="th").send()
    deadline = time.monotonic() + PATIENCE
    while not (links := page.links(r"/n/cupt/reports/evidence/\d+/$")):
        if time.monotonic() > deadline:
            raise Refused(f"{path}: no pack after {PATIENCE:g} s: {page.text[-300:]}")
        time.sleep(1.0)
        page = somsri.open(path)
    pack = somsri.take(links[0])
    _keep(stage, "evidence.pdf", pack)
    text = _plain(_words_of_pdf(pack))
    listed = [each for each in (*stage.people, *stage.walk_ins) if _plain(each.plain) in text]
    came = {each.number for each in stage.attended}
    stage.ledger.compare("evidence: people who came", len(came), sum(each.number in came for each in listed))
    stage.ledger.compare("evidence: people who did not", 0, sum(each.number not in came for each in listed))
    stage.ledger.compare("evidence: photographs with consent", CONSENTING, _pictures(pack))


def _pictures(content: bytes) -> int:
    """How many pictures stand on the pages of a PDF."""
    paper = pypdfium2.PdfDocument(content)
    count = sum(1 for page in paper for _each in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    paper.close()
    return count


def _keep(stage: Stage, name: str, content: bytes) -> None:
    if stage.pictures is not None:
        stage.pictures.mkdir(parents=True, exist_ok=True)
        (stage.pictures / name).write_bytes(content)


def _blocking(page: Page) -> list[str]:
    found = page.tree.xpath(
        "//*[@id='checker']//*[contains(@class, 'finding-missing') or contains(@class, 'finding-contradiction')]"
    )
    return [" ".join(each.text_content().split()) for each in found]


def _papers(pim: Reader, version: str) -> dict[str, bytes]:
    """The two files of a version, once they are made."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        links = pim.open(version).links(rf"{version}(docx|pdf)/$")
        if len(links) == 2:
            return {link.rstrip("/").rpartition("/")[2]: pim.take(link) for link in links}
        time.sleep(1.0)
    raise Refused(f"{version}: no files after {PATIENCE:g} s")


def _words_of_docx(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    return "\n".join(each.text or "" for each in paper.element.body.iter() if each.tag.endswith("}t"))


def _words_of_pdf(content: bytes) -> str:
    paper = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    paper.close()
    return text


def _compare(stage: Stage, kind: str, text: str, boards: list[Board]) -> None:
    """The numbers of a paper beside those of the script, and what has to be told in it."""
    plain, came, ledger = _plain(text), stage.attended, stage.ledger
    executives = sum(each.category == facts.EXECUTIVES for each in came)
    institutions = len({each.institution for each in came})
    groups = {code: sum(len(each.ideas) for each in boards if each.group.code == code) for code in DEEDS}
    seated = {name for _th, _en, names in facts.TEAMS for name in names}
    numbers = {
        "people, institutions": (r"(\d+)คนจาก(\d+)สถาบัน", (len(came), institutions)),
        "executives, officers, together": (
            rf"{facts.EXECUTIVES}(\d+){facts.OFFICERS}(\d+)รวม(\d+)",
            (executives, len(came) - executives, len(came)),
        ),
        "from outside the institution": (
            r"ภายนอก[^0-9]+จำนวน(\d+)คน",
            (sum(each.institution != REPORTING for each in came),),
        ),
        "teams, organisations": (r"จำนวน(\d+)ทีมจาก(\d+)หน่วยงาน", (len(facts.TEAMS), len(seated))),
        "cards": (r"การ์ด(\d+)ใบ", (sum(groups.values()),)),
    }
    for name, (pattern, did) in numbers.items():
        found = re.search(_plain(pattern), plain)
        told = tuple(map(int, found.groups())) if found else ("not there",)
        ledger.compare(f"report ({kind}): {name}", _row(did), _row(told))
    own = [title for institution, title, _owner in USES if institution == REPORTING]
    wanted = [
        *(statement for _level, statement, _on in RESULTS),
        *(each.title for each in DEEDS.values()),
        *own,
    ]
    ledger.compare(
        f"report ({kind}): results, outputs, own uses",
        len(wanted),
        sum(_plain(each) in plain for each in wanted),
    )
    others = [title for institution, title, _owner in USES if institution != REPORTING]
    ledger.compare(f"report ({kind}): uses of others", 0, sum(_plain(each) in plain for each in others))


def _row(numbers: Sequence[object]) -> str:
    return ", ".join(map(str, numbers))


def _plain(text: str) -> str:
    """Text without blanks and line ends, in the one way to write each Thai letter, for finding words across lines."""
    return re.sub(r"\s+", "", fold(text))
