"""The budget of an event as it is read: sums, shares, differences, and what does not add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from samphan.events.models import BudgetDocument, BudgetLine, Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

NOUGHT = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sums:
    """Planned and actual amounts of some lines in baht; None where no line has one.

    ``planned_unknown`` and ``actual_unknown`` count the lines that have none: a sum is then a lower bound.
    ``difference`` is actual minus planned over the lines that have both, None where none has.
    """

    planned: Decimal | None
    actual: Decimal | None
    lines: int
    planned_unknown: int
    actual_unknown: int
    difference: Decimal | None

    @classmethod
    def of(cls, lines: Sequence[BudgetLine]) -> Sums:
        """Added up exactly, in satang."""
        planned = [each.planned for each in lines if each.planned is not None]
        actual = [each.actual for each in lines if each.actual is not None]
        differences = [each.difference for each in lines if each.difference is not None]
        return cls(
            sum(planned, NOUGHT) if planned else None,
            sum(actual, NOUGHT) if actual else None,
            len(lines),
            len(lines) - len(planned),
            len(lines) - len(actual),
            sum(differences, NOUGHT) if differences else None,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """What one organisation bears, or one source gives; ``percent`` of the planned sum, to one decimal place.

    ``organisation`` is None and ``name`` empty for the lines that name none.
    """

    name: str
    organisation: Organisation | None
    income: Sums
    expense: Sums
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Budget:
    """The lines with documents, by direction, and their sums."""

    income: tuple[BudgetLine, ...]
    expense: tuple[BudgetLine, ...]
    income_sums: Sums
    expense_sums: Sums
    hosts: tuple[Share, ...]
    sources: tuple[Share, ...]
    stated: Decimal | None

    @property
    def is_empty(self) -> bool:
        return not (self.income or self.expense)

    @property
    def planned_balance(self) -> Decimal | None:
        """Planned income minus planned expenses."""
        return _minus(self.income_sums.planned, self.expense_sums.planned)

    @property
    def actual_balance(self) -> Decimal | None:
        """Actual income minus actual expenses."""
        return _minus(self.income_sums.actual, self.expense_sums.actual)

    @property
    def stated_difference(self) -> Decimal | None:
        """Planned expenses minus the stated budget."""
        return _minus(self.expense_sums.planned, self.stated)

    @property
    def planned_lacking(self) -> Decimal | None:
        """By how much the planned income falls short of the planned expenses; None where it does not."""
        balance = self.planned_balance
        return -balance if balance is not None and balance < 0 else None

    @property
    def actual_lacking(self) -> Decimal | None:
        """The same for what was received and spent."""
        balance = self.actual_balance
        return -balance if balance is not None and balance < 0 else None


def _minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def budget(actor: Actor, event: Event) -> Budget:
    """The budget of an event; two statements, whatever the number of lines."""
    documents = BudgetDocument.objects.select_related("document").order_by("id")
    lines = list(
        BudgetLine.objects.for_actor(actor)
        .filter(event=event)
        .select_related("organisation")
        .prefetch_related(Prefetch("documents", documents))
        .order_by("order", "id")
    )
    income = tuple(each for each in lines if each.direction == Direction.INCOME)
    expense = tuple(each for each in lines if each.direction == Direction.EXPENSE)
    return Budget(
        income=income,
        expense=expense,
        income_sums=Sums.of(income),
        expense_sums=Sums.of(expense),
        hosts=_shares(lines, lambda line: line.organisation),
        sources=_shares(lines, lambda line: " ".join(line.source.split())),
        stated=event.stated_budget,
    )


def _shares(
    lines: Sequence[BudgetLine], key: Callable[[BudgetLine], Organisation | str | None]
) -> tuple[Share, ...]:
    """Lines by organisation or source, the largest planned expense first, those without one last."""
    groups: dict[Organisation | str | None, list[BudgetLine]] = {}
    for line in lines:
        groups.setdefault(key(line) or None, []).append(line)
    total = Sums.of([line for line in lines if line.direction == Direction.EXPENSE]).planned
    shares = []
    for owner, owned in groups.items():
        income = Sums.of([each for each in owned if each.direction == Direction.INCOME])
        expense = Sums.of([each for each in owned if each.direction == Direction.EXPENSE])
        percent = None
        if total and expense.planned is not None:
            percent = (expense.planned * 100 / total).quantize(Decimal("0.1"))
        organisation = None if isinstance(owner, str) else owner
        name = owner if isinstance(owner, str) else str(owner.name) if owner else ""
        shares.append(Share(name, organisation, income, expense, percent))
    return tuple(
        sorted(shares, key=lambda each: (not each.name, -(each.expense.planned or NOUGHT), each.name))
    )
