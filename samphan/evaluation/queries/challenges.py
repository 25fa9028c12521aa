"""Rounds about challenges: who was asked, who answered, what came of it in order of priority."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q

from samphan.evaluation.models import ChallengeMark, ChallengeReply, ChallengeRound, ChallengeStep
from samphan.evaluation.queries.challenge_pack import offers, questions
from samphan.evaluation.queries.scoring import mean, priority, rounded
from samphan.kit.thai.sortkey import sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from django.db.models import QuerySet

    from samphan.evaluation.queries.challenge_pack import Offer, Offers, Questions
    from samphan.evaluation.queries.rubric import Words
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.kit.sections import Line

SORTS: Final = ("member", "answered")
FILTERS: Final = ("state",)


@dataclass(frozen=True, slots=True)
class Result:
    """The answers to one challenge: means from 1 to 5 and the priority; None where too few answered to show them."""

    count: int
    now: Fraction | None
    ideal: Fraction | None

    @property
    def priority(self) -> Fraction | None:
        return priority(self.now, self.ideal)

    @property
    def shown_now(self) -> float | None:
        return _rounded(self.now, 2)

    @property
    def shown_ideal(self) -> float | None:
        return _rounded(self.ideal, 2)

    @property
    def shown_priority(self) -> float | None:
        return _rounded(self.priority, 3)


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of one member; ``who`` is empty where answers are shown together only."""

    words: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """One challenge with what members said, what is offered, and what was taken over.

    ``measured`` holds what the records themselves show about it: lines of the measured diagnosis, where there is one.
    """

    challenge: Words
    result: Result
    rank: int | None
    sayings: Sequence[Saying]
    offered: Sequence[Offer]
    steps: Sequence[ChallengeStep]
    earlier: Sequence[Result | None]
    item_id: int | None = None
    measured: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A round: how many answered, and when it is closed its challenges in order of priority."""

    round: ChallengeRound
    asked: int
    answered: int
    questions: Questions
    lines: Sequence[ChallengeLine]
    earlier: Sequence[ChallengeRound]
    offers: Offers

    @property
    def percent(self) -> int:
        """Whole percent of members that answered, rounded down."""
        return 100 * self.answered // self.asked if self.asked else 0

    @property
    def is_thin(self) -> bool:
        """Fewer answered than the response asked for: results are shown, and never as if all was well."""
        return self.percent < self.questions.response

    @property
    def is_hidden(self) -> bool:
        """So few answered that no challenge shows a result."""
        return bool(self.lines) and all(each.result.now is None for each in self.lines)


def rounds(actor: Actor) -> QuerySet[ChallengeRound]:
    """Rounds that the actor may see, the latest first, with ``asked`` and ``answered``."""
    return (
        ChallengeRound.objects.for_actor(actor)
        .annotate(
            asked=Count("replies"), answered=Count("replies", filter=Q(replies__answered_at__isnull=False))
        )
        .order_by("-opened_on", "-id")
    )


def own_replies(actor: Actor, *, only_open: bool = True) -> QuerySet[ChallengeReply]:
    """Replies of the institutions that the actor represents."""
    found = ChallengeReply.objects.filter(
        network_id=actor.network_id, member__organisation__in=actor.represents
    ).select_related("round", "member__organisation")
    return found.filter(round__closed_on__isnull=True) if only_open else found


def replies(actor: Actor, round_: ChallengeRound, state: ListState) -> QuerySet[ChallengeReply]:
    """Who was asked in a round, for who keeps it; never what was said."""
    found = (
        ChallengeReply.objects.for_actor(actor)
        .filter(round=round_)
        .select_related("member__organisation", "round")
    )
    if state.query:
        organisation = "member__organisation__name"
        named = Q(**{f"{organisation}_th__icontains": state.query})
        found = found.filter(named | Q(**{f"{organisation}_en__icontains": state.query}))
    asked = state.filters.get("state", "")
    if asked in {"answered", "waiting"}:
        found = found.filter(answered_at__isnull=asked == "waiting")
    sign = "-" if state.is_descending else ""
    by = "answered_at" if state.sort_key == "answered" else "member__sort_key"
    return found.order_by(f"{sign}{by}", "member__sort_key", "id")


def marks_of(reply: ChallengeReply) -> dict[str, ChallengeMark]:
    """What one member said, for itself alone."""
    return {each.challenge: each for each in reply.marks.all()}


def results(rounds: Sequence[ChallengeRound]) -> dict[int, dict[str, Result]]:
    """Means by round and challenge, without those that fewer than the least answered. One statement."""
    values: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    found = ChallengeMark.objects.filter(reply__round__in=rounds)
    for round_id, challenge, now, ideal in found.values_list("reply__round", "challenge", "now", "ideal"):
        values[round_id, challenge].append((now, ideal))
    by_round: dict[int, dict[str, Result]] = defaultdict(dict)
    for (round_id, challenge), pairs in values.items():
        by_round[round_id][challenge] = _result(pairs)
    return by_round


def _result(pairs: Sequence[tuple[int, int]]) -> Result:
    if len(pairs) < questions().least:
        return Result(len(pairs), None, None)
    return Result(len(pairs), mean(now for now, _ideal in pairs), mean(ideal for _now, ideal in pairs))


def page_of(actor: Actor, round_: ChallengeRound) -> Page:
    """A round of ``rounds``; a number of statements that does not grow with members or challenges."""
    asked, answered = round_.asked, round_.answered  # type: ignore[attr-defined]  # counted by ``rounds``
    if round_.is_open:
        return Page(round_, asked, answered, questions(), (), (), offers(actor))
    earlier = list(
        ChallengeRound.objects.for_actor(actor)
        .filter(closed_on__isnull=False, opened_on__lte=round_.opened_on, pk__lt=round_.pk)
        .order_by("-opened_on", "-id")[:5]
    )
    offered = offers(actor)
    found = results([round_, *earlier])
    own = found[round_.pk]
    sayings = _sayings(round_, {code for code, result in own.items() if result.now is not None})
    steps = defaultdict(list)
    for step in (
        ChallengeStep.objects.for_actor(actor).filter(round=round_).select_related("action").order_by("id")
    ):
        steps[step.challenge].append(step)
    ranks = _ranks(own)
    lines = [
        ChallengeLine(
            challenge=each,
            result=own.get(each.code, Result(0, None, None)),
            rank=ranks.get(each.code),
            sayings=sayings.get(each.code, ()),
            offered=offered.by_challenge.get(each.code, ()),
            steps=steps[each.code],
            earlier=[found[one.pk].get(each.code) for one in earlier],
            item_id=offered.item_ids.get(each.code),
        )
        for each in questions().challenges
    ]
    lines.sort(key=lambda line: (line.rank is None, line.rank or 0))
    return Page(round_, asked, answered, questions(), lines, earlier, offered)


def _ranks(found: Mapping[str, Result]) -> dict[str, int]:
    """Places by priority, the highest first; equal ones share a place."""
    known = {code: result.priority for code, result in found.items() if result.priority is not None}
    return {code: 1 + sum(other > value for other in known.values()) for code, value in known.items()}


def _sayings(round_: ChallengeRound, shown: set[str]) -> dict[str, list[Saying]]:
    """Words by challenge, in the order of the words themselves so that no order tells who wrote."""
    found: dict[str, list[Saying]] = defaultdict(list)
    marks = ChallengeMark.objects.filter(reply__round=round_, challenge__in=shown).exclude(words="")
    for each in marks.select_related("reply__member__organisation"):
        who = "" if round_.is_together else str(each.reply.member.organisation.name)
        found[each.challenge].append(Saying(each.words, who))
    return {
        code: sorted(said, key=lambda one: (sort_key(one.who), one.words)) for code, said in found.items()
    }


def single_marks(round_: ChallengeRound) -> list[ChallengeMark]:
    """Marks with their institutions, of a closed round whose answers are shown by name; of any other none."""
    if round_.is_open or round_.is_together:
        return []
    enough = {code for code, result in results([round_])[round_.pk].items() if result.now is not None}
    found = ChallengeMark.objects.filter(reply__round=round_, challenge__in=enough)
    return list(
        found.select_related("reply__member__organisation").order_by(
            "challenge", "reply__member__sort_key", "id"
        )
    )


def _rounded(value: Fraction | None, places: int) -> float | None:
    return None if value is None else rounded(value, places)
