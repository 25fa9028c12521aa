"""Answering: one response, with one answer to each question."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.asking import Upload, asked_under, is_empty, missing
from samphan.kit.errors import Problem
from samphan.surveys import policy
from samphan.surveys.models import (
    WITH_CHOICES,
    AnswerChoice,
    AnswerValue,
    Kind,
    Recipient,
    Response,
    Survey,
)
from samphan.surveys.queries.asking import as_given, asks, is_open, values_of
from samphan.surveys.queries.groups import group_kept
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.asking import Ask, Given
    from samphan.tenancy.models import StoredFile

_LONGEST: Final = {Kind.SHORT_TEXT: 500, Kind.LONG_TEXT: 20_000}
_TYPES: Final[dict[str, type]] = {
    Kind.NUMBER: Decimal,
    Kind.DATE: dt.date,
    Kind.CONSENT: bool,
    Kind.FILE: Upload,
}
_EMPTY: Final[dict[str, Any]] = {
    "text": "",
    "number": None,
    "day": None,
    "file": None,
    "is_consented": None,
    "wording": "",
    "decided_at": None,
    "withdrawn_at": None,
}


def key_of(secret: str) -> str:
    """What is kept of the secret by which a browser finds its own response again."""
    return hashlib.sha256(f"samphan.surveys:{secret}".encode()).hexdigest()


@transaction.atomic
def answer(
    *,
    by: Actor,
    survey: Survey,
    values: Mapping[int, Given],
    now: dt.datetime,
    response: Response | None = None,
    recipient: Recipient | None = None,
    secret: str = "",
    group: tuple[str, str] = ("", ""),
    purge_on: dt.date | None = None,
) -> Response:
    """Take in what somebody answered, or change the response given.

    Args:
        by: who acts: the respondent, or who enters the answers for somebody.
        survey: what is answered.
        now: the moment of the answer.
        values: answers by the ids of the questions (``AskingForm.answers``); a question that is not named keeps its
            answer, None takes it back. What is asked on a condition that does not hold is not kept.
        response: what was answered before, where the app above knows it.
        recipient: who was asked by a personal link; it answers once, and changes its response until the close.
        secret: known to the browser of the respondent alone; with it the same form sent twice counts once.
        group: for the breakdown of results, in Thai and English; of an anonymous survey only a large one is kept.
        purge_on: the day on which answers to sensitive questions are to be forgotten.

    Raises:
        Problem: closed, already answered, or an answer is impossible; ``field`` is ``Ask.name``.
    """
    by.must(policy.answer, on=survey)
    if survey.is_anonymous or secret:
        # One after the other: a form that comes twice at once then finds its own answer, and what is marked as used
        # tells nothing about who answered what, or when.
        survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if not is_open(survey, now=now) and not by.holds("surveys.manage"):
        raise Problem(_("This survey takes no answers at this time."))
    key = key_of(secret) if secret else ""
    before = _before(survey, response, recipient, key)
    if before is not None and not (key and before.respondent_key == key):
        by.must(policy.change_answer, on=before)
    sheet = asks(survey, also=values.keys())
    stored = {value.question_id: value for value in values_of(before)} if before else {}
    wanted = {pk: as_given(value) for pk, value in stored.items()} | dict(values)
    _check(sheet, values)
    shown = {ask.id for ask in asked_under(sheet, wanted)}
    kept = {pk for pk, value in stored.items() if value.file_id and pk in shown and pk not in values}
    for ask in missing(sheet, wanted):
        if ask.id not in kept:
            raise Problem(_("Please answer this question."), field=ask.name)
    given = before or _new(survey, recipient, key, group)
    given.answered_on = timezone.localdate(now)
    given.answered_at = None if survey.is_anonymous else now
    given.purge_on = purge_on or given.purge_on
    given.save()
    asked = [ask for ask in sheet if ask.kind != Kind.HEADING and ask.id not in kept]
    _write(given, asked, {pk: wanted.get(pk) for pk in shown}, stored, now)
    _mark_used(survey, recipient)
    if not survey.is_anonymous:
        act = "answer_survey" if before is None else "change_answer"
        record(by, act, given, label=(survey.title_th, survey.title_en))
    return given


def _before(
    survey: Survey, response: Response | None, recipient: Recipient | None, key: str
) -> Response | None:
    """What was answered before: known above, by the personal link, or by the secret of the browser; locked."""
    mine = Response.objects.select_for_update(of=("self",)).filter(survey=survey)
    if response is not None:
        return mine.get(pk=response.pk)
    if recipient is not None:
        asked = Recipient.objects.select_for_update().get(pk=recipient.pk, survey=survey)
        if not survey.is_anonymous:
            return mine.filter(recipient=asked).first()
        found = mine.filter(respondent_key=key).first() if key else None
        if asked.has_answered and found is None:
            raise Problem(
                _(
                    "This link was used already. Because the answers are anonymous they can be changed only in the"
                    " browser in which they were written."
                )
            )
        return found
    return mine.filter(respondent_key=key).first() if key else None


def _new(survey: Survey, recipient: Recipient | None, key: str, group: tuple[str, str]) -> Response:
    if recipient is not None and not any(group):
        group = (recipient.group_th, recipient.group_en)
    if survey.is_anonymous:
        group = group_kept(survey, group)
    return Response(
        network_id=survey.network_id,
        survey=survey,
        is_anonymous=survey.is_anonymous,
        recipient=None if survey.is_anonymous else recipient,
        respondent_key=key,
        group_th=group[0][:300],
        group_en=group[1][:300],
    )


def _mark_used(survey: Survey, recipient: Recipient | None) -> None:
    if recipient is None:
        return
    if not survey.is_anonymous:
        Recipient.objects.filter(pk=recipient.pk).update(has_answered=True)
        return
    # Every row is written, so that not even the database's own marks say which one changed with this answer.
    Recipient.objects.filter(survey=survey).update(
        has_answered=Case(When(pk=recipient.pk, then=Value(True)), default=F("has_answered"))
    )


def _check(sheet: tuple[Ask, ...], values: Mapping[int, Given]) -> None:
    """Raise ``Problem`` for what no form of ours would send."""
    known = {ask.id: ask for ask in sheet}
    for pk, value in values.items():
        ask = known.get(pk)
        if ask is None or ask.kind == Kind.HEADING:
            raise Problem(_("This question does not belong to the survey."))
        if not is_empty(value) and not _fits(ask, value):
            raise Problem(_("This is no answer to the question."), field=ask.name)


def _fits(ask: Ask, value: Given) -> bool:
    options = {each.id for each in ask.options}
    if ask.kind == Kind.CHOICE:
        return value in options
    if ask.kind == Kind.CHOICES:
        return isinstance(value, tuple) and set(value) <= options
    if ask.kind == Kind.SCALE5:
        return value in range(1, 6)
    if ask.kind in _LONGEST:
        return isinstance(value, str) and len(value) <= _LONGEST[Kind(ask.kind)]
    return isinstance(value, _TYPES[Kind(ask.kind)])


def _write(
    given: Response,
    asked: Sequence[Ask],
    wanted: Mapping[int, Given],
    stored: Mapping[int, AnswerValue],
    now: dt.datetime,
) -> None:
    """Bring the rows of the questions in step with what is wanted."""
    new: list[AnswerValue] = []
    ticks: dict[int, tuple[int, ...]] = {}
    gone: list[int] = []
    for ask in asked:
        row, value = stored.get(ask.id), wanted.get(ask.id)
        if row is not None and ask.kind != Kind.FILE and as_given(row) == value:
            continue
        if ask.kind == Kind.CONSENT and row is not None and row.is_consented and value is not True:
            if row.withdrawn_at is None:
                row.withdrawn_at = now
                row.save(update_fields=["withdrawn_at"])
            continue
        if is_empty(value):
            gone += [row.pk] if row else []
            continue
        changed = row or AnswerValue(network_id=given.network_id, response=given, question_id=ask.id)
        for name, column in (_EMPTY | _columns(ask, value, given.network_id, now)).items():
            setattr(changed, name, column)
        if row is None:
            new.append(changed)
        else:
            row.save()
        if ask.kind in WITH_CHOICES:
            ticks[ask.id] = value if isinstance(value, tuple) else (int(str(value)),)
    AnswerValue.objects.filter(pk__in=gone).delete()
    rows = {row.question_id: row for row in [*stored.values(), *AnswerValue.objects.bulk_create(new)]}
    _tick({rows[pk]: choices for pk, choices in ticks.items()})


def _tick(ticks: Mapping[AnswerValue, tuple[int, ...]]) -> None:
    if ticks:
        AnswerChoice.objects.filter(answer__in=[row.pk for row in ticks]).delete()
        AnswerChoice.objects.bulk_create(
            AnswerChoice(network_id=row.network_id, answer=row, choice_id=choice)
            for row, choices in ticks.items()
            for choice in dict.fromkeys(choices)
        )


def _columns(ask: Ask, value: Given, network_id: int, now: dt.datetime) -> dict[str, Any]:
    """The columns that hold an answer of this kind; choices stand in rows of their own."""
    match ask.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return {}
        case Kind.SCALE5 | Kind.NUMBER:
            return {"number": value}
        case Kind.DATE:
            return {"day": value}
        case Kind.CONSENT:
            return {"is_consented": value, "wording": ask.wording, "decided_at": now}
        case Kind.FILE:
            return {"file": _store(value, ask, network_id) if isinstance(value, Upload) else None}
        case _:
            return {"text": value}


def _store(upload: Upload, ask: Ask, network_id: int) -> StoredFile:
    if len(upload.content) > files.MAX_SIZE:
        raise Problem(
            _("The file is larger than %(size)s MB.") % {"size": files.MAX_SIZE // 2**20}, field=ask.name
        )
    media_type = files.sniff(upload.content)
    if media_type is None:
        raise Problem(
            _("This file is none of those that are kept here: PDF, Word (docx), Excel (xlsx), PNG or JPEG."),
            field=ask.name,
        )
    return files.store(upload.content, network_id=network_id, name=upload.name, media_type=media_type)
