"""All answers as one table: a row a response, a column a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from samphan.kit.formats import thai_date
from samphan.surveys import policy
from samphan.surveys.models import (
    AnswerChoice,
    AnswerValue,
    Kind,
    Question,
    Response,
    Sensitivity,
    Survey,
)
from samphan.surveys.queries.asking import stands
from samphan.surveys.queries.groups import shown_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor


def columns_of(actor: Actor, survey: Survey) -> list[Question]:
    """The questions that were ever asked, but those to which this reader may not read the answers."""
    found = survey.questions.exclude(kind=Kind.HEADING).order_by("order", "id")
    if not policy.see_sensitive(actor, survey):
        found = found.exclude(sensitivity=Sensitivity.SENSITIVE)
    return list(found)


def heads(survey: Survey, questions: list[Question]) -> list[str]:
    """The head row: of an anonymous survey without the person."""
    first = [_("Day of the answer"), _("Group")]
    return [
        *first,
        *([] if survey.is_anonymous else [_("Answered by")]),
        *(str(each.text) for each in questions),
    ]


def rows(survey: Survey, questions: list[Question]) -> Iterator[list[Any]]:
    """A row a response; anonymous ones in an order that says nothing, with groups that are large enough alone."""
    ticks = Prefetch("ticks", AnswerChoice.objects.select_related("choice").order_by("choice__order", "id"))
    values = AnswerValue.objects.filter(question__in=questions).select_related("question", "file")
    found = (
        Response.objects.filter(survey=survey)
        .select_related("recipient")
        .prefetch_related(Prefetch("values", values.prefetch_related(ticks)))
    )
    order = ("respondent_key",) if survey.is_anonymous else ("answered_at", "id")
    responses = list(found.order_by(*order))
    sizes: dict[str, int] = {}
    for response in responses:
        sizes[response.group_th] = sizes.get(response.group_th, 0) + 1
    shown = shown_groups(sizes) if survey.is_anonymous else frozenset(sizes)
    for response in responses:
        given = {value.question_id: value for value in response.values.all()}
        group = str(response.group) if response.group_th in shown else ""
        who = [] if survey.is_anonymous else [str(response.recipient.label) if response.recipient else ""]
        cells = [_cell(given[each.pk]) if each.pk in given else None for each in questions]
        yield [thai_date(response.answered_on, "short"), group, *who, *cells]


def _cell(value: AnswerValue) -> Any:
    match value.question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return "; ".join(str(tick.choice.text) for tick in value.ticks.all())
        case Kind.SCALE5 | Kind.NUMBER:
            return value.number
        case Kind.DATE:
            return value.day
        case Kind.CONSENT:
            if stands(value):
                return _("I consent")
            return _("taken back") if value.is_consented else _("I do not consent")
        case _:
            return value.file.name if value.file else value.text
