"""Once a year each member confirms its record: what it was asked, what it corrected, who has answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.networks.models.membership import Member
from samphan.tenancy.models import Owned, OwnedQuerySet


class ConfirmationRoundQuerySet(OwnedQuerySet["ConfirmationRound"]):
    """Rounds of a network."""

    see = "members.manage"


class ConfirmationQuerySet(OwnedQuerySet["Confirmation"]):
    see = "members.manage"


class CorrectionQuerySet(OwnedQuerySet["Correction"]):
    see = "members.manage"


class ConfirmationRound(Owned):
    """The members of a day are asked to confirm their records until another."""

    year = models.PositiveSmallIntegerField(_("year"), help_text="Buddhist era")
    opened_on = models.DateField(_("opened"))
    due_on = models.DateField(_("answers until"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = ConfirmationRoundQuerySet.as_manager()
    privacy = Privacy(neither="year opened_on due_on closed_on")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "year"], name="networks_round_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="networks_round_due"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="networks_round_closed",
            ),
        ]


class ConfirmationState(models.TextChoices):
    ASKED = "asked", _("not answered yet")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrections wait for the secretariat")
    SETTLED = "settled", _("corrections settled")


class Confirmation(Owned):
    """One member in a round. ``record`` is its record when it answered, by field, to compare with the next year."""

    round = models.ForeignKey(ConfirmationRound, on_delete=models.CASCADE, related_name="confirmations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="confirmations")
    contact_name = models.CharField(_("name of the contact"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(
        _("e-mail address of the contact"), max_length=254, blank=True, default=""
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ConfirmationState.choices, default=ConfirmationState.ASKED
    )
    record = models.JSONField(default=dict)
    words = models.CharField(_("in their own words"), max_length=2000, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_by = models.CharField(_("who answered"), max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()
    privacy = Privacy(
        personal="contact_name contact_email record words answered_by",
        neither="round member state asked_at reminded_at answered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "round", "member"], name="networks_confirmation_once"),
            models.CheckConstraint(
                condition=Q(state__in=ConfirmationState.values), name="networks_confirmation_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ConfirmationState.ASKED, answered_at__isnull=True)
                | (~Q(state=ConfirmationState.ASKED) & Q(answered_at__isnull=False)),
                name="networks_confirmation_answered",
            ),
        ]


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    APPLIED = "applied", _("applied")
    REFUSED = "refused", _("not applied")


class Correction(Owned):
    """A member says that one field of its record is different; ``old`` is what stood there then."""

    confirmation = models.ForeignKey(Confirmation, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=40)
    old = models.CharField(_("stood there"), max_length=1000, blank=True, default="")
    new = models.CharField(_("should be"), max_length=1000, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")

    objects = CorrectionQuerySet.as_manager()
    privacy = Privacy(personal="old new", neither="confirmation field state reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "confirmation", "field"], name="networks_correction_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CorrectionState.values), name="networks_correction_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.REFUSED) | ~Q(reason=""),
                name="networks_correction_refused",
            ),
        ]
