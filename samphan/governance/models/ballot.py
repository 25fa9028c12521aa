"""Ballots of a meeting: a question, its options, who may vote, and what was voted.

A secret ballot keeps no vote at all: casting one adds to the count of an option and marks the voter as having voted, and
every option and every voter is written anew each time, so that not even the database's own marks tell who chose what.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.governance.models.agenda import AgendaItem
from samphan.governance.models.attendee import Attendee
from samphan.governance.models.meeting import Meeting, MeetingRowQuerySet
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class BallotState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("ballot", "in preparation")
    OPEN = "open", pgettext_lazy("ballot", "open")
    CLOSED = "closed", pgettext_lazy("ballot", "closed")


class Way(models.TextChoices):
    NONE = "", _("has not voted")
    LINK = "link", _("by personal link")
    PAPER = "paper", _("on paper")


class Ballot(Owned, Versioned):
    """A question put to the vote of everybody entitled; its results stay hidden until it is closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="ballots")
    question_th = models.CharField(_("question in Thai"), max_length=500)
    question_en = models.CharField(_("question in English"), max_length=500, blank=True, default="")
    is_secret = models.BooleanField(_("secret"), default=True)
    most_choices = models.PositiveSmallIntegerField(_("options that one may choose at most"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=BallotState.choices, default=BallotState.DRAFT
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    blank_votes = models.PositiveIntegerField(_("blank"), default=0)
    paper_votes = models.PositiveIntegerField(_("ballots on paper"), default=0)
    paper_spoilt = models.PositiveIntegerField(_("spoilt or blank on paper"), default=0)
    needed = models.PositiveIntegerField(_("needed for a quorum"), null=True, blank=True)

    objects = MeetingRowQuerySet["Ballot"].as_manager()
    question = Bilingual()
    privacy = Privacy(
        neither="meeting item question_th question_en is_secret most_choices state opened_at closes_at closed_at"
        " blank_votes paper_votes paper_spoilt needed version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("question"), name="governance_ballot_worded"),
            models.CheckConstraint(condition=Q(state__in=BallotState.values), name="governance_ballot_state"),
            models.CheckConstraint(condition=Q(most_choices__gte=1), name="governance_ballot_choices"),
        ]


class BallotOption(Owned):
    """Something that can be chosen, with how many chose it by link and on paper."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField(default=0)
    label_th = models.CharField(_("option in Thai"), max_length=300)
    label_en = models.CharField(_("option in English"), max_length=300, blank=True, default="")
    link_votes = models.PositiveIntegerField(_("votes by link"), default=0)
    paper_votes = models.PositiveIntegerField(_("votes on paper"), default=0)

    objects = MeetingRowQuerySet["BallotOption"].as_manager()
    label = Bilingual()
    privacy = Privacy(neither="ballot order label_th label_en link_votes paper_votes")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("label"), name="governance_option_worded"),
        ]

    @property
    def votes(self) -> int:
        """By link and on paper."""
        return self.link_votes + self.paper_votes


class Voter(Owned):
    """Somebody entitled to vote in a ballot, and whether it was done; never what was chosen, never when."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(_("voted"), max_length=10, choices=Way.choices, blank=True, default="")

    objects = MeetingRowQuerySet["Voter"].as_manager()
    privacy = Privacy(personal="attendee way", neither="ballot")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "ballot", "attendee"], name="governance_voter_once"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="governance_voter_way"),
        ]


class OpenVote(Owned):
    """What a voter chose in an open ballot. A secret ballot has no such rows."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(BallotOption, on_delete=models.CASCADE, related_name="+")

    objects = MeetingRowQuerySet["OpenVote"].as_manager()
    privacy = Privacy(personal="voter option")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "voter", "option"], name="governance_openvote_once"),
        ]
