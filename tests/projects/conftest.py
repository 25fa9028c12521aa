"""A network with members, a coordinator who speaks for one of them, and a roadmap."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from samphan.networks.actions import admit_member, name_representative
from samphan.projects.actions.possible import ChosenPartner, open_call, propose_project, start_project
from samphan.projects.actions.roadmap import create_roadmap
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project, Roadmap
    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
UNTIL = dt.date(2999, 1, 31)


@dataclass(frozen=True)
class Members:
    """Two institutions: the coordinator represents ``own``, nobody represents ``other``."""

    own: Organisation
    other: Organisation


def begun(by: Actor, organisation: Organisation, title: str = "ผ้าพิมพ์ใบไม้") -> Project:
    """A project that one organisation leads, started from a possible one."""
    possible = open_call(by=by, possible=propose_project(by=by, title_th=title), until=UNTIL, now=NOW)
    return start_project(
        by=by, possible=possible, partners=[ChosenPartner(organisation, is_lead=True)], now=NOW
    )


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences that actions raise are compared in the language of the source; pages choose their own."""
    with translation.override("en"):
        yield


@pytest.fixture
def members(world: World) -> Members:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own, other = (make_organisation(by, name) for name in ("มหาวิทยาลัยของเรา", "มหาวิทยาลัยริมน้ำ"))
        name_representative(
            by=by,
            member=admit_member(by=by, organisation=own),
            email="coordinator@example.org",
            name="Coordinator",
            since_on=dt.date(2026, 1, 1),
        )
    return Members(own, other)


@pytest.fixture
def roadmap(world: World) -> Roadmap:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return create_roadmap(by=by, title_th="แผนที่นำทางเครือข่าย", title_en="Roadmap of the network")


@pytest.fixture
def at() -> Callable[..., str]:
    """An address of the app in network A: ``at("item", 3)``."""
    return lambda name, *args: reverse(f"projects:{name}", args=["alpha", *args])
