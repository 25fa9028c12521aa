"""JSON answers, and what becomes of a refusal, a problem or a conflict on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from samphan.boards.actions.cards import Gone
from samphan.boards.actions.deed import Stale
from samphan.boards.queries.limits import ADDRESS, BOARD, PHONE, writing
from samphan.boards.views.reading import TooLarge
from samphan.kit.errors import Problem, Refused
from samphan.kit.http import says_json

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

type View = Callable[..., HttpResponse]


def answers_json[V: View](view: V) -> V:
    """Let a view answer in JSON whatever happens: 403 refused, 409 somebody was quicker or it is over, 413, 422."""

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return error(refusal.reason, 403)
        except TooLarge as large:
            return error(large.message, 413)
        except (Stale, Gone) as late:
            return error(late.message, 409, late.field)
        except Problem as problem:
            return error(problem.message, 422, problem.field)
        except Http404:
            return error(_("There is no board at this address."), 404)

    return says_json(cast("V", answered))


def ok(content: dict[str, Any], status: int = 200) -> JsonResponse:
    """The content, never kept by a cache on the way."""
    response = JsonResponse(
        content, status=status, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )
    response["Cache-Control"] = "no-store"
    return response


def error(text: _StrOrPromise, status: int, field: str | None = None) -> JsonResponse:
    content = {"error": str(text)}
    if field:
        content["field"] = field
    return ok(content, status)


def too_fast(request: HttpRequest, board_id: int) -> int:
    """Whole seconds to wait for who writes faster than people do, else 0. Addresses are compared in memory alone."""
    meta = request.META
    address = meta.get("REMOTE_ADDR", "")
    port = meta.get("REMOTE_PORT", "0")
    phone = port if port != "0" else meta.get("HTTP_USER_AGENT", "")
    for key, rate in (
        ((address, phone), PHONE),
        (address, ADDRESS),
        (board_id, BOARD),
    ):
        if seconds := writing.wait(key, rate):
            return max(1, round(seconds + 0.5))
    return 0


def slow_down(request: HttpRequest, board_id: int) -> JsonResponse | None:
    """429 for who writes faster than people do, else None."""
    seconds = too_fast(request, board_id)
    if not seconds:
        return None
    response = error(_("Too much at once. It will be sent again in a moment."), 429)
    response["Retry-After"] = str(seconds)
    return response
