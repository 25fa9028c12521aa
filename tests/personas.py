"""People with fixed roles in two networks, instead of ad-hoc users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.accounts.models import User
from samphan.tenancy.actions import create_network, grant
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.tenancy.models import Network

ROLES = {
    "secretariat": "secretariat",
    "board": "board_member",
    "coordinator": "coordinator",
    "lead": "project_lead",
    "partner": "community_partner",
}


@dataclass(frozen=True)
class World:
    """Two networks, A and B, with the same personas in A and a secretariat of its own in B."""

    a: Network
    b: Network
    users: dict[str, User]

    def client(self, persona: str) -> Client:
        """A browser in which the persona is signed in."""
        client = Client()
        client.force_login(self.users[persona])
        return client


def make_world() -> World:
    """Create both networks and their users."""
    users = {
        name: User.objects.make(email=f"{name}@example.org", name=name.title(), password="correct horse")
        for name in [*ROLES, "stranger", "outsider"]
    }
    with system_scope("test") as by:
        a = create_network(by=by, slug="alpha", name_th="เครือข่ายก", name_en="Network A", kind="council")
        b = create_network(by=by, slug="beta", name_th="เครือข่ายข", name_en="Network B", kind="association")
    with system_scope("test", a.pk) as by:
        for persona, role in ROLES.items():
            grant(by=by, user=users[persona], role=role)
    with system_scope("test", b.pk) as by:
        grant(by=by, user=users["stranger"], role="secretariat")
    return World(a=a, b=b, users=users)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def browser(world: World) -> Callable[[str], Client]:
    """``browser("secretariat")`` is a signed-in test client."""
    return world.client
