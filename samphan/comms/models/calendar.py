"""Calendars that are followed from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class CalendarFeedQuerySet(OwnedQuerySet["CalendarFeed"]):
    """A feed is seen by the user whose it is, and by the bearer of its address."""

    def for_actor(self, actor: Actor) -> CalendarFeedQuerySet:
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(user_id=actor.user_id or 0)


class CalendarFeed(Owned):
    """A calendar that somebody follows in a calendar program, by an address that can be given up.

    It shows what its user may see at the moment of asking; whoever loses the role sees nothing there any more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    calendar = models.CharField(_("calendar"), max_length=40)
    part_id = models.BigIntegerField(
        null=True, blank=True, help_text="one body, where the calendar has parts"
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()
    privacy = Privacy(personal="user read_at", neither="calendar part_id made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "user", "calendar", "part_id"],
                name="comms_feed_once",
                nulls_distinct=False,
            )
        ]
