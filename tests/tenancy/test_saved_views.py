"""Views of lists that people keep, and lists as csv."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest

from samphan.kit.workbook import csv_file
from samphan.tenancy.models import AuditEntry, SavedView
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from tests.personas import World

LIST = "/n/alpha/network/members/"


def page_of(query: str) -> str:
    return f"/n/alpha/views/?at={quote(LIST + query)}"


def test_view_is_kept_and_leads_back_to_what_was_shown(world: World) -> None:
    client = world.client("secretariat")
    answer = client.post(page_of("?q=มหา&sort=-name&page=3&lang=en"), {"name": "  มหาวิทยาลัย  ทั้งหมด "})
    assert answer.status_code == 302
    with system_scope("test", world.a.pk):
        view = SavedView.objects.get()
        assert (view.path, view.name) == ("network/members/", "มหาวิทยาลัย ทั้งหมด")
        assert AuditEntry.objects.filter(act="save_view").count() == 1
    assert answer["Location"] == f"{LIST}?{view.query}"
    assert "page" not in view.query
    assert "lang" not in view.query
    shown = client.get(answer["Location"])
    assert (shown.context["table"].state.query, shown.context["table"].state.sort) == ("มหา", "-name")


def test_list_leads_to_its_kept_views(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        make_organisation(by, "มหาวิทยาลัยตัวอย่าง")
    page = world.client("secretariat").get("/n/alpha/organisations/?q=มหา&sort=-name").content.decode()
    [address] = set(re.findall(r'href="/n/alpha/views/\?at=([^"]+)"', page))
    assert unquote(unquote(address)) == "/n/alpha/organisations/?q=มหา&sort=-name"


def test_same_name_on_the_same_list_replaces_the_view(world: World) -> None:
    client = world.client("secretariat")
    client.post(page_of("?q=a"), {"name": "x"})
    client.post(page_of("?q=b"), {"name": "x"})
    with system_scope("test", world.a.pk):
        assert [view.query for view in SavedView.objects.all()] == ["q=b"]


def test_nothing_shown_is_not_kept(world: World) -> None:
    answer = world.client("secretariat").post(page_of(""), {"name": "x"})
    assert answer.status_code == 422
    assert world.client("secretariat").post(page_of("?q=a"), {"name": "  "}).status_code == 422


def test_view_is_seen_by_others_only_when_it_is_shared(world: World) -> None:
    owner, other = world.client("secretariat"), world.client("partner")
    owner.post(page_of("?q=ลับ"), {"name": "เฉพาะตัวฉัน"})
    owner.post(page_of("?q=ร่วม"), {"name": "ของทุกคน", "is_shared": "on"})
    page = other.get(page_of("?q=a")).content.decode()
    assert ("เฉพาะตัวฉัน" in page, "ของทุกคน" in page) == (False, True)
    with system_scope("test", world.a.pk):
        ids = dict(SavedView.objects.values_list("name", "pk"))
    assert other.post(f"/n/alpha/views/{ids['เฉพาะตัวฉัน']}/remove/").status_code == 404
    assert other.post(f"/n/alpha/views/{ids['ของทุกคน']}/remove/").status_code == 403
    assert owner.post(f"/n/alpha/views/{ids['ของทุกคน']}/remove/").status_code == 302


@pytest.mark.parametrize("at", ["/n/beta/network/members/", "https://evil.example/", "/n/alpha/x", ""])
def test_view_of_another_place_is_not_there(world: World, at: str) -> None:
    client = world.client("secretariat")
    assert client.get(f"/n/alpha/views/?at={quote(at)}").status_code == 404


def test_list_is_offered_as_csv(world: World) -> None:
    client = world.client("secretariat")
    answer = client.get("/n/alpha/network/members/export/?format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="list.csv"')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    again = client.get("/n/alpha/network/members/export/")
    assert again["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0812345678", "0812345678"),
        ("+66 81 234 5678", "+66 81 234 5678"),
        ("-5", "-5"),
        ("=cmd|' /c calc'!A0", "'=cmd|' /c calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+cmd", "'-1+cmd"),
        ('บรรทัด\nใหม่, "คำพูด"', 'บรรทัด\nใหม่, "คำพูด"'),
        (None, ""),
        (7, "7"),
    ],
)
def test_csv_keeps_numbers_and_runs_no_formula(value: Any, written: str) -> None:
    text = csv_file(["a"], [[value]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a"], [written]]
