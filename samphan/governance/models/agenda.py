"""The agenda of a meeting: items in order, items under items, the papers that belong to each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.governance.models.meeting import Meeting, MeetingRowQuerySet
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, StoredFile, Versioned


class ItemKind(models.TextChoices):
    """What an item is there for; the six of the standard agenda."""

    NOTICE = "notice", _("notices of the chair")
    ADOPTION = "adoption", _("adoption of minutes")
    ARISING = "arising", _("matters arising")
    INFORMATION = "information", _("for information")
    DECISION = "decision", _("for decision")
    OTHER = "other", pgettext_lazy("agenda", "other matters")


class AgendaItem(Owned, Versioned):
    """One item of a meeting's agenda, or one below another.

    ``adopts`` is the earlier meeting whose minutes the item lays before this one. ``follows`` says from which earlier
    matter an item arises, in words that stay when that matter is closed.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(
        pgettext_lazy("agenda", "kind"), max_length=12, choices=ItemKind.choices, default=ItemKind.DECISION
    )
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")
    presenter = models.CharField(_("presented by"), max_length=200, blank=True, default="")
    minutes_planned = models.PositiveSmallIntegerField(_("minutes planned"), null=True, blank=True)
    adopts = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="adopted_by_items"
    )
    follows = models.CharField(_("arises from"), max_length=500, blank=True, default="")

    objects = MeetingRowQuerySet["AgendaItem"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(
        personal="presenter",
        neither="meeting parent order kind title_th title_en detail_th detail_en minutes_planned adopts follows version"
        " changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="governance_item_titled"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="governance_item_kind"),
            models.CheckConstraint(
                condition=Q(adopts__isnull=True) | ~Q(adopts=F("meeting")),
                name="governance_item_adopts_another",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="governance_item_not_below_itself"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "meeting", "order"], name="governance_item_order"),
        ]


class AgendaFile(Owned):
    """A paper that belongs to an item; PDFs are joined into the agenda book."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(pgettext_lazy("paper", "title"), max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingRowQuerySet["AgendaFile"].as_manager()
    privacy = Privacy(neither="item title file order added_at")
