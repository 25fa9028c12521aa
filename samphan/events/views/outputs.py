"""One output: where it comes from, what became of it, and carrying it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from samphan.events import policy
from samphan.events.actions import continuations as actions
from samphan.events.forms.continuations import ActionForm, ExistingForm, ItemForm, PossibleProjectForm
from samphan.events.models import BECOMES, Continuation, Output
from samphan.events.queries.organisations import directory_for
from samphan.events.queries.outputs import horizons, output_page, targets
from samphan.kit.editing import bind, respond
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

TITLES = {
    "item": _("Carry on as a roadmap item"),
    "action": _("Carry on as an action"),
    "possible": _("Carry on as a possible project"),
    "existing": _("Join to something that is there"),
}


def _load(request: NetworkRequest, pk: int, part: int) -> Output:
    outputs = Output.objects.for_actor(request.actor).select_related("event", "group")
    return get_object_or_404(outputs, event_id=pk, pk=part)


def output(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The page of one output."""
    shown = _load(request, pk, part)
    return render(
        request,
        "events/output.html",
        {
            "event": shown.event,
            "output": shown,
            "page": output_page(request.actor, shown),
            "may_manage": request.actor.may(policy.manage, on=shown.event),
            "has_horizons": bool(horizons(request.actor)),
        },
    )


def carry_on(request: NetworkRequest, pk: int, part: int, kind: str) -> HttpResponse:
    """The form with which an output is carried on: ``item``, ``action``, ``possible`` or ``existing``."""
    shown = _load(request, pk, part)
    request.actor.must(policy.manage, on=shown.event)
    form, act = _form(request, shown, kind)
    return respond(
        request,
        form,
        act=act,
        then=lambda _made: reverse("events:output", args=[request.network.slug, pk, part]),
        template="events/carry_on.html",
        context={"event": shown.event, "output": shown, "title": TITLES[kind]},
    )


def _form(request: NetworkRequest, shown: Output, kind: str) -> tuple[forms.Form, Any]:
    now = timezone.now()
    if kind == "existing":
        found = targets(request.actor)
        return bind(ExistingForm, request, targets=found), lambda form: actions.carry_on(
            by=request.actor, output=shown, target=_target(request, form), on=timezone.localdate()
        )
    chosen: dict[str, Any] = {
        "directory": directory_for(request.actor, [number_in(request.POST.get("organisation", ""))]),
        "initial": {"title_th": shown.title_th, "title_en": shown.title_en, "need_th": shown.detail_th},
    }

    def words(form: forms.Form) -> dict[str, Any]:
        said = dict(form.cleaned_data)
        if kind == "item":
            said["owner"] = said.pop("organisation")
        return {"by": request.actor, "output": shown, "now": now, **said}

    if kind == "item":
        form: forms.Form = bind(ItemForm, request, horizons=horizons(request.actor), **chosen)
        return form, lambda form: actions.carry_on_as_item(**words(form))
    if kind == "action":
        return bind(ActionForm, request, **chosen), lambda form: actions.carry_on_as_action(**words(form))
    return bind(PossibleProjectForm, request, **chosen), lambda form: actions.carry_on_as_possible_project(
        **words(form)
    )


def _target(request: NetworkRequest, form: forms.Form) -> Any:
    field, pk = form.cleaned_data["target"]
    model: Any = BECOMES.get(field)
    if model is None:
        raise Http404
    return get_object_or_404(model.objects.for_actor(request.actor), pk=pk)


@require_POST
def let_go(request: NetworkRequest, pk: int, part: int, continuation: int) -> HttpResponse:
    """Say that the output did not become this after all."""
    shown = _load(request, pk, part)
    rows = Continuation.objects.for_actor(request.actor).select_related("output__event", *BECOMES)
    actions.let_go(by=request.actor, continuation=get_object_or_404(rows, output=shown, pk=continuation))
    return HttpResponseRedirect(reverse("events:output", args=[request.network.slug, pk, part]))
