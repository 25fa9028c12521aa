"""Templates of boards: questions to start from, from the catalogue, typed and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.boards.models import PromptKind
from samphan.catalogue import PackError
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from samphan.catalogue import Node

FOLDER: Final = "board_templates"


@dataclass(frozen=True, kw_only=True)
class PromptTemplate:
    """A question as a template words it; ``options`` of a poll with choices."""

    text_th: str
    text_en: str
    help_th: str
    help_en: str
    kind: str
    at_once: bool
    dots: int
    options: tuple[str, ...]

    text = Bilingual()
    help = Bilingual()


@dataclass(frozen=True, kw_only=True)
class BoardTemplate:
    """What a facilitator starts from."""

    code: str
    order: int
    title_th: str
    title_en: str
    about_th: str
    about_en: str
    prompts: tuple[PromptTemplate, ...]

    title = Bilingual()
    about = Bilingual()


def board_templates() -> list[BoardTemplate]:
    """All templates, those that are shipped and those of the installation, in their order.

    Raises:
        PackError: one of them cannot be read.
    """
    found = [_template(code, node) for code, node in catalogue.read(FOLDER).items()]
    return sorted(found, key=lambda each: (each.order, each.code))


def board_template(code: str) -> BoardTemplate | None:
    """The template with this code, None when there is none.

    Raises:
        PackError: one of them cannot be read.
    """
    return next((each for each in board_templates() if each.code == code), None)


def _template(code: str, node: Node) -> BoardTemplate:
    fields = node.fields(required="code title prompts", optional="order about")
    title_th, title_en = _pair(fields["title"])
    about_th, about_en = _pair(fields["about"])
    return BoardTemplate(
        code=code,
        order=fields["order"].number(100),
        title_th=title_th,
        title_en=title_en,
        about_th=about_th,
        about_en=about_en,
        prompts=tuple(_prompt(each) for each in fields["prompts"].entries()),
    )


def _prompt(node: Node) -> PromptTemplate:
    fields = node.fields(required="text", optional="kind help at_once dots options")
    text_th, text_en = _pair(fields["text"])
    help_th, help_en = _pair(fields["help"])
    kind = fields["kind"].one_of(*PromptKind.values, default=PromptKind.CARDS)
    options = tuple(each.text() for each in fields["options"].entries())
    if bool(options) != (kind in {PromptKind.CHOICE, PromptKind.CHOICES}):
        raise PackError(
            fields["options"].place, "options belong to the kinds choice and choices, and only to them"
        )
    return PromptTemplate(
        text_th=text_th,
        text_en=text_en,
        help_th=help_th,
        help_en=help_en,
        kind=kind,
        at_once=fields["at_once"].value is True,
        dots=fields["dots"].number(3),
        options=options,
    )


def _pair(node: Node) -> tuple[str, str]:
    if node.value is None:
        return "", ""
    fields = node.fields(required="th", optional="en")
    return fields["th"].text(), fields["en"].text("")
