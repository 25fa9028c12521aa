"""The gallery shows every component; what a page may use is documented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from samphan.kit import assets
from samphan.kit.templatetags.samphan import register
from samphan.settings.base import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

README = PACKAGE / "kit" / "templates" / "kit" / "README.md"
#: Tags that base.html and other components draw for every page.
INSIDE_OTHERS = {
    "options",
    "assets",
    "filter_fields",
    "form_errors",
    "icon",
    "once",
    "pagination",
    "url_with",
}


def own_tags() -> set[str]:
    return set(register.tags)


def templates() -> dict[Path, str]:
    return {path: path.read_text() for path in PACKAGE.glob("*/templates/**/*.html")}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["th", "en"])
def test_gallery_opens_in_each_language(language: str, client: Client) -> None:
    response = client.get("/gallery/", {"lang": language})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


def test_every_tag_is_documented() -> None:
    documented = set(re.findall(r"\{%-? (\w+)", README.read_text()))
    assert own_tags() - documented - {"assets"} == set()


def test_every_tag_is_in_the_gallery() -> None:
    gallery = (PACKAGE / "web" / "templates" / "web" / "gallery.html").read_text()
    assert own_tags() - set(re.findall(r"\{% (\w+)", gallery)) - INSIDE_OTHERS == set()


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    used = {
        name
        for text in templates().values()
        for name in re.findall(r'(?:\{% icon |icon=)"([a-z0-9-]+)"', text)
    }
    assert used - assets.current_build().icons == set()


def _markup(text: str) -> str:
    """Without the tags of the template language: a name that one of them gives (``with online=``) is no attribute."""
    return re.sub(r"{%.*?%}", "", text)


def test_no_template_has_inline_style_or_script() -> None:
    """The content security policy would stop them; ``<style nonce>`` of the network's accent is the exception."""
    offending = {
        str(path.relative_to(PACKAGE)): found
        for path, text in templates().items()
        if (found := re.findall(r"<[^>]+\sstyle=|<script(?![^>]*src)[^>]*>|\son[a-z]+=", _markup(text)))
    }
    assert offending == {}
