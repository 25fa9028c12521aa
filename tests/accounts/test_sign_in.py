"""Signing in, and everything through which somebody else could sign in as you."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from samphan.accounts.models import User
from samphan.comms.models import Message
from samphan.tenancy.scope import anonymous_scope, system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tests.personas import World

PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def counts_of_sign_ins() -> Iterator[None]:
    """Each test begins with none, and leaves none behind."""
    cache.clear()
    yield
    cache.clear()


def sign_in(
    client: Client, *, email: str = "coordinator@example.org", to: str = "", password: str = PASSWORD
) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password, "next": to})


def mails() -> list[Message]:
    with system_scope("test"):
        return list(Message.objects.filter(network=None).order_by("id"))


def test_addresses_of_accounts_are_those_meant_to_be_here() -> None:
    """Allauth has more of them: a page that changes the e-mail address would let anybody speak for any institution."""
    found = next(each for each in get_resolver().url_patterns if str(each.pattern) == "accounts/")
    assert [pattern.name for pattern in found.url_patterns] == [
        "account_login",
        "account_logout",
        "account_inactive",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_reset_password_from_key",
    ]


def test_change_own_address_is_impossible(browser: Callable[[str], Client], world: World) -> None:
    client = browser("coordinator")
    for act in ("action_add", "action_primary"):
        answer = client.post("/accounts/email/", {act: "", "email": "rector@elsewhere.example"})
        assert answer.status_code == 404
    assert User.objects.get(pk=world.users["coordinator"].pk).email == "coordinator@example.org"


def test_a_hall_of_people_signs_in_from_one_address(world: World) -> None:
    asked = [sign_in(Client()) for _ in range(100)]
    assert {(each.status_code, each.get("Location")) for each in asked} == {(302, "/")}


def test_whoever_guesses_a_password_is_stopped_by_the_account(world: World) -> None:
    for number in range(5):
        assert sign_in(Client(), password=f"wrong horse {number}").status_code == 200
    assert sign_in(Client()).status_code != 302, "the right one has to wait too"
    assert sign_in(Client(), email="secretariat@example.org").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "confirm-email/", "login/code/confirm/", "reauthenticate/"])
def test_open_page_of_allauth_that_is_not_meant_gives_404(path: str, db: None) -> None:
    assert Client().get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:///evil.example",
    ],
)
def test_sign_in_leads_to_no_other_site(world: World, to: str) -> None:
    answer = sign_in(Client(), to=to)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_sign_in_leads_back_to_the_page_that_asked_for_it(world: World) -> None:
    client = Client()
    asked = client.get("/n/alpha/network/?q=%E0%B8%81")
    assert asked["Location"] == "/accounts/login/?next=/n/alpha/network/%3Fq%3D%25E0%25B8%2581"
    assert sign_in(client, to="/n/alpha/network/?q=%E0%B8%81")["Location"] == "/n/alpha/network/?q=%E0%B8%81"


def test_sign_in_changes_the_key_of_the_session(world: World) -> None:
    """A session that an attacker planted before is not the one that is signed in."""
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.session.session_key != planted


def test_sign_in_of_closed_account_says_so_in_our_words(world: World) -> None:
    User.objects.filter(pk=world.users["coordinator"].pk).update(is_active=False)
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": "coordinator@example.org", "password": PASSWORD}, follow=True
    )
    assert "_auth_user_id" not in client.session
    assert "allauth" not in answer.text


def test_sign_in_and_out_speaks_in_our_words(world: World) -> None:
    """The Thai of allauth is not ours to be ashamed of: none of it stands on a page."""
    client = Client()
    page = client.get("/accounts/login/?lang=th").text
    assert re.findall(r'<label class="field-label"[^>]*>([^<]+)', page) == ["อีเมล", "รหัสผ่าน"]
    assert "placeholder" not in page
    assert "ลืมรหัสผ่าน</a>" in page
    assert "อีเมลหรือรหัสผ่านไม่ถูกต้อง" in sign_in(client, password="wrong").text
    assert list(client.get(sign_in(client)["Location"], follow=True).context["messages"]) == []
    changed = {"oldpassword": "wrong", "password1": "ช้างกินกล้วยริมน้ำ", "password2": "ช้างกินหญ้าริมน้ำ"}
    refused = client.post("/accounts/password/change/", changed).text
    assert "รหัสผ่านปัจจุบันไม่ถูกต้อง" in refused
    assert "รหัสผ่านทั้งสองช่องไม่ตรงกัน" in refused
    assert "ออกจากระบบแล้ว" in client.post("/accounts/logout/", follow=True).text


def test_session_of_closed_account_ends(browser: Callable[[str], Client], world: World) -> None:
    client = browser("coordinator")
    assert client.get("/n/alpha/").status_code == 200
    User.objects.filter(pk=world.users["coordinator"].pk).update(is_active=False)
    assert client.get("/n/alpha/").status_code == 302


def test_reset_password_answers_the_same_whether_there_is_an_account(world: World) -> None:
    known, unknown = Client(), Client()
    known_answer = known.post(reverse("account_reset_password"), {"email": "coordinator@example.org"})
    unknown_answer = unknown.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known_answer.status_code, known_answer["Location"]) == (
        unknown_answer.status_code,
        unknown_answer["Location"],
    )
    assert [each.to_address for each in mails()] == ["coordinator@example.org"]


def test_reset_password_by_mail_works_once(world: World, settings: Any) -> None:
    settings.BASE_URL = "https://samphan.example"
    client = Client(headers={"host": "evil.example"})
    client.post(reverse("account_reset_password"), {"email": "Coordinator@Example.org"})
    (mail,) = mails()
    assert mail.subject == "ตั้งรหัสผ่านใหม่สำหรับระบบสัมพันธ์"
    assert "evil.example" not in mail.text
    (path,) = re.findall(r"https://samphan\.example(/\S+)", mail.text)
    form = Client()
    page = form.get(path, follow=True)
    chosen = {"password1": "ช้างกินกล้วยริมน้ำ", "password2": "ช้างกินกล้วยริมน้ำ"}
    assert form.post(page.redirect_chain[-1][0], chosen).status_code == 302
    assert sign_in(Client(), password="ช้างกินกล้วยริมน้ำ").status_code == 302
    assert sign_in(Client()).status_code == 200
    again = Client().get(path, follow=True)
    assert again.context["token_fail"] is True


@pytest.mark.parametrize(
    "email", ["a" * 300 + "@example.org", "x\x00@example.org", "ผม@example.org", "mımi@example.org"]
)
def test_reset_password_for_odd_address_writes_no_mail(world: World, email: str) -> None:
    User.objects.make(email="mimi@example.org", name="Mimi", password=PASSWORD)
    assert Client().post(reverse("account_reset_password"), {"email": email}).status_code in {200, 302}
    assert mails() == []


def test_mail_of_sign_in_is_read_by_nobody_in_a_network(world: World) -> None:
    Client().post(reverse("account_reset_password"), {"email": "coordinator@example.org"})
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(Message.objects.all()) == []
    with user_scope(world.users["secretariat"]):
        assert list(Message.objects.all()) == []
    with anonymous_scope("alpha"):
        assert list(Message.objects.all()) == []
