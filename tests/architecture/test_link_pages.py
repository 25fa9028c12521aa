"""Every address that a personal link opens, and every link that must not open it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import system_scope
from tests.architecture.test_urls import PUBLIC, Address

if TYPE_CHECKING:
    from tests.personas import World

BY_LINK = [each for each in PUBLIC if getattr(each.view, "link_purposes", None)]
PURPOSES = sorted({purpose for each in BY_LINK for purpose in each.view.link_purposes})
EVERY = pytest.mark.parametrize("address", BY_LINK, ids=[each.route for each in BY_LINK])
KEY = "0b5f3c52-9a0e-4a53-8d0f-6f1a86a1d9c4"


def token_of(network: int, purpose: str, **fields: Any) -> str:
    with system_scope("test", network):
        return links.token(
            Link.objects.create(
                network_id=network,
                purpose=purpose,
                subject_kind="tests.nothing",
                subject_id=1,
                nonce="AAAAAAAAAAAA",
                **fields,
            )
        )


def path_of(address: Address, slug: str, token: str) -> str:
    return address.fill(slug, 1, token=token, key=KEY)


def refusals(client: Client, path: str, status: int, *, in_json: bool) -> None:
    """Reading, posting a form and posting JSON are refused alike, in words, and no cache keeps the refusal."""
    answers = [
        client.get(path),
        client.post(path, {"act": "decline"}),
        client.post(path, json.dumps({"act": "open"}), content_type="application/json"),
        client.options(path),
    ]
    assert [each.status_code for each in answers] == [status] * 4
    assert [each.cookies.output() for each in answers] == [""] * 4
    if in_json:
        assert {each["Cache-Control"] for each in answers} == {"no-store"}
        assert all(each.json()["error"] for each in answers)
    else:
        assert all(f">{status}<" in each.text for each in answers)


def test_addresses_by_link_are_found() -> None:
    assert len(BY_LINK) > 25
    assert len(PURPOSES) > 6


@EVERY
@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_link_that_ended_is_told_so(world: World, address: Address, ended: str) -> None:
    past = timezone.now() - dt.timedelta(minutes=1)
    purpose = min(address.view.link_purposes)
    token = token_of(world.a.pk, purpose, **{"revoked_at" if ended == "revoked" else "expires_at": past})
    path = path_of(address, world.a.slug, token)
    in_json = getattr(address.view, "says_json", False)
    refusals(Client(), path, 410, in_json=in_json)
    assert world.client("secretariat").get(path).status_code == 410
    assert Client().get(path)["Cache-Control"] == "no-store"


@EVERY
def test_link_of_another_purpose_network_or_object_opens_nothing(world: World, address: Address) -> None:
    in_json = getattr(address.view, "says_json", False)
    others = [each for each in PURPOSES if each not in address.view.link_purposes]
    token = token_of(world.a.pk, others[0])
    refusals(Client(), path_of(address, world.a.slug, token), 404, in_json=in_json)
    for other in others:
        with system_scope("test", world.a.pk):
            Link.objects.update(purpose=other)
        assert Client().get(path_of(address, world.a.slug, token)).status_code == 404
    with system_scope("test", world.a.pk):
        Link.objects.update(purpose=min(address.view.link_purposes))
    refusals(Client(), path_of(address, world.b.slug, token), 404, in_json=in_json)
    # Right in everything, but what it leads to is of a kind that this page does not know.
    assert Client().get(path_of(address, world.a.slug, token)).status_code in {404, 405}
