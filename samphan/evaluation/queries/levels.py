"""Projects in the order of their levels, counted in the database: a list of thousands loads no record but those it shows.

What counts is said twice, for each piece of evidence by ``evidence`` and here only whether there is any; a test holds
both together over records of every kind.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from samphan.engagement.models import (
    Benefit,
    BenefitKind,
    BenefitState,
    CertificateState,
    ClaimAnswer,
    ClaimVerdict,
    CommunityKnowledge,
    Evidence,
    Intensity,
    KnowledgeUse,
    Measure,
    Participation,
    Situation,
    UseCertificate,
    Voice,
    in_force,
)
from samphan.engagement.queries.claims import of_benefit
from samphan.evaluation.models import Rating, RatingRound, RatingScore
from samphan.evaluation.queries.evidence import SAYS_NOTHING, YEAR_DAYS
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.statements import statement_of
from samphan.projects.models import (
    FollowUp,
    Project,
    ProjectAgreement,
    ProjectCourse,
    ProjectResearch,
    ProjectResource,
    ProjectYear,
    Visibility,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import Model, QuerySet

    from samphan.evaluation.queries.rubric import Item
    from samphan.kit.actor import Actor

type Condition = Q | Exists

BLANK: Final = r"^\s*$"
A_YEAR: Final = ExpressionWrapper(
    F("starts__startswith") + Value(dt.timedelta(days=YEAR_DAYS)), output_field=DateField()
)


def in_order(actor: Actor, found: QuerySet[Project], voice: Voice, *, is_descending: bool) -> list[int]:
    """The ids of projects by the level that a side gives, of several partners the lowest; each level by title.

    Those to which nobody of the side gave one come last. Two statements.
    """
    rounds = RatingRound.objects.for_actor(actor)
    latest = rounds.order_by("project", "-number").distinct("project")
    is_open = ExpressionWrapper(Q(closed_on__isnull=True), output_field=BooleanField())
    latest_sql, latest_values = statement_of(
        latest.annotate(is_open=is_open).values_list("pk", "project", "is_open", "evidence")
    )
    rubric = project_rubric()
    shown = shown_items(rounds.filter(closed_on__isnull=True).values("project"))
    shown_sql, shown_values = statement_of(shown)
    given_sql, given_values = statement_of(
        Rating.objects.filter(given_at__isnull=False, voice=voice).values_list("pk", "round")
    )
    scores_sql, scores_values = statement_of(RatingScore.objects.values_list("pk", "rating", "item", "score"))
    found_sql, found_values = statement_of(found.order_by().values_list("pk", "sort_key"))
    flags = [f"shown_{place}" for place in range(len(rubric.items))]
    # Means as whole numbers, by multiples that every count of a group, and of groups, divides: equal levels are equal.
    of_group = _multiple(max(len(rubric.items_of(each.code)) for each in rubric.groups))
    statement = f"""
        with latest(round, project, is_open, evidence) as ({latest_sql}),
            shown(project, {", ".join(flags)}) as materialized ({shown_sql}),
            said as (
                select distinct on (s.rating, s.item) s.rating, l.project, s.item, s.score, l.is_open, l.evidence
                from latest l join ({given_sql}) g(id, round) on g.round = l.round
                join ({scores_sql}) s(id, rating, item, score) on s.rating = g.id
                order by s.rating, s.item, s.id desc
            ),
            counting as (
                select said.rating, said.project, m.principle, case
                    when said.is_open and (array[{", ".join(flags)}])[m.place]
                        or not said.is_open and (said.evidence ->> said.item)::int > 0
                    then said.score else least(said.score, %s) end as count
                from said join unnest(%s::text[], %s::text[]) with ordinality m(item, principle, place)
                    on m.item = said.item
                left join shown on shown.project = said.project
                where said.score is not null
            ),
            principles as (
                select rating, project, sum(count) * {of_group} / count(*) as mean
                from counting group by rating, project, principle
            ),
            ratings as (
                select project, sum(mean) * {_multiple(len(rubric.groups))} / count(*) as level
                from principles group by rating, project
            ),
            levels as (select project, min(level) as level from ratings group by project)
        select p.id from ({found_sql}) p(id, sort_key) left join levels on levels.project = p.id
        order by levels.level {"desc" if is_descending else "asc"} nulls last, p.sort_key, p.id
    """  # noqa: S608 - put together of statements that Django made; every value is passed apart
    values = [
        *latest_values,
        *shown_values,
        *given_values,
        *scores_values,
        rubric.cap,
        [each.code for each in rubric.items],
        [each.group for each in rubric.items],
        *found_values,
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [pk for (pk,) in cursor.fetchall()]


def _multiple(most: int) -> int:
    return math.lcm(*range(1, most + 1))


def shown_items(projects: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Of each project its id and, for the items of the rubric in their order, whether the record shows them now (NULL: it does not)."""
    today, confirmed = timezone.localdate(), _confirmed(projects)
    conditions: list[Condition] = [_of_item(each, today, confirmed) for each in project_rubric().items]
    flags = {
        f"shown_{place}": ExpressionWrapper(each, output_field=BooleanField())
        for place, each in enumerate(conditions)
    }
    rows = Project.objects.filter(pk__in=projects).order_by().annotate(**flags)
    return rows.values_list("pk", *flags)


def _of_item(item: Item, today: dt.date, confirmed: Sequence[int]) -> Condition:
    kinds = [CONDITIONS[code](today, confirmed) for code in item.evidence]
    if item.supports:
        kinds.append(_any(Evidence, supports__in=item.supports, withdrawn_at__isnull=True))
    return reduce(or_, kinds)


