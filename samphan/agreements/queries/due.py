"""What is due under agreements, for the overview of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import Agreement, Ending, Obligation
from samphan.agreements.queries.agreements import in_force_on
from samphan.agreements.transitions.force import state_on, terms_of
from samphan.kit.due import DueLine

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


HALF_KNOWN: Final = dt.timedelta(days=367)
"""An end that is known to the year may come so much earlier than its last possible day."""


def obligations_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Obligations that are late or due until a day. One statement."""
    slug = actor.slug
    rows = Obligation.objects.for_actor(actor).filter(next_due_on__lte=until)
    return [
        DueLine(
            _("obligation"),
            each.what,
            str(each.party.organisation.name) if each.party else str(each.person.name if each.person else ""),
            reverse("agreements:agreement", args=[slug, each.agreement_id]),
            each.next_due_on,
            each.next_due_on < today,
        )
        for each in rows.select_related("party__organisation", "person").order_by("next_due_on", "id")
        if each.next_due_on is not None
    ]


def turns_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Agreements that end, renew themselves, or can be given notice for the last time until a day. Two statements."""
    slug = actor.slug
    held = (
        Agreement.objects.for_actor(actor)
        .filter(in_force_on(today))
        .filter(Q(ending=Ending.RENEWING) | Q(force__endswith__lte=until + HALF_KNOWN))
    )
    found = []
    for each in held.prefetch_related("parties").order_by("sort_key", "id"):
        turn = state_on(terms_of(each, each.parties.all()), today).turn
        if turn is None or (day := turn.next_day(today)) > until:
            continue
        word = (
            _("agreement ends")
            if not turn.renews
            else _("last day for notice")
            if day == turn.notice_by
            else _("agreement renews itself")
        )
        url = reverse("agreements:agreement", args=[slug, each.pk])
        found.append(DueLine(word, each.title, each.owner_name, url, day, day < today))
    return found
