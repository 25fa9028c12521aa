"""The gates of the life cycle: what the records hold of each stage, and what is missing before the next.

The stages and which evidence they ask for are data (``catalogue/life_cycle/network.yaml``). How a kind of evidence is
found is code: each app registers its own in ``apps.py``, so that what the upper storeys know counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from samphan import catalogue
from samphan.kit.bilingual import Bilingual
from samphan.networks.models import ENDING, STAGES, StageMove

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.catalogue import Node
    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text

PACK: Final = "network"
FOUND_LINES: Final = 5
"""So many lines of an evidence are shown; how many there are in all is said beside them."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One record that counts: what it is, where it stands, and when (as written for people)."""

    label: Text | str
    url: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the first lines, how many count in all, and for a share of how many."""

    lines: Sequence[FoundLine] = ()
    count: int = 0
    of: int | None = None
    url: str = ""

    @property
    def percent(self) -> int:
        """Whole percent of a share, rounded down."""
        return 100 * self.count // self.of if self.of else 0


def listed[M: Model](found: QuerySet[M], line: Callable[[M], FoundLine]) -> Found:
    """What a query finds, in its order. Two statements."""
    return Found([line(each) for each in found[:FOUND_LINES]], found.count())


type Find = Callable[["Actor"], Found]
"""Looks in the records; shows only what the actor may see, in a number of statements that does not grow with them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of evidence of a stage: how it is called, how it is found, and the page where it is brought.

    ``needs`` is the permission without which a reader is told that such records exist, and not what they say.
    """

    stage: str
    code: str
    label: _StrOrPromise
    find: Find
    url_name: str = ""
    needs: str = "network.see"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gate asks for: a kind of evidence and the least that suffices."""

    code: str
    least: int
    is_percent: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, as the catalogue tells it; ``number`` counts from 1."""

    code: str
    number: int
    name_th: str
    name_en: str
    words_th: str
    words_en: str
    asked: tuple[Asked, ...]

    name = Bilingual()
    words = Bilingual()


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """All stages in order, how the end is called, and where it all is from."""

    stages: tuple[Stage, ...]
    ending_th: str
    ending_en: str
    ending_words_th: str
    ending_words_en: str
    source_th: str
    source_en: str

    ending = Bilingual()
    ending_words = Bilingual()
    source = Bilingual()

    def stage(self, code: str) -> Stage:
        return next(each for each in self.stages if each.code == code)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of evidence at a gate, with what was found."""

    evidence: Evidence
    asked: Asked
    found: Found
    url: str = ""
    """The page where such records stand."""
    is_hidden: bool = False
    """The reader may not see such records: nothing is said of what they hold."""

    @property
    def suffices(self) -> bool:
        return (self.found.percent if self.asked.is_percent else self.found.count) >= self.asked.least

    @property
    def more(self) -> int:
        """How many count beyond the lines that are shown."""
        return max(0, self.found.count - len(self.found.lines)) if self.found.lines else 0


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate at the end of a stage."""

    stage: Stage
    lines: tuple[Line, ...]

    @property
    def missing(self) -> list[Line]:
        return [each for each in self.lines if not each.suffices and not each.is_hidden]

    @property
    def is_open(self) -> bool:
        return not self.missing


_evidence: dict[tuple[str, str], Evidence] = {}


def register(*evidence: Evidence) -> None:
    """Called in ``apps.py`` of the app whose records are looked at."""
    for each in evidence:
        if each.stage not in STAGES:
            raise ValueError(f"there is no stage {each.stage}")
        _evidence[each.stage, each.code] = each


def registered() -> dict[tuple[str, str], Evidence]:
    """All kinds of evidence by stage and code, for the guards."""
    return dict(_evidence)


@lru_cache(maxsize=1)
def life_cycle() -> LifeCycle:
    """The life cycle as the catalogue tells it.

    Raises:
        samphan.catalogue.PackError: the pack cannot be used; the message says where and why.
    """
    fields = catalogue.read("life_cycle")[PACK].fields(required="code source_th source_en stages ending")
    stages = tuple(_stage(number, node) for number, node in enumerate(fields["stages"].entries(), start=1))
    if tuple(each.code for each in stages) != STAGES:
        raise catalogue.PackError(
            fields["stages"].place, f"the stages are {', '.join(STAGES)}, in this order"
        )
    ending = fields["ending"].fields(required="name_th name_en words_th words_en")
    return LifeCycle(
        stages,
        ending["name_th"].text(),
        ending["name_en"].text(),
        ending["words_th"].text(),
        ending["words_en"].text(),
        fields["source_th"].text(),
        fields["source_en"].text(),
    )


def _stage(number: int, node: Node) -> Stage:
    fields = node.fields(required="code name_th name_en words_th words_en evidence")
    asked = []
    for each in fields["evidence"].entries():
        words = each.fields(required="code least", optional="percent")
        if words["percent"].value not in (None, True, False):
            raise catalogue.PackError(words["percent"].place, "true or false was expected here")
        asked.append(Asked(words["code"].text(), words["least"].number(), bool(words["percent"].value)))
    return Stage(
        code=fields["code"].text(),
        number=number,
        name_th=fields["name_th"].text(),
        name_en=fields["name_en"].text(),
        words_th=fields["words_th"].text(),
        words_en=fields["words_en"].text(),
        asked=tuple(asked),
    )


def gate(actor: Actor, code: str) -> Gate:
    """The gate of a stage with everything that is found; evidence that no app knows of is left out."""
    stage = life_cycle().stage(code)
    lines = []
    for asked in stage.asked:
        evidence = _evidence.get((code, asked.code))
        if evidence is not None:
            if not actor.holds(evidence.needs):
                lines.append(Line(evidence, asked, Found(), is_hidden=True))
                continue
            found = evidence.find(actor)
            slug = actor.slug
            page = reverse(evidence.url_name, args=[slug]) if evidence.url_name else ""
            lines.append(Line(evidence, asked, found, found.url or page))
    return Gate(stage, tuple(lines))


def moves(actor: Actor) -> QuerySet[StageMove]:
    """Every step that was taken, the latest first."""
    return StageMove.objects.for_actor(actor).order_by("-id")


def present_stage(actor: Actor) -> Stage | None:
    """Where the network stands; None when nobody has said it yet. One statement."""
    last = moves(actor).first()
    return None if last is None else life_cycle().stage(last.to_stage)


def is_ended(last: StageMove | None) -> bool:
    """Whether the latest step closed the network."""
    return last is not None and last.act in ENDING
