"""The workshop of the seed in network A, seen by its secretariat."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from samphan.networks.actions import admit_member, name_representative
from samphan.reports.actions import issue_report, open_report, render_version
from samphan.reports.queries import profiles
from samphan.reports.queries.state import ReportState, state_of
from samphan.tenancy.scope import user_scope
from tests.factories.reports import NetworkingDay, make_networking_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.reports.models import IssuedVersion, Report
    from tests.personas import World

PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Desk:
    """A secretary at work in network A: who acts, the event, and how its reports are asked for."""

    by: Actor
    day: NetworkingDay

    def begin(self, slug: str = "cmu", **changes: Any) -> Report:
        words: dict[str, Any] = {"profile_code": profiles.DEFAULT, "round_year": 2570} | changes
        return open_report(
            by=self.by, event=self.day.event, organisation=self.day.organisations[slug], **words
        )

    def state(self, report: Report, **asked: Any) -> ReportState:
        return state_of(report, slug="alpha", **asked)

    def found(self, report: Report) -> dict[str, str]:
        """What came out of each check, by its key."""
        return {each.key: each.state for each in self.state(report).findings}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What actions and checks say is compared in English; pages choose their language themselves."""
    with translation.override("en"):
        yield


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        yield Desk(by, make_networking_day(by))


@pytest.fixture
def other_form(settings: Any, tmp_path: Path) -> Iterator[str]:
    """The code of a form of the installation's own, unlike the shipped one in everything that a form may say."""
    folder = tmp_path / "catalogue" / profiles.FOLDER
    folder.mkdir(parents=True)
    code = "hypothetical-2575"
    (folder / f"{code}.yaml").write_text((PACKS / f"{code}.yaml").read_text())
    settings.DATA_DIR = tmp_path
    profiles.profiles.cache_clear()
    yield code
    profiles.profiles.cache_clear()


@pytest.fixture
def day(world: World) -> NetworkingDay:
    """The workshop in network A; the coordinator represents Chiang Mai University."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = make_networking_day(by)
        member = admit_member(by=by, organisation=made.cmu)
        name_representative(
            by=by, member=member, email="coordinator@example.org", name="C", since_on=dt.date(2020, 1, 1)
        )
    return made


@pytest.fixture
def report(world: World, day: NetworkingDay) -> Report:
    return begin(world, day)


def begin(world: World, day: NetworkingDay, slug: str = "cmu") -> Report:
    """Begin a report as the secretariat."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        return open_report(
            by=by,
            event=day.event,
            organisation=day.organisations[slug],
            profile_code=profiles.DEFAULT,
            round_year=2570,
        )


def issued(world: World, report: Report, *, is_rendered: bool = False) -> IssuedVersion:
    """Issue a report as the secretariat."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        version = issue_report(
            by=by,
            report=report,
            issued_on=dt.date(2026, 11, 20),
            issuer_name="ใจดี มีสุข",
            issuer_position="ผู้อำนวยการ",
        )
        return render_version(by=by, version=version) if is_rendered else version
