"""A record that was submitted or approved says to whoever writes it why nothing can be changed, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from samphan.projects.actions.project import show_project
from samphan.projects.actions.review import return_record
from samphan.projects.actions.side import write_partner
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW
from tests.projects.test_records import begun
from tests.projects.test_reviews import approved, submitted

if TYPE_CHECKING:
    from tests.personas import World

EN = "?lang=en"
CLOSED = "The record is closed for now"
PAGES = (
    "projects:project",
    "projects:project_partners",
    "projects:project_learning",
    "projects:project_reach",
    "projects:project_resources",
    "projects:project_goals",
    "engagement:change",
    "engagement:results",
)


@pytest.mark.parametrize("name", PAGES)
def test_closed_record_says_how_it_is_opened_to_its_writer_alone(world: World, name: str) -> None:
    project = submitted(world)
    page = reverse(name, args=["alpha", project.pk]) + EN
    open_again = reverse("projects:record_reopen", args=["alpha", project.pk])
    shown = world.client("coordinator").get(page).text
    assert (CLOSED in shown, open_again in shown) == (True, True)
    # Who keeps all records may change them as they stand; who only reads has nothing to open.
    assert CLOSED not in world.client("secretariat").get(page).text
    assert CLOSED not in world.client("board").get(page).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        return_record(by=by, project=project, now=NOW, comment="เพิ่มชุมชนที่ร่วมคิด")
    assert CLOSED not in world.client("coordinator").get(page).text


def test_overview_of_a_closed_record_offers_no_change_of_partners(world: World) -> None:
    project = submitted(world)
    partners = f'href="{reverse("projects:project_partners", args=["alpha", project.pk])}"'
    overview = reverse("projects:project", args=["alpha", project.pk])
    counts = [world.client(who).get(overview).text.count(partners) for who in ("coordinator", "secretariat")]
    # The tab, what is missing, and for whoever may change it the button of the card.
    assert counts[1] > counts[0]


def test_approved_record_leads_to_its_readers_before_it_can_be_published(world: World) -> None:
    project = approved(world)
    overview = reverse("projects:project", args=["alpha", project.pk]) + EN
    client = world.client("secretariat")
    assert "Let everybody read it" in client.get(overview).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        project.refresh_from_db()
        show_project(by=by, project=project, visibility="public", version=project.version)
    shown = client.get(overview).text
    assert ("Let everybody read it" in shown, "Publish" in shown) == (False, True)
    assert "Let everybody read it" not in world.client("coordinator").get(overview).text


def test_telephone_of_a_partner_is_dialled_whatever_its_digits(world: World) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = begun(by)
        write_partner(
            by=by, project=project, name="กลุ่มแม่ลานเหนือ", side="society", contact_phone="๐๘๑-๙๙๙ ๙๙๙๙"
        )
    page = world.client("coordinator").get(reverse("projects:project_partners", args=["alpha", project.pk]))
    assert 'href="tel:0819999999">๐๘๑-๙๙๙ ๙๙๙๙<' in page.text
