"""Projects that may be the same work: beside one project, and as a list for who reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.editing import bind
from samphan.kit.pages import form_page
from samphan.projects import policy
from samphan.projects.actions.pairs import decide_pair
from samphan.projects.forms.record import PairForm
from samphan.projects.models import ProjectPair
from samphan.projects.queries import pairs as queries
from samphan.projects.queries.record import loaded
from samphan.projects.queries.tabs import cockpit
from samphan.projects.views.common import address, load
from samphan.projects.views.record_parts import way

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def project_alike(request: NetworkRequest, pk: int) -> HttpResponse:
    """The projects that may be the same work as one, and what was decided about others."""
    shown = load(loaded(request.actor), pk)
    context = {
        **cockpit(request, request.actor, shown, within="projects:project"),
        "alike": queries.alike(request.actor, shown),
        "decided": [
            (each, each.second if each.first_id == shown.pk else each.first)
            for each in queries.decided(request.actor, shown)
        ],
        "may_decide": request.actor.may(
            policy.decide_pair, on=ProjectPair(network_id=shown.network_id, first=shown, second=shown)
        ),
    }
    return render(request, "projects/record/alike.html", context)


def decide(request: NetworkRequest, pk: int, other: int) -> HttpResponse:
    """Says what two projects are to each other."""
    shown, second = load(loaded(request.actor), pk), load(loaded(request.actor), other)
    first, last = sorted((shown, second), key=lambda each: each.pk)
    request.actor.must(
        policy.decide_pair, on=ProjectPair(network_id=shown.network_id, first=first, second=last)
    )
    here = address(request, "project_alike", pk)
    return form_page(
        request,
        bind(PairForm, request),
        title=_("What are they to each other?"),
        subtitle=f"{shown.title} · {second.title}",
        act=lambda form: decide_pair(
            by=request.actor, one=shown, other=second, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _pair: here,
        back=here,
        way=way(request, shown),
    )


def all_alike(request: NetworkRequest) -> HttpResponse:
    """All pairs of the network that may be the same work."""
    request.actor.must(policy.review_some, on=request.network)
    context = {"alike": queries.alike(request.actor), "most": queries.MOST}
    return render(request, "projects/record/all_alike.html", context)
