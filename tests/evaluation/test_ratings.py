"""Both sides rate a project: rounds, links, evidence that counts, differences that stay."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from samphan.engagement.models import (
    Benefit,
    ClaimAnswer,
    CommunityKnowledge,
    Evidence,
    Measure,
    Participation,
    Situation,
    UseCertificate,
)
from samphan.engagement.queries.claims import Rows, draw
from samphan.evaluation.actions.ratings import (
    Told,
    ask_partner_to_rate,
    begin_rating,
    close_rating,
    give_rating,
)
from samphan.evaluation.models import Rating, RatingScore
from samphan.evaluation.queries.evidence import counted, evidence_of
from samphan.evaluation.queries.ratings import page_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.errors import Problem, Refused
from samphan.projects.models import (
    PartnerSide,
    Project,
    ProjectCourse,
    ProjectResearch,
    ProjectResource,
)
from samphan.tenancy import links
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_partner, make_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner
    from tests.conftest import Statements
    from tests.personas import World


def evidence(project: Project) -> dict[str, int]:
    project.refresh_from_db()
    return counted(evidence_of([project], project_rubric(), slug="alpha")[project.pk])


def university(project: Project) -> Rating:
    return Rating.objects.get(project=project, partner=None, round__closed_on=None)


def of(project: Project, partner: ProjectPartner | None = None) -> dict[str, int]:
    return {
        "network_id": project.network_id,
        "project_id": project.pk,
        **({"partner_id": partner.pk} if partner else {}),
    }


def test_evidence_of_an_empty_record_is_none(by: Actor) -> None:
    assert set(evidence(make_project(by)).values()) == {0}


def test_evidence_of_each_item_is_found_in_the_record(by: Actor) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    before = evidence(project)

    def grew(code: str) -> None:
        nonlocal before
        after = evidence(project)
        assert {item for item in after if after[item] > before[item]} == set(code.split())
        before = after

    Project.objects.filter(pk=project.pk).update(question_story="ผู้ใหญ่บ้านยกเรื่องนี้ขึ้นในเวทีหมู่บ้าน")
    grew("1.1")
    Project.objects.filter(pk=project.pk).update(is_public_issue=True, is_with_community=False)
    grew("")
    Project.objects.filter(pk=project.pk).update(is_with_community=True)
    grew("1.1")
    ours = Participation.objects.create(
        **of(project, partner), stage="plan", intensity=4, voice="university", channel="office", at=NOW
    )
    grew("")
    Participation.objects.create(
        **of(project, partner), stage="plan", intensity=2, voice="partner", channel="link", at=NOW
    )
    grew("")
    Participation.objects.create(
        **of(project, partner), stage="plan", intensity=3, voice="partner", channel="link", at=NOW
    )
    grew("1.2")
    assert ours.intensity == 4
    Project.objects.filter(pk=project.pk).update(is_knowledge_exchanged=True)
    grew("3.2")
    ProjectCourse.objects.create(**of(project), title="วิชาชายฝั่ง")
    grew("3.2")
    research = ProjectResearch.objects.create(**of(project), title="ปูม้า", kind="applied")
    grew("")
    ProjectResearch.objects.filter(pk=research.pk).update(products="บทความ 1 เรื่อง")
    grew("3.3")
    ProjectResearch.objects.filter(pk=research.pk).update(is_with_community_authors=True)
    grew("3.1")
    ProjectResource.objects.create(**of(project, partner), kind="people", title="แรงงานอาสา")
    grew("2.3")
    Measure.objects.create(**of(project), title="ปูต่อลำ", before=0)
    grew("4.1")
    Measure.objects.filter(project=project).update(after=3)
    grew("4.2")
    Situation.objects.create(**of(project), before="ปูลดลง")
    grew("4.1")
    Evidence.objects.create(**of(project), kind="statement", title="คำบอกเล่า", supports="spread", strength=1)
    grew("4.3")
    Evidence.objects.filter(project=project).update(withdrawn_at=NOW, withdrawn_why="ขอถอน")
    assert evidence(project)["4.3"] == 0


def test_benefit_that_nobody_confirmed_does_not_count_as_reached(by: Actor) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    benefit = Benefit.objects.create(
        **of(project, partner), kind="benefit", words="รายได้เพิ่ม", state="achieved", voice="university",
        channel="office", at=NOW,
    )  # fmt: skip
    assert (evidence(project)["2.1"], evidence(project)["2.2"]) == (1, 0)
    found = evidence_of([project], project_rubric(), slug="alpha")[project.pk]["2.2"]
    assert [(each.label, each.counts, each.why_not) for each in found] == [
        ("รายได้เพิ่ม", False, "not confirmed by the partner")
    ]
    answer = {
        "key": f"benefit:{benefit.pk}",
        "fingerprint": fingerprint(project, partner, benefit),
        "shown": "…",
        "channel": "link",
        "at": NOW,
    }
    ClaimAnswer.objects.create(**of(project, partner), verdict="confirmed", **answer)
    assert evidence(project)["2.2"] == 1
    Benefit.objects.filter(pk=benefit.pk).update(words="รายได้เพิ่มสองเท่า")
    assert evidence(project)["2.2"] == 0
    Benefit.objects.filter(pk=benefit.pk).update(words="รายได้เพิ่ม")
    ClaimAnswer.objects.create(**of(project, partner), verdict="disputed", words="ไม่จริง", **answer)
    assert evidence(project)["2.2"] == 0


def fingerprint(project: Project, partner: ProjectPartner, benefit: Benefit) -> str:
    claims = draw(project, partner, Rows(benefits={partner.pk: [benefit]}))
    return next(each.fingerprint for each in claims if each.key == f"benefit:{benefit.pk}")


def test_unsigned_certificate_and_withheld_knowledge_do_not_count(by: Actor) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    certificate = UseCertificate.objects.create(**of(project, partner), use="ใช้คู่มือ", state="sent")
    known = CommunityKnowledge.objects.create(
        **of(project), title_th="ลมมรสุม", kind="wisdom", holder_name="ลุงดำ", sort_key="ล"
    )
    assert (evidence(project)["3.1"], evidence(project)["4.2"], evidence(project)["4.3"]) == (0, 0, 0)
    UseCertificate.objects.filter(pk=certificate.pk).update(
        state="signed", signer_name="กำนัน", answered_at=NOW
    )
    CommunityKnowledge.objects.filter(pk=known.pk).update(consent="given")
    assert (evidence(project)["3.1"], evidence(project)["4.2"], evidence(project)["4.3"]) == (1, 1, 1)


def test_rate_without_evidence_keeps_what_was_typed_and_counts_one(by: Actor) -> None:
    project = make_project(by)
    begin_rating(by=by, project=project, today=TODAY)
    give_rating(by=by, rating=university(project), said={"1.1": Told(4, "ชุมชนริเริ่ม")}, now=NOW)
    (said,) = page_of(by, project).groups[0][1][0].said
    assert said.typed is not None
    assert (said.typed.score, said.counts, said.is_capped) == (4, 1, True)
    Project.objects.filter(pk=project.pk).update(question_story="เวทีหมู่บ้าน")
    project.refresh_from_db()
    (said,) = page_of(by, project).groups[0][1][0].said
    assert (said.counts, said.is_capped) == (4, False)


def test_sides_stay_beside_each_other_with_signed_differences(by: Actor) -> None:
    project = make_project(by)
    partner, second = make_partner(by, project), make_partner(by, project, "กลุ่มสตรี")
    begin_rating(by=by, project=project, today=TODAY)
    give_rating(by=by, rating=university(project), said={"1.1": Told(3), "1.2": Told(2)}, now=NOW)
    for who, score in ((partner, 1), (second, 4)):
        rating, _link = ask_partner_to_rate(by=by, partner=who, now=NOW)
        give_rating(
            by=by,
            rating=rating,
            said={"1.1": Told(score), "1.2": Told(None)},
            now=NOW,
            said_by="ป้าแดง",
            channel="spoken",
        )
    page = page_of(by, project)
    first, other = page.groups[0][1][:2]
    assert [each.signed for each in first.said] == ["", "−2", "+1"]
    assert [each.signed for each in other.said] == ["", "", ""]
    assert [(each.name, each.rating.recorded_by) for each in page.sides] == [
        ("", ""),
        ("กลุ่มประมงบ้านทะเล", "Secretariat"),
        ("กลุ่มสตรี", "Secretariat"),
    ]


def test_rate_again_adds_and_the_latest_holds(by: Actor) -> None:
    project = make_project(by)
    begin_rating(by=by, project=project, today=TODAY)
    rating = university(project)
    give_rating(by=by, rating=rating, said={"1.1": Told(1), "1.2": Told(2)}, now=NOW)
    give_rating(by=by, rating=rating, said={"1.1": Told(0), "1.2": Told(2)}, now=NOW)
    scores = RatingScore.objects.order_by("id").values_list("item", "score")
    assert list(scores) == [("1.1", 1), ("1.2", 2), ("1.1", 0)]


def test_closed_round_keeps_its_evidence_and_takes_nothing_more(by: Actor) -> None:
    project = make_project(by)
    Project.objects.filter(pk=project.pk).update(question_story="เวที")
    project.refresh_from_db()
    round_ = begin_rating(by=by, project=project, today=TODAY)
    with pytest.raises(Problem, match="open already"):
        begin_rating(by=by, project=project, today=TODAY)
    with pytest.raises(Problem, match="Nobody has rated"):
        close_rating(by=by, round_=round_, today=TODAY)
    rating = university(project)
    give_rating(by=by, rating=rating, said={"1.1": Told(3)}, now=NOW)
    close_rating(by=by, round_=round_, today=TODAY)
    Project.objects.filter(pk=project.pk).update(question_story="")
    project.refresh_from_db()
    assert page_of(by, project).groups[0][1][0].said[0].counts == 3
    with pytest.raises(Problem, match="closed"):
        give_rating(by=by, rating=rating, said={"1.1": Told(4)}, now=NOW)
    assert begin_rating(by=by, project=project, today=TODAY).number == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [({}, "Nothing was rated"), ({"9.9": Told(1)}, "not stand in the rubric"), ({"1.1": Told(5)}, "0 to 4")],
)
def test_rate_what_is_impossible_is_a_problem(by: Actor, said: dict[str, Told], words: str) -> None:
    project = make_project(by)
    begin_rating(by=by, project=project, today=TODAY)
    with pytest.raises(Problem, match=words):
        give_rating(by=by, rating=university(project), said=said, now=NOW)


def test_ask_before_a_round_or_on_the_university_side_is_a_problem(by: Actor) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    with pytest.raises(Problem, match="Begin a round"):
        ask_partner_to_rate(by=by, partner=partner, now=NOW)
    begin_rating(by=by, project=project, today=TODAY)
    partner.side = PartnerSide.UNIVERSITY
    partner.save()
    with pytest.raises(Problem, match="university's side"):
        ask_partner_to_rate(by=by, partner=partner, now=NOW)


def test_rate_as_a_coordinator_who_keeps_no_record_is_refused(world: World, by: Actor) -> None:
    project = make_project(by)
    begin_rating(by=by, project=project, today=TODAY)
    rating = university(project)
    with user_scope(world.users["coordinator"], "alpha") as other, pytest.raises(Refused):
        give_rating(by=other, rating=rating, said={"1.1": Told(1)}, now=NOW)
    project.keeper = world.users["coordinator"]
    project.save()
    with user_scope(world.users["coordinator"], "alpha") as other:
        give_rating(by=other, rating=rating, said={"1.1": Told(1)}, now=NOW)


def asked(world: World, name: str = "กลุ่มประมงบ้านทะเล") -> tuple[Project, str]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
        partner = make_partner(by, project, name)
        make_partner(by, project, "กลุ่มลับอื่น")
        begin_rating(by=by, project=project, today=TODAY)
        give_rating(by=by, rating=university(project), said={"1.1": Told(3, "ความเห็นภายใน")}, now=NOW)
        _rating, link = ask_partner_to_rate(by=by, partner=partner, now=timezone.now())
        return project, links.path(link, "alpha")


def test_tab_and_overview_ask_the_same_for_one_and_three(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], statements: Statements
) -> None:
    def fill(count: int) -> Project:
        with user_scope(world.users["secretariat"], "alpha") as by:
            for _each in range(count):
                project = make_project(by)
                Project.objects.filter(pk=project.pk).update(question_story="เวที")
                begin_rating(by=by, project=project, today=TODAY)
                give_rating(by=by, rating=university(project), said={"1.1": Told(3)}, now=NOW)
                for name in ("หนึ่ง", "สอง", "สาม")[: 3 if count > 1 else 1]:
                    rating, _link = ask_partner_to_rate(
                        by=by, partner=make_partner(by, project, name), now=NOW
                    )
                    give_rating(by=by, rating=rating, said={"1.1": Told(2)}, now=NOW, said_by="ก")
        return project

    client = browser("secretariat")
    counts: dict[str, list[int]] = {"rating": [], "ratings": [], "sorted": []}
    for count in (1, 2):
        project = fill(count)
        for name, args in (("rating", [project.pk]), ("ratings", [])):
            client.get(at(name, *args))
            with statements() as sent:
                assert client.get(at(name, *args)).status_code == 200
            counts[name].append(len(sent))
        with statements() as sent:
            assert client.get(at("ratings"), {"sort": "-partners"}).status_code == 200
        counts["sorted"].append(len(sent))
    assert counts["sorted"][0] == counts["sorted"][1]
    assert counts["rating"][0] == counts["rating"][1]
    assert counts["ratings"][0] == counts["ratings"][1]
    assert max(counts["rating"]) <= 30


def rated(by: Actor, title: str, ours: int | None, *theirs: int) -> Project:
    """A project with the level that the university gives, and those that partners give; None is no rating at all."""
    project = make_project(by, title)
    # What shows the item: without it every score would count one at most.
    Project.objects.filter(pk=project.pk).update(question_story="เวทีหมู่บ้าน")
    if ours is None:
        return project
    begin_rating(by=by, project=project, today=TODAY)
    give_rating(by=by, rating=university(project), said={"1.1": Told(ours)}, now=NOW)
    for number, score in enumerate(theirs):
        rating, _link = ask_partner_to_rate(
            by=by, partner=make_partner(by, project, f"กลุ่ม {number}"), now=NOW
        )
        give_rating(
            by=by, rating=rating, said={"1.1": Told(score)}, now=NOW, said_by="ป้าแดง", channel="spoken"
        )
    return project


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", "กขคงจ"),
        ("-title", "จงคขก"),
        ("university", "คขกงจ"),
        ("-university", "กขคงจ"),
        ("partners", "ขคกงจ"),
        ("-partners", "คขกงจ"),
        ("password", "กขคงจ"),
    ],
)
def test_list_is_sorted_by_level_and_what_nobody_rated_comes_last(
    world: World, browser: Callable[[str], Client], at: Callable[..., str], sort: str, order: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        rated(by, "ก", 4)
        rated(by, "ข", 3, 4, 1)  # by the lowest that a partner gives
        rated(by, "ค", 1, 2)
        rated(by, "ง", None)
        rated(by, "จ", None)
    client = browser("secretariat")
    page = client.get(at("ratings"), {"sort": sort})
    assert "".join(row.project.title_th for row in page.context["table"].rows) == order
    exported = (
        client.get(at("ratings_export"), {"sort": sort, "format": "csv"}).getvalue().decode("utf-8-sig")
    )
    told = [line.partition(",")[0] for line in exported.splitlines()[1:]]
    assert "".join(dict.fromkeys(told)) == order


def test_pages_and_papers_answer(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    project, _path = asked(world)
    with user_scope(world.users["secretariat"], "alpha"):
        partner = project.partners.order_by("id")[0]
    client = browser("secretariat")
    for name, args in (
        ("rating", [project.pk]), ("rating_give", [project.pk]), ("rating_ask", [project.pk, partner.pk]),
        ("rating_pass_on", [project.pk, partner.pk]), ("rating_export", [project.pk]), ("ratings", []),
        ("ratings_export", []), ("rating_paper", [project.pk, "docx"]), ("rating_paper", [project.pk, "pdf"]),
    ):  # fmt: skip
        assert client.get(at(name, *args)).status_code == 200, name
    assert client.get(at("rating_paper", project.pk, "exe")).status_code == 404
    kept = client.post(at("rating_give", project.pk), {"score_1_2": "3", "note_1_2": ""})
    assert (kept.status_code, kept["Location"]) == (302, at("rating", project.pk))


def test_ratings_of_a_private_project_are_seen_by_its_keeper_alone(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    project, _path = asked(world)
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=project.pk).update(visibility="private")
    assert browser("coordinator").get(at("rating", project.pk)).status_code == 404
    assert "ฟื้นฟู" not in browser("coordinator").get(at("ratings")).text
    assert browser("secretariat").get(at("rating", project.pk)).status_code == 200
    assert browser("partner").get(at("ratings")).status_code == 403


def test_ratings_of_another_network_are_not_found(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    project, path = asked(world)
    client = browser("stranger")
    assert client.get(at("rating", project.pk)).status_code in {403, 404}
    assert client.get(at("rating", project.pk).replace("alpha", "beta")).status_code == 404
    assert Client().get(path.replace("alpha", "beta")).status_code == 404
    assert dt.date.fromisoformat("2026-05-01") == TODAY
