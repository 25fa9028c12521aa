"""What the overview of an event shows: how much of it is there, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from samphan.events.models import (
    AgendaItem,
    Document,
    Event,
    EventHost,
    Evidence,
    HostRole,
    Level,
    Output,
    Result,
    Team,
    Topic,
    Use,
)
from samphan.events.queries.numbers import participation_numbers

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.events.queries.numbers import Participation
    from samphan.kit.actor import Actor


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


def event_page(actor: Actor, event: Event) -> EventPage:
    """The overview of an event that the actor may see; five statements, whatever is in the event."""
    found = (
        Event.objects.for_actor(actor)
        .filter(pk=event.pk)
        .values(
            n_topics=_count(Topic),
            n_agenda=_count(AgendaItem),
            n_teams=_count(Team),
            n_outputs=_count(Output),
            n_documents=_count(Document),
            n_results=_count(Result),
            n_unproven=_count(Result, ~Exists(Evidence.objects.filter(result=OuterRef("pk")))),
            n_uses=_count(Use),
            n_main_hosts=_count(EventHost, role=HostRole.MAIN_HOST),
            **{f"n_level_{level}": _count(Result, level=level) for level in Level.values},
        )
        .get()
    )
    counts = {name.removeprefix("n_"): cast("int", rows) for name, rows in found.items()}
    numbers = participation_numbers(event)
    return EventPage(numbers, counts, _checks(event, counts, numbers))


def _count(model: type[Any], *conditions: Any, **filters: Any) -> Coalesce:
    """How many rows of a model the event has, as a subquery."""
    rows = model.objects.filter(*conditions, event=OuterRef("pk"), **filters).order_by().values("event")
    return Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)


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
