"""The situation before and after with its measures; results expected and reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from samphan.engagement.actions import change as actions
from samphan.engagement.forms.change import MeasureForm, ResultForm, SituationForm, direction_of
from samphan.engagement.models import Measure, ProjectResult, ResultLevel
from samphan.engagement.policy import change as policy
from samphan.engagement.queries import change as queries
from samphan.engagement.queries.evidence import evidence_of, proofs_of_rows
from samphan.engagement.queries.rows import fingerprint
from samphan.engagement.views.shared import address, load, page, way
from samphan.kit.components import Column, Table
from samphan.kit.editing import bind
from samphan.kit.pages import form_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.engagement.models import Situation
    from samphan.kit.http import NetworkRequest

#: Parts of the situation in their order: heading, field, field of its day, what of the evidence supports it.
PARTS: Final = (
    (pgettext_lazy("change", "How things were before"), "before", "before_on", "before"),
    (gettext_lazy("How it was done"), "process", "", "process"),
    (gettext_lazy("Knowledge and expertise used"), "knowledge_used", "", "knowledge"),
    (gettext_lazy("What changed"), "change", "", "change"),
    (gettext_lazy("How things are now"), "after", "after_on", "after"),
    (gettext_lazy("What is expected to follow"), "outlook", "", ""),
    (gettext_lazy("How it is followed and kept up"), "sustaining", "", "spread"),
)


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The situation before and after, in words and in figures."""
    project = load(request, pk)
    situation = queries.situation_of(request.actor, project)
    proofs = evidence_of([project.pk]).get(project.pk, {})
    measures = queries.changes_of(request.actor, project)
    may_write = request.actor.may(policy.write, on=project)
    table = Table(
        key="measures",
        caption=_("Measures before and after"),
        columns=(
            Column(_("What is measured")),
            Column(pgettext("change", "Before"), kind="number"),
            Column(_("Target"), kind="number"),
            Column(pgettext("change", "After"), kind="number"),
            Column(_("Difference"), kind="number"),
            Column(_("Source")),
            *([Column(_("Acts"), is_label_hidden=True)] if may_write else []),
        ),
        rows=[
            {
                "of": each,
                "before": queries.figure(each.measure.before),
                "target": queries.figure(each.measure.target),
                "after": queries.figure(each.measure.after),
                "difference": queries.signed(each.difference),
                "percent": queries.signed(each.percent),
            }
            for each in measures
        ],
        is_plain=True,
    )
    context = {
        "situation": situation,
        "parts": _parts(situation, proofs),
        "is_empty": situation is None,
        "table": table,
        "may_write": may_write,
    }
    return page(request, project, "engagement/change.html", context)


def _parts(situation: Situation | None, proofs: dict[str, Any]) -> list[dict[str, object]]:
    if situation is None:
        return []
    return [
        {
            "label": label,
            "text": getattr(situation, name),
            "day": getattr(situation, day) if day else None,
            "proof": proofs.get(supports),
            "supports": supports,
        }
        for label, name, day, supports in PARTS
    ]


