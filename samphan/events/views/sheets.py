"""One view for all lists that are written as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.forms.sheets import VersionForm, said, sheet_of
from samphan.events.views.cockpit import address
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Conflict, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django.forms import BaseFormSet
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.events.actions.parts import Arranged
    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest

BLANK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its words, its row form, what it holds now, and the action that writes it.

    ``act`` is called with the rows' values in order, the ids of removed rows and the version.
    """

    title: _StrOrPromise
    help: _StrOrPromise
    add_label: _StrOrPromise
    url_name: str
    row: type[forms.Form]
    initial: Sequence[Mapping[str, Any]]
    version: int
    act: Callable[[list[dict[str, Any]], list[int], int | None], Arranged[Any]]
    row_kwargs: Mapping[str, Any] = field(default_factory=dict)


def write(request: NetworkRequest, event: Event, sheet: Sheet) -> HttpResponse:
    """Show the list as a form, or write it and go back to its tab, where what was removed can be brought back."""
    request.actor.must(policy.manage, on=event)
    formset = _formset(request, sheet)
    version = bind(VersionForm, request, initial={"version": sheet.version})
    problem, is_stale, status = "", False, 200
    if request.method == "POST":
        status = 422
        if formset.is_valid() and version.is_valid():
            try:
                with attempt():
                    arranged = sheet.act(_rows(formset), _removed(formset), version.cleaned_data["version"])
            except Problem as found:
                problem = str(found.message)
            except Conflict as conflict:
                version = VersionForm(initial={"version": conflict.version})
                is_stale, status = True, 409
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(address(request, sheet.url_name, event, arranged.removed))
    context = {
        "event": event,
        "sheet": sheet,
        "formset": formset,
        "version": version,
        "problem": problem,
        "is_stale": is_stale,
        "now": [" · ".join(_texts(row)) for row in sheet.initial] if is_stale else [],
        "back": address(request, sheet.url_name, event),
    }
    return render(request, "events/sheet.html", context, status=status)


def _texts(row: Mapping[str, Any]) -> list[str]:
    """What a row of the list holds now, in words, without its id."""
    return [said(value) for name, value in row.items() if name != "id" and value not in (None, "", [])]


def _formset(request: NetworkRequest, sheet: Sheet) -> BaseFormSet[Any]:
    """The rows bound to what was posted, or to a draft that survived a lost session, or as they are now."""
    rows = sheet_of(sheet.row, blank=1 if sheet.initial else BLANK_ROWS)
    data = request.POST if request.method == "POST" else request.draft
    return rows(data, prefix="rows", initial=sheet.initial, form_kwargs=dict(sheet.row_kwargs))


def _rows(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The values of the rows that stay, in their order."""
    rows = []
    for form in formset.ordered_forms:
        values = {name: value for name, value in form.cleaned_data.items() if name not in {"ORDER", "DELETE"}}
        if any(value for name, value in values.items() if name != "role"):
            rows.append(values)
    return rows


def _removed(formset: BaseFormSet[Any]) -> list[int]:
    """The ids of the records whose rows were removed."""
    return [form.cleaned_data["id"] for form in formset.deleted_forms if form.cleaned_data.get("id")]
