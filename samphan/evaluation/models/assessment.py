"""An institution looks at itself once a year: what several people answer, what they agreed, and what they will improve."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.evaluation.models.rating import HIGHEST
from samphan.kit.formats import year as said_year
from samphan.kit.privacy import Privacy
from samphan.networks.models import Member
from samphan.projects.models import ActionItem
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class AssessmentState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("self-assessment", "draft")
    AGREED = "agreed", pgettext_lazy("self-assessment", "agreed")


class Instrument(models.TextChoices):
    """By which questions an institution looks at itself: packs of the catalogue."""

    ENT = "ent", _("twelve items by the six guidelines")
    SCAN = "scan", _("Samphan scan")


class AssessmentRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """What institutions say of themselves: their own representatives see it, and who keeps evaluations."""

    see = "evaluations.see"
    to_assessment = "assessment__"

    def for_actor(self, actor: Actor) -> Self:
        """Those of the institutions that the actor speaks for; all of them for who keeps evaluations."""
        found = super().for_actor(actor)
        if actor.link is not None or actor.holds("evaluations.manage"):
            return found
        own = {f"{self.to_assessment}member__organisation__in": actor.represents}
        return found.filter(**own)


class AssessmentQuerySet(AssessmentRowQuerySet["SelfAssessment"]):
    """Self-assessments themselves."""

    to_assessment = ""


class SelfAssessment(Owned, Versioned):
    """One member in one year, of the Christian era. Agreed, it stays as it is."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), help_text="Christian era")
    editions = models.JSONField(default=dict, help_text="edition of each pack, by its code")
    state = models.CharField(
        _("state"), max_length=8, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    agreed_on = models.DateField(pgettext_lazy("day", "agreed"), null=True, blank=True)
    agreed_by = models.CharField(_("agreed by"), max_length=200, blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = AssessmentQuerySet.as_manager()
    privacy = Privacy(
        personal="agreed_by",
        neither="member year editions state agreed_on is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "member", "year"], name="evaluation_assessment_once"),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.DRAFT, agreed_on__isnull=True)
                | Q(state=AssessmentState.AGREED, agreed_on__isnull=False),
                name="evaluation_assessment_agreed",
            ),
        ]

    @property
    def is_agreed(self) -> bool:
        return self.state == AssessmentState.AGREED

    @property
    def year_name(self) -> str:
        """The year as readers write it: of the Buddhist era in Thai."""
        return said_year(self.year)


class AssessmentAnswer(Owned):
    """One item as one person sees it, or (``is_agreed``) as those in the dialogue agreed. NULL cannot be said."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="answers")
    instrument = models.CharField(max_length=8, choices=Instrument.choices)
    item = models.CharField(max_length=10)
    is_agreed = models.BooleanField(_("agreed in the dialogue"), default=False)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    evidence = models.TextField(_("what shows it"), blank=True, default="")
    note = models.TextField(_("why"), blank=True, default="")
    by_user = models.BigIntegerField(
        null=True, blank=True, help_text="id of the account, kept after it is gone"
    )
    by_name = models.CharField(_("said by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    objects = AssessmentRowQuerySet["AssessmentAnswer"].as_manager()
    privacy = Privacy(
        personal="by_user by_name", neither="assessment instrument item is_agreed score evidence note at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(instrument__in=Instrument.values)
                & (Q(score__isnull=True) | Q(score__lte=HIGHEST)),
                name="evaluation_answer_scale",
            ),
            models.UniqueConstraint(
                fields=["network", "assessment", "instrument", "item", "by_user"],
                condition=Q(is_agreed=False),
                nulls_distinct=False,
                name="evaluation_answer_own_once",
            ),
            models.UniqueConstraint(
                fields=["network", "assessment", "instrument", "item"],
                condition=Q(is_agreed=True),
                name="evaluation_answer_agreed_once",
            ),
        ]


class Dialogue(Owned):
    """Minutes of a talk about a self-assessment: when, who took part, what was said. Added, never changed."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="dialogues")
    on = models.DateField(_("day"))
    people = models.TextField(_("who took part"))
    words = models.TextField(_("what was said"))
    by_name = models.CharField(_("written by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    objects = AssessmentRowQuerySet["Dialogue"].as_manager()
    privacy = Privacy(personal="people by_name words", neither="assessment on at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(people="") & ~Q(words=""), name="evaluation_dialogue_said")
        ]


class Improvement(Owned):
    """A line of the improvement plan; taken over, it is an action of the network and ``action`` says which."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="improvements")
    instrument = models.CharField(max_length=8, choices=Instrument.choices, blank=True, default="")
    item = models.CharField(max_length=10, blank=True, default="")
    title = models.CharField(_("what will be done"), max_length=500)
    owner_name = models.CharField(_("who"), max_length=200)
    due_on = models.DateField(_("until"))
    action = models.ForeignKey(ActionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(_("why it was taken back"), max_length=300, blank=True, default="")

    objects = AssessmentRowQuerySet["Improvement"].as_manager()
    privacy = Privacy(
        personal="owner_name", neither="assessment instrument item title due_on action withdrawn_why"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(title="")
                & ~Q(owner_name="")
                & (Q(instrument="", item="") | (Q(instrument__in=Instrument.values) & ~Q(item=""))),
                name="evaluation_improvement_stated",
            ),
            models.CheckConstraint(
                condition=Q(action__isnull=True) | Q(withdrawn_why=""), name="evaluation_improvement_stands"
            ),
        ]
