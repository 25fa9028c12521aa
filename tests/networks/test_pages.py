"""Pages of a network: who reaches them, what they show, what they keep."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from samphan.directory.actions import describe_organisation
from samphan.directory.models import Organisation
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, change_member
from samphan.networks.models import Member, Representative
from samphan.networks.queries import current_members
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from tests.conftest import Statements
    from tests.personas import World

Browser = Callable[[str], Client]
TODAY = timezone.localdate()


def make_member(world: World, name: str = "มหาวิทยาลัยหนึ่ง") -> Member:
    with system_scope("test", world.a.pk) as by:
        organisation = Organisation.objects.create(
            kept_by=world.a, kind="university", name_th=name, name_en="One University", sort_key=name
        )
        return admit_member(by=by, organisation=organisation)


@pytest.mark.parametrize("path", ["", "network/", "network/members/", "access/", "audit/", "outbox/"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_open_page_as_secretariat(browser: Browser, path: str, language: str) -> None:
    response = browser("secretariat").get(f"/n/alpha/{path}?lang={language}")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.text


def test_open_page_of_other_network_is_not_found(browser: Browser) -> None:
    assert browser("stranger").get("/n/alpha/").status_code == 404
    assert browser("outsider").get("/n/alpha/network/members/").status_code == 404


def test_open_page_without_sign_in_leads_to_it(world: World) -> None:
    response = Client().get("/n/alpha/network/members/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/n/alpha/network/members/"


def test_open_roles_as_partner_is_refused_with_reason(browser: Browser) -> None:
    response = browser("partner").get("/n/alpha/access/?lang=en")
    assert response.status_code == 403
    assert "Your role in this network does not allow this" in response.text


def test_list_members_costs_the_same_with_more_rows(
    world: World, browser: Browser, statements: Statements
) -> None:
    client = browser("secretariat")
    make_member(world)
    with statements() as one:
        client.get("/n/alpha/network/members/?lang=th")
    for number in range(3):
        make_member(world, f"มหาวิทยาลัยที่ {number}")
    with statements() as four:
        page = client.get("/n/alpha/network/members/?lang=th").text
    assert [len(one), len(four)] == [7, 7]  # session, user, scope, count, rows, periods, categories
    assert page.count("มหาวิทยาลัยที่") == 3


def test_search_members_finds_names_and_notes(world: World, browser: Browser) -> None:
    notes = ("", "ติดต่อทางไปรษณีย์", "ผู้ก่อตั้งเครือข่าย")
    members = [make_member(world, f"วิทยาลัยที่ {number}") for number, _note in enumerate(notes, start=1)]
    with system_scope("test", world.a.pk):
        for member, note in zip(members, notes, strict=True):
            Member.objects.filter(pk=member.pk).update(note=note)
        last = members[-1].organisation
        found_by = search.row("directory.organisation", last.pk, network_id=None, label=(last.name_th, ""))
        search.put([found_by])

    def found(words: str) -> list[str]:
        page = browser("secretariat").get("/n/alpha/network/members/", {"q": words}).text
        return re.findall(r"วิทยาลัยที่ \d", page.partition("<tbody>")[2])

    assert found("ไปรษณีย์") == ["วิทยาลัยที่ 2"]
    assert found("วิทยาลัยที่ 3") == ["วิทยาลัยที่ 3"]
    assert found("ไม่มีคำนี้") == []


def test_admit_member_offers_organisations_by_name(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk):
        wanted = Organisation.objects.create(
            kept_by=world.a,
            kind="university",
            name_th="มหาวิทยาลัยริมธาร",
            abbreviation_th="มรธ.",
            sort_key="ร",
        )
    client = browser("secretariat")
    page = client.get("/n/alpha/network/members/new/?lang=th").text
    assert 'data-url="/n/alpha/organisations/options' in page
    back = client.post(
        "/n/alpha/network/members/new/?lang=th", {"organisation": wanted.pk, "since": "ไม่ใช่วัน"}
    )
    assert back.status_code == 422
    assert f'<option value="{wanted.pk}" selected>มหาวิทยาลัยริมธาร (มรธ.)</option>' in back.text
    assert client.post("/n/alpha/network/members/new/", {"organisation": wanted.pk}).status_code == 302
    with system_scope("test", world.a.pk):
        assert list(Member.objects.values_list("organisation", flat=True)) == [wanted.pk]


def test_name_representative_until_a_last_day_shows_that_day(world: World, browser: Browser) -> None:
    member = make_member(world)
    address = f"/n/alpha/network/members/{member.pk}/"
    form = {"name": "สมหญิง", "email": "som@example.org", "since_on": "1/1/2568", "until_on": "31/12/2568"}
    client = browser("secretariat")
    assert client.post(f"{address}representatives/new/", form).status_code == 302
    with system_scope("test", world.a.pk):
        assert Representative.objects.get().until_on == dt.date(2026, 1, 1)
    assert "1 มกราคม – 31 ธันวาคม 2568" in client.get(f"{address}?lang=th").text
    early = {**form, "email": "two@example.org", "until_on": "31/12/2567"}
    refused = client.post(f"{address}representatives/new/?lang=en", early)
    assert refused.status_code == 422
    assert "The last day must not lie before the first." in refused.text


def test_change_page_after_somebody_else_shows_what_changed(world: World, browser: Browser) -> None:
    client = browser("secretariat")
    form = {
        "name_th": "ชื่อใหม่",
        "name_en": "",
        "kind": "council",
        "purpose_th": "",
        "purpose_en": "",
        "accent": "",
        "academic_from": 6,
    }
    assert client.post("/n/alpha/network/change/?lang=en", {**form, "version": "1"}).status_code == 302
    second = client.post("/n/alpha/network/change/?lang=en", {**form, "name_th": "ชื่ออื่น", "version": "1"})
    assert second.status_code == 409
    assert "ชื่อใหม่" in second.text
    assert "ชื่ออื่น" in second.text
    with system_scope("test", world.a.pk):
        assert AuditEntry.objects.filter(act="describe_network").count() == 1


def test_post_without_session_keeps_text_for_its_author(world: World, browser: Browser) -> None:
    client = browser("secretariat")
    page = client.get("/n/alpha/network/change/").text
    token = page.split('name="draft_owner" value="')[1].split('"')[0]
    form = {"name_th": "ข้อความที่พิมพ์ไว้นาน", "kind": "council", "draft_owner": token, "version": "1"}
    client.logout()
    lost = client.post("/n/alpha/network/change/", form)
    assert lost.status_code == 302
    key = lost["Location"].split("draft%3D")[1]
    other = browser("board")
    assert "ข้อความที่พิมพ์ไว้นาน" not in other.get(f"/n/alpha/network/change/?draft={key}").text
    client.force_login(world.users["secretariat"])
    assert "ข้อความที่พิมพ์ไว้นาน" in client.get(f"/n/alpha/network/change/?draft={key}").text
    with system_scope("test", world.a.pk):
        assert not AuditEntry.objects.filter(act="describe_network").exists()


def test_invite_and_accept_gives_the_role(world: World, browser: Browser) -> None:
    from samphan.comms.models import Message

    client = browser("secretariat")
    form = {"name": "อาจารย์ใหม่", "email": "New@Example.org", "role": "board_member"}
    assert client.post("/n/alpha/access/invite/", form).status_code == 302
    with system_scope("test", world.a.pk):
        message = Message.objects.get()
        assert message.to_address == "new@example.org"
    link = message.text.split("/invitation/")[1].split("/")[0]
    newcomer = Client()
    page = newcomer.get(f"/invitation/{link}/?lang=en")
    assert page.status_code == 200
    done = newcomer.post(f"/invitation/{link}/", {"name": "อาจารย์ใหม่", "password": "plain words together"})
    assert done.status_code == 302
    assert newcomer.get("/n/alpha/network/members/").status_code == 200
    assert newcomer.get("/n/alpha/access/invite/").status_code == 403
    assert Client().get(f"/invitation/{link}/").status_code == 404


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, "current"),
        (PartialDate.of(TODAY), "current"),
        (PartialDate.of(TODAY - dt.timedelta(days=1)), "former"),
        (PartialDate.of(TODAY, "year"), "current"),
        (PartialDate.of(TODAY, "month"), "current"),
        (PartialDate.of(TODAY.replace(year=TODAY.year - 1), "year"), "former"),
        (PartialDate.of(TODAY.replace(year=TODAY.year + 1), "year"), "current"),
    ],
)
def test_membership_lasts_as_long_as_it_may(
    world: World, browser: Browser, until: PartialDate | None, state: str
) -> None:
    member = make_member(world)
    with user_scope(world.users["secretariat"], "alpha") as by:
        change_member(by=by, member=member, until=until)
        assert current_members(by, TODAY).count() == (state == "current")
    client = browser("secretariat")
    for asked in ("current", "former"):
        page = client.get(f"/n/alpha/network/members/?state={asked}")
        assert (page.context["table"].total == 1) is (asked == state)


def test_members_of_every_network_follow_the_order_of_a_renamed_organisation(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by, "มหาวิทยาลัยฮ")
    for network in (world.a, world.b):
        with system_scope("test", network.pk) as by:
            admit_member(by=by, organisation=organisation)
    with system_scope("test", world.a.pk) as by:
        renamed = describe_organisation(
            by=by, organisation=organisation, version=None, parent=None, aliases=(), name_th="มหาวิทยาลัยก"
        )
    assert renamed.sort_key != organisation.sort_key
    for network in (world.a, world.b):
        with system_scope("test", network.pk):
            assert Member.objects.get().sort_key == renamed.sort_key
