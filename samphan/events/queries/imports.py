"""Lists of an event: its participants, and the institutions that take part. What each row would become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.queries.imports import (
    NEW,
    NONE,
    Checked,
    CheckedRow,
    Field,
    Option,
    Question,
    RowState,
    answered,
    mapped_rows,
    question_code,
    settle,
)
from samphan.directory.queries.imports_organisations import check_organisations
from samphan.directory.queries.imports_people import (
    NAME_FIELDS,
    REMARKS,
    Namesake,
    PersonRow,
    cells_of,
    find_institutions,
    identify,
    mark_repeated,
    named,
    namesakes,
    read_person,
)
from samphan.events.models import ParticipantCategory, ParticipatingInstitution, Registration
from samphan.kit.bilingual import Text
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor

FIELDS: Final = (
    *NAME_FIELDS,
    Field("category", gettext_lazy("category of participants"),
          ("ประเภท", "กลุ่ม", "ประเภทผู้เข้าร่วม", "กลุ่มผู้เข้าร่วม", "หมวด", "บทบาท", "สถานะ", "category", "type", "role", "group")),
    REMARKS,
)  # fmt: skip
NEEDS: Final = (("name", "given", "name_en"),)
COLUMNS: Final = (
    gettext_lazy("titles"),
    gettext_lazy("given name"),
    gettext_lazy("family name"),
    gettext_lazy("institution"),
    gettext_lazy("position"),
    gettext_lazy("category"),
)


@dataclass(slots=True)
class Category:
    """A category as a list names it: one of the event, a new one, or none."""

    text: str
    id: int | None = None
    is_new: bool = False
    name: str = ""
    question: str = ""


@dataclass(slots=True)
class Participant(PersonRow):
    """A row as a person who takes part; ``is_registered`` when he or she does already."""

    category: Category | None = None
    is_registered: bool = False


def check_participants(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of participants. The number of statements does not depend on the number of rows."""
    rows = list(mapped_rows(brought, lines))
    for row in rows:
        row.subject = Participant(*read_person(row))
    shared: dict[str, Question] = {}
    find_institutions(actor, rows, shared, brought.answers)
    _find_categories(brought, rows, shared)
    known = namesakes(actor, rows)
    registered = _registered(brought, known)
    for row in rows:
        if not row.troubles:
            meant = identify(row, known.get(row.subject.key, []), shared, brought.answers)
            if meant is not None:
                _become(row, meant, is_registered=meant.id in registered)
    mark_repeated(rows, brought.answers)
    settle(rows, shared, brought.answers)
    for row in rows:
        category = row.subject.category
        row.cells = (
            *cells_of(row.subject),
            named(category.name, is_new=category.is_new) if category else "",
        )
    return Checked(rows, [question for question in shared.values() if question.rows])


def check_institutions(actor: Actor, brought: ListImport, lines: Lines) -> Checked:
    """The rows of a list of institutions that take part: an unknown one is asked before it is added."""
    checked = check_organisations(actor, brought, lines, is_new_asked=True)
    named = set(
        ParticipatingInstitution.objects.filter(
            network_id=brought.network_id, event_id=brought.subject_id or 0
        ).values_list("organisation_id", flat=True)
    )
    for row in checked.rows:
        if row.state is RowState.PRESENT and row.subject.id not in named:
            row.state = RowState.OK
    return checked


def _registered(brought: ListImport, known: Mapping[str, Sequence[Namesake]]) -> set[int]:
    """Who of the namesakes takes part in this event; where they came from to any event is a place of theirs too."""
    people = {each.id: each for namesakes_of in known.values() for each in namesakes_of}
    found: set[int] = set()
    rows = Registration.objects.filter(network_id=brought.network_id, person_id__in=people).values_list(
        "person_id", "event_id", "organisation_id", "organisation__name_th", "organisation__name_en"
    )
    for person_id, event_id, organisation_id, name_th, name_en in rows:
        if organisation_id is not None:
            people[person_id].places[organisation_id] = Text.of(name_th, name_en)
        if event_id == brought.subject_id:
            found.add(person_id)
    return found


def _become(row: CheckedRow, meant: Namesake, *, is_registered: bool) -> None:
    participant: Participant = row.subject
    at = participant.institution.id if participant.institution else None
    participant.person_id = meant.id
    participant.is_placed = at in meant.affiliations
    participant.is_registered = is_registered
    if is_registered:
        row.state = RowState.PRESENT


def _find_categories(brought: ListImport, rows: Sequence[CheckedRow], shared: dict[str, Question]) -> None:
    """Categories of the event by their name; a new one is asked, with creating it as the proposal."""
    existing = list(
        ParticipantCategory.objects.filter(
            network_id=brought.network_id, event_id=brought.subject_id or 0
        ).order_by("order", "pk")
    )
    by_key = {fold(name): each for each in existing for name in (each.name_en, each.name_th) if name}
    by_id = {str(each.pk): each for each in existing}
    categories: dict[str, Category] = {}
    for row in rows:
        text = row.values.get("category", "")
        key = fold(text)
        if not key or any(trouble.field == "category" for trouble in row.troubles):
            continue
        if key not in categories:
            known = by_key.get(key)
            categories[key] = Category(
                text, known.pk if known else None, name=str(known.name) if known else text
            )
            if known is None:
                _ask_category(categories[key], key, by_id, shared, brought.answers)
        row.subject.category = categories[key]
        if categories[key].question:
            row.waits_for.append(categories[key].question)


def _ask_category(
    category: Category,
    key: str,
    existing: Mapping[str, ParticipantCategory],
    shared: dict[str, Question],
    answers: Mapping[str, str],
) -> None:
    code = category.question = question_code("category", key)
    options = (
        Option(NEW, _("a new category of this event")),
        *(Option(pk, each.name) for pk, each in existing.items()),
        Option(NONE, _("leave the category empty")),
    )
    answer = answered(answers, code, options)
    shared[code] = Question(
        code,
        _("Which category of participants is this?"),
        options,
        answer,
        proposal=NEW,
        subject=category.text,
        hint=_("The event does not have this category yet."),
    )
    if answer in existing:
        category.id, category.name = existing[answer].pk, existing[answer].name
    category.is_new = answer == NEW
    if answer == NONE:
        category.name = ""
