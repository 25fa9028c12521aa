"""What is printed for the day: badges, name lists and signature sheets, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _

from samphan.events.models import Registration
from samphan.kit.documents import Column, Document, Note, Table
from samphan.kit.documents.badges import Badge, BadgeSheet
from samphan.kit.formats import date_range, language, thai_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.documents.model import Inline

#: How many badges one file holds: what a page may be asked to make at once.
BADGES_IN_FILE: Final = 400
#: Points: high enough to sign in, low enough for some twenty people a page.
ROW_TO_SIGN: Final = 25.0
ORDERS: Final = ("name", "institution")


@dataclass(frozen=True, slots=True)
class Part:
    """Badges that go into one file: from the first to the last place in the list, counted from 1."""

    number: int
    first: int
    last: int


def people_of(actor: Actor, event: Event, order: str = "name") -> QuerySet[Registration]:
    """Those who hold a seat, in Thai order of their names, or of their institutions and then their names."""
    rows = (
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .taking_part()
        .select_related("person", "organisation", "category", "group")
    )
    if order == "institution":
        return rows.order_by("organisation__sort_key", "sort_key", "id")
    return rows.order_by("sort_key", "id")


def parts_of(count: int) -> tuple[Part, ...]:
    """The files into which so many badges are divided."""
    return tuple(
        Part(number, first + 1, min(first + BADGES_IN_FILE, count))
        for number, first in enumerate(range(0, count, BADGES_IN_FILE), start=1)
    )


def badge_sheet(
    event: Event, people: Sequence[Registration], *, addresses: Mapping[int, str], created: dt.datetime
) -> BadgeSheet:
    """Badges of these people; ``addresses`` are those of their tickets, by registration."""
    return BadgeSheet(
        title=_("Badges: %(event)s") % {"event": event.title},
        heading=str(event.title),
        badges=tuple(
            Badge(
                name=str(each.person.name),
                institution=str(each.organisation.name) if each.organisation else "",
                category=str(each.category.name) if each.category else "",
                group=f"{each.group.code} {each.group.title}" if each.group else "",
                address=addresses.get(each.pk, ""),
            )
            for each in people
        ),
        created=created,
        language=language(),
    )


def absolute(path: str) -> str:
    """The whole address of a path of ours."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def name_list(event: Event, people: Sequence[Registration], *, created: dt.datetime) -> Document:
    """The list of names: number, name, position, institution, category."""
    rows = tuple(
        (str(place), *_words(each), str(each.category.name) if each.category else "")
        for place, each in enumerate(people, start=1)
    )
    columns = (
        Column(_("No."), "center", share=0),
        Column(_("Name"), share=2),
        Column(_("Position"), share=1.4),
        Column(_("Institution"), share=2),
        Column(_("Category"), share=1.4),
    )
    return _paper(event, _("List of participants"), (), Table(columns, rows), people, created)


def signature_sheet(
    event: Event, people: Sequence[Registration], *, day: dt.date, created: dt.datetime
) -> Document:
    """The sheet on which people sign on a day: number, name with position, institution, signature, time."""
    rows = tuple(
        (str(place), "\n".join(filter(None, (name, position))), institution, "", "")
        for place, (name, position, institution) in enumerate(map(_words, people), start=1)
    )
    columns = (
        Column(_("No."), "center", share=0),
        Column(_("Name and position"), share=1.8),
        Column(_("Institution"), share=1.6),
        Column(_("Signature"), share=1.6),
        Column(_("Time"), share=0.6),
    )
    table = Table(columns, rows, row_height=ROW_TO_SIGN)
    return _paper(event, _("Signature sheet"), (thai_date(day),), table, people, created)


def _words(each: Registration) -> tuple[str, str, str]:
    institution = str(each.organisation.name) if each.organisation else ""
    return str(each.person.name), each.position, institution


def _paper(
    event: Event,
    title: str,
    lines: tuple[str, ...],
    table: Table,
    people: Sequence[Registration],
    created: dt.datetime,
) -> Document:
    when = (date_range(event.starts, event.ends),) if event.starts and not lines else lines
    names: set[Inline] = {str(each.person.name) for each in people}
    is_sample = event.is_sample or any(each.is_sample for each in people)
    note = (Note(_("This list holds sample data."), kind="sample"),) if is_sample else ()
    return Document(
        title=title,
        organisation=str(event.title),
        created=created,
        blocks=(*note, table),
        subtitle_lines=tuple(filter(None, (*when, str(event.venue)))),
        language=language(),
        glossary=frozenset(part for name in names for part in str(name).split()),
    )
