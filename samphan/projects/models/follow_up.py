"""Asking afterwards what became of what was intended."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.conditions import exactly_one
from samphan.kit.privacy import Privacy
from samphan.projects.models.action_item import ActionItem
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.possible import PossibleProject
from samphan.projects.models.project import Project
from samphan.projects.models.roadmap import RoadmapItem
from samphan.tenancy.models import Owned

SUBJECTS: Final = ("roadmap_item", "action", "project", "possible_project")


class Answer(models.TextChoices):
    NOT_STARTED = "not_started", _("not started")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
    CANNOT_SAY = "cannot_say", _("cannot say")


class FollowUp(Owned):
    """The owner of exactly one subject is asked, from ``due_on`` on, what became of it."""

    roadmap_item = models.ForeignKey(
        RoadmapItem, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    action = models.ForeignKey(
        ActionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    possible_project = models.ForeignKey(
        PossibleProject, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    due_on = models.DateField(_("to be asked"))
    asked_of = models.CharField(_("asked of"), max_length=300, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True, default="")
    note = models.TextField(_("in the owner's words"), blank=True, default="")
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = WorkQuerySet["FollowUp"].as_manager()
    privacy = Privacy(
        personal="asked_of answered_by",
        neither="roadmap_item action project possible_project due_on asked_at answer note answered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=exactly_one(*SUBJECTS), name="projects_followup_one"),
            models.UniqueConstraint(
                fields=["network", *SUBJECTS, "due_on"], name="projects_followup_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (Q(answer__in=Answer.values) & Q(answered_at__isnull=False)),
                name="projects_followup_answer",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "answer", "due_on"], name="projects_followup_due")
        ]

    @property
    def subject(self) -> RoadmapItem | ActionItem | Project | PossibleProject:
        """What it asks about; load it with ``select_related(*SUBJECTS)``."""
        found = self.roadmap_item or self.action or self.project or self.possible_project
        if found is None:
            raise ValueError("a follow-up has a subject")
        return found
