"""Pages that every app has: a form, a list written as a whole, an act without words, everything about one thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.forms.formsets import formset_factory
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit import sections
from samphan.kit.editing import attempt, respond
from samphan.kit.errors import Conflict, Problem
from samphan.kit.fields import LongTextField
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.forms import BaseForm, BaseFormSet
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest

BLANK_ROWS: Final = 3
MOST_ROWS: Final = 200
LONGEST_VERSION: Final = 9


class ReasonForm(forms.Form):
    """Why something is done that others will want to understand."""

    reason = LongTextField(label=gettext_lazy("Reason"), max_length=1000, rows=3)


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
    extra: Mapping[str, Any] | None = None,
    template: str = "kit/form_page.html",
) -> HttpResponse:
    """A form on a page of its own; ``way`` are the crumbs, ``said`` a sentence above it, ``label`` its button."""
    return respond(
        request,
        form,
        act=act,
        then=then,
        template=template,
        context={
            "title": title,
            "subtitle": subtitle,
            "way": way,
            "back": back,
            "said": said,
            "label": label,
            "button_kind": kind,
            **(extra or {}),
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
        seen = number_in(request.POST.get("version"), digits=LONGEST_VERSION)
        version = seen or sheet.version
        if formset.is_valid():
            try:
                with attempt():
                    sheet.act(values_of(formset), seen)
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
    return render(request, "kit/sheet.html", context, status=status)


def rows_of(row: type[forms.Form], *, blank: int, most: int = MOST_ROWS) -> type[BaseFormSet[Any]]:
    """A list of such rows with ``blank`` empty ones at the end."""
    return formset_factory(
        row,
        extra=blank,
        can_order=True,
        can_delete=True,
        max_num=most,
        validate_max=True,
        absolute_max=2 * most,
    )


def values_of(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The values of the rows that stay, in their order."""
    rows = []
    for form in formset.ordered_forms:
        values = {name: value for name, value in form.cleaned_data.items() if name not in {"ORDER", "DELETE"}}
        if any(value not in (None, "", False) for name, value in values.items() if name != "id"):
            rows.append(values)
    return rows


def run_act(
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


def everything(
    request: NetworkRequest,
    page: str,
    *,
    ids: Sequence[int],
    title: Any,
    way: Sequence[tuple[Any, str]],
    none: _StrOrPromise = "",
    more: str = "",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Everything that the apps know of one thing: the part for which its page has kept a place, or a page of its own.

    ``page`` and ``ids`` as in ``kit.sections``; ``way`` are the crumbs, the last of them the thing itself; ``more`` is a
    template for what the own app adds below, drawn with ``extra``; ``none`` is said where nothing is known yet.
    """
    context = {
        "shown": sections.shown(page, by=request.actor, ids=ids),
        "title": title,
        "way": way,
        "none": none,
        "more": more,
        **(extra or {}),
    }
    template = "kit/everything_part.html" if request.htmx else "kit/everything.html"
    response = render(request, template, context)
    # One address, two answers: a part that was kept must never be shown as the page.
    patch_vary_headers(response, ["HX-Request"])
    return response
