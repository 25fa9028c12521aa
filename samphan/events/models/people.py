"""Who takes part: stated numbers beside counted registrations."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import ListImport, Organisation, Person
from samphan.events.models.event import Event, EventRow, EventRowQuerySet, StrategicGroup
from samphan.events.models.registration import Nomination
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.surveys.models import Response
from samphan.tenancy.models import Owned


class ParticipantCategory(EventRow):
    """A category of participants, with the count that somebody stated."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="categories")
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    stated_count = models.PositiveIntegerField(_("people, as stated"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text="NULL: no limit")
    quota = models.PositiveIntegerField(
        _("people that an institution nominates"), null=True, blank=True, help_text="NULL: no limit"
    )
    is_in_form = models.BooleanField(_("can be chosen by those who register"), default=True)

    objects = EventRowQuerySet["ParticipantCategory"].as_manager()
    name = Bilingual()
    privacy = Privacy(neither="event name_th name_en stated_count seats quota is_in_form order")

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


class RegistrationState(models.TextChoices):
    SUBMITTED = "submitted", _("waiting for approval")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("offered a seat")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("not approved")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RegistrationWay(models.TextChoices):
    RECORDED = "recorded", _("recorded by the organisers")
    NOMINATED = "nominated", _("nominated by the institution")
    FORM = "form", _("registration form")
    WALK_IN = "walk_in", _("walk-in")


class RegistrationQuerySet(EventRowQuerySet["Registration"]):
    see = "participants.see"

    def taking_part(self) -> Self:
        """Those who hold a seat: the people of whom numbers and name lists speak."""
        return self.filter(state=RegistrationState.CONFIRMED)


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
    organisation_name = models.CharField(
        _("organisation, as typed"), max_length=300, blank=True, default="", help_text="where none is known"
    )
    position = models.CharField(_("position"), max_length=200, blank=True, default="")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    group = models.ForeignKey(
        StrategicGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState.choices, default=RegistrationState.CONFIRMED
    )
    way = models.CharField(
        _("how it came"), max_length=10, choices=RegistrationWay.choices, default=RegistrationWay.RECORDED
    )
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True, default="")
    phone = models.CharField(_("telephone"), max_length=40, blank=True, default="")
    answered_reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")
    offer_ends_at = models.DateTimeField(
        _("seat is kept until"), null=True, blank=True, help_text="stays after an offer that nobody answered"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    queued_at = models.DateTimeField(_("on the waiting list since"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("th", _("Thai")), ("en", _("English"))], default="th"
    )
    response = models.OneToOneField(
        Response,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answers to the form"),
    )
    form_key = models.UUIDField(null=True, blank=True, help_text="of the form, so that it counts once")
    replaces = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in place of"),
    )
    sort_key = models.CharField(max_length=1000, help_text="copied from the person, to page in Thai order")
    brought_by = models.ForeignKey(
        ListImport, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    registered_at = models.DateTimeField(auto_now_add=True)

    objects = RegistrationQuerySet.as_manager()
    privacy = Privacy(
        personal="person organisation organisation_name position nomination email phone answered_reason replaces sort_key"
        " language",
        neither="event category group state way offer_ends_at approved_at queued_at response form_key brought_by is_sample"
        " registered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "event", "person"], name="events_registration_once"),
            models.UniqueConstraint(fields=["network", "form_key"], name="events_registration_form_once"),
            models.CheckConstraint(
                condition=models.Q(state=RegistrationState.WAITING, queued_at__isnull=False)
                | ~models.Q(state=RegistrationState.WAITING),
                name="events_registration_queued",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["th", "en"]), name="events_registration_language"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RegistrationState.values), name="events_registration_state"
            ),
            models.CheckConstraint(
                condition=models.Q(way__in=RegistrationWay.values), name="events_registration_way"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RegistrationState.OFFERED, offer_ends_at__isnull=False)
                | ~models.Q(state=RegistrationState.OFFERED),
                name="events_registration_offer",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "sort_key", "id"], name="events_registration_order"),
            # Seats are counted, and the waiting list is read, while everybody else waits.
            models.Index(fields=["network", "event", "state", "queued_at"], name="events_registration_seats"),
        ]
