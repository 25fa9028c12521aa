"""Packs for whoever takes over an office: what one would hold, asking for one, and those that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.components import TaskState
from samphan.kit.editing import bind, respond
from samphan.kit.formats import language
from samphan.reports import policy
from samphan.reports.actions import handover as actions
from samphan.reports.forms import HandoverForm
from samphan.reports.models import HandoverPack, RenderState
from samphan.reports.queries.handover import counted
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

SHOWN = 20


def _mine(request: NetworkRequest, pk: int) -> HandoverPack:
    found = HandoverPack.objects.for_actor(request.actor).select_related("paper", "folder")
    return get_object_or_404(found, pk=pk)


def handovers(request: NetworkRequest) -> HttpResponse:
    """What a pack would hold now, and those that were made, the latest first."""
    request.actor.must(policy.make_handover, on=request.network)
    made = HandoverPack.objects.for_actor(request.actor).select_related("paper", "folder")
    listed = list(made.order_by("-asked_at", "-id")[:SHOWN])
    context = {
        "parts": counted(request.actor, timezone.localdate()),
        "packs": [(each, _task(request, each)) for each in listed],
    }
    return render(request, "reports/handovers.html", context)


def ask(request: NetworkRequest) -> HttpResponse:
    """Ask for a pack."""
    request.actor.must(policy.make_handover, on=request.network)
    back = reverse("reports:handovers", args=[request.network.slug])
    return respond(
        request,
        bind(HandoverForm, request, initial={"language": language()}),
        act=lambda form: actions.ask_handover(by=request.actor, **form.cleaned_data),
        then=lambda _pack: back,
        template="reports/handover_form.html",
        context={"back": back},
        success=_("The pack is being made. You can leave this page; it will be here."),
    )


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far a pack is; asked again and again by the page while it is made."""
    pack = _mine(request, pk)
    response = render(request, "reports/_progress.html", {"task": _task(request, pack)})
    if pack.state != RenderState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


def download(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The paper or the folder of a pack."""
    pack = _mine(request, pk)
    stored = {"pdf": pack.paper, "zip": pack.folder}.get(kind)
    if stored is None:
        raise Http404(_("This file is not there yet."))
    return files.served(stored)


def _task(request: NetworkRequest, pack: HandoverPack) -> TaskState:
    slug = request.network.slug
    states = {RenderState.WAITING: "waiting", RenderState.READY: "done", RenderState.FAILED: "failed"}
    state = "running" if pack.state == RenderState.WAITING and pack.done else states[RenderState(pack.state)]
    return TaskState(
        title=pack.office,
        state=state,  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("reports:handover_progress", args=[slug, pack.pk]),
        done=pack.done,
        of=actions.STEPS,
        result_url=reverse("reports:handover_file", args=[slug, pack.pk, "pdf"]) if pack.paper_id else "",
        result_label=_("Download the PDF"),
    )
