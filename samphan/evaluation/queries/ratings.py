"""One project as both sides rate it, and all projects of a network with their levels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef

from samphan.engagement.models import Voice
from samphan.evaluation.models import Rating, RatingRound, RatingScore
from samphan.evaluation.queries import levels
from samphan.evaluation.queries.evidence import counted, evidence_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.evaluation.queries.scoring import counting, standing
from samphan.projects.models import PartnerSide, Project, ProjectPartner
from samphan.projects.queries.records import found_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.evaluation.queries.evidence import Proposal
    from samphan.evaluation.queries.rubric import Item, Rubric, Words
    from samphan.evaluation.queries.scoring import Standing
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

VOICES: Final = {"university": Voice.UNIVERSITY, "partners": Voice.PARTNER}
SORTS: Final = ("title", *VOICES)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said to one item: the score as typed, what it counts, and its difference to the university's."""

    rating: Rating
    typed: RatingScore | None
    counts: int | None
    difference: int | None = None

    @property
    def is_capped(self) -> bool:
        """Whether it counts less than was typed, because nothing in the record shows it."""
        return self.typed is not None and self.typed.score is not None and self.counts != self.typed.score

    @property
    def signed(self) -> str:
        """The difference with its sign; empty where there is none to show."""
        if self.difference is None:
            return ""
        return f"{self.difference:+d}".replace("-", "−") if self.difference else "0"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with the evidence that the record proposes and what each side said, in the order of the sides."""

    item: Item
    proposals: Sequence[Proposal]
    evidence: int
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a round: who it is, its rating, and how it stands by that."""

    rating: Rating
    name: str
    standing: Standing

    @property
    def is_university(self) -> bool:
        return self.rating.voice == Voice.UNIVERSITY


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the tab of a project. ``shown`` is the round that is read, None before there is one."""

    rubric: Rubric
    rounds: Sequence[RatingRound]
    shown: RatingRound | None
    sides: Sequence[Side]
    groups: Sequence[tuple[Words, Sequence[ItemLine]]]
    partners: Sequence[ProjectPartner]

    @property
    def is_open(self) -> bool:
        return self.shown is not None and self.shown.closed_on is None

    @property
    def given(self) -> Sequence[Side]:
        """The sides that said something."""
        return [each for each in self.sides if each.rating.given_at is not None]

    @property
    def begun(self) -> Sequence[Side]:
        """The sides that chose answers by their link and have not sent them; closed now, these count nowhere."""
        return [each for each in self.sides if each.rating.draft]

    @property
    def silent(self) -> Sequence[Side]:
        """The sides that said nothing: partners that were asked and did not begin, and the university."""
        return [each for each in self.sides if each.rating.given_at is None and not each.rating.draft]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a partner says to one item on its page; what is not sent yet counts nowhere."""

    score: int | None
    note: str
    is_sent: bool


def answers_of(rating: Rating) -> dict[str, Answer]:
    """What a partner reads of itself, by item: what it sent, and above that what it chose since. One statement."""
    sent = scores_of([rating])[rating.pk].items()
    found = {code: Answer(each.score, each.note, is_sent=True) for code, each in sent}
    return found | {code: Answer(**kept, is_sent=False) for code, kept in rating.draft.items()}


def scores_of(ratings: Iterable[Rating]) -> dict[int, dict[str, RatingScore]]:
    """The score that holds for each item, by rating: the latest. One statement."""
    latest = (
        RatingScore.objects.filter(rating__in=list(ratings))
        .order_by("rating_id", "item", "-id")
        .distinct("rating_id", "item")
    )
    found: dict[int, dict[str, RatingScore]] = defaultdict(dict)
    for each in latest:
        found[each.rating_id][each.item] = each
    return found


def page_of(actor: Actor, project: Project, *, number: int | None = None) -> Page:
    """The tab of a project that the actor may see: the round of a number, else the latest."""
    rounds = list(RatingRound.objects.for_actor(actor).filter(project=project).order_by("-number"))
    shown = next((each for each in rounds if each.number == number), rounds[0] if rounds else None)
    rubric = project_rubric()
    slug = actor.slug
    proposals = evidence_of([project], rubric, slug=slug)[project.pk]
    partners = list(
        ProjectPartner.objects.for_actor(actor)
        .filter(project=project)
        .exclude(side=PartnerSide.UNIVERSITY)
        .select_related("organisation")
        .order_by("order", "id")
    )
    ratings = ratings_of([shown]) if shown else []
    scores = scores_of(ratings)
    evidence = _evidence(shown, proposals)
    sides = [_side(rubric, each, scores[each.pk], evidence) for each in ratings]
    lines = {
        item.code: ItemLine(
            item,
            proposals[item.code],
            evidence.get(item.code, 0),
            _said(item, ratings, scores, evidence.get(item.code, 0), rubric.cap),
        )
        for item in rubric.items
    }
    groups = [(group, [lines[item.code] for item in rubric.items_of(group.code)]) for group in rubric.groups]
    return Page(rubric, rounds, shown, sides, groups, partners)


