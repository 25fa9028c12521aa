"""What the event brought about: results with their evidence, outputs, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.actions import results as actions
from samphan.events.actions.results import Upload
from samphan.events.forms.results import DocumentForm, OutputForm, ResultForm
from samphan.events.models import Document, Output, Result
from samphan.events.queries.linked import evidence_of, groups_of, linkable
from samphan.events.queries.parts import fingerprint
from samphan.events.queries.results import results_page
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.editing import bind, respond
from samphan.tenancy import files

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest
    from samphan.tenancy.models import Owned


def results(request: NetworkRequest, pk: int) -> HttpResponse:
    """Results by level, outputs by kind, documents."""
    event = load(request, pk)
    return tab(request, event, "events/results.html", {"page": results_page(request.actor, event)})


def _form_page(
    request: NetworkRequest,
    event: Event,
    form: forms.Form,
    act: Any,
    *,
    title: str,
    template: str,
    part: Owned | None,
) -> HttpResponse:
    return respond(
        request,
        form,
        act=act,
        then=lambda _part: address(request, "events:results", event),
        template=template,
        context={"event": event, "title": title, "part": part},
    )


def write_result(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of a result."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    result = (
        get_object_or_404(Result.objects.for_actor(request.actor), event=event, pk=part) if part else None
    )
    initial: dict[str, Any] = {}
    if result is not None:
        initial = {name: getattr(result, name) for name in actions.RESULT_FIELDS} | evidence_of(result)
        initial["version"] = fingerprint([result], actions.RESULT_FIELDS)
    form = bind(ResultForm, request, initial=initial, parts=linkable(request.actor, event, "evidence"))
    return _form_page(
        request,
        event,
        form,
        lambda form: actions.write_result(by=request.actor, event=event, result=result, **form.cleaned_data),
        title=_("Change a result") if result else _("Add a result"),
        template="events/result_form.html",
        part=result,
    )


def write_output(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of an output."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    output = (
        get_object_or_404(Output.objects.for_actor(request.actor), event=event, pk=part) if part else None
    )
    initial: dict[str, Any] = {"kind": request.GET.get("kind", "")}
    if output is not None:
        initial = {name: getattr(output, name) for name in actions.OUTPUT_FIELDS}
        initial["version"] = fingerprint([output], actions.OUTPUT_FIELDS)
    return _form_page(
        request,
        event,
        bind(OutputForm, request, initial=initial, groups=groups_of(request.actor, event)),
        lambda form: actions.write_output(by=request.actor, event=event, output=output, **form.cleaned_data),
        title=_("Change an output") if output else _("Add an output"),
        template="events/output_form.html",
        part=output,
    )


def write_document(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of a document."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    document = (
        get_object_or_404(Document.objects.for_actor(request.actor), event=event, pk=part) if part else None
    )
    initial: dict[str, Any] = {}
    if document is not None:
        initial = {name: getattr(document, name) for name in actions.DOCUMENT_FIELDS}
        initial["version"] = fingerprint([document], actions.DOCUMENT_FIELDS)

    def act(form: DocumentForm) -> Document:
        fields = dict(form.cleaned_data)
        sent = fields.pop("upload")
        upload = Upload(sent.name, sent.read(files.MAX_SIZE + 1)) if sent else None
        return actions.write_document(
            by=request.actor, event=event, document=document, upload=upload, **fields
        )

    return _form_page(
        request,
        event,
        bind(DocumentForm, request, initial=initial),
        act,
        title=_("Change a document") if document else _("Add a document"),
        template="events/document_form.html",
        part=document,
    )


def download(request: NetworkRequest, pk: int, part: int) -> FileResponse:
    """The file of a document, for whoever may see the event; never shown inside the page."""
    document = get_object_or_404(
        Document.objects.for_actor(request.actor).select_related("file"),
        event_id=pk,
        pk=part,
        file__isnull=False,
    )
    stored = document.file
    path = files.path_of(stored.sha256) if stored else None
    if stored is None or path is None or not path.exists():
        raise Http404(_("The file is not there any more."))
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=stored.name, content_type=stored.media_type
    )
