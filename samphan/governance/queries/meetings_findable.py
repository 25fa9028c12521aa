"""How meetings and resolutions stand in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.governance.models import Meeting, Resolution
from samphan.kit.bilingual import pair
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

BATCH: Final = 2_000
LONGEST: Final = 300
MEETING: Final = "governance.meeting"
RESOLUTION: Final = "governance.resolution"


def meeting_row(meeting: Meeting) -> SearchRow:
    """A meeting is found by its name, its number and its place."""
    return search.row(
        MEETING,
        meeting.pk,
        network_id=meeting.network_id,
        label=(meeting.title_th, meeting.title_en),
        detail=pair(meeting, "place"),
        others=[meeting.count],
    )


def resolution_row(resolution: Resolution) -> SearchRow:
    """A resolution is found by its text and by its meeting; ``meeting__body`` must be loaded."""
    meeting = resolution.meeting
    return search.row(
        RESOLUTION,
        resolution.pk,
        network_id=resolution.network_id,
        label=(_short(resolution.text_th), _short(resolution.text_en)),
        detail=(
            f"{meeting.title_th} {resolution.text_th}"[:2_000],
            f"{meeting.title_en} {resolution.text_en}"[:2_000],
        ),
        others=[meeting.count],
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def meeting_rows(actor: Actor) -> Iterator[SearchRow]:
    """All meetings, for making the search anew."""
    for found in Meeting.objects.for_actor(actor).select_related("body").order_by("id").iterator(BATCH):
        yield meeting_row(found)


def resolution_rows(actor: Actor) -> Iterator[SearchRow]:
    """All resolutions, for making the search anew; puts their sort keys right."""
    rows = Resolution.objects.for_actor(actor).select_related("meeting__body").order_by("id")
    for found in rows.iterator(BATCH):
        if found.sort_key != sort_key(found.text_th)[:1000]:
            found.sort_key = sort_key(found.text_th)[:1000]
            found.save(update_fields=["sort_key"])
        yield resolution_row(found)


def hits(kind: str, words: str) -> list[int]:
    """The ids that a search finds in the scope."""
    return [hit.object_id for hit in search.find(words, kinds=[kind], limit=search.EVERY, every=True).hits]
