"""Addresses to which a network writes: what their owners do not want, and which of them do not work."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet


class Purpose(models.TextChoices):
    """What somebody may stop. A confirmation answers what the person did and is not among them."""

    INVITATION = "invitation", _("invitations")
    REMINDER = "reminder", _("reminders")
    NOTICE = "notice", _("notices")
    THANKS = "thanks", _("thanks")
    DIGEST = "digest", _("summaries of what is due")


class Digest(models.TextChoices):
    """How often a user is told what is due."""

    NEVER = "never", _("never")
    WEEKLY = "weekly", _("every Monday")
    DAILY = "daily", _("every day")


class AddresseeQuerySet(OwnedQuerySet["Addressee"]):
    see = "outbox.see"


class Addressee(Owned):
    """One e-mail address in one network, whoever reads there; made when the first message with a footer leaves."""

    address_key = models.CharField(_("e-mail address"), max_length=254, help_text="folded to lower case")
    stopped = ArrayField(models.CharField(max_length=12, choices=Purpose.choices), default=list, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="when the choice was last changed")
    bounced_at = models.DateTimeField(_("returned"), null=True, blank=True)
    bounce_reason = models.CharField(_("why it was returned"), max_length=300, blank=True, default="")
    digest = models.CharField(
        max_length=6, choices=Digest.choices, blank=True, default="", help_text="empty: as the role suggests"
    )
    digest_on = models.DateField(null=True, blank=True, help_text="the day of the last summary")

    objects = AddresseeQuerySet.as_manager()
    privacy = Privacy(
        personal="address_key stopped bounce_reason", neither="stopped_at bounced_at digest digest_on"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "address_key"], name="comms_addressee_once"),
            models.CheckConstraint(
                condition=Q(stopped__contained_by=Purpose.values), name="comms_addressee_purposes"
            ),
            models.CheckConstraint(
                condition=Q(bounced_at__isnull=False) | Q(bounce_reason=""), name="comms_addressee_bounced"
            ),
            models.CheckConstraint(
                condition=Q(digest__in=["", *Digest.values]), name="comms_addressee_digest"
            ),
        ]
