"""What people voted and answered. One phone has one secret for this; its hash differs from prompt to prompt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.boards.models.board import Board, BoardRowQuerySet, Option, Prompt
from samphan.boards.models.cards import Card, Cluster
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned

POINTS = (1, 2, 3, 4, 5)


def _exactly_one(*names: str) -> models.Q:
    condition = models.Q()
    for name in names:
        condition |= models.Q(**{f"{each}__isnull": each != name for each in names})
    return condition


class Ballot(Owned):
    """The dots that one phone gave to one card or cluster."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="ballots")
    voter_hash = models.CharField(max_length=64)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, null=True, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, null=True, related_name="+")
    dots = models.PositiveSmallIntegerField()

    objects = BoardRowQuerySet["Ballot"].as_manager()
    privacy = Privacy(personal="voter_hash", neither="board prompt card cluster dots")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_exactly_one("card", "cluster"), name="boards_ballot_target"),
            models.CheckConstraint(condition=models.Q(dots__gte=1), name="boards_ballot_dots"),
            models.UniqueConstraint(
                fields=["prompt", "voter_hash", "card", "cluster"],
                name="boards_ballot_once",
                nulls_distinct=False,
            ),
        ]


class PaperTally(Owned):
    """Votes that were counted on paper, for a card, a cluster, a choice or a point of the scale."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="tallies")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, null=True, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, null=True, related_name="+")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    count = models.PositiveIntegerField(_("votes on paper"))
    entered_by = models.CharField(_("entered by"), max_length=200, blank=True, default="")

    objects = BoardRowQuerySet["PaperTally"].as_manager()
    privacy = Privacy(personal="entered_by", neither="board prompt card cluster option number count")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=_exactly_one("card", "cluster", "option", "number"), name="boards_tally_target"
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__in=POINTS),
                name="boards_tally_point",
            ),
            models.UniqueConstraint(
                fields=["prompt", "card", "cluster", "option", "number"],
                name="boards_tally_once",
                nulls_distinct=False,
            ),
        ]


class Answer(Owned):
    """An answer of one phone to a poll: a choice, a point of the scale, or words. Of several there are several rows."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="answers")
    voter_hash = models.CharField(max_length=64)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=100, null=True)

    objects = BoardRowQuerySet["Answer"].as_manager()
    privacy = Privacy(personal="voter_hash words", neither="board prompt option number")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=_exactly_one("option", "number", "words"), name="boards_answer_one"
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__in=POINTS),
                name="boards_answer_point",
            ),
            models.UniqueConstraint(
                fields=["prompt", "voter_hash", "option", "number", "words"],
                name="boards_answer_once",
                nulls_distinct=False,
            ),
        ]
