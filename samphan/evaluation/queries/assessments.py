"""One self-assessment with what several people said, and how far all members of a network are with theirs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.evaluation.models import (
    AssessmentAnswer,
    Dialogue,
    Improvement,
    Instrument,
    SelfAssessment,
)
from samphan.evaluation.queries.institution_evidence import proposals_for
from samphan.evaluation.queries.rubric import instrument
from samphan.evaluation.queries.scoring import counting, standing
from samphan.kit.formats import year as said_year
from samphan.kit.thai.sortkey import sort_key
from samphan.networks.queries.membership import current_members

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.evaluation.queries.evidence import Proposal
    from samphan.evaluation.queries.rubric import Item, Rubric, Words
    from samphan.evaluation.queries.scoring import Standing
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.networks.models import Member

SORTS: Final = ("member",)
FILTERS: Final = ("year", "state")
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item: what the records show, what each person said, and what was agreed with what it counts."""

    item: Item
    proposals: Sequence[Proposal]
    answers: Sequence[AssessmentAnswer]
    agreed: AssessmentAnswer | None
    counts: int | None

    @property
    def is_capped(self) -> bool:
        """Whether the agreed level counts less, because nothing shows it."""
        return self.agreed is not None and self.agreed.score is not None and self.counts != self.agreed.score

    @property
    def spread(self) -> tuple[int, int] | None:
        """The lowest and the highest level that people gave, where they differ."""
        given = [each.score for each in self.answers if each.score is not None]
        return (min(given), max(given)) if given and min(given) != max(given) else None


@dataclass(frozen=True, slots=True)
class YearLevel:
    """How an institution stood in one year, by what was agreed."""

    assessment: SelfAssessment
    standing: Standing


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page of a self-assessment for one instrument."""

    assessment: SelfAssessment
    code: str
    rubric: Rubric
    standing: Standing
    groups: Sequence[tuple[Words, Sequence[ItemView]]]
    years: Sequence[YearLevel]
    dialogues: Sequence[Dialogue]
    improvements: Sequence[Improvement]
    people: Sequence[str]
    """Who answered, by name."""


def assessments(actor: Actor) -> QuerySet[SelfAssessment]:
    """Those that the actor may read, with their members."""
    return SelfAssessment.objects.for_actor(actor).select_related("member__organisation")


def page_of(actor: Actor, assessment: SelfAssessment, code: str) -> Page:
    """The page for one instrument; a number of statements that does not grow with people, items or years."""
    rubric = instrument(code)
    proposals = proposals_for(actor, assessment.member, rubric)
    years = list(assessments(actor).filter(member=assessment.member).order_by("year"))
    said: dict[int, list[AssessmentAnswer]] = defaultdict(list)
    answers = AssessmentAnswer.objects.filter(assessment__in=years, instrument=code).order_by("id")
    for each in sorted(answers, key=lambda each: sort_key(each.by_name)):
        said[each.assessment_id].append(each)
    views = _views(rubric, said[assessment.pk], {} if assessment.is_agreed else proposals)
    lines = Improvement.objects.filter(assessment=assessment).select_related("action")
    return Page(
        assessment=assessment,
        code=code,
        rubric=rubric,
        standing=_standing(rubric, views.values()),
        groups=[
            (group, [views[each.code] for each in rubric.items_of(group.code)]) for group in rubric.groups
        ],
        years=[
            YearLevel(each, _standing(rubric, _views(rubric, said[each.pk], {}).values()))
            for each in years
            if each.is_agreed and each.pk != assessment.pk
        ],
        dialogues=list(Dialogue.objects.filter(assessment=assessment).order_by("-on", "-id")),
        improvements=list(lines.order_by("due_on", "id")),
        people=sorted({each.by_name for each in said[assessment.pk] if not each.is_agreed}, key=sort_key),
    )


def _views(
    rubric: Rubric, answers: Iterable[AssessmentAnswer], proposals: Mapping[str, Sequence[Proposal]]
) -> dict[str, ItemView]:
    by_item: dict[str, list[AssessmentAnswer]] = defaultdict(list)
    for each in answers:
        by_item[each.item].append(each)
    return {item.code: _view(rubric, item, by_item[item.code], proposals) for item in rubric.items}


def _view(
    rubric: Rubric,
    item: Item,
    said: Sequence[AssessmentAnswer],
    proposals: Mapping[str, Sequence[Proposal]],
) -> ItemView:
    agreed = next((each for each in said if each.is_agreed), None)
    proposed = proposals.get(item.code, ())
    evidence = len(proposed) + bool(agreed and agreed.evidence.strip())
    counts = counting(agreed.score, evidence, rubric.cap) if agreed else None
    return ItemView(item, proposed, [each for each in said if not each.is_agreed], agreed, counts)


def _standing(rubric: Rubric, views: Iterable[ItemView]) -> Standing:
    return standing(rubric, {each.item.code: each.counts for each in views})


def own_answers(actor: Actor, assessment: SelfAssessment, code: str) -> dict[str, AssessmentAnswer]:
    """What the actor said before, by item."""
    found = AssessmentAnswer.objects.filter(
        assessment=assessment, instrument=code, is_agreed=False, by_user=actor.user_id
    )
    return {each.item: each for each in found}


def agreed_answers(assessment: SelfAssessment, code: str) -> dict[str, AssessmentAnswer]:
    """What was agreed so far, by item."""
    found = AssessmentAnswer.objects.filter(assessment=assessment, instrument=code, is_agreed=True)
    return {each.item: each for each in found}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member in a year. ``assessment`` is there for who may read it, with levels once they are agreed.

    ``state`` is for everybody.
    """

    member: Member
    state: str
    assessment: SelfAssessment | None
    levels: Mapping[str, Standing]
    may_begin: bool


