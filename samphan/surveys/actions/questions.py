"""Writing what a survey asks: adding, changing, moving, taking out, copying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.surveys import policy
from samphan.surveys.actions.survey import create_survey
from samphan.surveys.models import (
    DECISIVE,
    NAMING,
    WITH_CHOICES,
    AnswerValue,
    Choice,
    Kind,
    Question,
    Sensitivity,
    Survey,
)
from samphan.surveys.queries.asking import questions_of
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.surveys.queries.templates import Template

MOST_QUESTIONS: Final = 200
QUESTION_FIELDS: Final = (
    "kind", "text_th", "text_en", "help_th", "help_en", "is_required", "sensitivity", "meaning",
)  # fmt: skip
_AUDITED: Final = (*QUESTION_FIELDS, "shown_if_question_id", "shown_if_option_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """A choice as it is to be; ``id`` None for a new one."""

    text_th: str
    text_en: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question as it is to be; ``shown_if`` is an earlier question and, of that, a choice (None: a consent)."""

    kind: str
    text_th: str
    text_en: str = ""
    help_th: str = ""
    help_en: str = ""
    is_required: bool = False
    sensitivity: str = Sensitivity.NEITHER
    meaning: str = ""
    shown_if: tuple[Question, Choice | None] | None = None
    options: Sequence[OptionRow] = ()


@transaction.atomic
def add_question(*, by: Actor, survey: Survey, row: QuestionRow) -> Question:
    """A question at the end."""
    survey = _locked(by, survey)
    question = _append(survey, row, by)
    record(by, "add_question", question, label=_label(question))
    return question


@transaction.atomic
def change_question(
    *, by: Actor, question: Question, row: QuestionRow, version: int | None = None
) -> Question:
    """Write a question anew; with answers its kind stays, and choices that are left out keep theirs."""
    survey = _locked(by, question.survey)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    check_version(question, version, QUESTION_FIELDS, changed_by=question.changed_by)
    before = values(question, _AUDITED) | {"choices": _choices(question)}
    if row.kind != question.kind and AnswerValue.objects.filter(question=question).exists():
        raise Problem(_("This question has answers already, so the kind of answer stays."), field="kind")
    _put(survey, question, row)
    _put_options(question, row)
    changes = difference(before, values(question, _AUDITED) | {"choices": _choices(question)})
    if changes:
        question.touch(by)
        question.save()
        record(by, "change_question", question, label=_label(question), changes=changes)
    return question


@transaction.atomic
def move_question(*, by: Actor, question: Question, is_up: bool) -> Question:
    """One place up or down; never before the question on whose answer it depends."""
    survey = _locked(by, question.survey)
    standing = questions_of(survey)
    place = next((number for number, each in enumerate(standing) if each.pk == question.pk), None)
    other = None if place is None else place + (-1 if is_up else 1)
    if place is None or other is None or not 0 <= other < len(standing):
        return question
    upper, lower = (standing[other], standing[place]) if is_up else (standing[place], standing[other])
    if lower.shown_if_question_id == upper.pk:
        raise Problem(_("A question must stand behind the one on whose answer it depends."))
    standing[place], standing[other] = standing[other], standing[place]
    for number, each in enumerate(standing, start=1):
        if each.order != number:
            each.order = number
            each.save(update_fields=["order"])
    record(by, "move_question", question, label=_label(question))
    return standing[other]


@transaction.atomic
def remove_question(*, by: Actor, question: Question) -> Question:
    """Take a question out; its answers stay, and it can be brought back."""
    _locked(by, question.survey)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if Question.objects.standing().filter(shown_if_question=question).exists():
        raise Problem(_("Another question depends on the answer to this one. Change that question first."))
    question.is_removed = True
    question.touch(by)
    question.save()
    record(by, "remove_question", question, label=_label(question))
    return question


@transaction.atomic
def restore_question(*, by: Actor, question: Question) -> Question:
    """Bring a question back that was taken out, to its old place."""
    survey = _locked(by, question.survey)
    question = (
        Question.objects.select_for_update(of=("self",))
        .select_related("shown_if_question")
        .get(pk=question.pk)
    )
    before = question.shown_if_question
    if before is not None and before.is_removed:
        raise Problem(_("It depends on a question that was taken out too. Bring that one back first."))
    question.is_removed = False
    _check_meaning(survey, question)
    question.touch(by)
    question.save()
    record(by, "restore_question", question, label=_label(question))
    return question


@transaction.atomic
def copy_questions(*, by: Actor, survey: Survey, source: Survey) -> list[Question]:
    """Add the questions of another survey of the network at the end, with their choices and conditions."""
    by.must(policy.see, on=source)
    survey = _locked(by, survey)
    made: dict[int, Question] = {}
    options: dict[int, Choice] = {}
    for each in questions_of(source):
        condition = None
        if each.shown_if_question_id in made:
            condition = made[each.shown_if_question_id], options.get(each.shown_if_option_id or 0)
        standing = [option for option in each.options.all() if not option.is_removed]
        row = QuestionRow(
            kind=each.kind,
            text_th=each.text_th,
            text_en=each.text_en,
            help_th=each.help_th,
            help_en=each.help_en,
            is_required=each.is_required,
            sensitivity=each.sensitivity,
            meaning=_free_meaning(survey, each.meaning),
            shown_if=condition,
            options=[OptionRow(text_th=option.text_th, text_en=option.text_en) for option in standing],
        )
        made[each.pk] = _append(survey, row, by)
        copies = made[each.pk].options.order_by("order", "id")
        options |= dict(zip([option.pk for option in standing], copies, strict=True))
    record(by, "copy_questions", survey, changes={"from": [None, source.title_th]})
    return list(made.values())


