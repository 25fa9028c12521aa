"""A mailing: one notice to many, drafted, approved, sent, and what became of it for each recipient."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from samphan.comms.models.message import Message, MessageState
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class MailingKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    CONFIRMATION = "confirmation", _("confirmation")
    REMINDER = "reminder", _("reminder")
    NOTICE = "notice", _("notice")
    THANKS = "thanks", _("thanks")


class MailingState(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    CANCELLED = "cancelled", _("cancelled")


class Anchor(models.TextChoices):
    """A date of what a mailing is about, from which days are counted."""

    STARTS = "starts", _("its first day")
    ENDS = "ends", _("its last day")
    DUE = "due", _("the day on which it is due")


class Skipped(models.TextChoices):
    """Why somebody of the segment gets nothing."""

    NO_ADDRESS = "no_address", _("no e-mail address")
    INVALID = "invalid", _("the e-mail address cannot be right")
    DUPLICATE = "duplicate", _("the same address stands with somebody else, who gets it")
    REFUSED = "refused", _("an earlier message was refused: there is no such mailbox")
    BOUNCED = "bounced", _("an earlier message was returned from there")
    STOPPED = "stopped", _("the addressee does not want messages of this kind")
    NO_LINK = "no_link", _("there is no personal link that could be sent")
    LEFT = "left", _("no longer among the recipients when it was sent")


class MailingQuerySet(OwnedQuerySet["Mailing"]):
    see = "outbox.see"


class Mailing(Owned, Versioned):
    """One notice to a segment (``comms.queries.segments``) of what it is about (``about_kind``, ``about_id``).

    The record it is about stands in an upper storey, so it is pointed at softly, as ledgers do. The recipients are
    fixed when it is approved; with ``follows_segment`` they are looked up once more when the sending begins.
    """

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=MailingKind.choices)
    segment = models.CharField(_("recipients"), max_length=60)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    part_id = models.BigIntegerField(null=True, blank=True, help_text="one part of it: a group, a team")
    subject_th = models.CharField(_("subject in Thai"), max_length=200)
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True, default="")
    body_th = models.TextField(_("text in Thai"))
    body_en = models.TextField(_("text in English"), blank=True, default="")
    page_url = models.URLField(_("link that goes with it"), max_length=500, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=MailingState.choices, default=MailingState.DRAFT
    )
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    anchor = models.CharField(
        _("counted from"), max_length=10, choices=Anchor.choices, blank=True, default=""
    )
    offset_days = models.SmallIntegerField(_("days"), null=True, blank=True, help_text="negative: before")
    send_time = models.TimeField(_("time of day"), default=dt.time(9))
    follows_segment = models.BooleanField(_("recipients as of the day of sending"), default=False)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True, default="")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    begun_at = models.DateTimeField(_("sending began"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sending ended"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000, help_text="made of the name, to page in Thai order")
    created_at = models.DateTimeField(_("drafted"), auto_now_add=True)

    objects = MailingQuerySet.as_manager()
    subject = Bilingual()
    body = Bilingual()
    privacy = Privacy(
        personal="approved_by",
        neither="name kind segment about_kind about_id part_id subject_th subject_en body_th body_en page_url state"
        " send_at anchor offset_days send_time follows_segment approved_at begun_at ended_at sort_key created_at"
        " version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("subject", "body"), name="comms_mailing_worded"),
            models.CheckConstraint(
                condition=Q(subject_en="", body_en="") | (~Q(subject_en="") & ~Q(body_en="")),
                name="comms_mailing_english",
            ),
            models.CheckConstraint(condition=Q(kind__in=MailingKind.values), name="comms_mailing_kind"),
            models.CheckConstraint(condition=Q(state__in=MailingState.values), name="comms_mailing_state"),
            models.CheckConstraint(
                condition=Q(send_at__isnull=True, anchor="", offset_days__isnull=True)
                | Q(send_at__isnull=False, anchor="", offset_days__isnull=True)
                | Q(send_at__isnull=True, anchor__in=Anchor.values, offset_days__isnull=False),
                name="comms_mailing_schedule",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(approved_at__isnull=False),
                name="comms_mailing_approved",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-created_at"], name="comms_mailing_recent"),
            models.Index(fields=["network", "about_kind", "about_id"], name="comms_mailing_about"),
            models.Index(
                fields=["network", "state"],
                condition=Q(state__in=["scheduled", "sending"]),
                name="comms_mailing_open",
            ),
        ]

    @property
    def has_schedule(self) -> bool:
        """Whether it leaves by itself once it is approved."""
        return self.send_at is not None or bool(self.anchor)


class RecipientQuerySet(OwnedQuerySet["Recipient"]):
    see = "outbox.see"

    def with_state(self) -> Self:
        """Each with ``state``: that of its message, "waiting" before there is one, "skipped" if there never will be."""
        return self.annotate(
            state=Case(
                When(~Q(skipped=""), then=Value("skipped")),
                When(message__isnull=False, then=F("message__state")),
                default=Value(MessageState.WAITING.value),
            )
        )


class Recipient(Owned):
    """Somebody who gets a mailing, as known when the recipients were fixed; one address gets one message."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="recipients")
    ref_id = models.BigIntegerField(help_text="the record of the segment: a registration, a representative")
    to_address = models.CharField(_("e-mail address"), max_length=254, blank=True, default="")
    address_key = models.CharField(max_length=254, blank=True, default="", help_text="folded, to be compared")
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, blank=True, default="")
    values = models.JSONField(default=dict, help_text="own words for placeholders: code → [Thai, English]")
    skipped = models.CharField(
        _("why nothing is sent"), max_length=12, choices=Skipped.choices, blank=True, default=""
    )
    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, null=True, blank=True, related_name="recipient"
    )
    sort_key = models.CharField(max_length=1000, help_text="made of the name, to page in Thai order")

    objects = RecipientQuerySet.as_manager()
    name = Bilingual()
    privacy = Privacy(
        personal="ref_id to_address address_key name_th name_en language values message sort_key",
        neither="mailing skipped",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "mailing", "address_key"],
                condition=Q(skipped=""),
                name="comms_recipient_once",
            ),
            models.CheckConstraint(
                condition=~Q(skipped="") | ~Q(to_address=""), name="comms_recipient_reached"
            ),
            models.CheckConstraint(
                condition=Q(skipped="") | Q(message__isnull=True), name="comms_recipient_skipped"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "mailing", "sort_key", "id"], name="comms_recipient_order"),
        ]
