"""What a meeting decided, on which item, by which rule, with how many votes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.governance.models.agenda import AgendaItem
from samphan.governance.models.attendee import Attendee
from samphan.governance.models.meeting import Meeting, MeetingRowQuerySet
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class Manner(models.TextChoices):
    """How the meeting came to it."""

    NOTED = "noted", _("noted")
    CONSENSUS = "consensus", _("by consensus, without a count")
    UNANIMOUS = "unanimous", _("unanimously, without a count")
    COUNTED = "counted", _("by a count of votes")


class Rule(models.TextChoices):
    """What it takes to be carried; abstentions count as present and not as votes."""

    MAJORITY = "majority", _("more votes for than against")
    ABSOLUTE = "absolute", _("more than half of those present")
    TWO_THIRDS = "two_thirds", _("two thirds of those present")


class Result(models.TextChoices):
    NOTED = "noted", _("noted")
    CARRIED = "carried", _("carried")
    LOST = "lost", _("not carried")


class Casting(models.TextChoices):
    NONE = "", _("not given")
    FOR = "for", _("for")
    AGAINST = "against", _("against")


class Resolution(Owned, Versioned):
    """One resolution, numbered within its meeting.

    Of a count, every vote of those present stands somewhere: for + against + abstained + not voting + recused =
    ``votes_present``. ``casting`` is the chair's vote when votes are equal. ``present`` (heads), ``votes_present`` and
    ``needed`` are those of the moment of the decision and stay when the attendance is corrected.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"))
    text_th = models.TextField(_("resolution in Thai"))
    text_en = models.TextField(_("resolution in English"), blank=True, default="")
    manner = models.CharField(_("how it was decided"), max_length=10, choices=Manner.choices)
    rule = models.CharField(_("rule"), max_length=10, choices=Rule.choices, default=Rule.MAJORITY)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    proposer = models.ForeignKey(
        Attendee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    seconder = models.ForeignKey(
        Attendee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("seconded by"),
    )
    voted_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True)
    abstained = models.PositiveIntegerField(_("abstained"), null=True, blank=True)
    not_voting = models.PositiveIntegerField(_("did not vote"), null=True, blank=True)
    recused = models.PositiveIntegerField(_("recused"), default=0)
    casting = models.CharField(
        _("casting vote of the chair"), max_length=10, choices=Casting.choices, blank=True, default=""
    )
    present = models.PositiveIntegerField(_("present with a vote"))
    votes_present = models.PositiveIntegerField(_("votes of those present"))
    needed = models.PositiveIntegerField(_("needed for a quorum"), null=True, blank=True)
    is_secret = models.BooleanField(_("by secret ballot"), default=False)
    decided_on = models.DateField(
        _("day of the decision"), help_text="copied from the meeting, for the register"
    )
    sort_key = models.CharField(max_length=1000, help_text="made of the text, to page in Thai order")

    objects = MeetingRowQuerySet["Resolution"].as_manager()
    text = Bilingual()
    privacy = Privacy(
        personal="proposer seconder",
        neither="meeting item number text_th text_en manner rule result voted_at votes_for votes_against abstained"
        " not_voting recused casting present votes_present needed is_secret decided_on sort_key version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "meeting", "number"], name="governance_resolution_number_once"
            ),
            models.CheckConstraint(condition=thai_required("text"), name="governance_resolution_worded"),
            models.CheckConstraint(
                condition=Q(manner__in=Manner.values, rule__in=Rule.values, result__in=Result.values),
                name="governance_resolution_codes",
            ),
            models.CheckConstraint(
                condition=Q(manner="noted", result="noted") | (~Q(manner="noted") & ~Q(result="noted")),
                name="governance_resolution_noted",
            ),
            models.CheckConstraint(
                condition=Q(manner="noted") | Q(needed__isnull=True) | Q(present__gte=F("needed")),
                name="governance_resolution_quorum",
            ),
            models.CheckConstraint(
                condition=(
                    Q(manner="counted")
                    & Q(
                        votes_present=F("votes_for")
                        + F("votes_against")
                        + F("abstained")
                        + F("not_voting")
                        + F("recused")
                    )
                )
                | (
                    ~Q(manner="counted")
                    & Q(
                        votes_for__isnull=True,
                        votes_against__isnull=True,
                        abstained__isnull=True,
                        not_voting__isnull=True,
                    )
                ),
                name="governance_resolution_sum",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-decided_on", "-id"], name="governance_resolution_recent"),
        ]

    @property
    def count(self) -> str:
        """Its number in the register: 2 of meeting 3/2569; ``meeting`` must be loaded."""
        return f"{self.meeting.count} – {self.number}"


class Recusal(Owned):
    """Somebody present took no part because of an interest in the matter."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="recusals")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(_("interest in the matter"), max_length=500)

    objects = MeetingRowQuerySet["Recusal"].as_manager()
    privacy = Privacy(personal="attendee reason", neither="resolution")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "resolution", "attendee"], name="governance_recusal_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="governance_recusal_reason"),
        ]
