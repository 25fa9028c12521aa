"""Goals and frameworks that an agreement serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from samphan.agreements.queries.agreements import load_agreement
from samphan.agreements.queries.alignments import AGREEMENT
from samphan.agreements.views.agreements import PAGE, way_to
from samphan.frameworks.queries.alignments import goals_of
from samphan.kit import panels

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def goals(request: NetworkRequest, pk: int) -> HttpResponse:
    """What an agreement is aligned with."""
    shown = load_agreement(request.actor, pk)
    context = {
        "agreement": shown,
        "goals": goals_of(request.actor, AGREEMENT, shown),
        "tabs": panels.tabs(PAGE, by=request.actor, on=shown, current="agreements:agreement_goals"),
        "way": way_to(request, shown),
    }
    return render(request, "agreements/goals.html", context)
