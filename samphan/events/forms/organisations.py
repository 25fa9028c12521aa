"""Naming several organisations in a form, one a line, by any name or abbreviation.

An abbreviation with several meanings is asked, never guessed: the form comes back with the meanings to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samphan.directory.queries.picking import Unresolved
from samphan.kit.numbers import number_in
from samphan.kit.thai.fold import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.directory.models import Organisation
    from samphan.directory.queries.picking import Directory

MOST_LINES: Final = 200
MOST_LETTERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Lines:
    """Names as they were typed, one a line, and what was chosen for some of them: line → id."""

    text: str = ""
    picks: Mapping[str, int] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The lines that hold something, without what people put before an item of a list."""
        lines = (" ".join(clean(line).split()).lstrip("•–-*· ") for line in self.text.splitlines())
        return list(dict.fromkeys(line for line in lines if line))


@dataclass(frozen=True, slots=True)
class Question:
    """A line that is no full name, with what can be chosen as (value, label); ``is_likely`` when only one is known."""

    number: int
    line: str
    options: tuple[tuple[str, str], ...]
    is_likely: bool = False


class LinesWidget(forms.Textarea):
    """A text with a name a line; below it what was chosen before, and questions about what is not clear."""

    template_name = "events/forms/organisations.html"

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 4})
        self.questions: list[Question] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Lines:  # noqa: ARG002 - Django's contract
        picks: dict[str, int] = {}
        for key in data:
            if key.startswith(f"{name}-pick"):
                for value in data.getlist(key):  # type: ignore[attr-defined]  # posted data is a QueryDict
                    chosen, _bar, line = value.partition("|")
                    if (pk := number_in(chosen)) is not None:
                        picks[line] = pk
        return Lines(str(data.get(name) or ""), picks)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 - Django's contract
        return name not in data

    def format_value(self, value: Any) -> str:
        return value.text if isinstance(value, Lines) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        lines = value if isinstance(value, Lines) else Lines()
        asked = {question.line for question in self.questions}
        context["widget"] |= {
            "picks": [f"{pk}|{line}" for line, pk in lines.picks.items() if line not in asked],
            "questions": self.questions,
        }
        return context


class OrganisationsField(forms.Field):
    """Several organisations, one a line, by name or abbreviation; gives a list of ``Organisation`` in that order."""

    widget: LinesWidget

    def __init__(self, *, directory: Directory, **kwargs: Any) -> None:
        super().__init__(widget=LinesWidget(), **kwargs)
        self.organisations = directory.organisations

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return Lines("\n".join(each.name_th for each in value), {each.name_th: each.pk for each in value})
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.prepare_value(initial or [])
        return before.names() != data.names() or any(
            before.picks.get(line) != pk for line, pk in data.picks.items() if line in data.names()
        )

    def clean(self, value: Any) -> list[Organisation]:
        lines = value if isinstance(value, Lines) else Lines()
        names = lines.names()
        if len(lines.text) > MOST_LETTERS or len(names) > MOST_LINES:
            raise ValidationError(
                _("Name at most %(most)s organisations here.") % {"most": MOST_LINES}, code="max_lines"
            )
        chosen = {line: picked for line in names if (picked := self._picked(lines, line))}
        answers = self.organisations.resolve([line for line in names if line not in chosen])
        found: list[Organisation] = []
        unclear: list[Unresolved] = []
        self.widget.questions = []
        for number, line in enumerate(names):
            answer = chosen.get(line) or answers[line]
            if isinstance(answer, Unresolved):
                unclear.append(answer)
                options = tuple(
                    (f"{each.pk}|{line}", self.organisations.label(each)) for each in answer.candidates
                )
                self.widget.questions.append(Question(number, line, options, is_likely=answer.is_likely))
            else:
                found.append(answer)
        if unclear:
            raise ValidationError([str(error.message) for error in unclear])
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return list({each.pk: each for each in found}.values())

    def _picked(self, lines: Lines, line: str) -> Organisation | None:
        pk = lines.picks.get(line)
        return self.organisations.get(pk) if pk is not None else None
