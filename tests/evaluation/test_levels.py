"""The order that the database makes of levels is that of the rules in Python, whatever the records hold."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from samphan.engagement.models import (
    Benefit,
    ClaimAnswer,
    CommunityKnowledge,
    Evidence,
    KnowledgeUse,
    Measure,
    Participation,
    Situation,
    UseCertificate,
    Voice,
)
from samphan.engagement.queries.claims import of_benefit
from samphan.evaluation.actions.ratings import Told, begin_rating, close_rating, give_rating, seat_of
from samphan.evaluation.models import Rating, RatingRound
from samphan.evaluation.queries import levels
from samphan.evaluation.queries.evidence import FINDERS, counted, evidence_of
from samphan.evaluation.queries.ratings import rows
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.partial import PartialDate
from samphan.projects.models import (
    FollowUp,
    Project,
    ProjectAgreement,
    ProjectCourse,
    ProjectResearch,
    ProjectResource,
    ProjectSeries,
    ProjectYear,
)
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_partner, make_project
from tests.factories.agreements import make_agreement
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from fractions import Fraction

    from samphan.agreements.models import Agreement
    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner
    from tests.personas import World

PROJECTS = 18


class Records:
    """Projects with pieces of evidence of every kind, some that count and some that do not."""

    def __init__(self, by: Actor, seed: int) -> None:
        self.by, self.dice = by, random.Random(seed)  # noqa: S311 - data of a test
        village, university = make_organisation(by, "เทศบาล"), make_organisation(by)
        self.agreement: Agreement = make_agreement(by, parties=[village, university])
        self.series = [
            ProjectSeries.objects.create(network_id=by.network_id, title_th=name, sort_key=name)
            for name in ("ชุดหนึ่ง", "ชุดสอง")
        ]
        self.knowledge: list[CommunityKnowledge] = []
        for number in range(PROJECTS):
            project = make_project(by, f"โครงการ {number:02}")
            partner = make_partner(by, project)
            for _piece in range(self.dice.randrange(9)):
                self.piece(project, partner)
            for _round in range(self.dice.randrange(3)):
                self.rate(project, partner)

    def piece(self, project: Project, partner: ProjectPartner) -> None:  # noqa: PLR0912 - one line for each kind
        pick, of = self.dice.choice, {"network_id": self.by.network_id, "project": project}
        with_partner = {**of, "partner": partner}
        words, said = pick(("", " \n", "ว่าไว้")), {"channel": "office", "at": NOW}
        today = timezone.localdate()
        match self.dice.randrange(18):
            case 0:
                self.write(project, question_story=words, is_knowledge_exchanged=pick((None, True, False)))
            case 1:
                self.write(project, is_public_issue=pick((True, None)), is_with_community=pick((True, False)))
            case 2:
                until = dt.date(2021, 1, 1) + dt.timedelta(days=pick((365, 366, 367)))
                self.write(project, starts=day(dt.date(2021, 1, 1)), ends=day(until))
            case 3:
                self.write(project, series=pick(self.series), visibility=pick(("private", "network")))
            case 4:
                for year in self.dice.sample(range(2020, 2024), 2):
                    nothing = {"is_nothing": pick((True, False)), "at": NOW}
                    ProjectYear.objects.get_or_create(**of, year=year, defaults=nothing)
            case 5:
                for voice in (*Voice.values, *Voice.values):
                    Participation.objects.create(
                        **with_partner, **said, stage="plan", intensity=pick((2, 3, 4)), voice=voice
                    )  # fmt: skip
            case 6:
                ProjectAgreement.objects.get_or_create(**of, agreement=self.agreement)
            case 7 | 8 | 9:
                self.benefit(with_partner)
            case 17:
                ProjectResource.objects.create(**with_partner, kind="people", title="แรงงาน")
            case 10:
                known = CommunityKnowledge.objects.create(
                    **of, title_th="ลม", kind="wisdom", holder_name="ลุงดำ", sort_key="ล",
                    consent=pick(("asked", "given")), consent_until=pick((None, today, today - dt.timedelta(days=1))),
                )  # fmt: skip
                self.knowledge.append(known)
            case 11 if self.knowledge:
                KnowledgeUse.objects.get_or_create(**of, knowledge=pick(self.knowledge))
            case 12:
                ProjectResearch.objects.create(
                    **of, title="ปู", kind="applied", products=words, is_with_community_authors=pick((True, False))
                )  # fmt: skip
            case 13:
                ProjectCourse.objects.create(**of, title="วิชา")
                Situation.objects.get_or_create(**of, defaults={"before": words, "after": pick(("", "ดีขึ้น"))})
            case 14:
                Measure.objects.create(**of, title="ปูต่อลำ", before=pick((None, 0)), after=pick((None, 3)))
            case 15:
                signed = {"state": "signed", "signer_name": "กำนัน", "answered_at": NOW}
                UseCertificate.objects.create(**with_partner, use="ใช้", **pick((signed, {"state": "sent"})))
            case _:
                answer = pick(("", "cannot_say", "lasts", "gone"))
                FollowUp.objects.create(
                    **of, due_on=TODAY + dt.timedelta(days=self.dice.randrange(9999)), answer=answer,
                    answered_at=NOW if answer else None,
                )  # fmt: skip
                gone = pick(({}, {"withdrawn_at": NOW, "withdrawn_why": "ขอถอน"}))
                supports = pick(("need", "participation", "result", "process", "before", "after", "spread"))
                Evidence.objects.create(
                    **of, kind="statement", title="คำ", strength=1, supports=supports, **gone
                )

    def write(self, project: Project, **fields: Any) -> None:
        Project.objects.filter(pk=project.pk).update(**fields)

    def benefit(self, of: dict[str, Any]) -> None:
        pick = self.dice.choice
        benefit = Benefit.objects.create(
            **of, kind=pick(("benefit", "benefit", "cost")), words="รายได้", state=pick(("achieved", "achieved", "expected")),
            voice=pick(Voice.values), channel="office", at=NOW, withdrawn_at=pick((None, None, None, NOW)),
        )  # fmt: skip
        for verdict in self.dice.sample(("confirmed", "disputed", "confirmed"), self.dice.randrange(3)):
            ClaimAnswer.objects.create(
                **of, key=f"benefit:{benefit.pk}", verdict=verdict, words="ว่าไว้", shown="…", channel="link", at=NOW,
                fingerprint=pick((of_benefit(benefit).fingerprint, of_benefit(benefit).fingerprint, "0" * 32)),
            )  # fmt: skip

    def rate(self, project: Project, partner: ProjectPartner) -> None:
        """A round, in which some say something, some of them twice; the one before is closed."""
        by, dice = self.by, self.dice
        for before in RatingRound.objects.filter(project=project, closed_on=None):
            close_rating(by=by, round_=before, today=TODAY)
        round_ = begin_rating(by=by, project=project, today=TODAY)
        seats = [Rating.objects.get(round=round_, voice=Voice.UNIVERSITY)]
        seats += [
            seat_of(by=by, partner=each)
            for each in (partner, make_partner(by, project, f"กลุ่ม {round_.number}"))
        ]
        for seat in dice.sample(seats, dice.randrange(1, 4)):
            for _again in range(dice.choice((1, 1, 2))):
                codes = dice.sample([each.code for each in project_rubric().items], dice.choice((1, 3, 8)))
                said = {code: Told(dice.choice((None, 0, 1, 2, 3, 4))) for code in codes}
                give_rating(by=by, rating=seat, said=said, now=NOW, said_by="ก", channel="spoken")
        if dice.random() < 0.4:
            close_rating(by=by, round_=round_, today=TODAY)


def day(when: dt.date) -> PartialDate:
    return PartialDate.of(when)


def in_python(by: Actor, found: list[Project], voice: Voice, *, is_descending: bool) -> list[int]:
    """By the level of the university, or the lowest of a partner; without one last, each level by title."""

    def level(row: Any) -> Fraction | None:
        sides = [row.ours] if voice == Voice.UNIVERSITY else row.theirs
        known = [each.standing.total for each in sides if each and each.standing.total is not None]
        return min(known, default=None)

    levelled = [(level(row), row.project.pk) for row in rows(by, found)]
    rated = sorted(
        ((at, pk) for at, pk in levelled if at is not None), key=lambda each: each[0], reverse=is_descending
    )
    return [*(pk for _at, pk in rated), *(pk for at, pk in levelled if at is None)]


@pytest.mark.parametrize("seed", range(4))
def test_order_of_the_database_is_that_of_the_rules(world: World, seed: int) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        Records(by, seed)
    for persona in ("secretariat", "coordinator"):
        with user_scope(world.users[persona], "alpha") as by:
            found = Project.objects.for_actor(by).order_by("sort_key", "id")
            flags = {
                pk: [bool(each) for each in shown]
                for pk, *shown in levels.shown_items(found.order_by().values("pk"))
            }
            proposals = evidence_of(list(found), project_rubric(), slug="alpha")
            assert flags == {pk: [bool(n) for n in counted(each).values()] for pk, each in proposals.items()}
            for voice in (Voice.UNIVERSITY, Voice.PARTNER):
                for is_descending in (False, True):
                    order = levels.in_order(by, found, voice, is_descending=is_descending)
                    assert order == in_python(by, list(found), voice, is_descending=is_descending)


def test_benefit_is_reached_as_long_as_its_partner_confirms_it(world: World) -> None:
    place = [each.code for each in project_rubric().items].index("2.2")

    def is_shown(project: Project) -> bool:
        [(_pk, *shown)] = levels.shown_items(Project.objects.filter(pk=project.pk).values("pk"))
        return bool(shown[place])

    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
        of = {"network_id": by.network_id, "project": project, "partner": make_partner(by, project)}
        benefit = Benefit.objects.create(
            **of,
            kind="benefit",
            words="รายได้",
            state="achieved",
            voice="university",
            channel="office",
            at=NOW,
        )
        answer = {"key": f"benefit:{benefit.pk}", "shown": "…", "channel": "link", "at": NOW, "words": "ว่าไว้"}
        answer["fingerprint"] = of_benefit(benefit).fingerprint
        said = [is_shown(project)]
        for verdict in ("confirmed", "disputed", "confirmed"):
            ClaimAnswer.objects.create(**of, **answer, verdict=verdict)
            said.append(is_shown(project))
        Benefit.objects.filter(pk=benefit.pk).update(words="รายได้สองเท่า")
        assert [*said, is_shown(project)] == [False, True, False, True, False]


def test_everything_that_may_be_evidence_is_known_to_the_database() -> None:
    assert levels.CONDITIONS.keys() == FINDERS.keys()


def test_order_by_level_takes_two_statements(world: World, statements: Any) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        Records(by, 1)
        with statements() as sent:
            levels.in_order(by, Project.objects.for_actor(by), Voice.PARTNER, is_descending=True)
    assert len(sent) == 2
