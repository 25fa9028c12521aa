"""What the overview of an event shows: how much of it is there, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from samphan.events.queries.numbers import participation_numbers

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.events.models import Event
    from samphan.events.queries.numbers import Participation

#: What is counted for the overview, in the order of the statement below.
COUNTED: Final = (
    "topics", "agenda", "teams", "main_hosts", "outputs", "documents", "uses",
    "results", "unproven", "level_person", "level_network", "level_system",
)  # fmt: skip
# Built by the ORM this one statement would cost more time than the rest of the page.
_COUNTS: Final = """
select
  (select count(*) from events_topic where event_id = %(event)s),
  (select count(*) from events_agendaitem where event_id = %(event)s),
  (select count(*) from events_team where event_id = %(event)s),
  (select count(*) from events_eventhost where event_id = %(event)s and role = 'main_host'),
  (select count(*) from events_output where event_id = %(event)s),
  (select count(*) from events_document where event_id = %(event)s),
  (select count(*) from events_use where event_id = %(event)s),
  count(*),
  count(*) filter (where not exists (select from events_evidence where result_id = events_result.id)),
  count(*) filter (where level = 'person'),
  count(*) filter (where level = 'network'),
  count(*) filter (where level = 'system')
from events_result where event_id = %(event)s
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that an event should have: whether it is there, and the page on which it is filled in."""

    code: str
    label: _StrOrPromise
    is_there: bool
    url_name: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """The overview: stated and counted numbers, how much there is of each part, what is there and what is missing."""

    numbers: Participation
    counts: dict[str, int]
    checks: tuple[Check, ...]

    @property
    def filled(self) -> int:
        return sum(check.is_there for check in self.checks)

    @property
    def missing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_there)


def event_page(event: Event) -> EventPage:
    """The overview of an event that the caller has loaded through ``for_actor``; five statements, whatever is in it."""
    counts = _counts(event)
    numbers = participation_numbers(event)
    return EventPage(numbers, counts, _checks(event, counts, numbers))


def _counts(event: Event) -> dict[str, int]:
    """How much there is of each part; results by level and unproven ones are counted in one reading of them."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"event": event.pk})
        values = cursor.fetchone() or ()
    return dict(zip(COUNTED, values, strict=True))


def _checks(event: Event, counts: dict[str, Any], numbers: Participation) -> tuple[Check, ...]:
    described = "events:change"
    results = "events:results"
    return (
        Check("dates", _("Dates"), event.starts is not None, described),
        Check("venue", _("Venue"), bool(event.venue_th), described),
        Check("problem", _("The problem that it answers"), bool(event.problem_th), described),
        Check("goal", _("Goal"), bool(event.goal_th), described),
        Check("audience", _("Who takes part"), bool(event.audience_th), described),
        Check("topics", _("Topics"), bool(counts["topics"]), "events:programme"),
        Check("agenda", _("Agenda"), bool(counts["agenda"]), "events:programme"),
        Check("main_host", _("Main host"), bool(counts["main_hosts"]), "events:hosts"),
        Check("teams", _("Teams"), bool(counts["teams"]), "events:hosts"),
        Check("categories", _("Categories of participants"), bool(numbers.categories), "events:people"),
        Check(
            "participants",
            _("Number of participants"),
            numbers.stated is not None or bool(numbers.counted),
            "events:people",
        ),
        Check(
            "institutions",
            _("Number of institutions"),
            numbers.stated_institutions is not None or bool(numbers.counted_institutions),
            "events:people",
        ),
        Check("result_person", _("Result for persons"), bool(counts["level_person"]), results),
        Check(
            "result_network", _("Result for network and community"), bool(counts["level_network"]), results
        ),
        Check("result_system", _("Result for system and platform"), bool(counts["level_system"]), results),
        Check(
            "evidence",
            _("Evidence of every result"),
            bool(counts["results"]) and not counts["unproven"],
            results,
        ),
        Check("outputs", _("Outputs"), bool(counts["outputs"]), results),
        Check("uses", _("Uses of results"), bool(counts["uses"]), "events:uses"),
    )
