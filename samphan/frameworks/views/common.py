"""What the pages of this app share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.frameworks.models import Framework, FrameworkItem
    from samphan.kit.http import NetworkRequest


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"frameworks:{name}", args=[request.network.slug, *args])


def way_to(
    request: NetworkRequest, framework: Framework | None = None, item: FrameworkItem | None = None
) -> list[tuple[_StrOrPromise, str]]:
    """The crumbs of pages below the list."""
    way: list[tuple[_StrOrPromise, str]] = [(_("Frameworks"), address(request, "frameworks"))]
    if framework is not None:
        way.append((framework.title, address(request, "framework", framework.pk)))
    if item is not None:
        way.append((f"{item.code} {item.title}", address(request, "item", item.pk)))
    return way
