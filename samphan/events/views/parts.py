"""Acts that all parts of an event share: move, remove, bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events.actions import parts as actions
from samphan.events.queries.facts import TABS
from samphan.events.queries.parts import part_for_actor
from samphan.events.queries.removals import removals
from samphan.events.views.cockpit import address, load, undo_ids
from samphan.kit.errors import Problem
from samphan.tenancy.audit import kind_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.tenancy.models import Owned


def _part(request: NetworkRequest, pk: int, noun: str, part: int) -> Owned:
    found = part_for_actor(request.actor, pk, noun, part)
    if found is None:
        raise Http404
    return found


@require_POST
def move(request: NetworkRequest, pk: int, noun: str, part: int) -> HttpResponse:
    """One place up or down (``to`` in the form)."""
    found = _part(request, pk, noun, part)
    if not hasattr(found, "order"):
        raise Http404
    actions.move_part(by=request.actor, part=found, up=request.POST.get("to") != "down")
    return HttpResponseRedirect(f"{address(request, TABS[kind_of(found)], load(request, pk))}#{noun}-{part}")


@require_POST
def remove(request: NetworkRequest, pk: int, noun: str, part: int) -> HttpResponse:
    """Take a part out; its tab offers to bring it back."""
    found = _part(request, pk, noun, part)
    event, url_name = load(request, pk), TABS[kind_of(found)]
    try:
        entry = actions.remove_part(by=request.actor, part=found)
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(address(request, url_name, event))
    return HttpResponseRedirect(address(request, url_name, event, [entry]))


@require_POST
def restore(request: NetworkRequest, pk: int) -> HttpResponse:
    """Bring back what ``entries`` removed, the latest first."""
    event = load(request, pk)
    try:
        with transaction.atomic():
            for entry in removals(request.actor, undo_ids(request.POST.get("entries", ""))):
                actions.restore_removed(by=request.actor, event=event, entry=entry)
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("Brought back."))
    to = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None) and to.startswith("/")
    return HttpResponseRedirect(to if is_ours else address(request, "events:event", event))
