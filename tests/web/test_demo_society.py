"""The engagement office of the demo and the real cases: what was entered can be checked against what is public."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from samphan.agreements.models import Agreement
from samphan.directory.models import ClaimState, Person, PersonClaim
from samphan.engagement.models import ClaimVerdict
from samphan.engagement.queries.sides import confirmation_of
from samphan.evaluation.models import ChallengeRound, RatingRound, SelfAssessment
from samphan.knowledge.models import Dossier
from samphan.projects.models import PersonRole, Project, ProjectPerson, ProjectStated, ReviewState
from samphan.projects.queries.years import academic_year, fiscal_year
from samphan.tenancy.scope import system_scope, user_scope
from samphan.web.demo import society, society_facts, society_judged
from samphan.web.demo.society_people import STAFF

if TYPE_CHECKING:
    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)


def test_load_society_fills_projects_of_both_sides(world: World) -> None:
    society.load(world.users, now=NOW)
    with system_scope("test", society_facts.SLUG):
        found = {each.title_th: each for each in Project.objects.all()}
        weaving = found[society_facts.WEAVING.title.th]
        (confirmation,) = confirmation_of([weaving]).values()
        agreement = Agreement.objects.get()
        parties = agreement.parties.count()
    assert {title: each.review for title, each in found.items()} == {
        society_facts.WEAVING.title.th: ReviewState.APPROVED,
        society_facts.COMPOST.title.th: ReviewState.APPROVED,
        society_facts.LEDGER.title.th: ReviewState.SUBMITTED,
    }
    assert confirmation.state == "disputed"
    disputed = [
        line for each in confirmation.partners for line in each.lines if line.status == ClaimVerdict.DISPUTED
    ]
    assert [line.claim.key for line in disputed] == ["served"]
    assert (agreement.stated_parties, parties) == (23, 2)
    (village,) = [each for each in confirmation.partners if disputed[0] in each.lines]
    assert {line.status for line in village.lines} == {ClaimVerdict.CONFIRMED, ClaimVerdict.DISPUTED}


def test_load_society_names_its_people_from_the_register(world: World) -> None:
    society.load(world.users, now=NOW)
    with user_scope(world.users["secretariat"], society_facts.SLUG) as by:
        known = {each.name_th: each.is_sample for each in Person.objects.for_actor(by)}
        leaders = {
            each.project.title_th: each.person.name_th if each.person else each.name
            for each in ProjectPerson.objects.filter(role=PersonRole.LEADER).select_related(
                "project", "person"
            )
        }
        dossier = Dossier.objects.get()
        claimed = PersonClaim.objects.get()
    assert leaders == {each.title.th: STAFF[each.key].name for each in society_facts.SAMPLES}
    assert set(known) == {each.name for each in STAFF.values()}
    assert all(known.values())
    assert (claimed.user_id, claimed.state) == (world.users["lead"].pk, ClaimState.ACCEPTED)
    assert (dossier.owner_id, dossier.person_id) == (claimed.user_id, claimed.person_id)


def test_load_society_is_judged(world: World) -> None:
    society.load(world.users, now=NOW)
    with user_scope(world.users["secretariat"], society_facts.SLUG):
        round_ = RatingRound.objects.get()
        given = round_.ratings.filter(given_at__isnull=False).count()
        challenge = ChallengeRound.objects.get()
        answered = challenge.replies.filter(answered_at__isnull=False).count()
        said = SelfAssessment.objects.get().answers.count()
    assert (round_.closed_on, given) == (NOW.date(), 2)
    assert (challenge.closed_on, answered) == (NOW.date(), 5)
    assert said == len(society_judged.ASSESSED)


def test_add_cases_keeps_what_the_pages_state(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        society.add_cases(by, now=NOW)
        stated = {
            (each.project.title_th.split()[0], each.kind): each.number
            for each in ProjectStated.objects.select_related("project")
        }
        begun = {each.title_th.split()[0]: each.starts for each in Project.objects.all()}
    budget, places, people = (stated["มหาวิทยาลัยสู่ตำบล", kind] for kind in ("budget", "places", "staff"))
    assert round(budget / places, 2) == Decimal("479661.06")
    assert round(people / places, 3) == Decimal("9.193")
    assert stated["แม่โจ้", "direct"] == 26
    nursing, maejo = begun["ประชาสัมพันธ์หลักสูตรพยาบาลศาสตร์"], begun["แม่โจ้"]
    assert nursing
    assert maejo
    assert (fiscal_year(nursing.from_on), academic_year(nursing.from_on, 6)) == (2019, 2018)
    assert fiscal_year(maejo.from_on) == 2023
