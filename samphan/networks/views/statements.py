"""Pages of the frame's versions: the list, one of them beside another, writing a draft, adopting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms.formsets import formset_factory
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Conflict, Problem
from samphan.kit.numbers import number_in
from samphan.kit.pages import run_act
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import frame as actions
from samphan.networks.actions.frame import StatementRow
from samphan.networks.forms.frame import AdoptionForm, StatementRowForm
from samphan.networks.models import FrameSection, FrameVersion, Statement
from samphan.networks.queries import statements as queries
from samphan.networks.views.frame_place import ask, at, show

if TYPE_CHECKING:
    from django.forms import BaseFormSet

    from samphan.kit.http import NetworkRequest

MOST_ROWS = 100
LONGEST_VERSION = 9


def frames(request: NetworkRequest) -> HttpResponse:
    """The versions of the frame, the latest first."""
    found = list(queries.versions(request.actor))
    force = next((each for each in found if not each.is_draft), None)
    has_draft = any(each.is_draft for each in found)
    return show(
        request,
        "networks/frames.html",
        {"versions": found, "in_force": force, "has_draft": has_draft},
        tab="frames",
    )


def _load(request: NetworkRequest, pk: int, *, to_write: bool = False) -> FrameVersion:
    found = get_object_or_404(FrameVersion.objects.for_actor(request.actor), pk=pk)
    if to_write:
        request.actor.must(policy.keep, on=found)
    return found


def frame(request: NetworkRequest, pk: int) -> HttpResponse:
    """One version; with ``?with=`` what changed since another one."""
    shown = _load(request, pk)
    known = list(queries.versions(request.actor))
    wanted = request.GET.get("with", "")
    other = next((each for each in known if str(each.pk) == wanted and each.pk != shown.pk), None)
    pair = sorted((shown, other), key=lambda each: each.number) if other is not None else []
    latest = next((each for each in known if not each.is_draft), None)
    changed = queries.compared(*pair) if pair else []
    context = {
        "frame": shown,
        "same": [each.label for each in changed if each.is_same],
        "others": [each for each in known if each.pk != shown.pk],
        "other": other,
        "changed": changed,
        "older": pair[0] if pair else None,
        "newer": pair[1] if pair else None,
        "parts": queries.parts(shown, with_empty=shown.is_draft),
        "is_in_force": latest is not None and latest.pk == shown.pk,
    }
    return show(request, "networks/frame.html", context, tab="frames")


def frame_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The statements of a version as a workbook."""
    shown = _load(request, pk)
    found = Statement.objects.for_actor(request.actor).filter(frame=shown)
    order = {section: number for number, section in enumerate(FrameSection.values)}
    rows = sorted(found, key=lambda each: (order[each.section], each.position, each.pk))
    return spreadsheet(
        str(_("Frame of the network, version %(number)s") % {"number": shown.number}),
        [_("Part"), _("No."), _("Statement in Thai"), _("Statement in English")],
        ([each.get_section_display(), each.position, each.text_th, each.text_en] for each in rows),
    )


@require_POST
def begin_draft(request: NetworkRequest) -> HttpResponse:
    """Begin the next version, or go on with the draft that is there."""
    request.actor.must(policy.keep, on=request.network)
    made = actions.draft_frame(by=request.actor)
    return HttpResponseRedirect(at(request, "frame", made.pk))


def _rows_of(blank: int) -> type[BaseFormSet[Any]]:
    return formset_factory(
        StatementRowForm,
        extra=blank,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )


def section(request: NetworkRequest, pk: int, section: str) -> HttpResponse:
    """One part of a draft, written as a list."""
    shown = _load(request, pk, to_write=True)
    part = next((each for each in queries.parts(shown, with_empty=True) if each.section == section), None)
    if part is None:
        raise Http404
    if not shown.is_draft:
        messages.error(request, _("This version was adopted and stays as it is. Begin a new version."))
        return HttpResponseRedirect(at(request, "frame", pk))
    initial = [
        {"key": each.key, "text_th": each.text_th, "text_en": each.text_en} for each in part.statements
    ]
    data = request.POST if request.method == "POST" else request.draft
    formset = _rows_of(0 if initial else 1)(data, prefix="rows", initial=initial)
    version, problem, is_stale, status = shown.version, "", False, 200
    if request.method == "POST":
        status = 422
        seen = number_in(request.POST.get("version"), digits=LONGEST_VERSION)
        version = seen or shown.version
        if formset.is_valid():
            rows = [
                StatementRow(
                    form.cleaned_data["text_th"], form.cleaned_data["text_en"], form.cleaned_data["key"]
                )
                for form in formset.ordered_forms
                if form.cleaned_data.get("text_th")
            ]
            try:
                with attempt():
                    actions.write_section(
                        by=request.actor, frame=shown, section=section, rows=rows, version=seen
                    )
            except Problem as found:
                problem = str(found.message)
            except Conflict as conflict:
                version, is_stale, status = conflict.version, True, 409
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(at(request, "frame", pk))
    context = {
        "frame": shown,
        "part": part,
        "formset": formset,
        "version": version,
        "problem": problem,
        "is_stale": is_stale,
    }
    return render(request, "networks/frame_section.html", context, status=status)


def adopt(request: NetworkRequest, pk: int) -> HttpResponse:
    """Adopt a draft."""
    shown = _load(request, pk, to_write=True)
    return ask(
        request,
        bind(AdoptionForm, request, initial={"version": shown.version}),
        title=_("Adopt this version"),
        subtitle=_("Version %(number)s") % {"number": shown.number},
        words=_(
            "What was adopted stays as it is and can be read for ever. Members are then asked to accept it."
        ),
        label=_("Adopt this version"),
        act=lambda form: actions.adopt_frame(
            by=request.actor, frame=shown, today=timezone.localdate(), **form.cleaned_data
        ),
        back=at(request, "frame", pk),
        crumbs=[(_("Versions"), at(request, "frames"))],
    )


def correct(request: NetworkRequest, pk: int) -> HttpResponse:
    """Correct when and by what a version was adopted."""
    shown = _load(request, pk, to_write=True)
    initial = {name: getattr(shown, name) for name in (*actions.ADOPTION_FIELDS, "version")}
    return ask(
        request,
        bind(AdoptionForm, request, initial=initial),
        title=_("When and how it was adopted"),
        subtitle=_("Version %(number)s") % {"number": shown.number},
        act=lambda form: actions.correct_adoption(by=request.actor, frame=shown, **form.cleaned_data),
        back=at(request, "frame", pk),
        crumbs=[(_("Versions"), at(request, "frames"))],
    )


@require_POST
def discard(request: NetworkRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    shown = _load(request, pk, to_write=True)
    return run_act(
        request,
        lambda: actions.discard_draft(by=request.actor, frame=shown),
        at(request, "frames"),
        _("The draft was thrown away."),
    )
