"""Who is present: the check-ins that nobody undid, for everything that counts or lists people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, F, Func
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event

# The last act for a person, day and session stands: the order is that of the rows, which no clock can change.
EFFECTIVE: Final = """
select registration_id, day, session_id from (
  select distinct on (registration_id, day, session_id) registration_id, day, session_id, act
  from events_checkin where event_id = %(event)s
  order by registration_id, day, session_id, id desc) latest
where act = 'in'
"""


def present_ids(event: Event, *, day: dt.date | None = None, session: int | None = None) -> RawSQL:
    """The ids of registrations that came (on a day, to a session), as a subquery."""
    where, params = ["true"], [event.pk]
    if day is not None:
        where.append("day = %s")
        params.append(day)  # type: ignore[arg-type]  # values of several types, in the order of the statement
    if session is not None:
        where.append("session_id = %s")
        params.append(session)
    statement = EFFECTIVE.replace("%(event)s", "%s")
    sql = f"select registration_id from ({statement}) present where {' and '.join(where)}"  # noqa: S608 - made of constants
    return RawSQL(sql, params)  # noqa: S611 - made of constants


class _Among(Func):
    """``id = any(array(select …))``: the ids are read once, whatever the planner believes their number to be."""

    arg_joiner = " = any(array"
    template = "%(expressions)s)"
    output_field = BooleanField()


def came(event: Event, *, day: dt.date | None = None, session: int | None = None) -> Func:
    """Whether a registration came, as a condition of a filter.

    On the day itself rows come quicker than statistics: a join with ``present_ids`` is then planned for a handful of
    people and compares each of 10,000 with all the others.
    """
    return _Among(F("pk"), present_ids(event, day=day, session=session))
