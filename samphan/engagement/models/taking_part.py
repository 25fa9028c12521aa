"""How strongly a partner took part in each stage, what it gained and what it cost, as each side says it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.models.base import Channel, Intensity, Stage, Voice
from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectPartner, ProjectRowQuerySet
from samphan.tenancy.models import Owned


class Participation(Owned):
    """One rating of one stage by one side; the latest of a side holds. Never changed, never averaged over sides."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    intensity = models.PositiveSmallIntegerField(_("intensity"), choices=Intensity.choices)
    voice = models.CharField(_("said by which side"), max_length=10, choices=Voice.choices)
    note = models.CharField(_("example"), max_length=1000, blank=True, default="")
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices)
    said_by = models.CharField(_("said by"), max_length=200, blank=True, default="")
    recorded_by = models.CharField(_("recorded by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    objects = ProjectRowQuerySet["Participation"].as_manager()
    privacy = Privacy(
        personal="said_by recorded_by", neither="project partner stage intensity voice note channel at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values)
                & Q(intensity__in=Intensity.values)
                & Q(voice__in=Voice.values)
                & Q(channel__in=Channel.values),
                name="engagement_participation_coded",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["project", "partner", "stage", "voice", "-id"], name="engagement_participation_last"
            )
        ]


class BenefitKind(models.TextChoices):
    BENEFIT = "benefit", pgettext_lazy("ledger", "benefit")
    COST = "cost", pgettext_lazy("ledger", "cost")


class BenefitTheme(models.TextChoices):
    """Themes of benefit: the seven of the association's first expected outcome, and those that communities name (ours)."""

    TEACHING = "teaching", pgettext_lazy("benefit", "teaching and learning")
    RESEARCH = "research", pgettext_lazy("benefit", "research")
    TECHNOLOGY = "technology", pgettext_lazy("benefit", "technology transfer")
    GRADUATES = "graduates", pgettext_lazy("benefit", "quality of graduates")
    MANPOWER = "manpower", pgettext_lazy("benefit", "people and skills")
    COMMUNITY = "community", pgettext_lazy("benefit", "strength of the community")
    RESOURCES = "resources", pgettext_lazy("benefit", "better use of resources")
    INCOME = "income", pgettext_lazy("benefit", "income and livelihood")
    HEALTH = "health", pgettext_lazy("benefit", "health and quality of life")
    TIME = "time", pgettext_lazy("benefit", "time and work")
    OTHER = "other", pgettext_lazy("benefit", "other")


class BenefitState(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("benefit", "expected")
    ACHIEVED = "achieved", pgettext_lazy("benefit", "reached")
    NOT_ACHIEVED = "not_achieved", pgettext_lazy("benefit", "not reached")


class Benefit(Owned):
    """One benefit for, or cost to, one partner (also the university's own units), as one side states it.

    ``value_baht`` is for the whole, NULL where nobody valued it. Taken back, it stays with ``withdrawn_at``.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=BenefitKind.choices)
    theme = models.CharField(
        pgettext_lazy("benefit", "theme"),
        max_length=12,
        choices=BenefitTheme.choices,
        default=BenefitTheme.OTHER,
    )
    words = models.TextField(_("what"))
    state = models.CharField(
        _("state"), max_length=14, choices=BenefitState.choices, default=BenefitState.EXPECTED
    )
    value_baht = models.DecimalField(
        _("value in baht"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    voice = models.CharField(_("said by which side"), max_length=10, choices=Voice.choices)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices)
    said_by = models.CharField(_("said by"), max_length=200, blank=True, default="")
    recorded_by = models.CharField(_("recorded by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("words of a partner", "taken back"), null=True, blank=True
    )

    objects = ProjectRowQuerySet["Benefit"].as_manager()
    privacy = Privacy(
        personal="said_by recorded_by",
        neither="project partner kind theme words state value_baht voice channel at withdrawn_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=BenefitKind.values)
                & Q(theme__in=BenefitTheme.values)
                & Q(state__in=BenefitState.values)
                & Q(voice__in=Voice.values)
                & Q(channel__in=Channel.values)
                & ~Q(words=""),
                name="engagement_benefit_coded",
            ),
            models.CheckConstraint(
                condition=Q(value_baht__isnull=True) | Q(value_baht__gte=0), name="engagement_benefit_value"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "partner", "id"], name="engagement_benefit_of")
        ]
