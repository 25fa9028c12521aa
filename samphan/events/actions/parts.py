"""What all parts of an event have in common: they are put in order, moved, removed and brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.directory.models import Person
from samphan.events import policy
from samphan.events.models import (
    Event,
    Output,
    ParticipantCategory,
    Photo,
    Registration,
    RegistrationSettings,
    Result,
    Use,
)
from samphan.events.models.preparing import Somebody
from samphan.events.queries.parts import NOUNS, fingerprint
from samphan.kit.errors import Conflict, Problem
from samphan.kit.partial import PartialDate, PartialDateField
from samphan.tenancy.audit import difference, plain, record, values
from samphan.tenancy.models import AuditEntry, Owned, StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor

LABELS: Final = ("title", "name", "duty", "statement")


@dataclass(frozen=True, slots=True)
class Arranged[P]:
    """What came of writing a list: the rows in their order, and the entries from which removals are undone."""

    parts: tuple[P, ...]
    removed: tuple[AuditEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: the id of the record it was made from (None: a new one) and the fields it sets.

    ``derived`` fields follow from these; they are no part of what somebody else may have changed meanwhile.
    """

    id: int | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    derived: Mapping[str, Any] = field(default_factory=dict)


def label_of(part: Any) -> tuple[str, str]:
    """How a part is called in the audit trail and when its removal can be undone, in Thai and English."""
    for name in LABELS:
        if hasattr(part, f"{name}_th"):
            return getattr(part, f"{name}_th"), getattr(part, f"{name}_en")
    if isinstance(part, StoredFile):
        return part.name, part.name
    if isinstance(part, Somebody):
        return part.name, ""
    subject = part.person if isinstance(part, Registration) else part.organisation
    return subject.name_th, subject.name_en


def next_order(siblings: models.QuerySet[Any]) -> int:
    """The place after the last one."""
    last = siblings.aggregate(last=models.Max("order"))["last"]
    return int(last or 0) + 1


def check_unchanged(rows: Sequence[Owned], fields: Sequence[str], version: int | None) -> None:
    """Raise ``Conflict`` when rows without a version column are no longer what the form was made from."""
    now = fingerprint(rows, fields)
    if version is not None and version != now:
        current = {name: getattr(rows[0], name) for name in fields} if len(rows) == 1 else {}
        raise Conflict(version=now, current=current)


def write_part[P: Owned](by: Actor, part: P, fields: Mapping[str, Any]) -> P:
    """Save a new or changed part and record which; the caller has asked the policy. Nothing new, nothing recorded."""
    noun = NOUNS[type(part)]
    is_new = part.pk is None
    before = {} if is_new else values(part, fields)
    for name, value in fields.items():
        setattr(part, name, value)
    if is_new and hasattr(part, "order") and not part.order:
        part.order = next_order(siblings_of(part))
    changes = difference(before, values(part, fields))
    if is_new or changes:
        if not is_new and (touch := getattr(part, "touch", None)):
            touch(by)
        part.save()
        said = {name: [_said(old), _said(new)] for name, (old, new) in changes.items()}
        record(by, f"{'add' if is_new else 'change'}_{noun}", part, label=label_of(part), changes=said)
    return part


def _said(value: Any) -> Any:
    """A field's value as the audit trail keeps it: records by their Thai label, times as text."""
    if isinstance(value, Person):
        return value.name_th
    if isinstance(value, models.Model):
        return label_of(value)[0]
    return value.isoformat() if isinstance(value, dt.time) else value


def siblings_of(part: Any) -> models.QuerySet[Any]:
    """Those among which a part has its place: results of one level, outputs of one kind, uses of one institution."""
    rows = cast("models.QuerySet[Any]", type(part).objects.filter(event_id=part.event_id))
    within = {Result: "level", Output: "kind", Use: "organisation_id"}.get(type(part))
    return rows.filter(**{within: getattr(part, within)}) if within else rows


def arrange[P: Owned](
    by: Actor,
    event: Event,
    model: type[P],
    lines: Sequence[Line],
    *,
    removed: Collection[int],
    version: int | None,
) -> Arranged[P]:
    """Write a whole list at once: changed and new rows in the given order, ``removed`` ones taken out.

    Rows that are not mentioned stay, behind the others: somebody else may have added them meanwhile. The caller
    has asked the policy. ``version`` is the fingerprint of the list over the fields that the lines set.
    """
    manager = model._default_manager  # noqa: SLF001 - Django's own name for a model's manager
    present = {row.pk: row for row in manager.select_for_update().filter(event=event).order_by("order", "id")}
    names = tuple(lines[0].fields) if lines else ()
    if names:
        check_unchanged(tuple(present.values()), names, version)
    entries = tuple(take_out(by, present.pop(pk)) for pk in removed if pk in present)
    written: list[P] = []
    for number, line in enumerate(lines, start=1):
        known = present.pop(line.id, None) if line.id is not None else None
        part = known or model(network_id=event.network_id, event=event)
        place(part, number)
        written.append(write_part(by, part, {**line.fields, **line.derived}))
    for number, part in enumerate(present.values(), start=len(written) + 1):
        place(part, number)
        written.append(part)
    return Arranged(tuple(written), entries)


def place(part: Any, number: int) -> None:
    """Give a part its number; the order alone is no act of its own in the audit trail."""
    if part.order != number:
        part.order = number
        if part.pk is not None:
            part.save(update_fields=["order"])


