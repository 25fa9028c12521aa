"""What happened in the life of the network, on days as far as they are known."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned


class MilestoneKind(models.TextChoices):
    BEGINNING = "beginning", _("beginning")
    LEGAL = "legal", _("legal form")
    GOVERNANCE = "governance", _("bodies and offices")
    MEETING = "meeting", _("meeting or event")
    VISIT = "visit", _("study visit")
    AGREEMENT = "agreement", _("agreement")
    PUBLICATION = "publication", _("publication")
    RECOGNITION = "recognition", _("recognition")
    OTHER = "other", _("other")


class MilestoneQuerySet(OwnedQuerySet["Milestone"]):
    """Milestones of a network."""

    def published(self, network_id: int) -> MilestoneQuerySet:
        """Those that a network publishes; the database shows them only where its page is published too."""
        return self.filter(network_id=network_id, is_published=True)


class Milestone(Owned, Versioned):
    """One thing worth remembering. ``on`` is NULL where not even the year is known: ``when_words`` says what is said.

    ``link`` leads to a record of the network (an address that begins with ``/``) or to a page elsewhere.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=MilestoneKind.choices)
    on = PartialDateField(_("date"), null=True, blank=True)
    when_words = models.CharField(_("time as it is said"), max_length=200, blank=True, default="")
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    detail_th = models.TextField(_("details, in Thai"), blank=True, default="")
    detail_en = models.TextField(_("details, in English"), blank=True, default="")
    place = models.CharField(_("place"), max_length=300, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    link = models.CharField(_("leads to"), max_length=500, blank=True, default="")
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    is_published = models.BooleanField(_("published"), default=False)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = MilestoneQuerySet.as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(
        neither="kind on when_words title_th title_en detail_th detail_en place organisation source link file"
        " is_published is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="networks_milestone_titled"),
            models.CheckConstraint(
                condition=Q(kind__in=MilestoneKind.values), name="networks_milestone_kind"
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=False) | ~Q(when_words=""), name="networks_milestone_dated"
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="/") | Q(link__startswith="https://"),
                name="networks_milestone_link",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "on", "id"], name="networks_milestone_order")
        ]
