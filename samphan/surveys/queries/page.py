"""What the page of a survey shows: its questions as the builder lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samphan.surveys.models import Kind, Sensitivity
from samphan.surveys.queries.asking import questions_of

if TYPE_CHECKING:
    from samphan.surveys.models import Choice, Question, Survey


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its number (headings have none), its choices, and the condition in words."""

    question: Question
    number: int | None
    options: tuple[Choice, ...]
    condition: str
    is_first: bool
    is_last: bool

    @property
    def is_sensitive(self) -> bool:
        return self.question.sensitivity == Sensitivity.SENSITIVE


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The questions in order, and how many have answered."""

    entries: tuple[Entry, ...]
    answered: int

    @property
    def asks_sensitive(self) -> bool:
        return any(entry.is_sensitive for entry in self.entries)


def survey_page(survey: Survey) -> SurveyPage:
    """Three statements, however many questions."""
    questions = questions_of(survey)
    numbers: dict[int, int] = {}
    by_id = {each.pk: each for each in questions}
    entries = []
    for place, each in enumerate(questions):
        if each.kind != Kind.HEADING:
            numbers[each.pk] = len(numbers) + 1
        standing = tuple(option for option in each.options.all() if not option.is_removed)
        entries.append(
            Entry(
                each,
                numbers.get(each.pk),
                standing,
                _condition(each, by_id, numbers),
                is_first=place == 0,
                is_last=place == len(questions) - 1,
            )
        )
    return SurveyPage(tuple(entries), survey.responses.count())


def _condition(question: Question, by_id: dict[int, Question], numbers: dict[int, int]) -> str:
    before = by_id.get(question.shown_if_question_id or 0)
    if before is None:
        return ""
    number = numbers.get(before.pk, 0)
    if before.kind == Kind.CONSENT:
        return _("Asked if consent was given to question %(number)s") % {"number": number}
    said = next((each.text for each in before.options.all() if each.pk == question.shown_if_option_id), "")
    return _("Asked if question %(number)s was answered “%(answer)s”") % {"number": number, "answer": said}
