"""Where a former address leads now."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from samphan.projects import policy
from samphan.projects.views.common import address

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


@require_safe
def started(request: NetworkRequest, rest: str = "") -> HttpResponse:
    """Projects stood under the possible ones: the same page under its address of today, with its query."""
    request.actor.must(policy.enter, on=request.network)
    query = request.META.get("QUERY_STRING", "")
    there = f"{address(request, 'projects')}{quote(rest)}"
    return HttpResponsePermanentRedirect(f"{there}?{query}" if query else there)
