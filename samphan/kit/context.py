"""What every page knows beside what its view gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from samphan.kit import public_pages
from samphan.kit.bilingual import Text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from samphan.kit.panels import Tab

THEME_COOKIE = "samphan_theme"
THEMES = ("auto", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor for the shell of a page.

    - ``actor``: who reads, or None before the scope was opened (an early error page);
    - ``network``: the ``NetworkRef`` of the address, or None; ``network_name`` in the reader's language;
    - ``doors``: the ``Door`` entries of ``request.navigation``, and ``door_tabs`` behind the current one and
      ``door_inner`` inside one of these;
    - ``public_tabs``: the navigation of the network's public pages, asked for where it is drawn;
    - ``draft_owner``: what forms carry so that their text survives a lost session, see ``tenancy.drafts``;
    - ``theme``: "auto", "light" or "dark", the reader's choice kept in a cookie;
    - ``language``: "th" or "en", and ``other_language`` for the switch.
    """
    actor = getattr(request, "actor", None)
    network = actor.network if actor else None
    navigation = getattr(request, "navigation", None)
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    language = "en" if (get_language() or "th").startswith("en") else "th"
    return {
        "actor": actor,
        "network": network,
        "network_name": Text.of(network.name_th, network.name_en) if network else "",
        "doors": getattr(navigation, "doors", ()),
        "door_tabs": getattr(navigation, "tabs", ()),
        "door_inner": getattr(navigation, "inner", ()),
        "public_tabs": SimpleLazyObject(lambda: _public_tabs(request)),
        "draft_owner": getattr(request, "draft_owner", ""),
        "theme": theme if theme in THEMES else "auto",
        "language": language,
        "other_language": {"th": "en", "en": "th"}[language],
    }


def _public_tabs(request: HttpRequest) -> list[Tab]:
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    return public_pages.navigation(actor, match.view_name if match else "") if actor else []
