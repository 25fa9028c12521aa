"""What members get, and who made use of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.networks.models.membership import Member
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class BenefitQuerySet(OwnedQuerySet["Benefit"]):
    """Benefits of a network."""


class BenefitUseQuerySet(OwnedQuerySet["BenefitUse"]):
    """Uses of benefits."""


class Benefit(Owned, Versioned):
    """Something that members get, from a day on."""

    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    about_th = models.TextField(_("about, in Thai"), blank=True, default="")
    about_en = models.TextField(_("about, in English"), blank=True, default="")
    since_on = models.DateField(_("offered from"), null=True, blank=True)
    until_on = models.DateField(_("offered until"), null=True, blank=True, help_text="the last day")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = BenefitQuerySet.as_manager()
    name = Bilingual()
    about = Bilingual()
    privacy = Privacy(
        neither="name_th name_en about_th about_en since_on until_on position version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="networks_benefit_named"),
            models.CheckConstraint(
                condition=Q(since_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("since_on")),
                name="networks_benefit_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "position", "id"], name="networks_benefit_order")
        ]


class BenefitUse(Owned):
    """A member made use of a benefit on a day, for so many people or times."""

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="uses")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="benefit_uses")
    on = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("how many"), default=1)
    occasion = models.CharField(_("on what occasion"), max_length=300, blank=True, default="")

    objects = BenefitUseQuerySet.as_manager()
    privacy = Privacy(neither="benefit member on count occasion")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(count__gte=1), name="networks_use_counted")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-on", "id"], name="networks_use_recent")
        ]
