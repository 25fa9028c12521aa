"""What a brought list would become: its columns, its rows with their problems, and the questions that it raises.

Nothing here writes. Each kind of list (``ListKind``) reads its rows itself; the pages, the answers and the undo are the
same for all. Upper apps register their kinds in ``apps.py``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.thai.repair import repaired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports_lines import Lines
    from samphan.kit.actor import Actor

NEW, NONE, YES, NO = "new", "none", "yes", "no"
#: A column that nobody keeps: sequence numbers, and contact details, for which there is no consent yet.
NOT_KEPT: Final = "not_kept"
#: The question whether damaged Thai is put right, asked once for a list.
MEND: Final = "mend-all"
ROWS_NAMED: Final = 8
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

#: How the acts on lists are called in the audit trail.
ACTS: Final[dict[str, _StrOrPromise]] = {
    "bring_list": gettext_lazy("brought a list"),
    "match_list_columns": gettext_lazy("matched the columns of a list"),
    "answer_list_questions": gettext_lazy("answered questions about a list"),
    "take_in_list": gettext_lazy("took a list in"),
    "undo_list": gettext_lazy("undid a list"),
    "reopen_list": gettext_lazy("opened an undone list again"),
    "discard_list": gettext_lazy("discarded a list"),
    "add_organisations": gettext_lazy("added organisations of a list"),
    "add_people": gettext_lazy("added people of a list"),
    "ask_list_work": gettext_lazy("asked for work on a list"),
    "fail_list_work": gettext_lazy("could not work on a list"),
    "choose_list_sheet": gettext_lazy("chose another sheet of a list"),
    "add_by_list": gettext_lazy("added by a list"),
    "fill_by_list": gettext_lazy("completed by a list"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may hold. ``spellings`` are names that people write above it; ``looks`` tells it by its cells.

    ``is_prose``: it holds words and no names, so that damaged Thai may be put right if somebody wants it.
    """

    code: str
    label: _StrOrPromise
    spellings: tuple[str, ...]
    looks: Callable[[str], bool] | None = None
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    value: str
    label: _StrOrPromise


@dataclass(slots=True)
class Question:
    """Something that people decide. Without ``options`` the answer is typed.

    ``answer`` is what was answered, "" when nothing was; ``proposal`` is offered, but never taken unseen.
    A question that ``may_wait`` has a usual answer and keeps nobody. ``picks``: the id of any organisation is an answer
    too; ``nears``: the directory knows nothing by this name, so similar names are worth offering.
    """

    code: str
    label: _StrOrPromise
    options: tuple[Option, ...] = ()
    answer: str = ""
    proposal: str = ""
    may_wait: bool = False
    subject: str = ""
    hint: _StrOrPromise = ""
    rows: list[int] = field(default_factory=list)
    picks: bool = False
    nears: bool = False

    @property
    def value(self) -> str:
        """What the control shows."""
        return self.answer or self.proposal

    @property
    def is_open(self) -> bool:
        return not self.answer and not self.may_wait

    @property
    def rows_shown(self) -> str:
        """The first rows that it concerns, in words."""
        shown = ", ".join(map(str, self.rows[:ROWS_NAMED]))
        return f"{shown} …" if len(self.rows) > ROWS_NAMED else shown


class RowState(StrEnum):
    """What will become of a row."""

    OK = "ok"
    ASKED = "asked"
    PROBLEM = "problem"
    PRESENT = "present"
    DUPLICATE = "duplicate"
    LEFT_OUT = "left_out"


ROW_STATES: Final[dict[RowState, _StrOrPromise]] = {
    RowState.OK: gettext_lazy("in order"),
    RowState.ASKED: gettext_lazy("needs an answer"),
    RowState.PROBLEM: gettext_lazy("has a problem"),
    RowState.PRESENT: gettext_lazy("already there"),
    RowState.DUPLICATE: gettext_lazy("twice in the list"),
    RowState.LEFT_OUT: gettext_lazy("left out"),
}


