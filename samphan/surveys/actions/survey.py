"""Making, describing, opening, closing and removing a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.surveys import policy, transitions
from samphan.surveys.models import NAMING, Kind, Purpose, State, Survey
from samphan.surveys.queries.findable import KIND, search_row
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor

SURVEY_FIELDS: Final = (
    "title_th", "title_en", "intro_th", "intro_en", "thanks_th", "thanks_en", "purpose", "is_anonymous",
    "opens_at", "closes_at",
)  # fmt: skip


class SurveyWords(TypedDict, total=False):
    """What a survey is described with; see the model for the meaning of each."""

    title_th: str
    title_en: str
    intro_th: str
    intro_en: str
    thanks_th: str
    thanks_en: str
    purpose: str
    is_anonymous: bool
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None


@transaction.atomic
def create_survey(*, by: Actor, is_sample: bool = False, **words: Unpack[SurveyWords]) -> Survey:
    """A new survey in the actor's network, in preparation and without questions."""
    if by.network is None:
        raise ValueError("a survey is made in a network")
    by.must(policy.create, on=by.network)
    survey = Survey(network_id=by.network_id, is_sample=is_sample, changed_by=by.label)
    _describe(survey, words)
    survey.save()
    record(by, "create_survey", survey)
    search.put([search_row(survey)])
    return survey


@transaction.atomic
def describe_survey(
    *, by: Actor, survey: Survey, version: int | None = None, **words: Unpack[SurveyWords]
) -> Survey:
    """Change what is said about a survey; once it has answers, whether it is anonymous stays as it was promised."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    by.must(policy.manage, on=survey)
    check_version(survey, version, SURVEY_FIELDS, changed_by=survey.changed_by)
    before, was_anonymous = values(survey, SURVEY_FIELDS), survey.is_anonymous
    _describe(survey, words)
    if survey.is_anonymous != was_anonymous:
        _check_promise(survey)
    changes = difference(before, values(survey, SURVEY_FIELDS))
    if changes:
        survey.touch(by)
        survey.save()
        record(by, "describe_survey", survey, changes=changes)
        search.put([search_row(survey)])
    return survey


@transaction.atomic
def open_survey(*, by: Actor, survey: Survey) -> Survey:
    """Let it take answers, from ``opens_at`` on where that is set."""
    survey = _advance(by, survey, transitions.OPEN)
    if not survey.questions.standing().exclude(kind=Kind.HEADING).exists():
        raise Problem(_("There is no question yet. Add the first one, then open the survey."))
    record(by, "open_survey", survey)
    return survey


@transaction.atomic
def close_survey(*, by: Actor, survey: Survey) -> Survey:
    """Take no further answers; what was answered stays."""
    survey = _advance(by, survey, transitions.CLOSE)
    record(by, "close_survey", survey)
    return survey


@transaction.atomic
def remove_survey(*, by: Actor, survey: Survey, reason: str) -> None:
    """Take out a survey that was made by mistake; one with answers stays."""
    by.must(policy.manage, on=survey)
    record(by, "remove_survey", survey, reason=reason)
    search.remove(KIND, survey.pk)
    try:
        survey.delete()
    except models.ProtectedError as error:
        raise Problem(
            _("This survey has answers or is used by an event, so it cannot be removed. You can close it.")
        ) from error


def _advance(by: Actor, survey: Survey, act: str) -> Survey:
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    by.must(policy.manage, on=survey)
    state = transitions.SURVEY.get((survey.state, act))
    if state is None:
        raise Problem(
            _("The survey is %(state)s, so this is not possible now.") % {"state": survey.get_state_display()}
        )
    survey.state = state
    survey.touch(by)
    survey.save()
    return survey


def _describe(survey: Survey, words: SurveyWords) -> None:
    unknown = words.keys() - set(SURVEY_FIELDS)
    if unknown:
        raise TypeError(f"not what a survey is described with: {sorted(unknown)}")
    for name, value in words.items():
        setattr(survey, name, value)
    if not survey.title_th:
        raise Problem(_("A survey needs a title in Thai."), field="title_th")
    if survey.opens_at and survey.closes_at and survey.closes_at <= survey.opens_at:
        raise Problem(_("The end must not lie before the beginning."), field="closes_at")
    if survey.is_anonymous and survey.purpose == Purpose.REGISTRATION:
        raise Problem(_("Who registers cannot stay anonymous."), field="is_anonymous")
    survey.sort_key = sort_key(survey.title_th)


def _check_promise(survey: Survey) -> None:
    """Whether it is anonymous may change: nobody was promised anything yet, and no question contradicts it."""
    if survey.state != State.DRAFT and survey.responses.exists():
        raise Problem(
            _("People have answered already, so the promise that was made to them stays."),
            field="is_anonymous",
        )
    if survey.recipients.exists():
        raise Problem(
            _("Personal links were made already, so this stays as it is. You can make a copy of the survey."),
            field="is_anonymous",
        )
    if survey.is_anonymous and survey.questions.standing().filter(kind__in=NAMING).exists():
        raise Problem(
            _("A consent or a file tells who gave it. Take these questions out first."), field="is_anonymous"
        )
