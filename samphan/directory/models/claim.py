"""Users and the directory: the person that a user is, and the organisations that a user looks after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models.organisation import Organisation
from samphan.directory.models.person import Person
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class ClaimState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("claim", "waits for the secretariat")
    ACCEPTED = "accepted", pgettext_lazy("claim", "accepted")
    REFUSED = "refused", pgettext_lazy("claim", "refused")
    ENDED = "ended", pgettext_lazy("claim", "taken back")


class PersonClaimQuerySet(OwnedQuerySet["PersonClaim"]):
    def for_actor(self, actor: Actor) -> PersonClaimQuerySet:
        """The actor's own; of others those who keep the directory see all of the network."""
        if actor.link is not None or not actor.holds("network.see"):
            return self.none()
        here = self.filter(network_id=actor.network_id)
        return here if actor.holds("directory.edit") else here.filter(user_id=actor.user_id or 0)


class PersonClaim(Owned):
    """A user says which person of the directory he or she is; the secretariat of the network looks at it and decides."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ClaimState.choices, default=ClaimState.ASKED)
    words = models.CharField(_("what shows it"), max_length=500, blank=True, default="")
    answer = models.CharField(_("reason"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")

    objects = PersonClaimQuerySet.as_manager()
    privacy = Privacy(personal="person user words answer decided_by", neither="state asked_at decided_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=ClaimState.values), name="directory_claim_state"),
            models.CheckConstraint(
                condition=Q(state=ClaimState.ASKED, decided_at__isnull=True)
                | (~Q(state=ClaimState.ASKED) & Q(decided_at__isnull=False)),
                name="directory_claim_decided",
            ),
            # One person is at most one user of a network, and a user at most one person; a user asks once at a time.
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=Q(state=ClaimState.ACCEPTED),
                name="directory_claim_person_once",
            ),
            models.UniqueConstraint(
                fields=["network", "user"],
                condition=Q(state__in=[ClaimState.ASKED, ClaimState.ACCEPTED]),
                name="directory_claim_user_once",
            ),
        ]


_LOOKED_AFTER: Final = """(
with recursive mine(id, depth) as (
  select coalesce(o.merged_into_id, o.id), 1
  from directory_steward s join directory_organisation o on o.id = s.organisation_id
  where s.network_id = %s and s.user_id = %s and s.since_on <= %s and (s.until_on is null or s.until_on > %s)
  union
  select o.id, mine.depth + 1
  from mine join directory_organisation p on p.id = mine.id or p.merged_into_id = mine.id
  join directory_organisation o on o.parent_id = p.id where mine.depth < 20)
select id from mine)"""


def looked_after(actor: Actor) -> RawSQL:
    """Ids of the organisations that the actor is steward of today, and of all their parts, as a subquery."""
    today = timezone.localdate()
    return RawSQL(_LOOKED_AFTER, [actor.network_id, actor.user_id or 0, today, today])  # noqa: S611 - constant text, values apart


def claimed_by(actor: Actor) -> models.QuerySet[PersonClaim, int]:
    """The id of the person that the actor is in the network of the address, as a subquery.

    Of a record that was merged into another one, the other one.
    """
    found = PersonClaim.objects.filter(
        network_id=actor.network_id, user_id=actor.user_id or 0, state=ClaimState.ACCEPTED
    )
    return found.values_list(Coalesce("person__merged_into_id", "person_id"), flat=True)


class StewardQuerySet(OwnedQuerySet["Steward"]):
    def on(self, day: dt.date) -> StewardQuerySet:
        """Those of a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), since_on__lte=day)


class Steward(Owned):
    """A user looks after an organisation and its parts, from a day on, until a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True, help_text="the first day no longer")

    objects = StewardQuerySet.as_manager()
    privacy = Privacy(personal="user", neither="organisation since_on until_on")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "organisation", "user"],
                condition=Q(until_on__isnull=True),
                name="directory_steward_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=models.F("since_on")),
                name="directory_steward_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "user"], name="directory_steward_user")
        ]

    @property
    def last_on(self) -> dt.date | None:
        """The last day, as people say it."""
        return self.until_on - dt.timedelta(days=1) if self.until_on else None
