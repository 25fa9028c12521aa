"""Pages of frameworks, as the secretariat and others see them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import begin_version, describe_framework, withdraw_framework
from samphan.frameworks.actions.items import add_item, match_item
from samphan.frameworks.models import Framework, FrameworkItem
from samphan.frameworks.queries import frameworks as queries
from samphan.frameworks.queries.alignments import kind_of
from samphan.frameworks.queries.findable import ITEM
from samphan.projects.models import Project, ProjectAlignment, RoadmapAlignment
from samphan.tenancy.scope import system_scope, user_scope
from samphan.tenancy.search import find
from tests.factories.directory import make_organisation
from tests.factories.projects import fill_work
from tests.frameworks.conftest import TODAY
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Statements
    from tests.personas import World


@pytest.fixture
def project(world: World) -> Project:
    with system_scope("test", world.a.pk) as by:
        own, other = make_organisation(by, "มหาวิทยาลัยของเรา"), make_organisation(by, "มหาวิทยาลัยอื่น")
        return fill_work(by, own, other, "ownalpha", NOW).project


def cells(framework: Framework) -> tuple[list[FrameworkItem], list[FrameworkItem]]:
    items = FrameworkItem.objects.filter(framework=framework).order_by("order")
    return list(items.filter(axis="outcome")), list(items.filter(axis="level"))


def cells_in(world: World, framework: Framework) -> list[FrameworkItem]:
    with system_scope("test", world.a.pk):
        return cells(framework)[0]


def test_open_list_offers_what_is_not_adopted(world: World, tsu: Framework, at: Callable[..., str]) -> None:
    page = world.client("secretariat").get(at("frameworks") + "?lang=en")
    assert page.status_code == 200
    assert at("framework", tsu.pk) in page.text
    assert at("adopt", "sdg") in page.text
    assert at("adopt", "tsu") not in page.text
    assert at("adopt", "sdg") not in world.client("coordinator").get(at("frameworks")).text


def test_adopt_by_post_leads_to_the_copy(world: World, at: Callable[..., str]) -> None:
    client = world.client("secretariat")
    answer = client.post(at("adopt", "sdg"))
    with system_scope("test", world.a.pk):
        made = Framework.objects.get(code="sdg")
        assert made.items.count() == 186
    assert (answer.status_code, answer["Location"]) == (302, at("framework", made.pk))
    assert world.client("coordinator").post(at("adopt", "ent")).status_code == 403


def test_open_every_page_answers(
    world: World, tsu: Framework, plan: Framework, at: Callable[..., str]
) -> None:
    client = world.client("secretariat")
    with system_scope("test", world.a.pk):
        item = FrameworkItem.objects.filter(framework=tsu)[0]
    for path in (
        at("offer", "ent"),
        at("framework", tsu.pk),
        at("framework_change", tsu.pk),
        at("framework_withdraw", tsu.pk),
        at("framework_follow", tsu.pk),
        at("framework_new"),
        at("framework", plan.pk),
        at("framework_version", plan.pk),
        at("items_import", plan.pk),
        at("item_new", plan.pk),
        at("item", item.pk),
        at("item_matches", item.pk),
        at("export"),
        at("framework_export", tsu.pk),
    ):
        assert client.get(path).status_code == 200, path
    assert client.get(at("item_new", tsu.pk)).status_code == 403
    assert client.get(at("offer", "nothing")).status_code == 404


def test_items_that_go_with_one_are_written_by_a_form_that_scripts_can_read(
    world: World, tsu: Framework, at: Callable[..., str]
) -> None:
    client = world.client("secretariat")
    with system_scope("test", world.a.pk):
        one, other = FrameworkItem.objects.filter(framework=tsu).order_by("order")[:2]
    page = client.get(at("item_matches", one.pk)).text
    # A control of that name stands in the place of the form's own method in a browser, and every script stops.
    assert ('name="chosen"' in page, 'name="matches"' in page) == (True, False)
    assert client.post(at("item_matches", one.pk), {"chosen": [other.pk]}).status_code == 302
    assert "checked" in client.get(at("item_matches", one.pk)).text


def test_two_who_change_an_item_see_each_other(world: World, plan: Framework, at: Callable[..., str]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item, other = (add_item(by=by, framework=plan, code=code, title_th="เดิม") for code in ("1", "2"))
    client, page = world.client("secretariat"), at("item_change", item.pk) + "?lang=en"
    assert 'name="version" value="1"' in client.get(page).text
    typed = {"version": "1", "code": "1", "title_th": "คนแรก", "parent": ""}
    assert client.post(page, typed).status_code == 302
    refused = client.post(page, {**typed, "title_th": "คนที่สอง"})
    assert (refused.status_code, "คนแรก" in refused.text, "คนที่สอง" in refused.text) == (409, True, True)
    late = client.post(at("item_matches", item.pk) + "?lang=en", {"version": "1", "chosen": [other.pk]})
    assert (late.status_code, "Somebody else saved this" in late.text) == (409, True)
    with system_scope("test", world.a.pk):
        item.refresh_from_db()
    assert (item.title_th, item.version) == ("คนแรก", 2)


def test_what_an_item_follows_is_changed_on_its_page(
    world: World, plan: Framework, at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        one, two = (add_item(by=by, framework=plan, code=code, title_th=f"ข้อ {code}") for code in ("1", "2"))
        newer = begin_version(by=by, framework=plan, edition="2571-2575", today=TODAY)
        item = FrameworkItem.objects.get(framework=newer, code="1")
    client, page = world.client("secretariat"), at("item_follow", item.pk)
    assert page in client.get(at("item", item.pk)).text
    assert f'value="{one.pk}" selected' in client.get(page).text
    assert client.post(page, {"version": "1", "follows": two.pk}).status_code == 302
    assert client.post(page, {"version": "1", "follows": one.pk}).status_code == 409
    assert client.post(page, {"version": "2", "follows": ""}).status_code == 302
    assert "Follows, in the version before" in client.get(at("item", item.pk) + "?lang=en").text
    assert client.post(page, {"version": "3", "follows": item.pk}).status_code == 422
    reader = world.client("coordinator")
    assert (reader.get(page).status_code, page in reader.get(at("item", item.pk)).text) == (403, False)
    with system_scope("test", world.a.pk):
        item.refresh_from_db()
    assert (item.follows_id, item.version) == (None, 3)


def test_align_project_with_cells_and_change_it(
    world: World, tsu: Framework, project: Project, at: Callable[..., str]
) -> None:
    client = world.client("secretariat")
    with system_scope("test", world.a.pk):
        outcomes, levels = cells(tsu)
    path = at("align", "project", project.pk) + f"?framework={tsu.pk}"
    page = client.get(path)
    assert f'value="{outcomes[0].pk}x{levels[1].pk}"' in page.text
    data = {
        "cells": [f"{outcomes[0].pk}x{levels[1].pk}", str(outcomes[5].pk)],
        "note": "หลักสูตรร่วมกับชุมชน",
        "rating": "3",
    }
    answer = client.post(path, data)
    assert (answer.status_code, answer["Location"]) == (302, f"/n/alpha/work/projects/{project.pk}/goals/")
    with system_scope("test", world.a.pk):
        rows = ProjectAlignment.objects.filter(project=project).order_by("across_id")
        assert list(rows.values_list("item__code", "across__code", "note", "rating")) == [
            ("O1", "L2", "หลักสูตรร่วมกับชุมชน", 3),
            ("O6", None, "หลักสูตรร่วมกับชุมชน", 3),
        ]
        row = rows[0]
    again = client.post(path, data)
    assert again.status_code == 422
    shown = client.get(answer["Location"])
    assert "หลักสูตรร่วมกับชุมชน" in shown.text
    changed = client.post(at("alignment_change", "project", row.pk), {"note": "ใหม่", "rating": ""})
    assert changed.status_code == 302
    assert client.post(at("alignment_remove", "project", row.pk)).status_code == 302
    with system_scope("test", world.a.pk):
        assert list(rows.values_list("item__code", flat=True)) == ["O6"]


def test_align_without_the_right_is_refused(
    world: World, tsu: Framework, project: Project, at: Callable[..., str]
) -> None:
    path = at("align", "project", project.pk) + f"?framework={tsu.pk}"
    assert world.client("coordinator").get(path).status_code == 403
    assert world.client("coordinator").get(f"/n/alpha/work/projects/{project.pk}/goals/").status_code == 200


def test_align_without_choosing_shows_the_first_framework(
    world: World, tsu: Framework, project: Project, at: Callable[..., str]
) -> None:
    page = world.client("secretariat").get(at("align", "project", project.pk)).text
    with system_scope("test", world.a.pk):
        outcomes, levels = cells(tsu)
    assert f'value="{outcomes[0].pk}x{levels[1].pk}"' in page


def test_align_with_unknown_kind_is_not_found(world: World, tsu: Framework, at: Callable[..., str]) -> None:
    assert world.client("secretariat").get(at("align", "nothing", 1)).status_code == 404


def test_search_items_narrows_what_is_offered(world: World, project: Project, at: Callable[..., str]) -> None:
    client = world.client("secretariat")
    client.post(at("adopt", "sdg"))
    page = client.get(at("align", "project", project.pk) + "?q=ชุมชนร่วมจัดการน้ำ")
    assert page.text.count('name="cells"') == 2  # the target and the goal above it


def test_open_framework_asks_the_same_of_the_database_with_more(
    world: World, tsu: Framework, project: Project, at: Callable[..., str], statements: Statements
) -> None:
    client = world.client("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        outcomes, levels = cells(tsu)
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(outcomes[0], levels[0])])
    pages = (
        at("framework", tsu.pk),
        at("item", outcomes[0].pk),
        f"/n/alpha/work/projects/{project.pk}/goals/",
        at("align", "project", project.pk),
    )
    asked = []
    for _round in range(2):
        for path in pages:
            client.get(path)
            with statements() as found:
                assert client.get(path).status_code == 200
            asked.append(len(found))
        with user_scope(world.users["secretariat"], "alpha") as by:
            more = [Cell(outcomes[0], levels[1]), Cell(outcomes[0], levels[2]), Cell(outcomes[2])]
            if _round == 0:
                align(by=by, kind=kind_of("project"), thing=project, cells=more)
    assert asked[:4] == asked[4:]
    assert max(asked) <= 14


def test_withdrawn_framework_is_offered_no_more(
    world: World, tsu: Framework, project: Project, at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        outcomes, _levels = cells(tsu)
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(outcomes[0])])
        withdraw_framework(by=by, framework=tsu, reason="เกณฑ์ใหม่")
    client = world.client("secretariat")
    assert f'value="{outcomes[1].pk}"' not in client.get(at("align", "project", project.pk)).text
    page = client.get(at("framework", tsu.pk))
    assert "เกณฑ์ใหม่" in page.text
    assert at("item_aligned", outcomes[0].pk, "project") in page.text
    assert client.post(at("framework_restore", tsu.pk)).status_code == 302
    with system_scope("test", world.a.pk):
        assert Framework.objects.get(pk=tsu.pk).is_in_use


def test_other_kinds_have_their_tab(
    world: World, tsu: Framework, project: Project, at: Callable[..., str]
) -> None:
    from samphan.projects.models import RoadmapItem

    client = world.client("secretariat")
    with system_scope("test", world.a.pk):
        item = RoadmapItem.objects.order_by("pk")[0]
        outcome = cells(tsu)[0][0]
    tab = f"/n/alpha/work/roadmap/items/{item.pk}/goals/"
    assert client.get(tab).status_code == 200
    assert tab in client.get(f"/n/alpha/work/roadmap/items/{item.pk}/").text
    answer = client.post(
        at("align", "roadmap-item", item.pk) + f"?framework={tsu.pk}", {"cells": [str(outcome.pk)]}
    )
    assert answer["Location"] == tab
    with system_scope("test", world.a.pk):
        assert RoadmapAlignment.objects.get().roadmap_item_id == item.pk


def test_item_counts_things_as_its_framework_does_however_many_cells_each_fills(
    world: World, tsu: Framework, project: Project, at: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        outcomes, levels = cells(tsu)
        everywhere = [Cell(outcomes[0], each) for each in levels]
        align(by=by, kind=kind_of("project"), thing=project, cells=everywhere)
    client = world.client("secretariat")
    for most in (queries.MOST_ALIGNED, 1):
        monkeypatch.setattr(queries, "MOST_ALIGNED", most)
        page = client.get(at("item", outcomes[0].pk), {"lang": "en"}).text
        assert "Projects (1)" in page
        assert ("Show all 3" in page) == (most == 1)
    assert "Projects 1</a>" in client.get(at("framework", tsu.pk), {"lang": "en"}).text


def test_list_of_what_is_aligned_is_searched_sorted_narrowed_and_exported_alike(
    world: World, tsu: Framework, project: Project, at: Callable[..., str], statements: Statements
) -> None:
    client = world.client("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        outcomes, levels = cells(tsu)
        sides = [make_organisation(by, name) for name in ("มหาวิทยาลัยที่สาม", "มหาวิทยาลัยที่สี่")]
        other = fill_work(by, *sides, "otheralpha", NOW).project
        other.title_th, other.sort_key, other.visibility = "ฮูกกลางคืน", "ฮฮ", "private"
        other.save()
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(outcomes[0], levels[1])], rating=2)

    def listed(**asked: str) -> list[tuple[int, str]]:
        page = client.get(at("item_aligned", outcomes[0].pk, "project"), asked)
        rows = [row for row, _thing, _url in page.context["table"].rows]
        file = client.get(at("item_aligned_export", outcomes[0].pk, "project"), {**asked, "format": "csv"})
        lines = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))[1:]
        cell = [f"{row.item.code} × {row.across.code}" if row.across else row.item.code for row in rows]
        assert [line[2] for line in lines] == cell
        return [(row.project_id, row.across.code if row.across else "") for row in rows]

    counts = []
    for _round in range(2):
        with statements() as sent:
            listed(q=project.title_th, sort="cell")
            assert len(listed()) == 1 + 2 * _round
        counts.append(len(sent))
        if _round == 0:
            with user_scope(world.users["secretariat"], "alpha") as by:
                align(
                    by=by, kind=kind_of("project"), thing=other,
                    cells=[Cell(outcomes[0], levels[0]), Cell(outcomes[0])], note="ค่ายกลางคืน",
                )  # fmt: skip
    assert counts[0] == counts[1]
    mine, whole, first = (project.pk, levels[1].code), (other.pk, ""), (other.pk, levels[0].code)
    assert listed() == [mine, first, whole]
    assert listed(sort="-title") == [first, whole, mine]
    assert listed(sort="cell") == [first, mine, whole]
    assert listed(sort="-rating")[0] == mine
    assert listed(q="ฮูก") == [first, whole]
    assert listed(q="ค่ายกลางคืน", cell="whole") == [whole]
    assert listed(cell=str(levels[1].pk)) == [mine]
    assert (listed(rating="2"), listed(rating="none"), listed(rating="9" * 9)) == ([mine], [first, whole], [])
    page = world.client("board").get(at("item_aligned", outcomes[0].pk, "project"))
    assert [thing.pk for _row, thing, _url in page.context["table"].rows] == [project.pk]
    file = world.client("board").get(at("item_aligned_export", outcomes[0].pk, "project"), {"format": "csv"})
    assert "ฮูก" not in file.getvalue().decode()


def test_pages_say_that_drafts_of_projects_are_counted_only_where_projects_are(
    world: World, tsu: Framework, project: Project, at: Callable[..., str]
) -> None:
    client = world.client("secretariat")
    said = "Drafts of projects are counted here too"
    outcome = cells_in(world, tsu)[0]
    pages = (at("framework", tsu.pk), at("item", outcome.pk))
    assert [said in client.get(page, {"lang": "en"}).text for page in pages] == [False, False]
    with user_scope(world.users["secretariat"], "alpha") as by:
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(outcome)])
    pages = (*pages, at("item_aligned", outcome.pk, "project"), at("item_aligned", outcome.pk, "event"))
    told = [client.get(page, {"lang": "en"}).text.count(said) for page in pages]
    assert told == [1, 1, 1, 0]


def test_items_that_name_each_other_go_together_once(
    world: World, tsu: Framework, at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        (one, other, *_more), _levels = cells(tsu)
        match_item(by=by, item=one, matches=[other])
        match_item(by=by, item=other, matches=[one])
    page = world.client("secretariat").get(at("item", one.pk)).text
    assert page.count(f">{other.code} {other.title_th}") == 1


def test_ticks_in_a_framework_that_was_withdrawn_meanwhile_come_back_with_the_reason(
    world: World, tsu: Framework, plan: Framework, project: Project, at: Callable[..., str]
) -> None:
    client = world.client("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        outcomes, levels = cells(tsu)
        cell = f"{outcomes[0].pk}x{levels[0].pk}"
        form = client.get(at("align", "project", project.pk) + f"?framework={tsu.pk}").text
        assert f'action="?framework={tsu.pk}&amp;q="' in form
        withdraw_framework(by=by, framework=tsu, reason="เกณฑ์ใหม่")
    path = at("align", "project", project.pk) + f"?framework={tsu.pk}&q=&lang=en"
    answer = client.post(path, {"cells": [cell], "note": "หลักสูตรร่วม"})
    assert answer.status_code == 422
    assert "not in use any more" in answer.text
    assert (
        "หลักสูตรร่วม" in answer.text,
        re.search(rf'value="{cell}"[^>]* checked', answer.text) is not None,
    ) == (
        True,
        True,
    )
    with system_scope("test", world.a.pk):
        assert not ProjectAlignment.objects.filter(project=project).exists()


def test_list_sorted_by_year_begins_with_the_latest_not_with_those_that_say_none(
    world: World, tsu: Framework, plan: Framework, at: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk):
        Framework.objects.filter(pk=plan.pk).update(from_year=2023)
        Framework.objects.filter(pk=tsu.pk).update(from_year=None)
    page = world.client("secretariat").get(at("frameworks"), {"sort": "-year"})
    assert [each.pk for each in page.context["table"].rows] == [plan.pk, tsu.pk]


def test_items_are_found_under_the_new_title_of_their_plan(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = add_item(by=by, framework=plan, code="1", title_th="น้ำสะอาด")
        describe_framework(by=by, framework=plan, title_th="แผนที่เปลี่ยนชื่อ")
        (hit,) = find("น้ำสะอาด", kinds=[ITEM]).hits
    assert (hit.object_id, "แผนที่เปลี่ยนชื่อ" in str(hit.detail)) == (item.pk, True)
