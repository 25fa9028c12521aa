"""Frameworks that come with the product, as the catalogue tells them (``catalogue/frameworks``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from samphan import catalogue
from samphan.frameworks.models import FrameworkKind
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samphan.catalogue import Node

FOLDER: Final = "frameworks"
CROSSWALKS: Final = "crosswalks"
_PACK: Final = "code edition kind title_th title_en about_th about_en source licence axes items"
_MORE: Final = "matrix matches from_year until_year"


@dataclass(frozen=True, slots=True)
class Axis:
    """A group of items; those of one ``inside`` another stand under its items."""

    code: str
    name_th: str
    name_en: str
    inside: str = ""

    name = Bilingual()


@dataclass(frozen=True, slots=True)
class PackItem:
    """One item. ``key`` and ``parent`` are ``axis:code``, ``parent`` "" at the top; ``crosswalk`` holds codes only."""

    axis: str
    code: str
    title_th: str
    title_en: str
    words_th: str = ""
    words_en: str = ""
    crosswalk: tuple[str, ...] = ()
    parent: str = ""

    title = Bilingual()
    words = Bilingual()

    @property
    def key(self) -> str:
        return f"{self.axis}:{self.code}"


@dataclass(frozen=True, slots=True)
class Pack:
    """One framework; a parent stands before its parts. ``matches`` are pairs of keys, and all of them are ours."""

    code: str
    edition: str
    kind: str
    title_th: str
    title_en: str
    about_th: str
    about_en: str
    source: str
    licence: str
    from_year: int | None
    until_year: int | None
    axes: tuple[Axis, ...]
    matrix: tuple[str, str]
    items: tuple[PackItem, ...]
    matches: tuple[tuple[str, str], ...]

    title = Bilingual()
    about = Bilingual()

    def of(self, axis: str) -> list[PackItem]:
        """The items of a group, in order."""
        return [each for each in self.items if each.axis == axis]

    def item(self, key: str) -> PackItem:
        return next(each for each in self.items if each.key == key)

    def matched(self, key: str) -> list[PackItem]:
        """The items that go with one, in order."""
        found = {to for source, to in self.matches if source == key}
        return [each for each in self.items if each.key in found]


def packs() -> Mapping[str, Pack]:
    """All frameworks of the catalogue by code, those of the installation included. Read once a process.

    Raises:
        samphan.catalogue.PackError: a pack cannot be used; the message says where and why.
    """
    return _packs(str(settings.DATA_DIR))


def foreign_codes() -> frozenset[str]:
    """Every ``framework:code`` that a crosswalk may name; PackError as above."""
    return _foreign_codes(str(settings.DATA_DIR))


@lru_cache(maxsize=4)
def _packs(_folder: str) -> dict[str, Pack]:
    return {code: _pack(node) for code, node in catalogue.read(FOLDER).items()}


@lru_cache(maxsize=4)
def _foreign_codes(_folder: str) -> frozenset[str]:
    found = set()
    for pack in catalogue.read(CROSSWALKS).values():
        for each in pack.fields(required="code frameworks")["frameworks"].entries():
            fields = each.fields(required="code name owner items")
            found |= {f"{fields['code'].text()}:{item.text()}" for item in fields["items"].entries()}
    return frozenset(found)


def _pack(node: Node) -> Pack:
    fields = node.fields(required=_PACK, optional=_MORE)
    axes = tuple(_axis(each) for each in fields["axes"].entries())
    known = {each.code: each for each in axes}
    items: list[PackItem] = []
    for axis, listed in fields["items"].mapping().items():
        if axis not in known:
            raise catalogue.PackError(listed.place, f"none of the axes: {', '.join(known)}")
        items += _items(listed, axis, axes)
    keys = {each.key for each in items}
    if len(keys) < len(items):
        raise catalogue.PackError(fields["items"].place, "a code stands twice in a group")
    words: dict[str, Any] = {
        name: fields[name].text()
        for name in ("code", "edition", "title_th", "title_en", "about_th", "about_en", "source", "licence")
    }
    return Pack(
        kind=fields["kind"].one_of(*FrameworkKind.values),
        from_year=_year(fields["from_year"]),
        until_year=_year(fields["until_year"]),
        axes=axes,
        matrix=_matrix(fields["matrix"], known),
        items=tuple(items),
        matches=tuple(_matches(fields["matches"], keys)),
        **words,
    )


def _year(node: Node) -> int | None:
    return None if node.value is None else node.number()


def _axis(node: Node) -> Axis:
    fields = node.fields(required="code name_th name_en", optional="inside")
    return Axis(
        fields["code"].text(), fields["name_th"].text(), fields["name_en"].text(), fields["inside"].text("")
    )


def _matrix(node: Node, known: Mapping[str, Axis]) -> tuple[str, str]:
    if node.value is None:
        return "", ""
    fields = node.fields(required="rows columns")
    return fields["rows"].one_of(*known), fields["columns"].one_of(*known)


def _items(node: Node, axis: str, axes: tuple[Axis, ...], parent: str = "") -> Iterator[PackItem]:
    inside = next((each.code for each in axes if each.inside == axis), axis)
    for each in node.entries():
        fields = each.fields(required="code th en", optional="words_th words_en crosswalk parts")
        item = PackItem(
            axis,
            fields["code"].text(),
            fields["th"].text(),
            fields["en"].text(),
            fields["words_th"].text(""),
            fields["words_en"].text(""),
            tuple(_crosswalk(fields["crosswalk"])),
            parent,
        )
        yield item
        yield from _items(fields["parts"], inside, axes, item.key)


def _crosswalk(node: Node) -> Iterator[str]:
    for each in node.entries():
        if each.text() not in foreign_codes():
            raise catalogue.PackError(each.place, f"{each.text()!r} is no code of catalogue/{CROSSWALKS}")
        yield each.text()


def _matches(node: Node, keys: set[str]) -> Iterator[tuple[str, str]]:
    for each in node.entries():
        fields = each.fields(required="from to")
        for to in fields["to"].entries():
            pair = fields["from"].one_of(*keys), to.one_of(*keys)
            yield pair
