"""The echo of a typed date in words, for the ``samphan-date`` island."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language

from samphan.kit.fields import PartialDateFormField
from samphan.kit.http import public

if TYPE_CHECKING:
    from samphan.kit.http import Request


@public
def echo(request: Request) -> HttpResponse:
    """``?value=`` as typed → ``{"text": …, "ok": …}``: the date in words, or what is wrong with it."""
    try:
        date = PartialDateFormField(required=False).clean(request.GET.get("value", "")[:100])
    except ValidationError as error:
        return JsonResponse({"text": error.messages[0], "ok": False})
    language = "en" if (get_language() or "th").startswith("en") else "th"
    return JsonResponse({"text": date.format(language) if date else "", "ok": True})
