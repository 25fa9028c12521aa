"""What others propose to change in a record: read by the network that proposes it and by the one that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models.claim import looked_after
from samphan.directory.models.organisation import Organisation
from samphan.directory.models.person import Person
from samphan.kit.conditions import exactly_one
from samphan.kit.privacy import Privacy

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class ProposalState(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    IN_PART = "in_part", pgettext_lazy("proposal", "accepted in part")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


def cared_for(actor: Actor) -> Q:
    """Those about an organisation that the actor looks after, and about what was merged into it."""
    mine = looked_after(actor)
    return Q(organisation_id__in=mine) | Q(organisation__merged_into_id__in=mine)


class ChangeProposalQuerySet(models.QuerySet["ChangeProposal"]):
    def for_actor(self, actor: Actor) -> ChangeProposalQuerySet:
        """One's own, and for a steward what concerns the organisations that he or she looks after.

        Those who keep the directory see what their network proposed and what was proposed to it.
        """
        if actor.link is not None or not actor.holds("network.see"):
            return self.none()
        here = Q(kept_by_id=actor.network_id)
        if actor.holds("directory.edit"):
            return self.filter(here | Q(proposed_in_id=actor.network_id))
        own = Q(proposed_in_id=actor.network_id, proposer_id=actor.user_id)
        return self.filter(own | (here & cared_for(actor)))

    def with_records(self) -> ChangeProposalQuerySet:
        """Each with its record, and with the one that this became: what ``subject`` reads."""
        return self.select_related("organisation__merged_into", "person__merged_into")

    def about(self, record: Organisation | Person) -> Self:
        """Those about one record, and about what was merged into it."""
        role = "organisation" if isinstance(record, Organisation) else "person"
        return self.filter(Q(**{role: record}) | Q(**{f"{role}__merged_into": record}))


class ChangeProposal(models.Model):
    """Fields with their old and their new value, and why. The keeper takes all, some or none of them.

    It goes on pointing at the record for which it was made. When that is merged into another one, it is read as one about
    the other (``subject``); undoing the merge gives it back by itself.
    """

    kept_by = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    proposed_in = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposer_label = models.CharField(max_length=200)
    network_label = models.CharField(
        max_length=300, help_text="the proposing network, as the keeper reads it"
    )
    changes = models.JSONField(help_text="name of the field → [old value, new value]")
    accepted = models.JSONField(default=list, help_text="names of the fields that were taken")
    reason = models.CharField(_("reason"), max_length=1000)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    answer = models.CharField(_("answer"), max_length=1000, blank=True, default="")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")

    objects = ChangeProposalQuerySet.as_manager()

    table_kind = "proposal"
    privacy = Privacy(
        personal="person proposer proposer_label changes reason answer decided_by",
        neither="kept_by proposed_in organisation network_label accepted state proposed_at decided_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=exactly_one("organisation", "person"), name="directory_proposal_of_one"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values) & ~Q(changes={}),
                name="directory_proposal_state",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(decided_at__isnull=False)),
                name="directory_proposal_decided",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kept_by", "state", "proposed_at"], name="directory_proposal_waits"),
            models.Index(fields=["proposed_in", "proposed_at"], name="directory_proposal_asked"),
        ]

    @property
    def named(self) -> Organisation | Person | None:
        """The record for which it was made."""
        return self.organisation or self.person

    @property
    def subject(self) -> Organisation | Person | None:
        """The record that it is about today: of one that was merged, the one that stayed, where the reader sees it."""
        return self.named and (self.named.merged_into or self.named)

    @property
    def has_moved(self) -> bool:
        """Whether the record for which it was made became another one."""
        return self.subject != self.named
