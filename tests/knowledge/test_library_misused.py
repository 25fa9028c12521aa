"""The library, areas and public pages under bad conditions: a record that was closed again, lists longer than a page of choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.directory.models.claim import ClaimState, PersonClaim
from samphan.engagement.models import CommunityKnowledge
from samphan.events.actions.event import create_event
from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import write_plan
from samphan.frameworks.actions.items import add_item
from samphan.frameworks.queries.alignments import kind_of
from samphan.kit import picking
from samphan.knowledge.actions.case import describe_case, make_case, publish_case
from samphan.knowledge.actions.news import choose_events, choose_public
from samphan.knowledge.models import CaseStudy, ShownEvent
from samphan.knowledge.queries import area as areas
from samphan.knowledge.queries import community, library
from samphan.knowledge.queries import news as news_queries
from samphan.projects.models import (
    PartnerSide,
    Project,
    ProjectPartner,
    ProjectPerson,
    ProjectPlace,
    ReviewState,
    Visibility,
)
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_person
from tests.factories.knowledge import NOW, fill_dossiers, full_project
from tests.knowledge.test_cases import jpeg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def opened(by: Actor, mark: str, *, photos: int = 0) -> Project:
    """An approved project that is open to everybody."""
    project = full_project(by, mark, photos=photos, jpeg=jpeg() if photos else b"")
    Project.objects.filter(pk=project.pk).update(
        review=ReviewState.APPROVED, visibility=Visibility.PUBLIC, category="engagement"
    )
    project.refresh_from_db()
    return project


@pytest.fixture
def case(world: World) -> CaseStudy:
    """A published case study with a photograph, of a project of the secretariat's."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        return publish_case(by=by, case=make_case(by=by, project=opened(by, "alfa", photos=1)), now=NOW)


def closed(world: World, case: CaseStudy) -> None:
    """The keeper shuts the record, and calls it otherwise from now on."""
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=case.project_id).update(
            visibility=Visibility.PRIVATE, title_th="ชื่อลับ", title_en="Secret name"
        )


