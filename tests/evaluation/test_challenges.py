"""Members rate the challenges of their network: who answers, what is shown to whom, priorities, actions that follow."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from samphan.comms.models import Message
from samphan.evaluation.actions import challenges as actions
from samphan.evaluation.actions.challenges import Mark
from samphan.evaluation.models import ChallengeMark, ChallengeReply, ChallengeRound
from samphan.evaluation.queries import challenges as queries
from samphan.evaluation.queries.challenge_pack import offers, questions
from samphan.evaluation.queries.due import due_lines
from samphan.frameworks.models import Framework, FrameworkItem, ItemMatch
from samphan.kit.errors import Problem, Refused
from samphan.networks.actions import admit_member, name_representative, substitute_representative
from samphan.networks.actions.membership import remove_member
from samphan.networks.models import Member, Representative
from samphan.projects.models import ActionItem
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.evaluation.conftest import Members
    from tests.personas import World

NOW = timezone.now()
TODAY = timezone.localdate()
DUE = TODAY + dt.timedelta(days=30)


def open_round(by: Actor, **words: str) -> ChallengeRound:
    return actions.open_challenge_round(by=by, title_th="ความท้าทาย", due_on=DUE, today=TODAY, **words)


def fill(world: World, count: int) -> None:
    """So many more members, each with somebody who leads it."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        for number in range(count):
            member = admit_member(by=by, organisation=make_organisation(by, f"สถาบันที่ {number}"))
            name_representative(
                by=by,
                member=member,
                email=f"lead{number}@example.org",
                name=f"ผู้แทน {number}",
                since_on=dt.date(2020, 1, 1),
            )


