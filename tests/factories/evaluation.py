"""How well things are done, one of everything, with the marker in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.evaluation.actions.assessments import (
    Stated,
    answer_assessment,
    begin_assessment,
    plan_improvement,
    write_dialogue,
)
from samphan.evaluation.actions.ratings import Told, ask_partner_to_rate, begin_rating, give_rating
from samphan.evaluation.models import Rating
from samphan.networks.models import Member
from samphan.projects.models import PartnerSide, Project, ProjectPartner

if TYPE_CHECKING:
    import datetime as dt

    from samphan.evaluation.models import SelfAssessment
    from samphan.kit.actor import Actor


def fill_evaluation(by: Actor, marker: str, now: dt.datetime) -> None:
    """A project that both sides rated, an institution that looked at itself."""
    project = Project.objects.filter(network_id=by.network_id).order_by("pk")[0]
    member = Member.objects.filter(network_id=by.network_id).order_by("pk")[0]
    fill_ratings(by, project, member, marker, now)
    fill_assessment(by, member, marker, now)


def fill_assessment(by: Actor, member: Member, marker: str, now: dt.datetime) -> SelfAssessment:
    """What one person and the dialogue said, minutes, and a line of the plan."""
    of = begin_assessment(by=by, member=member, year=now.year)
    words = Stated(2, f"หลักฐาน {marker}", f"เหตุผล {marker}")
    answer_assessment(by=by, assessment=of, code="ent", said={"G1a": words}, now=now)
    answer_assessment(by=by, assessment=of, code="ent", said={"G1a": words}, now=now, is_agreed=True)
    write_dialogue(
        by=by, assessment=of, on=now.date(), people=f"ผู้ร่วม {marker}", words=f"ถ้อยคำ {marker}", now=now
    )
    plan_improvement(
        by=by, assessment=of, title=f"แผน {marker}", owner_name=f"ผู้ทำ {marker}", due_on=now.date()
    )
    return of


def fill_ratings(by: Actor, project: Project, member: Member, marker: str, now: dt.datetime) -> Rating:
    """A round in which the university and another institution said something."""
    partner = ProjectPartner.objects.create(
        network_id=by.network_id,
        project=project,
        organisation_id=member.organisation_id,
        role=marker,
        side=PartnerSide.OTHER,
    )
    begin_rating(by=by, project=project, today=now.date())
    ours = Rating.objects.get(project=project, partner=None)
    give_rating(by=by, rating=ours, said={"1.1": Told(3, f"เหตุผล {marker}")}, now=now)
    rating, _link = ask_partner_to_rate(by=by, partner=partner, now=now)
    return give_rating(
        by=by, rating=rating, said={"1.1": Told(2, f"ความเห็น {marker}")}, now=now, said_by=f"ลุง {marker}"
    )
