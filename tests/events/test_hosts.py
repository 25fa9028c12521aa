"""Hosts and teams: organisations named by pick, by name and by abbreviation; never guessed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from samphan.events.models import EventHost, Team, TeamOrganisation
from samphan.networks.actions import admit_member
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.events.test_programme import version_of
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World

PICK = re.compile(r'name="(rows-\d+-organisations-pick[-\d]*)" value="(\d+\|[^"]*)"')


@pytest.fixture
def places(world: World) -> dict[str, int]:
    """Ids of organisations; two of them share the abbreviation สออ."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        return {
            name: make_organisation(by, name, abbreviation_th=short).pk
            for name, short in {
                "มหาวิทยาลัยเชียงใหม่": "มช.",
                "มหาวิทยาลัยมหิดล": "",
                "สมาคมสถาบันอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้": "สออ.",
                "สำนักงานอธิการองค์กร": "สออ.",
            }.items()
        }


def hosts(world: World) -> list[tuple[str, str]]:
    with user_scope(world.users["secretariat"], "alpha"):
        rows = EventHost.objects.order_by("order").values_list("organisation__name_th", "role")
        return list(rows)


def seats(world: World) -> dict[str, list[str]]:
    with user_scope(world.users["secretariat"], "alpha"):
        found: dict[str, list[str]] = {team.duty_th: [] for team in Team.objects.order_by("order")}
        for seat in TeamOrganisation.objects.select_related("team", "organisation").order_by("order"):
            found[seat.team.duty_th].append(seat.organisation.name_th)
        return found


def test_write_hosts_picked_and_typed(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    rows = sheet(
        {"organisation": places["มหาวิทยาลัยมหิดล"], "role": "main_host"},
        {"organisation": "", "organisation_words": "ม.เชียงใหม่", "role": "funder"},
        {"organisation": places["มหาวิทยาลัยมหิดล"], "role": "funder"},
        {"organisation": "", "role": "main_host"},
    )
    assert browser("secretariat").post(at("write_hosts"), rows).status_code == 302
    assert hosts(world) == [
        ("มหาวิทยาลัยมหิดล", "main_host"),
        ("มหาวิทยาลัยเชียงใหม่", "funder"),
        ("มหาวิทยาลัยมหิดล", "funder"),
    ]


def test_write_hosts_proposes_co_hosts_after_the_first(browser: Callable[[str], Client], at: At) -> None:
    rows = browser("secretariat").get(at("write_hosts")).text.split("data-row>")
    proposed = [re.findall(r'<option value="(\w+)" selected', row.partition("-role")[2]) for row in rows[1:]]
    # the host of the event, an empty row, the template of further ones
    assert proposed == [["main_host"], ["co_host"], ["co_host"]]


def test_write_hosts_by_an_abbreviation_of_several_asks_which(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    response = browser("secretariat").post(
        f"{at('write_hosts')}?lang=en",
        sheet({"organisation": "", "organisation_words": "สออ.", "role": "funder"}),
    )
    assert response.status_code == 422
    assert "can mean several organisations. Choose one." in response.text
    offered = re.findall(r'<option value="(\d+)"', response.text)
    assert {int(each) for each in offered} >= {
        places["สมาคมสถาบันอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้"],
        places["สำนักงานอธิการองค์กร"],
    }
    assert len(hosts(world)) == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"organisation": "", "organisation_words": "สถาบันที่ไม่มีใครรู้จัก"}, "Add it to the directory first."),
        ({"organisation": "999999"}, "Choose an organisation of the directory."),
        ({"organisation": "1 or 1=1"}, "Choose an organisation of the directory."),
        ({"organisation": "", "role": "funder"}, "This field is required."),
        ({"role": "king"}, "Select a valid choice."),
    ],
)
def test_write_hosts_with_bad_input_says_so_in_the_row(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
    row: dict[str, str],
    sentence: str,
) -> None:
    full = {"organisation": places["มหาวิทยาลัยมหิดล"], "role": "main_host"} | row
    response = browser("secretariat").post(f"{at('write_hosts')}?lang=en", sheet(full))
    assert response.status_code == 422
    assert sentence in html.unescape(response.text)
    assert len(hosts(world)) == 1


