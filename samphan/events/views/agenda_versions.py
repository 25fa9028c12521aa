"""The programme as it was published: inside with what changed, outside for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.comms import policy as comms_policy
from samphan.events import policy
from samphan.events.actions import agenda_versions as actions
from samphan.events.forms.agenda_versions import PublishForm
from samphan.events.models import AgendaVersion
from samphan.events.queries import agenda_versions as queries
from samphan.events.queries.agenda import agenda_items, clashes, days_of, group_sizes
from samphan.events.queries.tabs import PAGE
from samphan.events.views.cockpit import load, tab
from samphan.kit import panels
from samphan.kit.editing import bind, respond
from samphan.kit.http import public
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest


def publish(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for a note, shows what would change against the version before, then publishes."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    items = agenda_items(request.actor, event)
    newest = queries.versions_of(request.actor, event).first()
    draft = AgendaVersion(event=event, content=queries.frozen(event, items))
    changes = queries.changes_between(queries.items_of(newest), queries.items_of(draft)) if newest else []
    return respond(
        request,
        bind(PublishForm, request, initial={"is_public": bool(newest and newest.is_public)}),
        act=lambda form: actions.publish_agenda(
            by=request.actor, event=event, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda version: _address(request, version),
        template="events/agenda_publish.html",
        context={
            "event": event,
            "title": _("Publish the programme"),
            "items": items,
            "newest": newest,
            "changes": changes,
            "clashes": clashes(items, group_sizes(event)),
        },
        success=_("The programme was published."),
    )


def _address(request: NetworkRequest, version: AgendaVersion) -> str:
    args = [request.network.slug, version.event_id, version.number]
    return reverse("events:agenda_version", args=args)


def _version(request: NetworkRequest, event: Event, number: int) -> AgendaVersion:
    return get_object_or_404(queries.versions_of(request.actor, event), number=number)


def version(request: NetworkRequest, pk: int, number: int) -> HttpResponse:
    """A published version: what it says, what changed, and for those who may see names whom to tell."""
    event = load(request, pk)
    shown = _version(request, event, number)
    earlier = queries.before(shown)
    items = queries.items_of(shown)
    may_see_people = request.actor.may(policy.see_people, on=event)
    here = "events:programme"
    context = {
        "tabs": panels.tabs(PAGE, by=request.actor, on=event, current=here),
        "inner_tabs": panels.inner_tabs(PAGE, by=request.actor, on=event, current=here),
        "version": shown,
        "days": days_of(items),
        "earlier": earlier,
        "changes": queries.changes_between(queries.items_of(earlier), items) if earlier else [],
        "concerned": queries.concerned(shown) if may_see_people else [],
        "may_see_people": may_see_people,
        "may_write": request.actor.may(comms_policy.write, on=request.network),
        "versions": queries.versions_of(request.actor, event),
        "public_address": public_address(request, shown) if shown.is_public else "",
    }
    return tab(request, event, "events/agenda_version.html", context)


def concerned_export(request: NetworkRequest, pk: int, number: int) -> HttpResponse:
    """Whom a version concerns, as a workbook."""
    event = load(request, pk)
    request.actor.must(policy.see_people, on=event)
    shown = _version(request, event, number)
    return spreadsheet(
        _("Concerned by the new programme"),
        [_("Name"), _("E-mail address"), _("What changed")],
        ([each.name, each.email, "\n".join(each.what)] for each in queries.concerned(shown)),
    )


@require_POST
def show(request: NetworkRequest, pk: int, number: int) -> HttpResponse:
    """Open a version to everybody (``to`` is "open"), or close the programme to the public."""
    event = load(request, pk)
    shown = _version(request, event, number)
    is_public = request.POST.get("to") == "open"
    actions.show_agenda(by=request.actor, version=shown, is_public=is_public)
    messages.success(request, _("Everybody can read it now.") if is_public else _("It is no longer public."))
    return HttpResponseRedirect(_address(request, shown))


def public_address(request: HttpRequest, shown: AgendaVersion) -> str:
    """Where everybody reads the programme."""
    slug = request.network.slug  # type: ignore[attr-defined]  # asked only with requests of a network
    return request.build_absolute_uri(reverse("events_public:programme", args=[slug, shown.slug]))


@public
def public_programme(request: NetworkRequest, slug: str) -> HttpResponse:
    """The newest version of an event's programme that was opened to everybody."""
    shown = queries.public_version(request.network.pk, slug)
    if shown is None:
        raise Http404(_("There is no published programme at this address."))
    context = {
        "version": shown,
        "head": queries.frozen_head(shown.content),
        "days": days_of(queries.items_of(shown)),
        "address": public_address(request, shown),
    }
    return render(request, "events/programme_public.html", context)
