"""The typed request, and the marks that say who may reach a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest, QueryDict

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from samphan.kit.actor import Actor, LinkRef, NetworkRef

View = TypeVar("View", bound=Callable[..., Any])


class Request(HttpRequest):
    """A request inside a scope: ``actor`` is always there; ``draft`` holds text saved from a lost session."""

    actor: Actor
    htmx: HtmxDetails
    draft: QueryDict | None


class NetworkRequest(Request):
    """A request to an address under ``/n/<network>/`` or ``/p/<network>/``."""

    network: NetworkRef


class LinkRequest(NetworkRequest):
    """A request by a personal link, under ``/p/<network>/…/<token>/``; ``actor`` is its bearer."""

    link: LinkRef


def by_link[View: Callable[..., Any]](*purposes: str) -> Callable[[View], View]:
    """Mark a view as reached by links of these purposes, without a sign-in; the token is taken from the address.

    The bearer's actor sees, through ``for_actor``, the object that the link leads to and nothing else.
    """

    def mark(view: View) -> View:
        view.link_purposes = frozenset(purposes)  # type: ignore[attr-defined]  # an attribute on the function is the mark
        return public(view)

    return mark


def says_json[View: Callable[..., Any]](view: View) -> View:
    """Mark a view that is fetched and never read by a person: also what stops it before it begins is said in JSON."""
    view.says_json = True  # type: ignore[attr-defined]  # an attribute on the function is the mark
    return view


def public[View: Callable[..., Any]](view: View) -> View:
    """Mark a view as open to everybody; every other view asks for a sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # an attribute on the function is the mark
    return view
