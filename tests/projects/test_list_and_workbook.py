"""The list of projects in the order of their lives; workbooks and numbers that say what they rest on; money is baht."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.projects.actions.action_items import add_action, drop_action, finish_action
from samphan.projects.actions.project import show_project
from samphan.projects.actions.reach import write_resource
from samphan.projects.actions.review import publish_record
from samphan.projects.actions.side import claim_lead, write_partner
from samphan.projects.models import LIFE, Project, ProjectReview, ProjectState, ReviewState, Visibility
from samphan.projects.queries.everything import sheets
from samphan.projects.queries.resources import resources
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW, begun

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World
    from tests.projects.conftest import Members


def test_list_by_state_follows_the_life_of_projects(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        for state in reversed(ProjectState):
            dropped = {"state_reason": "ไม่มีงบ"} if state == ProjectState.DROPPED else {}
            Project.objects.create(
                network_id=by.network_id, title_th=state, sort_key=state, state=state, **dropped
            )
    page = browser("secretariat").get(at("projects"), {"sort": "state"})
    assert [row[0].state for row in page.context["table"].rows] == [*LIFE, ProjectState.DROPPED]


def test_actions_by_state_begin_with_those_that_are_open(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        for name, act in (("ก", drop_action), ("ข", finish_action), ("ค", None)):
            action = add_action(by=by, title_th=name, owner_label="หน่วยงาน")
            if act:
                act(by=by, action=action, now=NOW, **({"reason": "ไม่มีงบ"} if act is drop_action else {}))
    client = browser("secretariat")
    for sort, order in (("state", "คขก"), ("-state", "กขค")):
        page = client.get(at("actions"), {"sort": sort})
        assert "".join(row.title_th for row in page.context["table"].rows) == order


def test_everything_about_a_project_says_what_partners_say_to_it(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by, members.own)
        write_partner(by=by, project=project, name="กลุ่มใหม่")
    page = browser("board").get(at("project_everything", project.pk), {"lang": "en"})
    assert "What the partners say to it: not confirmed by the partner" in page.text


def test_workbooks_say_what_partners_say_and_a_period_of_which_the_end_alone_is_known(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by, members.own)
        Project.objects.filter(pk=project.pk).update(ends=PartialDate.of(dt.date(2026, 9, 30)))
        alone = list(next(iter(sheets(by, Project.objects.for_actor(by)))).rows)
        write_partner(by=by, project=project, name="กลุ่มใหม่")
        (line,) = next(iter(sheets(by, Project.objects.for_actor(by)))).rows
    assert alone[0][7] == "no partner to confirm it"
    assert line[7:9] == ["not confirmed by the partner", "until 30 September 2026"]
    answer = browser("board").get(at("projects_export"), {"lang": "en", "format": "csv"})
    told = answer.getvalue().decode("utf-8-sig")
    assert "not confirmed by the partner" in told
    assert "until 30 September 2026" in told


def test_numbers_say_that_private_records_are_left_out_to_whom_they_are(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        begun(by, members.own)
        Project.objects.update(review=ReviewState.APPROVED)
    said = "Records that only their writers may read are not counted here either."
    pages = [
        browser(who).get(at("projects_numbers"), {"lang": "en"}).text for who in ("board", "secretariat")
    ]
    assert [said in page for page in pages] == [True, False]


@pytest.mark.parametrize("unit", ["ล้านบาท", "USD", "ชั่วโมง"])
def test_money_in_anything_but_baht_is_refused(world: World, members: Members, unit: str) -> None:
    with (
        user_scope(world.users["secretariat"], "alpha") as by,
        pytest.raises(Problem, match="in baht") as found,
    ):
        write_resource(
            by=by, project=begun(by, members.own), kind="money", title="ทุน", amount=Decimal("1.5"), unit=unit
        )
    assert found.value.field == "unit"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"amount": "2,000", "unit": "Baht"}, Decimal(2000)),
        ({"amount": "", "value_baht": "300"}, Decimal(300)),
        ({"amount": "", "value_baht": ""}, None),
    ],
)
def test_money_is_what_its_form_says_and_nothing_that_was_said_before(
    world: World,
    members: Members,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    typed: dict[str, str],
    kept: Decimal | None,
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by, members.own)
        row = write_resource(by=by, project=project, kind="money", title="ทุน", amount=Decimal(5000))
    client, page = browser("secretariat"), at("row", project.pk, "resource", row.pk)
    form = client.get(page).context["form"]
    shown = {each.name: each.value() or "" for each in form}
    assert (shown["amount"], shown["value_baht"]) == ("5000", "")
    given = {**{name: str(value) for name, value in shown.items()}, "amount": "5000", **typed}
    assert client.post(page, given).status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        row.refresh_from_db()
        assert (row.amount, row.value_baht, row.unit) == (kept, kept, "บาท")
        assert resources(by, project).sums.all.total == (kept or 0)


def test_lead_that_one_alone_claims_is_no_dispute(
    world: World, members: Members, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    said = "More than one says that it leads"
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by, members.own)
        project.partners.update(is_lead=False)
        claim_lead(by=by, partner=project.partners.get(), claims=True)
    page = at("project_partners", project.pk)
    assert said not in browser("board").get(page, {"lang": "en"}).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_partner(by=by, project=project, organisation=members.other, is_lead=True)
    assert said in browser("board").get(page, {"lang": "en"}).text


def test_record_that_is_closed_to_everybody_says_in_its_history_that_it_left_its_public_page(
    world: World, members: Members
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by, members.own)
        Project.objects.update(review=ReviewState.APPROVED, visibility=Visibility.PUBLIC)
        publish_record(by=by, project=project, now=NOW)
        for visibility in (Visibility.PUBLIC, Visibility.NETWORK, Visibility.PRIVATE):
            show_project(by=by, project=project, visibility=visibility, now=NOW)
        steps = ProjectReview.objects.order_by("id").values_list("act", "by_name")
        assert list(steps) == [("publish", "Secretariat"), ("unpublish", "Secretariat")]
        assert Project.objects.get().published_at is None
