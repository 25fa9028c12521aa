"""Organisations: a tree of universities, faculties, councils, agencies, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from samphan.directory.models.typology import Basis, Reach, Sector, Standing, Status
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
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

    def current(self) -> OrganisationQuerySet:
        """Without those that were merged into another: what lists show and pickers offer."""
        return self.filter(merged_into__isnull=True)

    def one_with(self, pk: int) -> OrganisationQuerySet:
        """A record, the one that it became, and all that became that one: rows under any of them are of one organisation."""
        kept = Organisation.objects.filter(pk=pk).values(kept=Coalesce("merged_into_id", "pk"))[:1]
        return self.filter(models.Q(pk=kept) | models.Q(merged_into=kept))

    def standing_for(self, ids: models.QuerySet[Any, Any]) -> OrganisationQuerySet:
        """Those that stand today for records that rows name, each once."""
        named = Organisation.objects.filter(pk__in=ids)
        return self.filter(pk__in=named.values(kept=Coalesce("merged_into_id", "pk")))


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
    basis = models.CharField(
        _("basis of community"), max_length=20, choices=Basis.choices, blank=True, default=""
    )
    sector = models.CharField(_("sector"), max_length=30, choices=Sector.choices, blank=True, default="")
    reach = models.CharField(_("reach"), max_length=20, choices=Reach.choices, blank=True, default="")
    standing = models.CharField(
        _("standing"), max_length=20, choices=Standing.choices, blank=True, default=""
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE)
    status_since = PartialDateField(_("inactive or closed since"), null=True, blank=True)
    province = models.CharField(
        _("province"), max_length=5, blank=True, default="", help_text="ISO 3166-2, see catalogue/places"
    )
    place_th = models.CharField(_("place in Thai"), max_length=200, blank=True, default="")
    place_en = models.CharField(_("place in English"), max_length=200, blank=True, default="")
    ror = models.CharField(_("ROR id"), max_length=9, blank=True, default="", help_text="as 05m2fqn25")
    domain = models.CharField(_("web domain"), max_length=253, blank=True, default="")
    other_id = models.CharField(_("other identifier"), max_length=60, blank=True, default="")
    website = models.URLField(_("website"), max_length=300, blank=True, default="")
    about_th = models.TextField(_("about, in Thai"), blank=True, default="")
    about_en = models.TextField(_("about, in English"), blank=True, default="")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="never a chain"
    )
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = OrganisationQuerySet.as_manager()
    name = Bilingual()
    abbreviation = Bilingual()
    about = Bilingual()
    place = Bilingual()

    table_kind = "shared"
    privacy = Privacy(
        neither="kept_by kind parent name_th name_en abbreviation_th abbreviation_en website about_th about_en"
        " basis sector reach standing status status_since province place_th place_en ror domain other_id"
        " merged_into sort_key is_sample version changed_at changed_by"
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
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="directory_organisation_merged"
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=["", *Basis.values])
                & models.Q(sector__in=["", *Sector.values])
                & models.Q(reach__in=["", *Reach.values])
                & models.Q(standing__in=["", *Standing.values])
                & models.Q(status__in=Status.values),
                name="directory_organisation_coded",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.ACTIVE) | models.Q(status_since__isnull=True),
                name="directory_organisation_status_since",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # Of lists, which leave merged records out: pages are skipped, and all are counted, in the index alone;
            # row-level security asks for the keeper.
            models.Index(
                fields=["sort_key", "id"],
                include=["kept_by"],
                name="directory_organisation_listed",
                condition=models.Q(merged_into__isnull=True),
            ),
            models.Index(fields=["ror"], name="directory_organisation_ror", condition=~models.Q(ror="")),
            models.Index(
                fields=["domain"], name="directory_organisation_domain", condition=~models.Q(domain="")
            ),
        ]

    @property
    def current_id(self) -> int:
        """The id of the record that stands for it today: its own, unless it was merged."""
        return self.merged_into_id or self.pk

    @property
    def is_closed(self) -> bool:
        """Whether it is marked wherever it is offered: it was closed, or is no longer at work."""
        return self.status != Status.ACTIVE


class OrganisationName(models.Model):
    """One spelling under which an organisation is known, with the key that compares spellings.

    An abbreviation may belong to several organisations: it is asked, never guessed.
    """

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        ABBREVIATION = "abbreviation", _("abbreviation")
        ALIAS = "alias", _("other name")
        FORMER = "former", _("former name")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, help_text="kit.thai.organisations.organisation_key of the text")
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)

    table_kind = "shared"
    privacy = Privacy(neither="organisation kept_by kind text key since until")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "key", "kind"], name="directory_name_once"),
            models.CheckConstraint(
                # Half-known dates: "since March 2569, until some day of 2569" is possible.
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__endswith__gt=models.F("since__startswith")),
                name="directory_name_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"], name="directory_name_key")]


class SuccessionKind(models.TextChoices):
    """What became of the earlier organisation in the later one."""

    RENAMED = "renamed", _("was renamed")
    MERGED_INTO = "merged_into", _("was merged into")
    SPLIT_OFF = "split_off", _("had split off from it")


class Succession(models.Model):
    """The later organisation took over from the earlier one, or split from it; the chain never closes to a circle."""

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="successions")
    later = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="origins")
    kind = models.CharField(_("kind"), max_length=20, choices=SuccessionKind.choices)
    happened = PartialDateField(_("when"), null=True, blank=True)

    table_kind = "shared"
    privacy = Privacy(neither="kept_by earlier later kind happened")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["earlier", "later"], name="directory_succession_once"),
            models.CheckConstraint(
                condition=~models.Q(earlier=models.F("later")), name="directory_succession_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SuccessionKind.values), name="directory_succession_kind"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["later"], name="directory_succession_later")
        ]
