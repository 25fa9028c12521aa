"""Templates of tasks by kind of event, as packs of the catalogue: which there are, and what of them is not there yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.catalogue import PackError
from samphan.events.models import EventKind, Team, TeamTask
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from samphan.catalogue import Node
    from samphan.events.models import Event

FOLDER: Final = "event_templates"


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """One task of a template.

    ``days`` count from the first day of the event (negative: before it); ``team_words`` are parts of a duty by
    which the team is recognised; ``after`` are codes of tasks of the same template that must be done before.
    """

    code: str
    title_th: str
    title_en: str
    team_th: str
    team_en: str
    team_words: tuple[str, ...]
    days: int
    after: tuple[str, ...] = ()

    title = Bilingual()
    team = Bilingual()

    def due_on(self, first_day: dt.date | None) -> dt.date | None:
        """The day on which it is due; None while the first day is not known, or where no calendar reaches."""
        if first_day is None:
            return None
        try:
            return first_day + dt.timedelta(days=self.days)
        except OverflowError:
            return None


@cache
def template(kind: str) -> tuple[TemplateTask, ...]:
    """The tasks of a kind of event (``EventKind``), in order; empty where the catalogue has none.

    Raises:
        PackError: the pack says something that cannot be; the message names the place.
    """
    pack = catalogue.read(FOLDER).get(kind)
    return _read(pack) if pack is not None else ()


def first_day(event: Event) -> dt.date | None:
    """The first day of an event, when it is known to the day."""
    return event.starts.from_on if event.starts and event.starts.precision == "day" else None


@dataclass(frozen=True, slots=True)
class Offered:
    """A task of the template as it would be taken over: with its day, its team, and whether it is there already."""

    entry: TemplateTask
    due_on: dt.date | None
    team: Team | None
    is_taken: bool


def offered(event: Event) -> list[Offered]:
    """The template of the event's kind beside what the event has; two statements."""
    taken = set(
        TeamTask.objects.filter(event=event).exclude(template_code="").values_list("template_code", flat=True)
    )
    teams = list(Team.objects.filter(event=event).order_by("order", "id"))
    day = first_day(event)
    return [
        Offered(entry, entry.due_on(day), _team_for(entry, teams), entry.code in taken)
        for entry in template(event.kind)
    ]


def _team_for(entry: TemplateTask, teams: list[Team]) -> Team | None:
    """The first team whose duty holds one of the words; None where none does."""
    for word in entry.team_words:
        for team in teams:
            if word.casefold() in f"{team.duty_th} {team.duty_en}".casefold():
                return team
    return None


def _read(pack: Node) -> tuple[TemplateTask, ...]:
    fields = pack.fields(required="code source tasks")
    if fields["code"].text() not in EventKind.values:
        raise PackError(fields["code"].place, "this is no kind of event")
    fields["source"].text()
    found: list[TemplateTask] = []
    for entry in fields["tasks"].entries():
        value = entry.fields(
            required="code title_th title_en team_th team_en team_words days", optional="after"
        )
        after = tuple(each.text() for each in value["after"].entries())
        known = {each.code for each in found}
        code = value["code"].text()
        if code in known:
            raise PackError(value["code"].place, f"{code!r} stands twice")
        # Only what stands before may be waited for, so that a template has no circle.
        if missing := [each for each in after if each not in known]:
            raise PackError(value["after"].place, f"not before this task: {', '.join(missing)}")
        found.append(
            TemplateTask(
                code=code,
                title_th=value["title_th"].text(),
                title_en=value["title_en"].text(),
                team_th=value["team_th"].text(),
                team_en=value["team_en"].text(),
                team_words=tuple(each.text() for each in value["team_words"].entries()),
                days=value["days"].number(),
                after=after,
            )
        )
    return tuple(found)
