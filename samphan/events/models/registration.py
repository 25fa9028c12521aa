"""Registering for an event: its seats and dates, the institutions that nominate, what people need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.events.models.event import Event, EventRowQuerySet
from samphan.kit.privacy import Privacy
from samphan.surveys.models import Survey
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


class RegistrationSettings(Owned, Versioned):
    """When and for how many registration is open."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="registration")
    has_form = models.BooleanField(_("people register themselves by a link"), default=False)
    survey = models.ForeignKey(
        Survey,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("further questions"),
    )
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(
        _("open until"), null=True, blank=True, help_text="the last day on which it is open"
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text="NULL: no limit")
    needs_approval = models.BooleanField(_("registrations wait for approval"), default=False)
    has_waiting_list = models.BooleanField(_("there is a waiting list"), default=True)
    offer_hours = models.PositiveSmallIntegerField(_("hours that an offered seat is kept"), default=48)
    institution_quota = models.PositiveIntegerField(
        _("people that an institution nominates"), null=True, blank=True, help_text="NULL: no limit"
    )
    asks_needs = models.BooleanField(_("asks about food and access"), default=True)
    needs_kept_days = models.PositiveSmallIntegerField(
        _("days after the event for which needs are kept"), default=30
    )

    objects = EventRowQuerySet["RegistrationSettings"].as_manager()
    privacy = Privacy(
        neither="event has_form survey opens_on closes_on seats needs_approval has_waiting_list offer_hours institution_quota"
        " asks_needs needs_kept_days version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(opens_on__isnull=True)
                | models.Q(closes_on__isnull=True)
                | models.Q(closes_on__gte=models.F("opens_on")),
                name="events_registration_period",
            ),
            models.CheckConstraint(
                condition=models.Q(offer_hours__gte=1, offer_hours__lte=720),
                name="events_registration_offer_hours",
            ),
        ]

    def is_open(self, today: dt.date) -> bool:
        """Whether the day lies between the dates; a date that nobody set does not stand in the way."""
        return (self.opens_on is None or self.opens_on <= today) and not self.is_over(today)

    def is_over(self, today: dt.date) -> bool:
        """Whether the last day has gone by."""
        return self.closes_on is not None and self.closes_on < today


class NominationState(models.TextChoices):
    INVITED = "invited", _("invited")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("does not take part")


class NominationQuerySet(EventRowQuerySet["Nomination"]):
    see = "participants.see"


class Nomination(Owned):
    """An institution is asked to name people for an event, up to a quota."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="nominations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    quota = models.PositiveIntegerField(
        _("quota"), null=True, blank=True, help_text="NULL: as for every institution"
    )
    contact_name = models.CharField(_("name of the contact"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(
        _("e-mail address of the contact"), max_length=254, blank=True, default=""
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NominationState.choices, default=NominationState.INVITED
    )
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    sort_key = models.CharField(
        max_length=1000, help_text="copied from the organisation, to page in Thai order"
    )

    objects = NominationQuerySet.as_manager()
    privacy = Privacy(
        personal="contact_name contact_email note",
        neither="event organisation quota state invited_at answered_at sort_key",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "event", "organisation"], name="events_nomination_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=NominationState.values), name="events_nomination_state"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "sort_key", "id"], name="events_nomination_order")
        ]


def gone_for_good(collector: Any, field: Any, rows: Any, using: str) -> None:
    """As ``models.CASCADE``; not that itself, so that the audit trail keeps nothing of what goes with a removed row."""
    models.CASCADE(collector, field, rows, using)


class NeedKind(models.TextChoices):
    DIET = "diet", _("food")
    ACCESS = "access", _("access and help")


class NeedChoice(models.TextChoices):
    HALAL = "halal", _("halal food")
    VEGETARIAN = "vegetarian", _("vegetarian food")
    VEGAN = "vegan", _("food without animal products")
    JAY = "jay", _("food of the vegetarian festival (jay)")
    ALLERGY = "allergy", _("food allergy")
    WHEELCHAIR = "wheelchair", _("wheelchair access")
    HEARING = "hearing", _("help with hearing")
    SIGHT = "sight", _("help with seeing")
    OTHER = "other", _("something else")


#: What can be chosen of each kind of need.
NEED_CHOICES: dict[NeedKind, tuple[NeedChoice, ...]] = {
    NeedKind.DIET: (
        NeedChoice.HALAL,
        NeedChoice.VEGETARIAN,
        NeedChoice.VEGAN,
        NeedChoice.JAY,
        NeedChoice.ALLERGY,
        NeedChoice.OTHER,
    ),
    NeedKind.ACCESS: (NeedChoice.WHEELCHAIR, NeedChoice.HEARING, NeedChoice.SIGHT, NeedChoice.OTHER),
}


class PersonalNeedQuerySet(OwnedQuerySet["PersonalNeed"]):
    see = "participants.see"

    def for_actor(self, actor: Actor) -> Self:
        """Those alone who prepare events see who needs what, as the consent promises: not everybody who sees names."""
        found = super().for_actor(actor)
        return found if actor.link is not None or actor.holds("events.manage") else found.none()


class PersonalNeed(Owned):
    """What somebody needs, told with consent for one event; forgotten on ``purge_on`` or when consent is taken back."""

    registration = models.ForeignKey(
        "events.Registration", on_delete=gone_for_good, related_name="needs", verbose_name=_("participant")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=NeedKind.choices)
    choice = models.CharField(pgettext_lazy("participant", "need"), max_length=12, choices=NeedChoice.choices)
    text = models.CharField(_("what it is exactly"), max_length=500, blank=True, default="")
    wording = models.CharField(_("consent, as it was worded"), max_length=1000)
    given_at = models.DateTimeField(_("consent given"))
    purge_on = models.DateField(_("forgotten on"))

    objects = PersonalNeedQuerySet.as_manager()
    privacy = Privacy(
        personal="registration", sensitive="kind choice text", neither="wording given_at purge_on"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "registration", "kind"], name="events_need_once"),
            models.CheckConstraint(condition=models.Q(kind__in=NeedKind.values), name="events_need_kind"),
            models.CheckConstraint(
                condition=models.Q(choice__in=NeedChoice.values), name="events_need_choice"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "purge_on"], name="events_need_purge")
        ]
