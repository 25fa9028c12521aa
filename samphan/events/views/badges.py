"""Badges, name lists and signature sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from samphan.events.actions import registration_ticket as tickets
from samphan.events.forms.checkin import day_in
from samphan.events.policy import attendance as policy
from samphan.events.queries import badges as queries
from samphan.events.queries.checkin import station
from samphan.events.views.cockpit import load, tab
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.documents.badges import render_badges
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import files, links

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.documents.model import Document
    from samphan.kit.http import NetworkRequest

_MAKERS: Final[dict[str, tuple[Any, str]]] = {
    "pdf": (render_pdf, files.PDF),
    "docx": (render_docx, files.DOCX),
}


def _load(request: NetworkRequest, pk: int) -> Event:
    event = load(request, pk)
    request.actor.must(policy.print_names, on=event)
    return event


def badges(request: NetworkRequest, pk: int) -> HttpResponse:
    """What can be printed, and for how many people."""
    event = _load(request, pk)
    count = queries.people_of(request.actor, event).count()
    context = {"count": count, "parts": queries.parts_of(count), "days": station(event).days}
    return tab(request, event, "events/badges.html", context)


def download(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """One of the files: ``badges-pdf``, ``names-pdf``, ``names-docx``, ``names-xlsx``, ``signatures-pdf``, ``signatures-docx``."""
    event = _load(request, pk)
    what, _dash, form = kind.partition("-")
    order = request.GET.get("order", "")
    people = list(queries.people_of(request.actor, event, order if order in queries.ORDERS else "name"))
    now = timezone.now()
    if kind == "badges-pdf":
        return _badges(request, event, people)
    if kind == "names-xlsx":
        return _workbook(people)
    if form not in _MAKERS:
        raise Http404(kind)
    if what == "names":
        return _send(queries.name_list(event, people, created=now), form)
    day = day_in(request.GET.get("day", ""))
    if what != "signatures" or day is None:
        raise Http404(kind)
    return _send(queries.signature_sheet(event, people, day=day, created=now), form, f" {day.isoformat()}")


def _badges(request: NetworkRequest, event: Event, people: list[Any]) -> HttpResponse:
    asked = request.GET.get("part", "1")
    parts = queries.parts_of(len(people))
    part = next((each for each in parts if str(each.number) == asked), None)
    if part is None:
        raise Http404(_("There are no badges to be printed."))
    chosen = people[part.first - 1 : part.last]
    now = timezone.now()
    made = tickets.ticket_links(chosen, now=now)
    addresses = {pk: links.address(link, request.network.slug) for pk, link in made.items()}
    sheet = queries.badge_sheet(event, chosen, addresses=addresses, created=now)
    return _answer(render_badges(sheet), f"{sheet.title}.pdf", files.PDF)


def _workbook(people: list[Any]) -> HttpResponse:
    return spreadsheet(
        _("List of participants"),
        [_("No."), _("Name"), _("Position"), _("Institution"), _("Category"), _("Group")],
        (
            [
                place,
                str(each.person.name),
                each.position,
                str(each.organisation.name) if each.organisation else "",
                str(each.category.name) if each.category else "",
                each.group.code if each.group else "",
            ]
            for place, each in enumerate(people, start=1)
        ),
    )


def _send(document: Document, form: str, after: str = "") -> HttpResponse:
    make, media_type = _MAKERS[form]
    return _answer(make(document), f"{document.title}{after}.{form}", media_type)


def _answer(content: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name.replace("/", "_")) or ""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
