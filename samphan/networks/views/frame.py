"""Pages of the network itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse

from samphan.kit.editing import bind, respond
from samphan.networks import actions, policy, queries
from samphan.networks.forms import NetworkForm
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def about(request: NetworkRequest) -> HttpResponse:
    """What the network is and is for."""
    page = queries.network_page(request.actor)
    context = {"page": page, "may_change": request.actor.may(policy.manage, on=page.network)}
    return render(request, "networks/about.html", context)


def change_about(request: NetworkRequest) -> HttpResponse:
    """The form of the network's own page."""
    network = Network.objects.get(pk=request.network.id)
    request.actor.must(policy.manage, on=network)
    initial = {name: getattr(network, name) for name in (*actions.PAGE_FIELDS, "version")}
    form = bind(NetworkForm, request, initial=initial)
    return respond(
        request,
        form,
        act=lambda form: actions.describe_network(by=request.actor, **form.cleaned_data),
        then=lambda network: reverse("networks:about", args=[network.slug]),
        template="networks/about_form.html",
    )
