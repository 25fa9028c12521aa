"""The public page of a project shows what is published, and no contacts, names of people or other projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.projects.actions.project import show_project
from samphan.projects.actions.review import publish_record
from samphan.projects.models import (
    Project,
    ProjectPartner,
    ProjectPerson,
    ProjectPlace,
    ProjectReview,
    ProjectServed,
)
from samphan.projects.queries.public import public_page
from samphan.tenancy.scope import anonymous_scope, user_scope
from tests.projects.conftest import NOW
from tests.projects.test_reviews import approved

if TYPE_CHECKING:
    from tests.personas import World
    from tests.projects.conftest import Members


def with_rows(world: World, members: Members) -> Project:
    """An approved project with everything that must not be shown beside what may."""
    project = approved(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        row = {"network_id": by.network_id, "project": project}
        ProjectPartner.objects.create(
            **row, organisation=members.own, side="university", is_lead=True, contact_name="ผู้ติดต่อลับ",
            contact_phone="081-000-0000", contact_email="secret@example.org",
        )  # fmt: skip
        ProjectPartner.objects.create(**row, name="กลุ่มแม่บ้านแม่ลาน", role_code="knowledge_holder")
        ProjectPerson.objects.create(**row, name="หัวหน้าโครงการลับ", role="leader")
        ProjectPlace.objects.create(**row, province="TH-65", district="วังทอง")
        ProjectServed.objects.create(**row, label="ครัวเรือนเกษตรกร", number=40)
        ProjectServed.objects.create(**row, label="ผู้ฟังวิทยุชุมชน", number=9000, is_direct=False)
        return show_project(by=by, project=project, visibility="public")


def test_public_page_shows_partners_places_and_nobody(world: World, members: Members) -> None:
    project = with_rows(world, members)
    here = f"/p/alpha/work/projects/{project.pk}/"
    assert Client().get(here).status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        publish_record(by=by, project=project, now=NOW)
    page = Client().get(here)
    assert page.status_code == 200
    for shown in (
        "โคกหนองนา",
        "มหาวิทยาลัยของเรา",
        "กลุ่มแม่บ้านแม่ลาน",
        "อ.วังทอง จ.พิษณุโลก",
        "ครัวเรือนเกษตรกร",
        "กลุ่มมีรายได้เพิ่ม",
    ):
        assert shown in page.text
    for hidden in (
        "ผู้ติดต่อลับ",
        "081-000-0000",
        "secret@example.org",
        "หัวหน้าโครงการลับ",
        "ขอให้ตรวจ",
        "Coordinator",
    ):
        assert hidden not in page.text
    # Neither by the address of another network.
    assert Client().get(f"/p/beta/work/projects/{project.pk}/").status_code == 404


def test_public_scope_reads_published_rows_alone(world: World, members: Members) -> None:
    project = with_rows(world, members)
    draft = approved(world, "ยังไม่เผยแพร่")
    with user_scope(world.users["secretariat"], "alpha") as by:
        ProjectPlace.objects.create(network_id=by.network_id, project=draft, province="TH-50", district="ลับ")
        publish_record(by=by, project=project, now=NOW)
    with anonymous_scope("alpha"):
        assert list(Project.objects.values_list("title_th", flat=True)) == ["โคกหนองนา"]
        assert list(ProjectPlace.objects.values_list("district", flat=True)) == ["วังทอง"]
        assert [ProjectPartner.objects.count(), ProjectPerson.objects.count(), ProjectReview.objects.count()] == [
            0, 0, 0,
        ]  # fmt: skip
        assert [str(each.name) for each in public_page(Project.objects.get()).partners] == [
            "มหาวิทยาลัยของเรา",
            "กลุ่มแม่บ้านแม่ลาน",
        ]
        assert public_page(Project(pk=draft.pk)).partners == []
        assert Project.objects.update(title_th="ถูกแก้") == 0
    with anonymous_scope("beta"):
        assert (Project.objects.count(), public_page(project).partners) == (0, [])


@pytest.mark.parametrize("pk", [0, 999_999_999])
def test_unknown_public_project_is_not_found(world: World, pk: int) -> None:
    assert Client().get(f"/p/alpha/work/projects/{pk}/").status_code == 404


def test_public_page_tells_apart_who_is_served_indirectly(world: World, members: Members) -> None:
    project = with_rows(world, members)
    with user_scope(world.users["secretariat"], "alpha") as by:
        publish_record(by=by, project=project, now=NOW)
    page = Client().get(f"/p/alpha/work/projects/{project.pk}/", {"lang": "en"}).text
    for said in ("ครัวเรือนเกษตรกร: 40 (estimated)</li>", "ผู้ฟังวิทยุชุมชน: 9,000 (estimated) · indirectly</li>"):
        assert said in page
