"""Meetings of bodies: counted within the Buddhist year, called, held, written down, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Person
from samphan.governance.models.body import Body
from samphan.kit.bilingual import Bilingual, Text
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    import datetime as dt


class MeetingRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Whatever belongs to a meeting is seen by who may see meetings."""

    see = "meetings.see"


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary meeting")
    EXTRAORDINARY = "extraordinary", _("extraordinary meeting")
    GENERAL = "general", _("annual general meeting")


class MeetingState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("meeting", "in preparation")
    CALLED = "called", _("notice sent")
    HELD = "held", pgettext_lazy("meeting", "held")
    MINUTED = "minuted", _("minutes drafted")
    ADOPTED = "adopted", _("minutes adopted")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


OVER = (MeetingState.HELD, MeetingState.MINUTED, MeetingState.ADOPTED)
"""States of a meeting that took place."""
COMING = (MeetingState.DRAFT, MeetingState.CALLED)


class Meeting(Owned, Versioned):
    """One meeting of a body: "ครั้งที่ 3/2569".

    Each kind of meeting of a body is counted by itself and begins anew with the calendar year (Buddhist era). Chair and
    secretary are persons of the directory, or names where the directory has none. What the quorum was when the meeting
    was opened is kept, because the rule of the body and its members may change later.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(
        pgettext_lazy("meeting", "kind"),
        max_length=15,
        choices=MeetingKind.choices,
        default=MeetingKind.ORDINARY,
    )
    year = models.PositiveSmallIntegerField(_("Buddhist year"))
    number = models.PositiveSmallIntegerField(_("number within the year"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("planned end"), null=True, blank=True)
    place_th = models.CharField(_("place in Thai"), max_length=300, blank=True, default="")
    place_en = models.CharField(_("place in English"), max_length=300, blank=True, default="")
    online_url = models.URLField(_("address of the online room"), max_length=500, blank=True, default="")
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    chair_label = models.CharField(_("chair, by name"), max_length=200, blank=True, default="")
    secretary = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    secretary_label = models.CharField(_("secretary, by name"), max_length=200, blank=True, default="")
    note_th = models.TextField(_("words of the notice, in Thai"), blank=True, default="")
    note_en = models.TextField(_("words of the notice, in English"), blank=True, default="")
    reply_until = models.DateField(_("reply until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT
    )
    state_reason = models.CharField(_("why"), max_length=1000, blank=True, default="")
    allows_substitutes = models.BooleanField(_("members may send a substitute"), default=False)
    called_at = models.DateTimeField(_("notice sent"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    quorum_of = models.PositiveIntegerField(_("of how many"), null=True, blank=True)
    quorum_needed = models.PositiveIntegerField(_("needed for a quorum"), null=True, blank=True)
    quorum_present = models.PositiveIntegerField(_("present when it was opened"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = MeetingRowQuerySet["Meeting"].as_manager()
    place = Bilingual()
    note = Bilingual()
    privacy = Privacy(
        personal="chair chair_label secretary secretary_label",
        neither="body kind year number starts_at ends_at place_th place_en online_url note_th note_en reply_until state"
        " state_reason allows_substitutes called_at opened_at closed_at quorum_of quorum_needed quorum_present created_at is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "body", "kind", "year", "number"], name="governance_meeting_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="governance_meeting_counted"),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2999), name="governance_meeting_year"
            ),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="governance_meeting_kind"),
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="governance_meeting_state"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="governance_meeting_planned",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
                name="governance_meeting_held",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["postponed", "cancelled"]) | ~Q(state_reason=""),
                name="governance_meeting_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-starts_at", "-id"], name="governance_meeting_recent"),
            models.Index(fields=["network", "state", "starts_at"], name="governance_meeting_due"),
        ]

    @property
    def count(self) -> str:
        """Number and year as people write them: 3/2569."""
        return f"{self.number}/{self.year}"

    @property
    def title_th(self) -> str:
        """The name in the official form: การประชุมคณะกรรมการบริหาร ครั้งที่ 3/2569; ``body`` must be loaded."""
        word = {
            MeetingKind.ORDINARY: "การประชุม",
            MeetingKind.EXTRAORDINARY: "การประชุมวิสามัญ",
            MeetingKind.GENERAL: "การประชุมใหญ่สามัญประจำปี",
        }[MeetingKind(self.kind)]
        if self.kind == MeetingKind.GENERAL:
            name = _without(self.body.name_th, "ที่ประชุมใหญ่สามัญประจำปี", "ที่ประชุมใหญ่สามัญ", "ที่ประชุมใหญ่")
            return " ".join(filter(None, [word, str(self.year), name, f"ครั้งที่ {self.count}"]))
        return f"{word}{self.body.name_th} ครั้งที่ {self.count}"

    @property
    def title_en(self) -> str:
        """The same in English; empty where the body has no English name."""
        if not self.body.name_en:
            return ""
        word = {
            MeetingKind.ORDINARY: "Meeting",
            MeetingKind.EXTRAORDINARY: "Extraordinary meeting",
            MeetingKind.GENERAL: "Annual general meeting",
        }[MeetingKind(self.kind)]
        name = self.body.name_en
        if self.kind == MeetingKind.GENERAL:
            name = _without(name, "Annual general meeting", "General meeting").removeprefix("of ")
        return f"{word} {self.count}" + (f" of {name}" if name else "")

    @property
    def title(self) -> Text:
        return Text.of(self.title_th, self.title_en)

    @property
    def on(self) -> dt.date:
        """The day of the meeting in the time zone of the network."""
        return timezone.localtime(self.starts_at).date()

    @property
    def chair_name(self) -> Text:
        """Who presides, as known."""
        return _named(self.chair, self.chair_label)

    @property
    def secretary_name(self) -> Text:
        """Who keeps the meeting, as known."""
        return _named(self.secretary, self.secretary_label)


def _named(person: Person | None, label: str) -> Text:
    return person.name if person else Text.of(label, "")


def _without(name: str, *beginnings: str) -> str:
    """The name of a body that is itself called a general meeting, without what the title of a meeting says already."""
    for each in beginnings:
        if name.casefold().startswith(each.casefold()):
            return name[len(each) :].strip()
    return name
