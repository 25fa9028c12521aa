"""Member organisations of a network and who speaks for them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class MemberQuerySet(OwnedQuerySet["Member"]):
    """Members of a network."""


class RepresentativeQuerySet(OwnedQuerySet["Representative"]):
    """Who speaks for members."""


class Member(Owned, Versioned):
    """An organisation is a member of the network, since and until dates that may be half known."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = PartialDateField(_("member since"), null=True, blank=True)
    until = PartialDateField(_("member until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    sort_key = models.CharField(
        max_length=1000, help_text="copied from the organisation, to page in Thai order"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = MemberQuerySet.as_manager()
    privacy = Privacy(
        neither="organisation since until note sort_key is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "organisation"], name="networks_member_once"),
            models.CheckConstraint(
                # Half-known dates: "since March 2569, until some day of 2569" is possible.
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__endswith__gt=models.F("since__startswith")),
                name="networks_member_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="networks_member_order"),
            models.Index(fields=["network"], name="networks_member_noted", condition=~models.Q(note="")),
        ]


class Representative(Owned):
    """Somebody speaks for a member, found by e-mail address at the moment of asking; dated."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="representatives")
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=200)
    since_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text="the first day no longer")

    objects = RepresentativeQuerySet.as_manager()
    privacy = Privacy(personal="email name", neither="member since_on until_on")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "member", "email"], name="networks_representative_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("since_on")),
                name="networks_representative_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "email"], name="networks_representative_mail")
        ]

    @property
    def last_on(self) -> dt.date | None:
        """The last day of speaking, as people say it."""
        return self.until_on - dt.timedelta(days=1) if self.until_on else None
