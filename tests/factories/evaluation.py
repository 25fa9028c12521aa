"""How well things are done, one of everything, with the marker in every text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from samphan.evaluation.actions.assessments import (
    Stated,
    answer_assessment,
    begin_assessment,
    plan_improvement,
    write_dialogue,
)
from samphan.evaluation.actions.challenges import (
    Mark,
    answer_challenges,
    challenge_link,
    close_challenge_round,
    open_challenge_round,
    take_over_strategy,
)
from samphan.evaluation.actions.ratings import Told, ask_partner_to_rate, begin_rating, give_rating
from samphan.evaluation.models import Rating
from samphan.evaluation.policy.challenges import CHALLENGES
from samphan.kit.actor import ActorKind, LinkRef
from samphan.networks.models import Member
from samphan.projects.models import PartnerSide, Project, ProjectPartner
from samphan.tenancy import links

if TYPE_CHECKING:
    import datetime as dt

    from samphan.evaluation.models import ChallengeReply, SelfAssessment
    from samphan.kit.actor import Actor


def fill_evaluation(by: Actor, marker: str, now: dt.datetime) -> None:
    """A project that both sides rated, an institution that looked at itself, challenges."""
    project = Project.objects.filter(network_id=by.network_id).order_by("pk")[0]
    member = Member.objects.filter(network_id=by.network_id).order_by("pk")[0]
    fill_ratings(by, project, member, marker, now)
    fill_assessment(by, member, marker, now)
    fill_challenges(by, marker, now)


def fill_challenges(by: Actor, marker: str, now: dt.datetime) -> ChallengeReply:
    """A closed round with what was taken over, and an open one that a member answered by its link."""
    words = {"title_th": f"ชื่อ {marker}", "title_en": f"Title {marker}"}
    day = now.date()
    over = open_challenge_round(by=by, due_on=day, today=day, **words)
    over = close_challenge_round(by=by, round_=over, today=day)
    take_over_strategy(
        by=by, round_=over, challenge="CH1", strategy="1.4", owner_name=f"ผู้ทำ {marker}", due_on=day
    )
    round_ = open_challenge_round(by=by, due_on=day, today=day, **words)
    reply = round_.replies.order_by("pk")[0]
    challenge_link(by=by, reply=reply, now=now)
    link = links.open_links(CHALLENGES, reply, now=now).get()
    bearer = replace(
        by, kind=ActorKind.LINK, link=LinkRef(link.pk, link.purpose, link.subject_kind, reply.pk)
    )
    marks = {"CH1": Mark(2, 5, f"ถ้อยคำ {marker}")}
    return answer_challenges(by=bearer, reply=reply, marks=marks, name=f"ผู้ตอบ {marker}", now=now)


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
