"""What a partner says to each claim about it, and what the project did about it.

Claims are not stored: they are drawn from the record (``queries.claims``) with a stable key and a fingerprint of their
content. An answer keeps the words that were shown, so that a claim that changed afterwards counts as unanswered.
"""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.models.base import Channel
from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectPartner, ProjectRowQuerySet
from samphan.tenancy.models import Owned


class ClaimVerdict(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("claim", "confirmed")
    CORRECTED = "corrected", pgettext_lazy("claim", "corrected")
    DISPUTED = "disputed", pgettext_lazy("claim", "disputed")
    CANNOT_SAY = "cannot_say", pgettext_lazy("claim", "cannot be said")


OBJECTIONS: Final[frozenset[str]] = frozenset({ClaimVerdict.CORRECTED, ClaimVerdict.DISPUTED})
"""Verdicts by which a partner objects to a claim; they say nothing without words, and wait for a reply."""


class ClaimAnswer(Owned):
    """One answer to one claim; the latest of a partner to a claim holds. Never changed.

    ``shown`` is what the partner read, ``fingerprint`` a hash of its content (hex of SHA-256, the first 32 characters).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, help_text="as queries.claims makes it, e.g. benefit:12")
    fingerprint = models.CharField(max_length=32)
    shown = models.TextField(_("what was shown"))
    verdict = models.CharField(_("answer"), max_length=10, choices=ClaimVerdict.choices)
    words = models.TextField(_("in the partner's words"), blank=True, default="")
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices)
    said_by = models.CharField(_("said by"), max_length=200, blank=True, default="")
    recorded_by = models.CharField(_("recorded by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    objects = ProjectRowQuerySet["ClaimAnswer"].as_manager()
    privacy = Privacy(
        personal="said_by recorded_by words",
        neither="project partner key fingerprint shown verdict channel at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(verdict__in=ClaimVerdict.values) & Q(channel__in=Channel.values),
                name="engagement_answer_coded",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=[ClaimVerdict.CORRECTED, ClaimVerdict.DISPUTED]) | ~Q(words=""),
                name="engagement_answer_says_why",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "partner", "key", "-id"], name="engagement_answer_latest")
        ]


class ReplyKind(models.TextChoices):
    CHANGED = "changed", _("the record was changed")
    KEPT = "kept", _("the record stays as it is")


class ClaimReply(Owned):
    """What the project did about a correction or a dispute, and why. Both stay readable."""

    answer = models.ForeignKey(ClaimAnswer, on_delete=models.PROTECT, related_name="replies")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what was done"), max_length=10, choices=ReplyKind.choices)
    words = models.TextField(_("reason"))
    by_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"))

    objects = ProjectRowQuerySet["ClaimReply"].as_manager()
    privacy = Privacy(personal="by_name", neither="answer project kind words at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=ReplyKind.values) & ~Q(words=""), name="engagement_reply_coded"
            )
        ]


class AskKind(models.TextChoices):
    LINK = "link", pgettext_lazy("asked", "personal link sent")
    LETTER = "letter", pgettext_lazy("asked", "letter")
    CALL = "call", pgettext_lazy("asked", "telephone call")
    VISIT = "visit", pgettext_lazy("asked", "visit")
    SURVEY = "survey", pgettext_lazy("asked", "survey or interview")


class AskAbout(models.TextChoices):
    """Where the address leads that a partner was given."""

    RECORD = "record", pgettext_lazy("asked about", "what is written about it")
    RATING = "rating", pgettext_lazy("asked about", "rating of the project")
    CERTIFICATE = "certificate", pgettext_lazy("asked about", "certificate of use")
    FOLLOW_UP = "follow_up", pgettext_lazy("asked about", "what is left of the project")


class PartnerAsk(Owned):
    """The project asked something of a partner on a day: what a community is burdened with is counted from these."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("how"), max_length=10, choices=AskKind.choices)
    about = models.CharField(
        pgettext_lazy("asked", "about"), max_length=12, choices=AskAbout.choices, default=AskAbout.RECORD
    )
    purpose = models.CharField(_("for what"), max_length=300, blank=True, default="")
    on = models.DateField(_("day"))
    by_name = models.CharField(_("by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(auto_now_add=True)

    objects = ProjectRowQuerySet["PartnerAsk"].as_manager()
    privacy = Privacy(personal="by_name", neither="project partner kind about purpose on at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=AskKind.values), name="engagement_ask_coded"),
            models.CheckConstraint(condition=Q(about__in=AskAbout.values), name="engagement_ask_about_coded"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "partner", "on"], name="engagement_ask_when")
        ]
