"""Afterwards: clusters become outputs, outputs are carried on, results rest on evidence, institutions use them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rehearsal import facts
from rehearsal.web import Refused

if TYPE_CHECKING:
    from rehearsal.stage import Stage
    from rehearsal.web import Page, Reader
    from rehearsal.workshop import Board


class Deed(NamedTuple):
    """What the first cluster of a group amounts to, and what somebody then answers for."""

    kind: str
    title: str
    way: str
    becomes: str


DEEDS: Final = {
    "NOW": Deed("suggestion", "ข้อเสนอให้ใช้คู่มือและแบบฟอร์มกลาง", "item", "คู่มือกลางของงานวิเทศสัมพันธ์"),
    "NEXT": Deed("action", "ข้อเสนอให้จัดอบรมบุคลากรร่วมกัน", "action", "ทำหนังสือเชิญวิทยากรอบรมบุคลากร"),
    "NEW": Deed("possible_project", "ข้อเสนอโครงการหลักสูตรร่วม", "possible", "โครงการหลักสูตรร่วมข้ามสถาบัน"),
}
#: What changed, on each level, with a word of the label of what it rests on.
RESULTS: Final = (
    ("person", "ผู้เข้าร่วมได้ฝึกนำเสนอข้อคิดเห็นและจัดกลุ่มความคิดร่วมกัน", facts.OPENING),
    ("network", "ผู้ประสานงานของทุกสถาบันรู้จักและติดต่อกันได้โดยตรง", "NOW"),
    ("system", "เครือข่ายได้ข้อเสนอที่มีผู้รับผิดชอบและกำหนดเวลา", DEEDS["NOW"].title),
)
REPORTING: Final = "มหาวิทยาลัยเชียงใหม่"
USES: Final = (
    (REPORTING, "นำคู่มือกลางมาใช้กับนักศึกษาต่างชาติ", "กองวิเทศสัมพันธ์"),
    ("มหาวิทยาลัยบูรพา", "จัดอบรมบุคลากรตามข้อเสนอของเครือข่าย", "สำนักงานวิเทศสัมพันธ์"),
)


def make_outputs(stage: Stage, boards: list[Board]) -> None:
    """One output from the first cluster of each group, carried on in three ways; each leads back to its cards."""
    somsri, linked, carried = stage.secretariat, 0, 0
    for board in boards:
        deed = DEEDS[board.group.code]
        page = somsri.open(f"{board.page}outputs/")
        _compare_clusters(stage, board, page)
        theme = next(iter(board.clusters))
        chosen = _value(page, "cluster", theme)
        form = somsri.form_on(page, having="kind")
        page = form.fill(cluster=[chosen], kind=deed.kind, title_th=deed.title).send()
        output = page.link_with(deed.title)
        stage.outputs[board.group.code] = output
        page = _carry_on(somsri, output, deed)
        carried += deed.becomes in page.text
        own = [idea.text for idea in board.ideas if idea.theme == theme]
        linked += theme in page.text and all(text in page.text for text in own)
    stage.ledger.compare("outputs that lead back to all their cards", len(boards), linked)
    stage.ledger.compare("outputs carried on", len(boards), carried)
    fates = somsri.open(f"/n/cupt/boards/event/{stage.event_id}/became/")
    shown = len(fates.tree.xpath("//main//*[@data-card]"))
    stage.ledger.compare("cards on “What became of it”", sum(len(each.ideas) for each in boards), shown)


def _compare_clusters(stage: Stage, board: Board, page: Page) -> None:
    for title, cards in board.clusters.items():
        box = page.tree.xpath(
            "//main//li[starts-with(@id, 'cluster-')][.//label[normalize-space()=$title]]", title=title
        )[0]
        facts_ = " ".join(box.xpath(".//div[contains(@class, 'muted')]")[0].text_content().split())
        stage.ledger.compare(
            f"{board.group.code}: a cluster where outputs are made",
            f"{cards} cards · {board.votes[title]} votes",
            facts_,
        )


def _carry_on(somsri: Reader, output: str, deed: Deed) -> Page:
    path = f"{output.removesuffix('story/')}carry-on/{deed.way}/"
    page = somsri.open(path)
    form = somsri.form_on(page, having="title_th").fill(
        title_th=deed.becomes, organisation_words=REPORTING, organisation=""
    )
    soon = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)).isoformat()
    if deed.way == "item":
        horizons = page.tree.xpath("//main//select[@name='horizon']/option[@value!='']/@value")
        form.fill(horizon=str(horizons[0]), ends="ธ.ค. 2570")
    elif deed.way == "action":
        form.fill(owner_label="นางสมศรี เลขาดี", due_on=soon)
    return form.send()


def _value(page: Page, name: str, label: str) -> str:
    """The value of the box whose label holds these words.

    Raises:
        Refused: there is none.
    """
    boxes: Any = page.tree.xpath("//main//input[@type='checkbox' and @name=$name]", name=name)
    for box in boxes:
        said = page.tree.xpath("//label[@for=$at]", at=box.get("id"))
        words = " ".join(" ".join(each.text_content().split()) for each in said)
        if label in words or label in " ".join((box.getparent().text_content() or "").split()):
            return str(box.get("value"))
    raise Refused(f"{page.path}: no box {label!r}")


def state_results(stage: Stage) -> None:
    """A result on each level, each with what it rests on."""
    somsri = stage.secretariat
    for level, statement, evidence in RESULTS:
        page = somsri.open(f"{stage.event}results/new/")
        field = {"person": "agenda_items", "network": "groups", "system": "outputs"}[level]
        ticked = {field: [_value(page, field, evidence)]}
        page = (
            somsri.form_on(page, having="statement_th")
            .fill(level=level, statement_th=statement, **ticked)
            .send()
        )
    shown = sum(statement in page.text for _level, statement, _evidence in RESULTS)
    stage.ledger.compare("results with evidence", len(RESULTS), shown)


def write_uses(stage: Stage) -> None:
    """What two institutions do with an output."""
    somsri = stage.secretariat
    for institution, title, owner in USES:
        page = somsri.open(f"{stage.event}uses/new/")
        output = _value(page, "outputs", DEEDS["NOW"].title)
        page = (
            somsri.form_on(page, having="plan_th")
            .fill(
                organisation_words=institution,
                organisation="",
                title_th=title,
                plan_th=f"{title} โดยเริ่มในปีการศึกษาหน้า",
                owner_th=owner,
                due="ธ.ค. 2570",
                outputs=[output],
            )
            .send()
        )
    page = somsri.open(f"{stage.event}uses/")
    shown = sum(title in page.text for _institution, title, _owner in USES)
    stage.ledger.compare("uses of institutions", len(USES), shown)
