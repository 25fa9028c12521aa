"""Personal links: what their bearer reaches, and what a guessed, ended or foreign one opens."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from samphan.kit.actor import ActorKind
from samphan.tenancy import links, policy
from samphan.tenancy.models import Link, StoredFile
from samphan.tenancy.scope import LinkEnded, NoSuchNetwork, link_scope, system_scope

if TYPE_CHECKING:
    from tests.personas import World

PURPOSE = "tests.look"
PURPOSES = frozenset({PURPOSE})


@pytest.fixture(autouse=True)
def purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(links._url_names, PURPOSE, "invitation")


def stored(network_id: int, name: str) -> StoredFile:
    return StoredFile.objects.create(
        network_id=network_id, name=name, media_type="application/pdf", size=1, sha256="0" * 64
    )


def test_read_token_of_link_gives_its_nonce(world: World) -> None:
    with system_scope("test", world.a.pk):
        link = links.make(PURPOSE, stored(world.a.pk, "a"))
    shown = links.token(link)
    assert len(shown) == 24
    assert links.read(shown) == link.nonce


@pytest.mark.parametrize("shown", ["", "x", "a" * 24, "ก" * 24])
def test_read_guessed_token_gives_nothing(shown: str) -> None:
    assert links.read(shown) is None


def test_enter_by_link_shows_its_object_alone(world: World) -> None:
    with system_scope("test", world.a.pk):
        mine, other = stored(world.a.pk, "mine"), stored(world.a.pk, "other")
        link = links.make(PURPOSE, mine, label=("ชื่อ", "Name"))
    with system_scope("test", world.b.pk):
        stored(world.b.pk, "foreign")
    with link_scope(world.a.slug, link.nonce, PURPOSES) as actor:
        assert actor.kind is ActorKind.LINK
        assert actor.label == "ชื่อ"
        assert not actor.is_signed_in
        assert list(StoredFile.objects.for_actor(actor)) == [mine]
        assert list(Link.objects.for_actor(actor)) == []
        assert not StoredFile.objects.filter(network=world.b).exists()
        assert policy.bears(actor, PURPOSE, mine)
        assert not policy.bears(actor, PURPOSE, other)
        assert not policy.bears(actor, "tests.other", mine)


def test_enter_by_link_of_another_network_or_purpose_is_refused(world: World) -> None:
    with system_scope("test", world.a.pk):
        link = links.make(PURPOSE, stored(world.a.pk, "mine"))
    for slug, purposes in ((world.b.slug, PURPOSES), (world.a.slug, frozenset({"tests.other"}))):
        with pytest.raises(NoSuchNetwork), link_scope(slug, link.nonce, purposes):
            pass


@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_enter_by_ended_link_is_told_so(world: World, ended: str) -> None:
    now = timezone.now()
    with system_scope("test", world.a.pk):
        link = links.make(
            PURPOSE,
            stored(world.a.pk, "mine"),
            expires_at=now - dt.timedelta(minutes=1) if ended == "expired" else None,
        )
        if ended == "revoked":
            links.revoke(link, now=now)
        assert not links.open_links(PURPOSE, StoredFile.objects.get(), now=now).exists()
    with pytest.raises(LinkEnded), link_scope(world.a.slug, link.nonce, PURPOSES):
        pass
    assert connection.in_atomic_block  # the outer test transaction alone