@transaction.atomic
def use_template(*, by: Actor, survey: Survey, template: Template) -> list[Question]:
    """Add the questions of a template at the end."""
    survey = _locked(by, survey)
    made: list[Question] = []
    for each in template.questions:
        condition = None
        if each.shown_if is not None:
            before = made[each.shown_if[0]]
            place = each.shown_if[1]
            listed = list(before.options.order_by("order", "id"))
            condition = before, None if place is None else listed[place]
        row = QuestionRow(
            kind=each.kind,
            text_th=each.text.text_th,
            text_en=each.text.text_en,
            help_th=each.help.text_th,
            help_en=each.help.text_en,
            is_required=each.is_required,
            sensitivity=each.sensitivity,
            meaning=_free_meaning(survey, each.meaning),
            shown_if=condition,
            options=[OptionRow(text_th=choice.text_th, text_en=choice.text_en) for choice in each.choices],
        )
        made.append(_append(survey, row, by))
    record(by, "copy_questions", survey, changes={"from": [None, template.title.text_th]})
    return made


@transaction.atomic
def create_from_template(
    *, by: Actor, template: Template, title_th: str = "", title_en: str = "", is_sample: bool = False
) -> Survey:
    """A new survey with everything that the template says; another title where one is given."""
    survey = create_survey(
        by=by,
        title_th=title_th or template.title.text_th,
        title_en=title_en or template.title.text_en,
        intro_th=template.intro.text_th,
        intro_en=template.intro.text_en,
        thanks_th=template.thanks.text_th,
        thanks_en=template.thanks.text_en,
        purpose=template.purpose,
        is_anonymous=template.is_anonymous,
        is_sample=is_sample,
    )
    use_template(by=by, survey=survey, template=template)
    return survey


def _locked(by: Actor, survey: Survey) -> Survey:
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    by.must(policy.manage, on=survey)
    return survey


def _append(survey: Survey, row: QuestionRow, by: Actor) -> Question:
    if survey.questions.standing().count() >= MOST_QUESTIONS:
        raise Problem(_("A survey holds at most %(most)s questions.") % {"most": MOST_QUESTIONS})
    last = survey.questions.aggregate(last=Max("order"))["last"] or 0
    question = Question(network_id=survey.network_id, survey=survey, order=last + 1, changed_by=by.label)
    _put(survey, question, row)
    question.save()
    _put_options(question, row)
    return question


def _put(survey: Survey, question: Question, row: QuestionRow) -> None:
    for name in QUESTION_FIELDS:
        setattr(question, name, getattr(row, name))
    if question.kind == Kind.HEADING:
        question.is_required, question.sensitivity, question.meaning = False, Sensitivity.NEITHER, ""
    question.shown_if_question, question.shown_if_option = row.shown_if or (None, None)
    if not question.text_th:
        raise Problem(_("A question needs its words in Thai."), field="text_th")
    if survey.is_anonymous and question.kind in NAMING:
        raise Problem(_("In an anonymous survey neither a consent nor a file is asked."), field="kind")
    if question.kind == Kind.FILE and question.sensitivity == Sensitivity.SENSITIVE:
        raise Problem(
            _("Sensitive data is not asked as a file, because it must be forgotten in time. Ask for a text."),
            field="sensitivity",
        )
    if question.kind in WITH_CHOICES and len(row.options) < 2:
        raise Problem(_("Write at least two choices."), field="kind")
    _check_meaning(survey, question)
    _check_condition(survey, question)


def _check_condition(survey: Survey, question: Question) -> None:
    before, option = question.shown_if_question, question.shown_if_option
    if before is None:
        return
    is_earlier = (before.order, before.pk) < (question.order, question.pk or before.pk + 1)
    is_known = before.survey_id == survey.pk and before.kind in DECISIVE and not before.is_removed
    fits = option.question_id == before.pk if option else before.kind == Kind.CONSENT
    if not (is_earlier and is_known and fits):
        raise Problem(
            _("This condition is not possible: choose an answer to an earlier question."), field="shown_if"
        )


def _check_meaning(survey: Survey, question: Question) -> None:
    if question.meaning and question.meaning != _free_meaning(survey, question.meaning, besides=question):
        raise Problem(_("Another question of this survey is used for this already."), field="meaning")


def _free_meaning(survey: Survey, meaning: str, *, besides: Question | None = None) -> str:
    """The meaning, or nothing where a standing question of the survey has it already."""
    taken = survey.questions.standing().filter(meaning=meaning)
    if besides is not None and besides.pk:
        taken = taken.exclude(pk=besides.pk)
    return "" if not meaning or taken.exists() else meaning


def _put_options(question: Question, row: QuestionRow) -> None:
    """Write the choices in their order; those left out stay with their answers and are offered no more."""
    rows = row.options if question.kind in WITH_CHOICES else ()
    present = {each.pk: each for each in question.options.standing()}
    for number, wanted in enumerate(rows, start=1):
        option = present.pop(wanted.id or 0, None) or Choice(
            network_id=question.network_id, question=question
        )
        option.text_th, option.text_en, option.order = wanted.text_th, wanted.text_en, number
        option.save()
    if present and Question.objects.standing().filter(shown_if_option__in=present).exists():
        raise Problem(
            _("Another question is asked only after a choice that you took out. Change that one first.")
        )
    for option in present.values():
        option.is_removed = True
        option.save(update_fields=["is_removed"])


def _choices(question: Question) -> list[str]:
    return list(question.options.standing().order_by("order", "id").values_list("text_th", flat=True))


def _label(question: Question) -> tuple[str, str]:
    return question.text_th, question.text_en
