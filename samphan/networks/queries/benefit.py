"""Benefits of membership and their use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, Sum

from samphan.networks.models import Benefit, BenefitUse
from samphan.tenancy import search

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.networks.models import Member

SORTS = ("on", "member", "benefit")


def benefits(actor: Actor) -> QuerySet[Benefit]:
    """The catalogue in its order, each with ``times``, ``heads``, ``members`` and ``last_on`` of its use."""
    return (
        Benefit.objects.for_actor(actor)
        .annotate(
            times=Count("uses", distinct=True),
            heads=Sum("uses__count"),
            members=Count("uses__member", distinct=True),
            last_on=Max("uses__on"),
        )
        .order_by("position", "id")
    )


def uses(actor: Actor, state: ListState) -> QuerySet[BenefitUse]:
    """Recorded uses: words in the occasion, the benefit or the member's names; one benefit; order."""
    found = BenefitUse.objects.for_actor(actor).select_related("benefit", "member__organisation")
    if state.query:
        hits = search.find(state.query, kinds=["directory.organisation"], limit=search.EVERY, every=True).hits
        found = found.filter(
            Q(occasion__icontains=state.query)
            | Q(benefit__name_th__icontains=state.query)
            | Q(benefit__name_en__icontains=state.query)
            | Q(member__organisation__in=[hit.object_id for hit in hits])
        )
    if (benefit := state.filters.get("benefit", "")).isdecimal() and len(benefit) < 19:
        found = found.filter(benefit_id=int(benefit))
    sign = "-" if state.is_descending else ""
    by = {"member": "member__sort_key", "benefit": "benefit__position"}.get(state.sort_key, "on")
    return found.order_by(f"{sign}{by}", "-on", "-id")


def uses_of_member(actor: Actor, member: Member) -> list[BenefitUse]:
    """What a member made use of, the latest first; the last twenty."""
    found = BenefitUse.objects.for_actor(actor).filter(member=member).select_related("benefit")
    return list(found.order_by("-on", "-id")[:20])
