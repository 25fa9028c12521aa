"""This theme, this province, now: figures of approved projects alone, and a paragraph that says them and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.models import Organisation
from samphan.engagement.models import CommunityKnowledge, KnowledgeConsent
from samphan.knowledge.actions.case import begin_case, publish_case
from samphan.knowledge.actions.news import choose_public
from samphan.knowledge.models import CaseStudy
from samphan.knowledge.queries import area as areas
from samphan.knowledge.queries.area import Said, area, paragraph
from samphan.projects.models import (
    Project,
    ProjectPartner,
    ProjectPlace,
    ProjectResource,
    ProjectServed,
    ReviewState,
    Theme,
)
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation
from tests.factories.knowledge import NOW, full_project

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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said(), "No approved project is recorded in this network yet."),
        (
            Said(place="Phrae", subjects=("water",)),
            "No approved project is recorded in Phrae on water yet.",
        ),
        (
            Said(place="Phrae", projects=1, partners=1, served_counted=1, students_counted=1, cases=1),
            (
                "1 approved project works in Phrae. 1 partner of society takes part. They served 1 person directly, as counted."
                " 1 student learnt in them, as counted. 1 case study tells of it."
            ),
        ),
        (
            Said(
                subjects=("water", "economy"),
                projects=3,
                partners=12,
                served_counted=0,
                served_estimated=1500,
            ),
            (
                "3 approved projects work on water · economy. 12 partners of society take part. They served 0 people directly, as"
                " counted. They served about 1,500 people directly, as estimated."
            ),
        ),
        (
            Said(projects=2, students_estimated=40, cases=2),
            "2 approved projects work in this network. About 40 students learnt in them, as estimated. 2 case studies tell of it.",
        ),
        (
            Said(place="Phrae", cases=1),
            "No approved project is recorded in Phrae yet. 1 case study tells of it.",
        ),
    ],
    ids=["nothing", "nothing here", "one of each", "zero is said", "nobody knows", "a case study alone"],
)
def test_paragraph_says_the_figures_and_no_more(said: Said, expected: str) -> None:
    assert paragraph(said) == expected


def approved(by: Actor, marker: str, province: str, theme: Theme | None = None) -> Project:
    project = full_project(by, marker)
    Project.objects.filter(pk=project.pk).update(
        review=ReviewState.APPROVED, category="engagement", theme=theme, domains=["economy"]
    )
    below = {"network_id": by.network_id, "project": project}
    ProjectPlace.objects.create(**below, province=province)
    ProjectServed.objects.create(**below, label="ครัวเรือน", number=120, is_counted=True)
    ProjectServed.objects.create(**below, label="นักท่องเที่ยว", number=300, is_counted=False)
    return project


def test_area_counts_approved_projects_of_the_place_alone(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        approved(by, "alfa", "TH-54")
        approved(by, "bravo", "TH-50")
        full_project(by, "draft")
        found = area(by, {"province": "TH-54", "theme": "", "domain": "economy"})
    assert found.title == "Phrae · economy"
    assert [each.project.title_th for each in found.projects] == ["โครงการ alfa"]
    assert (found.said.projects, found.said.served_counted, found.said.served_estimated) == (1, 120, 300)
    assert [each.name for each in found.partners] == ["บ้าน alfa"]
    assert found.paragraph.startswith("1 approved project works in Phrae on economy.")


def test_area_of_a_theme(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        theme = Theme.objects.create(network_id=by.network_id, name_th="น้ำ", key="น้ำ", sort_key="น้ำ")
        approved(by, "alfa", "TH-54", theme)
        approved(by, "bravo", "TH-54")
        found = area(by, {"theme": str(theme.pk)})
    assert [each.project.title_th for each in found.projects] == ["โครงการ alfa"]
    assert found.title == "น้ำ"


def test_area_shows_knowledge_with_consent_alone(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        approved(by, "alfa", "TH-54")
        project = approved(by, "bravo", "TH-54")
        CommunityKnowledge.objects.filter(project=project).update(consent=KnowledgeConsent.WITHDRAWN)
        found = area(by, {"province": "TH-54"})
    (shown,) = found.knowledge
    page = world.client("lead").get("/n/alpha/learn/area/?province=TH-54")
    assert shown.title_th == "ภูมิปัญญา alfa"
    assert f'href="/n/alpha/work/knowledge/{shown.pk}/"' in page.text


def test_area_tells_of_published_case_studies_alone(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        begin_case(by=by, title_th="ร่าง", provinces=["TH-54"])
        shown = begin_case(by=by, title_th="เผยแพร่แล้ว", provinces=["TH-54"])
        publish_case(by=by, case=shown, now=NOW)
        found = area(by, {"province": "TH-54"})
    assert [each.title_th for each in found.cases] == ["เผยแพร่แล้ว"]
    assert found.said.cases == 1


def test_page_and_workbook_open(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        approved(by, "alfa", "TH-54")
    client = browser("lead")
    assert "โครงการ alfa" in client.get("/n/alpha/learn/area/?province=TH-54").text
    assert "โครงการ alfa" not in client.get("/n/alpha/learn/area/?province=TH-50").text
    assert client.get("/n/alpha/learn/area/?province=nowhere&theme=x&domain=y").status_code == 200
    csv = client.get("/n/alpha/learn/area/export/?province=TH-54&format=csv")
    assert "Project alfa" in csv.content.decode() or "โครงการ alfa" in csv.content.decode()


def test_area_asks_the_same_of_one_and_three(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        approved(by, "alfa", "TH-54")
    client, path = browser("lead"), "/n/alpha/learn/area/?province=TH-54"
    client.get(path)
    with statements() as one:
        client.get(path)
    with user_scope(world.users["lead"], "alpha") as by:
        approved(by, "bravo", "TH-54")
        approved(by, "charlie", "TH-54")
    with statements() as three:
        client.get(path)
    assert len(three) == len(one)


def test_area_counts_and_lists_a_partner_once_under_all_its_names(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        kept, gone = (make_organisation(by, each) for each in ("อบต.โคกสูง", "องค์การบริหารส่วนตำบลโคกสูง"))
        for mark, partner in (
            ("alfa", {"organisation": kept}),
            ("bravo", {"organisation": gone}),
            ("charlie", {"name": "Weavers"}),
            ("delta", {"name": "weavers"}),
        ):
            project = approved(by, mark, "TH-54")
            ProjectPartner.objects.filter(project=project).update(**{"name": "", **partner})
        Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
        found = area(by, {"province": "TH-54"})
    assert [(each.name, each.projects) for each in found.partners] == [("อบต.โคกสูง", 2), ("Weavers", 2)]
    assert (found.said.partners, found.whole["partners"]) == (2, 2)


def test_area_says_of_each_list_how_much_is_left_out_and_the_workbook_has_all(
    world: World, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "SHOWN", 1)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for mark in ("alfa", "bravo", "charlie"):
            approved(by, mark, "TH-54")
            shown = begin_case(by=by, title_th=f"กรณี {mark}", provinces=["TH-54"])
            publish_case(by=by, case=shown, now=NOW)
    client = browser("secretariat")
    assert client.get("/n/alpha/learn/area/?lang=en").text.count("1 of 3 are shown.") == 4
    told = client.get("/n/alpha/learn/area/export/?lang=en&format=csv").content.decode()
    for words in ("Project", "บ้าน", "กรณี", "ภูมิปัญญา"):
        assert [f"{words} {mark}" in told for mark in ("alfa", "bravo", "charlie")] == [True] * 3, words


def test_workbook_of_an_area_takes_no_resources_for_projects(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = approved(by, "alfa", "TH-54")
        below = {"network_id": by.network_id, "project": project, "kind": "money"}
        for order, value in enumerate((100, 200, None)):
            ProjectResource.objects.create(**below, title=f"เงิน {order}", value_baht=value, order=order)
    told = browser("secretariat").get("/n/alpha/learn/area/export/?lang=en&format=csv").content.decode()
    (line,) = [each for each in told.splitlines() if each.startswith("Resources in baht")]
    assert line.split(",")[2:] == ["300.00", ""]
    assert "and 1 without a value" in line


def test_sample_data_is_marked_on_the_page_of_an_area_and_on_the_public_home(
    world: World, browser: Callable[[str], Client], client: Client
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = approved(by, "alfa", "TH-54")
        case = publish_case(by=by, case=begin_case(by=by, title_th="กรณี", provinces=["TH-54"]), now=NOW)
        CommunityKnowledge.objects.filter(project=project).update(is_public=True)
        choose_public(by=by, version=None, shows=["cases", "knowledge"])
        for is_sample, marks in ((False, (0, 0)), (True, (3, 2))):
            for model, pk in ((Project, project.pk), (CaseStudy, case.pk)):
                model.objects.filter(pk=pk).update(is_sample=is_sample)
            CommunityKnowledge.objects.filter(project=project).update(is_sample=is_sample)
            pages = browser("secretariat").get("/n/alpha/learn/area/"), client.get("/p/alpha/")
            assert tuple(each.text.count("sample-mark") for each in pages) == marks
