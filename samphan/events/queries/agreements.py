"""What agreements led to, as far as events tell: the events, who came, what resulted; and when last something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import Agreement
from samphan.agreements.queries import activity
from samphan.agreements.queries.findable import AGREEMENT
from samphan.events.models import EventAgreement, Registration, Result, Use
from samphan.events.queries.findable import KIND
from samphan.kit import lineage, sections
from samphan.kit.formats import date_range
from samphan.kit.lineage import Thing
from samphan.kit.sections import Line, Lines, Section

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

MOST: Final = 20


def register() -> None:
    """Tell the registries of lower apps what events know; called in ``apps.py``."""
    sections.register(Section(AGREEMENT, "events", _("Events"), events_under, "calendar-event", 10))
    activity.register("events.events", _("an event"), last_events)
    activity.register("events.uses", _("a use of results"), last_uses)
    lineage.register(AGREEMENT, "after", _after)
    lineage.register(KIND, "before", _before)


def ties_of(actor: Actor, event: Event) -> QuerySet[EventAgreement]:
    """The agreements under which an event stands, of those that the actor may see."""
    seen = Agreement.objects.for_actor(actor)
    rows = EventAgreement.objects.for_actor(actor).filter(event=event, agreement__in=seen)
    return rows.select_related("agreement").order_by("agreement__sort_key", "id")


def events_under(actor: Actor, ids: Sequence[int]) -> Lines:
    """The events under agreements, the latest first, with how many took part and what resulted. One statement."""
    people = Registration.objects.taking_part().filter(event=OuterRef("event")).order_by().values("event")
    results = Result.objects.filter(event=OuterRef("event")).order_by().values("event")
    rows = (
        EventAgreement.objects.for_actor(actor)
        .filter(agreement_id__in=ids)
        .select_related("event")
        .annotate(
            people=Coalesce(Subquery(people.annotate(count=Count("pk")).values("count")), 0),
            results=Coalesce(Subquery(results.annotate(count=Count("pk")).values("count")), 0),
        )
    )
    slug = actor.slug
    found = list(rows.order_by("-event__starts", "event_id"))
    lines = [
        Line(
            each.event.title,
            reverse("events:event", args=[slug, each.event_id]),
            date_range(each.event.starts, each.event.ends) if each.event.starts else "",
            gettext("participants: %(people)s, results: %(results)s")
            % {"people": each.people, "results": each.results},
        )
        for each in found
    ]
    return Lines(lines[:MOST], len(lines))


def last_events(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    """The last day of an event under each agreement. One statement."""
    rows = EventAgreement.objects.for_actor(actor).filter(agreement_id__in=ids)
    days = [
        (pk, (ends or starts).last_on)
        for pk, starts, ends in rows.values_list("agreement_id", "event__starts", "event__ends")
        if starts is not None and starts.from_on <= today
    ]
    return activity.latest(days, today)


def last_uses(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    """The day on which a use of the results of an event under each agreement was last written. One statement."""
    uses = Use.objects.filter(event=OuterRef("event")).order_by("-changed_at").values("changed_at")
    rows = (
        EventAgreement.objects.for_actor(actor).filter(agreement_id__in=ids).annotate(at=Subquery(uses[:1]))
    )
    days = [
        (pk, timezone.localdate(at)) for pk, at in rows.values_list("agreement_id", "at") if at is not None
    ]
    return activity.latest([each for each in days if each[1] <= today], today)


def _after(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    found: dict[int, list[Thing]] = {}
    for tie in _ties(actor).filter(agreement_id__in=ids):
        event = tie.event
        url = reverse("events:event", args=[actor.slug, event.pk]) if actor.holds("events.see") else ""
        thing = Thing(KIND, event.pk, _("event"), event.title_th, event.title_en, url)
        found.setdefault(tie.agreement_id, []).append(thing)
    return found


def _before(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    found: dict[int, list[Thing]] = {}
    for tie in _ties(actor).filter(event_id__in=ids, agreement__in=Agreement.objects.for_actor(actor)):
        agreement = tie.agreement
        url = reverse("agreements:agreement", args=[actor.slug, agreement.pk])
        thing = Thing(AGREEMENT, agreement.pk, _("agreement"), agreement.title_th, agreement.title_en, url)
        found.setdefault(tie.event_id, []).append(thing)
    return found


def _ties(actor: Actor) -> QuerySet[EventAgreement]:
    return EventAgreement.objects.for_actor(actor).select_related("event", "agreement").order_by("id")
