"""What is given to the network: pledged, received and used, and what would be needed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.agreements.models.agreement import Agreement
from samphan.agreements.models.base import MONEY_DIGITS, SharedQuerySet, in_order
from samphan.directory.models import Organisation
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class ResourceKind(models.TextChoices):
    """The five kinds that the network's frame knows."""

    MONEY = "money", _("money")
    PEOPLE = "people", pgettext_lazy("resource", "people")
    MATERIALS = "materials", _("materials and equipment")
    TIME = "time", pgettext_lazy("resource", "time")
    IT = "it", _("information technology")


class ResourceQuerySet(SharedQuerySet["Resource"]):
    """Resources of a network."""


class Resource(Owned, Versioned):
    """One thing that an organisation pledged: how much, for what, from when to when, and what it is worth.

    Money is counted in baht and is its own value; anything else may be valued in baht for the whole amount, and then
    says on what basis.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    title_th = models.CharField(_("what is given, in Thai"), max_length=500)
    title_en = models.CharField(_("what is given, in English"), max_length=500, blank=True, default="")
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("for what"), max_length=500, blank=True, default="")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="resources"
    )
    amount = models.DecimalField(_("amount"), max_digits=MONEY_DIGITS, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60)
    value_baht = models.DecimalField(
        _("value in baht"), max_digits=MONEY_DIGITS, decimal_places=2, null=True, blank=True
    )
    value_basis = models.CharField(_("basis of the value"), max_length=300, blank=True, default="")
    starts = PartialDateField(_("from"), null=True, blank=True)
    ends = PartialDateField(_("until"), null=True, blank=True)
    is_open = models.BooleanField(_("open to every member of the network"), default=False)
    note = models.TextField(_("note"), blank=True, default="")
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = ResourceQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(
        neither="kind title_th title_en giver purpose agreement amount unit value_baht value_basis starts ends is_open note"
        " sort_key created_at is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="agreements_resource_titled"),
            models.CheckConstraint(
                condition=Q(kind__in=ResourceKind.values), name="agreements_resource_kind"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="agreements_resource_amount"),
            models.CheckConstraint(
                condition=Q(value_baht__isnull=True)
                | (Q(value_baht__gte=0) & ~Q(value_basis=""))
                | Q(kind=ResourceKind.MONEY),
                name="agreements_resource_basis",
            ),
            models.CheckConstraint(condition=in_order("starts", "ends"), name="agreements_resource_period"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="agreements_resource_order"),
            models.Index(fields=["giver"], name="agreements_resource_giver"),
        ]


class EntryKind(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("resource", "received")
    USED = "used", pgettext_lazy("resource", "used")


class ResourceEntryQuerySet(SharedQuerySet["ResourceEntry"]):
    open_at = "resource__is_open"


class ResourceEntry(Owned):
    """Some of a resource was received, or was used by somebody for something."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind.choices)
    on = PartialDateField(_("on"))
    amount = models.DecimalField(_("amount"), max_digits=MONEY_DIGITS, decimal_places=2)
    purpose = models.CharField(_("for what"), max_length=500, blank=True, default="")
    user = models.CharField(_("by whom"), max_length=300, blank=True, default="")
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ResourceEntryQuerySet.as_manager()
    privacy = Privacy(personal="user", neither="resource kind on amount purpose note added_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="agreements_entry_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="agreements_entry_amount"),
        ]


class ResourceNeedQuerySet(SharedQuerySet["ResourceNeed"]):
    """Needs of a network."""


class ResourceNeed(Owned, Versioned):
    """What the network says that it needs of one kind in a Buddhist year: the other side of the coverage."""

    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    title_th = models.CharField(_("what is needed, in Thai"), max_length=500)
    title_en = models.CharField(_("what is needed, in English"), max_length=500, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("year"), help_text="Buddhist era")
    amount = models.DecimalField(_("amount"), max_digits=MONEY_DIGITS, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60)
    is_open = models.BooleanField(_("open to every member of the network"), default=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = ResourceNeedQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(
        neither="kind title_th title_en year amount unit is_open is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="agreements_need_titled"),
            models.CheckConstraint(condition=Q(kind__in=ResourceKind.values), name="agreements_need_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="agreements_need_amount"),
        ]
