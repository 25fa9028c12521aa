"""Who stands on which side of a project: organisations, groups in no register, people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation, Person
from samphan.directory.models.typology import Basis, Sector
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.projects.models.project import Project, ProjectRowQuerySet
from samphan.projects.models.vocabulary import PartnerRole, PartnerSide, PersonRole
from samphan.tenancy.models import Owned


class ProjectPartner(Owned):
    """An organisation, or a group that stands in no register, takes part in a project on one side; one of them leads.

    ``basis`` and ``sector`` are what it was in this project; where they are empty, those of the directory hold.
    ``claims_lead`` is set by another unit that says that it leads: both are shown until one of them gives way.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name of a group in no register"), max_length=300, blank=True, default="")
    side = models.CharField(
        _("side"), max_length=10, choices=PartnerSide.choices, default=PartnerSide.SOCIETY
    )
    basis = models.CharField(
        _("basis of community"), max_length=20, choices=Basis.choices, blank=True, default=""
    )
    sector = models.CharField(_("sector"), max_length=30, choices=Sector.choices, blank=True, default="")
    role_code = models.CharField(
        _("kind of role"), max_length=20, choices=PartnerRole.choices, blank=True, default=""
    )
    role = models.CharField(_("role"), max_length=300, blank=True, default="")
    is_lead = models.BooleanField(_("leads the project"), default=False)
    claims_lead = models.BooleanField(_("says that it leads"), default=False)
    since = PartialDateField(_("since"), null=True, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True, default="")
    contact_phone = models.CharField(_("telephone"), max_length=60, blank=True, default="")
    contact_email = models.EmailField(_("e-mail address"), max_length=254, blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectPartner"].as_manager()
    privacy = Privacy(
        personal="contact_name contact_phone contact_email",
        neither="project organisation name side basis sector role_code role is_lead claims_lead since order",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "project", "organisation"], name="projects_projectpartner_once"
            ),
            models.UniqueConstraint(
                fields=["network", "project"], name="projects_projectpartner_lead", condition=Q(is_lead=True)
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="")
                | (Q(organisation__isnull=True) & ~Q(name="")),
                name="projects_projectpartner_named",
            ),
            models.CheckConstraint(
                condition=Q(side__in=PartnerSide.values)
                & Q(basis__in=["", *Basis.values])
                & Q(sector__in=["", *Sector.values])
                & Q(role_code__in=["", *PartnerRole.values]),
                name="projects_projectpartner_coded",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "organisation"], name="projects_partner_organisation")
        ]

    @property
    def called(self) -> str:
        """Its name for people: of the directory (load ``organisation`` with it), or as it was typed."""
        return str(self.organisation.name) if self.organisation else self.name

    @property
    def is_own_lead(self) -> bool:
        """Whether it is the university's unit that leads: its voice is the university's, and it is not asked as a partner."""
        return self.is_lead and self.side == PartnerSide.UNIVERSITY


class ProjectPerson(Owned):
    """A person who works in a project, on one side, with a share of the work that may be stated in per cent."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name, as written"), max_length=200, blank=True, default="")
    side = models.CharField(
        _("side"), max_length=10, choices=PartnerSide.choices, default=PartnerSide.UNIVERSITY
    )
    role = models.CharField(_("role"), max_length=20, choices=PersonRole.choices, default=PersonRole.MEMBER)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    share = models.DecimalField(
        _("share of the work, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    contribution = models.TextField(_("what this person did"), blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = ProjectRowQuerySet["ProjectPerson"].as_manager()
    privacy = Privacy(
        personal="person name share contribution", neither="project side role organisation order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "project", "person"], name="projects_projectperson_once"
            ),
            models.UniqueConstraint(
                fields=["network", "project"],
                condition=Q(role=PersonRole.LEADER),
                name="projects_projectperson_leader",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="projects_projectperson_named"
            ),
            models.CheckConstraint(
                condition=Q(side__in=PartnerSide.values) & Q(role__in=PersonRole.values),
                name="projects_projectperson_coded",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__range=(0, 100)),
                name="projects_projectperson_share",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "person"], name="projects_person_of")
        ]
