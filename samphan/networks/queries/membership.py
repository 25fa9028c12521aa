"""Members on any day, and one member with everything that its page shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from samphan.kit.keys import among
from samphan.networks.models import CONTINUING, Member, MembershipPeriod, Suspension
from samphan.tenancy import search

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState


_LISTED: Final = (
    "number", "since", "until", "note", "is_sample", "organisation__name_th", "organisation__name_en",
    "organisation__kind",
)  # fmt: skip
"""What a line of the member list shows."""
SORTS: Final = ("name", "since", "number")
FILTERS: Final = ("state", "category", "on")


def lasting(on: dt.date) -> Q:
    """Condition on members: a period of theirs may last on a day. What is half known does not speak against it."""
    return Q(Exists(MembershipPeriod.objects.filter(member=OuterRef("pk")).lasting_on(on)))


def current_members(actor: Actor, on: dt.date) -> QuerySet[Member]:
    """Members on a day."""
    return Member.objects.for_actor(actor).filter(lasting(on))


def members(actor: Actor, state: ListState, on: dt.date | None = None) -> QuerySet[Member]:
    """The member list as of a day: words found in any part of a name or abbreviation, state and category then.

    The same statements whatever the day. Each row has ``then``: the periods that may last on the day, and without a
    state its whole history in ``periods``.
    """
    today = on or timezone.localdate()
    found = Member.objects.for_actor(actor).select_related("organisation").only(*_LISTED)
    if state.query:
        # "Has a note" is what the index knows: the words of a note are looked at where there is one.
        noted = ~Q(note="") & Q(note__icontains=state.query)
        numbered = ~Q(number="") & Q(number__iexact=state.query)
        found = found.filter(Q(among("organisation", _organisations(state.query))) | noted | numbered)
    asked = state.filters.get("state")
    if asked == "former":
        found = found.filter(~lasting(today), until__endswith__lte=today)
    elif asked == "suspended":
        resting = Suspension.objects.filter(member=OuterRef("pk")).lasting_on(today)
        found = found.filter(lasting(today), Exists(resting))
    elif asked == "current" or on is not None:
        found = found.filter(lasting(today))
    periods = MembershipPeriod.objects.lasting_on(today)
    if (category := state.filters.get("category", "")).isdecimal() and len(category) < 19:
        found = found.filter(Exists(periods.filter(member=OuterRef("pk"), category_id=int(category))))
    order = {
        "since": "since",
        "-since": "-since",
        "-name": "-sort_key",
        "number": "number",
        "-number": "-number",
    }
    then = Prefetch("periods", periods.select_related("category").order_by("-since", "-id"), to_attr="then")
    return found.prefetch_related(then).order_by(order.get(state.sort, "sort_key"), "id")


def _organisations(words: str) -> list[int]:
    found = search.find(words, kinds=["directory.organisation"], limit=search.EVERY, every=True)
    return [hit.object_id for hit in found.hits]


def member_page(actor: Actor, pk: int) -> QuerySet[Member]:
    """One member with its organisation and the number of its representatives."""
    return (
        Member.objects.for_actor(actor)
        .filter(pk=pk)
        .select_related("organisation")
        .annotate(representative_count=Count("representatives"))
    )


def periods(actor: Actor, member: Member) -> list[MembershipPeriod]:
    """The periods of a member, the latest first; one whose beginning nobody knows is the oldest."""
    found = MembershipPeriod.objects.for_actor(actor).filter(member=member).select_related("category")
    return sorted(
        found, key=lambda each: (each.since.from_on if each.since else dt.date.min, each.pk), reverse=True
    )


def suspensions(actor: Actor, member: Member) -> QuerySet[Suspension]:
    """When the rights of a member rested, the latest first."""
    return Suspension.objects.for_actor(actor).filter(member=member).order_by("-since_on")


def terms_ending(actor: Actor, until: dt.date) -> QuerySet[MembershipPeriod]:
    """Fixed terms whose last possible day is ``until`` or earlier and that nobody renewed or ended, the earliest first."""
    return (
        MembershipPeriod.objects.for_actor(actor)
        .filter(basis="fixed_term", end_kind="", until__endswith__lte=until + dt.timedelta(days=1))
        .select_related("member__organisation", "category")
        .order_by("until", "member__sort_key", "id")
    )


def went_on(period: MembershipPeriod) -> bool:
    """Whether the member stayed when this period ended."""
    return period.end_kind in CONTINUING
