"""What people wrote: cards, the clusters that they were put into, reports of abuse."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.boards.models.board import Board, BoardRowQuerySet, Prompt
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned

LONGEST_CARD = 500


class ClusterState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("cluster", "active")
    MERGED = "merged", _("merged into another one")
    DISSOLVED = "dissolved", _("dissolved")


class Cluster(Owned):
    """Cards that belong together. A merged one stays as a row, so that its way can be followed."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="clusters")
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="clusters")
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    order = models.BigIntegerField(_("order"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=ClusterState.choices, default=ClusterState.ACTIVE
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="splits"
    )

    objects = BoardRowQuerySet["Cluster"].as_manager()
    privacy = Privacy(neither="board prompt title order state merged_into split_from")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | models.Q(state__in=["active", "dissolved"], merged_into__isnull=True),
                name="boards_cluster_state",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="boards_cluster_not_itself",
            ),
        ]

    @property
    def is_active(self) -> bool:
        return self.state == ClusterState.ACTIVE


class Way(models.TextChoices):
    """How a card came to be here."""

    PHONE = "phone", _("phone")
    PAPER = "paper", _("paper")
    VOICE = "voice", _("spoken")
    ORGANISER = "organiser", _("organiser")


class Card(Owned):
    """One idea. Its ``key`` was made on the phone, so that a second sending is known.

    Of who wrote it nothing is kept but the hash of a secret that the phone made for this card alone; ``posted_at`` is
    cut to the quarter of an hour. ``entered_by`` names who typed in what came on paper or was said.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="cards")
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="cards")
    cluster = models.ForeignKey(
        Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="cards"
    )
    key = models.UUIDField()
    text = models.CharField(_("text"), max_length=LONGEST_CARD, blank=True)
    author_hash = models.CharField(max_length=64, blank=True, default="")
    name = models.CharField(_("name"), max_length=100, blank=True, default="")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, default=Way.PHONE)
    entered_by = models.CharField(_("entered by"), max_length=200, blank=True, default="")
    order = models.BigIntegerField(_("order"), default=0)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)
    posted_at = models.DateTimeField(_("posted"))

    objects = BoardRowQuerySet["Card"].as_manager()
    privacy = Privacy(
        personal="text author_hash name entered_by",
        neither="board prompt cluster key way order is_hidden is_withdrawn posted_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["board", "key"], name="boards_card_once"),
            # What was taken back is gone.
            models.CheckConstraint(
                condition=models.Q(is_withdrawn=True, text="", name="")
                | (models.Q(is_withdrawn=False) & ~models.Q(text="")),
                name="boards_card_text",
            ),
            models.CheckConstraint(
                condition=models.Q(way="phone", entered_by="")
                | models.Q(way__in=["paper", "voice", "organiser"], author_hash=""),
                name="boards_card_way",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["prompt", "order"], name="boards_card_order")
        ]

    @property
    def stands(self) -> bool:
        """Whether it counts: neither hidden by the facilitator nor taken back by its author."""
        return not self.is_hidden and not self.is_withdrawn


class AbuseReport(Owned):
    """Somebody in the room finds that a card should not be shown. Nobody is named."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    is_handled = models.BooleanField(_("dealt with"), default=False)

    objects = BoardRowQuerySet["AbuseReport"].as_manager()
    privacy = Privacy(personal="reason", neither="board card is_handled")
