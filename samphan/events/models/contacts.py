"""Who agreed to be kept in touch with after an event."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.events.models.event import EventRowQuerySet
from samphan.events.models.people import Registration
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned


class ContactConsentQuerySet(EventRowQuerySet["ContactConsent"]):
    see = "participants.see"

    def in_force(self) -> Self:
        """Consents that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ContactConsent(Owned):
    """A participant agreed to stand on the contact list, in the words of ``wording``, and may withdraw that."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="contact_consents")
    wording = models.CharField(_("what was agreed to"), max_length=2000)
    given_at = models.DateTimeField(_("agreed"))
    withdrawn_at = models.DateTimeField(pgettext_lazy("contact", "withdrawn"), null=True, blank=True)

    objects = ContactConsentQuerySet.as_manager()
    privacy = Privacy(personal="registration wording", neither="given_at withdrawn_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "registration"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="events_consent_in_force_once",
            ),
            models.CheckConstraint(condition=~models.Q(wording=""), name="events_consent_worded"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="events_consent_period",
            ),
        ]
