"""Positions of a body in their order, and its seats: both stand whether somebody holds them or not."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.governance.models.body import Body
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet


class PositionQuerySet(OwnedQuerySet["Position"]):
    """Positions of bodies."""


class SeatQuerySet(OwnedQuerySet["Seat"]):
    """Seats of bodies."""


class Position(Owned):
    """A title in a body: president, vice-president, member."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="positions")
    title_th = models.CharField(_("title in Thai"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True, default="")
    order = models.PositiveIntegerField(default=0)

    objects = PositionQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(neither="body title_th title_en order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="governance_position_titled"),
            models.UniqueConstraint(fields=["network", "body", "title_th"], name="governance_position_once"),
        ]


class Seat(Owned):
    """One place in a body, numbered within its position. Its position stays: a seat that changes is a new one.

    ``office`` names the office elsewhere whose holder sits here ex officio, at ``office_of``; ``on_behalf`` the
    institution for which the holder sits, or ``on_behalf_kind`` the kind of institution where that changes.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveIntegerField(_("number"))
    office_th = models.CharField(_("ex officio, in Thai"), max_length=300, blank=True, default="")
    office_en = models.CharField(_("ex officio, in English"), max_length=300, blank=True, default="")
    office_of = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on_behalf = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    on_behalf_kind = models.CharField(
        _("on behalf of a kind of institution"),
        max_length=20,
        blank=True,
        default="",
        help_text="a code of OrganisationKind",
    )
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True, help_text="the last day")

    objects = SeatQuerySet.as_manager()
    office = Bilingual()
    privacy = Privacy(
        neither="body position number office_th office_en office_of on_behalf on_behalf_kind since until"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "body", "position", "number"], name="governance_seat_once"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__endswith__gt=F("since__startswith")),
                name="governance_seat_period",
            ),
        ]
