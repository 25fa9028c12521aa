"""Every page of the app answers, in both languages, and shows what it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.tenancy.scope import user_scope
from tests.factories.projects import Work, fill_work
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World
    from tests.projects.conftest import Members


@pytest.fixture
def work(world: World, members: Members) -> Work:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return fill_work(by, members.own, members.other, "ริมน้ำ", NOW)


@pytest.mark.parametrize("language", ["th", "en"])
def test_open_every_page_answers(
    browser: Callable[[str], Client], work: Work, at: Callable[..., str], language: str
) -> None:
    client = browser("secretariat")
    pages = [
        at("roadmaps"), at("roadmap_new"), at("items"), at("items_export"), at("roadmap", work.roadmap.pk),
        at("roadmap_change", work.roadmap.pk), at("horizons", work.roadmap.pk), at("roadmap_archive", work.roadmap.pk),
        at("item_new", work.roadmap.pk), at("item", work.item.pk), at("item", work.part.pk),
        at("item_change", work.item.pk), at("item_report", work.item.pk), at("item_report", work.part.pk),
        at("item_partners", work.item.pk), at("item_measures", work.item.pk), at("item_needs", work.item.pk),
        at("actions"), at("actions_export"), at("action_new"), at("action", work.action.pk),
        at("action_change", work.action.pk), at("action_finish", work.action.pk), at("action_drop", work.action.pk),
        at("action_carry_over", work.action.pk), at("follow_ups"), f"{at('follow_ups')}?state=all",
        at("follow_up", work.follow_up.pk), at("follow_up_plan", "action", work.action.pk), at("possibles"),
        at("possibles_export"), at("possible_new"), at("possible", work.calling.pk), at("possible", work.started.pk),
        at("possible_change", work.calling.pk), at("possible_call", work.calling.pk), at("possible_close", work.calling.pk),
        at("possible_start", work.calling.pk), at("possible_ask", work.calling.pk), at("interest_new", work.calling.pk),
        at("interest_change", work.interest.pk), at("projects"), at("projects_export"), at("project", work.project.pk),
        at("project_change", work.project.pk), at("project_partners", work.project.pk), at("project_drop", work.project.pk),
        at("listings"), at("listings_export"), at("listing_new"), at("listing", work.offer.pk),
        at("listing", work.need.pk), at("listing_change", work.offer.pk),
    ]  # fmt: skip
    answers = {page: client.get(page, query_params={"lang": language}).status_code for page in pages}
    assert {page: status for page, status in answers.items() if status != 200} == {}


def test_open_page_of_another_network_is_not_found(
    world: World, browser: Callable[[str], Client], work: Work, at: Callable[..., str]
) -> None:
    stranger = world.client("stranger")
    pages = [
        ("roadmap", work.roadmap),
        ("item", work.item),
        ("action", work.action),
        ("possible", work.calling),
    ]
    pages += [("project", work.project), ("listing", work.offer), ("follow_up", work.follow_up)]
    assert {stranger.get(at(name, found.pk)).status_code for name, found in pages} == {404}
    assert {
        stranger.get(at(name, found.pk).replace("alpha", "beta")).status_code for name, found in pages
    } == {404}
