"""One page shows everything of an organisation or a person in this network, and to each reader what that reader may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samphan.agreements.models import Party
from samphan.directory.actions.merging import merge_records
from samphan.directory.models import Organisation, Person
from samphan.kit import sections
from samphan.projects.models import Project
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
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
    own, other = f"/n/alpha/organisations/{whole.pk}/", f"/n/beta/organisations/{whole.pk}/"
    assert "0 5394 ownalpha" in browser("secretariat").get(f"{own}?lang=en").text
    shown = browser("secretariat").get(f"{own}everything/?lang=en").text
    assert "Title ownalpha" in shown
    assert "main host" in shown
    # The other network sees the record, and of what this network does with it nothing.
    for address in (other, f"{other}everything/"):
        foreign = browser("stranger").get(address)
        assert foreign.status_code == 200
        assert "Title ownalpha" not in foreign.text
        assert "0 5394 ownalpha" not in foreign.text


def test_page_keeps_a_place_and_its_part_arrives_without_the_frame(
    world: World, browser: Browser, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        things = {
            "organisations": Organisation.objects.get(name_th="มหาวิทยาลัย ownalpha").pk,
            "people": Person.objects.get(given_name_th="สมชายownalpha").pk,
            "agreements": Party.objects.order_by("pk").values_list("agreement_id", flat=True)[0],
        }
    client = browser("secretariat")
    for noun, pk in things.items():
        address = f"/n/alpha/{noun}/{pk}/everything/"
        page = client.get(f"/n/alpha/{noun}/{pk}/?lang=en").text
        # Fetched by a script when the page is shown; a plain link for everybody else.
        assert f'hx-get="{address}" hx-trigger="load" hx-swap="outerHTML"' in page
        assert f'<a href="{address}">' in page
        whole = client.get(f"{address}?lang=en")
        part = client.get(f"{address}?lang=en", headers={"HX-Request": "true"})
        assert ("<html" in whole.text, "<html" in part.text) == (True, False)
        assert part.text.strip() in whole.text
        assert 'class="card"' in part.text
        assert "HX-Request" in whole["Vary"]
        assert f'<li><a href="/n/alpha/{noun}/{pk}/">' in whole.text
        assert browser("stranger").get(f"/n/beta/agreements/{pk}/everything/").status_code == 404


def test_page_without_any_section_keeps_no_place(
    world: World, browser: Browser, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        project = Project.objects.order_by("pk").values_list("pk", flat=True)[0]
    address = f"/n/alpha/work/projects/{project}/"
    is_wanted = bool(sections.registered("projects.project"))
    assert ("hx-trigger" in browser("secretariat").get(address).text) is is_wanted
    assert browser("secretariat").get(f"{address}everything/").status_code == 200


def test_everything_of_a_merged_record_is_that_of_the_one_that_stayed(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        stays, other = make_organisation(by, "อยู่ต่อ"), make_organisation(by, "รวมไป")
        merge_records(by=by, kept=stays, merged=other, now=timezone.now())
    answer = browser("secretariat").get(f"/n/alpha/organisations/{other.pk}/everything/")
    assert answer["Location"] == f"/n/alpha/organisations/{stays.pk}/everything/"


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
