"""What the pages of this app share: loading, a form with its way back, a list written as a whole, an act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.kit import panels
from samphan.kit.editing import attempt, respond
from samphan.kit.errors import Conflict, Problem
from samphan.projects import policy
from samphan.projects.forms.roadmap import rows_of
from samphan.projects.queries.origins import origins

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django.db.models import Model, QuerySet
    from django.forms import BaseForm, BaseFormSet
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import FollowUp
    from samphan.projects.queries.origins import Kind

BLANK_ROWS = 3


def load[M: Model](rows: QuerySet[M], pk: int) -> M:
    """The object of an address, or 404 where the actor may not see it."""
    return get_object_or_404(rows, pk=pk)


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"projects:{name}", args=[request.network.slug, *args])


def page(
    request: NetworkRequest, template: str, context: Mapping[str, Any], *, kind: Kind, panel: str, on: Any
) -> HttpResponse:
    """The page of one object, with the tabs of upper apps and where it comes from."""
    match = request.resolver_match
    tabs = panels.tabs(panel, by=request.actor, on=on, current=match.view_name if match else "")
    found = origins(request.actor, kind, [on.pk]).get(on.pk, ())
    # They are all about this object, so who may answer one may answer each.
    asked: Sequence[FollowUp] = getattr(context.get("page"), "follow_ups", ())
    may_answer = bool(asked) and request.actor.may(policy.answer_follow_up, on=asked[0])
    return render(request, template, {"tabs": tabs, "origins": found, "may_answer": may_answer, **context})


def with_origins[M: Model](actor: Actor, kind: Kind, rows: Sequence[M]) -> Sequence[M]:
    """The rows of a list, each with where it comes from as ``origins``; the tellers are asked once."""
    found = origins(actor, kind, [row.pk for row in rows])
    for row in rows:
        row.origins = found.get(row.pk, ())  # type: ignore[attr-defined]  # for the template, which reads it like a field
    return rows


def form_page[F: BaseForm, R](
    request: NetworkRequest,
    form: F,
    *,
    title: _StrOrPromise,
    act: Callable[[F], R],
    then: Callable[[R], str],
    back: str,
    way: Sequence[tuple[_StrOrPromise, str]] = (),
    subtitle: _StrOrPromise = "",
    said: _StrOrPromise = "",
    label: _StrOrPromise = "",
    kind: str = "primary",
    success: _StrOrPromise = "",
) -> HttpResponse:
    """A form on a page of its own; ``way`` are the crumbs, ``said`` a sentence above it, ``label`` its button."""
    return respond(
        request,
        form,
        act=act,
        then=then,
        template="projects/form.html",
        context={
            "title": title,
            "subtitle": subtitle,
            "way": way,
            "back": back,
            "said": said,
            "label": label,
            "button_kind": kind,
        },
        success=success,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list written as a whole: its words, its row form, what it holds, and the action that writes it."""

    title: _StrOrPromise
    add_label: _StrOrPromise
    row: type[forms.Form]
    initial: Sequence[Mapping[str, Any]]
    version: int
    act: Callable[[list[dict[str, Any]], int | None], object]
    back: str
    way: Sequence[tuple[_StrOrPromise, str]] = ()
    subtitle: _StrOrPromise = ""
    help: _StrOrPromise = ""
    row_kwargs: Mapping[str, Any] = field(default_factory=dict)


def write_sheet(request: NetworkRequest, sheet: Sheet) -> HttpResponse:
    """Show the list as a form, or write it and go back. What was typed stays, whatever happens."""
    rows = rows_of(sheet.row, blank=1 if sheet.initial else BLANK_ROWS)
    data = request.POST if request.method == "POST" else request.draft
    formset = rows(data, prefix="rows", initial=sheet.initial, form_kwargs=dict(sheet.row_kwargs))
    version, problem, is_stale, status = sheet.version, "", False, 200
    if request.method == "POST":
        status = 422
        typed = str(request.POST.get("version", ""))
        seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
        version = seen or sheet.version
        if formset.is_valid():
            try:
                with attempt():
                    sheet.act(_values(formset), seen)
            except Problem as found:
                problem = str(found.message)
            except Conflict as conflict:
                version, is_stale, status = conflict.version, True, 409
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(sheet.back)
    context = {
        "sheet": sheet,
        "formset": formset,
        "version": version,
        "problem": problem,
        "is_stale": is_stale,
    }
    return render(request, "projects/sheet.html", context, status=status)


def _values(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The values of the rows that stay, in their order."""
    rows = []
    for form in formset.ordered_forms:
        values = {name: value for name, value in form.cleaned_data.items() if name not in {"ORDER", "DELETE"}}
        if any(value not in (None, "", False) for name, value in values.items() if name != "id"):
            rows.append(values)
    return rows


def act(
    request: NetworkRequest, run: Callable[[], object], then: str, success: _StrOrPromise = ""
) -> HttpResponse:
    """One act that needs no words, by POST; what is impossible is said on the page to which it leads."""
    try:
        with attempt():
            run()
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, success or _("Saved."))
    return HttpResponseRedirect(then)
