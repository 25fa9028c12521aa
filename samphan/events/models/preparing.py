"""Preparing an event: people of teams, their tasks, rooms, roles on the programme, its published versions, series."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation, Person
from samphan.events.models.event import AgendaItem, Event, EventRow, EventRowQuerySet, Team
from samphan.kit.bilingual import Bilingual, Text, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class Somebody(EventRow):
    """A name on a list of an event, tied to a person of the directory where it can be told who is meant.

    ``name`` is what was typed and stays; the row carries its event, so that it is listed, moved, removed and brought
    back like every other part.
    """

    name = models.CharField(_("name"), max_length=300)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def who(self) -> Text:
        """The person's name of today, or else the name as it was typed."""
        return self.person.name if self.person else Text.of(self.name, self.name)


class TeamRole(models.TextChoices):
    LEAD = "lead", _("head of the team")
    DEPUTY = "deputy", _("deputy head")
    SECRETARY = "secretary", _("secretary of the team")
    MEMBER = "member", _("member of the team")


class TeamPerson(Somebody):
    """Somebody works in a team, for an organisation, in a role."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="team_people")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(_("role"), max_length=10, choices=TeamRole.choices, default=TeamRole.MEMBER)

    objects = EventRowQuerySet["TeamPerson"].as_manager()
    privacy = Privacy(personal="name person organisation", neither="event team role order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="events_teamperson_named"),
            models.CheckConstraint(condition=Q(role__in=TeamRole.values), name="events_teamperson_role"),
        ]


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class TeamTask(EventRow, Versioned):
    """Something that has to be done before, on or after the event, by one owner until a day.

    ``template_code`` is the entry of the template that it was taken from, so that it is not offered twice.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tasks")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField(_("owner"), max_length=300, blank=True, default="")
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    dropped_reason = models.CharField(_("why it was dropped"), max_length=1000, blank=True, default="")
    template_code = models.CharField(max_length=60, blank=True, default="")
    sort_key = models.CharField(max_length=1000, help_text="made of the title, to sort in Thai order")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EventRowQuerySet["TeamTask"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(
        personal="owner owner_name",
        neither="event team title_th title_en detail_th detail_en due_on state done_on dropped_reason template_code"
        " sort_key order is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_teamtask_titled"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="events_teamtask_state"),
            models.CheckConstraint(
                condition=~Q(state=TaskState.DROPPED) | ~Q(dropped_reason=""),
                name="events_teamtask_dropped_why",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | ~Q(owner_name=""), name="events_teamtask_owner_named"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "state", "due_on"], name="events_teamtask_due"),
        ]

    @property
    def owner_said(self) -> Text:
        """The owner's name of today, or else as it was typed; empty where there is none."""
        return self.owner.name if self.owner else Text.of(self.owner_name, self.owner_name)


class TaskNeed(Owned):
    """A task can be done only after another one of the same event. No circle of needs is ever stored."""

    task = models.ForeignKey(TeamTask, on_delete=models.CASCADE, related_name="needs")
    needed = models.ForeignKey(TeamTask, on_delete=models.CASCADE, related_name="needed_by")

    objects = EventRowQuerySet["TaskNeed"].as_manager()
    privacy = Privacy(neither="task needed")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "task", "needed"], name="events_taskneed_once"),
            models.CheckConstraint(condition=~Q(task=models.F("needed")), name="events_taskneed_other"),
        ]


class Room(EventRow):
    """A room of the venue; ``capacity`` in people, NULL while it is not known."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms")
    name_th = models.CharField(_("name in Thai"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True, default="")
    place_th = models.CharField(_("place in Thai"), max_length=300, blank=True, default="")
    place_en = models.CharField(_("place in English"), max_length=300, blank=True, default="")
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    equipment_th = models.CharField(_("equipment, in Thai"), max_length=1000, blank=True, default="")
    equipment_en = models.CharField(_("equipment, in English"), max_length=1000, blank=True, default="")

    objects = EventRowQuerySet["Room"].as_manager()
    name = Bilingual()
    place = Bilingual()
    equipment = Bilingual()
    privacy = Privacy(
        neither="event name_th name_en place_th place_en capacity equipment_th equipment_en order"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="events_room_named"),
        ]


class ProgrammeRole(models.TextChoices):
    SPEAKER = "speaker", _("speaker")
    MODERATOR = "moderator", _("moderator")
    FACILITATOR = "facilitator", _("facilitator")
    RAPPORTEUR = "rapporteur", _("rapporteur")


class AgendaRole(Somebody):
    """Somebody has a role in an item of the programme, on behalf of an organisation."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda_roles")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(
        _("role"), max_length=12, choices=ProgrammeRole.choices, default=ProgrammeRole.SPEAKER
    )

    objects = EventRowQuerySet["AgendaRole"].as_manager()
    privacy = Privacy(personal="name person organisation", neither="event item role order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="events_agendarole_named"),
            models.CheckConstraint(condition=Q(role__in=ProgrammeRole.values), name="events_agendarole_role"),
        ]


class AgendaVersion(Owned):
    """The programme as it was published: frozen, numbered, never changed afterwards.

    ``content`` has the shape of ``queries.agenda_versions.frozen``. ``slug`` is the event's address of that day. A
    version that is open (``is_public``) is read by everybody at the public address, until another act closes it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda_versions")
    number = models.PositiveIntegerField(_("number"))
    slug = models.CharField(_("address"), max_length=80)
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    is_public = models.BooleanField(_("open to everybody"), default=False)
    published_at = models.DateTimeField(_("published"))
    published_by = models.CharField(_("published by"), max_length=200, blank=True, default="")

    objects = EventRowQuerySet["AgendaVersion"].as_manager()
    privacy = Privacy(
        personal="content", neither="event number slug note is_public published_at published_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "event", "number"], name="events_agendaversion_number"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "slug", "is_public"], name="events_agendaversion_public"),
        ]


class EventSeries(Owned):
    """Events that follow each other, such as a meeting of every year; an event belongs to one at most."""

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")

    objects = EventRowQuerySet["EventSeries"].as_manager()
    title = Bilingual()
    privacy = Privacy(neither="title_th title_en")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_series_titled"),
        ]
