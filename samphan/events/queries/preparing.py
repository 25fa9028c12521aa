"""What the pages of preparing share: whom a typed name means, and the list of people of teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from samphan.directory.models import Person
from samphan.events.models import Room, TeamPerson
from samphan.kit.thai.names import split_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor


def known_people(actor: Actor, names: Iterable[str]) -> dict[str, Person]:
    """The person whom each typed name means, where the directory shows the actor exactly one of that name.

    Titles are taken apart from the name, in Thai and in English. A name that several people bear, or nobody, is left
    out: it is never guessed. One statement.
    """
    wanted: dict[tuple[str, str], list[str]] = {}
    for typed in {" ".join(name.split()) for name in names}:
        split = split_name(typed)
        if split.given_name and split.family_name:
            wanted.setdefault((split.given_name, split.family_name), []).append(typed)
    if not wanted:
        return {}
    condition = Q()
    for given, family in wanted:
        condition |= Q(given_name_th=given, family_name_th=family)
        condition |= Q(given_name_en=given, family_name_en=family)
    found: dict[str, list[Person]] = {}
    for person in Person.objects.for_actor(actor).filter(condition).order_by("id"):
        keys = {
            (person.given_name_th, person.family_name_th),
            (person.given_name_en, person.family_name_en),
        }
        for key in keys & wanted.keys():
            for typed in wanted[key]:
                found.setdefault(typed, []).append(person)
    return {typed: people[0] for typed, people in found.items() if len(people) == 1}


def people_of_teams(actor: Actor, event: Event) -> QuerySet[TeamPerson]:
    """Everybody who works in a team of the event, in order, with team, person and organisation."""
    people = TeamPerson.objects.for_actor(actor).filter(event=event)
    return people.select_related("team", "person", "organisation").order_by("order", "id")


def rooms_of(actor: Actor, event: Event) -> QuerySet[Room]:
    """The rooms of the event, in order."""
    return Room.objects.for_actor(actor).filter(event=event).order_by("order", "id")
