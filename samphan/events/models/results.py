"""What an event brought about, on what evidence, and what institutions do with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.events.models.event import (
    AgendaItem,
    Document,
    Event,
    EventRow,
    EventRowQuerySet,
    StrategicGroup,
)
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.conditions import exactly_one
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class OutputKind(models.TextChoices):
    SUGGESTION = "suggestion", _("suggestion")
    ISSUE = "issue", _("issue")
    BEST_PRACTICE = "best_practice", _("best practice")
    LESSON = "lesson", _("lesson learned")
    ROADMAP_ITEM = "roadmap_item", _("roadmap item")
    ACTION = "action", _("action")
    POSSIBLE_PROJECT = "possible_project", _("possible project")


class Output(EventRow):
    """Something that the event produced."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="outputs")
    kind = models.CharField(_("kind"), max_length=20, choices=OutputKind.choices)
    group = models.ForeignKey(
        StrategicGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="outputs"
    )
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EventRowQuerySet["Output"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(neither="event kind group title_th title_en detail_th detail_en order is_sample")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_output_titled"),
            models.CheckConstraint(condition=Q(kind__in=OutputKind.values), name="events_output_kind"),
        ]


class Level(models.TextChoices):
    PERSON = "person", _("person")
    NETWORK = "network", _("network and community")
    SYSTEM = "system", _("system and platform")


class Result(EventRow):
    """A statement of what changed, on one of three levels (part 3 of the participation report)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="results")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    statement_th = models.TextField(_("statement in Thai"))
    statement_en = models.TextField(_("statement in English"), blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EventRowQuerySet["Result"].as_manager()
    statement = Bilingual()
    privacy = Privacy(neither="event level statement_th statement_en order is_sample")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("statement"), name="events_result_stated"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="events_result_level"),
        ]


class Evidence(Owned):
    """What a result rests on: exactly one of an agenda item, a group, an output or a document."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="evidence")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        StrategicGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    output = models.ForeignKey(Output, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    objects = EventRowQuerySet["Evidence"].as_manager()
    privacy = Privacy(neither="result agenda_item group output document")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=exactly_one("agenda_item", "group", "output", "document"),
                name="events_evidence_one",
            ),
            models.UniqueConstraint(
                fields=["network", "result", "agenda_item", "group", "output", "document"],
                name="events_evidence_once",
                nulls_distinct=False,
            ),
        ]


class UseState(models.TextChoices):
    INTENDED = "intended", _("intended")
    STARTED = "started", _("started")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Use(EventRow, Versioned):
    """What one institution does with the results (part 4 of its own participation report)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    plan_th = models.TextField(_("what will be done, in Thai"), blank=True, default="")
    plan_en = models.TextField(_("what will be done, in English"), blank=True, default="")
    owner_th = models.CharField(_("responsible unit, in Thai"), max_length=300, blank=True, default="")
    owner_en = models.CharField(_("responsible unit, in English"), max_length=300, blank=True, default="")
    due = PartialDateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=UseState.choices, default=UseState.INTENDED)
    dropped_reason = models.CharField(_("why it was dropped"), max_length=1000, blank=True, default="")
    change_th = models.TextField(_("what changed, in Thai"), blank=True, default="")
    change_en = models.TextField(_("what changed, in English"), blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = EventRowQuerySet["Use"].as_manager()
    title = Bilingual()
    plan = Bilingual()
    owner = Bilingual()
    change = Bilingual()
    privacy = Privacy(
        neither="event organisation title_th title_en plan_th plan_en owner_th owner_en due state dropped_reason"
        " change_th change_en order is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_use_titled"),
            models.CheckConstraint(condition=Q(state__in=UseState.values), name="events_use_state"),
            models.CheckConstraint(
                condition=~Q(state=UseState.DROPPED) | ~Q(dropped_reason=""), name="events_use_dropped_why"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "organisation"], name="events_use_institution")
        ]


class UseSource(Owned):
    """Where a use comes from: exactly one of a result, a group, an output or a document."""

    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="sources")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        StrategicGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    output = models.ForeignKey(Output, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    objects = EventRowQuerySet["UseSource"].as_manager()
    privacy = Privacy(neither="use result group output document")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=exactly_one("result", "group", "output", "document"), name="events_source_one"
            ),
            models.UniqueConstraint(
                fields=["network", "use", "result", "group", "output", "document"],
                name="events_source_once",
                nulls_distinct=False,
            ),
        ]
