"""Asking afterwards what became of what was intended."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.conditions import exactly_one
from samphan.kit.privacy import Privacy
from samphan.projects.models.action_item import ActionItem
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.possible import PossibleProject
from samphan.projects.models.project import Project, seen_by
from samphan.projects.models.roadmap import RoadmapItem
from samphan.projects.models.side import ProjectPartner
from samphan.tenancy.models import Owned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

SUBJECTS: Final = ("roadmap_item", "action", "project", "possible_project")


class Answer(models.TextChoices):
    NOT_STARTED = "not_started", _("not started")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
    SPREAD = "spread", pgettext_lazy("what was reached", "lasts and has spread further")
    LASTS = "lasts", pgettext_lazy("what was reached", "lasts")
    PARTLY = "partly", pgettext_lazy("what was reached", "lasts in part")
    GONE = "gone", pgettext_lazy("what was reached", "is gone")
    CANNOT_SAY = "cannot_say", _("cannot say")


WORK_ANSWERS: Final = (Answer.NOT_STARTED, Answer.UNDER_WAY, Answer.DONE, Answer.DROPPED, Answer.CANNOT_SAY)
"""What may be said of an intention."""
PROJECT_ANSWERS: Final = (Answer.SPREAD, Answer.LASTS, Answer.PARTLY, Answer.GONE, Answer.CANNOT_SAY)
"""What may be said of a project that came to its end: what is left of what it reached."""


class FollowUpQuerySet(WorkQuerySet["FollowUp"]):
    """Follow-ups; those of a project are seen with it."""

    def for_actor(self, actor: Actor) -> Self:
        """Those that the actor may see; by a link, the one that it leads to."""
        found = super().for_actor(actor)
        seen = seen_by(actor, "project__")
        # an empty condition, of who sees all, would vanish in the "or"
        if actor.link is not None or not seen:
            return found
        return found.filter(Q(project__isnull=True) | seen)


class FollowUp(Owned):
    """The owner of exactly one subject is asked, from ``due_on`` on, what became of it.

    Of a project each partner may be asked too: then ``partner`` says which one, and NULL is whoever keeps the record.
    ``reminded_on`` is the day on which the keeper was written to. ``months_after_end`` stands in the set that the end of a
    project plans, once for each number of months; NULL is what people planned by hand.
    """

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
    partner = models.ForeignKey(
        ProjectPartner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("to be asked"))
    months_after_end = models.PositiveSmallIntegerField(_("months after the end"), null=True, blank=True)
    asked_of = models.CharField(_("asked of"), max_length=300, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True, default="")
    note = models.TextField(_("in the owner's words"), blank=True, default="")
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()
    privacy = Privacy(
        personal="asked_of answered_by",
        neither="roadmap_item action project possible_project partner due_on months_after_end asked_at answer"
        " note answered_at reminded_on",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=exactly_one(*SUBJECTS), name="projects_followup_one"),
            models.UniqueConstraint(
                fields=["network", *SUBJECTS, "partner", "due_on"],
                name="projects_followup_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["network", "project", "months_after_end"], name="projects_followup_after_end_once"
            ),
            models.CheckConstraint(
                condition=Q(months_after_end__isnull=True) | Q(project__isnull=False, partner__isnull=True),
                name="projects_followup_after_end",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(project__isnull=False),
                name="projects_followup_partner_of_project",
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
