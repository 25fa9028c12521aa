"""Taking consents back, and forgetting sensitive answers in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.surveys import policy
from samphan.surveys.models import AnswerValue, Response, Sensitivity, Survey
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from samphan.kit.actor import Actor


@transaction.atomic
def withdraw_consent(*, by: Actor, value: AnswerValue, now: dt.datetime) -> AnswerValue:
    """Take a consent back; what was consented to, and when, stays on record beside the time of the withdrawal."""
    value = (
        AnswerValue.objects.select_for_update(of=("self",))
        .select_related("response__survey", "question")
        .get(pk=value.pk)
    )
    by.must(policy.change_answer, on=value.response)
    if not value.is_consented:
        raise Problem(_("No consent was given here, so there is none to take back."))
    if value.withdrawn_at is None:
        value.withdrawn_at = now
        value.save(update_fields=["withdrawn_at"])
        label = (value.question.text_th, value.question.text_en)
        record(by, "withdraw_consent", value.response, label=label)
    return value


@transaction.atomic
def set_purge_day(*, by: Actor, survey: Survey, responses: Iterable[Response], purge_on: dt.date) -> int:
    """Set the day on which sensitive answers are forgotten, of responses that were not purged yet; how many."""
    by.must(policy.manage, on=survey)
    mine = Response.objects.filter(
        survey=survey, pk__in=[each.pk for each in responses], purged_on__isnull=True
    )
    count = mine.update(purge_on=purge_on)
    if count:
        record(by, "set_purge_day", survey, changes={"purge_on": [None, purge_on.isoformat()]})
    return count


@transaction.atomic
def purge_sensitive(*, by: Actor, today: dt.date) -> int:
    """Forget the answers to sensitive questions of responses whose day has come, in the actor's network.

    The responses stay, so that their number and the other answers stay; one audit row a survey. How many responses.
    """
    if by.network is None:
        raise ValueError("answers are purged network by network")
    by.must(policy.purge, on=by.network)
    due = list(
        Response.objects.select_for_update(of=("self",))
        .filter(network_id=by.network_id, purge_on__lte=today, purged_on__isnull=True)
        .values_list("pk", "survey_id")
    )
    keys = [pk for pk, _survey in due]
    AnswerValue.objects.filter(response__in=keys, question__sensitivity=Sensitivity.SENSITIVE).delete()
    Response.objects.filter(pk__in=keys).update(purged_on=today)
    for survey in Survey.objects.filter(pk__in={survey for _pk, survey in due}).order_by("id"):
        count = sum(1 for _pk, each in due if each == survey.pk)
        record(by, "purge_answers", survey, changes={"responses": [None, count]})
    return len(due)
