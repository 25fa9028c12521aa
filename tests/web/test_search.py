"""The search over all networks of a reader."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection

from samphan.directory.actions import describe_organisation
from samphan.events.actions.event import describe_event
from samphan.reports.models import Report
from samphan.tenancy import search
from samphan.tenancy.actions import grant
from samphan.tenancy.models import SearchRow
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World

    type Browser = Callable[[str], Client]

KIND = "directory.organisation"


def names(words: str, **options: int) -> list[str]:
    return [hit.label_th for hit in search.find(words, kinds=[KIND], **options).hits]


def test_search_finds_in_all_networks_of_the_reader_and_in_no_other(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        make_organisation(by, "สถาบันกลาง")
        make_person(by, "กลางเอกา")
    with system_scope("test", world.b.pk) as by:
        make_person(by, "กลางโทนา")
    page = browser("secretariat").get("/search/?q=กลาง").content.decode()
    assert (
        "สถาบัน<mark>กลาง</mark>" in page,
        "<mark>กลาง</mark>เอกา" in page,
        "เอกา" in page,
        "โทนา" in page,
    ) == (True, True, True, False)
    with system_scope("test", world.b.pk) as by:
        grant(by=by, user=world.users["secretariat"], role="board_member")
    page = browser("secretariat").get("/search/?q=กลาง").content.decode()
    assert ('href="/n/alpha/people/' in page, 'href="/n/beta/people/' in page) == (True, True)
    page = browser("outsider").get("/search/?q=กลาง").content.decode()
    assert ("สถาบัน" in page, "เอกา" in page, "โทนา" in page, 'href="/n/' in page) == (
        True,
        False,
        False,
        False,
    )


def test_what_is_frequent_where_the_search_looks_and_few_in_all_is_found(world: World) -> None:
    """From some 400 blocks on, the search judges by a few of them in which kinds a word is frequent."""

    def rows(kind: str, number: int, first: int, label: str) -> list[SearchRow]:
        return [
            search.row(
                kind, first + each, network_id=None, label=(f"{label} {each:03}", ""), detail=(words, "")
            )
            for each in range(number)
            for words in (secrets.token_hex(620),)
        ]

    with system_scope("test", world.a.pk):
        SearchRow.objects.bulk_create(rows(KIND, 900, 10_000, "ศูนย์"))
        SearchRow.objects.bulk_create(rows(KIND, 900, 20_000, "สถาบัน"))
        SearchRow.objects.bulk_create(rows("events.event", 3, 30_000, "ศูนย์"))
    with connection.cursor() as cursor:
        cursor.execute("select pg_relation_size('tenancy_searchrow') / 8192")
        assert cursor.fetchone()[0] > 400
    with user_scope(world.users["secretariat"], "alpha"):
        found = search.find("ศูนย์", kinds=["events.event", KIND], limit=5)
    assert {kind: str(total) for kind, total in found.totals.items()} == {"events.event": "3", KIND: "900"}
    assert [(hit.kind, hit.label_th) for hit in found.hits] == [
        *(("events.event", f"ศูนย์ {each:03}") for each in range(3)),
        *((KIND, f"ศูนย์ {each:03}") for each in range(5)),
    ]


def test_search_wants_a_sign_in(client: Client, db: None) -> None:
    assert client.get("/search/?q=x").status_code == 302


def test_search_shows_the_first_of_each_kind_and_then_pages_of_one(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        for number in range(1, 24):
            make_organisation(by, f"ศูนย์ที่ {number}", kind="unit")
        make_person(by, "ศูนย์รวม")
    client = browser("secretariat")
    page = client.get("/search/?q=ศูนย์").content.decode()
    assert (page.count('href="/n/alpha/organisations/'), page.count('href="/n/alpha/people/')) == (5, 1)
    page = client.get(f"/search/?q=ศูนย์&kind={KIND}").content.decode()
    assert page.count('href="/n/alpha/organisations/') == 20
    for number in ("2", "99"):
        page = client.get(f"/search/?q=ศูนย์&kind={KIND}&page={number}").content.decode()
        assert page.count('href="/n/alpha/organisations/') == 3
    assert client.get(f"/search/?q=ไม่มี&kind={KIND}&page=9").status_code == 200
    assert client.get("/search/?q=ศูนย์&kind=unknown").status_code == 200


def test_order_is_whole_names_then_beginnings_then_the_rest(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        for name, short in (
            ("ชุมชนพัฒนา", ""),
            ("มชกร", ""),
            ("มหาวิทยาลัยเชียงใหม่", "มช."),
            ("กลุ่มชาวบ้าน", ""),
            ("สมชาย", ""),
        ):
            make_organisation(by, name, abbreviation_th=short)
        assert names("มช") == ["มหาวิทยาลัยเชียงใหม่", "มชกร", "กลุ่มชาวบ้าน", "ชุมชนพัฒนา", "สมชาย"]
        assert names("เชียงใหม่") == ["มหาวิทยาลัยเชียงใหม่"]


@pytest.mark.parametrize("short", ["ก", "กก"])
@pytest.mark.parametrize("many", [False, True])
def test_first_ones_are_the_same_whether_few_or_many_match(
    world: World, monkeypatch: pytest.MonkeyPatch, short: str, *, many: bool
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        for number in range(30):
            make_organisation(
                by, f"{'ข' * (number % 3)}กก{number}", abbreviation_th="กก" if number == 17 else ""
            )
        monkeypatch.setattr(search, "COUNT_LIMIT", 7 if many else 1_000)
        found = search.find(short, kinds=[KIND], limit=12)
        whole = [hit.label_th for hit in search.find(short, kinds=[KIND], limit=30, every=True).hits]
        assert [hit.label_th for hit in found.hits] == whole[:12]
        assert (found.totals[KIND].number, found.totals[KIND].is_more) == ((7, True) if many else (30, False))
        assert whole[0] == ("ขขกก17" if short == "กก" else "กก0")


def test_rebuild_makes_the_same_rows_again(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        university = make_organisation(by, "มหาวิทยาลัยเชียงใหม่", abbreviation_th="มช.", aliases=["มอชอ"])
        make_organisation(by, "คณะวิทยาศาสตร์", kind="faculty", parent=university)
        make_person(by, "สมชาย")
        make_person(by, "สมหญิง", is_listed=True)
        fields = (
            "network_id",
            "kind",
            "object_id",
            "label_th",
            "detail_th",
            "title_norm",
            "norm",
            "sort_key",
        )
        before = set(SearchRow.objects.values_list(*fields))
        SearchRow.objects.update(norm="", sort_key="")
        assert search.rebuild(by) == 4
        assert set(SearchRow.objects.values_list(*fields)) == before


def test_search_finds_in_each_network_only_what_the_role_there_may_see(
    world: World, browser: Browser
) -> None:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
    with system_scope("test", world.b.pk) as by:
        fill_network(by, "foreignbeta")
        grant(by=by, user=world.users["partner"], role="board_member")
    page = browser("partner").get("/search/?q=ownalpha").text
    assert ("/n/alpha/people/" in page, "/n/alpha/events/" in page, "/n/alpha/reports/" in page) == (
        True,
        False,
        False,
    )
    page = browser("partner").get("/search/?q=foreignbeta").text
    assert ("/n/beta/events/" in page, "/n/beta/reports/" in page) == (True, True)
    page = browser("partner").get("/search/?q=ownalpha&kind=events.event").text
    assert "/n/alpha/events/" not in page
    page = browser("lead").get("/search/?q=ownalpha").text
    assert ("/n/alpha/events/" in page, "/n/alpha/reports/" in page) == (True, True)


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "'", "%%%", "a" * 10_000, "{}", "|", "\ud800", "💩", "ก" * 300]
)
def test_search_for_odd_words_answers(world: World, browser: Browser, words: str) -> None:
    client = browser("secretariat")
    for kind in ("", KIND, "no.such"):
        query = urlencode({"q": words.encode("utf-8", "surrogatepass"), "kind": kind})
        assert client.get(f"/search/?{query}").status_code == 200


def test_rows_of_reports_follow_the_names_in_them(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        report = Report.objects.select_related("event", "organisation").get()
        describe_event(by=by, event=report.event, title_th="งานชื่อใหม่")
        (hit,) = search.find("งานชื่อใหม่", kinds=["reports.report"]).hits
        assert hit.label_th == f"งานชื่อใหม่ – {report.organisation.name_th}"
        describe_organisation(
            by=by,
            organisation=report.organisation,
            version=None,
            parent=None,
            aliases=(),
            name_th="สถาบันชื่อใหม่",
        )
        (hit,) = search.find("สถาบันชื่อใหม่", kinds=["reports.report"]).hits
        assert hit.label_th == "งานชื่อใหม่ – สถาบันชื่อใหม่"


def test_rebuild_makes_rows_of_every_kind_anew(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        fields = ("network_id", "kind", "object_id", "label_th", "label_en", "detail_th", "norm", "sort_key")
        before = set(SearchRow.objects.values_list(*fields))
        assert {row[1] for row in before} == set(search.kinds())
        SearchRow.objects.all().delete()
        assert search.rebuild(by) == len(before)
        assert set(SearchRow.objects.values_list(*fields)) == before


def test_reindex_command_goes_through_all_networks(world: World) -> None:
    for network, marker in ((world.a, "ownalpha"), (world.b, "foreignbeta")):
        with system_scope("test", network.pk) as by:
            fill_network(by, marker)
            SearchRow.objects.filter(network_id=network.pk).delete()
    said = io.StringIO()
    call_command("reindex", stdout=said)
    with user_scope(world.users["secretariat"], "alpha"):
        assert {hit.network_id for hit in search.find("ownalpha", kinds=["events.event"]).hits} == {
            world.a.pk
        }
        assert search.find("foreignbeta", kinds=["events.event"]).hits == ()
    with user_scope(world.users["stranger"], "beta"):
        assert len(search.find("foreignbeta", kinds=["events.event"]).hits) == 1
    assert [line.partition(":")[0] for line in said.getvalue().splitlines()] == ["alpha", "beta"]
