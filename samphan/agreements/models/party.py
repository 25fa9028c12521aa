"""Who agreed: parties with their dates, and signatories as they signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models.agreement import Agreement
from samphan.agreements.models.base import PartQuerySet, in_order
from samphan.directory.models import Organisation, Person
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned


class PartyQuerySet(PartQuerySet["Party"]):
    """Parties of agreements."""


class Party(Owned):
    """An organisation agreed; it may have acceded later and may have withdrawn, with its reason."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=300, blank=True, default="")
    acceded_on = PartialDateField(_("acceded on"), null=True, blank=True)
    withdrew_on = PartialDateField(_("withdrew on"), null=True, blank=True)
    withdrew_reason = models.CharField(_("why it withdrew"), max_length=1000, blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PartyQuerySet.as_manager()
    privacy = Privacy(neither="agreement organisation role acceded_on withdrew_on withdrew_reason order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "agreement", "organisation"], name="agreements_party_once"
            ),
            models.CheckConstraint(
                condition=in_order("acceded_on", "withdrew_on"), name="agreements_party_period"
            ),
            models.CheckConstraint(
                condition=Q(withdrew_on__isnull=True) | ~Q(withdrew_reason=""), name="agreements_party_why"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation"], name="agreements_party_organisation")
        ]


class SignatoryQuerySet(PartQuerySet["Signatory"]):
    """Who signed."""


class Signatory(Owned):
    """Somebody signed, under the name and position of that day; ``person`` ties it to the directory where known."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatories")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="signatories"
    )
    name = models.CharField(_("name as signed"), max_length=200)
    position = models.CharField(_("position as signed"), max_length=300, blank=True, default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_witness = models.BooleanField(_("signed as a witness"), default=False)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = SignatoryQuerySet.as_manager()
    privacy = Privacy(personal="name position person", neither="agreement party is_witness order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="agreements_signatory_named"),
            models.CheckConstraint(
                condition=Q(is_witness=True) | Q(party__isnull=False), name="agreements_signatory_for_whom"
            ),
        ]
