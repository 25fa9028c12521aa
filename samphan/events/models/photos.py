"""Photographs of an event, with the day, the place and whether those who are shown agreed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.events.models.event import AgendaItem, Event, EventRow, EventRowQuerySet
from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import StoredFile


class PhotoConsent(models.TextChoices):
    AGREED = "agreed", _("everybody who can be recognised agreed")
    NOBODY = "nobody", _("nobody can be recognised")
    NOT_ASKED = "not_asked", _("not asked yet")
    WITHDRAWN = "withdrawn", _("somebody withdrew consent")


class PhotoQuerySet(EventRowQuerySet["Photo"]):
    def usable(self) -> PhotoQuerySet:
        """Those that may stand in a report or on a public page."""
        return self.filter(consent__in=(PhotoConsent.AGREED, PhotoConsent.NOBODY), file__let_go_at=None)

    def shown(self) -> PhotoQuerySet:
        """Those that whoever sees the event may see: nobody in them took the consent back."""
        return self.exclude(consent=PhotoConsent.WITHDRAWN)


class Photo(EventRow):
    """A photograph. What the camera hid in the file is not kept, see ``kit.pictures``.

    Once consent is withdrawn nobody is served its files; its row and the hash of its file stay for proof.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="photos")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    thumbnail = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title_th = models.CharField(_("what is shown, in Thai"), max_length=300, blank=True, default="")
    title_en = models.CharField(_("what is shown, in English"), max_length=300, blank=True, default="")
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True, default="")
    consent = models.CharField(
        _("consent"), max_length=10, choices=PhotoConsent.choices, default=PhotoConsent.NOT_ASKED
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = PhotoQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(
        personal="file thumbnail title_th title_en",
        neither="event agenda_item taken_on place consent is_sample order",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(consent__in=PhotoConsent.values), name="events_photo_consent"
            ),
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Somebody in it took the consent back."""
        return self.consent == PhotoConsent.WITHDRAWN