def _any(model: type[Model], *conditions: Condition, **fields: Any) -> Q:
    """A project has such a row."""
    return Q(Exists(model._default_manager.filter(*conditions, project=OuterRef("pk"), **fields)))  # noqa: SLF001 - Django's name for it


def _written(name: str) -> Q:
    return ~Q(**{f"{name}__regex": BLANK})


def _joined(_today: dt.date, _confirmed: Sequence[int]) -> Condition:
    """Both sides say last of a stage that the partner joined in or decided."""

    def latest(voice: Voice, **of: Any) -> QuerySet[Participation]:
        same = {name: OuterRef(name) for name in ("partner", "stage", "voice")}
        later = Participation.objects.filter(**same, pk__gt=OuterRef("pk"))
        rows = Participation.objects.filter(voice=voice, intensity__gte=Intensity.JOINED, **of)
        return rows.filter(~Exists(later))

    theirs = latest(Voice.PARTNER, partner=OuterRef("partner"), stage=OuterRef("stage"))
    return Q(Exists(latest(Voice.UNIVERSITY, project=OuterRef("pk")).filter(Exists(theirs))))


def _years(_today: dt.date, _confirmed: Sequence[int]) -> Condition:
    """Reports of two years, or a period of more than one."""
    reported = ProjectYear.objects.filter(is_nothing=False)
    other = reported.filter(project=OuterRef("project")).exclude(year=OuterRef("year"))
    two = Exists(reported.filter(Exists(other), project=OuterRef("pk")))
    return Q(two) | Q(ends__startswith__gte=A_YEAR)


def _reached(_today: dt.date, confirmed: Sequence[int]) -> Condition:
    own = _any(
        Benefit, kind=BenefitKind.BENEFIT, state=BenefitState.ACHIEVED, voice=Voice.PARTNER, withdrawn_at=None
    )
    return own | Q(pk__in=confirmed)


def _knowledge(today: dt.date, _confirmed: Sequence[int]) -> Condition:
    return _any(CommunityKnowledge, in_force(today)) | _any(KnowledgeUse, in_force(today, "knowledge__"))


def _series(_today: dt.date, _confirmed: Sequence[int]) -> Condition:
    others = Project.objects.filter(series=OuterRef("series")).exclude(visibility=Visibility.PRIVATE)
    return Q(Exists(others.exclude(pk=OuterRef("pk"))))


def _measured(*names: str) -> Condition:
    return _any(Situation, *map(_written, names)) | _any(
        Measure, **{f"{name}__isnull": False for name in names}
    )


def _benefits(kind: BenefitKind) -> Condition:
    return _any(Benefit, kind=kind, withdrawn_at=None)


def _certified(_today: dt.date, _confirmed: Sequence[int]) -> Condition:
    return _any(UseCertificate, state=CertificateState.SIGNED)


CONDITIONS: Final[dict[str, Callable[[dt.date, Sequence[int]], Condition]]] = {
    "question_story": lambda _today, _confirmed: _written("question_story"),
    "tree": lambda _today, _confirmed: Q(is_public_issue=True, is_with_community=True),
    "participation": _joined,
    "years": _years,
    "agreements": lambda _today, _confirmed: _any(ProjectAgreement),
    "benefits_expected": lambda _today, _confirmed: _benefits(BenefitKind.BENEFIT),
    "benefits_reached": _reached,
    "costs": lambda _today, _confirmed: _benefits(BenefitKind.COST),
    "resources": lambda _today, _confirmed: _any(ProjectResource),
    "community_knowledge": _knowledge,
    "community_authors": lambda _today, _confirmed: _any(ProjectResearch, is_with_community_authors=True),
    "courses": lambda _today, _confirmed: _any(ProjectCourse),
    "knowledge_exchanged": lambda _today, _confirmed: Q(is_knowledge_exchanged=True),
    "research_products": lambda _today, _confirmed: _any(ProjectResearch, _written("products")),
    "baseline": lambda _today, _confirmed: _measured("before"),
    "change": lambda _today, _confirmed: _measured("before", "after"),
    "certificates": _certified,
    "follow_ups": lambda _today, _confirmed: _any(FollowUp, ~Q(answer__in=SAYS_NOTHING)),
    "series": _series,
    "adopters": _certified,
}
"""Whether a project has evidence that counts, by the names of ``evidence.FINDERS``."""


def _confirmed(projects: QuerySet[Any, Any]) -> list[int]:
    """Projects in which a partner confirmed a benefit that the university calls reached, as it stands now. One statement.

    Whether it is still what was confirmed is said by a fingerprint, which the program makes: the one thing that is
    loaded for it are these benefits.
    """
    answers = ClaimAnswer.objects.filter(
        partner=OuterRef("partner"), key=Concat(Value("benefit:"), Cast(OuterRef("pk"), CharField()))
    ).order_by("-id")
    reached = Benefit.objects.filter(
        project__in=projects,
        kind=BenefitKind.BENEFIT,
        state=BenefitState.ACHIEVED,
        voice=Voice.UNIVERSITY,
        withdrawn_at__isnull=True,
    )
    found = reached.annotate(
        verdict=Subquery(answers.values("verdict")[:1]), print=Subquery(answers.values("fingerprint")[:1])
    ).filter(verdict=ClaimVerdict.CONFIRMED)
    return [each.project_id for each in found if each.print == of_benefit(each).fingerprint]
