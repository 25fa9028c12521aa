"""Weeks before: the event with hosts, teams, programme, groups and categories; institutions name their people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rehearsal import facts
from rehearsal.stage import NETWORK
from rehearsal.web import Refused

if TYPE_CHECKING:
    from rehearsal.facts import Delegate
    from rehearsal.stage import Stage
    from rehearsal.web import Form, Page, Reader

TICKET: Final = re.compile(r"/p/cupt/events/ticket/[\w-]+/")
TITLE: Final = "IRO Networking Day 2026 (ซ้อมใหญ่)"
TOO_MANY, SUBSTITUTING = facts.INSTITUTIONS[-1], facts.INSTITUTIONS[2]
"""The institution that names more than its quota, and the one that sends somebody else."""


def bring_institutions(stage: Stage) -> None:
    """The directory learns the institutions that it lacks, from a list."""
    somsri = stage.secretariat
    page = somsri.form(f"{NETWORK}/lists/new/organisations/").fill(pasted=facts.organisations_sheet()).send()
    page = somsri.form_on(page, having="csrfmiddlewaretoken").send()
    somsri.form_on(page, having="csrfmiddlewaretoken").send(("act", "take_in"))


def make_event(stage: Stage) -> None:
    """The event and everything that is known of it beforehand."""
    somsri, (first, second) = stage.secretariat, stage.days
    stage.event = (
        somsri.form(f"{NETWORK}/events/new/")
        .fill(
            title_th=TITLE,
            title_en="IRO Networking Day 2026 (rehearsal)",
            theme_th="ปัจจุบัน ก้าวต่อไป และสิ่งใหม่",
            starts=first.isoformat(),
            ends=second.isoformat(),
            venue_th="โรงแรมในกรุงเทพมหานคร",
            problem_th="แต่ละสถาบันพัฒนางานวิเทศสัมพันธ์แยกจากกัน",
            goal_th="ให้หน่วยงานวิเทศสัมพันธ์ของสถาบันในเครือข่ายมีแผนที่นำทางร่วมกัน",
            audience_th="ผู้บริหารและเจ้าหน้าที่วิเทศสัมพันธ์ของสถาบันสมาชิก",
            source="บันทึกการซ้อมใหญ่",
        )
        .send()
        .path
    )
    if not re.fullmatch(rf"{NETWORK}/events/\d+/", stage.event):
        raise Refused(f"no event was made: {stage.event}")
    event = stage.event
    hosts = [{"organisation_words": name, "organisation": "", "role": role} for name, role in facts.HOSTS]
    somsri.form(f"{event}hosts/list/").rows(hosts).send()
    teams = [
        {"duty_th": th, "duty_en": en, "organisations": "\n".join(names)} for th, en, names in facts.TEAMS
    ]
    page = somsri.form(f"{event}hosts/teams/").rows(teams).send()
    seated = {name for _th, _en, names in facts.TEAMS for name in names}
    said = re.search(r"(\d+) teams with (\d+) organisations", page.text)
    shown = (int(said[1]), int(said[2])) if said else None
    stage.ledger.compare("teams, organisations in them", (len(facts.TEAMS), len(seated)), shown)
    somsri.form(f"{event}programme/topics/").rows(facts.TOPICS).send()
    groups = [
        {"code": each.code, "title_th": each.title_th, "title_en": each.title_en} for each in facts.GROUPS
    ]
    somsri.form(f"{event}programme/groups/").rows(groups).send()
    agenda = [
        {"title_th": facts.OPENING, "day": first.isoformat(), "starts_at": "9.00", "ends_at": "10.30"},
        {"title_th": "ประชุมกลุ่มย่อย", "day": first.isoformat(), "starts_at": "10.45", "ends_at": "16.00"},
        {"title_th": facts.PRESENTING, "day": second.isoformat(), "starts_at": "9.00", "ends_at": "12.00"},
    ]
    somsri.form(f"{event}programme/agenda/").rows(agenda).send()
    categories = [
        {"name_th": facts.EXECUTIVES, "name_en": "Executives"},
        {"name_th": facts.OFFICERS, "name_en": "International relations officers"},
    ]
    somsri.form(f"{event}people/categories/").rows(categories).send()


def open_registration(stage: Stage) -> None:
    """Registration is opened with approval and waiting list, and 25 institutions are asked."""
    somsri, (_first, second) = stage.secretariat, stage.days
    somsri.form(f"{stage.event}registration/settings/").fill(
        opens_on=second.isoformat(),
        closes_on=second.isoformat(),
        institution_quota=str(len(stage.people) // len(facts.INSTITUTIONS)),
        needs_approval="on",
        has_waiting_list="on",
    ).send()
    somsri.form(f"{stage.event}nominations/new/").fill(organisations="\n".join(facts.INSTITUTIONS)).send()


def nominations(stage: Stage) -> dict[str, str]:
    """The page of each institution at the secretariat, by its name."""
    found: dict[str, str] = {}
    for number in range(1, 5):
        page = stage.secretariat.open(f"{stage.event}nominations/?page={number}", may=(200, 404))
        for path in page.links(rf"{stage.event}nominations/\d+/$") if page.status == 200 else ():
            name = " ".join(page.tree.xpath(f"//main//a[@href='{path}']")[0].text_content().split())
            found[name] = path
    return found


def name_everybody(stage: Stage) -> dict[str, str]:
    """Each institution names its people by its personal link; gives the links."""
    somsri, count = stage.secretariat, len(stage.people)
    somsri.language = "th"
    pages = nominations(stage)
    stage.ledger.compare("institutions that were asked", len(facts.INSTITUTIONS), len(pages))
    links = {}
    for institution in facts.INSTITUTIONS:
        page = pages[institution]
        if (quota := facts.quota(count, institution)) != count // len(facts.INSTITUTIONS):
            somsri.form(f"{page}change/").fill(quota=str(quota)).send()
        links[institution] = somsri.open(page).passed_on()
    somsri.language = "en"
    for institution, link in links.items():
        pim = stage.reader()
        for each in stage.people:
            if each.institution == institution:
                name_one(pim, link, each)
        pim.close()
    return links


def name_one(pim: Reader, link: str, delegate: Delegate) -> Page:
    """The form on the page of the institution."""
    return _fill(pim, link, delegate).send()


def _fill(pim: Reader, path: str, delegate: Delegate) -> Form:
    page = pim.open(path)
    form = pim.form_on(page, having="email")
    options = {
        " ".join(each.text_content().split()): each.get("value")
        for each in page.tree.xpath("//main//select[@name='category']/option")
    }
    english = "Executives" if delegate.category == facts.EXECUTIVES else "International relations officers"
    return form.fill(
        name=delegate.name,
        position=delegate.position,
        email=delegate.email,
        category=options[english],
    )


def exceed_and_substitute(stage: Stage, links: dict[str, str]) -> None:
    """One institution names one more than its quota; another sends somebody else."""
    count, ledger = len(stage.people), stage.ledger
    beyond = facts.spare(count, 0, TOO_MANY, facts.OFFICERS)
    page = name_one(stage.reader(), links[TOO_MANY], beyond)
    ledger.fault("one more than the quota", "on the waiting list", state_of(page, beyond))
    gone = next(each for each in stage.people if each.institution == SUBSTITUTING)
    instead = facts.spare(count, 1, SUBSTITUTING, gone.category)
    pim = stage.reader()
    page = pim.open(links[SUBSTITUTING])
    address = next(
        each.xpath(".//a[contains(@href, '/substitute/')]/@href")[0] for each in _entries(page, gone)
    )
    page = _fill(pim, address, instead).send()
    ledger.fault("somebody sent in place of another", "waiting for approval", state_of(page, instead))
    ledger.fault("the one who was replaced", "withdrawn", state_of(page, gone))
    stage.people[stage.people.index(gone)] = instead
    stage.spare = {"waiting": beyond.email, "replaced": gone.email}


def _entries(page: Page, delegate: Delegate) -> list[object]:
    return [
        each
        for each in page.tree.xpath("//main//*[starts-with(@id, 'nominee-')]")
        if delegate.plain in each.xpath(".//strong[1]")[0].text_content()
    ]


def state_of(page: Page, delegate: Delegate) -> str:
    """What the page of an institution says of somebody: the words of the badge."""
    for each in _entries(page, delegate):
        return " ".join(each.xpath(".//*[contains(@class, 'badge')]")[0].text_content().split())
    return "not there"


def approve(stage: Stage) -> None:
    """The secretariat lets everybody in who waits for approval; who waits for a seat is not ticked."""
    somsri = stage.secretariat
    for _round in range(len(stage.people)):
        page = somsri.open(f"{stage.event}registration/waiting/")
        rows = page.tree.xpath("//main//table/tbody/tr[.//input[@name='pick']]")
        picks = [
            row.xpath(".//input[@name='pick' and @type='checkbox']/@value")[0]
            for row in rows
            if row.xpath(".//form[contains(@action, '/approve/')]")
        ]
        if not picks:
            break
        form = somsri.form_on(page, action="/registration/approve/")
        token = next(value for name, value in form.values if name == "csrfmiddlewaretoken")
        somsri.post(form.action, [("csrfmiddlewaretoken", token), *(("pick", each) for each in picks)])
    page = somsri.open(f"{stage.event}registration/")
    stage.ledger.compare("confirmed after approval", len(stage.people), page.tile("Confirmed"))
    stage.ledger.compare("on the waiting list", 1, page.tile("On the waiting list"))
    stage.ledger.compare("waiting for approval", 0, page.tile("Waiting for approval"))
    stage.ledger.compare("withdrawn", 1, page.tile("Withdrawn"))


def read_tickets(stage: Stage) -> None:
    """Each ticket's address, as it was written to its bearer by e-mail; it opens and says that the seat is there."""
    stranger, opened = stage.reader(), 0
    for each in stage.people:
        each.ticket = _ticket(stage, each.email)
        opened += "Your registration is confirmed" in stranger.open(each.ticket).text
    stage.spare = {what: _ticket(stage, email) for what, email in stage.spare.items()}
    stage.ledger.compare("tickets that open confirmed", len(stage.people), opened)


