"""A published project as everybody reads it: the database shows a public page nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from samphan.kit.bilingual import Text
from samphan.projects.models import ChangeDomain, Mission, PartnerRole, PartnerSide, Population
from samphan.projects.queries.reach import place_words
from samphan.projects.queries.record import worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

    from samphan.projects.models import Project, ProjectServed


@dataclass(frozen=True, slots=True)
class PublicPartner:
    """An organisation or a group, its side and what it does; nothing of its contacts."""

    name: Text | str
    side: _StrOrPromise
    role: _StrOrPromise
    is_lead: bool


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What stands beside the words of a published project."""

    partners: list[PublicPartner]
    places: list[str]
    served: list[ProjectServed]
    missions: list[str]
    domains: list[str]
    populations: list[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on the public page that an app above knows about the record, with the tone of its badge."""

    label: str
    tone: str = ""


_marks: dict[str, Callable[[Project], Mark | None]] = {}


def register_mark(name: str, mark: Callable[[Project], Mark | None]) -> None:
    """Called in ``apps.py``; ``name`` is ``app.noun``. What it gives is read by everybody."""
    _marks[name] = mark


def marks_of(project: Project) -> list[Mark]:
    """What apps above say of a published project, in the order in which they were registered."""
    return [found for mark in _marks.values() if (found := mark(project))]


def public_page(project: Project) -> PublicPage:
    """The page of a project that the caller has loaded through ``published``. Three statements."""
    return PublicPage(
        _partners(project),
        [place_words(each) for each in project.places.order_by("order", "id")],
        list(project.served.order_by("order", "id")),
        worded(project.missions, Mission),
        worded(project.domains, ChangeDomain),
        worded(project.populations, Population),
    )


def _partners(project: Project) -> list[PublicPartner]:
    sides, roles = dict(PartnerSide.choices), dict(PartnerRole.choices)
    with connection.cursor() as cursor:
        cursor.execute("select * from projects_public_partners(%s)", [project.pk])
        return [
            PublicPartner(Text.of(name_th, name_en), sides[side], role or roles.get(code, ""), is_lead)
            for name_th, name_en, side, code, role, is_lead in cursor.fetchall()
        ]
