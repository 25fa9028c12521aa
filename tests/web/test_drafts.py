"""What somebody typed survives the end of the session, for its author alone, and is never sent by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.test import Client

from samphan.tenancy import drafts
from samphan.tenancy.models import Draft, Network
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.personas import World

PATH = "/n/alpha/network/change/"
TYPED = {"name_th": "เครือข่ายที่พิมพ์ค้างไว้", "kind": "council", "version": "1", "password": "secret-word"}


def owner(client: Client, path: str = PATH) -> str:
    """The token in the form of a page."""
    (found,) = set(re.findall(r'name="draft_owner" value="([^"]+)"', client.get(path).text))
    return found


def kept(world: World, persona: str = "secretariat") -> list[Draft]:
    with user_scope(world.users[persona]):
        return list(Draft.objects.all())


def name(world: World) -> str:
    """What the network is called now."""
    with system_scope("test", world.a.pk):
        return Network.objects.get(pk=world.a.pk).name_th


def test_post_without_session_leads_back_to_the_text(world: World) -> None:
    client = world.client("secretariat")
    token = owner(client)
    client.logout()
    answer = client.post(PATH, {**TYPED, "draft_owner": token})
    assert answer.status_code == 302
    (draft,) = kept(world)
    assert answer["Location"] == f"/accounts/login/?next=/n/alpha/network/change/%3Fdraft%3D{draft.key}"
    assert "secret-word" not in draft.body
    client.force_login(world.users["secretariat"])
    page = client.get(f"{PATH}?draft={draft.key}")
    assert TYPED["name_th"] in page.text
    assert name(world) == "เครือข่ายก"


def test_draft_is_given_to_nobody_else(world: World) -> None:
    token = owner(world.client("secretariat"))
    Client().post(PATH, {**TYPED, "draft_owner": token})
    (draft,) = kept(world)
    assert kept(world, "board") == []
    others = world.client("stranger")
    page = others.get(f"/n/beta/network/change/?draft={draft.key}")
    assert page.status_code == 200
    assert TYPED["name_th"] not in page.text


def test_draft_of_one_form_is_not_put_into_another(world: World) -> None:
    token = owner(world.client("secretariat"))
    Client().post(PATH, {**TYPED, "draft_owner": token})
    (draft,) = kept(world)
    page = world.client("secretariat").get(f"/n/alpha/events/new/?draft={draft.key}")
    assert TYPED["name_th"] not in page.text
    Client().post("/n/alpha/events/new/", {**TYPED, "draft_owner": token})
    assert len(kept(world)) == 1


@pytest.mark.parametrize("how", ["forged", "salt", "old", "nothing", "user"])
def test_token_that_was_not_given_keeps_nothing(
    world: World, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = world.users["secretariat"].pk
    token = {
        "forged": f"{drafts.token(user, PATH)[:-3]}abc",
        "salt": signing.dumps({"u": user, "p": PATH}),
        "old": drafts.token(user, PATH),
        "nothing": "",
        "user": drafts.token(999_999, PATH),
    }[how]
    if how == "old":
        monkeypatch.setattr(drafts, "MAX_AGE", -1)
    answer = Client().post(PATH, {**TYPED, "draft_owner": token})
    assert answer["Location"] == f"/accounts/login/?next={PATH}"
    assert kept(world) == []


def test_text_that_is_too_long_is_not_kept(world: World) -> None:
    token = owner(world.client("secretariat"))
    Client().post(PATH, {**TYPED, "name_en": "x" * drafts.MAX_BODY, "draft_owner": token})
    assert kept(world) == []


def test_form_of_a_session_before_leads_back_to_the_text(
    world: World, browser: Callable[[str], Client]
) -> None:
    """Signed out and in again in another window: the token of the open form is of the session before."""
    token = owner(browser("secretariat"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["secretariat"])
    answer = client.post(PATH, {**TYPED, "draft_owner": token, "csrfmiddlewaretoken": "x" * 64})
    (draft,) = kept(world)
    assert (answer.status_code, answer["Location"]) == (302, f"{PATH}?draft={draft.key}")
    assert TYPED["name_th"] in client.get(answer["Location"]).text
    assert name(world) == "เครือข่ายก"


def test_form_from_elsewhere_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["secretariat"])
    answer = client.post(PATH, TYPED)
    assert answer.status_code == 403
    assert name(world) == "เครือข่ายก"
    assert kept(world) == []
