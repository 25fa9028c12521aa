"""What goes on after an event: photographs, an output that was carried on, a pack that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.boards.actions.outputs import publish_fates
from samphan.events.actions.continuations import carry_on_as_possible_project
from samphan.events.actions.photos import bring_photos
from samphan.events.actions.results import Upload
from samphan.events.models import PhotoConsent
from samphan.reports.actions.pack import ask_pack
from tests.kit.test_pictures import jpeg

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event, Output
    from samphan.kit.actor import Actor


def fill_lineage(by: Actor, event: Event, output: Output, *, marker: str, now: dt.datetime) -> None:
    """A photograph with consent, a possible project from ``output``, the public page of fates, a pack that waits."""
    bring_photos(
        by=by,
        event=event,
        uploads=[Upload(f"{marker}.jpg", jpeg((60, 40)))],
        place=f"ที่ {marker}",
        consent=PhotoConsent.AGREED,
    )
    carry_on_as_possible_project(by=by, output=output, now=now, title_th=f"แนวคิด {marker}")
    publish_fates(by=by, event=event, now=now)
    ask_pack(by=by, event=event, language="th")
