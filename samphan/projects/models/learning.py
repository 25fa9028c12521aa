"""What students learn in a project, and what research comes of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.privacy import Privacy
from samphan.projects.models.project import Project, ProjectRowQuerySet
from samphan.tenancy.models import Owned


class ProjectCourse(Owned):
    """A course or a training of degree or non-degree kind that a project is part of.

    ``enrolled`` counts students, ``hours`` those that one student spends with the project; NULL is not known, and each
    says whether it was counted or estimated.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="courses")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("course or curriculum"), max_length=300)
    code = models.CharField(_("code"), max_length=40, blank=True, default="")
    section = models.CharField(_("section or term"), max_length=60, blank=True, default="")
    is_degree = models.BooleanField(_("part of a degree"), default=True)
    is_real_work = models.BooleanField(_("experience of real work"), default=False)
    enrolled = models.PositiveIntegerField(_("students"), null=True, blank=True)
    is_enrolled_counted = models.BooleanField(_("students were counted"), default=False)
    hours = models.DecimalField(
        _("hours for each student"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    is_hours_counted = models.BooleanField(_("hours were counted"), default=False)
    pedagogy = models.CharField(_("way of teaching"), max_length=300, blank=True, default="")
    objectives = models.TextField(_("learning objectives"), blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectCourse"].as_manager()
    privacy = Privacy(
        neither="project organisation title code section is_degree is_real_work enrolled is_enrolled_counted hours"
        " is_hours_counted pedagogy objectives order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(title=""), name="projects_course_titled"),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=0), name="projects_course_hours"
            ),
        ]


class ResearchKind(models.TextChoices):
    BASIC = "basic", _("basic research")
    APPLIED = "applied", _("applied research")
    PARTICIPATORY = "participatory", _("participatory action research")
    DEVELOPMENT = "development", _("development and innovation")
    CREATIVE = "creative", _("creative work")


class ProjectResearch(Owned):
    """Research in a project with its products. ``is_joint_question``: the question was developed with the community."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="research")
    title = models.CharField(_("research"), max_length=500)
    kind = models.CharField(_("kind"), max_length=15, choices=ResearchKind.choices)
    discipline = models.CharField(_("field of knowledge"), max_length=200, blank=True, default="")
    is_joint_question = models.BooleanField(_("the question was developed together"), default=False)
    is_with_community_authors = models.BooleanField(_("people of the community are authors"), default=False)
    ethics_number = models.CharField(
        _("number of the ethics approval"), max_length=100, blank=True, default=""
    )
    products = models.TextField(_("scholarly products"), blank=True, default="")
    url = models.URLField(_("address"), max_length=500, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text="Christian era")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectResearch"].as_manager()
    privacy = Privacy(
        neither="project title kind discipline is_joint_question is_with_community_authors ethics_number products url year order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(title="") & Q(kind__in=ResearchKind.values), name="projects_research_titled"
            )
        ]
