"""A project with a keeper, a partner and a place, for tests of what changed and what proves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from samphan.kit.asking import Upload
from samphan.kit.partial import PartialDate
from samphan.kit.thai.sortkey import sort_key
from samphan.projects.models import Project, ProjectPartner, ProjectPlace
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Outcome:
    """The project with its partner (mail address known)."""

    project: Project
    partner: ProjectPartner


def make_outcome(
    by: Actor, *, keeper_id: int | None = None, title: str = "น้ำสะอาดบ้านโคก", **fields: Any
) -> Outcome:
    """A project of the actor's network; the record is a draft that the keeper writes."""
    project = Project.objects.create(
        network_id=by.network_id,
        title_th=title,
        sort_key=sort_key(title),
        keeper_id=keeper_id,
        ends=PartialDate.of(dt.date(2025, 9, 30)),
        **fields,
    )
    partner = ProjectPartner.objects.create(
        network_id=by.network_id,
        project=project,
        organisation=make_organisation(by, f"เทศบาล {title}"),
        contact_name="นายกเทศมนตรี",
        contact_email="mayor@example.org",
    )
    ProjectPlace.objects.create(
        network_id=by.network_id,
        project=project,
        province="TH-10",
        site="ศาลากลางบ้าน",
        latitude=Decimal("13.75100"),
        longitude=Decimal("100.50100"),
    )
    return Outcome(project, partner)


def upload(content: bytes, name: str = "ภาพ.jpg") -> Upload:
    """A file as a form gives it."""
    return Upload(name, content)
