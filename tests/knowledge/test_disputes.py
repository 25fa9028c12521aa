"""A partner disputes what was approved and published: every page and every paper that draws on the record says so."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from django.test import Client
from django.utils import translation

from samphan.engagement.actions.claims import Said, answer_claims
from samphan.engagement.models import Benefit
from samphan.engagement.queries.sides import confirmation_of, says
from samphan.evaluation.actions.ratings import Told, begin_rating, give_rating
from samphan.evaluation.models import Rating
from samphan.evaluation.queries.rating_paper import paper_of as rating_paper_of
from samphan.evaluation.queries.ratings import page_of
from samphan.kit.documents import render_docx
from samphan.kit.formats import thai_date
from samphan.knowledge.actions.case import make_case, publish_case
from samphan.knowledge.actions.dossier import Chosen, begin_dossier, choose_projects, write_part
from samphan.knowledge.actions.news import choose_public
from samphan.knowledge.queries.case_paper import paper_of as case_paper_of
from samphan.knowledge.queries.case_parts import draw
from samphan.knowledge.queries.dossier_facts import facts_of
from samphan.knowledge.queries.dossier_paper import paper
from samphan.knowledge.queries.dossiers import told_of
from samphan.knowledge.queries.readiness import readiness
from samphan.knowledge.queries.rules import rules_of
from samphan.projects.models import Project, ProjectPartner, ProjectPlace, ReviewState, Visibility
from samphan.tenancy.scope import user_scope
from tests.factories.knowledge import NOW, full_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.documents import Document
    from samphan.knowledge.models import CaseStudy, Dossier
    from tests.personas import World

PACK = "social_2560"
DISPUTED = "disputed by a partner (1 statement)"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def words_of(made: Document) -> str:
    word = docx.Document(io.BytesIO(render_docx(made)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


@pytest.fixture
def shown(world: World) -> tuple[Project, CaseStudy, Dossier]:
    """An approved, published project with a published case study and a dossier whose holder wrote every part anew."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = full_project(by, "alfa")
        Project.objects.filter(pk=project.pk).update(
            review=ReviewState.APPROVED, visibility=Visibility.PUBLIC, category="engagement", published_at=NOW
        )
        project.refresh_from_db()
        ProjectPlace.objects.create(network_id=by.network_id, project=project, province="TH-54")
        case = make_case(by=by, project=project)
        choose_public(by=by, version=None, shows=["cases", "projects"])
        publish_case(by=by, case=case, now=NOW)
        dossier = begin_dossier(by=by, pack=PACK, title_th="แฟ้ม", holder_name="ดร.สมศรี")
        choose_projects(by=by, dossier=dossier, rows=[Chosen(project, "หัวหน้า")])
        for part in rules_of(PACK).parts:
            write_part(by=by, dossier=dossier, part=part.code, words_th="ทุกคนพอใจ", is_in_place=True)
        begin_rating(by=by, project=project, today=NOW.date())
        give_rating(by=by, rating=Rating.objects.get(), said={"1.1": Told(4)}, now=NOW)
        return project, case, dossier


def dispute(world: World, project: Project) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        partner = ProjectPartner.objects.select_related("project", "organisation").get(project=project)
        line = says(partner).line("need")
        assert line is not None
        said = Said("need", line.claim.fingerprint, "disputed", "ไม่เคยขาดน้ำ")
        answer_claims(by=by, partner=partner, answers=[said], now=NOW, channel="phone", said_by="ป้าแดง")


