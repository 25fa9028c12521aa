"""Where a person works or belongs, from when to when."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.limits import refuse_too_long
from samphan.directory.models import Affiliation
from samphan.kit.errors import Conflict, Problem
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

WORDS: Final = ("organisation", "position_th", "position_en", "since", "until")


@transaction.atomic
def add_affiliation(
    *,
    by: Actor,
    person: Person,
    organisation: Organisation,
    position_th: str = "",
    position_en: str = "",
    since: PartialDate | None = None,
    until: PartialDate | None = None,
) -> Affiliation:
    """The person belongs to the organisation; dates may be half known or not known at all."""
    by.must(policy.keep, on=person)
    affiliation = Affiliation(kept_by_id=person.kept_by_id, person=person, organisation=organisation)
    _describe(
        affiliation, {"position_th": position_th, "position_en": position_en, "since": since, "until": until}
    )
    affiliation.save()
    record(by, "add_affiliation", person, changes=difference({}, _state(affiliation)))
    return affiliation


@transaction.atomic
def change_affiliation(
    *, by: Actor, affiliation: Affiliation, version: int | None = None, **words: Any
) -> Affiliation:
    """Correct an affiliation; ``words`` are among ``WORDS``.

    Raises:
        Conflict: somebody saved it since it was what ``version`` (see ``affiliation_version``) says.
    """
    affiliation = _held(by, affiliation)
    if version is not None and version != (now := affiliation_version(affiliation)):
        raise Conflict(version=now, current={name: getattr(affiliation, name) for name in WORDS})
    before = _state(affiliation)
    _describe(affiliation, words)
    affiliation.save()
    record(by, "change_affiliation", affiliation.person, changes=difference(before, _state(affiliation)))
    return affiliation


@transaction.atomic
def end_affiliation(*, by: Actor, affiliation: Affiliation, until: PartialDate) -> Affiliation:
    """The person left; ``until`` is the last day, month or year."""
    affiliation = _held(by, affiliation)
    before = _state(affiliation)
    _describe(affiliation, {"until": until})
    affiliation.save()
    record(by, "end_affiliation", affiliation.person, changes=difference(before, _state(affiliation)))
    return affiliation


@transaction.atomic
def remove_affiliation(*, by: Actor, affiliation: Affiliation) -> None:
    """Take away what was entered by mistake; somebody who left is ended instead."""
    affiliation = _held(by, affiliation)
    gone = {name: [value, None] for name, value in _state(affiliation).items() if value}
    record(by, "remove_affiliation", affiliation.person, changes=gone)
    affiliation.delete()


def affiliation_version(affiliation: Affiliation) -> int:
    """Stands for the version of an affiliation, which has none of its own: changes when it does."""
    content = values(affiliation, ("organisation_id", "position_th", "position_en", "since", "until"))
    return zlib.crc32(json.dumps(content).encode())


def _held(by: Actor, affiliation: Affiliation) -> Affiliation:
    """The affiliation, held until the transaction ends, if the actor may change it."""
    by.must(policy.keep, on=affiliation)
    held: Affiliation = (
        Affiliation.objects.for_actor(by)
        .select_related("person", "organisation")
        .select_for_update(of=("self",))
        .get(pk=affiliation.pk)
    )
    return held


def _describe(affiliation: Affiliation, words: dict[str, Any]) -> None:
    for name, value in words.items():
        if name not in WORDS:
            raise TypeError(f"not a word of an affiliation: {name}")
        setattr(affiliation, name, value)
    refuse_too_long(affiliation, ("position_th", "position_en"))
    since, until = affiliation.since, affiliation.until
    if since and until and until.last_on < since.from_on:
        raise Problem(_("The end lies before the beginning."), field="until")


def _state(affiliation: Affiliation) -> dict[str, Any]:
    """What the audit trail compares; the organisation by its name, as people read it."""
    return {"organisation": affiliation.organisation.name_th} | values(
        affiliation, ("position_th", "position_en", "since", "until")
    )
