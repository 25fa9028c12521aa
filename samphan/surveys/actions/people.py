"""Who is asked, and by which links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.surveys import policy
from samphan.surveys.models import Recipient, State, Survey
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to be asked: for whom the link is, and the group in which the answer is counted."""

    label_th: str
    label_en: str = ""
    group_th: str = ""
    group_en: str = ""


@transaction.atomic
def ask_people(*, by: Actor, survey: Survey, people: Sequence[Person]) -> list[Recipient]:
    """A personal link for each of the people, in the same order; each answers once."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    by.must(policy.manage, on=survey)
    if survey.state == State.CLOSED:
        raise Problem(_("The survey is closed. Open it again before you make personal links."))
    asked = Recipient.objects.bulk_create(
        Recipient(
            network_id=survey.network_id,
            survey=survey,
            label_th=person.label_th[:300],
            label_en=person.label_en[:300],
            group_th=person.group_th[:300],
            group_en=person.group_en[:300],
            sort_key=sort_key(person.label_th),
        )
        for person in people
    )
    for recipient in asked:
        # Whoever comes by the link of an anonymous survey comes without a name.
        label = ("", "") if survey.is_anonymous else (recipient.label_th, recipient.label_en)
        links.make(policy.ANSWER, recipient, label=label)
    if asked:
        record(by, "ask_people", survey, changes={"people": [None, len(asked)]})
    return asked


@transaction.atomic
def make_open_link(*, by: Actor, survey: Survey, now: dt.datetime) -> Link:
    """The link for everybody, as a QR code on a screen shows it; the one that is there, or a new one."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    by.must(policy.manage, on=survey)
    present = links.open_links(policy.ANSWER, survey, now=now).first()
    if present is not None:
        return present
    link = links.make(policy.ANSWER, survey)
    record(by, "make_survey_link", survey)
    return link


@transaction.atomic
def revoke_open_link(*, by: Actor, survey: Survey, now: dt.datetime) -> None:
    """Let the link for everybody open nothing any more, for instance because it leaked."""
    by.must(policy.manage, on=survey)
    present = list(links.open_links(policy.ANSWER, survey, now=now))
    for link in present:
        links.revoke(link, now=now)
    if present:
        record(by, "revoke_survey_link", survey)
