"""Templates of surveys: ready questions from the catalogue, typed and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.catalogue import PackError
from samphan.kit.bilingual import Bilingual
from samphan.surveys.models import DECISIVE, NAMING, WITH_CHOICES, Kind, Meaning, Purpose, Sensitivity

if TYPE_CHECKING:
    from samphan.catalogue import Node

FOLDER: Final = "survey_templates"
_QUESTION: Final = "kind text"
_QUESTION_TOO: Final = "key help required sensitivity meaning choices shown_if"


@dataclass(frozen=True)
class Words:
    """A text in Thai and, where there is one, in English."""

    text_th: str = ""
    text_en: str = ""

    text = Bilingual()


@dataclass(frozen=True)
class TemplateQuestion:
    """A ready question; ``shown_if`` is the place of an earlier one and, of that, the place of a choice."""

    kind: str
    text: Words
    help: Words = field(default_factory=Words)
    is_required: bool = False
    sensitivity: str = Sensitivity.NEITHER
    meaning: str = ""
    choices: tuple[Words, ...] = ()
    shown_if: tuple[int, int | None] | None = None


@dataclass(frozen=True)
class Template:
    """Ready questions for a purpose."""

    code: str
    purpose: str
    is_anonymous: bool
    title: Words
    intro: Words
    thanks: Words
    questions: tuple[TemplateQuestion, ...]


def templates() -> tuple[Template, ...]:
    """All templates, those that are shipped and those of the installation, by code.

    Raises:
        PackError: one of them cannot be read.
    """
    return tuple(_template(code, node) for code, node in sorted(catalogue.read(FOLDER).items()))


@cache
def shipped(code: str) -> Template:
    """The template of a code; LookupError where there is none. Read once for the life of the process."""
    for template in templates():
        if template.code == code:
            return template
    raise LookupError(f"no survey template {code}")


def _template(code: str, node: Node) -> Template:
    fields = node.fields(required="code purpose title questions", optional="anonymous intro thanks")
    is_anonymous = fields["anonymous"].value is True
    found: list[TemplateQuestion] = []
    places: dict[str, int] = {}
    for entry in fields["questions"].entries():
        question = _question(entry, found, places, is_anonymous=is_anonymous)
        if key := entry.fields(required=_QUESTION, optional=_QUESTION_TOO)["key"].text(""):
            places[key] = len(found)
        found.append(question)
    return Template(
        code=code,
        purpose=fields["purpose"].one_of(*Purpose.values),
        is_anonymous=is_anonymous,
        title=_words(fields["title"]),
        intro=_words(fields["intro"], needed=False),
        thanks=_words(fields["thanks"], needed=False),
        questions=tuple(found),
    )


def _question(
    node: Node, before: list[TemplateQuestion], places: dict[str, int], *, is_anonymous: bool
) -> TemplateQuestion:
    fields = node.fields(required=_QUESTION, optional=_QUESTION_TOO)
    kind = fields["kind"].one_of(*Kind.values)
    choices = tuple(_words(each) for each in fields["choices"].entries())
    if bool(choices) != (kind in WITH_CHOICES):
        raise PackError(
            fields["choices"].place, "choices belong to the kinds choice and choices, and only to them"
        )
    if is_anonymous and kind in NAMING:
        raise PackError(fields["kind"].place, "a consent or a file cannot be asked anonymously")
    return TemplateQuestion(
        kind=kind,
        text=_words(fields["text"]),
        help=_words(fields["help"], needed=False),
        is_required=fields["required"].value is True,
        sensitivity=fields["sensitivity"].one_of(*Sensitivity.values, default=Sensitivity.NEITHER),
        meaning=fields["meaning"].one_of(*Meaning.values) if fields["meaning"].value else "",
        choices=choices,
        shown_if=_condition(fields["shown_if"], before, places),
    )


def _condition(
    node: Node, before: list[TemplateQuestion], places: dict[str, int]
) -> tuple[int, int | None] | None:
    if node.value is None:
        return None
    fields = node.fields(required="question", optional="choice")
    key = fields["question"].text()
    if key not in places or before[places[key]].kind not in DECISIVE:
        raise PackError(fields["question"].place, f"{key!r} is no earlier question with choices or consent")
    asked = before[places[key]]
    if asked.kind == Kind.CONSENT:
        return places[key], None
    number = fields["choice"].number()
    if not 1 <= number <= len(asked.choices):
        raise PackError(fields["choice"].place, f"{key!r} has {len(asked.choices)} choices")
    return places[key], number - 1


def _words(node: Node, *, needed: bool = True) -> Words:
    if node.value is None and not needed:
        return Words()
    fields = node.fields(required="th", optional="en")
    return Words(fields["th"].text(), fields["en"].text(""))
