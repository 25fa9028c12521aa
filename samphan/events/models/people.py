"""Who takes part: stated numbers beside counted registrations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import ListImport, Organisation, Person
from samphan.events.models.event import Event, EventRow, EventRowQuerySet
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned


class ParticipantCategory(EventRow):
    """A category of participants, with the count that somebody stated."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="categories")
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    stated_count = models.PositiveIntegerField(_("people, as stated"), null=True, blank=True)

    objects = EventRowQuerySet["ParticipantCategory"].as_manager()
    name = Bilingual()
    privacy = Privacy(neither="event name_th name_en stated_count order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="events_category_named"),
        ]


class ParticipatingInstitution(Owned):
    """An institution takes part, whether or not its people are registered by name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="institutions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(
        ListImport, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EventRowQuerySet["ParticipatingInstitution"].as_manager()
    privacy = Privacy(neither="event organisation brought_by is_sample")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "event", "organisation"], name="events_institution_once"
            ),
        ]


class RegistrationQuerySet(EventRowQuerySet["Registration"]):
    see = "participants.see"


class Registration(Owned):
    """A person takes part in an event, on behalf of an organisation, in a category."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    category = models.ForeignKey(
        ParticipantCategory, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    position = models.CharField(_("position"), max_length=200, blank=True, default="")
    sort_key = models.CharField(max_length=1000, help_text="copied from the person, to page in Thai order")
    brought_by = models.ForeignKey(
        ListImport, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    registered_at = models.DateTimeField(auto_now_add=True)

    objects = RegistrationQuerySet.as_manager()
    privacy = Privacy(
        personal="person organisation position sort_key",
        neither="event category brought_by is_sample registered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "event", "person"], name="events_registration_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "sort_key", "id"], name="events_registration_order")
        ]
