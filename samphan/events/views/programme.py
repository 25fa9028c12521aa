"""The programme of an event: topics, strategic groups, agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samphan.events.actions import programme as actions
from samphan.events.forms.sheets import AgendaRowForm, GroupRowForm, TopicRowForm
from samphan.events.models import AgendaItem, StrategicGroup, Topic
from samphan.events.queries.agenda import agenda_items, clashes, days_of, group_sizes
from samphan.events.queries.agenda_versions import versions_of
from samphan.events.queries.linked import groups_of
from samphan.events.queries.parts import fingerprint
from samphan.events.queries.preparing import rooms_of
from samphan.events.views.cockpit import load, tab
from samphan.events.views.sheets import Sheet, write

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def programme(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the event is about and how it goes."""
    event = load(request, pk)
    items = agenda_items(request.actor, event)
    context = {
        "topics": Topic.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"),
        "groups": StrategicGroup.objects.for_actor(request.actor)
        .filter(event=event)
        .select_related("topic")
        .order_by("order", "id"),
        "agenda": items,
        "days": days_of(items),
        "clashes": clashes(items, group_sizes(event)),
        "newest": versions_of(request.actor, event).first(),
    }
    return tab(request, event, "events/programme.html", context)


def topics(request: NetworkRequest, pk: int) -> HttpResponse:
    """The topics, written as a list."""
    event = load(request, pk)
    rows = list(Topic.objects.filter(event=event).order_by("order", "id"))
    fields = actions.TOPIC_FIELDS
    sheet = Sheet(
        title=_("Topics"),
        help=_("What people take part in: part 1 of the participation report."),
        add_label=_("Add a topic"),
        url_name="events:programme",
        row=TopicRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_topics(
            by=request.actor,
            event=event,
            rows=[actions.TopicRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
    )
    return write(request, event, sheet)


def groups(request: NetworkRequest, pk: int) -> HttpResponse:
    """The strategic groups, written as a list."""
    event = load(request, pk)
    rows = list(StrategicGroup.objects.filter(event=event).select_related("topic").order_by("order", "id"))
    fields = actions.GROUP_FIELDS
    sheet = Sheet(
        title=_("Strategic groups"),
        help=_(
            "Groups in which people work on one strategic question, such as NOW, NEXT and NEW. Outputs refer to them."
        ),
        add_label=_("Add a group"),
        url_name="events:programme",
        row=GroupRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_groups(
            by=request.actor,
            event=event,
            rows=[actions.GroupRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
        row_kwargs={"topics": list(Topic.objects.filter(event=event).order_by("order", "id"))},
    )
    return write(request, event, sheet)


def agenda(request: NetworkRequest, pk: int) -> HttpResponse:
    """The agenda, written as a list."""
    event = load(request, pk)
    rows = list(
        AgendaItem.objects.filter(event=event)
        .select_related("topic", "room", "group")
        .order_by("order", "id")
    )
    fields = actions.AGENDA_FIELDS
    sheet = Sheet(
        title=_("Agenda"),
        help=_(
            "Day and times only where they are known. What runs at the same time stands side by side; a track keeps"
            " sessions that follow each other in one column."
        ),
        add_label=_("Add an agenda item"),
        url_name="events:programme",
        row=AgendaRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_agenda(
            by=request.actor,
            event=event,
            rows=[actions.AgendaRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
        row_kwargs={
            "topics": list(Topic.objects.filter(event=event).order_by("order", "id")),
            "rooms": list(rooms_of(request.actor, event)),
            "groups": groups_of(request.actor, event),
        },
    )
    return write(request, event, sheet)
