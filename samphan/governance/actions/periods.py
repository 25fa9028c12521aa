"""Whether a period of office can be: inside the life of its body and seat, and in a seat that is free.

Days may be known to the month or the year only. Something is refused when it is impossible whatever the days were, and
allowed when there are days for which it holds.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samphan.governance.models import Capacity, Term
from samphan.governance.models.term import certain_days
from samphan.kit.errors import Problem
from samphan.kit.formats import date_range, thai_date
from samphan.kit.partial import PartialDate

if TYPE_CHECKING:
    from samphan.governance.models import Body, Seat


def read_partial(said: str | None) -> PartialDate | None:
    """A date as the audit trail keeps it: its first day and the day after its last."""
    if not said:
        return None
    first, _slash, after = said.partition("/")
    return PartialDate(dt.date.fromisoformat(first), dt.date.fromisoformat(after))


def day_before(start: PartialDate) -> PartialDate:
    """The last day of somebody whose successor begins: the day before, or the same month or year."""
    if start.precision != "day":
        return start
    return PartialDate.of(start.from_on - dt.timedelta(days=1))


def said(term: Term) -> str:
    """When a term was, in words."""
    if term.until is None:
        return _("since %(day)s") % {"day": thai_date(term.start)}
    return date_range(term.start, term.until)


def check_period(term: Term) -> None:
    """Refuse a term that ends before it begins, or that lies outside the life of its body or seat."""
    if term.since is None and term.stated is None:
        raise Problem(_("Say since when, or as of which day it is stated."), field="since")
    if term.until and term.until.until_on <= term.start.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="until")
    _check_inside(term, term.body)
    if term.seat:
        _check_inside(term, term.seat)


def _check_inside(term: Term, whole: Body | Seat) -> None:
    name = str(whole.name) if hasattr(whole, "name") else _("this seat")
    if whole.since and term.start.until_on <= whole.since.from_on:
        raise Problem(
            _("%(name)s exists since %(day)s only.") % {"name": name, "day": thai_date(whole.since)},
            field="since",
        )
    if whole.until is None:
        return
    last = {"name": name, "day": thai_date(whole.until)}
    if term.start.from_on >= whole.until.until_on:
        raise Problem(_("%(name)s existed until %(day)s only.") % last, field="since")
    if term.until is None or term.until.from_on >= whole.until.until_on:
        raise Problem(_("%(name)s existed until %(day)s only.") % last, field="until")


def check_free(term: Term) -> None:
    """Refuse a second holder of a seat, naming the first; who stands in may be beside the holder."""
    if term.seat_id is None or term.capacity != Capacity.SUBSTANTIVE:
        return
    others = Term.objects.filter(
        seat_id=term.seat_id,
        capacity=Capacity.SUBSTANTIVE,
        certain__overlap=certain_days(term.start, term.until),
    )
    holder = others.exclude(pk=term.pk).select_related("position").order_by("id").first()
    if holder is not None:
        raise Problem(
            _("This seat is held by %(name)s (%(when)s). End that term first, or replace the holder.")
            % {"name": holder.name, "when": said(holder)},
            field="seat",
        )
