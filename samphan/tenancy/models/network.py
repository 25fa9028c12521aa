"""A network is the tenant: an association, a council, one university's engagement office, a cluster."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import NetworkRef
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models.base import Versioned

SLUG = r"^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])$"


class NetworkKind(models.TextChoices):
    """The kinds of seed 003 (first four) and those met in practice."""

    SCHOOL_CLUSTER = "school_cluster", _("school cluster")
    ACADEMIC_COOPERATION = "academic_cooperation", _("academic cooperation network")
    COMMUNITY_RELATIONS = "community_relations", _("community relations network")
    AREA_PARTNERSHIP = "area_partnership", _("area partnership network")
    ASSOCIATION = "association", _("association")
    COUNCIL = "council", _("council")
    ENGAGEMENT_OFFICE = "engagement_office", _("engagement office of a university")
    COMMUNITY_OF_PRACTICE = "community_of_practice", _("community of practice")


class NetworkState(models.TextChoices):
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")


class Network(Versioned):
    """The owner of rows; its words and its life belong to the ``networks`` app above."""

    slug = models.CharField(_("address"), max_length=50, unique=True, validators=[RegexValidator(SLUG)])
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=30, choices=NetworkKind.choices)
    purpose_th = models.TextField(_("purpose in Thai"), blank=True, default="")
    purpose_en = models.TextField(_("purpose in English"), blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=NetworkState.choices, default=NetworkState.ACTIVE
    )
    accent = models.CharField(
        _("colour"), max_length=7, blank=True, default="", validators=[RegexValidator(r"^#[0-9a-f]{6}$")]
    )
    academic_from = models.PositiveSmallIntegerField(
        _("month in which the academic year begins"), default=6, help_text="1 to 12"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    name = Bilingual()
    purpose = Bilingual()

    table_kind = "network"
    privacy = Privacy(
        neither="slug name_th name_en kind purpose_th purpose_en state accent academic_from is_sample created_at"
        " version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="tenancy_network_named"),
            models.CheckConstraint(
                condition=models.Q(kind__in=NetworkKind.values), name="tenancy_network_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=NetworkState.values), name="tenancy_network_state"
            ),
            models.CheckConstraint(
                condition=models.Q(academic_from__range=(1, 12)), name="tenancy_network_academic"
            ),
        ]

    @property
    def ref(self) -> NetworkRef:
        return NetworkRef(self.pk, self.slug, self.name_th, self.name_en, self.accent)
