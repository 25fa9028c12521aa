"""What the front-end build left behind: hashed files of the entry point, and the icon sprite.

The build is made by ``frontend/`` into ``samphan/web/static/build`` and is no part of the repository.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static

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
    """The build on disk; read again when it was built again.

    Raises:
        FrontEndNotBuilt: nothing was built yet, with the command that builds it.
    """
    manifest = _manifest()
    try:
        return _read(manifest, manifest.stat().st_mtime_ns)
    except FileNotFoundError:
        raise FrontEndNotBuilt from None
