"""The answers of a survey counted once: by question, group and answer."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Count

from samphan.kit.bilingual import Text
from samphan.surveys.models import AnswerChoice, AnswerValue, Kind

if TYPE_CHECKING:
    from samphan.surveys.models import Survey

type Counted = Decimal | int | dt.date | str
"""What is counted: a point or number, the id of a choice, a day, or one of the three states of a consent."""

GIVEN: Final = "given"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
WRITTEN: Final = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each answer was given.

    ``counts`` holds question → group → answer → people, ``answered`` question → group → people who answered it, and
    ``texts`` what was written. Groups go by their Thai name, "" is none.
    """

    counts: dict[int, dict[str, Counter[Counted]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    answered: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, Text] = field(default_factory=dict)

    def whole(self, question: int) -> Counter[Counted]:
        """The answers to a question, whatever the group."""
        total: Counter[Counted] = Counter()
        for counts in self.counts[question].values():
            total.update(counts)
        return total


def tally(survey: Survey) -> Tally:
    """Three statements, however many questions and answers."""
    found = Tally()
    values = AnswerValue.objects.filter(response__survey=survey)
    rows = values.values_list(
        "question_id",
        "number",
        "day",
        "is_consented",
        "response__group_th",
        "response__group_en",
    ).annotate(people=Count("id"), withdrawn=Count("withdrawn_at"))
    for question, number, day, consented, group, group_en, people, withdrawn in rows:
        found.names[group] = Text.of(group, group_en)
        found.answered[question][group] += people
        answers = found.counts[question][group]
        if consented is not None:
            answers[GIVEN if consented else REFUSED] += people - withdrawn
            answers[WITHDRAWN] += withdrawn
        elif number is not None or day is not None:
            answers[day if number is None else number] += people
    ticks = AnswerChoice.objects.filter(answer__response__survey=survey)
    for question, choice, group, people in ticks.values_list(
        "answer__question_id", "choice_id", "answer__response__group_th"
    ).annotate(people=Count("id")):
        found.counts[question][group][choice] += people
    # In the order of a hash: the order in which people answered would tell who wrote what.
    written = values.filter(question__kind__in=WRITTEN).exclude(text="")
    for question, text in written.order_by("response__respondent_key", "response_id").values_list(
        "question_id", "text"
    ):
        found.texts[question].append(text)
    return found
