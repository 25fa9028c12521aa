"""Signs of life of members: each app says when an organisation was last seen doing something.

An upper app registers a source in ``apps.py``. A member of which no source knows a sign for a while has gone quiet; who
takes a unit for its institution says so in its own source (``with_parents``).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Max, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.networks.models import BenefitUse, Confirmation, Representative
from samphan.networks.queries.membership import current_members
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

type Source = Callable[[Actor, dt.date], Mapping[int, dt.date]]
"""Takes the actor and the first day that is asked about; gives the last day by organisation. One or two statements."""

QUIET_DAYS: Final = 365

_sources: dict[str, tuple[_StrOrPromise, Source]] = {}


def register(code: str, label: _StrOrPromise, source: Source) -> None:
    """Called in ``apps.py``; ``code`` is ``app.noun``, ``label`` says what the sign is."""
    _sources[code] = (label, source)


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life of an organisation."""

    on: dt.date
    label: _StrOrPromise


def last_signs(actor: Actor, since: dt.date) -> dict[int, Sign]:
    """The last sign of every organisation since a day; as many statements as the sources need."""
    found: dict[int, Sign] = {}
    for label, source in _sources.values():
        for organisation, on in source(actor, since).items():
            if organisation not in found or on > found[organisation].on:
                found[organisation] = Sign(on, label)
    return found


@dataclass(frozen=True, slots=True)
class Quiet:
    """Members of a day by whether anything is known of them since ``since``."""

    since: dt.date
    members: list[Member]
    active: int
    sources: list[_StrOrPromise]


def quiet_members(actor: Actor, on: dt.date, days: int = QUIET_DAYS) -> Quiet:
    """The members of a day of which the records hold no sign in the ``days`` before it, in Thai order."""
    since = on - dt.timedelta(days=days)
    seen = _with_merged({pk for pk, sign in last_signs(actor, since).items() if sign.on <= on})
    members = list(current_members(actor, on).select_related("organisation").order_by("sort_key", "id"))
    quiet = [each for each in members if each.organisation_id not in seen]
    return Quiet(since, quiet, len(members) - len(quiet), [label for label, _source in _sources.values()])


def _with_merged(seen: set[int]) -> set[int]:
    """A sign of one record is a sign of every record that became one with it. Two statements."""
    rows = Organisation.objects.filter(Q(pk__in=seen) | Q(merged_into__in=seen), merged_into__isnull=False)
    pairs = list(rows.values_list("pk", "merged_into_id"))
    stayed = {into for _pk, into in pairs if into}
    return (
        seen | stayed | set(Organisation.objects.filter(merged_into__in=stayed).values_list("pk", flat=True))
    )


def with_parents(rows: Iterable[tuple[Any, ...]]) -> dict[int, dt.date]:
    """Rows of (day or moment, organisation, its parent, …) as the last day of each of them."""
    found: dict[int, dt.date] = {}
    for at, *organisations in rows:
        if at is None:
            continue
        on = timezone.localdate(at) if isinstance(at, dt.datetime) else at
        for pk in filter(None, organisations):
            found[pk] = max(on, found.get(pk, on))
    return found


def last_days(rows: QuerySet[Any], at: str, organisation: str = "organisation") -> dict[int, dt.date]:
    """The last day of a column by organisation; a unit counts as what it is part of, two steps up. One statement."""
    up = (organisation, f"{organisation}__parent", f"{organisation}__parent__parent")
    return with_parents(rows.values_list(*up).annotate(last=Max(at)).values_list("last", *up))


def confirmed(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Members that confirmed their record."""
    rows = Confirmation.objects.filter(network_id=actor.network_id, answered_at__date__gte=since)
    return last_days(rows, "answered_at", "member__organisation")


def used_benefit(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Members that made use of a benefit."""
    rows = BenefitUse.objects.filter(network_id=actor.network_id, on__gte=since)
    return last_days(rows, "on", "member__organisation")


def represented_acts(actor: Actor, since: dt.date) -> dict[int, dt.date]:
    """Members of which a representative did something in the network while speaking for it. Two statements."""
    acts = (
        AuditEntry.objects.filter(network_id=actor.network_id, at__date__gte=since, user__isnull=False)
        .values(address=Lower("user__email"))
        .annotate(last=Max("at"))
        .values_list("address", "last")
    )
    last = {address: timezone.localdate(at) for address, at in acts}
    found: dict[int, dt.date] = {}
    spoken: dict[str, list[Representative]] = defaultdict(list)
    for each in Representative.objects.filter(network_id=actor.network_id).select_related("member"):
        spoken[each.email.lower()].append(each)
    for address, on in last.items():
        for each in spoken.get(address, []):
            if each.since_on <= on and (each.until_on is None or on < each.until_on):
                organisation = each.member.organisation_id
                found[organisation] = max(on, found.get(organisation, on))
    return found


def register_own() -> None:
    """The signs that this app knows itself; called in ``apps.py``."""
    register("networks.confirmations", _("confirmed its record"), confirmed)
    register("networks.benefits", _("made use of a benefit"), used_benefit)
    register("networks.acts", _("its representative worked in the network"), represented_acts)
