"""The roadmap: what the network means to reach, by whom, until when, and how far it is."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet, period
from samphan.projects.models.theme import Theme
from samphan.tenancy.models import Owned, Versioned


def tidy(value: Decimal | None) -> Decimal | None:
    """A number without zeros at its end: 400.0000 is 400, and never 4E+2."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def public_token() -> str:
    """A random part of a public address."""
    return secrets.token_urlsafe(16)


class RoadmapQuerySet(WorkQuerySet["Roadmap"]):
    def published(self, token: str, network_id: int) -> Self:
        """The roadmap that opens without sign-in at a public address."""
        return self.filter(token=token, network_id=network_id, is_public=True, archived_at__isnull=True)


class Roadmap(Owned, Versioned):
    """A plan of the network with horizons; archived ones are kept and shown on request."""

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    purpose_th = models.TextField(_("purpose, in Thai"), blank=True, default="")
    purpose_en = models.TextField(_("purpose, in English"), blank=True, default="")
    is_public = models.BooleanField(_("public"), default=False)
    token = models.CharField(max_length=40, unique=True, default=public_token)
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = RoadmapQuerySet.as_manager()
    title = Bilingual()
    purpose = Bilingual()
    privacy = Privacy(
        neither="title_th title_en purpose_th purpose_en is_public token sort_key created_at archived_at is_sample"
        " version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_roadmap_titled"),
        ]


class Horizon(Owned):
    """A column of the roadmap: NOW, NEXT, NEW or one of its own, with a time that may be half known."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.PROTECT, related_name="horizons")
    code = models.CharField(_("code"), max_length=20)
    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)
    starts = PartialDateField(_("from"), null=True, blank=True)
    ends = PartialDateField(_("until"), null=True, blank=True)

    objects = WorkQuerySet["Horizon"].as_manager()
    title = Bilingual()
    privacy = Privacy(neither="roadmap code title_th title_en order starts ends")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_horizon_titled"),
            models.CheckConstraint(condition=period(), name="projects_horizon_period"),
            models.CheckConstraint(condition=~Q(code=""), name="projects_horizon_coded"),
            models.UniqueConstraint(fields=["network", "roadmap", "code"], name="projects_horizon_once"),
        ]


class ItemState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class RoadmapItem(Owned, Versioned):
    """Something to reach, in one horizon; it may be a part of another one of the same roadmap.

    ``progress`` (0 to 100) is typed for items without parts and NULL when nobody measured it; that of an item with
    parts is counted from them (``queries.progress``) and stays NULL here.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.PROTECT, related_name="items")
    horizon = models.ForeignKey(Horizon, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=pgettext_lazy("roadmap", "part of"),
    )
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")
    starts = PartialDateField(_("from"), null=True, blank=True)
    ends = PartialDateField(_("until"), null=True, blank=True)
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible organisation"),
    )
    owner_label = models.CharField(_("responsible unit or person"), max_length=300, blank=True, default="")
    weight = models.DecimalField(_("weight"), max_digits=8, decimal_places=2, default=Decimal(1))
    progress = models.PositiveSmallIntegerField(_("progress"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.PROPOSED)
    state_reason = models.CharField(_("why it was dropped"), max_length=1000, blank=True, default="")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(_("shown on the public page"), default=False)
    order = models.PositiveIntegerField(_("order"), default=0)
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = WorkQuerySet["RoadmapItem"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(
        personal="owner_label",
        neither="roadmap horizon parent title_th title_en detail_th detail_en starts ends owner weight progress state"
        " state_reason theme is_public order sort_key created_at is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_item_titled"),
            models.CheckConstraint(condition=period(), name="projects_item_period"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="projects_item_not_own_part"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="projects_item_weight"),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100), name="projects_item_progress"
            ),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="projects_item_state"),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DROPPED) | ~Q(state_reason=""), name="projects_item_dropped_why"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "roadmap", "horizon", "order"], name="projects_item_place"),
            models.Index(fields=["network", "sort_key", "id"], name="projects_item_title_order"),
            models.Index(fields=["network", "owner"], name="projects_item_owner"),
        ]

    @property
    def said_weight(self) -> Decimal | None:
        """The weight as it was typed."""
        return tidy(self.weight)


class RoadmapPartner(Owned):
    """An organisation helps with an item, in a role in its own words."""

    item = models.ForeignKey(RoadmapItem, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=200, blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = WorkQuerySet["RoadmapPartner"].as_manager()
    privacy = Privacy(neither="item organisation role order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "item", "organisation"], name="projects_roadmappartner_once"
            )
        ]


class RoadmapDependency(Owned):
    """``item`` cannot go on before ``needs``; never in a circle (``actions.dependencies``)."""

    item = models.ForeignKey(RoadmapItem, on_delete=models.PROTECT, related_name="needs")
    needs = models.ForeignKey(
        RoadmapItem, on_delete=models.PROTECT, related_name="needed_by", verbose_name=_("needs")
    )

    objects = WorkQuerySet["RoadmapDependency"].as_manager()
    privacy = Privacy(neither="item needs")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "item", "needs"], name="projects_dependency_once"),
            models.CheckConstraint(condition=~Q(item=F("needs")), name="projects_dependency_other"),
        ]


class RoadmapMeasure(Owned):
    """What tells whether an item is reached. NULL is "not measured", never 0."""

    item = models.ForeignKey(RoadmapItem, on_delete=models.PROTECT, related_name="measures")
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=100, blank=True, default="")
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    actual = models.DecimalField(_("actual"), max_digits=18, decimal_places=4, null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = WorkQuerySet["RoadmapMeasure"].as_manager()
    name = Bilingual()
    privacy = Privacy(neither="item name_th name_en unit baseline target actual order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="projects_measure_named"),
        ]

    @property
    def said_baseline(self) -> Decimal | None:
        """The baseline as it was typed, without the zeros that the column adds."""
        return tidy(self.baseline)

    @property
    def said_target(self) -> Decimal | None:
        """The target as it was typed."""
        return tidy(self.target)

    @property
    def said_actual(self) -> Decimal | None:
        """The actual value as it was typed."""
        return tidy(self.actual)


class RoadmapStatus(Owned):
    """What was said about an item at a moment. The database lets nobody change or delete a row."""

    item = models.ForeignKey(RoadmapItem, on_delete=models.PROTECT, related_name="history")
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices)
    progress = models.PositiveSmallIntegerField(_("progress"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=2000, blank=True, default="")
    at = models.DateTimeField(_("said at"))
    by = models.CharField(_("said by"), max_length=200, blank=True, default="")

    objects = WorkQuerySet["RoadmapStatus"].as_manager()
    privacy = Privacy(personal="by", neither="item state progress note at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="projects_status_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "item", "at"], name="projects_status_item")
        ]
