"""The record of a project: what it is, how far it is, who may read it, and what was said when it was reviewed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Person
from samphan.frameworks.models import Alignment, constraints_of
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.kit.thai.dates import FISCAL_YEAR_STARTS
from samphan.projects.models.base import WorkQuerySet, period
from samphan.projects.models.possible import PossibleProject
from samphan.projects.models.theme import Theme
from samphan.projects.models.vocabulary import (
    UNBEGUN_STATES,
    Category,
    ChangeDomain,
    Mission,
    Population,
    ProjectState,
    ReviewAct,
    ReviewState,
    Visibility,
)
from samphan.tenancy.models import Owned, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def seen_by(actor: Actor, prefix: str = "") -> Q:
    """Which projects of the network of the address a signed-in actor may see; ``prefix`` leads to the project.

    What is private is seen by who keeps the record, and by who manages or reviews all of them.
    """
    if actor.holds("projects.manage") or actor.holds("projects.review"):
        return Q()
    return ~Q(**{f"{prefix}visibility": Visibility.PRIVATE}) | Q(**{f"{prefix}keeper_id": actor.user_id or 0})


def counted(prefix: str = "") -> Q:
    """Which projects any total may count; ``prefix`` leads to the project. Drafts never do."""
    return (
        Q(**{f"{prefix}review": ReviewState.APPROVED})
        & ~Q(**{f"{prefix}category": Category.NOT_COUNTED})
        & ~Q(**{f"{prefix}dropped_from__in": UNBEGUN_STATES})
    )


def in_fiscal_year(year: int, prefix: str = "") -> Q:
    """Which projects belong to a fiscal year (October to September, of the Christian era in which it ends)."""
    first, last = dt.date(year - 1, FISCAL_YEAR_STARTS, 1), dt.date(year, FISCAL_YEAR_STARTS, 1)
    by_start = {f"{prefix}starts__startswith__gte": first, f"{prefix}starts__startswith__lt": last}
    return Q(**{f"{prefix}fiscal_year": year}) | Q(**{f"{prefix}fiscal_year__isnull": True}, **by_start)


class ProjectQuerySet(WorkQuerySet["Project"]):
    """Projects of a network."""

    def for_actor(self, actor: Actor) -> Self:
        """Those that the actor may see; by a link, the one that it leads to."""
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(seen_by(actor))

    def published(self, network_id: int) -> Self:
        """Those that a network shows to everybody."""
        return self.filter(network_id=network_id, published_at__isnull=False)

    def counted(self) -> Self:
        """Those that any total may count: approved, a project of the kinds that count, and not dropped before it began."""
        return self.filter(counted())


class ProjectRowQuerySet[M: models.Model](WorkQuerySet[M]):
    """Rows of a project record, seen with their project."""

    def for_actor(self, actor: Actor) -> Self:
        """Those of projects that the actor may see; by a link, the one row that it leads to."""
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(seen_by(actor, "project__"))


class ProjectSeries(Owned):
    """Projects that follow each other over the years."""

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    sort_key = models.CharField(max_length=1000)

    objects = WorkQuerySet["ProjectSeries"].as_manager()
    title = Bilingual()
    privacy = Privacy(neither="title_th title_en sort_key")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_series_titled")
        ]


class Project(Owned, Versioned):
    """A project with society, from the idea to its follow-up.

    The answers of the decision tree are stored beside its result (``category``); NULL is "not answered". Years are of the
    Christian era and stand only where they differ from what ``starts`` says. ``keeper`` is the account of the leader who
    writes the record; a record that somebody else entered names in ``entered_for`` whose it is, and is that person's
    to keep as soon as the account of that person is known.
    """

    possible_project = models.OneToOneField(
        PossibleProject, on_delete=models.PROTECT, null=True, blank=True, related_name="project"
    )
    code = models.CharField(_("code"), max_length=60, blank=True, default="")
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    summary_th = models.TextField(_("summary, in Thai"), blank=True, default="")
    summary_en = models.TextField(_("summary, in English"), blank=True, default="")
    need_th = models.TextField(_("need, in Thai"), blank=True, default="")
    need_en = models.TextField(_("need, in English"), blank=True, default="")
    question_th = models.TextField(_("question developed together, in Thai"), blank=True, default="")
    question_en = models.TextField(_("question developed together, in English"), blank=True, default="")
    question_story = models.TextField(_("who raised it and how it was agreed"), blank=True, default="")
    website = models.URLField(_("website"), max_length=300, blank=True, default="")

    is_public_issue = models.BooleanField(_("an issue of the public"), null=True, blank=True)
    is_with_community = models.BooleanField(
        _("with a community outside the university"), null=True, blank=True
    )
    is_knowledge_exchanged = models.BooleanField(_("knowledge goes both ways"), null=True, blank=True)
    is_continuing = models.BooleanField(_("goes on"), null=True, blank=True)
    is_for_profit = models.BooleanField(_("for private profit"), null=True, blank=True)
    university_benefit = models.TextField(_("what the university gains"), blank=True, default="")
    community_benefit = models.TextField(_("what the community gains"), blank=True, default="")
    category = models.CharField(
        _("category"), max_length=12, choices=Category.choices, blank=True, default=""
    )

    missions = ArrayField(models.CharField(max_length=20, choices=Mission.choices), default=list, blank=True)
    domains = ArrayField(
        models.CharField(max_length=20, choices=ChangeDomain.choices), default=list, blank=True
    )
    populations = ArrayField(
        models.CharField(max_length=20, choices=Population.choices), default=list, blank=True
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    series = models.ForeignKey(
        ProjectSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    starts = PartialDateField(_("from"), null=True, blank=True)
    ends = PartialDateField(_("until"), null=True, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True)
    academic_year = models.PositiveSmallIntegerField(_("academic year"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProjectState.choices, default=ProjectState.UNDER_WAY
    )
    state_reason = models.CharField(_("why it was dropped"), max_length=1000, blank=True, default="")
    dropped_from = models.CharField(
        _("state in which it was dropped"),
        max_length=10,
        choices=ProjectState.choices,
        blank=True,
        default="",
    )

    visibility = models.CharField(
        _("who may read it"), max_length=10, choices=Visibility.choices, default=Visibility.NETWORK
    )
    review = models.CharField(
        _("record"), max_length=10, choices=ReviewState.choices, default=ReviewState.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.CharField(_("entered by"), max_length=200, blank=True, default="")
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = ProjectQuerySet.as_manager()
    title = Bilingual()
    summary = Bilingual()
    need = Bilingual()
    question = Bilingual()
    privacy = Privacy(
        personal="keeper entered_for entered_by",
        neither="possible_project code title_th title_en summary_th summary_en need_th need_en question_th question_en"
        " question_story website is_public_issue is_with_community is_knowledge_exchanged is_continuing is_for_profit"
        " university_benefit community_benefit category missions domains populations theme series starts ends"
        " fiscal_year academic_year state state_reason dropped_from visibility review published_at sort_key created_at is_sample"
        " version changed_at changed_by",
    )

    # Django's own way to these words makes a dictionary of all choices each time; a list asks for three in a row.
    def get_state_display(self) -> str:  # type: ignore[no-redef]  # the plugin knows Django's own
        return str(ProjectState(self.state).label)

    def get_review_display(self) -> str:  # type: ignore[no-redef]  # the plugin knows Django's own
        return str(ReviewState(self.review).label)

    def get_category_display(self) -> str:  # type: ignore[no-redef]  # the plugin knows Django's own
        return str(Category(self.category).label) if self.category else ""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_project_titled"),
            models.CheckConstraint(condition=period(), name="projects_project_period"),
            models.CheckConstraint(condition=Q(state__in=ProjectState.values), name="projects_project_state"),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.DROPPED) | ~Q(state_reason=""),
                name="projects_project_dropped_why",
            ),
            models.CheckConstraint(
                condition=Q(dropped_from="") | Q(state=ProjectState.DROPPED),
                name="projects_project_dropped_from",
            ),
            models.CheckConstraint(
                condition=Q(category__in=["", *Category.values])
                & Q(visibility__in=Visibility.values)
                & Q(review__in=ReviewState.values)
                & Q(missions__contained_by=Mission.values)
                & Q(domains__contained_by=ChangeDomain.values)
                & Q(populations__contained_by=Population.values),
                name="projects_project_coded",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(visibility=Visibility.PUBLIC, review=ReviewState.APPROVED),
                name="projects_project_published",
            ),
            models.UniqueConstraint(
                fields=["network", "code"], condition=~Q(code=""), name="projects_project_code_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="projects_project_order"),
            models.Index(fields=["network", "keeper"], name="projects_project_keeper"),
            # totals count these, most often without a look at the record itself
            models.Index(
                fields=["network", "id"],
                include=["visibility"],
                condition=Q(review=ReviewState.APPROVED),
                name="projects_project_counted",
            ),
        ]


class ProjectReview(Owned):
    """One step of the record: submitted, returned with comments, approved, published. Never changed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reviews")
    act = models.CharField(_("step"), max_length=10, choices=ReviewAct.choices)
    comment = models.TextField(_("comment"), blank=True, default="")
    by_name = models.CharField(_("by"), max_length=200)
    by_user = models.BigIntegerField(
        null=True, blank=True, help_text="id of the account, kept after it is gone"
    )
    at = models.DateTimeField(_("at"))

    objects = ProjectRowQuerySet["ProjectReview"].as_manager()
    privacy = Privacy(personal="by_name by_user", neither="project act comment at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(act__in=ReviewAct.values), name="projects_review_act"),
            models.CheckConstraint(
                condition=~Q(act=ReviewAct.RETURN) | ~Q(comment=""), name="projects_review_returned_why"
            ),
        ]


class ProjectYear(Owned):
    """What was said about a year of a project: something happened, or there is nothing to report."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("fiscal year"), help_text="Christian era")
    is_nothing = models.BooleanField(_("nothing to report this year"), default=False)
    words = models.TextField(pgettext_lazy("year", "what happened"), blank=True, default="")
    by_name = models.CharField(_("by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    objects = ProjectRowQuerySet["ProjectYear"].as_manager()
    privacy = Privacy(personal="by_name", neither="project year is_nothing words at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "project", "year"], name="projects_year_once")
        ]


class ProjectAlignment(Alignment):
    """A project serves an item of a framework, a goal or a plan."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="alignments")

    objects = ProjectRowQuerySet["ProjectAlignment"].as_manager()
    privacy = Privacy(personal="made_by", neither="project item across note rating made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = constraints_of("projects_alignment", "project")
        indexes: ClassVar[list[models.Index]] = [
            # the cells of a coverage matrix, and the evidence for them, are counted in the index alone
            models.Index(
                fields=["network", "item", "across", "project"],
                include=["rating", "id"],
                name="projects_alignment_cell",
            )
        ]
