"""Roadmaps: the list, one as columns and as a timeline, its forms, its public page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.kit.components import Filter, ListState
from samphan.kit.editing import bind
from samphan.kit.http import public
from samphan.kit.pages import ReasonForm, Sheet, form_page, write_sheet
from samphan.kit.pages import run_act as act
from samphan.projects import policy
from samphan.projects.actions import roadmap as actions
from samphan.projects.forms.roadmap import HorizonRowForm, RoadmapForm
from samphan.projects.models import ItemState, Roadmap
from samphan.projects.queries import roadmap as queries
from samphan.projects.queries.timeline import timeline
from samphan.projects.views.common import address, load

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def _load(request: NetworkRequest, pk: int) -> Roadmap:
    return load(Roadmap.objects.for_actor(request.actor), pk)


def _way(request: NetworkRequest, roadmap: Roadmap | None = None) -> list[tuple[Any, str]]:
    way = [(_("Roadmap"), address(request, "roadmaps"))]
    return [*way, (roadmap.title, address(request, "roadmap", roadmap.pk))] if roadmap else way


def roadmaps(request: NetworkRequest) -> HttpResponse:
    """The roadmaps of the network; archived ones on request."""
    request.actor.must(policy.enter, on=request.network)
    archived = request.GET.get("archived") == "1"
    context = {
        "rows": queries.roadmaps(request.actor, archived=archived),
        "archived": archived,
        "may_manage": request.actor.may(policy.create, on=request.network),
    }
    return render(request, "projects/roadmaps.html", context)


def roadmap(request: NetworkRequest, pk: int) -> HttpResponse:
    """One roadmap: columns by horizon, and the same along time."""
    shown = _load(request, pk)
    state = ListState.read(request, sorts=(), filters=queries.FILTERS)
    found = queries.roadmap_page(request.actor, shown, state.filters)
    everybody = _("all")
    filters = [
        Filter(
            "owner",
            _("Responsible organisation"),
            [("", everybody), *queries.owners(request.actor, shown)],
            state.filters["owner"],
        ),
        Filter(
            "theme",
            pgettext("tag", "Theme"),
            [("", everybody), *queries.themes(request.actor)],
            state.filters["theme"],
        ),
        Filter("state", _("State"), [("", everybody), *ItemState.choices], state.filters["state"]),
    ]
    context = {
        "roadmap": shown,
        "page": found,
        "timeline": timeline(found, today=timezone.localdate()),
        "filters": filters,
        "may_manage": request.actor.may(policy.manage, on=shown),
        "public_address": _public_address(request, shown),
    }
    return render(request, "projects/roadmap.html", context)


def _public_address(request: NetworkRequest, shown: Roadmap) -> str:
    if not shown.is_public or shown.archived_at:
        return ""
    return (
        f"{settings.BASE_URL}{reverse('projects_public:roadmap', args=[request.network.slug, shown.token])}"
    )


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new roadmap."""
    request.actor.must(policy.create, on=request.network)

    def make(form: RoadmapForm) -> Roadmap:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.create_roadmap(by=request.actor, **words)

    return form_page(
        request,
        bind(RoadmapForm, request),
        title=_("New roadmap"),
        act=make,
        then=lambda made: address(request, "roadmap", made.pk),
        back=address(request, "roadmaps"),
        way=_way(request),
        success=_("The roadmap was made with three horizons. Change them if others suit you better."),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is said about a roadmap."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.ROADMAP_FIELDS)}
    here = address(request, "roadmap", pk)
    return form_page(
        request,
        bind(RoadmapForm, request, initial=initial),
        title=_("Change the roadmap"),
        act=lambda form: actions.describe_roadmap(by=request.actor, roadmap=shown, **form.cleaned_data),
        then=lambda _roadmap: here,
        back=here,
        way=_way(request, shown),
    )


def horizons(request: NetworkRequest, pk: int) -> HttpResponse:
    """The horizons of a roadmap, written as a list."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    fields = ("code", "title_th", "title_en", "starts", "ends")
    rows = shown.horizons.order_by("order", "id")
    return write_sheet(
        request,
        Sheet(
            title=_("Horizons"),
            add_label=_("Add a horizon"),
            row=HorizonRowForm,
            initial=[{"id": each.pk, **{name: getattr(each, name) for name in fields}} for each in rows],
            version=shown.version,
            act=lambda rows, version: actions.arrange_horizons(
                by=request.actor,
                roadmap=shown,
                rows=[actions.HorizonRow(**row) for row in rows],
                version=version,
            ),
            back=address(request, "roadmap", pk),
            way=_way(request, shown),
            subtitle=shown.title,
            help=_("The columns of the roadmap in their order. Their time may stay empty or be half known."),
        ),
    )


@require_POST
def publish(request: NetworkRequest, pk: int) -> HttpResponse:
    """Open or shut the public page."""
    shown = _load(request, pk)
    wanted = request.POST.get("public") == "1"
    return act(
        request,
        lambda: actions.publish_roadmap(by=request.actor, roadmap=shown, is_public=wanted),
        address(request, "roadmap", pk),
        _("Everybody who has the address can read what is marked public.")
        if wanted
        else _("The public page is shut."),
    )


def archive(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why before a roadmap is put away."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Archive the roadmap"),
        subtitle=shown.title,
        said=_(
            "It leaves the list and its public page is shut. Nothing of it is lost; it can be brought back."
        ),
        label=_("Archive"),
        act=lambda form: actions.archive_roadmap(
            by=request.actor, roadmap=shown, now=timezone.now(), reason=form.cleaned_data["reason"]
        ),
        then=lambda _roadmap: address(request, "roadmaps"),
        back=address(request, "roadmap", pk),
        way=_way(request, shown),
    )


@require_POST
def restore(request: NetworkRequest, pk: int) -> HttpResponse:
    """Bring an archived roadmap back."""
    shown = _load(request, pk)
    return act(
        request,
        lambda: actions.restore_roadmap(by=request.actor, roadmap=shown),
        address(request, "roadmap", pk),
    )


@public
def public_roadmap(request: NetworkRequest, token: str) -> HttpResponse:
    """What everybody sees of a published roadmap."""
    shown = Roadmap.objects.published(token, request.network.id).first()
    if shown is None:
        raise Http404(_("There is no public roadmap at this address."))
    found = queries.public_page(shown)
    context = {"roadmap": shown, "page": found, "timeline": timeline(found, today=timezone.localdate())}
    return render(request, "projects/public_roadmap.html", context)
