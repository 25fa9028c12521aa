"""Rows of a project record, written one at a time and in place: what points at a row never loses it."""

from __future__ import annotations

import zlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.directory.actions.limits import refuse_too_long
from samphan.kit.errors import Conflict, Problem
from samphan.projects import policy
from samphan.projects.actions.records import said
from samphan.projects.models import (
    Project,
    ProjectCourse,
    ProjectPartner,
    ProjectPerson,
    ProjectPlace,
    ProjectResearch,
    ProjectResource,
    ProjectServed,
    ProjectStated,
)
from samphan.tenancy.audit import difference, plain, record, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

type Row = (
    ProjectPartner
    | ProjectPerson
    | ProjectCourse
    | ProjectResearch
    | ProjectPlace
    | ProjectServed
    | ProjectResource
    | ProjectStated
)

ROWS: Final[Mapping[str, type[Row]]] = {
    "partner": ProjectPartner,
    "person": ProjectPerson,
    "course": ProjectCourse,
    "research": ProjectResearch,
    "place": ProjectPlace,
    "served": ProjectServed,
    "resource": ProjectResource,
    "stated": ProjectStated,
}
"""The tables of a record by the noun that stands in addresses and in names of acts."""

OWN: Final = frozenset({"id", "network", "project", "order"})


def noun_of(row: Row) -> str:
    """The noun of a row of a record."""
    return next(noun for noun, model in ROWS.items() if isinstance(row, model))


def fields_of(model: type[Model]) -> tuple[str, ...]:
    """What a row says: its columns without where it stands."""
    return tuple(each.name for each in model._meta.concrete_fields if each.name not in OWN)  # noqa: SLF001 - Django's own name for the options


def stamp(row: Model) -> int:
    """A number that differs when a row says something else: what a form was made from is told by it.

    Rows have no version of their own, and that of the project would make everybody wait for everybody.
    """
    values = (getattr(row, each.attname) for each in row._meta.concrete_fields)  # noqa: SLF001 - as above
    words = [f"{each.normalize():f}" if isinstance(each, Decimal) else str(plain(each)) for each in values]
    return zlib.crc32("\x1f".join(words).encode()) & 0x7FFF_FFFF


def hold(by: Actor, project: Project) -> Project:
    """The project, locked until the end of the transaction, once the actor was found to be allowed to change it."""
    held = Project.objects.select_for_update().get(pk=project.pk)
    by.must(policy.change_record, on=held)
    return held


def mark_changed(by: Actor, project: Project) -> None:
    """Note at a project that the caller holds who changed a part of its record, and when: who reviews it reads it anew."""
    project.changed_by = by.label
    project.save(update_fields=["changed_by", "changed_at"])


def put[R: Row](
    by: Actor,
    project: Project,
    model: type[R],
    found: R | None,
    fields: Mapping[str, Any],
    *,
    version: int | None = None,
) -> R:
    """Save a new or changed row of a project that the caller holds; nothing new, nothing recorded.

    Raises:
        Conflict: the row says something else than when the form was made (``version`` is its ``stamp``).
        Problem: the row was taken out meanwhile, or a text is longer than its column.
    """
    row = _again(project, model, found, version) if found else model(network=project.network, project=project)
    before = values(row, fields) if row.pk else {}
    for name, value in fields.items():
        setattr(row, name, value)
    refuse_too_long(row, fields)
    changes = difference(before, values(row, fields))
    if row.pk and not changes:
        return row
    if not row.pk and hasattr(row, "order"):
        last = model.objects.filter(project=project).aggregate(last=Max("order"))["last"]
        row.order = (last or 0) + 1
    is_new = row.pk is None
    row.save()
    _note(by, project, f"{'add' if is_new else 'change'}_project_{noun_of(row)}", row, changes)
    return row


def _again[R: Row](project: Project, model: type[R], found: R, version: int | None) -> R:
    row = model.objects.select_for_update().filter(project=project, pk=found.pk).first()
    if row is None:
        raise Problem(_("Somebody took this out of the record meanwhile."))
    if version is not None and version != stamp(row):
        current = {name: getattr(row, name) for name in fields_of(model)}
        raise Conflict(version=stamp(row), current=current, changed_by=project.changed_by)
    return cast("R", row)


def _note(by: Actor, project: Project, act: str, row: Row, changes: Mapping[str, list[Any]]) -> None:
    """The audit trail names the row and what changed; what is personal it says to have changed, and no more."""
    personal = type(row).privacy.personal.split()
    told = {
        name: ["…", "…"] if name in personal else [_word(old), _word(new)]
        for name, (old, new) in changes.items()
        if old or new
    }
    mark_changed(by, project)
    record(by, act, project, changes={"row": [None, name_of(row)], **told})


def _word(value: Any) -> Any:
    return value.called if isinstance(value, ProjectPartner) else said(value)


def name_of(row: Row) -> str:
    """What a row is called in the audit trail and where it is taken out; a person is not named there."""
    match row:
        case ProjectPartner():
            return row.called
        case ProjectPerson():
            return str(row.get_role_display())
        case ProjectPlace():
            return " ".join(filter(None, [row.site, row.subdistrict, row.district, row.province]))
        case ProjectServed():
            return row.label
        case ProjectStated():
            return str(row.get_kind_display())
        case _:
            return row.title


@transaction.atomic
def remove_row(*, by: Actor, row: Row) -> None:
    """Take a row out of the record; a partner about whom something was said stays, and the refusal says why."""
    project = hold(by, row.project)
    found = type(row).objects.filter(project=project, pk=row.pk).first()
    if found is None:
        return
    name = name_of(found)
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError as error:
        raise Problem(_hindered(error)) from error
    mark_changed(by, project)
    record(by, f"remove_project_{noun_of(row)}", project, changes={"row": [name, None]})


def _hindered(error: ProtectedError) -> _StrOrPromise:
    """Why a partner cannot be taken out, and what would make it possible."""
    given = sum(isinstance(each, ProjectResource) for each in error.protected_objects)
    others = len(error.protected_objects) - given
    if others:
        return ngettext(
            "This partner stays in the record: %(count)d thing was said by it or about it"
            " (an answer, a rating, a benefit or a certificate), and that is kept. Write in its role until when it took part.",
            "This partner stays in the record: %(count)d things were said by it or about it"
            " (answers, ratings, benefits or certificates), and those are kept. Write in its role until when it took part.",
            others,
        ) % {"count": others}
    return ngettext(
        "This partner gives %(count)d resource to the project. Take that out first, or name another giver.",
        "This partner gives %(count)d resources to the project. Take those out first, or name another giver.",
        given,
    ) % {"count": given}


@transaction.atomic
def move_row(*, by: Actor, row: Row, way: Literal["up", "down"]) -> None:
    """Change places with the row before or after it; at the end nothing happens."""
    project = hold(by, row.project)
    table: Any = type(row).objects  # all but stated numbers have an order
    rows = list(table.filter(project=project).order_by("order", "id"))
    place = next((number for number, each in enumerate(rows) if each.pk == row.pk), None)
    other = None if place is None else place - 1 if way == "up" else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, each in enumerate(rows, start=1):
        each.order = number
    table.bulk_update(rows, ["order"])
    record(by, f"move_project_{noun_of(row)}", project, changes={"row": [None, name_of(row)]})
