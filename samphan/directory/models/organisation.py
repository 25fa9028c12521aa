"""Organisations: a tree of universities, faculties, councils, agencies, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class OrganisationKind(models.TextChoices):
    UNIVERSITY = "university", _("university or institute")
    FACULTY = "faculty", _("faculty or college")
    UNIT = "unit", _("unit of an institution")
    SCHOOL = "school", _("school")
    COUNCIL = "council", _("council")
    ASSOCIATION = "association", _("association")
    FOUNDATION = "foundation", _("foundation")
    AGENCY = "agency", _("government agency")
    LOCAL_GOVERNMENT = "local_government", _("local government")
    EDUCATION_AREA = "education_area", _("education area")
    COMPANY = "company", _("company")
    COMMUNITY = "community", _("community")
    INTERNATIONAL = "international", _("international body")
    OTHER = "other", _("other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def for_actor(self, actor: Actor) -> OrganisationQuerySet:
        """Organisations are seen by everybody who is signed in."""
        return self if actor.is_signed_in or actor.networks else self.none()


class Organisation(Versioned):
    """An organisation or a unit of one. The record is kept by one network; others use it."""

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("part of"),
    )
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    abbreviation_th = models.CharField(_("Thai abbreviation"), max_length=40, blank=True, default="")
    abbreviation_en = models.CharField(_("English abbreviation"), max_length=40, blank=True, default="")
    website = models.URLField(_("website"), max_length=300, blank=True, default="")
    about_th = models.TextField(_("about, in Thai"), blank=True, default="")
    about_en = models.TextField(_("about, in English"), blank=True, default="")
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = OrganisationQuerySet.as_manager()
    name = Bilingual()
    abbreviation = Bilingual()
    about = Bilingual()

    table_kind = "shared"
    privacy = Privacy(
        neither="kept_by kind parent name_th name_en abbreviation_th abbreviation_en website about_th about_en"
        " sort_key is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="directory_organisation_named"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="directory_organisation_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="directory_organisation_not_own_parent"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sort_key", "id"], name="directory_organisation_order")
        ]


class OrganisationName(models.Model):
    """One spelling under which an organisation is known, with the key that compares spellings.

    An abbreviation may belong to several organisations: it is asked, never guessed.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        ABBREVIATION = "abbreviation", _("abbreviation")
        ALIAS = "alias", _("other name")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, help_text="kit.thai.organisations.organisation_key of the text")

    table_kind = "shared"
    privacy = Privacy(neither="organisation kept_by kind text key")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "key", "kind"], name="directory_name_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"], name="directory_name_key")]
