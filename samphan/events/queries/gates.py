"""Evidence that events give at the gates of the network's life cycle."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.events.models import Continuation, Event, Output, Registration, Use
from samphan.events.models.results import UseState
from samphan.kit.formats import language
from samphan.networks.queries.gates import FOUND_LINES, Evidence, Found, FoundLine, listed
from samphan.networks.queries.membership import current_members

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

YEAR: Final = dt.timedelta(days=366)


def _at(actor: Actor, name: str, *args: object) -> str:
    return reverse(f"events:{name}", args=[actor.slug, *args])


def calendar(actor: Actor) -> Found:
    """Events of the last twelve months and to come."""

    def line(each: Event) -> FoundLine:
        return FoundLine(
            each.title, _at(actor, "event", each.pk), each.starts.format(language()) if each.starts else ""
        )

    since = timezone.localdate() - YEAR
    found = Event.objects.for_actor(actor).filter(starts__endswith__gt=since)
    return listed(found.order_by("-starts", "-id"), line)


def taking_part(actor: Actor) -> Found:
    """Members of today from which somebody took part in an event. Three statements."""
    came = Registration.objects.for_actor(actor).taking_part().filter(organisation__isnull=False)
    members = (
        current_members(actor, timezone.localdate())
        .filter(organisation__in=came.values("organisation"))
        .select_related("organisation")
        .order_by("sort_key", "id")
    )
    slug = actor.slug

    lines = [
        FoundLine(each.organisation.name, reverse("networks:member", args=[slug, each.pk]))
        for each in members[:FOUND_LINES]
    ]
    return Found(lines, members.count())


def reflection(actor: Actor) -> Found:
    """Uses of results that institutions brought to their end."""

    def line(each: Use) -> FoundLine:
        return FoundLine(each.title, _at(actor, "uses", each.event_id))

    return listed(Use.objects.for_actor(actor).filter(state=UseState.DONE).order_by("-id"), line)


def carried_on(actor: Actor) -> Found:
    """Outputs of events that became roadmap items, actions or projects."""

    def line(each: Output) -> FoundLine:
        return FoundLine(each.title, _at(actor, "event", each.event_id))

    carried = Continuation.objects.for_actor(actor).values("output")
    return listed(Output.objects.for_actor(actor).filter(pk__in=carried).order_by("-id"), line)


EVIDENCE = (
    Evidence(
        "LC4",
        "calendar",
        _("Events of the last twelve months and to come"),
        calendar,
        "events:events",
        "events.see",
    ),
    Evidence(
        "LC5",
        "taking_part",
        _("Members that took part in an event"),
        taking_part,
        "events:events",
        "participants.see",
    ),
    Evidence(
        "LC6",
        "reflection",
        _("Uses of results that were finished"),
        reflection,
        "events:events",
        "events.see",
    ),
    Evidence(
        "LC6",
        "carried_on",
        _("Results that were carried on into work"),
        carried_on,
        "events:events",
        "events.see",
    ),
)
