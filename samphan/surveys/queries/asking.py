"""What a survey asks, and what was answered to it: for the pages that show the questions.

An app above builds its form from these: ``kit.asking.AskingForm(asks=asks(survey), initial=given(response))``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from samphan.kit.asking import Ask, Kept, Option
from samphan.surveys.models import WITH_CHOICES, AnswerChoice, AnswerValue, Choice, Kind, Question, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from samphan.kit.asking import Given
    from samphan.surveys.models import Response, Survey


def questions_of(survey: Survey, *, also: Collection[int] = ()) -> list[Question]:
    """The questions that are asked, in order, with all their choices in ``options``; two statements.

    ``also`` names questions that are wanted although they were taken out.
    """
    wanted = Q(is_removed=False) | Q(pk__in=also) if also else Q(is_removed=False)
    options = Prefetch("options", Choice.objects.order_by("order", "id"))
    return list(survey.questions.filter(wanted).prefetch_related(options).order_by("order", "id"))


def asks(survey: Survey, *, also: Collection[int] = ()) -> tuple[Ask, ...]:
    """What is asked, in the reader's language; two statements, however many questions.

    ``also`` (``kit.asking.asked_before`` of a form that comes back) keeps what was taken out of the survey while
    somebody was answering; nobody must answer that any more.
    """
    return tuple(as_ask(question) for question in questions_of(survey, also=also))


def as_ask(question: Question) -> Ask:
    """One question as it is put; its ``options`` are loaded."""
    return Ask(
        id=question.pk,
        kind=question.kind,
        label=question.text,
        help=question.help,
        is_required=question.is_required and not question.is_removed,
        options=tuple(Option(each.pk, each.text, each.is_removed) for each in question.options.all()),
        shown_if=question.shown_if_question_id,
        shown_if_option=question.shown_if_option_id,
    )


def given(response: Response | None) -> dict[str, Any]:
    """What was answered, as initial values of an ``AskingForm``; two statements."""
    if response is None:
        return {}
    return {f"q{value.question_id}": _initial(value) for value in values_of(response)}


def values_of(response: Response) -> list[AnswerValue]:
    """The answers of a response with their questions, ticked choices and files, in the order of the questions."""
    ticks = Prefetch("ticks", AnswerChoice.objects.select_related("choice").order_by("choice__order", "id"))
    return list(
        response.values.select_related("question", "file")
        .prefetch_related(ticks)
        .order_by("question__order", "question_id")
    )


def as_given(value: AnswerValue) -> Given:
    """An answer as it was given, but a file, which is not read here."""
    kind = value.question.kind
    if kind in WITH_CHOICES:
        ticked = tuple(tick.choice_id for tick in value.ticks.all())
        return ticked if kind == Kind.CHOICES else next(iter(ticked), None)
    if kind == Kind.CONSENT:
        return stands(value)
    if kind == Kind.SCALE5:
        return None if value.number is None else int(value.number)
    columns: dict[str, Given] = {Kind.NUMBER: value.number, Kind.DATE: value.day, Kind.FILE: None}
    return columns.get(kind, value.text)


def _initial(value: AnswerValue) -> Any:
    """The same as a form shows it."""
    given = as_given(value)
    match value.question.kind:
        case Kind.CONSENT:
            return "yes" if given else "no"
        case Kind.NUMBER:
            return f"{value.number.normalize():f}" if value.number is not None else ""
        case Kind.FILE:
            return Kept(value.file.name) if value.file else None
        case _:
            return given


def stands(value: AnswerValue) -> bool:
    """The consent was given and not taken back."""
    return bool(value.is_consented) and value.withdrawn_at is None


def is_open(survey: Survey, *, now: dt.datetime) -> bool:
    """Whether it takes answers at this moment."""
    return (
        survey.state == State.OPEN
        and (survey.opens_at is None or survey.opens_at <= now)
        and (survey.closes_at is None or now < survey.closes_at)
    )
