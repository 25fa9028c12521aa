"""The rule packs by which projects, institutions and networks are looked at, read from the catalogue once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.evaluation.models import HIGHEST, Instrument
from samphan.frameworks.queries.packs import packs
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from samphan.catalogue import Node

FOLDER: Final = "rubrics"
ENT: Final = "ent"


@dataclass(frozen=True, slots=True)
class Words:
    """A code with its name and what it says, in both languages."""

    code: str
    name_th: str
    name_en: str
    words_th: str = ""
    words_en: str = ""

    name = Bilingual()
    words = Bilingual()


@dataclass(frozen=True, slots=True)
class Level(Words):
    """One step of a scale, from 0 up; ``plain`` says it to partners, where they are asked."""

    score: int = 0
    plain_th: str = ""
    plain_en: str = ""

    plain = Bilingual()


@dataclass(frozen=True, slots=True)
class Item(Words):
    """What is rated.

    ``plain`` asks a partner in everyday words; ``evidence`` and ``supports`` say where the records are asked for proof;
    ``crosswalk`` holds codes of other frameworks as ``framework:code``.
    """

    group: str = ""
    plain_th: str = ""
    plain_en: str = ""
    evidence: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    crosswalk: tuple[str, ...] = ()

    plain = Bilingual()


@dataclass(frozen=True, slots=True)
class Rubric:
    """A set of items in groups with one scale; without evidence a score counts ``cap`` at most."""

    code: str
    edition: str
    source_th: str
    source_en: str
    cap: int
    levels: tuple[Level, ...]
    groups: tuple[Words, ...]
    items: tuple[Item, ...]

    source = Bilingual()

    def items_of(self, group: str) -> list[Item]:
        """The items of a group, in order."""
        return [each for each in self.items if each.group == group]

    def item(self, code: str) -> Item | None:
        """The item of a code, or None."""
        return next((each for each in self.items if each.code == code), None)

    def level(self, score: int) -> Level:
        """The level of a whole score."""
        return self.levels[score]


@cache
def project_rubric() -> Rubric:
    """The twelve items by which both sides rate a project.

    Raises:
        samphan.catalogue.PackError: a pack cannot be used; the message says where and why.
    """
    return _ent(
        "project_items", "principle", "name_th name_en words_th words_en plain_th plain_en evidence supports"
    )


@cache
def instrument(code: str) -> Rubric:
    """The questions of an institution's self-assessment: those of the six guidelines, or the scan.

    Raises:
        samphan.catalogue.PackError: as above.
    """
    if code == Instrument.ENT:
        return _ent("institution_items", "guideline", "name_th name_en words_th words_en evidence")
    fields = catalogue.read(FOLDER)[code].fields(
        required="code edition source_th source_en cap scale groups items"
    )
    groups = tuple(_words(each) for each in fields["groups"].entries())
    items = _items(fields["items"], "name_th name_en words_th words_en crosswalk", groups)
    return _rubric(fields, groups, items)


def _ent(part: str, axis: str, required: str) -> Rubric:
    fields = catalogue.read(FOLDER)[ENT].fields(
        required="code edition source_th source_en framework cap scale project_items institution_items"
    )
    groups = named(fields["framework"].text(), axis)
    return _rubric(fields, groups, _items(fields[part], required, groups))


def _rubric(fields: dict[str, Node], groups: tuple[Words, ...], items: tuple[Item, ...]) -> Rubric:
    levels = tuple(_level(place, node) for place, node in enumerate(fields["scale"].entries()))
    if len(levels) != HIGHEST + 1:
        raise catalogue.PackError(fields["scale"].place, f"the scale goes from 0 to {HIGHEST}")
    return Rubric(
        fields["code"].text(),
        fields["edition"].text(),
        fields["source_th"].text(),
        fields["source_en"].text(),
        fields["cap"].number(),
        levels,
        groups,
        items,
    )


def _level(place: int, node: Node) -> Level:
    said = node.fields(required="score name_th name_en words_th words_en", optional="plain_th plain_en")
    if said["score"].number() != place:
        raise catalogue.PackError(said["score"].place, f"{place} was expected here")
    texts = {name: said[name].text() for name in ("name_th", "name_en", "words_th", "words_en")}
    plain_th, plain_en = said["plain_th"].text(""), said["plain_en"].text("")
    return Level(str(place), score=place, plain_th=plain_th, plain_en=plain_en, **texts)


def _words(node: Node) -> Words:
    said = node.fields(required="code name_th name_en")
    return Words(said["code"].text(), said["name_th"].text(), said["name_en"].text())


def _items(node: Node, required: str, groups: tuple[Words, ...]) -> tuple[Item, ...]:
    known = [each.code for each in groups]
    found: dict[str, Item] = {}
    for each in node.entries():
        said = each.fields(required=f"code group {required}")
        code = said["code"].text()
        if code in found:
            raise catalogue.PackError(said["code"].place, f"{code} stands here twice")
        texts = {name: said[name].text() for name in said if name.endswith(("_th", "_en"))}
        lists = {
            name: tuple(one.text() for one in said[name].entries())
            for name in ("evidence", "supports", "crosswalk")
            if name in said
        }
        found[code] = Item(code, group=said["group"].one_of(*known), **texts, **lists)  # type: ignore[arg-type]  # names of texts and of lists are apart
    return tuple(found.values())


def named(framework: str, axis: str) -> tuple[Words, ...]:
    """The items of one axis of a framework of the catalogue, in its words.

    Raises:
        samphan.catalogue.PackError: there is no such framework or axis.
    """
    pack = packs().get(framework)
    found = pack.of(axis) if pack else []
    if not found:
        raise catalogue.PackError(
            framework, f"there is no framework of this name with items of the group {axis}"
        )
    return tuple(
        Words(each.code, each.title_th, each.title_en, each.words_th, each.words_en) for each in found
    )
