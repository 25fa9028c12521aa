"""What institutions do with the results: one event, many institutions, each its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.directory.models import Organisation
from samphan.events import policy, transitions
from samphan.events.actions import uses as actions
from samphan.events.forms.uses import DropForm, FinishForm, NewUseForm, UseForm
from samphan.events.models import Use
from samphan.events.queries.linked import linkable, sources_of
from samphan.events.queries.organisations import directory_for
from samphan.events.queries.results import uses_page
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest


def uses(request: NetworkRequest, pk: int) -> HttpResponse:
    """The uses by institution."""
    event = load(request, pk)
    context = {
        "institutions": uses_page(request.actor, event),
        "may_write": request.actor.may(policy.write_some_use, on=event),
    }
    return tab(request, event, "events/uses.html", context)


def _use(request: NetworkRequest, pk: int, part: int) -> Use:
    uses = Use.objects.for_actor(request.actor).select_related("event", "organisation")
    return get_object_or_404(uses, event_id=pk, pk=part)


def _page(request: NetworkRequest, event: Event, form: forms.Form, act: Any, **context: Any) -> HttpResponse:
    return respond(
        request,
        form,
        act=act,
        then=lambda use: f"{address(request, 'events:uses', event)}#use-{use.pk}",
        template="events/use_form.html",
        context={"event": event, **context},
    )


def new(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a new use, of any institution or of those that the reader represents."""
    event = load(request, pk)
    request.actor.must(policy.write_some_use, on=event)
    asked = request.GET.get("organisation", "")
    represented = None
    if not holds(request.actor, "uses.write", event.network_id):
        own = Organisation.objects.for_actor(request.actor).filter(pk__in=request.actor.represents)
        represented = list(own.order_by("sort_key", "id"))
    directory = directory_for(request.actor, [number_in(asked)])
    form = bind(
        NewUseForm,
        request,
        initial={"organisation": asked},
        directory=directory,
        represented=represented,
        parts=linkable(request.actor, event, "sources"),
    )

    def act(form: NewUseForm) -> Use:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.write_use(by=request.actor, event=event, **fields)

    return _page(request, event, form, act, title=_("Add a use of the results"))


def change(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of a use."""
    use = _use(request, pk, part)
    request.actor.must(policy.write_use, on=use)
    initial = {name: getattr(use, name) for name in ("version", *actions.USE_FIELDS)} | sources_of(use)
    form = bind(UseForm, request, initial=initial, parts=linkable(request.actor, use.event, "sources"))
    return _page(
        request,
        use.event,
        form,
        lambda form: actions.write_use(
            by=request.actor, event=use.event, organisation=use.organisation, use=use, **form.cleaned_data
        ),
        title=_("Change a use of the results"),
        use=use,
    )


@require_POST
def advance(request: NetworkRequest, pk: int, part: int, act: str) -> HttpResponse:
    """Start or reopen a use: acts that need no words."""
    use = _use(request, pk, part)
    if act not in {transitions.START, transitions.REOPEN}:
        raise Http404
    try:
        actions.advance_use(by=request.actor, use=use, act=act)
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(f"{address(request, 'events:uses', use.event)}#use-{part}")


def _asking(
    request: NetworkRequest, use: Use, form_class: type[forms.Form], act: str, title: str
) -> HttpResponse:
    request.actor.must(policy.write_use, on=use)
    return respond(
        request,
        bind(form_class, request, initial={"change_th": use.change_th, "change_en": use.change_en}),
        act=lambda form: actions.advance_use(by=request.actor, use=use, act=act, **form.cleaned_data),
        then=lambda _use: f"{address(request, 'events:uses', use.event)}#use-{use.pk}",
        template="events/use_advance.html",
        context={
            "event": use.event,
            "use": use,
            "title": title,
            "kind": "danger" if act == transitions.DROP else "primary",
        },
    )


def drop(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks why a use is dropped."""
    return _asking(request, _use(request, pk, part), DropForm, transitions.DROP, _("Drop this use"))


def finish(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks what changed through a use that is done."""
    use = _use(request, pk, part)
    return _asking(request, use, FinishForm, transitions.FINISH, _("Mark as done"))
