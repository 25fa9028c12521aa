"""The minutes: written item by item, sent for correction, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.governance.actions import minutes as actions
from samphan.governance.forms.deciding import AdoptForm, CirculateForm, DecisionForm, FrameForm, TextForm
from samphan.governance.models import (
    OVER,
    AgendaItem,
    Correction,
    MeetingState,
    MinutesText,
    MinutesVersion,
)
from samphan.governance.queries.minutes import minutes_lines, minutes_of
from samphan.governance.views.meetings_shared import address, form_page, load, load_item, tab
from samphan.kit.editing import bind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def minutes(request: NetworkRequest, pk: int) -> HttpResponse:
    """The minutes as they stand, with what is proposed to be corrected."""
    meeting = load(request, pk)
    found = minutes_of(meeting)
    lines = minutes_lines(meeting, found)
    general = (
        list(Correction.objects.filter(minutes=found, item=None).select_related("attendee").order_by("id"))
        if found
        else []
    )
    laid = AgendaItem.objects.filter(adopts=meeting).select_related("meeting__body").order_by("id").last()
    context = {
        "minutes": found,
        "lines": lines,
        "general": general,
        "versions": list(MinutesVersion.objects.filter(minutes=found).order_by("-number")) if found else [],
        "is_held": meeting.state in OVER,
        "is_adopted": meeting.state == MeetingState.ADOPTED,
        "may_circulate": meeting.state in {MeetingState.HELD, MeetingState.MINUTED},
        "laid": laid,
        "may_adopt": laid is not None
        and meeting.state == MeetingState.MINUTED
        and laid.meeting.state in OVER,
    }
    return tab(request, meeting, "minutes.html", context)


def frame(request: NetworkRequest, pk: int) -> HttpResponse:
    """The opening of the minutes and who took them."""
    meeting = load(request, pk, to_manage=True)
    found = minutes_of(meeting)
    back = address(request, "minutes", pk)
    initial = {name: getattr(found, name) for name in ("version", *actions.FRAME_FIELDS)} if found else {}
    initial = initial or {"recorder": str(meeting.secretary_name)}
    return form_page(
        request,
        bind(FrameForm, request, initial=initial, is_adopted=meeting.state == MeetingState.ADOPTED),
        title=_("The frame of the minutes"),
        act=lambda form: actions.write_frame(by=request.actor, meeting=meeting, **form.cleaned_data),
        then=lambda _minutes: back,
        back=back,
        meeting=meeting,
    )


def text(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """What the minutes say under one item; after saving on to the next one."""
    item = load_item(request, pk, part)
    found = minutes_of(item.meeting)
    lines = minutes_lines(item.meeting, found)
    at = next(place for place, each in enumerate(lines) if each.line.item.pk == part)
    written: MinutesText | None = lines[at].text
    initial = {
        "version": written.version if written else 0,
        "text_th": written.text_th if written else "",
        "text_en": written.text_en if written else "",
    }
    back = address(request, "minutes", pk)
    follows = lines[at + 1].line.item.pk if at + 1 < len(lines) else None
    goes_on = bool(follows) and request.POST.get("then") == "next"
    onward = address(request, "minutes_text", pk, follows) if goes_on else back
    return form_page(
        request,
        bind(TextForm, request, initial=initial, is_adopted=item.meeting.state == MeetingState.ADOPTED),
        title=f"{lines[at].line.number} {item.title}",
        act=lambda form: actions.write_text(by=request.actor, item=item, **form.cleaned_data),
        then=lambda _text: onward,
        back=back,
        meeting=item.meeting,
        extra={"minutes_line": lines[at], "follows": follows},
    )


def circulate(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks until when corrections are taken, and sends the minutes."""
    meeting = load(request, pk, to_manage=True)
    back = address(request, "minutes", pk)
    return form_page(
        request,
        bind(CirculateForm, request),
        title=_("Circulate the minutes"),
        said=_("Everybody who was called gets a personal link to this version and can propose corrections."),
        label=_("Circulate"),
        act=lambda form: actions.circulate_minutes(
            by=request.actor, meeting=meeting, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _sent: back,
        back=back,
        meeting=meeting,
    )


def decide(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """What becomes of a correction."""
    meeting = load(request, pk, to_manage=True)
    rows = Correction.objects.for_actor(request.actor).select_related("attendee")
    correction = get_object_or_404(rows, pk=part, minutes__meeting=meeting)
    back = address(request, "minutes", pk)
    return form_page(
        request,
        bind(DecisionForm, request),
        title=_("Correction by %(name)s") % {"name": correction.attendee.name},
        said=correction.text,
        act=lambda form: actions.decide_correction(
            by=request.actor,
            correction=correction,
            accept=form.cleaned_data["decision"] == "accept",
            answer=form.cleaned_data["answer"],
            now=timezone.now(),
        ),
        then=lambda _correction: back,
        back=back,
        meeting=meeting,
    )


def adopt(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Adopt the minutes that an item of this meeting lays before it."""
    item = load_item(request, pk, part)
    if item.adopts is None:
        return HttpResponseRedirect(address(request, "agenda_change", pk, part))
    back = address(request, "minutes", item.adopts.pk)
    return form_page(
        request,
        bind(AdoptForm, request),
        title=_("Adopt the minutes"),
        said=str(item.adopts.title),
        label=_("Adopt"),
        act=lambda form: actions.adopt_minutes(
            by=request.actor, item=item, now=timezone.now(), amendments=form.cleaned_data["amendments"]
        ),
        then=lambda _minutes: back,
        back=address(request, "agenda", pk),
        meeting=item.meeting,
    )


def version(request: NetworkRequest, pk: int, number: int) -> HttpResponse:
    """The minutes as they were."""
    meeting = load(request, pk)
    shown = get_object_or_404(
        MinutesVersion.objects.for_actor(request.actor), minutes__meeting=meeting, number=number
    )
    return tab(request, meeting, "minutes_version.html", {"version": shown}, within="governance:minutes")