def _ticket(stage: Stage, email: str) -> str:
    somsri = stage.secretariat
    for path in somsri.open(f"{NETWORK}/outbox/?q={email}").links(rf"{NETWORK}/outbox/\d+/$"):
        if found := TICKET.search(somsri.open(path).text):
            return found.group()
    raise Refused(f"no ticket was written to {email}")


def allocate(stage: Stage) -> None:
    """The proposal for the three groups is accepted as it is; everybody learns the own group from the page."""
    somsri = stage.secretariat
    page = somsri.form(f"{stage.event}groups/?seed=1", having="seed").send(("act", "accept"))
    for column in page.tree.xpath("//main//*[contains(concat(' ', @class, ' '), ' card ')][.//ul]"):
        heads = [" ".join(each.text_content().split()) for each in column.xpath(".//h2|.//h3")]
        code = next((each for each in heads if each in {group.code for group in facts.GROUPS}), "")
        names = {" ".join(each.text_content().split()) for each in column.xpath(".//li//*[@class='name']")}
        for delegate in stage.people:
            if code and any(delegate.plain in name for name in names):
                delegate.group = code
    balance = page.rows("Balance")
    sizes = sorted(sum(each.group == group.code for each in stage.people) for group in facts.GROUPS)
    stage.ledger.compare("sizes of the three groups", sizes, sorted(int(row[1]) for row in balance))
    stage.ledger.compare("people in a group", len(stage.people), sum(sizes))