def answer(world: World, reply: ChallengeReply, **marks: Mark) -> None:
    """As the bearer of the member's link."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        path = actions.challenge_link(by=by, reply=reply, now=NOW).removeprefix("http://localhost:8000")
    data = {"name": "ผู้แทน"}
    for code, mark in marks.items():
        data |= {f"now_{code}": str(mark.now), f"ideal_{code}": str(mark.ideal), f"words_{code}": mark.words}
    answered = Client().post("/p/" + path.partition("/p/")[2], data)
    assert answered.status_code == 302, answered.text


@pytest.fixture
def closed(world: World) -> ChallengeRound:
    """Six members of whom five answered about CH1 (3.1 and 4.6 in the mean of ten: see the oracle) and four about CH2."""
    return answered(world)


def answered(world: World, **words: str) -> ChallengeRound:
    fill(world, 6)
    with user_scope(world.users["secretariat"], "alpha") as by:
        round_ = open_round(by, **words)
        replies = list(round_.replies.order_by("id"))
    given = [(3, 5), (3, 5), (3, 4), (3, 4), (4, 5)]
    for place, (now, ideal) in enumerate(given):
        marks = {"CH1": Mark(now, ideal, f"ถ้อยคำ {place}")}
        if place < 4:
            marks["CH2"] = Mark(1, 5, f"ลับ {place}")
        marks["CH3"] = Mark(2, 2)
        answer(world, replies[place], **marks)
    with user_scope(world.users["secretariat"], "alpha") as by:
        return actions.close_challenge_round(by=by, round_=round_, today=TODAY)


def page(by: Actor, round_: ChallengeRound) -> queries.Page:
    return queries.page_of(by, queries.rounds(by).get(pk=round_.pk))


def test_results_come_in_order_of_priority_with_their_counts(world: World, closed: ChallengeRound) -> None:
    with user_scope(world.users["board"], "alpha") as by:
        found = page(by, closed)
    by_code = {line.challenge.code: line for line in found.lines}
    assert (found.asked, found.answered, found.percent, found.is_thin) == (6, 5, 83, False)
    first = by_code["CH1"].result
    assert (first.count, first.now, first.ideal) == (5, Fraction(16, 5), Fraction(23, 5))
    assert first.priority == Fraction(7, 16)
    assert (first.shown_now, first.shown_ideal, first.shown_priority) == (3.2, 4.6, 0.438)
    assert [(line.challenge.code, line.rank) for line in found.lines[:3]] == [
        ("CH1", 1),
        ("CH3", 2),
        ("CH2", None),
    ]


def test_challenge_that_fewer_than_five_rated_shows_nothing(world: World, closed: ChallengeRound) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        line = next(each for each in page(by, closed).lines if each.challenge.code == "CH2")
    assert (line.result.count, line.result.now, line.result.priority, line.sayings) == (4, None, None, ())
    text = world.client("secretariat").get(f"/n/alpha/learn/challenges/{closed.pk}/").text
    assert "ลับ 0" not in text
    assert "ถ้อยคำ 0" in text


def test_answers_together_are_shown_without_institutions_anywhere(
    world: World, closed: ChallengeRound
) -> None:
    client = world.client("secretariat")
    round_page = client.get(f"/n/alpha/learn/challenges/{closed.pk}/?lang=en").text
    export = client.get(f"/n/alpha/learn/challenges/{closed.pk}/export/?format=csv").content.decode(
        "utf-8-sig"
    )
    assert "ถ้อยคำ 0" in round_page
    for text in (round_page, export):
        assert "สถาบันที่" not in text
    assert "this is not anonymous" in round_page
    who = client.get(f"/n/alpha/learn/challenges/{closed.pk}/members/").text
    assert "สถาบันที่ 0" in who
    assert "ถ้อยคำ" not in who
    with user_scope(world.users["secretariat"], "alpha"):
        kept = AuditEntry.objects.filter(act="answer_challenges")
        assert [each.changes for each in kept] == [{}] * 5


def test_open_answers_are_shown_with_their_institutions(world: World) -> None:
    round_ = answered(world, secrecy="open")
    export = world.client("board").get(f"/n/alpha/learn/challenges/{round_.pk}/export/?format=csv")
    text = export.content.decode("utf-8-sig")
    assert "สถาบันที่ 0" in text
    assert "ลับ 0" not in text
    assert "สถาบันที่ 0" in world.client("board").get(f"/n/alpha/learn/challenges/{round_.pk}/").text


def test_results_are_hidden_while_the_round_is_open(world: World, members: Members) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        round_ = open_round(by)
        reply = round_.replies.get(member=members.other)
    answer(world, reply, CH1=Mark(1, 5, "ยังไม่ควรเห็น"))
    client = world.client("secretariat")
    assert "ยังไม่ควรเห็น" not in client.get(f"/n/alpha/learn/challenges/{round_.pk}/").text
    assert client.get(f"/n/alpha/learn/challenges/{round_.pk}/export/").status_code == 403


def test_representative_answers_once_for_the_own_institution_alone(
    world: World, members: Members, at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        round_ = open_round(by)
        own, other = (round_.replies.get(member=each) for each in (members.own, members.other))
    client = world.client("coordinator")
    data = {"now_CH1": "2", "ideal_CH1": "5", "words_CH1": "", "name": "ผู้ประสานงาน"}
    assert client.get(at("challenge_answer", round_.pk, other.pk)).status_code == 404
    assert world.client("secretariat").get(at("challenge_answer", round_.pk, own.pk)).status_code == 404
    for mark in ("2", "3"):
        answered = client.post(at("challenge_answer", round_.pk, own.pk), {**data, "now_CH1": mark})
        assert answered["Location"] == at("challenge_round", round_.pk)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert list(ChallengeMark.objects.values_list("now", "ideal")) == [(3, 5)]
        with pytest.raises(Refused):
            actions.answer_challenges(by=by, reply=other, marks={"CH1": Mark(1, 1)}, name="ก", now=NOW)
        actions.close_challenge_round(by=by, round_=round_, today=TODAY)
    assert client.get(at("challenge_answer", round_.pk, own.pk)).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"name": "ก"},
        {"now_CH1": "2", "words_CH1": "ถ้อยคำที่พิมพ์ไว้", "name": "ก"},
        {"words_CH1": "ถ้อยคำที่พิมพ์ไว้", "name": "ก"},
        {"now_CH1": "9", "ideal_CH1": "2", "words_CH1": "ถ้อยคำที่พิมพ์ไว้", "name": "ก"},
        {"now_CH1": "2", "ideal_CH1": "2", "words_CH1": "ถ้อยคำที่พิมพ์ไว้", "name": ""},
    ],
)
def test_half_an_answer_is_told_so_and_nothing_typed_is_lost(
    world: World, members: Members, data: dict[str, str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        round_ = open_round(by)
        reply = round_.replies.get(member=members.other)
        path = actions.challenge_link(by=by, reply=reply, now=NOW)
    answered = Client().post("/p/" + path.partition("/p/")[2], data)
    assert answered.status_code == 422
    assert data.get("words_CH1", "") in answered.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert not ChallengeMark.objects.exists()


def test_two_who_answer_for_one_member_see_each_other(world: World, members: Members) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        reply = open_round(by).replies.get(member=members.own)
        path = "/p/" + actions.challenge_link(by=by, reply=reply, now=NOW).partition("/p/")[2]
    form = Client().get(path).context["form"]
    seen = str(form["version"].value())
    first = {"now_CH1": "2", "ideal_CH1": "5", "words_CH1": "ถ้อยคำของคนแรก", "name": "คนแรก", "version": seen}
    second = {**first, "now_CH1": "4", "words_CH1": "ถ้อยคำของคนที่สอง", "name": "คนที่สอง"}
    assert [Client().post(path, first).status_code for _press in range(2)] == [302, 302]
    refused = Client().post(f"{path}?lang=en", second)
    assert (refused.status_code, "ถ้อยคำของคนแรก" in refused.text, "ถ้อยคำของคนที่สอง" in refused.text) == (
        409,
        True,
        True,
    )
    told = [(each.label, each.yours) for each in refused.context["form"].changes]
    assert [said for said in told if said[1] == "ถ้อยคำของคนที่สอง"] == [
        (f"{questions().challenge('CH1').name}: In your own words", "ถ้อยคำของคนที่สอง")
    ]
    with user_scope(world.users["secretariat"], "alpha"):
        assert ChallengeMark.objects.get().words == "ถ้อยคำของคนแรก"
    again = {**second, "version": str(refused.context["form"]["version"].value())}
    assert Client().post(path, again).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert ChallengeMark.objects.get().words == "ถ้อยคำของคนที่สอง"


def test_ask_writes_to_each_lead_and_reminds_those_who_have_not_answered(world: World) -> None:
    fill(world, 2)
    with user_scope(world.users["secretariat"], "alpha") as by:
        admit_member(by=by, organisation=make_organisation(by, "สถาบันไม่มีผู้แทน"))
        round_ = open_round(by)
        words = {"subject": "ขอความเห็น {organisation}", "body": "เรียน {organisation}"}
        assert actions.ask_about_challenges(by=by, round_=round_, now=NOW, **words) == 2
    with user_scope(world.users["secretariat"], "alpha") as by:
        reply = round_.replies.get(contact_email="lead0@example.org")
        link = links.open_links("evaluation.challenges", reply, now=NOW).get()
        mail = Message.objects.get(to_address="lead0@example.org")
        assert links.address(link, "alpha") in mail.text
        assert mail.subject == "ขอความเห็น สถาบันที่ 0"
    answer(world, reply, CH1=Mark(1, 2))
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert actions.ask_about_challenges(by=by, round_=round_, now=NOW, **words) == 1
        assert [each.reminded_at is not None for each in round_.replies.order_by("id")] == [
            False,
            True,
            False,
        ]


def test_link_of_somebody_who_leads_no_longer_opens_nothing(world: World) -> None:
    fill(world, 1)
    with user_scope(world.users["secretariat"], "alpha") as by:
        round_ = open_round(by)
        reply = round_.replies.get()
        path = "/p/" + actions.challenge_link(by=by, reply=reply, now=NOW).partition("/p/")[2]
    assert Client().get(path).status_code == 200
    with user_scope(world.users["secretariat"], "alpha") as by:
        before = Representative.objects.get()
        substitute_representative(
            by=by, representative=before, email="new@example.org", name="คนใหม่", from_on=TODAY
        )
        actions.challenge_link(by=by, reply=ChallengeReply.objects.get(), now=NOW)
        assert ChallengeReply.objects.get().contact_email == "new@example.org"
    assert Client().get(path).status_code == 410


def test_open_or_close_what_is_impossible_is_a_problem(world: World, by: Actor) -> None:
    with pytest.raises(Problem, match="no members"):
        open_round(by)
    with pytest.raises(Problem, match="before the round opens"):
        actions.open_challenge_round(by=by, title_th="ก", due_on=TODAY - dt.timedelta(days=1), today=TODAY)
    admit_member(by=by, organisation=make_organisation(by, "สถาบัน"))
    round_ = open_round(by)
    with pytest.raises(Problem, match="Another round"):
        open_round(by)
    actions.close_challenge_round(by=by, round_=round_, today=TODAY)
    with pytest.raises(Problem, match="closed already"):
        actions.close_challenge_round(by=by, round_=round_, today=TODAY)
    with pytest.raises(Problem, match="closed already"):
        actions.ask_about_challenges(by=by, round_=round_, subject="ก", body="ข", now=NOW)


def test_strategy_is_taken_over_as_an_action_with_owner_and_day(world: World, closed: ChallengeRound) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        offered = offers(by).by_challenge["CH1"]
        assert [each.code for each in offered] == ["1.2", "1.3", "1.4", "4.1"]
        step = actions.take_over_strategy(
            by=by, round_=closed, challenge="CH1", strategy="1.4", owner_name="ผู้จัดการ", due_on=DUE
        )
        action = ActionItem.objects.get()
        assert (action.title_th, action.owner_label, action.due_on) == (offered[2].title_th, "ผู้จัดการ", DUE)
        assert page(by, closed).lines[0].steps == [step]
        with pytest.raises(Problem, match="open action follows this"):
            actions.take_over_strategy(
                by=by, round_=closed, challenge="CH1", strategy="1.4", owner_name="คนอื่น", due_on=DUE
            )
        with pytest.raises(Problem, match="not offered"):
            actions.take_over_strategy(
                by=by, round_=closed, challenge="CH1", strategy="6.4", owner_name="ก", due_on=DUE
            )
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        actions.take_over_strategy(
            by=by, round_=closed, challenge="CH1", strategy="1.4", owner_name="ก", due_on=DUE
        )


def test_network_that_adopted_the_framework_offers_its_own_matches(by: Actor) -> None:
    words = {"network_id": by.network_id, "title_th": "ก"}
    framework = Framework.objects.create(
        **words, code=questions().framework, edition="1", kind="framework", sort_key="ก"
    )
    challenge = FrameworkItem.objects.create(**words, framework=framework, axis="challenge", code="CH1")
    strategy = FrameworkItem.objects.create(**words, framework=framework, axis="strategy", code="ST6")
    role = FrameworkItem.objects.create(**words, framework=framework, axis="role", code="RO1")
    for match in (strategy, role):
        ItemMatch.objects.create(network_id=by.network_id, item=challenge, match=match)
    found = offers(by)
    assert {code: [each.code for each in some] for code, some in found.by_challenge.items()} == {
        "CH1": ["ST6"]
    }
    assert found.item_ids == {"CH1": challenge.pk}


def test_every_challenge_is_offered_something(by: Actor) -> None:
    found = offers(by)
    assert not found.is_own
    assert [code for code, some in found.by_challenge.items() if not some] == []
    assert list(found.by_challenge) == [f"CH{number}" for number in range(1, 9)]


def test_due_names_what_each_one_owes(world: World, members: Members) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        round_ = open_round(by)
        lines = list(due_lines(by, DUE, TODAY))
        assert [(each.owner, each.on) for each in lines] == [("2 members have not answered", DUE)]
    with user_scope(world.users["coordinator"], "alpha") as by:
        (line,) = due_lines(by, DUE, TODAY)
        reply = queries.own_replies(by).get()
        assert line.url == f"/n/alpha/learn/challenges/{round_.pk}/members/{reply.pk}/answer/"
    with user_scope(world.users["partner"], "alpha") as by:
        assert list(due_lines(by, DUE, TODAY)) == []


def test_rounds_of_another_network_are_not_found(world: World, closed: ChallengeRound) -> None:
    stranger = world.client("stranger")
    for path in (f"/n/beta/learn/challenges/{closed.pk}/", f"/n/beta/learn/challenges/{closed.pk}/export/"):
        assert stranger.get(path).status_code == 404
    assert world.client("partner").get(f"/n/alpha/learn/challenges/{closed.pk}/").status_code == 404
    with system_scope("test", world.b.pk):
        assert ChallengeMark.objects.count() == 0
        assert Member.objects.count() == 0


def test_round_page_asks_the_same_for_one_and_three(world: World, statements: Statements) -> None:
    first = answered(world)
    client = world.client("secretariat")
    counts = []

    def measure(pk: int) -> None:
        path = f"/n/alpha/learn/challenges/{pk}/"
        client.get(path)
        with statements() as sent:
            assert client.get(path).status_code == 200
        counts.append(len(sent))

    measure(first.pk)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for _each in range(2):
            last = open_round(by)
            actions.close_challenge_round(by=by, round_=last, today=TODAY)
        for code in ("1.2", "1.3", "1.4"):
            actions.take_over_strategy(
                by=by, round_=first, challenge="CH1", strategy=code, owner_name="ก", due_on=DUE
            )
    measure(first.pk)
    measure(last.pk)
    assert counts[0] == counts[1]
    assert counts[2] <= counts[0] + 1


def test_remove_member_that_answered_is_refused(world: World, closed: ChallengeRound) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = closed.replies.order_by("pk")[0].member
        with pytest.raises(Problem, match="End the membership instead"):
            remove_member(by=by, member=member, reason="ผิด")
