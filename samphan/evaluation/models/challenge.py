"""Members say how the network deals with its challenges now and how it should: rounds, answers, what is done about it."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.networks.models import Member
from samphan.projects.models import ActionItem
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

LOWEST_MARK: Final = 1
HIGHEST_MARK: Final = 5


class Secrecy(models.TextChoices):
    """Who learns which institution said what. Neither is anonymous, and the pages say so."""

    OPEN = "open", pgettext_lazy("answers", "shown with the name of the institution")
    TOGETHER = "together", pgettext_lazy("answers", "shown together only")


class ChallengeQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Rounds and what became of them."""

    see = "evaluations.see"


class ChallengeReplyQuerySet(OwnedQuerySet["ChallengeReply"]):
    """Who was asked and what was said: who keeps evaluations; a representative has a query of its own."""

    see = "evaluations.manage"


class ChallengeMarkQuerySet(OwnedQuerySet["ChallengeMark"]):
    """Single marks are read by nobody but through ``queries.challenge_results``."""

    see = "evaluations.manage"


class ChallengeRound(Owned, Versioned):
    """The members of a day are asked until another. Results are shown when it is closed."""

    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True, default="")
    edition = models.CharField(_("edition"), max_length=40)
    secrecy = models.CharField(
        _("answers are"), max_length=10, choices=Secrecy.choices, default=Secrecy.TOGETHER
    )
    opened_on = models.DateField(_("opened"))
    due_on = models.DateField(_("answers until"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = ChallengeQuerySet["ChallengeRound"].as_manager()
    title = Bilingual()
    privacy = Privacy(
        neither="title_th title_en edition secrecy opened_on due_on closed_on is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(title_th="") & Q(secrecy__in=Secrecy.values),
                name="evaluation_challenge_round_named",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on"))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on"))),
                name="evaluation_challenge_round_days",
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(closed_on__isnull=True),
                name="evaluation_challenge_round_one_open",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_together(self) -> bool:
        """Answers are shown together only, never with an institution."""
        return self.secrecy == Secrecy.TOGETHER


class ChallengeReply(Owned):
    """One member in a round: asked, and once answered. A personal link leads its representative here."""

    round = models.ForeignKey(ChallengeRound, on_delete=models.PROTECT, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(_("name of the contact"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(
        _("e-mail address of the contact"), max_length=254, blank=True, default=""
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(_("who answered"), max_length=200, blank=True, default="")

    objects = ChallengeReplyQuerySet.as_manager()
    privacy = Privacy(
        personal="contact_name contact_email answered_by",
        neither="round member asked_at reminded_at answered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "round", "member"], name="evaluation_challenge_reply_once"
            )
        ]


class ChallengeMark(Owned):
    """How well the network deals with one challenge, from 1 to 5: now, and as it should be; with words."""

    reply = models.ForeignKey(ChallengeReply, on_delete=models.PROTECT, related_name="marks")
    challenge = models.CharField(max_length=10)
    now = models.PositiveSmallIntegerField(_("now"))
    ideal = models.PositiveSmallIntegerField(_("as it should be"))
    words = models.TextField(_("in their own words"), blank=True, default="")

    objects = ChallengeMarkQuerySet.as_manager()
    privacy = Privacy(personal="words", neither="reply challenge now ideal")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "reply", "challenge"], name="evaluation_challenge_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(now__range=(LOWEST_MARK, HIGHEST_MARK))
                & Q(ideal__range=(LOWEST_MARK, HIGHEST_MARK)),
                name="evaluation_challenge_mark_scale",
            ),
        ]


class ChallengeStep(Owned):
    """A strategy or a sub-action that was taken over as an action because of what a round found."""

    round = models.ForeignKey(ChallengeRound, on_delete=models.PROTECT, related_name="steps")
    challenge = models.CharField(max_length=10)
    strategy = models.CharField(max_length=10)
    action = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="+")

    objects = ChallengeQuerySet["ChallengeStep"].as_manager()
    privacy = Privacy(neither="round challenge strategy action")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "round", "challenge", "strategy", "action"],
                name="evaluation_challenge_step_once",
            )
        ]