def test_write_hosts_twice_in_a_role_is_refused(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    row = {"organisation": places["มหาวิทยาลัยมหิดล"], "role": "main_host"}
    response = browser("secretariat").post(f"{at('write_hosts')}?lang=en", sheet(row, row))
    assert response.status_code == 422
    assert "stands in this role twice" in response.text
    assert len(hosts(world)) == 1


def test_write_hosts_that_somebody_changed_meanwhile_asks(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    client = browser("secretariat")
    opened = version_of(client, at("write_hosts"))
    row = {"organisation": places["มหาวิทยาลัยมหิดล"], "role": "main_host"}
    assert client.post(at("write_hosts"), sheet(row, version=opened)).status_code == 302
    late = {"organisation": places["มหาวิทยาลัยเชียงใหม่"], "role": "main_host"}
    assert client.post(at("write_hosts"), sheet(late, version=opened)).status_code == 409
    assert hosts(world) == [("มหาวิทยาลัยมหิดล", "main_host")]


def test_write_teams_on_one_page_with_an_organisation_in_several(
    world: World,
    browser: Callable[[str], Client],
    event: Event,
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        known = event.teams.get().pk
    client = browser("secretariat")
    rows = sheet(
        {
            "id": known,
            "duty_th": "ทีมอำนวยการ",
            "organisations": "มหาวิทยาลัยเชียงใหม่\r\n• มหาวิทยาลัยมหิดล\r\n\r\n",
        },
        {"duty_th": "ทีมการเงิน", "organisations": "มหาวิทยาลัยมหิดล\nมหาวิทยาลัยมหิดล"},
        {"duty_th": "ทีมที่ยังไม่มีใคร", "organisations": ""},
        known=1,
        version=version_of(client, at("write_teams")),
    )
    assert client.post(at("write_teams"), rows).status_code == 302
    assert seats(world) == {
        "ทีมอำนวยการ": ["มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยมหิดล"],
        "ทีมการเงิน": ["มหาวิทยาลัยมหิดล"],
        "ทีมที่ยังไม่มีใคร": [],
    }
    page = client.get(at("hosts"), headers={"Accept-Language": "en"}, query_params={"lang": "en"})
    assert "3 teams with 2 organisations on 3 seats" in page.text
    assert page.text.count("มหาวิทยาลัยเชียงใหม่") == 1
    assert page.text.count("มหาวิทยาลัยมหิดล") == 2
    assert page.text.count("No organisation yet") == 1
    with user_scope(world.users["secretariat"], "alpha"):
        assert AuditEntry.objects.filter(act="seat_team").count() == 3


def test_write_teams_with_abbreviations_asks_and_takes_the_answer(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    client = browser("secretariat")
    row = {"duty_th": "ทีมใหม่", "organisations": "สออ.\nมช.\nมหาวิทยาลัยมหิดน"}
    asked = client.post(f"{at('write_teams')}?lang=en", sheet(row))
    assert asked.status_code == 422
    text = html.unescape(asked.text)
    assert "“สออ.” can mean several organisations. Choose one." in text
    assert "“มช.” is a short name. Say which organisation is meant." in text
    assert "No organisation is called “มหาวิทยาลัยมหิดน”. Is it one of these?" in text
    options: dict[str, list[str]] = {}
    for name, value in PICK.findall(text):
        options.setdefault(name, []).append(value)
    meant = {
        "rows-0-organisations-pick-0": f"{places['สมาคมสถาบันอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้']}|สออ.",
        "rows-0-organisations-pick-1": f"{places['มหาวิทยาลัยเชียงใหม่']}|มช.",
        "rows-0-organisations-pick-2": f"{places['มหาวิทยาลัยมหิดล']}|มหาวิทยาลัยมหิดน",
    }
    assert all(value in options[name] for name, value in meant.items())
    assert len(options["rows-0-organisations-pick-0"]) == 2
    assert client.post(at("write_teams"), sheet(row) | meant).status_code == 302
    assert seats(world)["ทีมใหม่"] == [
        "สมาคมสถาบันอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้",
        "มหาวิทยาลัยเชียงใหม่",
        "มหาวิทยาลัยมหิดล",
    ]


def test_write_teams_with_an_answer_to_another_line_asks_again(
    world: World,
    browser: Callable[[str], Client],
    places: dict[str, int],
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    data = sheet({"duty_th": "ทีมใหม่", "organisations": "สออ."})
    data["rows-0-organisations-pick-0"] = f"{places['มหาวิทยาลัยมหิดล']}|มช."
    assert browser("secretariat").post(at("write_teams"), data).status_code == 422


def test_write_teams_opened_and_saved_changes_nothing(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("secretariat")
    before = seats(world)
    text = html.unescape(client.get(at("write_teams")).text)
    pick = PICK.search(text)
    assert pick
    with user_scope(world.users["secretariat"], "alpha"):
        known = event.teams.get().pk
        audited = AuditEntry.objects.count()
    row = {"id": known, "duty_th": "ทีม", "organisations": pick[2].partition("|")[2]}
    data = sheet(row, known=1, version=version_of(client, at("write_teams"))) | {pick[1]: pick[2]}
    assert client.post(at("write_teams"), data).status_code == 302
    assert seats(world) == before
    with user_scope(world.users["secretariat"], "alpha"):
        assert AuditEntry.objects.count() == audited


@pytest.mark.parametrize("text", ["ก" * 200_000, "\n".join(f"สถาบัน {number}" for number in range(201))])
def test_write_teams_with_too_much_says_so(
    browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]], text: str
) -> None:
    response = browser("secretariat").post(
        f"{at('write_teams')}?lang=en", sheet({"duty_th": "ทีม", "organisations": text})
    )
    assert response.status_code == 422
    assert "Name at most 200 organisations here." in response.text


def test_open_forms_of_hosts_and_teams_takes_the_same_statements_for_any_number_of_rows(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    from django.urls import reverse

    from samphan.tenancy.scope import system_scope
    from tests.factories.events import make_full_event

    client = browser("secretariat")
    counts: dict[str, list[int]] = {}
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            full = make_full_event(by, rows=rows)
        for page in ("write_hosts", "write_teams", "agenda", "groups", "categories", "add_result", "add_use"):
            with statements() as sent:
                client.get(reverse(f"events:{page}", args=["alpha", full.pk]))
            counts.setdefault(page, []).append(len(sent))
    assert {page: found for page, found in counts.items() if found[0] != found[1]} == {}


def test_offer_organisations_by_a_part_of_the_name_else_the_members(
    world: World, browser: Callable[[str], Client], places: dict[str, int]
) -> None:
    client = browser("secretariat")
    address = "/n/alpha/events/organisations/"
    found = client.get(address, {"q": "เชียง"}).text
    assert f'value="{places["มหาวิทยาลัยเชียงใหม่"]}"' in found
    assert "มหิดล" not in found
    assert client.get(address).text.strip() == ""
    from samphan.directory.models import Organisation

    with user_scope(world.users["secretariat"], "alpha") as by:
        admit_member(by=by, organisation=Organisation.objects.get(pk=places["มหาวิทยาลัยมหิดล"]))
    assert "มหิดล" in client.get(address).text
