"""The university's pages: writing down, replying, rating, the ledger, papers."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from samphan.engagement import policy
from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.actions.claims import answer_claims, reply_to_answer
from samphan.engagement.actions.papers import issue_paper
from samphan.engagement.actions.taking_part import add_benefit, rate_stages, withdraw_benefit
from samphan.engagement.models import Benefit, ClaimAnswer, Participation
from samphan.engagement.queries.due import due_lines
from samphan.engagement.queries.sides import confirmation_of, says
from samphan.engagement.queries.sides_record import CONFIRMED, GAINS, PARTS, dispute_flags
from samphan.engagement.queries.taking_part import ledgers_of, stages_of
from samphan.kit.errors import Problem, Refused
from samphan.projects.actions.side import write_partner
from samphan.projects.models import Project, ProjectPartner
from samphan.projects.queries.completeness import filled
from samphan.projects.queries.flags import flags
from samphan.tenancy.actions import grant
from samphan.tenancy.scope import system_scope, user_scope
from tests.engagement.conftest import NOW, SPOKEN, answered, make_bananas, make_partner, make_project, said_of
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.conftest import Statements
    from tests.engagement.conftest import Bananas
    from tests.personas import World


def test_answers_on_paper_keep_who_said_and_who_wrote_them_down(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("lead")
    path = at("record_answers", bananas.project.pk, bananas.community.pk)
    with user_scope(world.users["lead"], "alpha"), translation.override("en"):
        lines = says(bananas.community).lines
    data = {"said_by": "ป้าแดง", "channel": "paper"}
    for key, seen in ((line.claim.key, line.claim.fingerprint) for line in lines):
        data |= {f"print_{key}": seen, f"verdict_{key}": "", f"words_{key}": ""}
    data["verdict_part"] = "confirmed"
    wordless = client.post(path, {**data, "verdict_need": "disputed"})
    assert wordless.status_code == 422
    disputed = {**data, "verdict_need": "disputed", "words_need": "ไม่ใช่ทั้งหมด"}
    assert client.post(path, disputed).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        kept = list(ClaimAnswer.objects.order_by("id"))
        assert [(each.key, each.verdict, each.channel, each.said_by, each.recorded_by) for each in kept] == [
            ("part", "confirmed", "paper", "ป้าแดง", "Lead"),
            ("need", "disputed", "paper", "ป้าแดง", "Lead"),
        ]
    page = client.get(f"{at('confirmations', bananas.project.pk)}?lang=en").text
    assert ("ไม่ใช่ทั้งหมด" in page, "on paper: Lead" in page, "disputed by a partner" in page) == (
        True,
        True,
        True,
    )
    assert client.post(path, {"said_by": "ป้าแดง", "channel": "paper"}).status_code == 422


def test_answers_that_are_written_down_are_to_the_statements_that_were_read(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("lead")
    path = at("record_answers", bananas.project.pk, bananas.community.pk)
    project = bananas.project
    with user_scope(world.users["lead"], "alpha"):
        seen = {line.claim.key: line.claim.fingerprint for line in says(bananas.community).lines}
        # Before the answers arrive one statement is changed, and one is not made any more.
        type(project).objects.filter(pk=project.pk).update(need_th="อย่างอื่น", need_en="", community_benefit="")
    data = {"said_by": "ป้าแดง", "channel": "paper", **{f"print_{key}": seen[key] for key in seen}}
    data |= {"verdict_part": "confirmed", "verdict_need": "disputed", "words_need": "ไม่ใช่ทั้งหมด"}
    data |= {"verdict_community": "corrected", "words_community": "ได้กล้วยด้วย"}
    late = client.post(f"{path}?lang=en", data)
    assert late.status_code == 422
    told = ["changed this statement", "does not say this any more: “ได้กล้วยด้วย”", "ไม่ใช่ทั้งหมด"]
    assert [words in late.text for words in told] == [True, True, True]
    with user_scope(world.users["lead"], "alpha"):
        assert not ClaimAnswer.objects.exists()
    # Read again, the same answers are to what stands there now.
    shown = re.findall(r'name="print_need" value="(\w+)"', late.text)
    again = {**data, "print_need": shown[0], "words_community": ""}
    assert client.post(path, again).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        kept = list(ClaimAnswer.objects.order_by("id").values_list("key", "words"))
        assert kept == [("part", ""), ("need", "ไม่ใช่ทั้งหมด")]


def test_office_cannot_answer_as_if_by_link_or_for_nobody(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        answers = said_of(bananas.community, "part", "confirmed")
        for wrong in ({"channel": "link", "said_by": "ป้าแดง"}, {"channel": "office", "said_by": "ป้าแดง"}):
            with pytest.raises(Problem, match="spoken, on paper"):
                answer_claims(by=by, partner=bananas.community, answers=answers, now=NOW, **wrong)
        with pytest.raises(Problem, match="person of the partner"):
            answer_claims(
                by=by, partner=bananas.community, answers=answers, now=NOW, channel="phone", said_by=" "
            )


@pytest.mark.parametrize("persona", ["board", "coordinator", "partner"])
def test_who_does_not_write_the_record_says_nothing(world: World, bananas: Bananas, persona: str) -> None:
    with user_scope(world.users[persona], "alpha") as by:
        partner = ProjectPartner.objects.select_related("project", "organisation").get(
            pk=bananas.community.pk
        )
        with pytest.raises(Refused):
            answered(by, partner, "part", "confirmed")
        with pytest.raises(Refused):
            ask_partner(by=by, partner=partner, now=NOW)
        with pytest.raises(Refused):
            rate_stages(by=by, partner=partner, ratings={"plan": (1, "")}, voice="university", now=NOW)
        with pytest.raises(Refused):
            issue_paper(by=by, partner=partner, kind="letter", signer_name="ก", now=NOW)


def test_keeper_writes_own_record_alone(world: World, bananas: Bananas) -> None:
    with system_scope("test", world.a.pk) as by:
        grant(by=by, user=world.users["outsider"], role="project_writer")
        Project.objects.filter(pk=bananas.project.pk).update(keeper=world.users["outsider"])
    with user_scope(world.users["secretariat"], "alpha") as by:
        foreign = make_bananas(by, "ของคนอื่น")
    with user_scope(world.users["outsider"], "alpha") as by:
        own = ProjectPartner.objects.select_related("project", "organisation").get(pk=bananas.community.pk)
        assert answered(by, own, "part", "disputed", "ไม่ใช่").recorded_by == "Outsider"
        with pytest.raises(Refused):
            answered(by, foreign.community, "part", "confirmed")
        lines = list(due_lines(by, dt.date(2026, 6, 1), dt.date(2026, 5, 2)))
        assert [(str(each.word), each.owner) for each in lines] == [("disputed by a partner", "Outsider")]
    with user_scope(world.users["secretariat"], "alpha") as by:
        answered(by, foreign.community, "part", "disputed", "ไม่ใช่")
        assert len(list(due_lines(by, dt.date(2026, 6, 1), dt.date(2026, 5, 2)))) == 2
    with user_scope(world.users["outsider"], "alpha") as by:
        assert len(list(due_lines(by, dt.date(2026, 6, 1), dt.date(2026, 5, 2)))) == 1


def test_reply_settles_a_dispute_and_the_partner_reads_it(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        answer = answered(by, bananas.community, "served", "disputed", "มากันแค่ 20 คน")
        fine = answered(by, bananas.community, "part", "confirmed")
        with pytest.raises(Problem, match="Only corrections"):
            reply_to_answer(by=by, answer=fine, kind="kept", words="ก", now=NOW)
        with pytest.raises(Problem, match="reason"):
            reply_to_answer(by=by, answer=answer, kind="kept", words=" ", now=NOW)
    client = browser("lead")
    path = at("reply", bananas.project.pk, answer.pk)
    assert "มากันแค่ 20 คน" in client.get(path).text
    assert client.post(path, {"kind": "kept", "words": "นับจากใบลงชื่อ"}).status_code == 302
    assert client.get(at("reply", bananas.project.pk, fine.pk)).status_code == 404
    with user_scope(world.users["lead"], "alpha") as by:
        assert list(due_lines(by, dt.date(2026, 6, 1), dt.date(2026, 5, 2))) == []
        assert confirmation_of([bananas.project])[bananas.project.pk].state == "disputed"
    from django.test import Client as Phone

    assert "นับจากใบลงชื่อ" in Phone().get(f"{bananas.link}became/").text
    assert "นับจากใบลงชื่อ" not in Phone().get(f"{bananas.other_link}became/").text


def test_confirmation_of_many_projects_takes_as_many_statements_as_of_one(
    world: World, bananas: Bananas, statements: Statements
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        projects = [bananas.project, *(make_bananas(by, f"โครงการ {number}").project for number in range(2))]
        for each in projects:
            for partner in ProjectPartner.objects.select_related("project", "organisation").filter(
                project=each
            ):
                answered(by, partner, "part", "confirmed")
        with statements() as one:
            confirmation_of(projects[:1])
        with statements() as three:
            found = confirmation_of(projects)
    assert (len(one), len(three)) == (8, 8)
    assert {each.state for each in found.values()} == {"partly"}


def test_confirmation_is_whole_only_when_every_partner_outside_confirms_everything(
    world: World, bananas: Bananas
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        pk = bananas.project.pk
        assert confirmation_of([bananas.project])[pk].label == "not confirmed by the partner"
        for partner in (bananas.community, bananas.other):
            for line in says(partner).lines:
                answered(by, partner, line.claim.key, "confirmed")
        found = confirmation_of([bananas.project])[pk]
        assert (found.state, found.confirmed, len(found.asked)) == ("confirmed", 2, 2)
        assert "confirmed by the partner on" in found.label
        assert "confirmed by the partner on" in found.label_of(bananas.community.pk, "part")
        assert found.label_of(bananas.university.pk, "part") == "not confirmed by the partner"
        assert found.label_of(bananas.community.pk, "benefit:0") == ""


def test_statements_and_answers_leave_as_a_workbook(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        answered(by, bananas.community, "served", "disputed", "มากันแค่ 20 คน")
    path = at("confirmations_export", bananas.project.pk)
    table = browser("board").get(f"{path}?format=csv&lang=en").getvalue().decode()
    rows = [line for line in table.splitlines() if "มากันแค่ 20 คน" in line]
    assert len(rows) == 1
    assert ("disputed" in rows[0], "ป้าแดง" in rows[0]) == (True, True)
    assert world.client("stranger").get(path).status_code == 404


def test_project_without_society_has_nobody_to_confirm_it(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
        make_partner(by, project, "มหาวิทยาลัยเดียว", "university", is_lead=True)
        assert confirmation_of([project])[project.pk].state == "none"
        assert confirmation_of([]) == {}


def test_fingerprint_is_the_same_in_every_language_and_the_sentence_is_not(
    world: World, bananas: Bananas
) -> None:
    with user_scope(world.users["lead"], "alpha"):
        claims = [each.claim for each in says(bananas.community).lines]
        with translation.override("th"):
            thai = [each.fingerprint for each in claims]
        assert thai == [each.fingerprint for each in claims]
        assert len(set(thai)) == len(thai)


def test_two_voices_stand_side_by_side_with_signed_difference(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        for intensity in (2, 1):
            rate_stages(
                by=by,
                partner=bananas.community,
                ratings={"think": (intensity, ""), "plan": (3, "")},
                voice="partner",
                now=NOW,
                **SPOKEN,
            )
        (found,) = stages_of([bananas.community])
        assert [each.signed for each in found.stages] == ["−2", "+1", "", "", ""]
        assert "sees less participation" in found.gap
        assert Participation.objects.filter(voice="partner").count() == 3, "what is said again adds no row"
        assert [each.intensity for each in found.stages[0].earlier] == [2]
        for wrong in ({"plan": (5, "")}, {"dream": (1, "")}):
            with pytest.raises(Problem):
                rate_stages(by=by, partner=bananas.community, ratings=wrong, voice="university", now=NOW)
    page = browser("board").get(f"{at('participation', bananas.project.pk)}?lang=en").text
    assert ("−2" in page, "+1" in page) == (True, True)
    path = at("rate", bananas.project.pk, bananas.community.pk, "partner")
    spoken = {"stage_do": "2", "note_do": "ช่วยกันตาก", **SPOKEN}
    assert browser("lead").post(path, spoken).status_code == 302
    assert (
        browser("lead").get(at("rate", bananas.project.pk, bananas.community.pk, "nobody")).status_code == 404
    )


@pytest.mark.parametrize("name", ["participation", "benefits", "words", "confirmations"])
def test_unit_that_leads_for_the_university_is_no_partner_of_itself(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str], name: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own = make_partner(by, bananas.project, "คณะเกษตรของเรา", "university", order=9)
    lead, pages = bananas.university.called, at(name, bananas.project.pk) + "?lang=en"
    page = browser("lead").get(pages).text
    # Nothing is asked of the unit that leads; further units may be spoken of, and are not listed with empty rows.
    assert (lead in page, bananas.community.called in page, own.called in page) == (False, True, True)
    if name in {"participation", "benefits"}:
        assert f"-{own.pk}-caption" not in page
        assert own.called not in browser("board").get(pages).text
    with user_scope(world.users["lead"], "alpha") as by:
        rate_stages(
            by=by, partner=bananas.university, ratings={"think": (2, "")}, voice="university", now=NOW
        )
        add_benefit(
            by=by, partner=bananas.university, now=NOW, kind="benefit", words="ได้แปลงสาธิต", voice="university"
        )
        answered(by, bananas.university, "part", "confirmed")
    # What was said once is never hidden.
    if name != "words":
        assert lead in browser("lead").get(pages).text


def test_project_with_its_leading_unit_alone_has_no_partners_yet(
    world: World, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
        make_partner(by, project, "มหาวิทยาลัยเดียว", "university", is_lead=True)
    for name in ("participation", "benefits", "confirmations"):
        page = browser("secretariat").get(at(name, project.pk) + "?lang=en").text
        assert ("No partners yet" in page, "มหาวิทยาลัยเดียว" in page) == (True, False), name


def test_ledger_keeps_sides_apart_and_what_was_taken_back(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("lead")
    path = at("benefit_new", bananas.project.pk, bananas.community.pk)
    row = {
        "kind": "cost",
        "words": "ค่าฟืน",
        "theme": "other",
        "state": "achieved",
        "value_baht": "1200",
        "said_by": "",
    }
    assert client.post(path, {**row, "voice": "partner"}).status_code == 422
    assert client.post(path, {**row, "voice": "partner", **SPOKEN}).status_code == 302
    assert (
        client.post(path, {**row, "voice": "university", "words": "ค่ารถ", "value_baht": ""}).status_code
        == 302
    )
    with user_scope(world.users["lead"], "alpha") as by:
        (ledger,) = ledgers_of([bananas.community])
        assert [each.words for each in ledger.of("cost", "partner")] == ["ค่าฟืน"]
        assert (ledger.value("cost", "partner"), ledger.value("cost", "university")) == (1200, None)
        with pytest.raises(Problem, match="below zero"):
            add_benefit(
                by=by,
                partner=bananas.community,
                kind="cost",
                words="ก",
                voice="university",
                now=NOW,
                value_baht=-1,  # type: ignore[arg-type]  # what a form may hand on
            )
        theirs = Benefit.objects.get(words="ค่าฟืน")
    assert client.post(at("benefit_back", bananas.project.pk, theirs.pk)).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        (ledger,) = ledgers_of([bananas.community])
        assert (ledger.of("cost", "partner"), len(ledger.withdrawn)) == ([], 1)
        assert withdraw_benefit(by=by, benefit=theirs, now=NOW).withdrawn_at is not None


@pytest.mark.parametrize("name", ["confirmations", "participation", "benefits", "words", "partner_papers"])
def test_tab_takes_as_many_statements_with_three_partners_as_with_one(
    world: World,
    bananas: Bananas,
    browser: Callable[[str], Client],
    at: Callable[..., str],
    statements: Statements,
    name: str,
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        small = make_project(by, "เล็ก", visibility="network")
        partner = make_partner(by, small, "ชุมชนเล็ก")
        for each in (partner, bananas.university, bananas.other, bananas.community):
            answered(by, each, "part", "confirmed")
            ask_partner(by=by, partner=each, now=NOW)
    client.get(at(name, small.pk))
    counts = []
    for project in (small, bananas.project):
        with statements() as sent:
            assert client.get(at(name, project.pk)).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] <= 16, counts


def test_pages_of_another_network_are_not_found(
    world: World, bananas: Bananas, at: Callable[..., str]
) -> None:
    stranger = world.client("stranger")
    for name in ("confirmations", "participation", "benefits", "words", "partner_papers"):
        assert stranger.get(at(name, bananas.project.pk)).status_code == 404
        assert stranger.get(at(name, bananas.project.pk).replace("/alpha/", "/beta/")).status_code == 404


def test_private_record_is_closed_to_who_may_not_read_it(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=bananas.project.pk).update(visibility="private")
    for name in ("confirmations", "participation", "benefits", "words", "partner_papers"):
        assert browser("board").get(at(name, bananas.project.pk)).status_code == 404
    with user_scope(world.users["board"], "alpha") as by:
        assert not by.may(policy.see, on=Project.objects.get(pk=bananas.project.pk))


def test_dispute_after_approval_is_flagged_until_it_is_replied_to(
    world: World, bananas: Bananas, browser: Callable[[str], Client], statements: Statements
) -> None:
    pk = bananas.project.pk
    with user_scope(world.users["secretariat"], "alpha") as by:
        met = filled(by, [pk])
        with statements() as none:
            assert flags(by, [pk], met) == {}
        assert (none, dispute_flags(by, [pk])) == ([], {})
        answer = answered(by, bananas.community, "served", "disputed", "มากันแค่ 20 คน")
        assert [each.tone for each in dispute_flags(by, [pk])[pk]] == ["warm"]
        Project.objects.filter(pk=pk).update(review="approved")
        second = make_bananas(by, "ที่สอง")
        answered(by, second.community, "part", "corrected", "ปีก่อนด้วย")
        with statements() as one:
            dispute_flags(by, [pk])
        with statements() as two:
            found = dispute_flags(by, [pk, second.project.pk])
        assert (len(one), len(two), len(found)) == (1, 1, 2)
        assert [(each.tone, "approved record" in str(each.text)) for each in found[pk]] == [("bad", True)]
    overview = browser("secretariat").get(f"/n/alpha/work/projects/{pk}/?lang=en").text
    assert ("approved record" in overview, "มากันแค่ 20 คน" in overview) == (True, True)
    with user_scope(world.users["secretariat"], "alpha") as by:
        reply_to_answer(by=by, answer=answer, kind="changed", words="แก้เป็น 20 คน", now=NOW)
        assert dispute_flags(by, [pk]) == {}


def test_parts_of_the_record_that_partners_fill(
    world: World, bananas: Bananas, statements: Statements
) -> None:
    pk = bananas.project.pk
    with user_scope(world.users["secretariat"], "alpha") as by:
        with statements() as sent:
            found = filled(by, [pk])
        assert len(sent) == 1
        assert {part.code: found[part.code] for part in PARTS} == {part.code: frozenset() for part in PARTS}
        answered(by, bananas.community, "part", "confirmed")
        add_benefit(
            by=by, partner=bananas.community, kind="cost", words="ฟืน", voice="partner", now=NOW, **SPOKEN
        )
        found = filled(by, [pk])
        assert {part.code for part in PARTS if found[part.code] == {pk}} == {CONFIRMED, GAINS}


def test_public_page_marks_what_partners_do_not_confirm_and_keeps_their_words(
    world: World, bananas: Bananas
) -> None:
    from django.test import Client as Anybody

    path = f"/p/alpha/work/projects/{bananas.project.pk}/?lang=en"
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=bananas.project.pk).update(
            review="approved", visibility="public", published_at=NOW
        )
    assert "not confirmed by the partner" in Anybody().get(path).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        answered(by, bananas.community, "served", "disputed", "มากันแค่ 20 คน")
    page = Anybody().get(path).text
    assert ("disputed by a partner (1 statement)" in page, "มากันแค่ 20 คน" in page) == (True, False)
    assert "ป้าแดง" not in page


def test_what_one_organisation_confirmed_is_never_another_one_s(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project, community = bananas.project, bananas.community
        other, twin = (make_organisation(by, name, kind="community") for name in ("กลุ่มอื่น", "ชื่อเดิมของกลุ่ม"))
        mistaken = make_partner(by, project, "เลือกผิด")
        rate_stages(by=by, partner=mistaken, ratings={"do": (1, "")}, voice="university", now=NOW)
        write_partner(by=by, project=project, partner=mistaken, organisation=twin, name="")
        ask_partner(by=by, partner=community, now=NOW)
        for words in ({"organisation": other, "name": ""}, {"organisation": None, "name": "กลุ่มไร้ชื่อ"}):
            with pytest.raises(Problem, match="stays its own"):
                write_partner(by=by, project=project, partner=community, **words)
        kept = write_partner(
            by=by,
            project=project,
            partner=community,
            organisation=community.organisation,
            name="",
            role="สอน",
        )
        assert (kept.organisation_id, kept.role) == (community.organisation_id, "สอน")
        group = ProjectPartner.objects.create(network_id=by.network_id, project=project, name="ชมรม")
        ask_partner(by=by, partner=group, now=NOW)
        assert (
            write_partner(by=by, project=project, partner=group, organisation=other, name="").organisation
            == other
        )
