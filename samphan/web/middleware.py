"""The edge: language, and the scope in which every view runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from samphan.kit import panels, workbook
from samphan.kit.errors import Problem, Refused
from samphan.tenancy import drafts, links
from samphan.tenancy.scope import LinkEnded, NoSuchNetwork, anonymous_scope, link_scope, user_scope
from samphan.web.doors import navigation
from samphan.web.views.errors import impossible, link_ended, nothing_here_json, refused, too_large

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from samphan.accounts.models import User
    from samphan.kit.actor import Actor

Respond = Callable[[HttpRequest], HttpResponse]
LANGUAGES: Final = frozenset(code for code, _name in settings.LANGUAGES)


class LanguageMiddleware:
    """Thai unless somebody chose otherwise: ``?lang=``, then the cookie, which remembers the choice."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        chosen = asked if asked in LANGUAGES else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked in LANGUAGES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


class SizeMiddleware:
    """Refuses a request that is larger than anything asked for here, before its files are written to the disk.

    A body without a stated length is not read at all by WSGI.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        return self.get_response(request)


class ScopeMiddleware:
    """Opens ``tenancy.scope`` around actor loading, view and rendering; sends strangers to the sign-in.

    The view is called from ``process_view`` so that an exception in it rolls the transaction back before
    Django turns it into an error page.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse:
        # Nobody types a NUL, and PostgreSQL keeps none: said once here instead of at every word of an address.
        if any("\x00" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequest("NUL in the address")
        slug = kwargs.pop("network", None)
        open_to_all = is_public(view)
        purposes = getattr(view, "link_purposes", None)
        token = kwargs.pop("token") if purposes else ""
        if not open_to_all and not request.user.is_authenticated:
            return to_sign_in(request)
        request.draft = None
        try:
            with (
                self._by_link(slug, token, purposes)
                if purposes
                else self._scope(request, slug, open_to_all=open_to_all)
            ) as actor:
                request.actor = actor
                request.link = actor.link
                request.network = actor.network
                # What a device or a form is answered shows no doors: they are found when a page is drawn.
                request.navigation = SimpleLazyObject(
                    partial(navigation, actor, request.resolver_match, request.path)
                )
                # Where lists keep their views; nobody without a role has any.
                request.kept_views = (
                    panels.address("tenancy:saved_views", slug) if slug and actor.roles else ""
                )
                if request.user.is_authenticated:
                    user_id, path = request.user.pk, request.path
                    request.draft_owner = SimpleLazyObject(lambda: drafts.token(user_id, path))
                if request.method == "GET" and "draft" in request.GET and request.user.is_authenticated:
                    request.draft = drafts.take(request.user.pk, request.GET["draft"], request.path)
                workbook.wanted.set(request.GET.get("format", ""))
                response = view(request, *args, **kwargs)
                if hasattr(response, "render") and not response.is_rendered:
                    response = response.render()
                return _kept_by_nobody_else(cast("HttpResponse", response), request, by_link=bool(purposes))
        except (NoSuchNetwork, LinkEnded, Refused, Problem) as stopped:
            return _stopped(request, stopped, in_json=getattr(view, "says_json", False))

    @staticmethod
    def _by_link(slug: str, token: str, purposes: frozenset[str]) -> AbstractContextManager[Actor]:
        nonce = links.read(token)
        if nonce is None:
            raise NoSuchNetwork(slug)
        return link_scope(slug, nonce, purposes)

    @staticmethod
    def _scope(request: Any, slug: str | None, *, open_to_all: bool) -> AbstractContextManager[Actor]:
        if slug is not None and open_to_all:
            return anonymous_scope(slug)
        if request.user.is_authenticated:
            return user_scope(cast("User", request.user), slug)
        return anonymous_scope()


def _stopped(request: Any, why: Exception, *, in_json: bool) -> HttpResponse:
    """What is answered in place of what was asked for, with its reason."""
    match why:
        case LinkEnded():
            return link_ended(request, str(why), in_json=in_json)
        case Refused():
            return refused(request, why)
        case Problem():
            return impossible(request, why)
        case _ if in_json:
            return nothing_here_json()
        case _:
            raise Http404(str(why)) from why


def _kept_by_nobody_else(response: HttpResponse, request: Any, *, by_link: bool) -> HttpResponse:
    """No cache on the way keeps what was made for one person, and none at all what a link opened."""
    if by_link:
        response.headers.setdefault("Cache-Control", "no-store")
    elif request.user.is_authenticated:
        response.headers.setdefault("Cache-Control", "private")
    return response


def is_public(view: Callable[..., Any]) -> bool:
    """Whether a view is open to everybody: marked so, or one of allauth's own pages."""
    return getattr(view, "is_public", False) or view.__module__.startswith("allauth.")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, with the way back; text of a form that was posted is kept for its author."""
    path = request.get_full_path()
    if request.method == "POST":
        key = drafts.keep(request)
        path = drafts.address(request.path, key) if key else request.path
    if request.headers.get("HX-Request"):
        query = QueryDict(mutable=True)
        query["next"] = path
        return HttpResponse(
            status=204, headers={"HX-Redirect": f"{resolve_url(settings.LOGIN_URL)}?{query.urlencode()}"}
        )
    return redirect_to_login(path)
