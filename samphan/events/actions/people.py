"""Who takes part: categories with stated counts, institutions, people by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions import add_person, relate_person
from samphan.directory.queries.matching import find_people
from samphan.events import policy
from samphan.events.actions.parts import Arranged, Line, arrange, check_unchanged, label_of, write_part
from samphan.events.models import (
    ParticipantCategory,
    ParticipatingInstitution,
    Registration,
    RegistrationSettings,
    RegistrationWay,
)
from samphan.kit.errors import Problem
from samphan.kit.thai.names import split_name
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from samphan.directory.models import ListImport, Organisation, Person
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

CATEGORY_FIELDS = ("name_th", "name_en", "stated_count")
REGISTRATION_FIELDS = ("organisation", "category", "position")
REGISTRATION_COLUMNS = ("organisation_id", "category_id", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A category of participants as it is to be; ``stated_count`` None where nobody stated one."""

    name_th: str
    name_en: str = ""
    stated_count: int | None = None
    id: int | None = None


@transaction.atomic
def arrange_categories(
    *,
    by: Actor,
    event: Event,
    rows: Sequence[CategoryRow],
    removed: Collection[int] = (),
    version: int | None = None,
) -> Arranged[ParticipantCategory]:
    """Write the categories of participants in their order; one with registered people cannot be removed."""
    by.must(policy.manage, on=event)
    lines = [Line(row.id, {name: getattr(row, name) for name in CATEGORY_FIELDS}) for row in rows]
    return arrange(by, event, ParticipantCategory, lines, removed=removed, version=version)


@transaction.atomic
def name_institutions(
    *,
    by: Actor,
    event: Event,
    organisations: Sequence[Organisation],
    brought_by: ListImport | None = None,
    is_sample: bool = False,
) -> list[ParticipatingInstitution]:
    """Name institutions that take part; those that are named already stay as they are. The new ones."""
    by.must(policy.manage, on=event)
    present = set(
        ParticipatingInstitution.objects.filter(event=event).values_list("organisation_id", flat=True)
    )
    wanted = {each.pk: each for each in organisations if each.pk not in present}
    named = ParticipatingInstitution.objects.bulk_create(
        ParticipatingInstitution(
            network_id=event.network_id,
            event=event,
            organisation=organisation,
            brought_by=brought_by,
            is_sample=is_sample,
        )
        for organisation in wanted.values()
    )
    if named:
        names = [organisation.name_th for organisation in wanted.values()]
        record(by, "name_institutions", event, changes={"institutions": [None, names]})
    return named


@transaction.atomic
def register_person(
    *,
    by: Actor,
    event: Event,
    person: Person,
    organisation: Organisation | None = None,
    category: ParticipantCategory | None = None,
    position: str = "",
    way: RegistrationWay = RegistrationWay.RECORDED,
    brought_by: ListImport | None = None,
    is_sample: bool = False,
) -> Registration:
    """A person of the directory takes part, once an event; confirmed at once, beyond the last seat too.

    Who asks for a seat at this moment waits until it is counted.
    """
    by.must(policy.manage_people, on=event)
    _check_category(event, category)
    RegistrationSettings.objects.select_for_update().filter(event=event).first()
    if Registration.objects.filter(event=event, person=person).exists():
        raise Problem(_("%(name)s is registered already.") % {"name": person.name}, field="name")
    registration = Registration.objects.create(
        network_id=event.network_id,
        event=event,
        person=person,
        organisation=organisation,
        category=category,
        position=position,
        way=way,
        sort_key=person.sort_key,
        brought_by=brought_by,
        is_sample=is_sample,
    )
    record(by, "add_registration", registration, label=label_of(registration))
    return registration


@transaction.atomic
def register_by_name(
    *,
    by: Actor,
    event: Event,
    name: str,
    person: Person | None = None,
    is_somebody_else: bool = False,
    organisation: Organisation | None = None,
    category: ParticipantCategory | None = None,
    position: str = "",
    way: RegistrationWay = RegistrationWay.RECORDED,
) -> Registration:
    """Somebody is put on the list by the name typed: a known ``person`` of that name, or somebody new to the directory.

    Raises:
        Problem: people of this name are known and it was not said whether it is one of them; at ``person``.
    """
    by.must(policy.manage_people, on=event)
    if person is None and not is_somebody_else and find_people(by, name):
        raise Problem(
            _("People of this name are known already. Say whether it is one of them."), field="person"
        )
    if person is not None:
        relate_person(by=by, person=person)
    return register_person(
        by=by,
        event=event,
        person=person or somebody_new(by, name),
        organisation=organisation,
        category=category,
        position=position,
        way=way,
    )


@transaction.atomic
def change_registration(
    *,
    by: Actor,
    registration: Registration,
    organisation: Organisation | None,
    category: ParticipantCategory | None,
    position: str,
    version: int | None = None,
) -> Registration:
    """Correct for whom, in which category and as what somebody takes part."""
    locked = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("event", "person", "organisation", "category")
        .get(pk=registration.pk)
    )
    by.must(policy.change, on=locked)
    _check_category(locked.event, category)
    check_unchanged([locked], REGISTRATION_COLUMNS, version)
    return write_part(by, locked, {"organisation": organisation, "category": category, "position": position})


@transaction.atomic
def categorise(
    *, by: Actor, event: Event, registrations: Sequence[Registration], category: ParticipantCategory | None
) -> int:
    """Put several people into a category (or into none); how many had another one before."""
    by.must(policy.manage_people, on=event)
    _check_category(event, category)
    before = list(
        Registration.objects.select_for_update()
        .filter(event=event, pk__in=[each.pk for each in registrations])
        .exclude(category=category)
    )
    Registration.objects.filter(pk__in=[each.pk for each in before]).update(category=category)
    if before:
        changes = {
            "category": [
                {str(each.pk): each.category_id for each in before},
                category.pk if category else None,
            ]
        }
        record(by, "categorise_people", event, changes=changes)
    return len(before)


def _check_category(event: Event, category: ParticipantCategory | None) -> None:
    if category is not None and category.event_id != event.pk:
        raise Problem(_("This category belongs to another event."), field="category")


def somebody_new(by: Actor, name: str) -> Person:
    """A new record of the directory for a name that somebody typed, with the titles taken apart from it.

    A name in Latin letters is kept as the English one too.
    """
    typed = split_name(name)
    english = typed.given_name.isascii()
    try:
        return add_person(
            by=by,
            academic_title=typed.academic_title,
            is_doctor=typed.is_doctor,
            other_titles=typed.other_titles,
            given_name_th=typed.given_name,
            family_name_th=typed.family_name,
            given_name_en=typed.given_name if english else "",
            family_name_en=typed.family_name if english else "",
        )
    except Problem as problem:
        raise Problem(problem.message, field="name") from problem
