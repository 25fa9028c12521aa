"""Evidence that agreements give at the gates of the network's life cycle."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import Agreement, Obligation
from samphan.agreements.queries.agreements import in_force_on
from samphan.kit.formats import thai_date
from samphan.networks.queries.gates import Evidence, Found, FoundLine, listed

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

NEW: Final = dt.timedelta(days=730)
"""An agreement is new for two years; ours, nobody published one."""


def _line(actor: Actor, each: Agreement) -> FoundLine:
    slug = actor.slug
    return FoundLine(each.title, reverse("agreements:agreement", args=[slug, each.pk]), each.number)


def agreements(actor: Actor) -> Found:
    """Agreements in force today."""
    found = Agreement.objects.for_actor(actor).filter(in_force_on(timezone.localdate()))
    return listed(found.order_by("sort_key", "id"), lambda each: _line(actor, each))


def obligations(actor: Actor) -> Found:
    """What parties of agreements owe each other, written down."""

    def line(each: Obligation) -> FoundLine:
        slug = actor.slug
        url = reverse("agreements:agreement", args=[slug, each.agreement_id])
        return FoundLine(each.what, url, thai_date(each.next_due_on, "short") if each.next_due_on else "")

    return listed(Obligation.objects.for_actor(actor).order_by("agreement_id", "id"), line)


def new_agreements(actor: Actor) -> Found:
    """Agreements that came into force within two years."""
    since = timezone.localdate() - NEW
    found = Agreement.objects.for_actor(actor).filter(force__startswith__gte=since)
    return listed(found.order_by("-force", "id"), lambda each: _line(actor, each))


EVIDENCE = (
    Evidence(
        "LC3", "agreements", _("Agreements in force"), agreements, "agreements:agreements", "agreements.see"
    ),
    Evidence(
        "LC3",
        "obligations",
        _("Duties that are written down"),
        obligations,
        "agreements:agreements",
        "agreements.see",
    ),
    Evidence(
        "LC5",
        "new_agreements",
        _("Agreements of the last two years"),
        new_agreements,
        "agreements:agreements",
        "agreements.see",
    ),
)
