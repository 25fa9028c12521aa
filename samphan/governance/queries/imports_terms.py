"""Lists of who sits where: body, position, person, from when to when. What each row would become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.queries.imports import (
    Checked,
    CheckedRow,
    Field,
    RowState,
    Trouble,
    mapped_rows,
    settle,
)
from samphan.directory.queries.imports_cells import brought_on, read_day, refuse_backwards
from samphan.directory.queries.imports_people import (
    NAME_FIELDS,
    REMARKS,
    PersonRow,
    find_institutions,
    identify,
    named,
    namesakes,
    read_person,
)
from samphan.governance.models import Body, Position, Seat, Term
from samphan.kit.formats import language
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Question
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

FIELDS: Final = (
    Field("body", gettext_lazy("body"),
          ("body", "board", "committee", "คณะกรรมการ", "องค์คณะ", "คณะ", "ชุด", "คณะทำงาน", "ชื่อคณะกรรมการ")),
    Field("office", gettext_lazy("position in the body"),
          ("position", "office", "role", "ตำแหน่ง", "ตำแหน่งในคณะกรรมการ", "ตำแหน่งในคณะ", "ดำรงตำแหน่ง")),
    Field("number", gettext_lazy("number of the seat"), ("seat", "seat number", "ที่นั่ง", "ลำดับที่นั่ง")),
    Field("since", gettext_lazy("from"), ("since", "from", "start", "ตั้งแต่", "วันที่เริ่ม", "เริ่ม", "วันดำรงตำแหน่ง", "วันที่แต่งตั้ง")),
    Field("until", gettext_lazy("until"), ("until", "to", "end", "ถึง", "ถึงวันที่", "วันสิ้นสุด", "สิ้นสุด", "ครบวาระ", "วันครบวาระ")),
    *(each for each in NAME_FIELDS if each.code != "position"),
    REMARKS,
)  # fmt: skip
NEEDS: Final = (("body",), ("office",), ("name", "given", "name_en"))
COLUMNS: Final = (
    gettext_lazy("body"),
    gettext_lazy("position in the body"),
    gettext_lazy("name"),
    gettext_lazy("on behalf of"),
    gettext_lazy("from"),
    gettext_lazy("until"),
)


@dataclass(slots=True)
class TermRow(PersonRow):
    """A row as a term of office; ``body``, ``office`` and ``seat`` are ids."""

    body: int | None = None
    office: int | None = None
    seat: int | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The bodies of a network with their positions and seats, by what people call them."""

    bodies: dict[str, int]
    positions: dict[tuple[int, str], int]
    seats: dict[int, dict[int, int]]


def check_terms(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of terms. The number of statements does not depend on the number of rows."""
    rows = list(mapped_rows(brought, lines))
    known, today = _bodies(brought.network_id), brought_on(brought)
    for row in rows:
        term = row.subject = TermRow(*read_person(row))
        term.since, term.until = read_day(row, "since", today), read_day(row, "until", today)
        refuse_backwards(row, "until", term.since, term.until)
        _place(row, known)
    shared: dict[str, Question] = {}
    find_institutions(actor, rows, shared, brought.answers)
    people = namesakes(actor, rows)
    terms = _terms(brought.network_id)
    firsts: dict[tuple[Any, ...], CheckedRow] = {}
    for row in rows:
        term = row.subject
        if row.troubles:
            continue
        meant = identify(row, people.get(term.key, []), shared, brought.answers)
        if meant is not None:
            term.person_id = meant.id
            term.is_placed = True  # a seat on behalf of somebody is no place of work
            if (term.body, term.office, meant.id, term.since) in terms:
                row.state = RowState.PRESENT
                continue
        first = firsts.setdefault((term.body, term.office, term.key, term.since), row)
        if first is not row:
            row.state = RowState.DUPLICATE
            row.relates.append(first.number)
            row.notes.append(_("The same as row %(row)s; it is counted once.") % {"row": first.number})
    settle(rows, shared, brought.answers)
    for row in rows:
        row.cells = _cells(row)
    return Checked(rows, [question for question in shared.values() if question.rows])


def _bodies(network_id: int) -> _Bodies:
    bodies = Body.objects.filter(network_id=network_id).values_list("pk", "name_th", "name_en")
    positions = Position.objects.filter(network_id=network_id).values_list(
        "pk", "body_id", "title_th", "title_en"
    )
    seats: dict[int, dict[int, int]] = {}
    for pk, position, number in Seat.objects.filter(network_id=network_id).values_list(
        "pk", "position_id", "number"
    ):
        seats.setdefault(position, {})[number] = pk
    return _Bodies(
        {fold(name): pk for pk, *names in bodies for name in names if name},
        {(body, fold(title)): pk for pk, body, *titles in positions for title in titles if title},
        seats,
    )


def _place(row: CheckedRow, known: _Bodies) -> None:
    """Body, position and seat of a row: what the network does not have is made on the page of the body first."""
    term: TermRow = row.subject
    body, office, number = (row.values.get(code, "") for code in ("body", "office", "number"))
    term.body = known.bodies.get(fold(body)) if body else None
    if term.body is None:
        row.troubles.append(Trouble("body", _("The network has no body by this name."), body))
        return
    term.office = known.positions.get((term.body, fold(office)))
    if term.office is None:
        row.troubles.append(Trouble("office", _("The body has no such position."), office))
        return
    seats = known.seats.get(term.office, {})
    if number:
        term.seat = seats.get(int(number)) if number.isdecimal() and len(number) < 6 else None
        if term.seat is None:
            row.troubles.append(Trouble("number", _("The position has no seat of this number."), number))
    elif len(seats) == 1:
        term.seat = next(iter(seats.values()))
    elif seats:
        row.notes.append(_("The position has several seats: listed without one."))


def _terms(network_id: int) -> set[tuple[Any, ...]]:
    return set(
        Term.objects.filter(network_id=network_id).values_list("body_id", "position_id", "person_id", "since")
    )


def _cells(row: CheckedRow) -> tuple[str, ...]:
    term: TermRow = row.subject
    days: Sequence[PartialDate | None] = (term.since, term.until)
    institution = term.institution
    return (
        row.values.get("body", ""),
        row.values.get("office", ""),
        term.name.source or f"{term.name.given_name} {term.name.family_name}".strip(),
        named(institution.name or institution.text, is_new=institution.is_new) if institution else "",
        *(each.format(language(), style="short") if each else "" for each in days),
    )
