"""Publishing the programme of an event, and opening what was published to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.models import AgendaVersion, Event
from samphan.events.queries.agenda import agenda_items
from samphan.events.queries.agenda_versions import frozen
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


@transaction.atomic
def publish_agenda(
    *, by: Actor, event: Event, now: dt.datetime, note: str = "", is_public: bool = False
) -> AgendaVersion:
    """Freeze the programme as it is now under the next number; with ``is_public`` everybody may read it.

    Raises:
        Problem: there is nothing on the programme, or nothing changed since the version before.
    """
    by.must(policy.manage, on=event)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    items = agenda_items(by, event)
    if not items:
        raise Problem(_("There is nothing on the programme yet."))
    content = frozen(event, items)
    newest = AgendaVersion.objects.filter(event=event).order_by("-number").first()
    if newest is not None and newest.content == content:
        raise Problem(
            _("Nothing has changed since version %(number)s.") % {"number": newest.number}, field="note"
        )
    version = AgendaVersion.objects.create(
        network_id=event.network_id,
        event=event,
        number=newest.number + 1 if newest else 1,
        slug=event.slug,
        note=note,
        content=content,
        is_public=is_public,
        published_at=now,
        published_by=by.label,
    )
    changes = {"number": [newest.number if newest else None, version.number], "is_public": [None, is_public]}
    record(by, "publish_agenda", event, changes=changes, reason=note)
    return version


@transaction.atomic
def show_agenda(*, by: Actor, version: AgendaVersion, is_public: bool) -> AgendaVersion:
    """Open a published version to everybody, or close it. Closing one closes all of the event, older ones too."""
    by.must(policy.change, on=version)
    found = AgendaVersion.objects.select_for_update(of=("self",)).select_related("event")
    version = found.get(pk=version.pk)
    versions = AgendaVersion.objects.filter(event_id=version.event_id)
    before = sorted(versions.filter(is_public=True).values_list("number", flat=True))
    if is_public:
        versions.filter(pk=version.pk).update(is_public=True)
    else:
        versions.update(is_public=False)
    after = sorted(versions.filter(is_public=True).values_list("number", flat=True))
    if before != after:
        act = "open_agenda" if is_public else "close_agenda"
        record(by, act, version.event, changes={"open": [before, after]})
    version.is_public = is_public
    return version
