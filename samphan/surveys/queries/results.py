"""What the answers say together, question by question, in a number of statements that does not grow.

Of an anonymous survey nothing is said before ``SMALLEST`` people have answered. A breakdown shows a group only from
as many answers to the question on, and only if no smaller one can be worked out from the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from samphan.kit.asking import SCALE5
from samphan.kit.formats import number as shown_number
from samphan.kit.formats import thai_date
from samphan.surveys import policy
from samphan.surveys.models import WITH_CHOICES, Kind, Response, Sensitivity
from samphan.surveys.queries.asking import questions_of
from samphan.surveys.queries.groups import SMALLEST, shown_groups
from samphan.surveys.queries.numbers import Summary, level, percent, summary
from samphan.surveys.queries.tally import GIVEN, REFUSED, WITHDRAWN, WRITTEN, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.surveys.models import Question, Survey
    from samphan.surveys.queries.tally import Counted, Tally

MOST_TEXTS: Final = 500
"""Open answers that a page lists; the export has all."""

MEASURED: Final = (Kind.SCALE5, Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer, how many gave it, and their share of those who answered the question, in percent."""

    label: str
    count: int
    share: Decimal | None

    @property
    def width(self) -> str:
        """How long its bar is, of 100."""
        return str(self.share or 0)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The same for one group."""

    name: Text
    summary: Summary
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was answered to one question.

    ``summary`` holds n, and mean and S.D. of what was measured; ``sentence`` says it in words. ``hidden_texts`` are
    answers that this reader may not read; ``more_texts`` stand in the export alone.
    """

    question: Question
    summary: Summary
    sentence: str
    bars: tuple[Bar, ...] = ()
    texts: tuple[str, ...] = ()
    more_texts: int = 0
    hidden_texts: int = 0
    groups: tuple[GroupResult, ...] = ()
    has_small_groups: bool = False

    @property
    def is_measured(self) -> bool:
        return self.question.kind in MEASURED

    @property
    def is_scale(self) -> bool:
        return self.question.kind == Kind.SCALE5

    @property
    def level(self) -> _StrOrPromise:
        """What the mean of a five-point scale is called."""
        return "" if self.summary.mean is None else level(self.summary.mean)


@dataclass(frozen=True, slots=True)
class Results:
    """All of it. ``asked`` is None where nobody knows how many were asked; ``rate`` is in percent.

    ``overall`` puts all answers on five-point scales together; ``is_hidden`` says that too few have answered.
    """

    answered: int
    asked: int | None
    rate: Decimal | None
    questions: tuple[QuestionResult, ...] = ()
    is_hidden: bool = False
    overall: Summary | None = None

    @property
    def scales(self) -> list[QuestionResult]:
        """The five-point scales, as the table of an evaluation lists them."""
        return [each for each in self.questions if each.is_scale and each.summary.n]

    @property
    def overall_level(self) -> _StrOrPromise:
        return "" if self.overall is None or self.overall.mean is None else level(self.overall.mean)

    @property
    def smallest(self) -> int:
        return SMALLEST


def results(actor: Actor, survey: Survey, *, asked: int | None = None) -> Results:
    """What a survey brought, for a reader; seven statements.

    Args:
        actor: who reads: answers to sensitive questions are listed for who prepares surveys alone.
        survey: what was answered.
        asked: how many people were asked; by default those who got a personal link, where there are any.
    """
    answered = Response.objects.filter(survey=survey).count()
    asked = asked if asked is not None else (survey.recipients.count() or None)
    rate = percent(answered, asked) if asked else None
    if is_too_few(survey, answered):
        return Results(answered, asked, rate, is_hidden=True)
    found = tally(survey)
    may_read = bool(policy.see_sensitive(actor, survey))
    questions = tuple(_result(found, each, may_read=may_read) for each in questions_of(survey))
    points: Counter[Decimal] = Counter()
    for each in questions:
        if each.question.kind == Kind.SCALE5:
            points.update(_measures(found.whole(each.question.pk)))
    return Results(answered, asked, rate, questions, overall=summary(points) if points else None)


def is_too_few(survey: Survey, answered: int) -> bool:
    """Whether what was answered anonymously would tell of single people."""
    return survey.is_anonymous and 0 < answered < SMALLEST


