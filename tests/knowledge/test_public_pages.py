"""The public pages of a network: closed unless opened, joined by one navigation, with what is published and nothing else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image

from samphan.engagement.actions.evidence import bring_files, withdraw_evidence
from samphan.engagement.models import ClaimAnswer
from samphan.events.actions.event import create_event
from samphan.governance.models import Body
from samphan.kit.errors import Problem, Refused
from samphan.knowledge.actions.case import make_case, publish_case
from samphan.knowledge.actions.news import (
    Upload,
    choose_events,
    choose_public,
    publish_news,
    take_off_news,
    write_news,
)
from samphan.knowledge.models import NewsItem, PublicSite, ShownEvent, SiteSection
from samphan.networks.models import NetworkProfile
from samphan.projects.models import Project, ProjectPartner, ReviewState, Visibility
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import anonymous_scope, user_scope
from samphan.tenancy.search import find_for
from tests.engagement.outcome import make_outcome, upload
from tests.engagement.pictures import photograph
from tests.factories.directory import make_organisation
from tests.factories.knowledge import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

SECTIONS = {
    "about": "about/",
    "principles": "principles/",
    "board": "bodies/",
    "projects": "projects/",
    "cases": "cases/",
    "knowledge": "knowledge/",
    "events": "events/",
    "news": "news/",
}
OWN = [section for section in SECTIONS if section not in {"about", "board"}]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def opened(world: World, *shows: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=list(shows), welcome_th="ยินดีต้อนรับ")


def news(world: World, title: str, *, is_published: bool = True) -> NewsItem:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = write_news(by=by, title_th=title, body_th=f"เนื้อหา {title}")
        return publish_news(by=by, item=item, now=NOW) if is_published else item


def published(by: Actor, number: int) -> Project:
    return Project.objects.create(
        network_id=by.network_id,
        sort_key=f"{number}",
        title_th=f"โครงการ {number}",
        review=ReviewState.APPROVED,
        visibility=Visibility.PUBLIC,
        published_at=NOW,
    )


def partner(by: Actor, project: Project) -> ProjectPartner:
    village = make_organisation(by, f"บ้าน {project.sort_key}")
    return ProjectPartner.objects.create(
        network_id=by.network_id, project=project, organisation=village, side="society"
    )


def test_network_that_chose_nothing_shows_nothing(world: World) -> None:
    news(world, "ข่าว")
    for path in ("", *(SECTIONS[section] for section in OWN)):
        assert Client().get(f"/p/alpha/{path}").status_code == 404, path


@pytest.mark.parametrize("section", OWN)
def test_section_is_read_where_it_is_open_alone(world: World, section: str) -> None:
    opened(world, *(each for each in SECTIONS if each != section))
    assert Client().get(f"/p/alpha/{SECTIONS[section]}").status_code == 404
    assert Client().get("/p/alpha/").status_code == 200
    opened(world, section)
    assert Client().get(f"/p/alpha/{SECTIONS[section]}").status_code == 200


def test_navigation_joins_the_pages_of_all_apps(world: World) -> None:
    opened(world, "about", "board", "news")
    with user_scope(world.users["secretariat"], "alpha") as by:
        NetworkProfile.objects.create(network_id=by.network_id, is_published=True)
        Body.objects.create(network_id=by.network_id, name_th="คณะกรรมการ", kind="board", is_public=True)
    for path in ("", "about/", "bodies/", "news/", "milestones/"):
        page = Client().get(f"/p/alpha/{path}").text
        for address in ("/p/alpha/", "/p/alpha/about/", "/p/alpha/bodies/", "/p/alpha/news/"):
            assert f'href="{address}"' in page, (path, address)
        assert 'href="/p/alpha/cases/"' not in page


def test_pages_without_open_sections_have_no_navigation(world: World) -> None:
    assert "Public pages" not in Client().get("/p/alpha/bodies/?lang=en").text
    opened(world, "board")
    assert "Public pages" in Client().get("/p/alpha/bodies/?lang=en").text


def test_drafts_of_news_are_read_by_who_keeps_the_library_alone(
    world: World, browser: Callable[[str], Client]
) -> None:
    opened(world, "news")
    draft, shown = news(world, "ร่างลับ", is_published=False), news(world, "ข่าวจริง")
    assert "ร่างลับ" not in Client().get("/p/alpha/news/").text + Client().get("/p/alpha/").text
    assert Client().get(f"/p/alpha/news/{draft.pk}/").status_code == 404
    assert "เนื้อหา ข่าวจริง" in Client().get(f"/p/alpha/news/{shown.pk}/").text
    assert Client().get(f"/p/beta/news/{shown.pk}/").status_code == 404
    assert browser("board").get(f"/n/alpha/learn/news/{draft.pk}/").status_code == 404
    assert browser("secretariat").get(f"/n/alpha/learn/news/{draft.pk}/").status_code == 200
    with user_scope(world.users["board"], "alpha") as by:
        found = find_for(by, "ข่าวจริง", kinds=["knowledge.newsitem"]).hits
        assert [hit.object_id for hit in found] == [shown.pk]
        assert list(find_for(by, "ร่างลับ", kinds=["knowledge.newsitem"]).hits) == []
        with pytest.raises(Refused):
            write_news(by=by, title_th="ของคนอื่น")
    with anonymous_scope("alpha"):
        assert [each.pk for each in NewsItem.objects.all()] == [shown.pk]
    with user_scope(world.users["secretariat"], "alpha") as by:
        take_off_news(by=by, item=shown)
    assert Client().get(f"/p/alpha/news/{shown.pk}/").status_code == 404


def test_pinned_news_stands_first(world: World) -> None:
    opened(world, "news")
    news(world, "ข่าวใหม่")
    with user_scope(world.users["secretariat"], "alpha") as by:
        pinned = write_news(by=by, title_th="ข่าวสำคัญ", is_pinned=True)
        publish_news(by=by, item=pinned, now=NOW.replace(year=2020))
    page = Client().get("/p/alpha/news/").text
    assert page.index("ข่าวสำคัญ") < page.index("ข่าวใหม่")


def test_picture_of_news_needs_words_and_loses_its_place(world: World) -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(out, "JPEG")
    opened(world, "news")
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            write_news(by=by, title_th="ข่าว", upload=Upload("a.jpg", out.getvalue()))
        with pytest.raises(Problem):
            write_news(by=by, title_th="ข่าว", picture_words="ภาพ", upload=Upload("a.svg", b"<svg/>"))
        item = write_news(
            by=by, title_th="ข่าว", picture_words="ตลาดชุมชน", upload=Upload("a.jpg", out.getvalue())
        )
    assert Client().get(f"/p/alpha/news/{item.pk}/picture/").status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        publish_news(by=by, item=item, now=NOW)
    response = Client().get(f"/p/alpha/news/{item.pk}/picture/")
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")


def test_picture_that_is_withdrawn_as_evidence_goes_from_the_news(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    opened(world, "news")
    with user_scope(world.users["secretariat"], "alpha") as by:
        gone, stays = (
            write_news(
                by=by, title_th=colour, upload=Upload("ก.jpg", photograph(colour)), picture_words="ภาพ"
            )
            for colour in ("teal", "red")
        )
        for item in (gone, stays):
            publish_news(by=by, item=item, now=NOW)
        project = make_outcome(by, keeper_id=world.users["secretariat"].pk).project
        (photo,) = bring_files(
            by=by, project=project, uploads=[upload(photograph("teal"))], supports="before", consent="given"
        )
    places = [f"/p/alpha/news/{each.pk}/picture/" for each in (gone, stays)]
    assert [Client().get(place).status_code for place in places] == [200, 200]
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_evidence(by=by, evidence=photo, reason="ขอถอน", now=NOW, is_consent=True)
        assert AuditEntry.objects.get(act="withdraw_news_picture").reason == "ขอถอน"
    assert [Client().get(place).status_code for place in places] == [404, 200]
    assert "<img" not in Client().get(f"/p/alpha/news/{gone.pk}/").text.partition("<main")[2]


def test_picture_of_news_whose_people_do_not_agree_any_more_is_taken_out(
    world: World, browser: Callable[[str], Client], settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    opened(world, "news")
    with user_scope(world.users["secretariat"], "alpha") as by:
        upload = Upload("ก.jpg", photograph())
        item = write_news(by=by, title_th="ข่าว", upload=upload, picture_words="ชาวบ้านห้าคน")
        publish_news(by=by, item=item, now=NOW)
        with pytest.raises(Problem, match="larger than 10 MB"):
            write_news(by=by, title_th="ข่าว", upload=Upload("ก.jpg", bytes(11 * 2**20)), picture_words="ก")
    picture, page = f"/p/alpha/news/{item.pk}/picture/", f"/p/alpha/news/{item.pk}/"
    assert [Client().get(picture).status_code, "ชาวบ้านห้าคน" in Client().get(page).text] == [200, True]
    form = f"/n/alpha/learn/news/{item.pk}/change/"
    typed = {"title_th": "ข่าว", "picture_words": "ชาวบ้านห้าคน", "without_picture": "on", "version": 2}
    assert browser("secretariat").post(form, typed).status_code == 302
    assert [Client().get(picture).status_code, "ชาวบ้านห้าคน" in Client().get(page).text] == [404, False]
    assert "without_picture" not in browser("secretariat").get(form).text


def test_only_chosen_events_are_shown_and_nothing_else_of_them(world: World) -> None:
    opened(world, "events")
    with user_scope(world.users["secretariat"], "alpha") as by:
        shown = create_event(by=by, slug="open", title_th="งานเปิด", problem_th="ปัญหาลับ", venue_th="หอประชุม")
        create_event(by=by, slug="inside", title_th="งานภายใน")
        choose_events(by=by, events=[shown])
    with user_scope(world.users["stranger"], "beta") as by:
        choose_public(by=by, version=None, shows=["events"])
    page = Client().get("/p/alpha/events/").text
    assert "งานเปิด" in page
    assert "หอประชุม" in page
    assert [each for each in ("งานภายใน", "ปัญหาลับ") if each in page] == []
    assert "งานเปิด" not in Client().get("/p/beta/events/").text
    with user_scope(world.users["stranger"], "beta") as by:
        choose_events(by=by, events=[shown])
        assert ShownEvent.objects.for_actor(by).count() == 0


def test_public_list_of_projects_shows_published_ones_alone(world: World) -> None:
    opened(world, "projects")
    with user_scope(world.users["secretariat"], "alpha") as by:
        row = {"network_id": by.network_id, "sort_key": "a"}
        Project.objects.create(**row, title_th="ยังไม่เผยแพร่")
        Project.objects.create(
            **row,
            title_th="เผยแพร่แล้ว",
            review=ReviewState.APPROVED,
            visibility=Visibility.PUBLIC,
            published_at=NOW,
        )
    page = Client().get("/p/alpha/projects/").text
    assert "เผยแพร่แล้ว" in page
    assert "ยังไม่เผยแพร่" not in page


def test_choosing_is_for_who_keeps_the_library(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["lead"], "alpha") as by, pytest.raises(Refused):
        choose_public(by=by, version=None, shows=["news"])
    assert browser("lead").get("/n/alpha/learn/public/").status_code == 403
    client = browser("secretariat")
    assert client.post("/n/alpha/learn/public/", {"shows": ["news", "cases"]}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert PublicSite.objects.get().shows == ["news", "cases"]
    assert client.post("/n/alpha/learn/public/", {"shows": ["secrets"]}).status_code == 422


def test_preview_shows_closed_sections_to_who_keeps_the_library(
    world: World, browser: Callable[[str], Client]
) -> None:
    news(world, "ข่าวจริง")
    assert "ข่าวจริง" in browser("secretariat").get("/n/alpha/learn/public/preview/").text
    assert browser("lead").get("/n/alpha/learn/public/preview/").status_code == 403


def test_project_without_a_partner_to_ask_bears_no_mark_in_the_list_and_on_its_page(world: World) -> None:
    opened(world, "projects", "cases")
    with user_scope(world.users["secretariat"], "alpha") as by:
        alone, asked = published(by, 1), published(by, 2)
        partner(by, asked)
        for project in (alone, asked):
            publish_case(by=by, case=make_case(by=by, project=project), now=NOW)
    pages = ["projects/", "cases/", *(f"work/projects/{each.pk}/" for each in (asked, alone))]
    text = [Client().get(f"/p/alpha/{path}?lang=en").text for path in pages]
    assert [each.count("confirmed by the partner") for each in text] == [1, 1, 1, 0]
    assert [each for each in text if "no partner to confirm it" in each] == []


@pytest.mark.parametrize("path", ["", "news/", "events/", "projects/", "cases/"])
def test_public_page_asks_the_same_of_one_and_three(world: World, statements: Statements, path: str) -> None:
    opened(world, *SiteSection.values)

    def more(number: int) -> None:
        news(world, f"ข่าว {number}")
        with user_scope(world.users["secretariat"], "alpha") as by:
            event = create_event(by=by, slug=f"event-{number}", title_th=f"งาน {number}")
            choose_events(by=by, events=[event, *[each.event for each in ShownEvent.objects.for_actor(by)]])
            project = published(by, number)
            below = {"network_id": by.network_id, "project": project}
            village = partner(by, project)
            ClaimAnswer.objects.create(
                **below,
                partner=village,
                key="part",
                shown="…",
                verdict="disputed",
                words="ไม่จริง",
                channel="link",
                at=NOW,
            )
            publish_case(by=by, case=make_case(by=by, project=project), now=NOW)

    more(1)
    Client().get(f"/p/alpha/{path}")
    with statements() as one:
        Client().get(f"/p/alpha/{path}")
    more(2)
    more(3)
    with statements() as three:
        Client().get(f"/p/alpha/{path}")
    assert len(three) == len(one)
