"""Before joining: organisations that might, what was talked about, and the invitation with its answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class Level(models.TextChoices):
    """What somebody judges of an organisation, always with a reason."""

    HIGH = "high", _("high")
    MIDDLE = "middle", _("middle")
    LOW = "low", _("low")
    UNKNOWN = "unknown", _("not known yet")


class ProspectState(models.TextChoices):
    CONSIDERED = "considered", _("being considered")
    INVITED = "invited", _("invited to join")
    WILLING = "willing", _("wants to join")
    LATER = "later", _("perhaps later")
    UNWILLING = "unwilling", _("does not want to join")
    JOINED = "joined", _("joined")
    DROPPED = "dropped", _("no longer pursued")


class Answer(models.TextChoices):
    YES = "yes", _("Yes, we want to join")
    LATER = "later", _("Perhaps later")
    NO = "no", _("No")


class ProspectQuerySet(OwnedQuerySet["Prospect"]):
    """What is thought of organisations that might join: for those who keep members."""

    see = "members.manage"


class ContactNoteQuerySet(OwnedQuerySet["ContactNote"]):
    see = "members.manage"


class MembershipInvitationQuerySet(OwnedQuerySet["MembershipInvitation"]):
    see = "members.manage"


class Prospect(Owned, Versioned):
    """An organisation that might become a member: its potential and interest with reasons, and who keeps contact."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=ProspectState.choices, default=ProspectState.CONSIDERED
    )
    potential = models.CharField(_("potential"), max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    potential_reason = models.CharField(_("why this potential"), max_length=1000, blank=True, default="")
    interest = models.CharField(_("interest"), max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    interest_reason = models.CharField(_("why this interest"), max_length=1000, blank=True, default="")
    keeper = models.CharField(_("who keeps contact"), max_length=200, blank=True, default="")
    contact_name = models.CharField(_("contact there"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(
        _("e-mail address of the contact"), max_length=254, blank=True, default=""
    )
    sort_key = models.CharField(
        max_length=1000, help_text="copied from the organisation, to page in Thai order"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = ProspectQuerySet.as_manager()
    privacy = Privacy(
        personal="keeper contact_name contact_email",
        neither="organisation state potential potential_reason interest interest_reason sort_key is_sample version"
        " changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "organisation"], name="networks_prospect_once"),
            models.CheckConstraint(
                condition=Q(state__in=ProspectState.values), name="networks_prospect_state"
            ),
            models.CheckConstraint(
                condition=Q(potential__in=Level.values), name="networks_prospect_potential"
            ),
            models.CheckConstraint(condition=Q(interest__in=Level.values), name="networks_prospect_interest"),
            models.CheckConstraint(
                condition=Q(potential=Level.UNKNOWN) | ~Q(potential_reason=""),
                name="networks_prospect_potential_reason",
            ),
            models.CheckConstraint(
                condition=Q(interest=Level.UNKNOWN) | ~Q(interest_reason=""),
                name="networks_prospect_interest_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="networks_prospect_order")
        ]


class ContactNote(Owned):
    """What was talked about with an organisation that might join, and when."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField(_("day"))
    text = models.CharField(_("what was talked about"), max_length=2000)
    noted_by = models.CharField(_("noted by"), max_length=200)

    objects = ContactNoteQuerySet.as_manager()
    privacy = Privacy(personal="text noted_by", neither="prospect on")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="networks_note_written")
        ]


class MembershipInvitation(Owned, Versioned):
    """A letter that invites an organisation to join, and what it answered by its personal link."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="invitations")
    to_name = models.CharField(_("addressed to"), max_length=300)
    to_email = models.EmailField(_("e-mail address"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"), max_length=10_000)
    number = models.CharField(_("number"), max_length=100, blank=True, default="")
    answer_until = models.DateField(_("answer until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.CharField(_("in their own words"), max_length=2000, blank=True, default="")
    answered_by = models.CharField(_("who answered"), max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = MembershipInvitationQuerySet.as_manager()
    privacy = Privacy(
        personal="to_name to_email body answer_words answered_by",
        neither="prospect subject number answer_until sent_at answer answered_at version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=Answer.values, answered_at__isnull=False, sent_at__isnull=False),
                name="networks_invitation_answer",
            )
        ]
