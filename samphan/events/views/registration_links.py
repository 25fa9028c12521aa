"""Addresses of pages behind a personal link, for the pages that refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest


def token_of(request: LinkRequest) -> str:
    """The token by which the bearer came: ``/p/<network>/events/<page>/<token>/…``, which the edge takes from the view."""
    return request.path.split("/")[5]


def linked(request: LinkRequest, name: str, *more: Any) -> str:
    """The path of another page behind the same link."""
    return reverse(f"events_public:{name}", args=[request.network.slug, token_of(request), *more])
