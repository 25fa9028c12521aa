"""Error pages: what happened, why, and what would make it possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samphan.kit.bilingual import Text
from samphan.kit.http import public
from samphan.tenancy import drafts
from samphan.tenancy.scope import anonymous_scope

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.errors import Problem, Refused


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """403 with the reason of the policy."""
    return _said(request, "403.html", refusal.reason, 403)


def impossible(request: HttpRequest, problem: Problem) -> HttpResponse:
    """409 for an act without a form, mostly because somebody else was quicker: withdrawn already, issued already."""
    return _said(request, "409.html", problem.message, 409)


def _said(request: HttpRequest, template: str, reason: _StrOrPromise, status: int) -> HttpResponse:
    """The page with its reason; a short text for a request that changes the page in place."""
    if request.headers.get("HX-Request"):
        return HttpResponse(str(reason), status=status, content_type="text/plain; charset=utf-8")
    return render(request, template, {"reason": reason}, status=status)


def link_ended(request: HttpRequest, slug: str, *, in_json: bool = False) -> HttpResponse:
    """410 for a personal link that has expired or was revoked; it names the network that can send a new one."""
    if in_json:
        return _error(_("This link no longer works"), 410)
    with anonymous_scope(slug) as reader:
        network = reader.network
    name = Text.of(network.name_th, network.name_en) if network else ""
    response = render(request, "410.html", {"asked_of": name}, status=410)
    response["Cache-Control"] = "no-store"
    return response


def nothing_here_json() -> HttpResponse:
    """404 for what is fetched by a link that never was."""
    return _error(_("There is nothing at this address."), 404)


def _error(text: str, status: int) -> HttpResponse:
    return JsonResponse(
        {"error": text},
        status=status,
        json_dumps_params={"ensure_ascii": False},
        headers={"Cache-Control": "no-store"},
    )


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's contract
    return render(request, "400.html", status=400)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's contract
    return render(request, "403.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's contract
    return render(request, "404.html", status=404)


@public
def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


@public
def too_many(request: HttpRequest) -> HttpResponse:
    """What allauth answers when a rate limit is reached."""
    return render(request, "429.html", status=429)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's contract
    """A form from a session that is gone: its text is kept for its author, and leads back to the form."""
    from samphan.web.middleware import to_sign_in

    if request.method == "POST" and drafts.FIELD in request.POST:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        # Signed in again in another window: what was typed comes back, and is sent by the author alone.
        if (key := drafts.keep(request)) is not None:
            return HttpResponseRedirect(drafts.address(request.path, key))
    return render(request, "csrf.html", status=403)