def everywhere(
    world: World, browser: Callable[[str], Client], shown: tuple[Project, CaseStudy, Dossier]
) -> dict[str, str]:
    """What each page and paper that draws on the record says today."""
    project, case, dossier = shown
    anybody, member = Client(), browser("secretariat")
    found = {
        "public project": anybody.get(f"/p/alpha/work/projects/{project.pk}/?lang=en").text,
        "public case": anybody.get(f"/p/alpha/cases/{case.pk}/?lang=en").text,
        "public projects": anybody.get("/p/alpha/projects/?lang=en").text,
        "public cases": anybody.get("/p/alpha/cases/?lang=en").text,
        "library as a list": member.get("/n/alpha/learn/library/export/?lang=en&format=csv").text,
        "case": member.get(f"/n/alpha/learn/library/{case.pk}/?lang=en").text,
        "area": member.get("/n/alpha/learn/area/?province=TH-54&lang=en").text,
        "area as a list": member.get("/n/alpha/learn/area/export/?province=TH-54&lang=en&format=csv").text,
        "confirmations": member.get(f"/n/alpha/work/projects/{project.pk}/sides/confirmations/?lang=en").text,
    }
    with user_scope(world.users["secretariat"], "alpha") as by, translation.override("en"):
        found["case on paper"] = words_of(case_paper_of(draw(by, case), at=NOW, picture=lambda _each: None))
        facts, rules = facts_of(by, dossier), rules_of(PACK)
        told = told_of(facts)
        ready = readiness(facts, rules, told)
        made = paper(facts, rules, ready, told, at=NOW, picture=lambda _each: None)
        found["dossier"] = words_of(made)
    return found


def test_dispute_after_approval_and_publication_shows_in_every_place(
    world: World, browser: Callable[[str], Client], shown: tuple[Project, CaseStudy, Dossier]
) -> None:
    before = everywhere(world, browser, shown)
    assert [place for place, text in before.items() if "not confirmed by the partner" not in text] == []
    assert [place for place, text in before.items() if DISPUTED in text] == []
    dispute(world, shown[0])
    after = everywhere(world, browser, shown)
    assert [place for place, text in after.items() if DISPUTED not in text] == []
    for place in ("public project", "public case"):
        assert ("ไม่เคยขาดน้ำ" in after[place], "ป้าแดง" in after[place]) == (False, False), place


def test_paper_of_a_rating_says_what_the_partners_dispute(
    world: World, shown: tuple[Project, CaseStudy, Dossier]
) -> None:
    dispute(world, shown[0])
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = Project.objects.get(pk=shown[0].pk)
        made = rating_paper_of(project, page_of(by, project), organisation="เครือข่าย", created=NOW)
        with translation.override("th"):
            label = confirmation_of([project])[project.pk].label
    assert label in words_of(made)


def test_disputed_claim_is_marked_where_it_stands_in_pages_and_papers(
    world: World, browser: Callable[[str], Client], shown: tuple[Project, CaseStudy, Dossier]
) -> None:
    project, _case, dossier = shown
    with user_scope(world.users["secretariat"], "alpha") as by:
        for part in rules_of(PACK).parts:
            write_part(by=by, dossier=dossier, part=part.code)
        partner = ProjectPartner.objects.select_related("project", "organisation").get(project=project)
        cost = Benefit.objects.get(project=project)
        answers = [
            Said(key, line.claim.fingerprint, verdict, words)
            for key, verdict, words in (
                ("need", "disputed", "ไม่เคยขาดน้ำ"),
                ("before", "confirmed", ""),
                (f"benefit:{cost.pk}", "corrected", "สองวัน ไม่ใช่สิบวัน"),
            )
            if (line := says(partner).line(key))
        ]
        answer_claims(by=by, partner=partner, answers=answers, now=NOW, channel="phone", said_by="ป้าแดง")
    found = everywhere(world, browser, shown)
    day = thai_date(NOW, "short")
    for place in ("public case", "case", "case on paper", "dossier"):
        assert f"บ้าน alfa: disputed by the partner on {day}" in found[place], place
        assert f"the university · corrected by the partner on {day}" in found[place], place
        assert f"บ้าน alfa: confirmed by the partner on {day}" not in found[place], place
    assert "สองวัน ไม่ใช่สิบวัน" not in found["public case"]
