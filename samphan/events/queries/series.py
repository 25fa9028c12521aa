"""An event beside the one before it: numbers of participants, institutions, categories, budget, outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from samphan.events.models import Event, EventSeries, Output, OutputKind, Result, TeamTask, Use
from samphan.events.queries.budget import budget
from samphan.events.queries.numbers import participation_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from django.db.models import QuerySet

    from samphan.events.queries.numbers import Participation
    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One number of both events; None where it is not known. ``is_money`` in baht."""

    label: str
    now: Decimal | int | None
    before: Decimal | int | None
    is_money: bool = False

    @property
    def difference(self) -> Decimal | int | None:
        """Now minus before, once both are known."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """Numbers of one kind under a heading."""

    title: str
    rows: tuple[ComparedRow, ...]


def series_events(actor: Actor, event: Event) -> QuerySet[Event]:
    """The events of the same series, the latest first; of an event without a series itself and its neighbours."""
    found = Event.objects.for_actor(actor)
    if event.series_id is not None:
        found = found.filter(Q(series_id=event.series_id) | Q(pk=event.pk))
    else:
        found = found.filter(Q(pk=event.pk) | Q(pk=event.previous_id) | Q(previous_id=event.pk))
    return found.order_by("-starts", "-id")


def all_series(actor: Actor) -> QuerySet[EventSeries]:
    """The series of the network, by title."""
    return EventSeries.objects.for_actor(actor).order_by("title_th", "id")


def compared(actor: Actor, event: Event, other: Event) -> list[ComparedPart]:
    """An event's numbers beside those of an earlier one; the same number of statements for any two events."""
    now, before = participation_numbers(event), participation_numbers(other)
    money, earlier = budget(actor, event), budget(actor, other)
    outputs = _outputs(actor, event, other)
    counts = [_counts(actor, each) for each in (event, other)]
    return [
        ComparedPart(
            _("Participants"),
            (
                ComparedRow(_("Participants, as stated"), now.stated, before.stated),
                ComparedRow(_("Participants, registered"), now.counted, before.counted),
                ComparedRow(
                    _("Institutions, as stated"), now.stated_institutions, before.stated_institutions
                ),
                ComparedRow(
                    _("Institutions, counted"), now.counted_institutions, before.counted_institutions
                ),
            ),
        ),
        ComparedPart(_("Categories of participants"), _categories(now, before)),
        ComparedPart(
            _("Budget (baht)"),
            (
                ComparedRow(
                    _("Income, planned"),
                    money.income_sums.planned,
                    earlier.income_sums.planned,
                    is_money=True,
                ),
                ComparedRow(
                    _("Income, actual"), money.income_sums.actual, earlier.income_sums.actual, is_money=True
                ),
                ComparedRow(
                    _("Expenses, planned"),
                    money.expense_sums.planned,
                    earlier.expense_sums.planned,
                    is_money=True,
                ),
                ComparedRow(
                    _("Expenses, actual"),
                    money.expense_sums.actual,
                    earlier.expense_sums.actual,
                    is_money=True,
                ),
            ),
        ),
        ComparedPart(
            _("Outputs"),
            tuple(
                ComparedRow(str(kind.label).capitalize(), outputs[event.pk, kind], outputs[other.pk, kind])
                for kind in OutputKind
                if outputs[event.pk, kind] or outputs[other.pk, kind]
            ),
        ),
        ComparedPart(
            _("Results and their uses"),
            tuple(
                ComparedRow(label, counts[0][number], counts[1][number])
                for number, label in enumerate((_("Results"), _("Uses of results"), _("Tasks")))
            ),
        ),
    ]


def _categories(now: Participation, before: Participation) -> tuple[ComparedRow, ...]:
    """Registered people by category; categories are the same when they are called the same in Thai."""
    these = {each.name_th: each for each in now.categories}
    those = {each.name_th: each for each in before.categories}
    rows = []
    for name in dict.fromkeys([*these, *those]):
        this, that = these.get(name), those.get(name)
        said = this or that
        rows.append(
            ComparedRow(
                str(said.name) if said else name,
                (this.counted or this.stated) if this else None,
                (that.counted or that.stated) if that else None,
            )
        )
    return tuple(rows)


def _outputs(actor: Actor, event: Event, other: Event) -> Mapping[tuple[int, str], int]:
    found = dict.fromkeys(((each.pk, kind) for each in (event, other) for kind in OutputKind.values), 0)
    rows = Output.objects.for_actor(actor).filter(event_id__in=[event.pk, other.pk]).order_by()
    for pk, kind, count in rows.values_list("event_id", "kind").annotate(count=Count("id")):
        found[pk, kind] = count
    return found


def _counts(actor: Actor, event: Event) -> tuple[int, int, int]:
    return (
        Result.objects.for_actor(actor).filter(event=event).count(),
        Use.objects.for_actor(actor).filter(event=event).count(),
        TeamTask.objects.for_actor(actor).filter(event=event).count(),
    )
