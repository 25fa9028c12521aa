"""How to reach a person or an organisation: what one network knows, for a purpose, shown no further than it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models.claim import claimed_by, looked_after
from samphan.directory.models.organisation import Organisation
from samphan.directory.models.person import Person
from samphan.kit.conditions import exactly_one
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class ContactKind(models.TextChoices):
    PHONE = "phone", _("telephone")
    MAIL = "mail", _("e-mail")
    ADDRESS = "address", _("postal address")
    LINE = "line", _("LINE")
    WEBSITE = "website", _("website")


class Visibility(models.TextChoices):
    """Who of the network is shown it. Another network is never shown it."""

    SECRETARIAT = "secretariat", _("the secretariat alone")
    MEMBERS = "members", _("everybody who signs in to this network")
    PUBLIC = "public", _("anybody: it may be printed and published")


class ContactPointQuerySet(OwnedQuerySet["ContactPoint"]):
    def for_actor(self, actor: Actor) -> ContactPointQuerySet:
        """What its visibility lets the actor see.

        Whoever is the person, or looks after the organisation, sees all that is kept of it.
        """
        if not actor.holds("network.see") or actor.link is not None:
            return self.none()
        here = self.filter(network_id=actor.network_id)
        if actor.holds("directory.edit"):
            return here
        return here.filter(
            Q(visibility__in=[Visibility.MEMBERS, Visibility.PUBLIC])
            | Q(person__in=claimed_by(actor))
            | Q(organisation_id__in=looked_after(actor))
        )


class ContactPoint(Owned, Versioned):
    """One way to reach a person or an organisation. Text as it was given: zeros in front stay."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind.choices)
    value = models.CharField(_("number or address"), max_length=500)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True, default="")
    visibility = models.CharField(
        _("visible to"), max_length=20, choices=Visibility.choices, default=Visibility.SECRETARIAT
    )
    source = models.CharField(_("source or consent"), max_length=300, blank=True, default="")

    objects = ContactPointQuerySet.as_manager()
    privacy = Privacy(
        personal="person value purpose source",
        neither="organisation kind visibility version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=exactly_one("person", "organisation"), name="directory_contact_of_one"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values) & Q(visibility__in=Visibility.values),
                name="directory_contact_coded",
            ),
            models.CheckConstraint(condition=~Q(value=""), name="directory_contact_said"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "person"], name="directory_contact_person"),
            models.Index(fields=["network", "organisation"], name="directory_contact_organ"),
        ]