@transaction.atomic
def move_part(*, by: Actor, part: Any, up: bool) -> None:
    """Exchange a part with the one before it (``up``) or after it; at the end of the list nothing happens."""
    by.must(policy.change, on=part)
    rows = list(siblings_of(part).select_for_update().order_by("order", "id"))
    at = next(number for number, row in enumerate(rows) if row.pk == part.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, row in enumerate(rows, start=1):
        place(row, number)
    record(by, f"move_{NOUNS[type(part)]}", part, label=label_of(part), changes={"order": [at + 1, to + 1]})


@transaction.atomic
def remove_part(*, by: Actor, part: Owned) -> AuditEntry:
    """Take a part out, with what hangs on it. The entry in the audit trail is what ``restore_removed`` undoes."""
    by.must(policy.change, on=part)
    return take_out(by, part)


def take_out(by: Actor, part: Owned) -> AuditEntry:
    """Remove and record; the caller has asked the policy."""
    if isinstance(part, ParticipantCategory) and (heads := part.registrations.count()):
        raise Problem(
            ngettext(
                "One person is registered in “%(category)s”. Give that person another category first.",
                "%(heads)s people are registered in “%(category)s”. Give them another category first.",
                heads,
            )
            % {"heads": heads, "category": part.name}
        )
    label = label_of(part)
    rows, links = _hanging_on(part)
    entry = record(
        by,
        f"remove_{NOUNS[type(part)]}",
        part,
        label=label,
        changes={"removed": [{"rows": [_kept(row) for row in rows], "links": links}, None]},
    )
    try:
        for row in reversed(rows):
            row.delete()
    except models.ProtectedError as error:
        raise Problem(
            _("This stays: a check-in, a certificate or something else that was recorded rests on it.")
        ) from error
    return entry


def _hanging_on(part: Any) -> tuple[list[Any], list[list[Any]]]:
    """The part with the rows that go with it, owners first, and the links to it that will be empty."""
    rows: list[Any] = [part]
    links: list[list[Any]] = []
    for relation in _options(part).get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many and not relation.concrete):
            continue
        model, link = relation.related_model, relation.field
        pointing = model.objects.filter(**{link.name: part})
        if link.remote_field.on_delete is models.CASCADE:
            for row in pointing:
                more, further = _hanging_on(row)
                rows += more
                links += further
        elif link.remote_field.on_delete is models.SET_NULL:
            links += [
                [_options(model).label_lower, pk, link.attname, part.pk]
                for pk in pointing.values_list("pk", flat=True)
            ]
    return rows, links


def _options(model: Any) -> Any:
    return model._meta  # noqa: SLF001 - Django's own name for a model's options


def _kept(row: Any) -> dict[str, Any]:
    fields = {
        each.attname: _said(plain(getattr(row, each.attname))) for each in _options(row).concrete_fields
    }
    return {"model": _options(row).label_lower, "fields": fields}


@transaction.atomic
def restore_removed(*, by: Actor, event: Event, entry: AuditEntry) -> None:
    """Bring back what an entry of the audit trail says was removed from this event, links included.

    Who may remove it may bring it back. What is there already is left alone.
    """
    by.must(policy.see, on=event)
    kept = (entry.changes.get("removed") or [None])[0]
    if kept is None or entry.network_id != event.network_id:
        raise Problem(_("There is nothing to bring back here."))
    restored = [_row(each) for each in kept["rows"]]
    head = restored[0]
    if getattr(head, "event_id", None) != event.pk:
        raise Problem(_("There is nothing to bring back here."))
    by.must(policy.change, on=head)
    if type(head).objects.filter(pk=head.pk).exists():
        return
    if isinstance(head, Photo) and _is_withdrawn_since(head, entry):
        raise Problem(
            _("Somebody who is shown in this photograph withdrew consent. It cannot be brought back.")
        )
    if isinstance(head, Registration):
        # As a person who is put on the list: beyond the last seat too, but not while seats are being counted.
        RegistrationSettings.objects.select_for_update().filter(event=event).first()
    try:
        with transaction.atomic():
            for row in restored:
                row.save(force_insert=True)
            for name, pk, attname, target in kept["links"]:
                rows: Any = apps.get_model(name)
                rows.objects.filter(pk=pk, **{attname: None}).update(**{attname: target})
            connection.check_constraints()
    except IntegrityError as error:
        raise Problem(
            _(
                "It cannot be brought back: something else has taken its place, or what it belonged to is gone."
            )
        ) from error
    record(by, f"restore_{NOUNS[type(head)]}", head, label=label_of(head))


def _is_withdrawn_since(photo: Photo, entry: AuditEntry) -> bool:
    """Whether the same picture was withdrawn elsewhere in the network since this one was taken out."""
    sha256 = StoredFile.objects.filter(pk=photo.file_id).values_list("sha256", flat=True).first()
    later = AuditEntry.objects.filter(network_id=photo.network_id, pk__gt=entry.pk)
    return sha256 is not None and later.filter(changes__sha256__0=sha256).exists()


def _row(kept: Mapping[str, Any]) -> Any:
    model = apps.get_model(kept["model"])
    by_name = {each.attname: each for each in _options(model).concrete_fields}
    return model(**{name: _value(by_name[name], value) for name, value in kept["fields"].items()})


def _value(of: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(of, PartialDateField) and isinstance(value, str):
        first, _slash, until = value.partition("/")
        return PartialDate(dt.date.fromisoformat(first), dt.date.fromisoformat(until))
    return of.to_python(value) if not of.is_relation else value
