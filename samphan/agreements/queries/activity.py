"""Whether an agreement is alive: when something last happened under it, told by every app that knows of such things.

An app registers a source in ``apps.py``; a source is asked once for all agreements. What is half known counts with its
last day, and nothing counts that lies in the future.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import Agreement, Amendment, Fulfilment, Party, ResourceEntry, SignOfLife
from samphan.agreements.queries.agreements import in_force_on, parties_in_order
from samphan.agreements.transitions.force import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

QUIET_MONTHS: Final = 12
"""An agreement in force under which nothing has happened for so long is dormant."""

type Source = Callable[[Actor, Collection[int], dt.date], Mapping[int, dt.date]]
"""Takes the actor, ids of agreements and today; gives the last day of activity of those that have any."""

_sources: dict[str, tuple[_StrOrPromise, Source]] = {}


@dataclass(frozen=True, slots=True)
class LastSign:
    """The last thing that happened: when, and what kind of thing it was."""

    on: dt.date
    what: _StrOrPromise


@dataclass(frozen=True, slots=True)
class Dormant:
    """An agreement in force without activity; ``last`` is None where nothing at all is known."""

    agreement: Agreement
    last: LastSign | None
    days: int | None


def register(code: str, label: _StrOrPromise, source: Source) -> None:
    """Called in ``apps.py``; ``code`` is ``app.noun``, ``label`` says what happened ("an event")."""
    _sources[code] = (label, source)


def last_signs(actor: Actor, ids: Collection[int], today: dt.date) -> dict[int, LastSign]:
    """The last activity of each agreement that has any. As many statements as sources."""
    found: dict[int, LastSign] = {}
    for label, source in _sources.values():
        for pk, on in source(actor, ids, today).items():
            if on <= today and (pk not in found or on > found[pk].on):
                found[pk] = LastSign(on, label)
    return found


def quiet_ones(actor: Actor, *, today: dt.date) -> list[tuple[int, LastSign | None]]:
    """The ids of the agreements in force under which nothing has happened for ``QUIET_MONTHS``, the quietest first."""
    since = add_months(today, -QUIET_MONTHS)
    held = Agreement.objects.for_actor(actor).filter(in_force_on(today)).order_by("sort_key", "id")
    ids = list(held.values_list("pk", flat=True))
    signs = last_signs(actor, ids, today)
    quiet = [(pk, signs.get(pk)) for pk in ids]
    return sorted(
        ((pk, sign) for pk, sign in quiet if sign is None or sign.on < since),
        key=lambda each: each[1].on if each[1] else dt.date.min,
    )


def dormant(actor: Actor, rows: Sequence[tuple[int, LastSign | None]], *, today: dt.date) -> list[Dormant]:
    """Some rows of ``quiet_ones`` with their agreements and parties. Two statements."""
    found = Agreement.objects.for_actor(actor).prefetch_related(parties_in_order())
    known = found.in_bulk([pk for pk, _sign in rows])
    return [Dormant(known[pk], sign, (today - sign.on).days if sign else None) for pk, sign in rows]


def dormant_agreements(actor: Actor, *, today: dt.date) -> list[Dormant]:
    """All agreements that have gone quiet, the quietest first."""
    return dormant(actor, quiet_ones(actor, today=today), today=today)


def latest(pairs: Iterable[tuple[int, dt.date]], today: dt.date) -> dict[int, dt.date]:
    """The latest day by id, none of them after today; for sources."""
    found: dict[int, dt.date] = {}
    for pk, on in pairs:
        day = min(on, today)
        if pk not in found or day > found[pk]:
            found[pk] = day
    return found


def register_own() -> None:
    """What this app itself knows; called in ``apps.py``."""
    register("agreements.signing", _("signed or begun"), _signing)
    register("agreements.parties", _("a party acceded"), _accessions)
    register("agreements.amendments", _("a version or an addendum"), _amendments)
    register("agreements.obligations", _("an obligation settled"), _settled)
    register("agreements.signs", _("a sign of life noted"), _noted)
    register("agreements.resources", _("a resource received or used"), _resources)


def _signing(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    rows = Agreement.objects.for_actor(actor).filter(pk__in=ids).only("signed_on", "in_force_from")
    return _half_known([(each.pk, [each.signed_on, each.in_force_from]) for each in rows], today)


def _accessions(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    rows = Party.objects.for_actor(actor).filter(agreement_id__in=ids, acceded_on__isnull=False)
    return _half_known([(each.agreement_id, [each.acceded_on]) for each in rows], today)


def _amendments(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    rows = Amendment.objects.for_actor(actor).filter(agreement_id__in=ids)
    return _half_known([(each.agreement_id, [each.signed_on, each.in_force_from]) for each in rows], today)


def _settled(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    rows = Fulfilment.objects.for_actor(actor).filter(obligation__agreement_id__in=ids, settled_on__lte=today)
    last = rows.values("obligation__agreement_id").annotate(last=Max("settled_on"))
    return dict(last.values_list("obligation__agreement_id", "last"))


def _noted(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    rows = SignOfLife.objects.for_actor(actor).filter(agreement_id__in=ids, on__lte=today)
    return dict(rows.values("agreement_id").annotate(last=Max("on")).values_list("agreement_id", "last"))


def _resources(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    rows = ResourceEntry.objects.for_actor(actor).filter(resource__agreement_id__in=ids)
    found = rows.values_list("resource__agreement_id", "on")
    return _half_known([(pk, [on]) for pk, on in found], today)


def _half_known(
    rows: Sequence[tuple[int, Sequence[PartialDate | None]]], today: dt.date
) -> dict[int, dt.date]:
    """The last day that each date may mean, of those that may have come already."""
    days = [
        (pk, known.last_on)
        for pk, dates in rows
        for known in dates
        if known is not None and known.from_on <= today
    ]
    return latest(days, today)