def test_photograph_of_a_record_that_was_closed_is_handed_to_nobody_who_may_not_read_it(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        path = f"/n/alpha/learn/library/{case.pk}/pictures/{case.pictures.get().pk}/"
    assert browser("board").get(path).status_code == 200
    closed(world, case)
    assert [browser(each).get(path).status_code for each in ("board", "secretariat")] == [404, 200]


def test_summary_of_a_record_goes_with_it_and_own_words_stay(
    world: World, case: CaseStudy, browser: Callable[[str], Client], client: Client
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        Project.objects.filter(pk=case.project_id).update(summary_th="เรื่องของเรา", summary_en="Our story")
        choose_public(by=by, version=None, shows=["cases"])

    def told(words: str) -> list[bool]:
        inside, library = (
            f"/n/alpha/learn/library/{case.pk}/",
            "/n/alpha/learn/library/export/?format=csv&lang=en",
        )
        outside = [f"/p/alpha/cases/{path}" for path in ("", f"{case.pk}/")]
        pages = [client.get(each, {"lang": "en"}).text for each in outside]
        pages += [browser("board").get(inside, {"lang": "en"}).text, browser("board").get(library).text]
        return [words in page for page in pages]

    assert told("Our story") == [True, True, True, True]
    closed(world, case)
    assert told("Our story") == [False, False, False, False]
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_case(by=by, case=case, version=None, summary_th="คำของเรา", summary_en="Our own words")
    assert told("Our own words") == [True, True, True, True]


def test_workbook_of_the_library_names_no_project_that_its_reader_may_not_read(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    closed(world, case)
    told = {
        each: browser(each).get("/n/alpha/learn/library/export/?format=csv&lang=en").content.decode()
        for each in ("board", "secretariat")
    }
    assert {each: "Secret name" in said for each, said in told.items()} == {
        "board": False,
        "secretariat": True,
    }
    assert "โครงการ alfa" in told["board"]


def test_year_long_ago_is_kept_when_something_else_is_changed(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        CaseStudy.objects.filter(pk=case.pk).update(year=1975)
    path = f"/n/alpha/learn/library/{case.pk}/change/"
    client = browser("secretariat")
    assert 'value="1975" selected' in client.get(path).text
    typed = {"title_th": "ชื่อใหม่", "year": "1975", "version": case.version}
    assert client.post(path, typed).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        case.refresh_from_db()
    assert (case.title_th, case.year) == ("ชื่อใหม่", 1975)


def test_events_that_are_not_offered_stay_as_they_were_chosen(
    world: World, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first, second = (create_event(by=by, slug=each, title_th=each) for each in ("first", "second"))
        choose_events(by=by, events=[first, second])
    monkeypatch.setattr(news_queries, "MOST_EVENTS", 1)
    client, path = browser("secretariat"), "/n/alpha/learn/public/events/"
    (offered,) = client.get(path).context["form"].fields["events"].choices
    assert client.post(path, {"events": []}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        left = set(ShownEvent.objects.for_actor(by).values_list("event_id", flat=True))
    assert left == {first.pk, second.pk} - {offered[0]}


def test_own_projects_are_offered_to_a_dossier_first_and_any_other_by_its_title(
    world: World, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other, secret = opened(by, "alfa"), opened(by, "alfa secret")
        Project.objects.filter(pk=secret.pk).update(visibility=Visibility.PRIVATE)
    with user_scope(world.users["coordinator"], "alpha") as by:
        dossier = fill_dossiers(by, "bravo")
        own = opened(by, "zulu")
        dossier.refresh_from_db()
        told = dossier.projects.get().project_id
    monkeypatch.setattr(picking, "MOST_OFFERED", 2)
    client, options = browser("coordinator"), "/n/alpha/learn/dossiers/projects/options/"
    offered = {each: client.get(options, {"q": each}).text for each in ("", "alfa")}
    assert re.findall(r'value="(\d+)"', offered[""]) == [str(told), str(own.pk)]
    assert re.findall(r'value="(\d+)"', offered["alfa"]) == [str(other.pk)]
    path = f"/n/alpha/learn/dossiers/{dossier.pk}/projects/"
    typed = {
        "version": dossier.version, "rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 1,
        "rows-0-project": told, "rows-0-ORDER": 1, "rows-1-project": other.pk, "rows-1-ORDER": 2,
        "rows-2-project": secret.pk, "rows-2-own_part_th": "ส่วนของผม", "rows-2-ORDER": 3,
    }  # fmt: skip
    refused = client.post(path, typed)
    assert (refused.status_code, "ส่วนของผม" in refused.text, "alfa secret" in refused.text) == (
        422,
        True,
        False,
    )
    assert client.post(path, {**typed, "rows-2-project": own.pk}).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        chosen = dossier.projects.order_by("order").values_list("project", "own_part_th")
        assert list(chosen) == [(told, ""), (other.pk, ""), (own.pk, "ส่วนของผม")]


def test_projects_in_which_one_works_are_offered_to_a_dossier_before_those_of_others(
    world: World, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        opened(by, "alfa")
        opened(by, "bravo")
        works, me = opened(by, "zulu"), make_person(by)
        ProjectPerson.objects.create(network_id=by.network_id, project=works, person=me, side="university")
        PersonClaim.objects.create(
            network_id=by.network_id,
            person=me,
            user=world.users["coordinator"],
            state=ClaimState.ACCEPTED,
            asked_at=NOW,
            decided_at=NOW,
        )
    with user_scope(world.users["coordinator"], "alpha") as by:
        own = opened(by, "yankee")
    monkeypatch.setattr(picking, "MOST_OFFERED", 2)
    offered = browser("coordinator").get("/n/alpha/learn/dossiers/projects/options/", {"q": ""}).text
    assert re.findall(r'value="(\d+)"', offered) == [str(own.pk), str(works.pk)]


def test_area_counts_every_place_and_partner_however_little_it_shows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "SHOWN", 1)
    monkeypatch.setattr(areas, "POINTS", 2, raising=False)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for mark in ("alfa", "bravo", "charlie"):
            project = opened(by, mark)
            below = {"network_id": by.network_id, "project": project}
            for place in range(5):
                ProjectPlace.objects.create(**below, province="TH-54", site=f"{mark} {place}", order=place)
            ProjectPartner.objects.create(**below, name="กลุ่มแม่บ้าน", side=PartnerSide.SOCIETY, order=9)
            ProjectPartner.objects.create(**below, name="กลุ่มแม่บ้าน", side=PartnerSide.SOCIETY, order=10)
        found = areas.area(by, {})
    assert [(each.name, each.projects) for each in found.partners] == [("กลุ่มแม่บ้าน", 3)]
    assert [(each.label, each.count) for each in found.map.counted] == [("Phrae", 3)]


def test_published_case_leads_to_its_public_page_only_while_there_is_one(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    client, path = browser("board"), f"/n/alpha/learn/library/{case.pk}/"
    assert f"/p/alpha/cases/{case.pk}/" not in client.get(path).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=["cases"])
    assert f"/p/alpha/cases/{case.pk}/" in client.get(path).text


def test_case_says_the_year_in_which_the_work_began_not_the_fiscal_one(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        begun = opened(by, "alfa")  # on 1 November 2024
        undated = opened(by, "bravo")
        Project.objects.filter(pk=undated.pk).update(starts=None, ends=None, fiscal_year=2023)
        undated.refresh_from_db()
        assert [make_case(by=by, project=each).year for each in (begun, undated)] == [2024, 2023]


def test_provinces_and_frameworks_of_filters_stand_in_thai_order(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        titles = ("อนาคต", "เกษตร", "แก่นสาร")
        for title, province in zip(titles, ("TH-41", "TH-50", "TH-54"), strict=True):
            plan = write_plan(by=by, kind="strategy", edition="1", title_th=title, today=NOW.date())
            item = add_item(by=by, framework=plan, code="1", title_th="ข้อ")
            project = opened(by, title)
            align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(item)])
            make_case(by=by, project=project)
            CommunityKnowledge.objects.filter(project=project).update(is_public=True, province=province)
        with translation.override("th"):
            told = [words.split(" · ")[0] for _pk, words in library.items(by, "")]
            assert told == ["เกษตร", "แก่นสาร", "อนาคต"]
            _themes, provinces = community.choices(by.network_id, NOW.date())
        assert [name for _code, name in provinces] == ["เชียงใหม่", "แพร่", "อุดรธานี"]
