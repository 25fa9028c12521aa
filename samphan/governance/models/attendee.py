"""Who is called to a meeting, what they answered, and who came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Person
from samphan.governance.models.meeting import Meeting, MeetingRowQuerySet
from samphan.governance.models.term import Term
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.networks.models import Member
from samphan.tenancy.models import Owned


class Standing(models.TextChoices):
    MEMBER = "member", _("member of the body")
    DELEGATE = "delegate", _("speaks for a member institution")
    GUEST = "guest", _("attending without a vote")


class Reply(models.TextChoices):
    NONE = "", _("no reply yet")
    COMES = "comes", _("will come")
    ONLINE = "online", _("will join online")
    SUBSTITUTE = "substitute", _("sends a substitute")
    ABSENT = "absent", _("will not come")


class Presence(models.TextChoices):
    NOT_NOTED = "", _("not noted yet")
    IN_ROOM = "in_room", _("in the room")
    ONLINE = "online", pgettext_lazy("presence", "online")
    SUBSTITUTE = "substitute", _("represented by a substitute")
    ABSENT = "absent", pgettext_lazy("presence", "absent")


THERE = (Presence.IN_ROOM, Presence.ONLINE, Presence.SUBSTITUTE)
"""Ways of being counted as present."""


class Attendee(Owned):
    """Somebody called to a meeting or who came to it; name and position as they were then.

    A member of the body stands there by a term, the speaker of a member institution by the membership; guests have no
    vote. A substitute stands in the same row, as the minutes write it: the name with "แทน". Most have one vote; the category of
    a member institution may give it several, or none.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    standing = models.CharField(_("stands there as"), max_length=10, choices=Standing.choices)
    order = models.PositiveSmallIntegerField(default=0)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    position_th = models.CharField(_("position in Thai"), max_length=300, blank=True, default="")
    position_en = models.CharField(_("position in English"), max_length=300, blank=True, default="")
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True, default="")
    votes = models.PositiveSmallIntegerField(_("votes"), default=1)
    reply = models.CharField(_("reply"), max_length=10, choices=Reply.choices, blank=True, default="")
    reply_note = models.CharField(_("words with the reply"), max_length=1000, blank=True, default="")
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    presence = models.CharField(
        _("presence"), max_length=10, choices=Presence.choices, blank=True, default=""
    )
    substitute_name = models.CharField(_("name of the substitute"), max_length=300, blank=True, default="")
    substitute_position = models.CharField(
        _("position of the substitute"), max_length=300, blank=True, default=""
    )
    absence_reason = models.CharField(_("reason for absence"), max_length=300, blank=True, default="")
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    left_at = models.DateTimeField(pgettext_lazy("presence", "left"), null=True, blank=True)

    objects = MeetingRowQuerySet["Attendee"].as_manager()
    name = Bilingual()
    position = Bilingual()
    privacy = Privacy(
        personal="person name_th name_en position_th position_en email reply_note substitute_name substitute_position",
        sensitive="absence_reason",
        neither="meeting standing order term member votes reply replied_at presence arrived_at left_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="governance_attendee_named"),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="governance_attendee_standing"
            ),
            models.CheckConstraint(condition=Q(reply__in=Reply.values), name="governance_attendee_reply"),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values), name="governance_attendee_presence"
            ),
            models.CheckConstraint(
                condition=~Q(standing="guest") | Q(votes=0), name="governance_attendee_guest_votes_not"
            ),
            models.CheckConstraint(
                condition=~Q(presence__in=["in_room", "online"]) | Q(substitute_name=""),
                name="governance_attendee_not_replaced",
            ),
            models.CheckConstraint(
                condition=~Q(presence="substitute") | ~Q(substitute_name=""),
                name="governance_attendee_substitute",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True)
                | Q(arrived_at__isnull=True)
                | Q(left_at__gt=F("arrived_at")),
                name="governance_attendee_times",
            ),
            models.UniqueConstraint(
                fields=["network", "meeting", "term"], name="governance_attendee_term_once"
            ),
            models.UniqueConstraint(
                fields=["network", "meeting", "member"], name="governance_attendee_member_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "meeting", "order"], name="governance_attendee_order"),
            models.Index(fields=["network", "person"], name="governance_attendee_person"),
        ]

    @property
    def is_there(self) -> bool:
        """Counted as present, in person or by a substitute."""
        return self.presence in THERE
