"""What the pages of mailings show, which mailings are due, and what a crash left lying."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q
from django.utils import timezone

from samphan.comms.models import Mailing, MailingState, Message, MessageState, Recipient
from samphan.comms.queries import segments
from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("created", "name")
FILTERS: Final = ("state", "kind")
LATE: Final = dt.timedelta(days=1)
"""What is later than this is not begun by itself: a reminder of yesterday would be wrong today."""
LYING: Final = dt.timedelta(minutes=15)
MOST_LYING: Final = 500


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recipients of a mailing are in which state; ``total`` counts those who are to get it."""

    by_state: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(count for state, count in self.by_state.items() if state != "skipped")

    @property
    def skipped(self) -> int:
        return self.by_state.get("skipped", 0)

    @property
    def left(self) -> int:
        """Sent, or kept where there is no mail server."""
        return self.by_state.get(MessageState.SENT, 0) + self.by_state.get(MessageState.KEPT, 0)

    @property
    def stuck(self) -> int:
        """What a person may send again."""
        return sum(
            self.by_state.get(state, 0)
            for state in (MessageState.FAILED, MessageState.REFUSED, MessageState.UNCLEAR)
        )

    @property
    def open(self) -> int:
        """Still to be written or on the way."""
        return self.total - self.left - self.stuck


@dataclass(frozen=True, slots=True)
class Lying:
    """Keys of what should be on its way and is not."""

    mailings: list[int]
    messages: list[int]


def mailings(actor: Actor, state: ListState) -> QuerySet[Mailing]:
    """The mailings of the network; found by words of their name or subject."""
    found = Mailing.objects.for_actor(actor)
    if state.query:
        found = found.filter(
            Q(name__icontains=state.query)
            | Q(subject_th__icontains=state.query)
            | Q(subject_en__icontains=state.query)
        )
    for name in FILTERS:
        if state.filters.get(name):
            found = found.filter(**{name: state.filters[name]})
    order = {"name": "sort_key", "-name": "-sort_key", "created": "created_at"}.get(state.sort, "-created_at")
    return found.order_by(order, "-id")


def mailings_about(actor: Actor, kind: str, pk: int) -> QuerySet[Mailing]:
    """The mailings about one record, the latest first."""
    return (
        Mailing.objects.for_actor(actor).filter(about_kind=kind, about_id=pk).order_by("-created_at", "-id")
    )


def recipients(actor: Actor, mailing: Mailing, state: ListState) -> QuerySet[Recipient]:
    """The log of a mailing, person by person, in Thai order."""
    found = Recipient.objects.for_actor(actor).filter(mailing=mailing).with_state().select_related("message")
    if state.query:
        found = found.filter(
            Q(name_th__icontains=state.query)
            | Q(name_en__icontains=state.query)
            | Q(to_address__icontains=state.query)
        )
    if state.filters.get("state"):
        found = found.filter(state=state.filters["state"])  # type: ignore[misc]  # annotated by with_state()
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def tallies(actor: Actor, of: Iterable[Mailing]) -> dict[int, Tally]:
    """The counts of some mailings, in one statement."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    found = Recipient.objects.for_actor(actor).filter(mailing_id__in=[each.pk for each in of]).with_state()
    rows = found.values_list("mailing_id", "state")  # type: ignore[misc]  # annotated by with_state()
    for pk, state, count in rows.annotate(count=Count("id")).order_by():
        counted[pk][state] = count
    return {pk: Tally(states) for pk, states in counted.items()}


def tally(actor: Actor, mailing: Mailing) -> Tally:
    """The counts of one mailing."""
    return tallies(actor, [mailing]).get(mailing.pk, Tally())


def about_names(actor: Actor, of: Iterable[Mailing]) -> dict[tuple[str, int], str]:
    """What mailings are about, by kind and id; a statement for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for each in of:
        wanted[each.about_kind].add(each.about_id)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        if about := segments.about(kind):
            found |= {(kind, pk): name for pk, name in about.names(actor, sorted(ids)).items()}
    return found


def due_at(
    by: Actor, mailing: Mailing, known: dict[tuple[str, int], Mapping[str, dt.date]] | None = None
) -> dt.datetime | None:
    """When a mailing leaves by itself; None without a schedule, or while the date it counts from is not known.

    ``known`` keeps the dates of records between calls.
    """
    if mailing.send_at or not mailing.anchor:
        return mailing.send_at
    about, key = segments.about(mailing.about_kind), (mailing.about_kind, mailing.about_id)
    known = {} if known is None else known
    if about is not None and key not in known:
        known[key] = about.dates(by, mailing.about_id)
    day = known.get(key, {}).get(mailing.anchor)
    if day is None:
        return None
    on = day + dt.timedelta(days=mailing.offset_days or 0)
    return timezone.make_aware(dt.datetime.combine(on, mailing.send_time))


def due_times(by: Actor, of: Iterable[Mailing]) -> dict[int, dt.datetime]:
    """When the scheduled ones of some mailings leave; the dates of a record are asked once."""
    known: dict[tuple[str, int], Mapping[str, dt.date]] = {}
    found = {}
    for each in of:
        if each.state == MailingState.SCHEDULED and (due := due_at(by, each, known)):
            found[each.pk] = due
    return found


def is_late(due: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether its time has passed so long ago that a person must decide."""
    return due is not None and now - due > LATE


def due_mailings(by: Actor, now: dt.datetime, *, only: int | None = None) -> list[Mailing]:
    """Scheduled mailings of the network whose time has come and is not long past."""
    scheduled = Mailing.objects.filter(network_id=by.network_id, state=MailingState.SCHEDULED).order_by("id")
    found: list[Mailing] = []
    known: dict[tuple[str, int], Mapping[str, dt.date]] = {}
    for each in scheduled.filter(pk=only) if only is not None else scheduled:
        due = due_at(by, each, known)
        if due is not None and due <= now and not is_late(due, now):
            found.append(each)
    return found


def left_lying(by: Actor, now: dt.datetime) -> Lying:
    """What was to be sent a while ago and is not: its job went lost with the process that was to give it to the queue.

    A job too many does no harm: each looks at the state before it does anything.
    """
    before = now - LYING
    mine = Q(network_id=by.network_id or None)  # mail about signing in belongs to no network
    stuck = Q(state__in=[MessageState.WAITING, MessageState.SENDING])
    return Lying(
        mailings=list(
            Mailing.objects.filter(mine, state=MailingState.SENDING, begun_at__lt=before).values_list(
                "pk", flat=True
            )
        ),
        messages=list(
            Message.objects.filter(mine, stuck, written_at__lt=before)
            .order_by("written_at")
            .values_list("pk", flat=True)[:MOST_LYING]
        ),
    )


def network_names(actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    """The name of the network of the address, for mailings that are about no record of it."""
    network = actor.network
    if network is None or network.id not in ids or not actor.holds("network.see"):
        return {}
    return {network.id: Text.of(network.name_th, network.name_en)}
