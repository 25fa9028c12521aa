"""Who was there: one row for each check-in and each undoing of one. Rows are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.events.models.event import AgendaItem, Event, EventRowQuerySet
from samphan.events.models.people import Registration
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned

#: A device whose clock is further off than this is told so, and its rows say it.
SKEW_SHOWN: Final = dt.timedelta(minutes=5)


class CheckInAct(models.TextChoices):
    IN = "in", _("checked in")
    UNDO = "undo", _("check-in undone")


class CheckInWay(models.TextChoices):
    SCAN = "scan", _("code scanned")
    SEARCH = "search", _("found by name")
    WALK_IN = "walk_in", _("walk-in")
    PAPER = "paper", _("from the signature sheet")


class CheckInQuerySet(EventRowQuerySet["CheckIn"]):
    see = "participants.see"


class CheckIn(Owned):
    """Somebody came to a day or to a session of an event, or that was undone.

    ``client_id`` is made on the device, so that a queue that is sent twice counts once. ``at`` is what the clock of the
    device showed, ``received_at`` the time of the server, ``skew_seconds`` what the device was behind (positive) or ahead
    when it sent the row. The order of rows is that of their ids: a clock that is off moves nobody.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="checkins")
    day = models.DateField(_("day"))
    session = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    act = models.CharField(_("act"), max_length=4, choices=CheckInAct.choices)
    client_id = models.UUIDField()
    at = models.DateTimeField(_("when, by the clock of the device"))
    received_at = models.DateTimeField(_("when it reached the server"))
    skew_seconds = models.IntegerField(_("seconds by which the clock of the device was behind"), default=0)
    station = models.CharField(_("station"), max_length=80, blank=True, default="")
    way = models.CharField(_("way"), max_length=10, choices=CheckInWay.choices)
    recorded_by = models.CharField(_("recorded by"), max_length=200, blank=True, default="")

    objects = CheckInQuerySet.as_manager()
    privacy = Privacy(
        personal="registration recorded_by",
        neither="event day session act client_id at received_at skew_seconds station way",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "client_id"], name="events_checkin_once"),
            models.CheckConstraint(condition=models.Q(act__in=CheckInAct.values), name="events_checkin_act"),
            models.CheckConstraint(condition=models.Q(way__in=CheckInWay.values), name="events_checkin_way"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["network", "event", "day", "session", "registration"], name="events_checkin_counts"
            ),
            models.Index(fields=["registration", "id"], name="events_checkin_person"),
        ]

    @property
    def happened_at(self) -> dt.datetime:
        """The moment by the clock of the server, when the device's was noticeably off."""
        return self.at + self.skew if self.is_skewed else self.at

    @property
    def skew(self) -> dt.timedelta:
        return dt.timedelta(seconds=self.skew_seconds)

    @property
    def is_skewed(self) -> bool:
        return abs(self.skew) > SKEW_SHOWN
