"""Applications for membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from samphan.networks.models import ApplicationState, MembershipApplication

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS = ("submitted", "name")
OPEN = (ApplicationState.SUBMITTED, ApplicationState.CHECKED)


def applications(actor: Actor, state: ListState) -> QuerySet[MembershipApplication]:
    """Applications: words in the names of organisation and applicant; open ones, or one state; order."""
    found = MembershipApplication.objects.for_actor(actor).select_related("organisation", "category")
    if state.query:
        found = found.filter(
            Q(organisation_name__icontains=state.query)
            | Q(applicant_name__icontains=state.query)
            | Q(resolution__icontains=state.query)
        )
    asked = state.filters.get("state")
    if asked in ApplicationState.values:
        found = found.filter(state=asked)
    elif asked == "open":
        found = found.filter(state__in=OPEN)
    sign = "-" if state.is_descending else ""
    by = {"name": "sort_key"}.get(state.sort_key, "submitted_on")
    return found.order_by(f"{sign}{by}", "-id")
