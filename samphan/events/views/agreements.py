"""Under which agreements an event stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.agreements.models import Agreement
from samphan.events import policy
from samphan.events.actions.agreements import tie_agreement, untie_agreement
from samphan.events.forms.agreements import AgreementForm
from samphan.events.queries.agreements import ties_of
from samphan.events.queries.tabs import cockpit
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.editing import bind, respond

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def agreements(request: NetworkRequest, pk: int) -> HttpResponse:
    """The agreements of an event, and the form that adds one."""
    event = load(request, pk)
    ties = list(ties_of(request.actor, event))
    if not request.actor.may(policy.manage, on=event):
        request.actor.must(policy.see, on=event)
        return tab(request, event, "events/agreements.html", {"ties": ties})
    taken = [each.agreement_id for each in ties]
    others = Agreement.objects.for_actor(request.actor).exclude(pk__in=taken).order_by("sort_key", "id")
    return respond(
        request,
        bind(AgreementForm, request, agreements=list(others)),
        act=lambda form: tie_agreement(by=request.actor, event=event, **form.cleaned_data),
        then=lambda _tie: address(request, "events:agreements", event),
        template="events/agreements.html",
        context={**cockpit(request, request.actor, event), "ties": ties, "may_manage": True},
    )


@require_POST
def untie(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Takes an agreement off an event."""
    event = load(request, pk)
    tie = get_object_or_404(ties_of(request.actor, event), pk=part)
    tie.event = event
    untie_agreement(by=request.actor, tie=tie)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(address(request, "events:agreements", event))
