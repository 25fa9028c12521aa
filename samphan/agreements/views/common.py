"""What the pages of this app share: addresses, a form with its way back, a list written as a whole, an act, a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from samphan.agreements.forms.choosing import rows_of
from samphan.kit.asking import Upload
from samphan.kit.editing import attempt, respond
from samphan.kit.errors import Conflict, Problem
from samphan.kit.thai.dates import DateProblem, parse_date
from samphan.tenancy import files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django.forms import BaseForm, BaseFormSet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest
    from samphan.tenancy.models import StoredFile

BLANK_ROWS: Final = 3
LONGEST_VERSION: Final = 9


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"agreements:{name}", args=[request.network.slug, *args])


def day_of(request: NetworkRequest, default: dt.date | None = None) -> dt.date:
    """The day that ``?on=`` asks about, in any form that people write; else today."""
    typed = request.GET.get("on", "")[:60]
    today = default or timezone.localdate()
    parsed = parse_date(typed, today=today) if typed.strip() else None
    return today if parsed is None or isinstance(parsed, DateProblem) else parsed.date


def upload_of(form: forms.Form) -> Upload | None:
    """The file that came with a form."""
    sent = form.cleaned_data.get("upload")
    return Upload(sent.name, sent.read()) if sent else None


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
    kind: str = "primary",
    success: _StrOrPromise = "",
) -> HttpResponse:
    """A form on a page of its own; ``way`` are the crumbs, ``said`` a sentence above it."""
    return respond(
        request,
        form,
        act=act,
        then=then,
        template="agreements/form.html",
        context={
            "title": title,
            "subtitle": subtitle,
            "way": way,
            "back": back,
            "said": said,
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
        seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_VERSION else None
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
    return render(request, "agreements/sheet.html", context, status=status)


def _values(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
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


def send(stored: StoredFile) -> HttpResponse:
    """A stored file as an answer, under the name that it was given."""
    return answer(files.read(stored), stored.name, stored.media_type)


def answer(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes as a download."""
    disposition = content_disposition_header(as_attachment=True, filename=name.replace("/", "-")) or ""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
