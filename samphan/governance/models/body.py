"""Bodies of the network: the board, committees, working groups, the general assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    import datetime as dt


class BodyKind(models.TextChoices):
    ASSEMBLY = "assembly", pgettext_lazy("body", "general assembly")
    BOARD = "board", pgettext_lazy("body", "board")
    ADVISORY = "advisory", pgettext_lazy("body", "advisory board")
    COMMITTEE = "committee", pgettext_lazy("body", "committee")
    SUBCOMMITTEE = "subcommittee", pgettext_lazy("body", "subcommittee")
    WORKING_GROUP = "working_group", pgettext_lazy("body", "working group")
    SECRETARIAT = "secretariat", pgettext_lazy("body", "secretariat")
    OTHER = "other", pgettext_lazy("body", "other")


class QuorumRule(models.TextChoices):
    NONE = "none", _("not laid down")
    MORE_THAN = "more_than", _("more than a share")
    AT_LEAST = "at_least", _("at least a share")
    NUMBER = "number", _("at least a number of people")


class QuorumOf(models.TextChoices):
    FILLED = "filled", _("of the seats that are filled")
    SEATS = "seats", _("of all seats")


def lasting(on: dt.date, at: str = "") -> Q:
    """That a life with half-known ends may hold on a day: what is not known does not speak against it.

    ``at`` is the way to the record (``body__``); it has ``since`` and ``until``, the last day.
    """
    begun = Q(**{f"{at}since__isnull": True}) | Q(**{f"{at}since__startswith__lte": on})
    return begun & (Q(**{f"{at}until__isnull": True}) | Q(**{f"{at}until__endswith__gt": on}))


class BodyQuerySet(OwnedQuerySet["Body"]):
    """Bodies of a network."""

    def alive(self, on: dt.date) -> BodyQuerySet:
        """Those that may exist on a day."""
        return self.filter(lasting(on))

    def published(self, network_id: int) -> BodyQuerySet:
        """Those that a network publishes: they are shown to everybody."""
        return self.filter(network_id=network_id, is_public=True)


class Body(Owned, Versioned):
    """A body with a life of its own. How many seats it has by its rules is stated, with the day and the source.

    The stated number is never the counted one: both are kept, and a page shows the difference.
    """

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("belongs to"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    purpose_th = models.TextField(_("mandate, in Thai"), blank=True, default="")
    purpose_en = models.TextField(_("mandate, in English"), blank=True, default="")
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True, help_text="the last day")
    closing_reason = models.CharField(_("why it was closed"), max_length=500, blank=True, default="")
    stated_seats = models.PositiveIntegerField(_("stated number of seats"), null=True, blank=True)
    stated_on = PartialDateField(_("stated as of"), null=True, blank=True)
    stated_source = models.CharField(_("source of the number"), max_length=500, blank=True, default="")
    quorum_rule = models.CharField(
        _("quorum"), max_length=10, choices=QuorumRule.choices, default=QuorumRule.NONE
    )
    quorum_over = models.PositiveSmallIntegerField(_("numerator of the share"), null=True, blank=True)
    quorum_under = models.PositiveSmallIntegerField(_("denominator of the share"), null=True, blank=True)
    quorum_count = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    quorum_of = models.CharField(max_length=10, choices=QuorumOf.choices, default=QuorumOf.FILLED)
    term_months = models.PositiveSmallIntegerField(_("length of a term in months"), null=True, blank=True)
    is_public = models.BooleanField(_("published with the names of its members"), default=False)
    order = models.PositiveIntegerField(default=0, help_text="place among the bodies of the same parent")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = BodyQuerySet.as_manager()
    name = Bilingual()
    purpose = Bilingual()
    privacy = Privacy(
        neither="parent kind name_th name_en purpose_th purpose_en since until closing_reason stated_seats stated_on"
        " stated_source quorum_rule quorum_over quorum_under quorum_count quorum_of term_months is_public order"
        " is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="governance_body_named"),
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="governance_body_kind"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="governance_body_not_own_parent"),
            models.CheckConstraint(
                # Half-known dates: "since March 2569, until some day of 2569" is possible.
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__endswith__gt=F("since__startswith")),
                name="governance_body_period",
            ),
            models.CheckConstraint(
                condition=Q(stated_seats__isnull=True)
                | (Q(stated_on__isnull=False) & ~Q(stated_source="") & Q(stated_seats__gt=0)),
                name="governance_body_stated",
            ),
            models.CheckConstraint(
                condition=Q(quorum_rule=QuorumRule.NONE)
                | Q(quorum_rule=QuorumRule.NUMBER, quorum_count__gt=0)
                | Q(
                    quorum_rule__in=[QuorumRule.MORE_THAN, QuorumRule.AT_LEAST],
                    quorum_over__gt=0,
                    quorum_under__gte=F("quorum_over"),
                ),
                name="governance_body_quorum",
            ),
            models.CheckConstraint(
                condition=Q(quorum_of__in=QuorumOf.values), name="governance_body_quorum_of"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "parent", "order"], name="governance_body_order")
        ]
