"""The minutes of a meeting: text by agenda item, frozen versions, corrections that members propose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.governance.models.agenda import AgendaItem
from samphan.governance.models.attendee import Attendee
from samphan.governance.models.meeting import Meeting, MeetingRowQuerySet
from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class Minutes(Owned, Versioned):
    """What frames the minutes of one meeting, and how they were adopted: by which item of which later meeting."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    opening_th = models.TextField(_("words of the opening, in Thai"), blank=True, default="")
    opening_en = models.TextField(_("words of the opening, in English"), blank=True, default="")
    recorder = models.CharField(_("minutes taken by"), max_length=200, blank=True, default="")
    reviewer = models.CharField(_("minutes reviewed by"), max_length=200, blank=True, default="")
    circulated_at = models.DateTimeField(_("circulated"), null=True, blank=True)
    correct_until = models.DateField(_("corrections until"), null=True, blank=True)
    adopted_in = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted_minutes",
        verbose_name=_("adopted under"),
    )
    adopted_at = models.DateTimeField(_("adopted"), null=True, blank=True)
    amendments = models.TextField(_("adopted with these amendments"), blank=True, default="")

    objects = MeetingRowQuerySet["Minutes"].as_manager()
    opening = Bilingual()
    privacy = Privacy(
        personal="recorder reviewer opening_th opening_en",
        neither="meeting circulated_at correct_until adopted_in adopted_at amendments version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(adopted_in__isnull=True, adopted_at__isnull=True)
                | Q(adopted_in__isnull=False, adopted_at__isnull=False),
                name="governance_minutes_adopted",
            ),
        ]


class MinutesText(Owned, Versioned):
    """What was said and settled under one item."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="texts")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="texts")
    text_th = models.TextField(_("text in Thai"), blank=True, default="")
    text_en = models.TextField(_("text in English"), blank=True, default="")

    objects = MeetingRowQuerySet["MinutesText"].as_manager()
    text = Bilingual()
    privacy = Privacy(personal="text_th text_en", neither="minutes item version changed_at changed_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "minutes", "item"], name="governance_minutestext_once"
            ),
        ]


class MinutesVersion(Owned):
    """The minutes as they were at one moment: circulated, adopted, or changed later with a reason. Never changes."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    occasion = models.CharField(
        _("occasion"),
        max_length=10,
        choices=[
            ("circulated", _("circulated")),
            ("adopted", _("adopted")),
            ("changed", _("changed after adoption")),
        ],
    )
    content = models.JSONField(help_text="opening and texts by item, Thai and English")
    reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200, blank=True, default="")

    objects = MeetingRowQuerySet["MinutesVersion"].as_manager()
    privacy = Privacy(personal="content made_by", neither="minutes number occasion reason made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "minutes", "number"], name="governance_minutesversion_once"
            ),
            models.CheckConstraint(
                condition=~Q(occasion="changed") | ~Q(reason=""), name="governance_minutesversion_reason"
            ),
        ]


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", pgettext_lazy("correction", "accepted")
    DECLINED = "declined", pgettext_lazy("correction", "declined")


class Correction(Owned):
    """What somebody who was called to the meeting wants corrected in the minutes that were circulated."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="corrections")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("correction"))
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED
    )
    answer = models.CharField(_("answer"), max_length=1000, blank=True, default="")
    proposed_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = MeetingRowQuerySet["Correction"].as_manager()
    privacy = Privacy(personal="attendee text answer", neither="minutes item state proposed_at decided_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="governance_correction_worded"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | Q(state__in=["accepted", "declined"], decided_at__isnull=False),
                name="governance_correction_decided",
            ),
        ]
