"""A network with members, a coordinator who speaks for one of them, and a project with a community."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from samphan.networks.actions import admit_member, name_representative
from samphan.projects.models import PartnerSide, Project, ProjectPartner
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member
    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
TODAY = dt.date(2026, 5, 1)


@dataclass(frozen=True)
class Members:
    """Two institutions: the coordinator represents ``own``, nobody represents ``other``."""

    own: Member
    other: Member


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences that actions raise are compared in the language of the source; pages choose their own."""
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of A, in its scope."""
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


@pytest.fixture
def members(world: World) -> Members:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own, other = (
            admit_member(by=by, organisation=make_organisation(by, name))
            for name in ("มหาวิทยาลัยของเรา", "มหาวิทยาลัยริมน้ำ")
        )
        name_representative(
            by=by,
            member=own,
            email="coordinator@example.org",
            name="Coordinator",
            since_on=dt.date(2026, 1, 1),
        )
    return Members(own, other)


def make_project(by: Actor, title: str = "ฟื้นฟูป่าชายเลน") -> Project:
    """A project on the record, seen in the whole network."""
    return Project.objects.create(
        network_id=by.network_id, title_th=title, sort_key=title, state="under_way", review="approved"
    )


def make_partner(by: Actor, project: Project, name: str = "กลุ่มประมงบ้านทะเล") -> ProjectPartner:
    """A community that stands in no register."""
    return ProjectPartner.objects.create(
        network_id=by.network_id, project=project, name=name, side=PartnerSide.SOCIETY
    )


@pytest.fixture
def at() -> Callable[..., str]:
    """An address of the app in network A: ``at("rating", 3)``."""
    return lambda name, *args: reverse(f"evaluation:{name}", args=["alpha", *args])
