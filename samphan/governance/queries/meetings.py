"""The register of meetings and of what they decided, and what one meeting needs around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Q

from samphan.governance.models import (
    COMING,
    OVER,
    Attendee,
    Body,
    Meeting,
    MeetingState,
    Resolution,
    lasting,
)
from samphan.governance.queries.meetings_findable import MEETING, RESOLUTION, hits
from samphan.kit.keys import among
from samphan.kit.numbers import number_in
from samphan.kit.thai.dates import be_year

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("when", "number")
FILTERS: Final = ("body", "kind", "state", "year")
RESOLUTION_SORTS: Final = ("when", "text")
RESOLUTION_FILTERS: Final = ("body", "result", "year")


def meetings(actor: Actor, state: ListState) -> QuerySet[Meeting]:
    """The register: words, body, kind, state ("coming", "over" or one of the states), Buddhist year."""
    found = Meeting.objects.for_actor(actor).select_related("body")
    if state.query:
        found = found.filter(among("id", hits(MEETING, state.query)))
    if pk := number_in(state.filters.get("body")):
        found = found.filter(body_id=pk)
    if year := number_in(state.filters.get("year")):
        found = found.filter(year=year)
    if kind := state.filters.get("kind"):
        found = found.filter(kind=kind)
    wanted = state.filters.get("state")
    if wanted in {"coming", "over"}:
        found = found.filter(state__in=COMING if wanted == "coming" else OVER)
    elif wanted:
        found = found.filter(state=wanted)
    if state.sort_key == "number":
        order = ("-year", "-number") if state.is_descending else ("year", "number")
        return found.order_by(*order, "id")
    return found.order_by("-starts_at" if state.is_descending else "starts_at", "-id")


def counted(found: QuerySet[Meeting]) -> QuerySet[Any]:
    """With how many with a vote were there and are called, and how many resolutions there are (one statement)."""
    there = Q(attendees__presence__in=["in_room", "online", "substitute"], attendees__votes__gt=0)
    return found.annotate(
        present_count=Count("attendees", filter=there, distinct=True),
        called_count=Count("attendees", filter=Q(attendees__votes__gt=0), distinct=True),
        resolution_count=Count("resolutions", distinct=True),
    )


def resolutions(actor: Actor, state: ListState) -> QuerySet[Resolution]:
    """The register of resolutions over all meetings."""
    found = Resolution.objects.for_actor(actor).select_related("meeting__body", "item")
    if state.query:
        found = found.filter(among("id", hits(RESOLUTION, state.query)))
    if pk := number_in(state.filters.get("body")):
        found = found.filter(meeting__body_id=pk)
    if year := number_in(state.filters.get("year")):
        found = found.filter(meeting__year=year)
    if result := state.filters.get("result"):
        found = found.filter(result=result)
    if state.sort_key == "text":
        return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")
    return found.order_by("-decided_on" if state.is_descending else "decided_on", "-meeting_id", "number")


def bodies_with_meetings(actor: Actor) -> list[tuple[str, str]]:
    """Bodies that have met or will, as choices of a filter. One statement."""
    own = Meeting.objects.for_actor(actor).values("body_id")
    return [(str(each.pk), str(each.name)) for each in _bodies(actor).filter(pk__in=own)]


def years_with_meetings(actor: Actor) -> list[tuple[str, str]]:
    """The Buddhist years with meetings, the latest first."""
    years = Meeting.objects.for_actor(actor).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in years]


def _bodies(actor: Actor) -> QuerySet[Body]:
    return Body.objects.filter(network_id=actor.network_id).order_by("order", "id")


def bodies_on(actor: Actor, on: dt.date) -> list[Body]:
    """The bodies that may meet on a day."""
    return list(_bodies(actor).filter(lasting(on)))


def one(actor: Actor) -> QuerySet[Meeting]:
    """Meetings with what stands in their head."""
    return Meeting.objects.for_actor(actor).select_related("body", "chair", "secretary")


def next_count(body: Body, kind: str, on: dt.date) -> int:
    """The number that follows the last one of this kind of meeting in the Buddhist year of a day."""
    same = Meeting.objects.filter(network_id=body.network_id, body=body, kind=kind, year=be_year(on))
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1


def before(meeting: Meeting) -> QuerySet[Meeting]:
    """Earlier meetings of the body, the latest first."""
    return (
        Meeting.objects.filter(
            network_id=meeting.network_id, body=meeting.body_id, starts_at__lt=meeting.starts_at
        )
        .exclude(pk=meeting.pk)
        .select_related("body")
        .order_by("-starts_at", "-id")
    )


def to_be_adopted(meeting: Meeting) -> QuerySet[Meeting]:
    """Earlier meetings of the body whose minutes no meeting has adopted yet, the latest first."""
    return before(meeting).exclude(state__in=[MeetingState.ADOPTED, MeetingState.CANCELLED])


def attendees(meeting: Meeting) -> list[Attendee]:
    """Everybody called and everybody who came, in the order of the list. One statement."""
    rows = Attendee.objects.filter(meeting=meeting).select_related("member__organisation")
    return list(rows.order_by("order", "id"))


def of_meeting(actor: Actor, meetings: Iterable[int]) -> QuerySet[Resolution]:
    """The resolutions of some meetings, in order."""
    found = Resolution.objects.for_actor(actor).filter(meeting__in=meetings)
    return found.select_related("meeting__body", "item").order_by("meeting_id", "number")
