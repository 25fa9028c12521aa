"""Both sides rate a project by the rubric: in rounds, item by item, nothing changed afterwards."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import Channel, Voice
from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectPartner, ProjectRowQuerySet
from samphan.tenancy.models import Owned

HIGHEST: Final = 4
"""The scale of every rubric and self-assessment goes from 0 to this."""


class RatingQuerySet[M: models.Model](ProjectRowQuerySet[M]):
    """Ratings are seen with their project, by who may see evaluations at all."""

    see = "evaluations.see"


class RatingRound(Owned):
    """The sides of a project rate it by one edition of the rubric. One round of a project is open at a time.

    ``evidence`` is written when the round closes: how many pieces the record held then, by the code of the item. While
    it is open the record itself is asked.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("round"))
    rubric = models.SlugField(_("rubric"), max_length=40)
    edition = models.CharField(_("edition"), max_length=20)
    opened_on = models.DateField(_("opened"))
    opened_by = models.CharField(_("opened by"), max_length=200, blank=True, default="")
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    evidence = models.JSONField(default=dict)

    objects = RatingQuerySet["RatingRound"].as_manager()
    privacy = Privacy(
        personal="opened_by", neither="project number rubric edition opened_on closed_on evidence"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "project", "number"], name="evaluation_round_once"),
            models.UniqueConstraint(
                fields=["network", "project"],
                condition=Q(closed_on__isnull=True),
                name="evaluation_round_one_open",
            ),
        ]


class Rating(Owned):
    """What one side says in a round: the university, or one partner. A personal link leads a partner here.

    ``draft`` is what a partner chose on its page and has not sent yet, by the code of the item: ``{"score": 2, "note": ""}``.
    It counts nowhere and is shown to the partner alone.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(RatingRound, on_delete=models.PROTECT, related_name="ratings")
    voice = models.CharField(_("said by which side"), max_length=10, choices=Voice.choices)
    partner = models.ForeignKey(
        ProjectPartner, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    channel = models.CharField(
        _("how it came"), max_length=10, choices=Channel.choices, blank=True, default=""
    )
    said_by = models.CharField(_("said by"), max_length=200, blank=True, default="")
    recorded_by = models.CharField(_("recorded by"), max_length=200, blank=True, default="")
    draft = models.JSONField(default=dict)

    objects = RatingQuerySet["Rating"].as_manager()
    privacy = Privacy(
        personal="said_by recorded_by draft", neither="project round voice partner asked_at given_at channel"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "round", "partner"],
                name="evaluation_rating_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(voice=Voice.UNIVERSITY, partner__isnull=True)
                | Q(voice=Voice.PARTNER, partner__isnull=False),
                name="evaluation_rating_side",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", *Channel.values]), name="evaluation_rating_channel"
            ),
        ]


class RatingScore(Owned):
    """One item as a side rated it; the latest of a rating holds. Never changed. NULL is "cannot be said" and is no 0."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="scores")
    item = models.CharField(max_length=10, help_text="code in the rubric")
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    note = models.TextField(_("why"), blank=True, default="")
    said_by = models.CharField(_("said by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))

    objects = RatingQuerySet["RatingScore"].as_manager()
    privacy = Privacy(personal="said_by note", neither="project rating item score at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=HIGHEST), name="evaluation_score_scale"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rating", "item", "-id"], name="evaluation_score_latest")
        ]
