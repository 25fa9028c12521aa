"""One page shows everything of an organisation or a person in this network, and to each reader what that reader may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samphan.directory.models import Organisation, Person
from samphan.kit import sections
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from typing import Any

    from tests.personas import World

Browser = Callable[[str], Client]


def codes(page: str, world: World, persona: str, *ids: int) -> set[str]:
    with user_scope(world.users[persona], "alpha") as by:
        return {each.code for each in sections.shown(page, by=by, ids=ids)}


def test_page_of_organisation_and_person_shows_what_each_app_knows(
    world: World, browser: Browser, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        whole = Organisation.objects.get(name_th="มหาวิทยาลัย ownalpha")
        unit = Organisation.objects.get(name_th="คณะ ownalpha")
        person = Person.objects.get(given_name_th="สมชายownalpha")
    with system_scope("test", world.b.pk) as by:
        fill_network(by, "foreignbeta")
    page, people = "directory.organisation", "directory.person"
    everything = {
        "events.events",
        "events.nominations",
        "events.uses",
        "projects.projects",
        "projects.interests",
        "projects.roadmap",
        "projects.listings",
        "reports.reports",
    }
    assert everything <= codes(page, world, "secretariat", whole.pk, unit.pk)
    assert {"events.events"} <= codes(people, world, "secretariat", person.pk)
    # Names of participants and what institutions were asked are for those who may see participants.
    assert "events.nominations" not in codes(page, world, "coordinator", whole.pk)
    for hidden in ("events.events", "events.uses", "reports.reports"):
        assert hidden not in codes(page, world, "partner", whole.pk)
    shown = browser("secretariat").get(f"/n/alpha/organisations/{whole.pk}/?lang=en").text
    assert "Title ownalpha" in shown
    assert "main host" in shown
    # The other network sees the record, and of what this network does with it nothing.
    foreign = browser("stranger").get(f"/n/beta/organisations/{whole.pk}/")
    assert foreign.status_code == 200
    assert "Title ownalpha" not in foreign.text
    assert "0 5394 ownalpha" not in foreign.text
    assert "0 5394 ownalpha" in shown


def test_a_section_asks_the_same_of_one_record_and_of_merged_ones(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        ids = {
            "directory.organisation": list(Organisation.objects.values_list("pk", flat=True)),
            "directory.person": list(Person.objects.values_list("pk", flat=True)),
        }
    with user_scope(world.users["secretariat"], "alpha") as by:
        for page, known in ids.items():
            for section in sections.registered(page):
                counts = []
                for some in (known[:1], known):
                    with CaptureQueriesContext(connection) as caught:
                        section.rows(by, some)
                    counts.append(len(caught.captured_queries))
                assert counts[1] <= 3, (section.code, counts)
