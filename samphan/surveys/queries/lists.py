"""The surveys of a network as lists show them, and who was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from samphan.surveys import policy
from samphan.surveys.models import Kind, Purpose, Question, Recipient, Response, State, Survey
from samphan.surveys.queries.findable import KIND
from samphan.tenancy import links, search
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("-made", "made", "title", "answers")


def surveys(actor: Actor, state: ListState) -> QuerySet[Any]:
    """The surveys that the list shows, each with ``question_count`` and ``response_count``."""
    found = Survey.objects.for_actor(actor)
    if state.query:
        hits = search.find(state.query, kinds=[KIND], limit=search.EVERY, every=True).hits
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    if state.filters.get("state") in State.values:
        found = found.filter(state=state.filters["state"])
    if state.filters.get("purpose") in Purpose.values:
        found = found.filter(purpose=state.filters["purpose"])
    counted: QuerySet[Survey] = found.annotate(
        question_count=_count(Question.objects.standing().exclude(kind=Kind.HEADING)),
        response_count=_count(Response.objects.all()),
    )
    column = {"title": "sort_key", "answers": "response_count"}.get(state.sort_key, "created_at")
    return counted.order_by(f"-{column}" if state.is_descending else column, "id")


def _count(rows: QuerySet[Question] | QuerySet[Response]) -> Coalesce:
    per_survey = rows.filter(survey=OuterRef("pk")).order_by().values("survey").annotate(number=Count("id"))
    return Coalesce(Subquery(per_survey.values("number"), output_field=IntegerField()), 0)


def copyable(actor: Actor, *, besides: Survey | None = None) -> QuerySet[Survey]:
    """Surveys whose questions may be copied: those with questions, the latest first."""
    found = Survey.objects.for_actor(actor).filter(
        Q(pk__in=Question.objects.standing().filter(network_id=actor.network_id).values("survey"))
    )
    return (found.exclude(pk=besides.pk) if besides else found).order_by("-created_at", "-id")


@dataclass(frozen=True, slots=True)
class Asked:
    """A recipient with the address of the personal link; ``address`` is empty where the link was revoked or ended."""

    recipient: Recipient
    address: str


def personal_links(recipients: Iterable[Recipient], *, slug: str, now: dt.datetime) -> list[Asked]:
    """The personal links of recipients, in their order; one statement."""
    listed = list(recipients)
    present = Link.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        purpose=policy.ANSWER,
        subject_kind=Recipient._meta.label_lower,  # noqa: SLF001 - Django's own name for the model's options
        subject_id__in=[each.pk for each in listed],
        revoked_at__isnull=True,
    ).order_by("id")
    addresses = {link.subject_id: links.address(link, slug) for link in present}
    return [Asked(each, addresses.get(each.pk, "")) for each in listed]


def recipients(survey: Survey, state: ListState) -> QuerySet[Recipient]:
    """Who was asked by a personal link, in Thai order of their names; found by a part of the name or the group."""
    found = Recipient.objects.filter(survey=survey)
    for word in state.query.split():
        found = found.filter(
            Q(label_th__icontains=word)
            | Q(label_en__icontains=word)
            | Q(group_th__icontains=word)
            | Q(group_en__icontains=word)
        )
    order = F("sort_key").desc() if state.is_descending else F("sort_key").asc()
    return found.order_by(order, "id")


def open_address(survey: Survey, *, slug: str, now: dt.datetime) -> str:
    """The address for everybody, empty where there is none."""
    link = links.open_links(policy.ANSWER, survey, now=now).first()
    return links.address(link, slug) if link else ""
