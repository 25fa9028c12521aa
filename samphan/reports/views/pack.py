"""The pack of evidence of an event: what is there, what is missing, and the packs that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events.models import Event
from samphan.events.queries.tabs import cockpit
from samphan.kit.components import TaskState
from samphan.kit.formats import language
from samphan.reports import actions, policy
from samphan.reports.models import EvidencePack, Language, RenderState
from samphan.reports.queries.pack import pack_parts
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest

SHOWN = 20


def packs(request: NetworkRequest, pk: int) -> HttpResponse:
    """What a pack would hold now, and those that were made, the latest first."""
    event = get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.see_packs, on=event)
    made = EvidencePack.objects.for_actor(request.actor).filter(event=event).select_related("file")
    listed = list(made.order_by("-asked_at", "-id")[:SHOWN])
    tasks = [(each, _task(request, each)) for each in listed]
    return render(
        request,
        "reports/packs.html",
        {
            **cockpit(request, request.actor, event),
            "parts": [
                (part, reverse(part.url_name, args=[request.network.slug, event.pk]))
                for part in pack_parts(event, language())
            ],
            "packs": tasks,
            "may_make": request.actor.may(policy.make_pack, on=event),
            "languages": Language.choices,
        },
    )


@require_POST
def ask(request: NetworkRequest, pk: int) -> HttpResponse:
    """Ask for a pack in the language chosen."""
    event = get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)
    wanted = request.POST.get("language")
    actions.ask_pack(by=request.actor, event=event, language="en" if wanted == "en" else "th")
    return HttpResponseRedirect(reverse("reports:packs", args=[request.network.slug, event.pk]))


def pack_progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far a pack is; asked again and again by the page while it is made."""
    pack = get_object_or_404(EvidencePack.objects.for_actor(request.actor).select_related("file"), pk=pk)
    response = render(request, "reports/_progress.html", {"task": _task(request, pack)})
    if pack.state != RenderState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


def pack_file(request: NetworkRequest, pk: int) -> HttpResponse:
    """The file of a pack."""
    pack = get_object_or_404(EvidencePack.objects.for_actor(request.actor).select_related("file"), pk=pk)
    if pack.file is None:
        raise Http404
    return files.served(pack.file)


def _task(request: NetworkRequest, pack: EvidencePack) -> TaskState:
    slug = request.network.slug
    states = {RenderState.WAITING: "waiting", RenderState.READY: "done", RenderState.FAILED: "failed"}
    is_withdrawn = pack.file is not None and pack.file.is_withdrawn_paper
    return TaskState(
        title=_("Evidence pack"),
        state="withdrawn" if is_withdrawn else states[RenderState(pack.state)],  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("reports:pack_progress", args=[slug, pack.pk]),
        note=files.PAPER_WITHDRAWN if is_withdrawn else "",
        result_url=reverse("reports:pack_file", args=[slug, pack.pk])
        if pack.file_id and not is_withdrawn
        else "",
        result_label=_("Download the PDF"),
    )
