"""The situation before and after, measures of it, and what came out of a project."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectRowQuerySet
from samphan.tenancy.models import Owned, Versioned

DIGITS = 18
PLACES = 4


class Situation(Owned, Versioned):
    """How things were before, what was done, what changed, how things are now, and what is to come. One a project."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+")
    before = models.TextField(_("situation before"), blank=True, default="")
    before_on = PartialDateField(_("as of"), null=True, blank=True)
    process = models.TextField(_("how it was done"), blank=True, default="")
    knowledge_used = models.TextField(_("knowledge and expertise used"), blank=True, default="")
    change = models.TextField(_("what changed"), blank=True, default="")
    after = models.TextField(_("situation after"), blank=True, default="")
    after_on = PartialDateField(_("as of"), null=True, blank=True)
    outlook = models.TextField(_("what is expected to follow"), blank=True, default="")
    sustaining = models.TextField(_("how it is followed and kept up"), blank=True, default="")

    objects = ProjectRowQuerySet["Situation"].as_manager()
    privacy = Privacy(
        neither="project before before_on process knowledge_used change after after_on outlook sustaining version"
        " changed_at changed_by"
    )


class Measure(Owned):
    """A figure before and after. NULL was not measured and is no 0; ``higher_is_better`` NULL is neither."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what is measured"), max_length=300)
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    before = models.DecimalField(_("before"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    before_on = PartialDateField(_("measured"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    after_on = PartialDateField(_("measured"), null=True, blank=True)
    higher_is_better = models.BooleanField(_("more is better"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, default="")
    verified_by = models.CharField(_("verified by"), max_length=200, blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["Measure"].as_manager()
    privacy = Privacy(
        personal="verified_by",
        neither="project title unit before before_on target after after_on higher_is_better source order",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(title=""), name="engagement_measure_titled")
        ]


class ResultLevel(models.TextChoices):
    OUTPUT = "output", pgettext_lazy("result", "output")
    INSTITUTION = "institution", _("outcome for the institution")
    COMMUNITY = "community", _("impact on the community")


class ResultState(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("result", "expected")
    REACHED = "reached", pgettext_lazy("result", "reached")
    PARTLY = "partly", pgettext_lazy("result", "reached in part")
    NOT_REACHED = "not_reached", pgettext_lazy("result", "not reached")


class ProjectResult(Owned):
    """An output, an outcome for the institution, or an impact on the community: expected, and what came of it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(_("level"), max_length=12, choices=ResultLevel.choices)
    expected = models.TextField(_("expected"), blank=True, default="")
    reached = models.TextField(_("what came of it"), blank=True, default="")
    state = models.CharField(
        _("state"), max_length=12, choices=ResultState.choices, default=ResultState.EXPECTED
    )
    on = PartialDateField(_("when"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectResult"].as_manager()
    privacy = Privacy(neither="project level expected reached state on order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(level__in=ResultLevel.values)
                & Q(state__in=ResultState.values)
                & (~Q(expected="") | ~Q(reached="")),
                name="engagement_result_coded",
            )
        ]
