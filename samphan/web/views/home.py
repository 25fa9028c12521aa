"""Home: choose a network, and the overview of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samphan.events import policy as events_policy
from samphan.kit.http import public
from samphan.networks.queries import my_networks, network_page
from samphan.projects import policy as projects_policy
from samphan.web import queries

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest, Request


@public
def front(request: Request) -> HttpResponse:
    """The address of the installation: one's networks, or the sign-in."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse(settings.LOGIN_URL))
    return home(request)


def home(request: Request) -> HttpResponse:
    """Choose a network; who is in one only is there at once."""
    networks = my_networks(request.actor)
    if len(networks) == 1 and "choose" not in request.GET:
        return HttpResponseRedirect(reverse("network_home", args=[networks[0].network.slug]))
    return render(request, "web/home.html", {"networks": networks})


def network_home(request: NetworkRequest) -> HttpResponse:
    """The overview of a network: what it is, what comes, what waits."""
    context: dict[str, Any] = {"page": network_page(request.actor)}
    if request.actor.may(events_policy.enter, on=request.network):
        context["overview"] = queries.overview(request.actor, timezone.localdate())
        context["may_begin"] = request.actor.holds("events.manage")
        context["may_begin_project"] = request.actor.may(projects_policy.begin_record, on=request.network)
        context["may_read_reports"] = request.actor.holds("reports.see")
    return render(request, "web/network_home.html", context)