def describe(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of the situation."""
    project = load(request, pk)
    request.actor.must(policy.write, on=project)
    found = queries.situation_of(request.actor, project)
    # No record has version 0: who begins to write while somebody else saves the first words is shown them.
    initial: dict[str, object] = {"version": 0}
    if found is not None:
        initial = {name: getattr(found, name) for name in (*actions.SITUATION_FIELDS, "version")}
    here = address(request, "change", pk)
    return form_page(
        request,
        bind(SituationForm, request, initial=initial),
        title=_("Situation before and after"),
        subtitle=project.title,
        said=_("Any part may wait: what is there can be used already."),
        act=lambda form: actions.describe_situation(by=request.actor, project=project, **form.cleaned_data),
        then=lambda _found: here,
        back=here,
        way=way(request, project, pgettext("project", "Change"), "change"),
    )


def measure(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of one measure."""
    project = load(request, pk)
    request.actor.must(policy.write, on=project)
    found = _part(request, Measure, pk, part) if part is not None else None
    initial: dict[str, object] = {}
    if found is not None:
        initial = {name: getattr(found, name) for name in actions.MEASURE_FIELDS}
        initial["direction"] = direction_of(found.higher_is_better)
        initial["version"] = fingerprint(found, actions.MEASURE_FIELDS)
    here = address(request, "change", pk)
    return form_page(
        request,
        bind(MeasureForm, request, initial=initial),
        title=_("Change a measure") if found else pgettext("change", "Add a measure"),
        subtitle=project.title,
        act=lambda form: actions.write_measure(
            by=request.actor, project=project, measure=found, **form.cleaned_data
        ),
        then=lambda _measure: here,
        back=here,
        way=way(request, project, pgettext("project", "Change"), "change"),
    )


def remove_measure(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks before a measure is taken out."""
    project = load(request, pk)
    request.actor.must(policy.write, on=project)
    found = _part(request, Measure, pk, part)
    here = address(request, "change", pk)
    return form_page(
        request,
        bind(forms.Form, request),
        title=_("Take out the measure"),
        subtitle=found.title,
        label=_("Take out"),
        kind="danger",
        act=lambda _form: actions.remove_measure(by=request.actor, measure=found),
        then=lambda _nothing: here,
        back=here,
        way=way(request, project, pgettext("project", "Change"), "change"),
    )


def results(request: NetworkRequest, pk: int) -> HttpResponse:
    """What was expected at each level, and what came of it."""
    project = load(request, pk)
    levels = queries.levels_of(request.actor, project)
    rows = [each for level in levels for each in level.rows]
    proofs = proofs_of_rows("result", [each.pk for each in rows])
    shown = [(level, [(each, proofs.get(each.pk)) for each in level.rows]) for level in levels]
    context = {
        "levels": shown,
        "is_empty": not rows,
        "may_write": request.actor.may(policy.write, on=project),
    }
    return page(request, project, "engagement/results.html", context)


def result(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of one result."""
    project = load(request, pk)
    request.actor.must(policy.write, on=project)
    found = _part(request, ProjectResult, pk, part) if part is not None else None
    asked = request.GET.get("level", "")
    initial: dict[str, object] = {"level": asked if asked in ResultLevel.values else ""}
    if found is not None:
        initial = {name: getattr(found, name) for name in actions.RESULT_FIELDS}
        initial["version"] = fingerprint(found, actions.RESULT_FIELDS)
    here = address(request, "results", pk)
    return form_page(
        request,
        bind(ResultForm, request, initial=initial),
        title=pgettext("project", "Change a result") if found else pgettext("project", "Add a result"),
        subtitle=project.title,
        act=lambda form: actions.write_result(
            by=request.actor, project=project, result=found, **form.cleaned_data
        ),
        then=lambda _result: here,
        back=here,
        way=way(request, project, pgettext("project", "Results"), "results"),
    )


def remove_result(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks before a result is taken out."""
    project = load(request, pk)
    request.actor.must(policy.write, on=project)
    found = _part(request, ProjectResult, pk, part)
    here = address(request, "results", pk)
    return form_page(
        request,
        bind(forms.Form, request),
        title=_("Take out the result"),
        subtitle=found.expected or found.reached,
        label=_("Take out"),
        kind="danger",
        act=lambda _form: actions.remove_result(by=request.actor, result=found),
        then=lambda _nothing: here,
        back=here,
        way=way(request, project, pgettext("project", "Results"), "results"),
    )


def _part[M: (Measure, ProjectResult)](
    request: NetworkRequest, model: type[M], project: int, pk: int | None
) -> M:
    rows = model.objects.for_actor(request.actor).select_related("project")
    found: M = get_object_or_404(rows, project_id=project, pk=pk)
    return found
