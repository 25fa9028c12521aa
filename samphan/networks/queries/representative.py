"""Who speaks for members: on a page, on a day, for a segment, and for the person who signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from samphan.directory.models import Organisation
from samphan.networks.models import (
    Member,
    MembershipPeriod,
    Representative,
    RepresentativeKind,
    Suspension,
)
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState


SORTS = ("member", "name", "since")


def representatives(actor: Actor, member: Member) -> QuerySet[Representative]:
    """Who speaks or spoke for a member, the latest first."""
    return (
        Representative.objects.for_actor(actor)
        .filter(member=member)
        .select_related("person")
        .order_by("-since_on", "name")
    )


def speaking(on: dt.date) -> Q:
    """Condition on representatives: they speak on a day."""
    return Q(until_on__isnull=True, since_on__lte=on) | Q(until_on__gt=on, since_on__lte=on)


def representatives_on(actor: Actor, on: dt.date) -> QuerySet[Representative]:
    """Who speaks for members on a day, in Thai order of the members."""
    return (
        Representative.objects.for_actor(actor)
        .filter(speaking(on))
        .select_related("member__organisation")
        .order_by("member__sort_key", "id")
    )


def list_representatives(actor: Actor, state: ListState, on: dt.date) -> QuerySet[Representative]:
    """Who speaks on a day, as the reader asks: words in the name, the address or the member's names; kind; order."""
    found = representatives_on(actor, on)
    if state.query:
        hits = search.find(state.query, kinds=["directory.organisation"], limit=search.EVERY, every=True).hits
        named = Q(name__icontains=state.query) | Q(email__icontains=state.query)
        found = found.filter(named | Q(member__organisation__in=[hit.object_id for hit in hits]))
    if (kind := state.filters.get("kind")) in RepresentativeKind.values:
        found = found.filter(kind=kind)
    sign = "-" if state.is_descending else ""
    by = {"name": "name", "since": "since_on"}.get(state.sort_key, "member__sort_key")
    return found.order_by(f"{sign}{by}", "member__sort_key", "kind", "id")


def without_lead(actor: Actor, on: dt.date) -> list[Member]:
    """Members of a day for whom nobody leads, in Thai order. One statement."""
    leading = Representative.objects.filter(speaking(on), member=OuterRef("pk"), kind=RepresentativeKind.LEAD)
    found = Member.objects.for_actor(actor).filter(
        ~Exists(leading), Exists(MembershipPeriod.objects.filter(member=OuterRef("pk")).lasting_on(on))
    )
    return list(found.select_related("organisation").order_by("sort_key", "id"))


def represented(user_id: int, network_id: int, email: str) -> frozenset[int]:  # noqa: ARG001 - the contract of tenancy.scope.represent
    """The organisations for which the holder of an e-mail address speaks today.

    An organisation that is no member today, or whose rights rest, is not among them. Who speaks for an organisation speaks
    for all of its records: the one that stayed, and those that were merged into it. One statement.
    """
    today = timezone.localdate()
    member = OuterRef("member")
    kept = Coalesce(OuterRef("member__organisation__merged_into_id"), OuterRef("member__organisation_id"))
    records = Organisation.objects.filter(Q(pk=kept) | Q(merged_into_id=kept)).values("pk")
    found = Representative.objects.filter(
        speaking(today),
        Exists(MembershipPeriod.objects.filter(member=member).lasting_on(today)),
        ~Exists(Suspension.objects.filter(member=member).lasting_on(today)),
        network_id=network_id,
        email__iexact=email,
    ).annotate(records=ArraySubquery(records))
    return frozenset(pk for each in found.values_list("records", flat=True) for pk in each)
