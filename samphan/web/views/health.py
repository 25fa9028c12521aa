"""Whether the process answers and reaches its database."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse

from samphan.kit.http import public


@public
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's contract
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "ok"})
