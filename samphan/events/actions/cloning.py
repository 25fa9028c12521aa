"""Making an event after another one: what comes along is chosen, days are shifted, numbers and people stay behind.

An upper app says in its ``apps.py`` what of its own can come along: ``register(Copied("boards", _("Boards"), copy))``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.event import create_event
from samphan.events.actions.series import join_series
from samphan.events.models import (
    AgendaItem,
    BudgetLine,
    Event,
    EventHost,
    ParticipantCategory,
    RegistrationSettings,
    Room,
    StrategicGroup,
    TaskNeed,
    TaskState,
    Team,
    TeamOrganisation,
    TeamPerson,
    TeamTask,
    Topic,
)
from samphan.events.queries.task_templates import first_day
from samphan.kit.errors import Problem
from samphan.surveys.actions.questions import copy_questions
from samphan.surveys.actions.survey import create_survey
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

LONGEST_TITLE: Final = 300


class Copy(Protocol):
    """Copies what an app keeps of ``source_event`` to ``new_event``; how many things it made.

    ``shift_days`` lie between the first days of the two; None while one of them is not known to the day: what has a
    day then has none in the new event. Groups of the new event are recognised by their codes. The caller has asked
    the policy and holds the transaction.
    """

    def __call__(
        self, *, by: Actor, source_event: Event, new_event: Event, shift_days: int | None
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class Copied:
    """Something that can come along: its code in the form, how the form calls it, whether it is ticked at first."""

    code: str
    label: _StrOrPromise
    copy: Copy
    is_usual: bool = True


_further: dict[str, Copied] = {}


def register(part: Copied) -> None:
    """Called in ``apps.py``; registering a code again replaces it."""
    _further[part.code] = part


def can_come_along() -> list[tuple[str, _StrOrPromise, bool]]:
    """What the form offers, in the order in which it is copied: code, label, whether it is usual."""
    own = [(code, label, is_usual) for code, (label, is_usual, _copy) in PARTS.items()]
    return own + [(each.code, each.label, each.is_usual) for each in _further.values()]


@dataclass(slots=True)
class _Copying:
    """One clone in the making; ``made`` leads from a record of the source to its copy."""

    by: Actor
    source: Event
    event: Event
    shift: int | None
    what: frozenset[str]
    made: dict[tuple[type[models.Model], int], Any] = field(default_factory=dict)

    def day(self, day: dt.date | None) -> dt.date | None:
        """The shifted day; None where it is not known or outside the calendar."""
        if day is None or self.shift is None:
            return None
        try:
            return day + dt.timedelta(days=self.shift)
        except OverflowError:
            return None

    def of(self, record: models.Model | None) -> Any:
        """The copy of a record; None where it did not come along."""
        return None if record is None else self.made.get((type(record), record.pk))

    def copy(self, row: Any, **changed: Any) -> Any:
        """A new row like this one in the new event."""
        values = {
            each.name: getattr(row, each.name)
            for each in row._meta.concrete_fields  # noqa: SLF001 - Django's own name for a model's options
            if not each.primary_key and not getattr(each, "auto_now", False)
        }
        if "event" in values:
            values["event"] = self.event
        if "changed_by" in values:
            values |= {"changed_by": self.by.label, "version": 1}
        new = type(row).objects.create(**{**values, **changed})
        self.made[type(row), row.pk] = new
        return new

    def rows(self, model: type[Any], **where: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = model.objects.filter(**(where or {"event": self.source}))
        return found.order_by("id")


@transaction.atomic
def clone_event(
    *,
    by: Actor,
    source: Event,
    title_th: str,
    title_en: str = "",
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
    what: Collection[str] = (),
) -> Event:
    """An event after this one, with ``what`` comes along (codes of ``can_come_along``), in the same series.

    Description and venue come along always; stated numbers, people who took part, results and documents never.

    Raises:
        Problem: something unknown was asked for, or what ``create_event`` finds.
    """
    by.must(policy.manage, on=source)
    if unknown := set(what) - {code for code, _label, _usual in can_come_along()}:
        raise Problem(
            _("This cannot come along: %(what)s.") % {"what": ", ".join(sorted(unknown))}, field="what"
        )
    said = ("theme", "venue", "problem", "goal", "audience")
    words: Any = {
        f"{name}_{code}": getattr(source, f"{name}_{code}") for name in said for code in ("th", "en")
    }
    event = create_event(
        by=by,
        kind=source.kind,
        title_th=title_th,
        title_en=title_en,
        starts=starts,
        ends=ends,
        is_sample=source.is_sample,
        **words,
    )
    old, new = first_day(source), first_day(event)
    shift = (new - old).days if old and new else None
    copying = _Copying(by, source, event, shift, frozenset(what))
    copies = {code: copy(copying) for code, (_label, _usual, copy) in PARTS.items() if code in what}
    for part in _further.values():
        if part.code in what:
            copies[part.code] = part.copy(by=by, source_event=source, new_event=event, shift_days=shift)
    changes = {"source": [None, source.pk], "copied": [None, copies], "shift_days": [None, shift]}
    record(by, "clone_event", event, changes=changes)
    if source.series_id is not None:
        join_series(by=by, event=event, series=source.series, previous=source)
    else:
        event.previous = source
        event.save(update_fields=["previous"])
    event.refresh_from_db()
    return event


def _hosts(copying: _Copying) -> int:
    return len([copying.copy(row) for row in copying.rows(EventHost)])


def _teams(copying: _Copying) -> int:
    for team in copying.rows(Team):
        copying.copy(team)
    seats = copying.rows(TeamOrganisation, team__event=copying.source).select_related("team")
    for seat in seats:
        copying.copy(seat, team=copying.of(seat.team))
    return len({key for key in copying.made if key[0] is Team})


def _people(copying: _Copying) -> int:
    """Only of teams that come along."""
    found = 0
    for row in copying.rows(TeamPerson).select_related("team"):
        if team := copying.of(row.team):
            copying.copy(row, team=team)
            found += 1
    return found


def _tasks(copying: _Copying) -> int:
    """All but dropped ones, open again and shifted, with their needs among each other; owners come along when people do."""
    nobody: dict[str, Any] = {} if "people" in copying.what else {"owner": None, "owner_name": ""}
    found = 0
    for task in copying.rows(TeamTask).select_related("team").exclude(state=TaskState.DROPPED):
        copying.copy(
            task,
            team=copying.of(task.team),
            due_on=copying.day(task.due_on),
            state=TaskState.OPEN,
            done_on=None,
            version=1,
            **nobody,
        )
        found += 1
    needs = copying.rows(TaskNeed, task__event=copying.source).select_related("task", "needed")
    for need in needs:
        task, needed = copying.of(need.task), copying.of(need.needed)
        if task and needed:
            copying.copy(need, task=task, needed=needed)
    return found


def _topics(copying: _Copying) -> int:
    for topic in copying.rows(Topic):
        copying.copy(topic)
    for group in copying.rows(StrategicGroup).select_related("topic"):
        copying.copy(group, topic=copying.of(group.topic))
    return len({key for key in copying.made if key[0] in {Topic, StrategicGroup}})


def _rooms(copying: _Copying) -> int:
    return len([copying.copy(row) for row in copying.rows(Room)])


def _agenda(copying: _Copying) -> int:
    """Without speakers: they are asked anew."""
    found = 0
    for item in copying.rows(AgendaItem).select_related("topic", "room", "group"):
        copying.copy(
            item,
            topic=copying.of(item.topic),
            room=copying.of(item.room),
            group=copying.of(item.group),
            day=copying.day(item.day),
        )
        found += 1
    return found


def _budget(copying: _Copying) -> int:
    return len([copying.copy(row, actual=None) for row in copying.rows(BudgetLine)])


def _registration(copying: _Copying) -> int:
    """Settings with shifted days, categories without their numbers, and a copy of the further questions.

    Neither links nor nominations come along.
    """
    settings = RegistrationSettings.objects.filter(event=copying.source).select_related("survey").first()
    if settings is None:
        return 0
    for category in copying.rows(ParticipantCategory):
        copying.copy(category, stated_count=None)
    questions = settings.survey
    if questions is not None:
        title = f"{questions.title_th} – {copying.event.title_th}"
        copied = create_survey(
            by=copying.by,
            title_th=title[:LONGEST_TITLE],
            title_en=questions.title_en,
            intro_th=questions.intro_th,
            intro_en=questions.intro_en,
            thanks_th=questions.thanks_th,
            thanks_en=questions.thanks_en,
            purpose=questions.purpose,
            is_anonymous=questions.is_anonymous,
        )
        copy_questions(by=copying.by, survey=copied, source=questions)
    copying.copy(
        settings,
        survey=copied if questions is not None else None,
        opens_on=copying.day(settings.opens_on),
        closes_on=copying.day(settings.closes_on),
        version=1,
    )
    return 1


#: What of the events' own comes along, in the order in which one needs the other: label, usual or not, copy.
PARTS: Final[dict[str, tuple[_StrOrPromise, bool, Callable[[_Copying], int]]]] = {
    "hosts": (_("Hosts with their roles"), True, _hosts),
    "teams": (_("Teams with their organisations"), True, _teams),
    "people": (_("People of the teams"), False, _people),
    "tasks": (_("Tasks, open again, their days shifted"), True, _tasks),
    "topics": (_("Topics and strategic groups"), False, _topics),
    "rooms": (_("Rooms"), True, _rooms),
    "agenda": (_("Programme, its days shifted, without speakers"), True, _agenda),
    "registration": (_("Registration form with its questions"), True, _registration),
    "budget": (_("Budget as planned, without what was spent"), True, _budget),
}