#: One letter for each state, in which a long list keeps what was found.
MARKS: Final[dict[RowState, str]] = {
    RowState.OK: "o",
    RowState.ASKED: "a",
    RowState.PROBLEM: "p",
    RowState.PRESENT: "r",
    RowState.DUPLICATE: "d",
    RowState.LEFT_OUT: "l",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a row cannot be taken in: what is wrong with the cell of a field, which may be corrected in place."""

    field: str
    message: _StrOrPromise
    text: str = ""


@dataclass(slots=True)
class CheckedRow:
    """One row of the source. ``cells`` are what it would become, in the order of the kind's ``columns``.

    ``relates`` are the numbers of other rows on which its check depends: the one that it repeats, the one above it.
    """

    number: int
    values: Mapping[str, str]
    cells: tuple[str, ...] = ()
    state: RowState = RowState.OK
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[_StrOrPromise] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    waits_for: list[str] = field(default_factory=list)
    corrected: Mapping[str, str] = NOTHING
    relates: list[int] = field(default_factory=list)
    is_damaged: bool = False
    subject: Any = None

    @property
    def inputs(self) -> dict[str, str]:
        """Cells that can be corrected in place, by field: those with a problem, and those that were corrected."""
        return {trouble.field: trouble.text for trouble in self.troubles} | dict(self.corrected)

    @property
    def state_label(self) -> _StrOrPromise:
        return ROW_STATES[self.state]

    @property
    def is_taken(self) -> bool:
        return self.state in {RowState.OK, RowState.PRESENT}


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole list. ``shared`` questions concern several rows and are asked once."""

    rows: Sequence[CheckedRow]
    shared: Sequence[Question] = ()

    def counts(self) -> dict[RowState, int]:
        """How many rows are in each state, in the order of the states."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    @property
    def open_questions(self) -> list[Question]:
        """What still wants an answer, shared ones first."""
        own = [question for row in self.rows if row.state is RowState.ASKED for question in row.questions]
        return [question for question in [*self.shared, *own] if question.is_open]

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of taking it in."""
        return not any(row.state in {RowState.ASKED, RowState.PROBLEM} for row in self.rows)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a list became: ids of new records by kind, and counts by word.

    ``filled`` is what records that were there had not and have now: kind, id, and the fields that were empty before.
    An undo goes through the kinds backwards: what refers to others stands after them, parts of a record before it.
    """

    created: list[tuple[str, list[int]]]
    counts: dict[str, int]
    filled: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: what its columns may be, how it is checked, taken in, and where that shows.

    ``needs``: of each group of fields one must be mapped. ``tidy`` corrects a guess of columns as a whole. ``subjects``
    are the (id, name) of what a list may be about (events), newest first; None for lists about nothing in particular.
    ``words`` names the counts of an outcome and the kinds of records.
    """

    code: str
    label: _StrOrPromise
    help: _StrOrPromise
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    columns: tuple[_StrOrPromise, ...]
    check: Callable[[Actor, ListImport, Lines], Checked]
    take_in: Callable[..., Outcome]
    result_url: Callable[[str, ListImport], str]
    words: Mapping[str, _StrOrPromise]
    subject_label: _StrOrPromise = ""
    subjects: Callable[[Actor], Sequence[tuple[int, str]]] | None = None
    tidy: Callable[[dict[int, str]], dict[int, str]] | None = None

    def field(self, code: str) -> Field | None:
        return next((each for each in self.fields if each.code == code), None)

    def lacks(self, codes: Iterable[str]) -> list[Field]:
        """The first field of each need that none of the mapped fields meets."""
        present = set(codes)
        missing = [need[0] for need in self.needs if not present & set(need)]
        return [each for each in self.fields if each.code in missing]


_kinds: dict[str, ListKind] = {}


def register(kind: ListKind) -> None:
    """Called in ``apps.py`` of the app that takes such lists in."""
    _kinds[kind.code] = kind


def kinds() -> Mapping[str, ListKind]:
    """Kinds of lists by code, in order of registration."""
    return _kinds


def question_code(topic: str, *about: str) -> str:
    """A code for a question that holds no text of the list: its topic and a hash of what it is about."""
    return f"{topic}-{hashlib.blake2s('\x00'.join(about).encode(), digest_size=8).hexdigest()}"


def mapped_rows(brought: ListImport, lines: Lines) -> Iterator[CheckedRow]:
    """The rows below the names of the columns, with their values by field code and the corrections in them.

    A row without anything in the mapped columns, and one that repeats the names of the columns, is passed over.
    """
    columns = {int(column): code for column, code in brought.columns.items() if code != NOT_KEPT}
    corrections: dict[int, dict[str, str]] = {}
    for code, answer in brought.answers.items():
        topic, _dash, rest = code.partition("-")
        number, _dash, name = rest.partition("-")
        if topic == "cell" and number.isdecimal() and len(number) < 8:
            corrections.setdefault(int(number), {})[name] = answer
    pairs = list(columns.items())
    prose = [code for code in columns.values() if code in _prose(brought.kind)]
    for number, row in lines.rows:
        if row == lines.header:
            continue
        width = len(row)
        values = {code: row[column] for column, code in pairs if column < width}
        corrected = corrections.get(number, NOTHING)
        if corrected:
            values |= corrected
        if any(values.values()):
            found = CheckedRow(number, values, corrected=corrected)
            for code in prose:
                _mend(found, code, brought.answers)
            yield found


def _mend(row: CheckedRow, code: str, answers: Mapping[str, str]) -> None:
    """Damaged Thai in a cell: shown beside what was probably written, and put right only when somebody said so."""
    text = row.values.get(code, "")
    better = repaired(text) if text else ""
    if better == text or code in row.corrected:
        return
    row.is_damaged = True
    row.notes.append(_("Damaged Thai: “%(text)s” → “%(better)s”") % {"text": text, "better": better})
    if answers.get(MEND) == YES:
        row.values = {**row.values, code: better}


def _prose(kind: str) -> frozenset[str]:
    return frozenset(each.code for each in _kinds[kind].fields if each.is_prose)


def settle(rows: Iterable[CheckedRow], shared: dict[str, Question], answers: Mapping[str, str]) -> None:
    """Give each row its state: left out, else what stands in its way, else what its check said."""
    options = (Option(NO, _("leave the text as it is")), Option(YES, _("put the marks right")))
    damaged = shared[MEND] = Question(
        MEND,
        _("Damaged Thai text"),
        options,
        answered(answers, MEND, options),
        proposal=NO,
        may_wait=True,
        hint=_(
            "Marks stand on the wrong letters. Each row shows what would become of it; names are never touched."
        ),
    )
    for row in rows:
        if row.is_damaged:
            damaged.rows.append(row.number)
        for code in row.waits_for:
            shared[code].rows.append(row.number)
        if answers.get(f"out-{row.number}") == YES:
            row.state = RowState.LEFT_OUT
        elif row.troubles:
            row.state = RowState.PROBLEM
        elif row.state is RowState.DUPLICATE:
            continue
        elif any(question.is_open for question in row.questions) or any(
            shared[code].is_open for code in row.waits_for
        ):
            row.state = RowState.ASKED


def proposals(checked: Checked) -> dict[str, str]:
    """What accepting every proposal answers."""
    return {each.code: each.proposal for each in checked.open_questions if each.proposal}


def unknown_names(checked: Checked) -> list[Question]:
    """Open questions about organisations that the directory does not know and that may be added."""
    return [
        each
        for each in checked.open_questions
        if each.nears and NEW in {option.value for option in each.options}
    ]


def answered(answers: Mapping[str, str], code: str, options: Iterable[Option]) -> str:
    """The answer that was given, if it is still one of the options."""
    answer = answers.get(code, "")
    return answer if answer in {each.value for each in options} else ""
