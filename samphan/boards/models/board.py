"""The board of a group in a room, its prompts and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.events.models import Event, StrategicGroup
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class BoardQuerySet(OwnedQuerySet["Board"]):
    """Boards are seen by who may see events; a link leads to one."""

    see = "events.see"


class BoardRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Parts of boards: by a link, those of the board that it leads to."""

    see = "events.see"

    def for_actor(self, actor: Actor) -> BoardRowQuerySet[M]:
        """As the boards themselves."""
        if actor.link is None:
            return super().for_actor(actor)
        if actor.link.subject_kind != "boards.board":
            return self.none()
        return self.filter(network_id=actor.network_id, board_id=actor.link.subject_id)


class BoardState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Naming(models.TextChoices):
    ANONYMOUS = "anonymous", _("without names")
    NAMED = "named", _("with names")
    CHOICE = "choice", _("with a name for those who want")


class Board(Owned):
    """What a room thinks about, live. ``revision`` counts its changes, each of which is one ``BoardChange``."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(
        StrategicGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=BoardState.choices, default=BoardState.DRAFT)
    naming = models.CharField(_("names"), max_length=10, choices=Naming.choices, default=Naming.ANONYMOUS)
    pin = models.CharField("PIN", max_length=6, blank=True, default="", help_text="only while it is open")
    revision = models.PositiveBigIntegerField(default=0)
    current = models.ForeignKey(
        "boards.Prompt", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    spotlight_card = models.ForeignKey(
        "boards.Card", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    spotlight_cluster = models.ForeignKey(
        "boards.Cluster", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    timer_ends_at = models.DateTimeField(null=True, blank=True, help_text="while the timer runs")
    timer_left = models.PositiveIntegerField(null=True, blank=True, help_text="milliseconds, while it stands")
    order = models.PositiveIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = BoardQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(
        neither="event group title_th title_en state naming pin revision current spotlight_card spotlight_cluster"
        " timer_ends_at timer_left order created_at closed_at is_sample"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="boards_board_titled"),
            models.CheckConstraint(
                condition=models.Q(state__in=BoardState.values), name="boards_board_state"
            ),
            models.CheckConstraint(condition=models.Q(naming__in=Naming.values), name="boards_board_naming"),
            models.CheckConstraint(
                condition=models.Q(state="open", pin__regex=r"^\d{6}$")
                | (~models.Q(state="open") & models.Q(pin="")),
                name="boards_board_pin_while_open",
            ),
            models.CheckConstraint(
                condition=models.Q(spotlight_card__isnull=True) | models.Q(spotlight_cluster__isnull=True),
                name="boards_board_one_spotlight",
            ),
            models.CheckConstraint(
                condition=models.Q(timer_ends_at__isnull=True) | models.Q(timer_left__isnull=True),
                name="boards_board_one_timer",
            ),
            # Of the whole installation: whoever types a PIN names no network.
            models.UniqueConstraint(
                fields=["pin"], condition=~models.Q(pin=""), name="boards_board_pin_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "order", "id"], name="boards_board_of_event")
        ]

    @property
    def is_open(self) -> bool:
        return self.state == BoardState.OPEN


class PromptKind(models.TextChoices):
    CARDS = "cards", _("ideas on cards")
    QUESTIONS = "questions", _("questions that others vote for")
    CHOICE = "choice", _("poll with one choice")
    CHOICES = "choices", _("poll with several choices")
    SCALE = "scale", _("scale of five points")
    WORDS = "words", _("open words")


WRITTEN = frozenset({PromptKind.CARDS.value, PromptKind.QUESTIONS.value})
"""Kinds of prompts that people answer with cards; the others are polls."""


class PromptState(models.TextChoices):
    HIDDEN = "hidden", _("not shown yet")
    OPEN = "open", _("open")
    REVEALED = "revealed", _("revealed")
    CLOSED = "closed", _("closed")


class Voting(models.TextChoices):
    NONE = "none", _("not voted on")
    OPEN = "open", _("voting is open")
    CLOSED = "closed", _("voting is closed")


class Prompt(Owned):
    """A question to the room: a column of cards, or a poll.

    ``is_revealed`` stays once its cards were seen by all; ``card_count`` counts the cards that stand (neither hidden
    nor withdrawn), ``voter_count`` the phones that voted or answered.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="prompts")
    order = models.PositiveIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=PromptKind.choices, default=PromptKind.CARDS)
    text_th = models.CharField(_("question in Thai"), max_length=300)
    text_en = models.CharField(_("question in English"), max_length=300, blank=True, default="")
    help_th = models.CharField(_("explanation in Thai"), max_length=500, blank=True, default="")
    help_en = models.CharField(_("explanation in English"), max_length=500, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=PromptState.choices, default=PromptState.HIDDEN
    )
    at_once = models.BooleanField(_("cards are seen by all at once"), default=False)
    is_revealed = models.BooleanField(default=False)
    voting = models.CharField(_("voting"), max_length=10, choices=Voting.choices, default=Voting.NONE)
    dots = models.PositiveSmallIntegerField(_("votes of each person"), default=3)
    card_count = models.PositiveIntegerField(default=0)
    voter_count = models.PositiveIntegerField(default=0)

    objects = BoardRowQuerySet["Prompt"].as_manager()
    text = Bilingual()
    help = Bilingual()
    privacy = Privacy(
        neither="board order kind text_th text_en help_th help_en state at_once is_revealed voting dots card_count"
        " voter_count"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("text"), name="boards_prompt_worded"),
            models.CheckConstraint(condition=models.Q(kind__in=PromptKind.values), name="boards_prompt_kind"),
            models.CheckConstraint(
                condition=models.Q(state__in=PromptState.values), name="boards_prompt_state"
            ),
            models.CheckConstraint(
                condition=models.Q(voting="none")
                | models.Q(voting__in=Voting.values, kind__in=sorted(WRITTEN)),
                name="boards_prompt_voting",
            ),
            models.CheckConstraint(condition=models.Q(dots__gte=1, dots__lte=20), name="boards_prompt_dots"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["board", "order", "id"], name="boards_prompt_order")
        ]

    @property
    def is_written(self) -> bool:
        """Whether it is answered with cards."""
        return self.kind in WRITTEN

    @property
    def shows_cards(self) -> bool:
        """Whether everybody sees its cards now."""
        return self.state != PromptState.HIDDEN and self.was_shown

    @property
    def was_shown(self) -> bool:
        """Whether its cards are no secret any more, though the question may be hidden again."""
        return self.is_revealed or self.at_once

    @property
    def shows_results(self) -> bool:
        """Whether everybody sees the votes on its cards, or the answers of the poll."""
        return (
            self.voting == Voting.CLOSED and self.shows_cards
            if self.is_written
            else self.state == PromptState.CLOSED
        )


class Option(Owned):
    """A choice of a poll."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")
    prompt = models.ForeignKey(Prompt, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveIntegerField(_("order"), default=0)
    text = models.CharField(_("choice"), max_length=200)

    objects = BoardRowQuerySet["Option"].as_manager()
    privacy = Privacy(neither="board prompt order text")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(text=""), name="boards_option_worded")
        ]