def members(actor: Actor, state: ListState, year: int, today: dt.date) -> QuerySet[Member]:
    """Members of today, by words of their names and by how far they are with a year."""
    found = current_members(actor, today).select_related("organisation")
    if state.query:
        words = {"organisation__name_th__icontains", "organisation__name_en__icontains"}
        named = [found.filter(**{each: state.query}) for each in sorted(words)]
        found = named[0] | named[1]
    asked = state.filters.get("state", "")
    known = SelfAssessment.objects.filter(network_id=actor.network_id, year=year)
    if asked == NONE:
        found = found.exclude(pk__in=known.values("member"))
    elif asked:
        found = found.filter(pk__in=known.filter(state=asked).values("member"))
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def rows(actor: Actor, found: Sequence[Member], year: int) -> list[MemberRow]:
    """How far members are: the state of each, and levels of those whose answers the actor may read.

    That an institution has begun or agreed is known to the whole network; what it said is not. A draft has no level here:
    what it counts rests on the records of the day, which its own page asks. Three statements.
    """
    states = dict(
        SelfAssessment.objects.filter(network_id=actor.network_id, year=year, member__in=found).values_list(
            "member", "state"
        )
    )
    readable = {each.member_id: each for each in assessments(actor).filter(year=year, member__in=found)}
    answers: dict[tuple[int, str], list[AssessmentAnswer]] = defaultdict(list)
    agreed = {member: each for member, each in readable.items() if each.is_agreed}
    for each in AssessmentAnswer.objects.filter(assessment__in=list(agreed.values()), is_agreed=True):
        answers[each.assessment_id, each.instrument].append(each)
    is_manager = actor.holds("evaluations.manage")
    return [
        MemberRow(
            member,
            states.get(member.pk, ""),
            readable.get(member.pk),
            {
                code: _standing(
                    instrument(code),
                    _views(instrument(code), answers[agreed[member.pk].pk, code], {}).values(),
                )
                for code in Instrument.values
            }
            if member.pk in agreed
            else {},
            member.pk not in states and (is_manager or member.organisation_id in actor.represents),
        )
        for member in found
    ]


def years_of(actor: Actor, this_year: int) -> list[tuple[str, str]]:
    """The years that can be chosen: this one and those with a self-assessment, the latest first."""
    known = SelfAssessment.objects.filter(network_id=actor.network_id).values_list("year", flat=True)
    found = sorted({this_year, *known.distinct()}, reverse=True)
    return [(str(year), said_year(year)) for year in found]


def waiting_lines(actor: Actor) -> QuerySet[Improvement]:
    """Lines of agreed plans that nobody has made an action of, the earliest day first."""
    found = Improvement.objects.for_actor(actor).filter(
        action__isnull=True, withdrawn_why="", assessment__agreed_on__isnull=False
    )
    return found.select_related("assessment__member__organisation").order_by("due_on", "id")
