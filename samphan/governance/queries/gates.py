"""Evidence that bodies and meetings give at the gates of the network's life cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.governance.models import OVER, Body, Meeting, Seat, Term
from samphan.kit.formats import thai_date
from samphan.networks.queries.gates import Evidence, Found, FoundLine, listed

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def bodies(actor: Actor) -> Found:
    """Bodies that exist today."""

    def line(each: Body) -> FoundLine:
        return FoundLine(each.name, reverse("governance:body", args=[actor.slug, each.pk]))

    found = Body.objects.for_actor(actor).alive(timezone.localdate())
    return listed(found.order_by("parent_id", "order", "id"), line)


def office_holders(actor: Actor) -> Found:
    """People who hold an office today."""

    def line(each: Term) -> FoundLine:
        return FoundLine(
            f"{each.name} · {each.position.title}", reverse("governance:term", args=[actor.slug, each.pk])
        )

    found = Term.objects.for_actor(actor).substantive().on(timezone.localdate())
    return listed(
        found.select_related("position").order_by("body_id", "position__order", "place", "id"), line
    )


def meetings(actor: Actor) -> Found:
    """Meetings that took place, the latest first."""

    def line(each: Meeting) -> FoundLine:
        url = reverse("governance:meeting", args=[actor.slug, each.pk])
        return FoundLine(each.body.name, url, thai_date(timezone.localtime(each.starts_at).date(), "short"))

    found = Meeting.objects.for_actor(actor).filter(state__in=OVER).select_related("body")
    return listed(found.order_by("-starts_at", "-id"), line)


def succession(actor: Actor) -> Found:
    """Seats that passed from one holder to another."""

    def line(each: Seat) -> FoundLine:
        url = reverse("governance:seat", args=[actor.slug, each.pk])
        return FoundLine(f"{each.position.title} {each.number} · {each.body.name}", url)

    passed = (
        Term.objects.for_actor(actor)
        .substantive()
        .filter(seat__isnull=False)
        .values("seat")
        .annotate(holders=Count("person", distinct=True))
        .filter(holders__gte=2)
    )
    found = Seat.objects.for_actor(actor).filter(pk__in=passed.values("seat"))
    return listed(
        found.select_related("body", "position").order_by("body_id", "position__order", "number"), line
    )


EVIDENCE = (
    Evidence("LC4", "bodies", _("A committee or another body"), bodies, "governance:bodies"),
    Evidence("LC4", "office_holders", _("People in office"), office_holders, "governance:bodies"),
    Evidence(
        "LC4", "meetings", _("Meetings that were held"), meetings, "governance:meetings", "meetings.see"
    ),
    Evidence("LC6", "succession", _("Offices that passed to a successor"), succession, "governance:terms"),
)
