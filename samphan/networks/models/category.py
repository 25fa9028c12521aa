"""Categories of members with their rights, and the rules of the network's membership."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class MemberCategoryQuerySet(OwnedQuerySet["MemberCategory"]):
    """Categories of a network."""


class MembershipSettingsQuerySet(OwnedQuerySet["MembershipSettings"]):
    """The one row of rules of a network."""


class MemberCategory(Owned, Versioned):
    """A kind of membership with its rights: votes in the general meeting, what else it may do, what it pays a year."""

    name_th = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True, default="")
    rights_th = models.TextField(_("rights, in Thai"), blank=True, default="")
    rights_en = models.TextField(_("rights, in English"), blank=True, default="")
    votes = models.PositiveSmallIntegerField(_("votes"), default=1)
    dues = models.DecimalField(
        _("dues a year, in baht"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="NULL: no dues are raised",
    )
    is_open = models.BooleanField(_("can be applied for"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = MemberCategoryQuerySet.as_manager()
    name = Bilingual()
    rights = Bilingual()
    privacy = Privacy(
        neither="name_th name_en rights_th rights_en votes dues is_open position version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="networks_category_named"),
            models.CheckConstraint(
                condition=Q(dues__isnull=True) | Q(dues__gt=0), name="networks_category_dues"
            ),
            models.UniqueConstraint(fields=["network", "name_th"], name="networks_category_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "position", "id"], name="networks_category_order")
        ]


class MembershipSettings(Owned, Versioned):
    """How members are numbered, whether one may apply by the form, and what stands on letters and invoices.

    Its row is the lock under which numbers are given out and decisions are made.
    """

    number_prefix = models.CharField(_("letters before the number"), max_length=20, blank=True, default="")
    number_has_year = models.BooleanField(_("the number holds the Buddhist year"), default=True)
    number_width = models.PositiveSmallIntegerField(_("digits of the running number"), default=3)
    takes_applications = models.BooleanField(_("the application form is open"), default=False)
    words_th = models.TextField(_("words above the form, in Thai"), blank=True, default="")
    words_en = models.TextField(_("words above the form, in English"), blank=True, default="")
    office = models.CharField(_("office that writes"), max_length=300, blank=True, default="")
    address = models.TextField(_("address of the office"), max_length=1000, blank=True, default="")
    contact = models.CharField(
        _("telephone and e-mail of the office"), max_length=300, blank=True, default=""
    )
    signer_name = models.CharField(_("who signs"), max_length=200, blank=True, default="")
    signer_position = models.CharField(_("position of who signs"), max_length=300, blank=True, default="")
    payment = models.TextField(_("how dues are paid"), max_length=1000, blank=True, default="")
    dues_days = models.PositiveSmallIntegerField(_("days until dues are due"), default=30)

    objects = MembershipSettingsQuerySet.as_manager()
    words = Bilingual()
    privacy = Privacy(
        personal="signer_name signer_position contact",
        neither="number_prefix number_has_year number_width takes_applications words_th words_en office address payment"
        " dues_days version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network"], name="networks_settings_once"),
            models.CheckConstraint(
                condition=Q(number_width__gte=1, number_width__lte=8), name="networks_settings_width"
            ),
            models.CheckConstraint(
                condition=Q(dues_days__gte=1, dues_days__lte=366), name="networks_settings_dues_days"
            ),
        ]
