"""Dossiers: who sees them, how ready they are, who signed what, and the paper that is made."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import pytest
from django.utils import translation
from PIL import Image

from samphan.comms.models import Message
from samphan.engagement.actions.evidence import withdraw_evidence
from samphan.engagement.models import Consent, Evidence, EvidenceKind
from samphan.kit.errors import Problem, Refused
from samphan.knowledge import tasks
from samphan.knowledge.actions import contribution as contributions
from samphan.knowledge.actions import dossier as actions
from samphan.knowledge.actions.papers import ask_dossier_paper, keep_paper
from samphan.knowledge.models import Contribution, ContributionState, Dossier, DossierIssue, MakingState
from samphan.knowledge.queries.dossier_facts import facts_of
from samphan.knowledge.queries.dossiers import dossier_page
from samphan.knowledge.queries.readiness import NEEDS
from samphan.knowledge.queries.rules import all_rules
from samphan.projects.models import Project
from samphan.tenancy import files, links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.knowledge import NOW, fill_dossiers, full_project, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def dossier(world: World) -> Dossier:
    """The project leader's own, about a project with everything."""
    with user_scope(world.users["lead"], "alpha") as by:
        return fill_dossiers(by, "alfa")


def picture(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(out, "JPEG")
    return out.getvalue()


def test_dossier_is_seen_by_its_holder_and_who_helps_alone(world: World, dossier: Dossier) -> None:
    seen = {}
    for persona in ("lead", "secretariat", "coordinator", "board", "partner"):
        with user_scope(world.users[persona], "alpha") as by:
            seen[persona] = Dossier.objects.for_actor(by).filter(pk=dossier.pk).exists()
    assert seen == {"lead": True, "secretariat": True, "coordinator": False, "board": False, "partner": False}


def test_open_dossier_leads_from_what_is_missing_to_its_project(
    dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    page = browser("lead").get(f"/n/alpha/learn/dossiers/{dossier.pk}/?lang=en").text
    (row,) = re.findall(r'<li id="(project-\d+)">', page)
    assert f'<a href="#{row}">contributions that make 100 %, signed by all</a>' in page


def test_change_dossier_of_somebody_else_is_refused(world: World, dossier: Dossier) -> None:
    with (
        user_scope(world.users["coordinator"], "alpha") as by,
        pytest.raises(Refused, match="belongs to somebody else"),
    ):
        actions.describe_dossier(by=by, dossier=dossier, title_th="ของฉัน")


def test_readiness_of_full_project_names_what_is_not_signed_or_confirmed(
    world: World, dossier: Dossier
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        page = dossier_page(by, dossier)
    missing = {
        each.entry.code: [str(one.label) for one in each.missing] for each in page.ready if each.missing
    }
    assert missing == {
        "participation": ["an answer of every partner of society, without a dispute"],
        "sustaining": ["an answered follow-up"],
        "contribution": ["contributions that make 100 %, signed by all"],
    }
    assert page.percent == 100 * (page.of - 3) // page.of


def test_readiness_of_empty_project_names_everything(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = Project.objects.create(network_id=by.network_id, title_th="ว่าง", sort_key="ว่าง")
        empty = actions.begin_dossier(by=by, pack="social_2560", title_th="แฟ้ม", holder_name="ดร.สมศรี")
        actions.choose_projects(by=by, dossier=empty, rows=[actions.Chosen(project)])
        page = dossier_page(by, empty)
    asked = [code for each in page.ready for code in each.entry.needs]
    assert [str(one.label) for each in page.ready for one in each.missing] == [
        str(NEEDS[code].label) for code in asked
    ]
    assert (page.met, page.percent) == (0, 0)


def test_page_of_dossier_asks_as_much_with_three_projects(
    world: World, dossier: Dossier, statements: Statements
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        dossier_page(by, dossier)  # what a process asks once is asked here
        with statements() as one:
            dossier_page(by, dossier)
        more = [full_project(by, f"more{number}") for number in range(2)]
        first = dossier.projects.get().project
        actions.choose_projects(
            by=by, dossier=dossier, rows=[actions.Chosen(each) for each in (first, *more)]
        )
        with statements() as three:
            assert len(dossier_page(by, dossier).facts.projects) == 3
    assert len(three) == len(one)


def test_choose_projects_with_stated_contributions_does_not_lose_them(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        other = full_project(by, "bravo")
        with pytest.raises(Problem, match="Remove these first"):
            actions.choose_projects(by=by, dossier=dossier, rows=[actions.Chosen(other)])
        assert dossier.contributions.count() == 2


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([dataclasses.replace(each, share=Decimal(40)) for each in shares("x")], "make 80 %, not 100 %"),
        ([shares("x")[0], dataclasses.replace(shares("x")[1], name="ผศ.ดร.สมศรี  x")], "stands here twice"),
    ],
)
def test_state_contributions_that_do_not_add_up_is_refused(
    world: World, dossier: Dossier, rows: list[contributions.Stated], says: str
) -> None:
    with user_scope(world.users["lead"], "alpha") as by, pytest.raises(Problem, match=says):
        contributions.state_contributions(
            by=by, dossier=dossier, project=dossier.projects.get().project, rows=rows, now=NOW
        )


def asked(world: World, dossier: Dossier, *, at: dt.datetime = NOW) -> dict[int, str]:
    with user_scope(world.users["lead"], "alpha") as by:
        return contributions.ask_signatures(
            by=by, dossier=dossier, project=dossier.projects.get().project, now=at
        )


def signer(world: World, dossier: Dossier) -> Contribution:
    with system_scope("test", world.a.pk):
        return dossier.contributions.get(is_holder=False)


def path_of(address: str) -> str:
    return "/p/" + address.partition("/p/")[2]


def test_sign_by_link_shows_whole_table_and_is_kept(world: World, dossier: Dossier, client: Client) -> None:
    found = asked(world, dossier)
    shown = signer(world, dossier)
    path = path_of(found[shown.pk])
    page = client.get(f"{path}?lang=en")
    assert page.status_code == 200
    assert "ออกแบบ alfa" in page.text
    assert "ประสานชุมชน alfa" in page.text
    assert shown.email not in page.text
    answer = {"answer": "yes", "signed_name": "บุญมี ใจดี", "words": "", "seen": shown.fingerprint}
    assert client.post(path, answer).status_code == 302
    with system_scope("test", world.a.pk):
        shown.refresh_from_db()
        assert (shown.state, shown.signed_name) == (ContributionState.SIGNED, "บุญมี ใจดี")
        other = dossier.contributions.get(is_holder=True)
    assert other.state == ContributionState.SENT


def test_sign_table_that_changed_meanwhile_is_refused(world: World, dossier: Dossier, client: Client) -> None:
    found = asked(world, dossier)
    shown = signer(world, dossier)
    with user_scope(world.users["lead"], "alpha") as by:
        rows = [dataclasses.replace(each, share=Decimal(50)) for each in shares("alfa")]
        project = dossier.projects.get().project
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=rows, now=NOW)
    answer = {"answer": "yes", "signed_name": "บุญมี", "words": "", "seen": shown.fingerprint}
    page = client.post(f"{path_of(found[shown.pk])}?lang=en", answer)
    assert page.status_code == 422
    assert "changed while you read it" in page.text
    with system_scope("test", world.a.pk):
        shown.refresh_from_db()
    assert shown.state == ContributionState.DRAFT


def test_decline_needs_words(world: World, dossier: Dossier, client: Client) -> None:
    shown = signer(world, dossier)
    path = path_of(asked(world, dossier)[shown.pk])
    answer = {"answer": "no", "signed_name": "บุญมี", "words": "", "seen": shown.fingerprint}
    assert client.post(path, answer).status_code == 422
    assert client.post(path, {**answer, "words": "ผมทำมากกว่านี้"}).status_code == 302
    with system_scope("test", world.a.pk):
        shown.refresh_from_db()
    assert (shown.state, shown.words) == (ContributionState.DECLINED, "ผมทำมากกว่านี้")


def test_ask_signatures_mails_those_with_an_address_in_thai(world: World, dossier: Dossier) -> None:
    found = asked(world, dossier)
    with system_scope("test", world.a.pk):
        message = Message.objects.get(to_address="bunmee-alfa@example.org")
        assert found[signer(world, dossier).pk] in message.text
        assert "โปรดอ่านแล้วลงนาม" in message.text
        assert links.open_links("knowledge.contribution", signer(world, dossier), now=NOW).count() == 1


def mails(world: World) -> int:
    with system_scope("test", world.a.pk):
        return Message.objects.filter(to_address="bunmee-alfa@example.org").count()


def test_ask_signatures_pressed_twice_mails_once(world: World, dossier: Dossier) -> None:
    links_of_first = asked(world, dossier)
    assert (asked(world, dossier), mails(world)) == (links_of_first, 1)
    with system_scope("test", world.a.pk):
        assert AuditEntry.objects.filter(act="ask_signatures").count() == 1
    asked(world, dossier, at=NOW + dt.timedelta(days=2))
    assert mails(world) == 2


def test_ask_signatures_once_more_of_who_did_not_agree(
    world: World, dossier: Dossier, client: Client
) -> None:
    shown = signer(world, dossier)
    path = path_of(asked(world, dossier)[shown.pk])
    answer = {"answer": "no", "signed_name": "บุญมี", "words": "ผมทำมากกว่านี้", "seen": shown.fingerprint}
    assert client.post(path, answer).status_code == 302
    with system_scope("test", world.a.pk):
        answered_at = dossier.contributions.get(pk=shown.pk).answered_at
    assert answered_at is not None
    for minutes, sent in ((1, 2), (2, 2)):
        asked(world, dossier, at=answered_at + dt.timedelta(minutes=minutes))
        assert mails(world) == sent


def test_annex_of_another_project_is_refused(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        foreign = Evidence.objects.filter(project=full_project(by, "bravo"))[0]
        with pytest.raises(Problem, match="none of the dossier's projects"):
            actions.add_annex(by=by, dossier=dossier, kind="media", title="", evidence=foreign)


def made(world: World, dossier: Dossier, language: str = "th") -> DossierIssue:
    with user_scope(world.users["lead"], "alpha") as by:
        issue = ask_dossier_paper(by=by, dossier=dossier, language=language, now=NOW)
    tasks.make_dossier.func(issue=issue.pk, network=world.a.pk)
    with system_scope("test", world.a.pk):
        return DossierIssue.objects.select_related("docx", "pdf").get(pk=issue.pk)


def test_paper_reads_like_the_record_and_says_what_is_missing(world: World, dossier: Dossier) -> None:
    with system_scope("test", world.a.pk):
        issue = made(world, dossier, "en")
        assert (issue.state, issue.problem) == (MakingState.READY, "")
        assert issue.docx
        assert issue.pdf
        text = words_of(files.read(issue.docx))
        assert files.read(issue.pdf).startswith(b"%PDF-")
    for part in all_rules()["social_2560"].parts:
        assert part.title_en in text
    for said in ("before alfa", "ผู้ใหญ่บ้านเสนอ alfa", "คาดว่า alfa", "+1,200", "not confirmed by the partner"):
        assert said in text, said
    assert "This paper is not complete" in text
    assert issue.missing
    assert "not signed" in text


def test_dossier_speaks_the_language_of_its_reader_and_falls_back_where_it_has_one_alone(
    world: World, dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        actions.describe_dossier(by=by, dossier=dossier, title_en="Dossier alfa")
        actions.write_part(
            by=by, dossier=dossier, part="outlook", words_th="คาดว่าจะดีขึ้น", words_en="Things will get better"
        )
        actions.write_part(by=by, dossier=dossier, part="before", words_th="เดิมแห้งแล้ง")
    client, here = browser("lead"), f"/n/alpha/learn/dossiers/{dossier.pk}/"
    heads = {
        code: re.findall(
            r"<title>([^<]*)|<h1[^>]*>(.*?)</h1>", client.get(f"{here}?lang={code}").text, re.DOTALL
        )
        for code in ("th", "en")
    }
    assert ["แฟ้ม alfa" in str(heads["th"]), "Dossier alfa" in str(heads["th"])] == [True, False]
    assert ["แฟ้ม alfa" in str(heads["en"]), "Dossier alfa" in str(heads["en"])] == [False, True]
    assert "Dossier alfa" in client.get("/n/alpha/learn/dossiers/?lang=en&q=dossier").text
    told = {}
    for code in ("th", "en"):
        issue = made(world, dossier, code)
        assert issue.docx
        text = words_of(files.read(issue.docx))
        told[code] = [
            said in text
            for said in (
                "คาดว่าจะดีขึ้น",
                "Things will get better",
                "เดิมแห้งแล้ง",
            )
        ]
        assert issue.docx.name == {"th": "แฟ้ม alfa-2.docx", "en": "Dossier alfa-3.docx"}[code]
    assert told == {"th": [True, False, True], "en": [False, True, True]}
    with user_scope(world.users["lead"], "alpha") as by:
        own = facts_of(by, dossier).projects[0]
    with translation.override("th"):
        assert own.own_part == "หัวหน้าโครงการ alfa"
    assert own.own_part == "Leader alfa"


def test_paper_is_thai_unless_its_maker_chooses_otherwise(
    dossier: Dossier, browser: Callable[[str], Client], world: World
) -> None:
    client, here = browser("lead"), f"/n/alpha/learn/dossiers/{dossier.pk}/"
    form = client.get(f"{here}paper/?lang=en").text
    assert re.findall(r'<input[^>]*name="language"[^>]*value="(\w+)"[^>]*checked', form) == ["th"]
    assert client.post(f"{here}paper/", {"language": "en"}).status_code == 302
    with system_scope("test", world.a.pk):
        assert [each.language for each in dossier.issues.order_by("number")] == ["th", "en"]


def test_own_words_are_written_in_both_languages_or_taken_away(
    world: World, dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    client, here = browser("lead"), f"/n/alpha/learn/dossiers/{dossier.pk}/"
    page = client.get(f"{here}parts/outlook/").text
    assert "คาดว่า alfa" in page
    with system_scope("test", world.a.pk):
        dossier.refresh_from_db()
    typed = {"words_th": "", "words_en": "Only in English", "version": str(dossier.version)}
    assert client.post(f"{here}parts/outlook/", typed).status_code == 302
    with system_scope("test", world.a.pk):
        own = dossier.parts.get(part="outlook")
    assert (own.words_th, own.words_en) == ("", "Only in English")
    with user_scope(world.users["lead"], "alpha") as by:
        actions.write_part(by=by, dossier=dossier, part="outlook", words_th=" ", words_en="")
        assert not dossier.parts.filter(part="outlook").exists()


def test_paper_leaves_out_photographs_without_consent(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = full_project(by, "photo", photos=3, jpeg=picture())
        first = dossier.projects.get().project
        actions.choose_projects(by=by, dossier=dossier, rows=[actions.Chosen(first), actions.Chosen(project)])
        shown, *others = Evidence.objects.filter(kind=EvidenceKind.PHOTO).order_by("pk")
        for each in others:
            each.consent = Consent.MISSING
            each.save()
    with system_scope("test", world.a.pk):
        issue = made(world, dossier, "en")
        assert issue.docx
        content = files.read(issue.docx)
    text = words_of(content)
    assert shown.title in text
    assert not any(each.title in text.partition("Photographs")[2] for each in others)
    assert "2 photographs are left out" in text


@pytest.fixture
def photographed(world: World, dossier: Dossier) -> Evidence:
    """The dossier tells of two more projects with one photograph each; this is that of the first of them."""
    with user_scope(world.users["lead"], "alpha") as by:
        projects = [full_project(by, colour, photos=1, jpeg=picture(colour)) for colour in ("teal", "maroon")]
        rows = [actions.Chosen(each) for each in (dossier.projects.get().project, *projects)]
        actions.choose_projects(by=by, dossier=dossier, rows=rows)
        return Evidence.objects.get(project=projects[0], kind=EvidenceKind.PHOTO)


def withdraw(world: World, photo: Evidence) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        withdraw_evidence(by=by, evidence=photo, reason="ขอถอน", now=NOW, is_consent=True)


def test_paper_with_a_photograph_withdrawn_since_says_so_and_is_not_handed_out(
    world: World, dossier: Dossier, photographed: Evidence, browser: Callable[[str], Client]
) -> None:
    here = f"/n/alpha/learn/dossiers/{dossier.pk}/"
    old, client = made(world, dossier, "en"), browser("lead")
    places = [f"/n/alpha/learn/dossiers/papers/{old.pk}/{kind}/" for kind in ("docx", "pdf")]
    page = client.get(here).text
    assert [place in page for place in places] == [True, True]
    assert [client.get(place).status_code for place in places] == [200, 200]
    withdraw(world, photographed)
    page = client.get(here, {"lang": "en"}).text
    assert [place in page for place in places] == [False, False]
    assert page.count("holds a photograph of somebody who withdrew consent") == 1
    refused = [client.get(place, {"lang": "en"}) for place in places]
    assert [(each.status_code, "Make it anew" in each.text) for each in refused] == [(403, True)] * 2
    new = made(world, dossier, "en")
    again = [f"/n/alpha/learn/dossiers/papers/{new.pk}/{kind}/" for kind in ("docx", "pdf")]
    assert [client.get(place).status_code for place in (*again, *places)] == [200, 200, 403, 403]


def test_paper_without_the_withdrawn_photograph_stays(
    world: World, dossier: Dossier, photographed: Evidence
) -> None:
    with user_scope(world.users["lead"], "alpha"):
        Evidence.objects.filter(pk=photographed.pk).update(consent=Consent.MISSING)
    issue = made(world, dossier, "en")
    withdraw(world, photographed)
    with system_scope("test", world.a.pk):
        assert issue.docx
        issue.docx.refresh_from_db()
        assert (issue.docx.let_go_at, len(issue.docx.photographs)) == (None, 1)


def test_paper_that_is_being_made_while_consent_is_withdrawn_is_not_handed_out(
    world: World, dossier: Dossier, photographed: Evidence
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        issue = ask_dossier_paper(by=by, dossier=dossier, language="en", now=NOW)
    drawn = tasks._draw_dossier(issue)  # the worker has read the records and goes on to make the files
    withdraw(world, photographed)
    with system_scope("test", world.a.pk) as by:
        keep_paper(by=by, paper=issue, pdf=b"%PDF-", docx=b"PK", photographs=drawn.photographs)
        assert [each.is_withdrawn_paper for each in (issue.docx, issue.pdf) if each] == [True, True]


def words_of(content: bytes) -> str:
    """All words of a Word file, of its tables too."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_ask_paper_without_projects_is_refused(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        empty = actions.begin_dossier(by=by, pack="social_2560", title_th="แฟ้ม", holder_name="ดร.สมศรี")
        with pytest.raises(Problem, match="Choose the projects"):
            ask_dossier_paper(by=by, dossier=empty, language="th", now=NOW)


def test_closed_dossier_is_read_only_until_opened(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        actions.close_dossier(by=by, dossier=dossier, now=NOW)
        with pytest.raises(Refused, match="is closed"):
            actions.write_part(by=by, dossier=dossier, part="outlook", words_th="ใหม่")
        actions.reopen_dossier(by=by, dossier=dossier)
        actions.write_part(by=by, dossier=dossier, part="outlook", words_th="ใหม่")
        assert dossier.parts.get(part="outlook").words == "ใหม่"


@pytest.mark.parametrize("pages", ["", "cover/", "projects/", "parts/before/", "annexes/new/", "paper/"])
def test_pages_of_dossier_open_for_holder_and_not_for_others(
    dossier: Dossier, browser: Callable[[str], Client], pages: str
) -> None:
    path = f"/n/alpha/learn/dossiers/{dossier.pk}/{pages}?lang=en"
    assert browser("lead").get(path).status_code == 200
    assert browser("coordinator").get(path).status_code == 404
    assert browser("stranger").get(path).status_code == 404


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_rules_name_parts_once_and_are_written_in_both_languages(code: str) -> None:
    rules = all_rules()[code]
    codes = [each.code for each in (*rules.parts, *rules.annexes)]
    assert len(set(codes)) == len(codes)
    assert all(each.title_en and (each.words_en or each in rules.annexes) for each in rules.parts)
    assert not rules.is_checked


def test_list_shows_own_dossiers_and_exports_them(
    dossier: Dossier, browser: Callable[[str], Client], by_other: Actor
) -> None:
    page = browser("lead").get("/n/alpha/learn/dossiers/?lang=en")
    assert dossier.title in page.text
    assert "แฟ้ม bravo" not in page.text
    assert "แฟ้ม bravo" in browser("secretariat").get("/n/alpha/learn/dossiers/?lang=en").text
    found = browser("lead").get("/n/alpha/learn/dossiers/export/?lang=en&format=csv")
    assert "แฟ้ม alfa" in found.content.decode("utf-8-sig")


@pytest.fixture
def by_other(world: World) -> Iterator[Actor]:
    """Somebody else of the network has a dossier too."""
    with user_scope(world.users["coordinator"], "alpha") as by:
        fill_dossiers(by, "bravo")
        yield by
