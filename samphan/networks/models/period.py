"""When an organisation was a member, as which category, and when its rights rested."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.networks.models.category import MemberCategory
from samphan.networks.models.membership import Member, days, just
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    import datetime as dt


class PeriodBasis(models.TextChoices):
    UNTIL_RESIGNATION = "until_resignation", _("until it resigns")
    FIXED_TERM = "fixed_term", _("for a fixed term")


class EndReason(models.TextChoices):
    RESIGNED = "resigned", _("resigned")
    EXPIRED = "expired", _("the term ended")
    RENEWED = "renewed", _("renewed by a new period")
    CHANGED = "changed", _("changed to another category")
    REMOVED = "removed", _("removed by resolution")
    UNPAID = "unpaid", _("dues not paid")
    DISSOLVED = "dissolved", _("the organisation was dissolved or merged")
    OTHER = "other", _("another reason")


#: Ends after which the member goes on in the next period: nobody left.
CONTINUING = (EndReason.RENEWED, EndReason.CHANGED)


def possible_days() -> models.Func:
    """Every day on which a period may last: what is half known ("until 2569") does not speak against any."""
    return models.Func(
        models.Func(F("since"), function="lower", output_field=models.DateField()),
        models.Func(F("until"), function="upper", output_field=models.DateField()),
        function="daterange",
        output_field=DateRangeField(),
    )


class MembershipPeriodQuerySet(OwnedQuerySet["MembershipPeriod"]):
    """Periods of membership."""

    def lasting_on(self, on: dt.date) -> MembershipPeriodQuerySet:
        """Those that may last on a day."""
        return self.alias(possible=possible_days()).filter(possible__contains=on)  # type: ignore[misc]  # the stubs know of no day in a range


class SuspensionQuerySet(OwnedQuerySet["Suspension"]):
    """When rights of members rested."""

    def lasting_on(self, on: dt.date) -> SuspensionQuerySet:
        """Those that last on a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), since_on__lte=on)


class MembershipPeriod(Owned, Versioned):
    """A member from some day until some day, as far as these are known; ``until`` is the last day.

    The database refuses two periods of a member that certainly overlap; whether they do follows from what is known of
    their days (the function ``networks_certain`` of the migration).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="periods")
    category = models.ForeignKey(
        MemberCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="periods",
        verbose_name=_("category"),
    )
    since = PartialDateField(_("from"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)
    basis = models.CharField(
        _("basis"), max_length=20, choices=PeriodBasis.choices, default=PeriodBasis.UNTIL_RESIGNATION
    )
    instrument = models.CharField(
        _("resolution or order"),
        max_length=300,
        blank=True,
        default="",
        help_text="body, number of the meeting and date, as stated",
    )
    end_kind = models.CharField(
        _("why it ended"), max_length=20, choices=EndReason.choices, blank=True, default=""
    )
    end_reason = models.CharField(_("reason in words"), max_length=1000, blank=True, default="")

    objects = MembershipPeriodQuerySet.as_manager()
    privacy = Privacy(
        neither="member category since until basis instrument end_kind end_reason version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(basis__in=PeriodBasis.values), name="networks_period_basis"),
            models.CheckConstraint(
                condition=Q(end_kind="") | Q(end_kind__in=EndReason.values), name="networks_period_end_kind"
            ),
            models.CheckConstraint(
                condition=Q(end_kind="") | Q(until__isnull=False), name="networks_period_ended"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__endswith__gt=F("since__startswith")),
                name="networks_period_order",
            ),
            models.CheckConstraint(
                condition=~Q(basis=PeriodBasis.FIXED_TERM) | Q(until__isnull=False),
                name="networks_period_term",
            ),
            ExclusionConstraint(
                name="networks_period_apart",
                expressions=[
                    (just("member"), RangeOperators.OVERLAPS),
                    (
                        models.Func(
                            F("since"),
                            F("until"),
                            function="networks_certain",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "member"], name="networks_period_member"),
            GistIndex(possible_days(), name="networks_period_possible"),
        ]

    def lasts_on(self, on: dt.date) -> bool:
        """Whether the period may last on a day."""
        began = self.since is None or self.since.from_on <= on
        return began and (self.until is None or self.until.until_on > on)


class Suspension(Owned):
    """The rights of a member rest from a day until the suspension is lifted."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="suspensions")
    since_on = models.DateField(_("from"))
    until_on = models.DateField(_("lifted"), null=True, blank=True, help_text="the first day no longer")
    reason = models.CharField(_("reason"), max_length=1000)
    lifted_reason = models.CharField(_("reason for lifting it"), max_length=1000, blank=True, default="")

    objects = SuspensionQuerySet.as_manager()
    privacy = Privacy(neither="member since_on until_on reason lifted_reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="networks_suspension_reason"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")),
                name="networks_suspension_period",
            ),
            ExclusionConstraint(
                name="networks_suspension_apart",
                expressions=[
                    (just("member"), RangeOperators.OVERLAPS),
                    (days("since_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
