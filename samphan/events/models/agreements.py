"""Under which agreements an event stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.agreements.models import Agreement
from samphan.events.models.event import Event, EventRowQuerySet
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned


class EventAgreement(Owned):
    """An event stands under an agreement: it is what the agreement led to."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agreements")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")

    objects = EventRowQuerySet["EventAgreement"].as_manager()
    privacy = Privacy(neither="event agreement")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "event", "agreement"], name="events_eventagreement_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement"], name="events_eventagreement_of")
        ]
