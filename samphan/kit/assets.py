"""What the front-end build left behind: hashed files of the entry point, and the icon sprite.

The build is made by ``frontend/`` into ``samphan/web/static/build`` and is no part of the repository.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_ENTRY = "entry/main.ts"


class FrontEndNotBuilt(RuntimeError):  # noqa: N818 - reads as what is wrong
    """The pages cannot be dressed because ``frontend/`` was not built."""

    def __init__(self) -> None:
        super().__init__(
            "The front end is not built: samphan/web/static/build/manifest.json is missing. "
            "Run `python3 run.py up`, or `npm ci && npm run build` in frontend/."
        )


@dataclass(frozen=True, slots=True)
class Build:
    """Addresses (below ``STATIC_URL``) of one build."""

    script: str
    styles: tuple[str, ...]
    fonts: tuple[str, ...]
    sprite: str
    icons: frozenset[str]


@cache
def _manifest() -> Path:
    found = finders.find("build/manifest.json")
    if not found:
        raise FrontEndNotBuilt
    return Path(str(found))


def _address(file: str) -> str:
    return static(f"build/{file}")


@cache
def _read(manifest: Path, _changed: int) -> Build:
    entry: dict[str, Any] = json.loads(manifest.read_text())[_ENTRY]
    icons: dict[str, Any] = json.loads(manifest.with_name("icons.json").read_text())
    return Build(
        script=_address(entry["file"]),
        styles=tuple(map(_address, entry.get("css", ()))),
        # The regular weight only: it is on every page, and arrives with the style sheet instead of after it.
        fonts=tuple(_address(file) for file in entry.get("assets", ()) if "-400-" in file),
        sprite=_address(icons["file"]),
        icons=frozenset(icons["names"]),
    )


def current_build() -> Build:
    """The build on disk; read again when it was built again, which is looked at once a second: a page asks a hundred times.

    Raises:
        FrontEndNotBuilt: nothing was built yet, with the command that builds it.
    """
    return _seen(int(time.monotonic()))


@lru_cache(maxsize=1)
def _seen(_second: int) -> Build:
    manifest = _manifest()
    try:
        return _read(manifest, manifest.stat().st_mtime_ns)
    except FileNotFoundError:
        raise FrontEndNotBuilt from None


def icon(name: str, label: _StrOrPromise = "") -> SafeString:
    """An icon of the sprite. Without a label it is decoration; with one it is an image with that name.

    Raises:
        ValueError: the icon is not in ``frontend/icons/icons.json``.
    """
    build = current_build()
    if name not in build.icons:
        raise ValueError(f"There is no icon {name!r}: add it to frontend/icons/icons.json and build again")
    return _drawing(build.sprite, name, str(label))


@lru_cache(maxsize=1_000, typed=True)  # typed: what is safe and what is not must not be taken for each other
def _drawing(sprite: str, name: str, label: str) -> SafeString:
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', role, sprite, name)


def links(nonce: object | None) -> SafeString:
    """Links to the fonts, the style sheets, htmx and our script; ``nonce`` of the content security policy, if any."""
    signed = "" if nonce is None else format_html(' nonce="{}"', nonce)
    return mark_safe(_links(current_build()).replace(_SIGNATURE, signed))  # noqa: S308 - both were escaped when they were made


_SIGNATURE: Final = mark_safe("\0")
"""Where the nonce of a page comes to stand; no address holds it."""


@lru_cache(maxsize=1)
def _links(build: Build) -> SafeString:
    return format_html(
        '{}{}<script src="{}" defer{}></script>\n<script type="module" src="{}"{}></script>\n',
        format_html_join(
            "",
            '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>\n',
            ((font,) for font in build.fonts),
        ),
        format_html_join("", '<link rel="stylesheet" href="{}">\n', ((sheet,) for sheet in build.styles)),
        static("django_htmx/htmx-2.min.js"),
        _SIGNATURE,
        build.script,
        _SIGNATURE,
    )
