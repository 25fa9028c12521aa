"""Member organisations of a network and who speaks for them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation, Person
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


def just(field: str) -> models.Func:
    """A reference as a range of one: what makes "of the same member" part of an exclusion, with no extension."""
    return models.Func(
        F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def days(since: str, until: str) -> models.Func:
    """Two columns of days as one half-open range."""
    return models.Func(F(since), F(until), function="daterange", output_field=DateRangeField())


class MemberQuerySet(OwnedQuerySet["Member"]):
    """Members of a network."""


class RepresentativeQuerySet(OwnedQuerySet["Representative"]):
    """Who speaks for members."""


class Member(Owned, Versioned):
    """An organisation that belongs or belonged to the network; when it did stands in its periods.

    ``since`` is the beginning of the first period and ``until`` the end of the last one, NULL while it lasts: written
    from the periods by ``actions.periods.settle`` alone, for the lists that page by them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("member number"), max_length=40, blank=True, default="")
    since = PartialDateField(_("member since"), null=True, blank=True)
    until = PartialDateField(_("member until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    sort_key = models.CharField(
        max_length=1000, help_text="copied from the organisation, to page in Thai order"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = MemberQuerySet.as_manager()
    privacy = Privacy(
        neither="organisation number since until note sort_key is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "organisation"], name="networks_member_once"),
            models.UniqueConstraint(
                fields=["network", "number"], condition=~Q(number=""), name="networks_member_number"
            ),
            models.CheckConstraint(
                # Half-known dates: "since March 2569, until some day of 2569" is possible.
                condition=Q(since__isnull=True)
                | Q(until__isnull=True)
                | Q(until__endswith__gt=F("since__startswith")),
                name="networks_member_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="networks_member_order"),
            models.Index(fields=["network"], name="networks_member_noted", condition=~Q(note="")),
        ]


class RepresentativeKind(models.TextChoices):
    LEAD = "lead", _("lead representative")
    ALTERNATE = "alternate", _("alternate representative")
    DUES = "dues", _("representative for dues")


class Representative(Owned):
    """Somebody speaks for a member, found by e-mail address at the moment of asking; dated. One leads at a time."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="representatives")
    kind = models.CharField(
        _("speaks as"),
        max_length=10,
        choices=RepresentativeKind.choices,
        default=RepresentativeKind.ALTERNATE,
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person of the directory"),
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True, default="")
    phone = models.CharField(_("telephone"), max_length=60, blank=True, default="")
    since_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text="the first day no longer")

    objects = RepresentativeQuerySet.as_manager()
    privacy = Privacy(personal="email name position phone person", neither="member kind since_on until_on")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "member", "kind", "email", "since_on"],
                name="networks_representative_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")),
                name="networks_representative_period",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RepresentativeKind.values), name="networks_representative_kind"
            ),
            ExclusionConstraint(
                name="networks_representative_one_lead",
                expressions=[
                    (just("member"), RangeOperators.OVERLAPS),
                    (days("since_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=RepresentativeKind.LEAD),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "email"], name="networks_representative_mail")
        ]

    @property
    def last_on(self) -> dt.date | None:
        """The last day of speaking, as people say it."""
        return self.until_on - dt.timedelta(days=1) if self.until_on else None
