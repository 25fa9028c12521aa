"""Orders and resolutions of appointment: noted with their paper, or made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.governance.actions import instruments as actions
from samphan.governance.forms.terms import InstrumentForm, OrderForm, called
from samphan.governance.models import Instrument, InstrumentKind, Term
from samphan.governance.policy.bodies import manage
from samphan.governance.queries.orders import WORDS, order_document, proposed_order
from samphan.governance.views.bodies_shared import address, load_body, way_of
from samphan.kit.components import TaskState
from samphan.kit.documents import render_html
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.pages import form_page
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def _load(request: NetworkRequest, pk: int, *, to_manage: bool = False) -> Instrument:
    found = Instrument.objects.for_actor(request.actor).select_related("body", "file", "docx")
    instrument = get_object_or_404(found, pk=pk)
    if to_manage:
        request.actor.must(manage, on=instrument)
    return instrument


def note(request: NetworkRequest, pk: int) -> HttpResponse:
    """Note an order or resolution that came from elsewhere."""
    body = load_body(request, pk, to_manage=True)
    return form_page(
        request,
        bind(InstrumentForm, request, initial={"kind": InstrumentKind.ORDER}),
        title=_("Note an order or resolution"),
        subtitle=body.name,
        act=lambda form: actions.note_instrument(by=request.actor, body=body, **form.words()),
        then=lambda noted: address(request, "instrument", noted.pk),
        back=address(request, "body", pk),
        way=way_of(request, body),
    )


def instrument(request: NetworkRequest, pk: int) -> HttpResponse:
    """One order: its paper, and whom it appointed."""
    shown = _load(request, pk)
    terms = Term.objects.for_actor(request.actor).filter(instrument=shown).select_related("position", "seat")
    context = {
        "instrument": shown,
        "title": capfirst(called(shown)),
        "terms": terms.order_by("position__order", "seat__number", "place", "id"),
        "task": _task(request, shown) if shown.is_made_here and shown.file_id is None else None,
        "sheet": render_html(order_document(shown)) if shown.is_made_here else "",
        "may_manage": request.actor.may(manage, on=shown),
        "way": way_of(request, shown.body),
    }
    return render(request, "governance/bodies/instrument.html", context)


def _task(request: NetworkRequest, shown: Instrument) -> TaskState:
    return TaskState(
        title=_("Word file and PDF"),
        state="failed" if shown.problem else "done" if shown.file_id else "waiting",
        url=address(request, "instrument_progress", shown.pk),
    )


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far the files of an order are."""
    shown = _load(request, pk)
    task = _task(request, shown)
    response = render(request, "governance/bodies/_progress.html", {"task": task})
    if not task.is_open:
        response.headers["HX-Refresh"] = "true"
    return response


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a noted order."""
    shown = _load(request, pk, to_manage=True)
    return form_page(
        request,
        bind(
            InstrumentForm,
            request,
            initial={name: getattr(shown, name) for name in (*actions.NOTED, "version")},
        ),
        title=_("Change the note"),
        subtitle=called(shown),
        act=lambda form: actions.note_instrument(
            by=request.actor, body=shown.body, instrument=shown, **form.words()
        ),
        then=lambda _noted: address(request, "instrument", pk),
        back=address(request, "instrument", pk),
        way=way_of(request, shown.body),
    )


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take out an order that was noted by mistake."""
    shown = _load(request, pk, to_manage=True)
    try:
        with attempt():
            actions.remove_instrument(by=request.actor, instrument=shown)
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(address(request, "instrument", pk))
    messages.success(request, _("The order was taken out."))
    return HttpResponseRedirect(address(request, "body", shown.body_id))


def file(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The paper of an order: what was given with it (``paper``, also the PDF of one made here), or its Word file."""
    shown = _load(request, pk)
    stored = {"paper": shown.file, "docx": shown.docx}.get(kind)
    if stored is None:
        raise Http404(kind)
    disposition = content_disposition_header(as_attachment=True, filename=stored.name)
    headers = {"Content-Disposition": disposition or "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(files.read(stored), content_type=stored.media_type, headers=headers)


def issue(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make an order of appointment from terms that rest on none yet."""
    body = load_body(request, pk, to_manage=True)
    terms = list(
        Term.objects.for_actor(request.actor)
        .filter(body=body, instrument__isnull=True, ended="")
        .select_related("position", "seat")
        .order_by("position__order", "seat__number", "place", "id")
    )
    if not terms:
        messages.warning(request, _("Every term of this body rests on an order already, or is over."))
        return HttpResponseRedirect(address(request, "body", pk))
    today = timezone.localdate()
    current = [term for term in terms if term.until is None or term.until.until_on > today]
    initial = proposed_order(body, current, issuer=request.network.name_th)
    initial |= {"dated_on": today, "terms": [term.pk for term in current]}
    return form_page(
        request,
        bind(OrderForm, request, initial=initial, terms=terms),
        title=_("Make an order of appointment"),
        subtitle=body.name,
        act=lambda form: actions.issue_order(
            by=request.actor,
            body=body,
            terms=form.cleaned_data["terms"],
            dated_on=form.cleaned_data["dated_on"],
            words={name: form.cleaned_data[name] for name in WORDS},
        ),
        then=lambda order: address(request, "instrument", order.pk),
        back=address(request, "body", pk),
        way=way_of(request, body),
        label=_("Issue with a number"),
        success=_("The order was issued. Its files are being made."),
    )
