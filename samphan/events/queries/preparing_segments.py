"""Whom a mailing about the new programme goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samphan.comms.queries.segments import Placeholder, RecipientData, Segment
from samphan.events.models import AgendaVersion
from samphan.events.queries.agenda_versions import concerned
from samphan.events.queries.findable import KIND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.kit.actor import Actor

CHANGES: Final = Placeholder(
    "changes", _("what changed for the recipient"), _("what changed in the programme")
)


def _versions(by: Actor, event_id: int) -> list[tuple[int, str]]:
    found = AgendaVersion.objects.for_actor(by).filter(event_id=event_id, number__gt=1).order_by("-number")
    return [(each.pk, str(_("version %(number)s") % {"number": each.number})) for each in found]


def _concerned(by: Actor, event_id: int, version_id: int | None) -> Iterable[RecipientData]:
    """Those whom a version concerns, the newest one where none is chosen; what changed in both languages."""
    versions = AgendaVersion.objects.for_actor(by).filter(event_id=event_id).order_by("-number")
    version = (versions.filter(pk=version_id) if version_id else versions).first()
    if version is None or not by.holds("participants.see"):
        return
    said = {}
    for language in ("th", "en"):
        with translation.override(language):
            said[language] = concerned(version)
    for number, (th, en) in enumerate(zip(said["th"], said["en"], strict=True), start=1):
        yield RecipientData(
            # Who is not registered has no record; the number says who it is within this version.
            ref_id=th.registration_id or -number,
            address=th.email,
            name_th=th.name,
            name_en=en.name,
            values={"changes": ("\n".join(th.what), "\n".join(en.what))},
        )


def programme_segments() -> tuple[Segment, ...]:
    """What ``apps.py`` registers: those whom the new programme concerns."""
    return (
        Segment(
            "events.concerned",
            _("Concerned by the new programme"),
            KIND,
            _concerned,
            (CHANGES,),
            parts=_versions,
            needs="participants.see",
        ),
    )