def _result(found: Tally, question: Question, *, may_read: bool) -> QuestionResult:
    n = sum(found.answered[question.pk].values())
    if question.kind in WRITTEN:
        return _written(found, question, n, may_read=may_read)
    counts = found.whole(question.pk)
    bars = _bars(question, counts, n)
    measured = summary(_measures(counts)) if question.kind in MEASURED else Summary(n)
    shown = frozenset() if question.kind == Kind.DATE else shown_groups(found.answered[question.pk])
    return QuestionResult(
        question,
        measured,
        _sentence(question, measured, bars, counts),
        bars,
        groups=tuple(
            _group(found, question, name) for name in sorted(shown, key=lambda each: str(found.names[each]))
        ),
        has_small_groups=bool(set(found.answered[question.pk]) - shown - {""}),
    )


def _group(found: Tally, question: Question, name: str) -> GroupResult:
    counts, n = found.counts[question.pk][name], found.answered[question.pk][name]
    measured = summary(_measures(counts)) if question.kind in MEASURED else Summary(n)
    return GroupResult(found.names[name], measured, _bars(question, counts, n))


def _written(found: Tally, question: Question, n: int, *, may_read: bool) -> QuestionResult:
    texts = found.texts[question.pk]
    sentence = _answered(n)
    if question.sensitivity == Sensitivity.SENSITIVE and not may_read:
        return QuestionResult(question, Summary(n), sentence, hidden_texts=len(texts))
    more = max(0, len(texts) - MOST_TEXTS)
    return QuestionResult(question, Summary(n), sentence, texts=tuple(texts[:MOST_TEXTS]), more_texts=more)


def _measures(counts: Mapping[Counted, int]) -> dict[Decimal, int]:
    return {value: count for value, count in counts.items() if isinstance(value, Decimal)}


def _bars(question: Question, counts: Mapping[Counted, int], n: int) -> tuple[Bar, ...]:
    """Every answer that could be given, with those who gave it; of numbers and days those that were given."""
    said: list[tuple[Counted, str]]
    if question.kind == Kind.SCALE5:
        said = [(Decimal(point), f"{point} · {word}") for point, word in SCALE5]
    elif question.kind in WITH_CHOICES:
        offered = [each for each in question.options.all() if not each.is_removed or counts.get(each.pk)]
        said = [(each.pk, str(each.text)) for each in offered]
    elif question.kind == Kind.CONSENT:
        said = [(GIVEN, _("I consent")), (REFUSED, _("I do not consent")), (WITHDRAWN, _("taken back"))]
    elif question.kind == Kind.NUMBER:
        said = [(value, shown_number(value.normalize())) for value in sorted(_measures(counts))]
    else:
        said = [(day, thai_date(day)) for day in sorted(counts, key=str)]  # type: ignore[arg-type]  # days alone are counted here
    return tuple(Bar(label, counts.get(value, 0), percent(counts.get(value, 0), n)) for value, label in said)


def _answered(n: int) -> str:
    return _("%(n)s people answered.") % {"n": shown_number(n)} if n else _("Nobody has answered this yet.")


def _sentence(
    question: Question, found: Summary, bars: tuple[Bar, ...], counts: Mapping[Counted, int]
) -> str:
    """The result in words, with its n."""
    said = {"n": shown_number(found.n), "mean": found.mean, "sd": "–" if found.sd is None else found.sd}
    if found.n == 0 or (question.kind not in {*MEASURED, *WITH_CHOICES, Kind.CONSENT}):
        return _answered(found.n)
    if question.kind == Kind.CONSENT:
        return _("Of %(n)s people %(given)s consent at present.") % {**said, "given": counts.get(GIVEN, 0)}
    if found.mean is not None and question.kind == Kind.SCALE5:
        return _("%(n)s people answered; the mean is %(mean)s of 5 (S.D. %(sd)s), %(level)s.") % {
            **said,
            "level": level(found.mean),
        }
    if question.kind == Kind.NUMBER:
        return _("%(n)s people answered; the mean is %(mean)s (S.D. %(sd)s).") % said
    most = max(bar.count for bar in bars)
    leading = [bar for bar in bars if bar.count == most]
    if len(leading) > 1:
        names = _("” and “").join(bar.label for bar in leading)
        return _("%(n)s people answered; “%(names)s” were chosen equally often, by %(count)s each.") % {
            **said,
            "names": names,
            "count": most,
        }
    return _("%(n)s people answered; most of them, %(count)s (%(share)s %%), chose “%(name)s”.") % {
        **said,
        "count": most,
        "share": leading[0].share,
        "name": leading[0].label,
    }
