"""Projects that may be the same work: which pairs are found, who is shown them, what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.kit.errors import Problem, Refused
from samphan.projects.actions.pairs import decide_pair
from samphan.projects.actions.project import describe_project, show_project
from samphan.projects.models import Project, ProjectPair, ProjectPartner, ProjectPlace
from samphan.projects.queries.pairs import COUNTED, alike, count_alike, decided
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW
from tests.projects.test_records import begun, day

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members


def working(
    by: Actor,
    title: str,
    *,
    district: str = "เมืองพิษณุโลก",
    province: str = "TH-65",
    starts: str = "2026-01-01",
    ends: str | None = None,
    **words: object,
) -> Project:
    """A project under way in a district."""
    project = begun(by, title, starts=day(starts), ends=day(ends) if ends else None)
    project = describe_project(by=by, project=project, **{"domains": ["health"], **words})  # type: ignore[arg-type]  # words of the action
    ProjectPlace.objects.create(
        network_id=by.network_id, project=project, province=province, district=district
    )
    return project


def pairs(by: Actor) -> list[tuple[int, int]]:
    return [(each.one.pk, each.other.pk) for each in alike(by)]


def test_same_district_theme_and_time_without_a_link_are_shown_to_both(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        one = working(by, "ผู้สูงวัยแข็งแรง")
    with user_scope(world.users["lead"], "alpha") as by:
        other = working(by, "วัยเก๋าสุขภาพดี", district="เมืองพิษณุโลก")
        assert pairs(by) == [(one.pk, other.pk)]
        (found,) = alike(by, one)
        assert (found.one, found.other, found.places, len(found.domains)) == (one, other, ("เมืองพิษณุโลก",), 1)
        (back,) = alike(by, other)
        assert (back.one, back.other) == (other, one)
    for persona, mine, theirs in (
        ("coordinator", one, "วัยเก๋าสุขภาพดี"),
        ("lead", other, "ผู้สูงวัยแข็งแรง"),
    ):
        client = browser(persona)
        assert at("project_alike", mine.pk) in client.get(at("project", mine.pk)).text
        assert theirs in client.get(at("project_alike", mine.pk)).text
    assert browser("secretariat").get(at("projects_alike")).text.count("วัยเก๋าสุขภาพดี") == 1
    assert browser("coordinator").get(at("projects_alike")).status_code == 403


@pytest.mark.parametrize(
    "apart",
    [
        {"district": "วังทอง"},
        {"province": "TH-50"},
        {"district": ""},
        {"domains": ["culture"]},
        {"starts": "2024-01-01", "ends": "2025-12-31"},
    ],
)
def test_projects_apart_in_place_theme_or_time_are_no_pair(world: World, apart: dict[str, object]) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        working(by, "ก")
        working(by, "ข", **apart)  # type: ignore[arg-type]  # words of the helper
        assert pairs(by) == []


def test_common_theme_makes_a_pair_without_a_common_domain(world: World) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        working(by, "ก", theme="ขยะ", domains=["environment"])
        working(by, "ข", theme="ขยะ", domains=["economy"])
        ((found),) = alike(by)
        assert (str(found.theme), found.domains) == ("ขยะ", ())


def test_linked_projects_are_no_pair(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        one, other = working(by, "ก", series="ชุดเดียวกัน"), working(by, "ข", series="ชุดเดียวกัน")
        assert pairs(by) == []
        describe_project(by=by, project=other, series="")
        assert pairs(by) == [(one.pk, other.pk)]
        for each in (one, other):
            ProjectPartner.objects.create(
                network_id=by.network_id, project=each, organisation=members.own, side="society"
            )
        assert pairs(by) == []


@pytest.mark.parametrize("state", ["idea", "followed", "done"])
def test_project_on_which_nobody_works_is_in_no_pair(world: World, state: str) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        working(by, "ก")
        Project.objects.filter(pk=working(by, "ข").pk).update(state=state)
        assert pairs(by) == []


@pytest.mark.parametrize("decision", ["apart", "together"])
def test_decided_pair_is_asked_about_no_more(world: World, decision: str) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        one = working(by, "ก")
    with user_scope(world.users["lead"], "alpha") as by:
        other = working(by, "ข")
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Problem, match="no such decision"):
            decide_pair(by=by, one=other, other=one, decision="x", now=NOW)
        with pytest.raises(Problem, match="not two projects"):
            decide_pair(by=by, one=one, other=one, decision=decision, now=NOW)
        decide_pair(by=by, one=other, other=one, decision=decision, words="คุยกันแล้ว", now=NOW)
        assert (pairs(by), alike(by, one)) == ([], [])
        ((pair),) = decided(by, other)
        assert (pair.first, pair.second, pair.decision, pair.words) == (one, other, decision, "คุยกันแล้ว")
        # The later word holds, in the same row.
        decide_pair(by=by, one=one, other=other, decision="together", now=NOW)
        assert ProjectPair.objects.count() == 1
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        decide_pair(by=by, one=one, other=other, decision="apart", now=NOW)


def test_pair_with_a_private_project_is_shown_to_those_alone_who_see_both(world: World) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        hidden = show_project(by=by, project=working(by, "ลับ"), visibility="private")
    with user_scope(world.users["lead"], "alpha") as by:
        open_one = working(by, "เปิด")
        assert pairs(by) == [(hidden.pk, open_one.pk)]
        assert count_alike(by, open_one) == 1
    with user_scope(world.users["board"], "alpha") as by:
        assert (alike(by, open_one), count_alike(by, open_one)) == ([], 0)
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert (count_alike(by, open_one), count_alike(by, hidden)) == (1, 1)


def test_overview_counts_those_that_are_alike_up_to_a_limit_in_one_statement(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], statements: Statements
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        one = working(by, "ก")
        counts = []
        for number in range(COUNTED + 1):
            counts.append(count_alike(by, one))
            working(by, f"ข{number}")
        with statements() as sent:
            counts.append(count_alike(by, one))
        assert (counts, len(sent)) == ([*range(COUNTED + 1), COUNTED], 1)
        # A second place in the same district makes no second pair.
        far = working(by, "ค", district="วังทอง")
        assert count_alike(by, far) == 0
        ProjectPlace.objects.bulk_create(
            ProjectPlace(
                network_id=by.network_id, project=far, province="TH-65", district="เมืองพิษณุโลก", order=order
            )
            for order in (5, 6)
        )
        assert count_alike(by, far) == COUNTED
        assert len(alike(by, far)) == COUNTED + 2
    page = browser("lead").get(at("project", one.pk), query_params={"lang": "en"}).text
    assert f"{COUNTED} or more other projects work" in page


def test_project_without_theme_and_domain_is_not_asked_about(world: World, statements: Statements) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        one = working(by, "ก", domains=[])
        with statements() as sent:
            assert count_alike(by, one) == 0
        assert sent == []


def test_decide_by_form_and_list_asks_as_often_with_many(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], statements: Statements
) -> None:
    counts = []
    client = browser("secretariat")
    for number in range(3):
        with user_scope(world.users["lead"], "alpha") as by:
            one, other = (
                working(by, f"ก{number}", district=f"ที่{number}"),
                working(by, f"ข{number}", district=f"ที่{number}"),
            )
        with statements() as sent:
            assert client.get(at("projects_alike")).status_code == 200
        counts.append(len(sent))
    assert (counts[0], max(counts) <= 10) == (counts[2], True)
    assert client.get(at("pair_decide", one.pk, other.pk)).status_code == 200
    assert client.post(at("pair_decide", one.pk, other.pk), {"decision": ""}).status_code == 422
    assert client.post(at("pair_decide", one.pk, other.pk), {"decision": "together"}).status_code == 302
    page = client.get(at("project_alike", one.pk), query_params={"lang": "en"}).text
    assert ("we work together" in page, "None." in page) == (True, True)
