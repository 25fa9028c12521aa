"""What members are asked about challenges, and what is offered to answer each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from samphan import catalogue
from samphan.evaluation.models import HIGHEST_MARK, LOWEST_MARK
from samphan.evaluation.queries.rubric import FOLDER, Words, named
from samphan.frameworks.models import FrameworkItem, FrameworkState, ItemMatch
from samphan.frameworks.queries.packs import packs
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

PACK: Final = "challenges"
CHALLENGE: Final = "challenge"
STRATEGIES: Final = ("strategy", "action")


@dataclass(frozen=True, slots=True)
class Questions:
    """The challenges, the marks from 1 to 5, and from how many answers on results are shown."""

    framework: str
    edition: str
    least: int
    response: int
    source_th: str
    source_en: str
    marks: tuple[Words, ...]
    challenges: tuple[Words, ...]

    source = Bilingual()

    def challenge(self, code: str) -> Words | None:
        """The challenge of a code, or None."""
        return next((each for each in self.challenges if each.code == code), None)


@cache
def questions() -> Questions:
    """As the catalogue says.

    Raises:
        samphan.catalogue.PackError: a pack cannot be used; the message says where and why.
    """
    fields = catalogue.read(FOLDER)[PACK].fields(
        required="code framework least response source_th source_en scale"
    )
    marks = []
    for place, node in enumerate(fields["scale"].entries(), start=LOWEST_MARK):
        said = node.fields(required="score name_th name_en")
        if said["score"].number() != place:
            raise catalogue.PackError(said["score"].place, f"{place} was expected here")
        marks.append(Words(str(place), said["name_th"].text(), said["name_en"].text()))
    if len(marks) != HIGHEST_MARK:
        raise catalogue.PackError(
            fields["scale"].place, f"the scale goes from {LOWEST_MARK} to {HIGHEST_MARK}"
        )
    framework = fields["framework"].text()
    challenges = named(framework, CHALLENGE)
    return Questions(
        framework,
        packs()[framework].edition,
        fields["least"].number(),
        fields["response"].number(),
        fields["source_th"].text(),
        fields["source_en"].text(),
        tuple(marks),
        challenges,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A strategy or a sub-action that answers a challenge; ``code`` as the framework has it, ``strategy`` it belongs to."""

    code: str
    title: str
    title_th: str
    title_en: str
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered for each challenge. ``item_ids`` are the network's own items, where it adopted the framework."""

    by_challenge: dict[str, list[Offer]]
    item_ids: dict[str, int]

    @property
    def is_own(self) -> bool:
        """Whether the network adopted the framework and so may change what answers what."""
        return bool(self.item_ids)


def offers(actor: Actor) -> Offers:
    """The matches of the framework that the network has in use, else those of the catalogue. Two statements."""
    framework = questions().framework
    items = {
        each.code: each.pk
        for each in FrameworkItem.objects.for_actor(actor).filter(
            framework__code=framework, framework__state=FrameworkState.IN_USE, axis=CHALLENGE
        )
    }
    if not items:
        return Offers({each.code: _shipped(each.code) for each in questions().challenges}, {})
    found: dict[str, list[Offer]] = {code: [] for code in items}
    matches = ItemMatch.objects.for_actor(actor).filter(item__in=items.values(), match__axis__in=STRATEGIES)
    for each in matches.select_related("item", "match__parent").order_by("match__order", "match_id"):
        to = each.match
        parent = str(to.parent.title) if to.parent else ""
        found[each.item.code].append(Offer(to.code, str(to.title), to.title_th, to.title_en, parent))
    return Offers(found, items)


def _shipped(challenge: str) -> list[Offer]:
    pack = packs()[questions().framework]
    found = []
    for each in pack.matched(f"{CHALLENGE}:{challenge}"):
        if each.axis in STRATEGIES:
            parent = str(pack.item(each.parent).title) if each.parent else ""
            found.append(Offer(each.code, str(each.title), each.title_th, each.title_en, parent))
    return found
