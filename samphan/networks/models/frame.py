"""What a network is for, in versions that it adopts, and which members accept them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.networks.models.membership import Member
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class FrameState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", pgettext_lazy("frame", "adopted")


class FrameSection(models.TextChoices):
    """The parts of a frame, in the order in which they are read."""

    VISION = "vision", _("Vision")
    OBJECTIVE = "objective", _("Objectives")
    GOAL = "goal", _("Goals")
    PRINCIPLE = "principle", _("Principles")
    GUIDELINE = "guideline", _("Guidelines")
    ROLE = "role", _("Role")
    SCOPE = "scope", _("Scope of work")
    SOCIETY = "society", _("What is meant by society")
    OUTCOME = "outcome", _("Expected outcomes")
    BENEFIT = "benefit", _("Benefits of belonging")


class NetworkProfileQuerySet(OwnedQuerySet["NetworkProfile"]):
    """The one profile of a network."""

    def published(self, network_id: int) -> NetworkProfileQuerySet:
        """The profile, when the network publishes its page."""
        return self.filter(network_id=network_id, is_published=True)


class FrameVersionQuerySet(OwnedQuerySet["FrameVersion"]):
    """Versions of a network's frame."""

    def adopted(self) -> FrameVersionQuerySet:
        """Those that were adopted, the latest first."""
        return self.filter(state=FrameState.ADOPTED).order_by("-number")


class StatementQuerySet(OwnedQuerySet["Statement"]):
    """Statements of frames."""


class AcceptanceQuerySet(OwnedQuerySet["Acceptance"]):
    """What members said to a version; the person who said it is for the secretariat and the page of the answer."""


class NetworkProfile(Owned, Versioned):
    """What is said of the network itself beside its name: names before, emblem, beginning, and whether it is published."""

    abbreviation_th = models.CharField(_("abbreviation in Thai"), max_length=60, blank=True, default="")
    abbreviation_en = models.CharField(_("abbreviation in English"), max_length=60, blank=True, default="")
    former_name_th = models.CharField(_("former name in Thai"), max_length=300, blank=True, default="")
    former_name_en = models.CharField(_("former name in English"), max_length=300, blank=True, default="")
    renamed = PartialDateField(_("renamed"), null=True, blank=True)
    founded = PartialDateField(_("founded"), null=True, blank=True)
    emblem_th = models.CharField(_("emblem in words, in Thai"), max_length=1000, blank=True, default="")
    emblem_en = models.CharField(_("emblem in words, in English"), max_length=1000, blank=True, default="")
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    is_published = models.BooleanField(
        _("published"), default=False, help_text="the page and the timeline are shown to everybody"
    )

    objects = NetworkProfileQuerySet.as_manager()
    abbreviation = Bilingual()
    former_name = Bilingual()
    emblem = Bilingual()
    privacy = Privacy(
        neither="abbreviation_th abbreviation_en former_name_th former_name_en renamed founded emblem_th emblem_en"
        " source is_published version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network"], name="networks_profile_once"),
        ]


class FrameVersion(Owned, Versioned):
    """One version of the frame: written as a draft, adopted on a day as far as it is known, by a resolution.

    The version in force is the adopted one with the highest number. What was adopted is never changed again; what
    changed is the difference to the version before.
    """

    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=FrameState.choices, default=FrameState.DRAFT)
    adopted = PartialDateField(pgettext_lazy("frame", "adopted"), null=True, blank=True)
    instrument = models.CharField(
        _("resolution or order"),
        max_length=500,
        blank=True,
        default="",
        help_text="body, number of the meeting and date, as stated",
    )
    note = models.CharField(_("what it is about"), max_length=1000, blank=True, default="")
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = FrameVersionQuerySet.as_manager()
    privacy = Privacy(
        neither="number state adopted instrument note source is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "number"], name="networks_frame_number"),
            models.UniqueConstraint(
                fields=["network"], condition=Q(state=FrameState.DRAFT), name="networks_frame_one_draft"
            ),
            models.CheckConstraint(condition=Q(state__in=FrameState.values), name="networks_frame_state"),
            models.CheckConstraint(
                condition=Q(state=FrameState.DRAFT, adopted__isnull=True)
                | Q(state=FrameState.ADOPTED, adopted__isnull=False),
                name="networks_frame_adopted",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == FrameState.DRAFT


class Statement(Owned):
    """One sentence of a version. ``key`` stays the same from version to version, so that a changed wording is known."""

    frame = models.ForeignKey(FrameVersion, on_delete=models.CASCADE, related_name="statements")
    section = models.CharField(_("part"), max_length=10, choices=FrameSection.choices)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    key = models.UUIDField(default=uuid.uuid4)
    text_th = models.TextField(_("statement in Thai"))
    text_en = models.TextField(_("statement in English"), blank=True, default="")

    objects = StatementQuerySet.as_manager()
    text = Bilingual()
    privacy = Privacy(neither="frame section position key text_th text_en")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("text"), name="networks_statement_written"),
            models.CheckConstraint(
                condition=Q(section__in=FrameSection.values), name="networks_statement_section"
            ),
            models.UniqueConstraint(fields=["network", "frame", "key"], name="networks_statement_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "frame", "section", "position"], name="networks_statement_order")
        ]


class AcceptanceAnswer(models.TextChoices):
    ACCEPTED = "accepted", _("accepts")
    DECLINED = "declined", _("does not accept")


class AcceptanceWay(models.TextChoices):
    LINK = "link", _("by the personal link")
    LETTER = "letter", _("by letter")
    MEETING = "meeting", _("in a meeting")
    OTHER = "other", _("in another way")


class Acceptance(Owned):
    """One member and one adopted version: asked by a personal link or not, and what it said, on which day, by whom.

    ``answer`` is empty while it is waited for.
    """

    frame = models.ForeignKey(FrameVersion, on_delete=models.CASCADE, related_name="acceptances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=10, choices=AcceptanceAnswer.choices, blank=True, default=""
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_by = models.CharField(_("who answered"), max_length=200, blank=True, default="")
    position = models.CharField(_("position"), max_length=200, blank=True, default="")
    way = models.CharField(_("way"), max_length=10, choices=AcceptanceWay.choices, blank=True, default="")
    words = models.CharField(_("in their own words"), max_length=2000, blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = AcceptanceQuerySet.as_manager()
    privacy = Privacy(
        personal="answered_by position words",
        neither="frame member asked_at answer answered_on way is_sample",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "frame", "member"], name="networks_acceptance_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, way="")
                | Q(
                    answer__in=AcceptanceAnswer.values,
                    answered_on__isnull=False,
                    way__in=AcceptanceWay.values,
                ),
                name="networks_acceptance_answered",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "member"], name="networks_acceptance_member")
        ]
