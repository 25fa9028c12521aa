"""The outbox: every message that leaves, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.tenancy.models import OwnedQuerySet


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    KEPT = "kept", _("kept here (no mail server)")
    FAILED = "failed", _("could not be sent")
    REFUSED = "refused", _("refused")
    UNCLEAR = "unclear", _("perhaps sent")


class MessageQuerySet(OwnedQuerySet["Message"]):
    see = "outbox.see"


class Message(models.Model):
    """One message to one address. Without network it belongs to sign-in (reset of a password)."""

    network = models.ForeignKey(
        "tenancy.Network", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_address = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_url = models.URLField(
        max_length=500,
        blank=True,
        default="",
        help_text="where the addressee stops messages of this kind (RFC 8058)",
    )
    problem = models.CharField(_("problem"), max_length=500, blank=True, default="")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    left_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    table_kind = "mixed"
    privacy = Privacy(
        personal="to_address subject text html problem stop_url", neither="state attempts written_at left_at"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-written_at"], name="comms_message_recent"),
            models.Index(
                fields=["network", "written_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="comms_message_waiting",
            ),
            models.Index("network", Lower("to_address"), name="comms_message_address"),
        ]
