"""The event itself and what it consists of."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned


class EventRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Rows of an event are seen by who may see events."""

    see = "events.see"


class EventKind(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    MEETING = "meeting", _("meeting")
    CONFERENCE = "conference", _("conference")
    TRAINING = "training", _("training course")
    VISIT = "visit", _("field visit")
    OTHER = "other", _("other kind")


class Event(Owned, Versioned):
    """Something with a date and attendance. In Thai offices it is often called โครงการ."""

    slug = models.CharField(
        _("address"), max_length=80, validators=[RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, default=EventKind.WORKSHOP)
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("previous event"),
    )
    series = models.ForeignKey(
        "events.EventSeries", on_delete=models.SET_NULL, null=True, blank=True, related_name="events"
    )
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    theme_th = models.CharField(_("theme in Thai"), max_length=300, blank=True, default="")
    theme_en = models.CharField(_("theme in English"), max_length=300, blank=True, default="")
    starts = PartialDateField(_("starts"), null=True, blank=True)
    ends = PartialDateField(_("ends"), null=True, blank=True)
    venue_th = models.CharField(_("venue in Thai"), max_length=300, blank=True, default="")
    venue_en = models.CharField(_("venue in English"), max_length=300, blank=True, default="")
    problem_th = models.TextField(_("problem, in Thai"), blank=True, default="")
    problem_en = models.TextField(_("problem, in English"), blank=True, default="")
    goal_th = models.TextField(_("goal, in Thai"), blank=True, default="")
    goal_en = models.TextField(_("goal, in English"), blank=True, default="")
    audience_th = models.TextField(_("who takes part, in Thai"), blank=True, default="")
    audience_en = models.TextField(_("who takes part, in English"), blank=True, default="")
    stated_institutions = models.PositiveIntegerField(_("institutions, as stated"), null=True, blank=True)
    stated_participants = models.PositiveIntegerField(_("participants, as stated"), null=True, blank=True)
    stated_budget = models.DecimalField(
        _("budget as stated, in baht"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("source of the facts"), max_length=500, blank=True, default="")
    sort_key = models.CharField(max_length=1000, help_text="made of the title, to page in Thai order")
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EventRowQuerySet["Event"].as_manager()
    title = Bilingual()
    theme = Bilingual()
    venue = Bilingual()
    problem = Bilingual()
    goal = Bilingual()
    audience = Bilingual()

    privacy = Privacy(
        neither="slug kind previous series title_th title_en theme_th theme_en starts ends venue_th venue_en problem_th problem_en goal_th"
        " goal_en audience_th audience_en stated_institutions stated_participants stated_budget source sort_key is_sample created_at"
        " version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "slug"], name="events_event_address"),
            models.CheckConstraint(condition=thai_required("title"), name="events_event_titled"),
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="events_event_period",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=EventKind.values), name="events_event_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "starts", "id"], name="events_event_order"),
            models.Index(fields=["network", "sort_key", "id"], name="events_event_title_order"),
        ]


class EventRow(Owned):
    """A part of an event, in the order in which people put it."""

    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True


class HostRole(models.TextChoices):
    MAIN_HOST = "main_host", _("main host")
    FUNDER = "funder", _("funder")
    CO_HOST = "co_host", _("co-host")
    SUPPORTER = "supporter", _("supporter")


class EventHost(EventRow):
    """An organisation hosts the event in a role; it may hold several."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=HostRole.choices)

    objects = EventRowQuerySet["EventHost"].as_manager()
    privacy = Privacy(neither="event organisation role order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "event", "organisation", "role"], name="events_host_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=HostRole.values), name="events_host_role"),
        ]


class Team(EventRow):
    """A team of co-hosts: one duty, several organisations."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="teams")
    duty_th = models.CharField(_("duty in Thai"), max_length=300)
    duty_en = models.CharField(_("duty in English"), max_length=300, blank=True, default="")

    objects = EventRowQuerySet["Team"].as_manager()
    duty = Bilingual()
    privacy = Privacy(neither="event duty_th duty_en order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("duty"), name="events_team_named"),
        ]


class TeamOrganisation(EventRow):
    """An organisation sits in a team; it may sit in several."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    objects = EventRowQuerySet["TeamOrganisation"].as_manager()
    privacy = Privacy(neither="team organisation order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "team", "organisation"], name="events_team_once"),
        ]


class Topic(EventRow):
    """An issue that people take part in (part 1 of the participation report)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="topics")
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")

    objects = EventRowQuerySet["Topic"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(neither="event title_th title_en detail_th detail_en order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_topic_titled"),
        ]


class StrategicGroup(EventRow):
    """A group of participants with a strategic question (NOW, NEXT, NEW), to which outputs refer."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="groups")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups")
    code = models.CharField(_("code"), max_length=20)
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")

    objects = EventRowQuerySet["StrategicGroup"].as_manager()
    title = Bilingual()
    privacy = Privacy(neither="event topic code title_th title_en order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Deferred, so that two groups can exchange their codes.
            models.UniqueConstraint(
                fields=["network", "event", "code"],
                name="events_group_code",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=thai_required("title"), name="events_group_titled"),
        ]


class AgendaKind(models.TextChoices):
    PLENARY = "plenary", _("plenary")
    PARALLEL = "parallel", _("parallel session")
    WORKSHOP = "workshop", _("work in groups")
    BREAK = "break", _("break or meal")
    SOCIAL = "social", _("social programme")
    OTHER = "other", _("other item")


class AgendaItem(EventRow):
    """Something on the programme; day and times only when they are known.

    ``group`` is for whom it is, where it is for one strategic group alone; ``track`` names a parallel strand.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda")
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=10, choices=AgendaKind.choices, default=AgendaKind.PLENARY)
    day = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    room = models.ForeignKey(
        "events.Room", on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda"
    )
    track = models.CharField(_("track"), max_length=100, blank=True, default="")
    group = models.ForeignKey(
        StrategicGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda"
    )

    objects = EventRowQuerySet["AgendaItem"].as_manager()
    title = Bilingual()
    privacy = Privacy(
        neither="event topic title_th title_en kind day starts_at ends_at room track group order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_agenda_titled"),
            models.CheckConstraint(condition=models.Q(kind__in=AgendaKind.values), name="events_agenda_kind"),
            models.CheckConstraint(
                condition=models.Q(starts_at__isnull=True)
                | models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="events_agenda_times",
            ),
        ]


class DocumentKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    SURVEY = "survey", _("survey result")
    AGREEMENT = "agreement", _("agreement")
    CONTACT_LIST = "contact_list", _("contact list")
    APPROVAL = "approval", _("approval")
    SIGNED_LIST = "signed_list", _("signed attendance list")
    MINUTES = "minutes", _("minutes or summary")


class Document(EventRow):
    """A paper, survey, agreement or contact list that results and uses can point at."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(_("address"), max_length=500, blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EventRowQuerySet["Document"].as_manager()
    title = Bilingual()
    privacy = Privacy(neither="event kind title_th title_en file url order is_sample")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_document_titled"),
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="events_document_kind"
            ),
        ]
