"""Pages of the network itself: what it is and is for, for its people and for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.editing import bind, respond
from samphan.kit.http import public
from samphan.networks import actions, policy, queries
from samphan.networks.actions import frame as writing
from samphan.networks.forms import NetworkForm
from samphan.networks.forms.frame import ProfileForm
from samphan.networks.models import NetworkProfile
from samphan.networks.queries import acceptance, gates, milestones, statements
from samphan.networks.queries.frame import KINDS
from samphan.networks.views.frame_place import ask, at, show
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def about(request: NetworkRequest) -> HttpResponse:
    """What the network is and is for: its profile, the frame in force, who accepts it, where it stands."""
    page = queries.network_page(request.actor)
    frame = statements.in_force(request.actor)
    context = {
        "page": page,
        "profile": NetworkProfile.objects.for_actor(request.actor).first(),
        "frame": frame,
        "parts": statements.parts(frame),
        "board": acceptance.board(request.actor, frame, timezone.localdate()) if frame else None,
        "stage": gates.present_stage(request.actor),
        "milestones": milestones.count(request.actor),
        "may_change": request.actor.may(policy.manage, on=page.network),
    }
    return show(request, "networks/about.html", context, tab="about")


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
        context={"kinds": KINDS.items()},
    )


def change_profile(request: NetworkRequest) -> HttpResponse:
    """The form of what is said beside the name, and whether the page is published."""
    request.actor.must(policy.keep, on=request.network)
    known = writing.profile_of(request.network.id)
    initial = {name: getattr(known, name) for name in (*writing.PROFILE_FIELDS, "version")}
    return ask(
        request,
        bind(ProfileForm, request, initial=initial),
        title=_("Profile of the network"),
        act=lambda form: writing.change_profile(by=request.actor, **form.cleaned_data),
        back=at(request, "about"),
    )


@public
def public_about(request: NetworkRequest) -> HttpResponse:
    """The page as everybody may read it: profile and adopted frame, when the network publishes them."""
    profile = NetworkProfile.objects.published(request.network.id).first()
    if profile is None:
        raise Http404(_("This network has not published its page."))
    frame = statements.published(request.network.id)
    shown = {"profile": profile, "frame": frame, "parts": statements.parts(frame), "may_keep": False}
    return render(request, "networks/public_about.html", shown)


@public
def public_milestones(request: NetworkRequest) -> HttpResponse:
    """The timeline as everybody may read it."""
    profile = NetworkProfile.objects.published(request.network.id).first()
    if profile is None:
        raise Http404(_("This network has not published its page."))
    shown = {"profile": profile, "years": milestones.by_year(milestones.published(request.network.id))}
    return render(request, "networks/public_milestones.html", shown)
