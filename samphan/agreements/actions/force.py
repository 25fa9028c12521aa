"""Writing down from when to when an agreement holds, whenever its dates or its parties have changed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import EndCause, Fulfilment, Obligation
from samphan.agreements.transitions.force import Force, Terms, force_of
from samphan.agreements.transitions.obligation import next_due
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    import datetime as dt

    from samphan.agreements.models import Agreement

_FIELDS: Final = {
    EndCause.EXPIRY: "ends",
    EndCause.GIVEN_UP: "on",
    EndCause.EARLY: "on",
    EndCause.ALONE: "withdrew_on",
}
_ONE_DAY: Final = 1


def find_force(terms: Terms) -> Force:
    """As ``force_of``; raises ``Problem`` where the end lies wholly before the beginning."""
    found = force_of(terms)
    if found.is_empty:
        raise Problem(_("The end must not lie before the beginning."), field=_FIELDS[EndCause(found.cause)])
    return found


def set_force(agreement: Agreement, terms: Terms) -> Force:
    """Put what follows from the terms into the record; the caller saves it. See ``settle_obligations``."""
    found = find_force(terms)
    upper = _day_after(found.last)
    agreement.force = DateRange(found.first, upper, "[)")
    agreement.end_cause = found.cause
    return found


def settle_obligations(agreement: Agreement, force: Force) -> None:
    """Put right when each obligation is due next. Two statements, and one for each that changed."""
    obligations = list(Obligation.objects.select_for_update().filter(agreement=agreement))
    settled: dict[int, list[dt.date | None]] = defaultdict(list)
    for pk, due_on in Fulfilment.objects.filter(obligation__in=obligations).values_list(
        "obligation_id", "due_on"
    ):
        settled[pk].append(due_on)
    for each in obligations:
        due = next_due(each.due_on, is_yearly=each.is_yearly, settled=settled[each.pk], until=force.last)
        is_over = bool(settled[each.pk]) and due is None
        if (each.next_due_on, each.is_over) != (due, is_over):
            each.next_due_on, each.is_over = due, is_over
            each.save(update_fields=["next_due_on", "is_over"])


def _day_after(day: dt.date | None) -> dt.date | None:
    """The bound that a half-open range needs; the last day of the calendar has none after it."""
    if day is None or day == day.max:
        return None
    return day.fromordinal(day.toordinal() + _ONE_DAY)
