"""What the pages of this app share: addresses, a form with its way back, a list written as a whole, an act, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from samphan.kit.asking import Upload
from samphan.kit.thai.dates import DateProblem, parse_date

if TYPE_CHECKING:
    import datetime as dt

    from django import forms

    from samphan.kit.http import NetworkRequest


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


def answer(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes as a download."""
    disposition = content_disposition_header(as_attachment=True, filename=name.replace("/", "-")) or ""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
