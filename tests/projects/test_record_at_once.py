"""Two people decide about one record at the same moment: one decision, and the other is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from samphan.kit.errors import Problem, Refused
from samphan.projects.actions.project import answer_tree, settle_lead
from samphan.projects.actions.review import approve_record, return_record, submit_record
from samphan.projects.actions.side import claim_lead, write_partner
from samphan.projects.models import Project, ProjectPartner, ProjectReview
from samphan.tenancy.actions import grant
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_at_once import meanwhile
from tests.factories.directory import make_organisation
from tests.personas import World, make_world
from tests.projects.conftest import NOW
from tests.projects.test_records import ENGAGED, begun

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def world(committed: str) -> World:
    made = make_world()
    with system_scope("test", made.a.pk) as by:
        grant(by=by, user=made.users["outsider"], role="secretariat")
    return made


@pytest.fixture
def drafted(world: World) -> Project:
    with user_scope(world.users["coordinator"], "alpha") as by:
        return answer_tree(by=by, project=begun(by), answers=ENGAGED)


@pytest.fixture
def submitted(world: World, drafted: Project) -> Project:
    with user_scope(world.users["coordinator"], "alpha") as by:
        return submit_record(by=by, project=drafted, now=NOW)


def acts(world: World) -> list[str]:
    with user_scope(world.users["secretariat"], "alpha"):
        return list(ProjectReview.objects.order_by("id").values_list("act", flat=True))


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (approve_record, approve_record, "approve"),
        (return_record, approve_record, "return"),
        (approve_record, return_record, "approve"),
    ],
)
def test_decide_at_once_about_one_record_is_one_decision(
    world: World, submitted: Project, first: Callable[..., Any], second: Callable[..., Any], kept: str
) -> None:
    with (
        meanwhile(world, lambda by: first(by=by, project=submitted, now=NOW, comment="ดี")),
        user_scope(world.users["outsider"], "alpha") as by,
        pytest.raises(Problem, match=r"not possible any more|ไม่ได้แล้ว"),
    ):
        second(by=by, project=submitted, now=NOW, comment="ไม่ดี")
    assert acts(world) == ["submit", kept]


def test_submit_at_once_by_two_is_one_submission(world: World, drafted: Project) -> None:
    with (
        meanwhile(world, lambda by: submit_record(by=by, project=drafted, now=NOW)),
        user_scope(world.users["coordinator"], "alpha") as by,
        pytest.raises(Problem, match=r"not possible any more|ไม่ได้แล้ว"),
    ):
        submit_record(by=by, project=drafted, now=NOW)
    assert acts(world) == ["submit"]
    # The first one was the secretariat's: it does not approve what it handed in, though the keeper would have.
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Refused):
        approve_record(by=by, project=drafted, now=NOW)


def test_lead_that_two_faculties_claim_at_once_is_one_lead(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = begun(by)
        first, second = (
            write_partner(
                by=by,
                project=project,
                organisation=make_organisation(by, name, kind="faculty"),
                side="university",
            )
            for name in ("คณะหนึ่ง", "คณะสอง")
        )
    with (
        meanwhile(world, lambda by: write_partner(by=by, project=project, partner=first, is_lead=True)),
        user_scope(world.users["outsider"], "alpha") as by,
    ):
        write_partner(by=by, project=project, partner=second, is_lead=True)
    with user_scope(world.users["secretariat"], "alpha") as by:
        leads = ProjectPartner.objects.filter(project=project, is_lead=True)
        assert list(leads) == [second]
        claim_lead(by=by, partner=first, claims=True)
        with pytest.raises(Problem, match=r"why|เหตุผล"):
            settle_lead(by=by, project=project, partner=first, reason=" ")
        settle_lead(by=by, project=project, partner=first, reason="ตามคำสั่งแต่งตั้ง")
        rows = ProjectPartner.objects.filter(project=project).order_by("pk")
        assert [(each.is_lead, each.claims_lead) for each in rows] == [(True, False), (False, False)]
