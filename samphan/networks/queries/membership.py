"""What the pages of members show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q
from django.utils import timezone

from samphan.comms.queries import segments
from samphan.kit.bilingual import pair
from samphan.kit.keys import among
from samphan.networks.models import Member, Representative
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState


_LISTED: Final = ("since", "until", "note", "is_sample", "organisation__name_th", "organisation__name_en")
"""What a line of the member list shows."""


def current_members(actor: Actor, on: dt.date) -> QuerySet[Member]:
    """Members on a day."""
    return Member.objects.for_actor(actor).filter(_lasts(on))


def _lasts(on: dt.date) -> Q:
    """That a membership may last on a day: what is half known ("until 2569") does not speak against it."""
    return Q(until__isnull=True) | Q(until__endswith__gt=on)


def members(actor: Actor, state: ListState) -> QuerySet[Member]:
    """The member list: words found in any part of a name or abbreviation, state of membership, Thai order."""
    found = Member.objects.for_actor(actor).select_related("organisation").only(*_LISTED)
    if state.query:
        # "Has a note" is what the index knows: the words of a note are looked at where there is one.
        noted = ~Q(note="") & Q(note__icontains=state.query)
        found = found.filter(Q(among("organisation", _organisations(state.query))) | noted)
    today = timezone.localdate()
    if state.filters.get("state") == "former":
        found = found.exclude(_lasts(today))
    elif state.filters.get("state") == "current":
        found = found.filter(_lasts(today))
    order = {"since": "since", "-since": "-since", "-name": "-sort_key"}.get(state.sort, "sort_key")
    return found.order_by(order, "id")


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


def representatives(actor: Actor, member: Member) -> QuerySet[Representative]:
    """Who speaks or spoke for a member, the latest first."""
    return Representative.objects.for_actor(actor).filter(member=member).order_by("-since_on", "name")


def representatives_on(actor: Actor, on: dt.date) -> QuerySet[Representative]:
    """Who speaks for members on a day, in Thai order of the members."""
    return (
        Representative.objects.for_actor(actor)
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=on), since_on__lte=on)
        .select_related("member__organisation")
        .order_by("member__sort_key", "id")
    )


def representative_recipients(
    by: Actor, network_id: int, _part: int | None
) -> Iterable[segments.RecipientData]:
    """The segment "representatives of members": those of today."""
    if network_id != by.network_id:
        return
    for each in representatives_on(by, timezone.localdate()):
        yield segments.RecipientData(
            ref_id=each.pk,
            address=each.email,
            name_th=each.name,
            name_en=each.name,
            values={"organisation": pair(each.member.organisation, "name")},
        )


def represented(user_id: int, network_id: int, email: str) -> frozenset[int]:  # noqa: ARG001 - the contract of tenancy.scope.represent
    """The organisations for which the holder of an e-mail address speaks today."""
    today = timezone.localdate()
    return frozenset(
        Representative.objects.filter(network_id=network_id, email__iexact=email, since_on__lte=today)
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=today))
        .values_list("member__organisation_id", flat=True)
    )
