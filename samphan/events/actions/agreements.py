"""Saying under which agreements an event stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.agreements.policy import see as see_agreement
from samphan.events import policy
from samphan.events.models import EventAgreement
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement
    from samphan.events.models import Event
    from samphan.kit.actor import Actor


@transaction.atomic
def tie_agreement(*, by: Actor, event: Event, agreement: Agreement) -> EventAgreement:
    """The event stands under an agreement; the agreement's page tells of it from now on."""
    by.must(policy.manage, on=event)
    by.must(see_agreement, on=agreement)
    if EventAgreement.objects.filter(event=event, agreement=agreement).exists():
        raise Problem(_("It stands under this agreement already."), field="agreement")
    tie = EventAgreement.objects.create(network_id=event.network_id, event=event, agreement=agreement)
    record(by, "tie_agreement", event, changes={"agreement": [None, agreement.title_th]})
    return tie


@transaction.atomic
def untie_agreement(*, by: Actor, tie: EventAgreement) -> None:
    """The event does not stand under the agreement."""
    by.must(policy.manage, on=tie.event)
    record(by, "untie_agreement", tie.event, changes={"agreement": [tie.agreement.title_th, None]})
    tie.delete()