def ratings_of(rounds: Sequence[RatingRound]) -> list[Rating]:
    """The ratings of rounds, the university's first, then partners in order. One statement."""
    found = Rating.objects.filter(round__in=rounds).select_related("partner__organisation", "round")
    return sorted(
        found, key=lambda each: (each.partner is not None, each.partner.order if each.partner else 0, each.pk)
    )


def _evidence(shown: RatingRound | None, proposals: Mapping[str, Sequence[Proposal]]) -> dict[str, int]:
    """How much counts for each item: what the record holds now, or held when the round was closed."""
    if shown is not None and shown.closed_on is not None:
        return {str(code): int(count) for code, count in shown.evidence.items()}
    return counted(proposals)


def _side(
    rubric: Rubric, rating: Rating, scores: Mapping[str, RatingScore], evidence: Mapping[str, int]
) -> Side:
    counts = {code: counting(each.score, evidence.get(code, 0), rubric.cap) for code, each in scores.items()}
    return Side(rating, rating.partner.called if rating.partner else "", standing(rubric, counts))


def _said(
    item: Item,
    ratings: Sequence[Rating],
    scores: Mapping[int, Mapping[str, RatingScore]],
    evidence: int,
    cap: int,
) -> list[Said]:
    """What each side said; differences are between the scores as typed, so that no cap hides them."""
    ours = next((scores[each.pk].get(item.code) for each in ratings if each.voice == Voice.UNIVERSITY), None)
    found = []
    for rating in ratings:
        typed = scores[rating.pk].get(item.code)
        counts = counting(typed.score, evidence, cap) if typed else None
        difference = None
        if rating.voice == Voice.PARTNER and ours and typed and None not in (ours.score, typed.score):
            difference = (typed.score or 0) - (ours.score or 0)
        found.append(Said(rating, typed, counts, difference))
    return found


def projects(actor: Actor, state: ListState) -> QuerySet[Project]:
    """Projects that the actor may see: by words as in the list of projects, by who rated in the latest round, as the list shows it."""
    found = Project.objects.for_actor(actor)
    if state.query:
        found = found.filter(found_by(state.query))
    later = RatingRound.objects.filter(project=OuterRef("project"), number__gt=OuterRef("round__number"))
    given = Rating.objects.filter(~Exists(later), project=OuterRef("pk"), given_at__isnull=False)
    ours, theirs = (
        Exists(given.filter(voice=Voice.UNIVERSITY)),
        Exists(given.filter(voice=Voice.PARTNER)),
    )
    asked = state.filters.get("state", "")
    if asked == "unrated":
        found = found.filter(~Exists(given))
    elif asked == "university":
        found = found.filter(ours, ~theirs)
    elif asked == "partners":
        found = found.filter(theirs, ~ours)
    elif asked == "both":
        found = found.filter(ours, theirs)
    falls = state.is_descending and state.sort_key == "title"
    return found.order_by("-sort_key" if falls else "sort_key", "id")


@dataclass(frozen=True, slots=True)
class Row:
    """One project in the list of all: its latest round and how each side sees it."""

    project: Project
    shown: RatingRound | None
    ours: Side | None
    theirs: Sequence[Side]


def in_order(actor: Actor, state: ListState) -> QuerySet[Any, int] | list[int]:
    """The ids of the projects of the list in its order. By a level: those without one come last, each level by title."""
    found = projects(actor, state)
    if state.sort_key == "title":
        return found.values_list("pk", flat=True)
    return levels.in_order(actor, found, VOICES[state.sort_key], is_descending=state.is_descending)


def rows_of(actor: Actor, ids: Iterable[int]) -> list[Row]:
    """The rows of projects by their ids, in that order."""
    wanted = list(ids)
    found = Project.objects.for_actor(actor).in_bulk(wanted)
    return rows(actor, [found[pk] for pk in wanted if pk in found])


def rows(actor: Actor, found: Sequence[Project]) -> list[Row]:
    """Levels of projects, in a number of statements that does not grow with them."""
    rubric = project_rubric()
    slug = actor.slug
    rounds = {
        each.project_id: each
        for each in RatingRound.objects.for_actor(actor)
        .filter(project__in=found)
        .order_by("project_id", "-number")
        .distinct("project_id")
    }
    ratings = ratings_of(list(rounds.values()))
    scores = scores_of(ratings)
    is_open = {pk for pk, each in rounds.items() if each.closed_on is None}
    proposals = evidence_of([each for each in found if each.pk in is_open], rubric, slug=slug)
    sides: dict[int, list[Side]] = defaultdict(list)
    for each in ratings:
        if each.given_at is not None:
            evidence = _evidence(rounds[each.project_id], proposals.get(each.project_id, {}))
            sides[each.project_id].append(_side(rubric, each, scores[each.pk], evidence))
    return [
        Row(
            each,
            rounds.get(each.pk),
            next((side for side in sides[each.pk] if side.is_university), None),
            [side for side in sides[each.pk] if not side.is_university],
        )
        for each in found
    ]
