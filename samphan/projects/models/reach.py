"""Where a project works, whom it serves, what it costs, and the numbers that somebody stated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.agreements.models import ResourceKind
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.projects.models.project import Project, ProjectRowQuerySet
from samphan.projects.models.side import ProjectPartner
from samphan.projects.models.vocabulary import Population, StatedKind
from samphan.tenancy.models import Owned


class ProjectPlace(Owned):
    """A place down to the sub-district, with a point on the map where one is known (degrees, WGS 84)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="places")
    province = models.CharField(
        _("province"), max_length=5, blank=True, default="", help_text="ISO 3166-2, see catalogue/places"
    )
    district = models.CharField(_("district"), max_length=100, blank=True, default="")
    subdistrict = models.CharField(_("sub-district"), max_length=100, blank=True, default="")
    site = models.CharField(_("name of the place"), max_length=200, blank=True, default="")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    is_virtual = models.BooleanField(_("online"), default=False)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectPlace"].as_manager()
    privacy = Privacy(
        neither="project province district subdistrict site latitude longitude is_virtual order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="projects_place_point",
            ),
            models.CheckConstraint(
                condition=Q(is_virtual=True) | ~Q(province="") | ~Q(site=""), name="projects_place_named"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "province", "district"], name="projects_place_where")
        ]


class ProjectServed(Owned):
    """A group of people whom a project serves. ``number`` is of people; NULL is not known.

    ``groups`` × ``each`` may be stated beside it: where they do not make ``number``, the page says so.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="served")
    label = models.CharField(_("group"), max_length=300)
    population = models.CharField(
        _("kind of group"), max_length=20, choices=Population.choices, blank=True, default=""
    )
    is_direct = models.BooleanField(_("served directly"), default=True)
    number = models.PositiveIntegerField(_("people"), null=True, blank=True)
    is_counted = models.BooleanField(_("counted, not estimated"), default=False)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    groups = models.PositiveIntegerField(_("groups"), null=True, blank=True)
    each = models.PositiveIntegerField(_("people in each group"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectServed"].as_manager()
    privacy = Privacy(
        neither="project label population is_direct number is_counted households groups each order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(label="") & Q(population__in=["", *Population.values]),
                name="projects_served_named",
            )
        ]


class ProjectResource(Owned):
    """Money, or something in kind, that a partner or an outside funder gives to a project; valued in baht with a basis."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="resources")
    partner = models.ForeignKey(
        ProjectPartner, on_delete=models.PROTECT, null=True, blank=True, related_name="resources"
    )
    giver = models.CharField(_("funder outside the partnership"), max_length=300, blank=True, default="")
    is_internal = models.BooleanField(_("from the university's own budget"), default=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind.choices)
    title = models.CharField(_("what is given"), max_length=300)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    value_baht = models.DecimalField(
        _("value in baht"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    value_basis = models.CharField(_("basis of the value"), max_length=300, blank=True, default="")
    given = PartialDateField(_("when"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectResource"].as_manager()
    privacy = Privacy(
        neither="project partner giver is_internal kind title amount unit value_baht value_basis given order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(title="") & Q(kind__in=ResourceKind.values), name="projects_resource_titled"
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(giver=""), name="projects_resource_one_giver"
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(value_baht__isnull=True) | Q(value_baht__gte=0)),
                name="projects_resource_amounts",
            ),
        ]


class ProjectStated(Owned):
    """A number as somebody stated it, beside what the record itself counts. Baht for a budget, else a count."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="stated")
    kind = models.CharField(_("what is counted"), max_length=12, choices=StatedKind.choices)
    number = models.DecimalField(pgettext_lazy("count", "number"), max_digits=16, decimal_places=2)
    is_at_least = models.BooleanField(_("at least this many"), default=False)
    is_estimate = models.BooleanField(_("estimate"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True, default="")

    objects = ProjectRowQuerySet["ProjectStated"].as_manager()
    privacy = Privacy(neither="project kind number is_at_least is_estimate source")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=StatedKind.values) & Q(number__gte=0), name="projects_stated_coded"
            )
        ]
