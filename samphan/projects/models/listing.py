"""Offers and needs of institutions, and which of them a person put together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.theme import Theme
from samphan.tenancy.models import Owned, Versioned


class Side(models.TextChoices):
    OFFER = "offer", pgettext_lazy("listing", "offer")
    NEED = "need", pgettext_lazy("listing", "need")


class ListingKind(models.TextChoices):
    CURRICULUM_PAIRING = "curriculum_pairing", _("pairing of curricula")
    JOINT_RESEARCH = "joint_research", _("joint research")
    STUDENT_EXCHANGE = "student_exchange", _("student exchange")
    EXPERTISE = "expertise", _("expertise")
    SPACE = "space", _("space")
    EQUIPMENT = "equipment", _("equipment")
    OTHER = "other", _("other")


class ListingState(models.TextChoices):
    OPEN = "open", _("open")
    MATCHED = "matched", _("matched")
    CLOSED = "closed", _("closed")


class Listing(Owned, Versioned):
    """What an institution offers or looks for."""

    side = models.CharField(_("offer or need"), max_length=5, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=ListingKind.choices)
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(_("contact"), max_length=300, blank=True, default="")
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=ListingState.choices, default=ListingState.OPEN
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = WorkQuerySet["Listing"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(
        personal="contact",
        neither="side kind title_th title_en detail_th detail_en organisation place state valid_until sort_key created_at"
        " is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_listing_titled"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="projects_listing_side"),
            models.CheckConstraint(condition=Q(kind__in=ListingKind.values), name="projects_listing_kind"),
            models.CheckConstraint(condition=Q(state__in=ListingState.values), name="projects_listing_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "state", "side", "sort_key", "id"], name="projects_listing_order")
        ]


class ListingTheme(Owned):
    """A listing carries a theme."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")

    objects = WorkQuerySet["ListingTheme"].as_manager()
    privacy = Privacy(neither="listing theme")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "listing", "theme"], name="projects_listingtheme_once")
        ]


class MatchState(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("match", "accepted")
    DISMISSED = "dismissed", _("dismissed")


class ListingMatch(Owned):
    """What a person decided about an offer and a need, with the reasons that were shown then.

    ``reasons`` is a list of [code, words]: see ``queries.matches.Reason``.
    """

    offer = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="matches_as_offer")
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="matches_as_need")
    state = models.CharField(_("state"), max_length=10, choices=MatchState.choices)
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"))

    objects = WorkQuerySet["ListingMatch"].as_manager()
    privacy = Privacy(personal="decided_by", neither="offer need state reasons decided_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "offer", "need"], name="projects_match_once"),
            models.CheckConstraint(condition=~Q(offer=F("need")), name="projects_match_two"),
            models.CheckConstraint(condition=Q(state__in=MatchState.values), name="projects_match_state"),
        ]
