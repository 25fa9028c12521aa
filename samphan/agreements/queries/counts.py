"""How many agreements there were on a day, and how many began and ended in each year."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.agreements.models import FORMAL, Agreement, AgreementKind, EndCause, Party
from samphan.agreements.queries.agreements import is_party
from samphan.directory.models.organisation import OrganisationKind
from samphan.kit.thai.dates import be_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Share:
    """A group and how many agreements are in it."""

    code: str
    label: _StrOrPromise
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """Agreements that began and that ended in a Buddhist year, and how many held on its last day."""

    year: int
    begun: int
    ended: int
    held: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of the register on a day.

    ``unknown_begin`` agreements have no known first day: they count as in force from ever on and begin in no year.
    """

    on: dt.date
    held: int
    formal: int
    known: int
    unknown_begin: int
    by_kind: Sequence[Share]
    by_party: Sequence[Share]
    years: Sequence[Year]

    @property
    def informal(self) -> int:
        return self.held - self.formal


def counts(actor: Actor, *, on: dt.date) -> Counts:
    """The numbers on a day; of half-known dates see ``transitions.force``. Two statements.

    By kind of party an agreement counts once for every kind that is among its parties of that day, so that these do
    not sum to the total.
    """
    rows = list(Agreement.objects.for_actor(actor).values_list("pk", "kind", "force", "end_cause"))
    held = {pk: kind for pk, kind, force, _cause in rows if _holds(force, on)}
    kinds = Counter(held.values())
    parties = (
        Party.objects.for_actor(actor)
        .filter(agreement__force__contains=on)
        .select_related("organisation")
        .only("agreement_id", "acceded_on", "withdrew_on", "organisation__kind")
    )
    sets: defaultdict[str, set[int]] = defaultdict(set)
    for each in parties:
        if is_party(each, on):
            sets[each.organisation.kind].add(each.agreement_id)
    return Counts(
        on=on,
        held=len(held),
        formal=sum(kinds[each] for each in FORMAL),
        known=len(rows),
        unknown_begin=sum(1 for _pk, _kind, force, _cause in rows if force.lower is None),
        by_kind=[Share(code, label, kinds[code]) for code, label in AgreementKind.choices if kinds[code]],
        by_party=sorted(
            (Share(code, label, len(sets[code])) for code, label in OrganisationKind.choices if sets[code]),
            key=lambda each: -each.count,
        ),
        years=_years([(force, cause) for _pk, _kind, force, cause in rows], on),
    )


def _holds(force: object, on: dt.date) -> bool:
    lower, upper = force.lower, force.upper  # type: ignore[attr-defined]  # a range of dates
    return (lower is None or lower <= on) and (upper is None or on < upper)


def _years(rows: Sequence[tuple[object, str]], on: dt.date) -> list[Year]:
    """The Buddhist years up to the one of the day in which something began or ended."""
    begun: Counter[int] = Counter()
    ended: Counter[int] = Counter()
    for force, cause in rows:
        lower, upper = force.lower, force.upper  # type: ignore[attr-defined]  # a range of dates
        if lower is not None and lower <= on:
            begun[be_year(lower)] += 1
        if upper is not None and upper <= on and cause in EndCause.values:
            ended[be_year(upper - dt.timedelta(days=1))] += 1
    years = sorted({*begun, *ended})
    if not years:
        return []
    return [
        Year(
            year,
            begun[year],
            ended[year],
            sum(1 for force, _cause in rows if _holds(force, min(on, dt.date(year - 543, 12, 31)))),
        )
        for year in range(max(years[0], be_year(on) - 24), be_year(on) + 1)
    ]
