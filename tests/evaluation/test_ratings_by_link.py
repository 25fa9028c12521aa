"""The page of a partner: twelve questions, each kept at once, none counted before everything is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.evaluation.actions import ratings as actions
from samphan.evaluation.actions.ratings import (
    Told,
    ask_partner_to_rate,
    begin_rating,
    close_rating,
    give_rating,
    keep_answer,
    send_rating,
)
from samphan.evaluation.models import Rating, RatingRound, RatingScore
from samphan.evaluation.queries.ratings import page_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.errors import Refused
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_partner, make_project
from tests.evaluation.test_ratings import asked

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.conftest import Statements
    from tests.personas import World

CODES = [each.code for each in project_rubric().items]


def choose(path: str, code: str, score: str, note: str = "") -> HttpResponse:
    """Choose an answer to one question on the page of a partner."""
    name = code.replace(".", "_")
    return Client().post(
        f"{path}questions/{code}/",
        {f"score_{name}": score, f"note_{name}": note},
        headers={"accept-language": "en"},
    )


def send(path: str, said_by: str = "ป้าแดง") -> HttpResponse:
    """Send everything that was chosen."""
    return Client().post(f"{path}review/", {"said_by": said_by})


def english(path: str) -> str:
    page = Client().get(path, {"lang": "en"})
    assert page.status_code == 200
    return page.text


def theirs(world: World) -> tuple[Rating, list[tuple[str, int | None, str, str]]]:
    """The rating of the partner, and its scores as everybody reads them."""
    with user_scope(world.users["secretariat"], "alpha"):
        rating = Rating.objects.select_related("round").get(partner__name="กลุ่มประมงบ้านทะเล")
        return rating, list(rating.scores.order_by("id").values_list("item", "score", "note", "said_by"))


def test_partner_answers_leaves_comes_back_and_sends_without_an_account(world: World) -> None:
    _project, path = asked(world)
    begin = english(path)
    assert ("12 questions" in begin, ">Begin<" in begin, "How far you are" in begin) == (True, True, False)
    assert choose(path, "1.1", "2", "พูดคุยกันสองครั้ง")["Location"] == f"{path}questions/1.2/"
    assert choose(path, "2.2", "none")["Location"] == f"{path}questions/2.3/"
    # Somebody who comes back goes on at the first question that is open, and finds what was chosen.
    begin = english(path)
    assert f'class="button" href="{path}questions/1.2/"' in begin
    assert begin.count('class="done"') == 2
    question = english(f"{path}questions/1.1/")
    assert "Step 1 of 12" in question
    assert re.search(r'value="2"[^>]*checked', question)
    assert "พูดคุยกันสองครั้ง" in question
    assert theirs(world)[1] == []
    review = english(f"{path}review/")
    assert ("cannot be said" in review, review.count("not answered yet")) == (True, 10)
    assert "They are not sent yet." in review
    assert send(path)["Location"] == f"{path}review/"
    rating, said = theirs(world)
    assert said == [("1.1", 2, "พูดคุยกันสองครั้ง", "ป้าแดง"), ("2.2", None, "", "ป้าแดง")]
    assert (rating.said_by, rating.channel, rating.recorded_by, rating.draft) == ("ป้าแดง", "link", "", {})
    review = english(f"{path}review/")
    assert ("Answered by ป้าแดง" in review, "<form" in review, "not sent" in review) == (True, False, False)


def test_last_question_and_a_changed_one_lead_to_the_review(world: World) -> None:
    _project, path = asked(world)
    for code in CODES:
        answer = choose(path, code, "3")
    assert answer["Location"] == f"{path}review/"
    assert choose(path, "1.1", "4")["Location"] == f"{path}review/"
    assert f'class="button" href="{path}review/"' in english(path)
    assert send(path).status_code == 302
    assert [score for _code, score, *_rest in theirs(world)[1]] == [4, *[3] * 11]


def test_answers_that_are_not_sent_are_read_by_nobody_else(world: World) -> None:
    project, path = asked(world)
    choose(path, "1.1", "0", "เล่าไว้ยังไม่ส่ง")
    client = world.client("secretariat")
    page = client.get(f"/n/alpha/learn/ratings/projects/{project.pk}/?lang=en")
    assert "1 of 12 answered, not sent yet" in page.text
    for where in ("", "partners/{0}/", "partners/{0}/said/", "paper/docx/"):
        partner = theirs(world)[0].partner_id
        read = client.get(f"/n/alpha/learn/ratings/projects/{project.pk}/{where.format(partner)}")
        assert (read.status_code, "เล่าไว้ยังไม่ส่ง".encode() in read.content) == (200, False), where
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert [each.is_university for each in page_of(by, project).given] == [True]
        assert not AuditEntry.objects.filter(changes__icontains="เล่าไว้").exists()


def test_page_shows_neither_other_partners_nor_what_the_university_says(world: World) -> None:
    _project, path = asked(world)
    for where in ("", "questions/1.1/", "review/"):
        page = english(f"{path}{where}")
        for secret in ("กลุ่มลับอื่น", "ความเห็นภายใน"):
            assert secret not in page


def test_answer_that_was_sent_is_changed_by_sending_again(world: World) -> None:
    _project, path = asked(world)
    choose(path, "1.1", "1")
    send(path)
    # The same again is nothing to send.
    choose(path, "1.1", "1")
    assert theirs(world)[0].draft == {}
    choose(path, "1.1", "3")
    assert "(not sent yet)" in english(f"{path}review/")
    assert [each[1] for each in theirs(world)[1]] == [1]
    send(path, "ลุงดำ")
    assert [each[1::2] for each in theirs(world)[1]] == [(1, "ป้าแดง"), (3, "ลุงดำ")]


def test_question_without_a_level_loses_no_words(world: World) -> None:
    _project, path = asked(world)
    answer = choose(path, "1.1", "", "ยังไม่เลือกระดับ")
    assert (answer.status_code, "ยังไม่เลือกระดับ" in answer.text) == (422, True)
    assert theirs(world)[0].draft == {}
    assert choose(path, "1.1", "9").status_code == 422


def test_sending_nothing_or_without_a_name_is_refused_in_words(world: World) -> None:
    _project, path = asked(world)
    assert (send(path).status_code, Client().get(f"{path}questions/9.9/").status_code) == (422, 404)
    choose(path, "1.1", "2")
    assert send(path, "").status_code == 422
    assert theirs(world)[0].draft == {"1.1": {"score": 2, "note": ""}}


def test_sending_over_and_over_is_refused_at_last(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_BY_LINK", 2)
    _project, path = asked(world)
    for score in ("1", "2"):
        choose(path, "1.1", score)
        assert send(path).status_code == 302
    choose(path, "1.1", "3", "อีกครั้ง")
    assert (send(path).status_code, "อีกครั้ง" in english(f"{path}review/")) == (422, True)
    assert [each[1] for each in theirs(world)[1]] == [1, 2]


def test_closed_round_is_read_and_not_answered(world: World) -> None:
    project, path = asked(world)
    choose(path, "1.1", "2", "พูดคุยกัน")
    send(path)
    choose(path, "1.2", "4", "ค้างไว้")
    with user_scope(world.users["secretariat"], "alpha") as by:
        close_rating(by=by, round_=RatingRound.objects.get(project=project), today=TODAY)
    page = english(path)
    assert ("พูดคุยกัน" in page, "ค้างไว้" in page, "did not send" in page) == (True, False, True)
    for where in ("questions/1.1/", "review/"):
        assert Client().get(f"{path}{where}")["Location"] == path
    assert (choose(path, "1.1", "4").status_code, send(path).status_code) == (422, 422)
    assert len(theirs(world)[1]) == 1


def test_closing_says_first_who_began_and_did_not_send(world: World) -> None:
    project, path = asked(world)
    choose(path, "1.1", "2", "เล่าไว้ยังไม่ส่ง")
    seat = theirs(world)[0]
    client, tab = world.client("secretariat"), f"/n/alpha/learn/ratings/projects/{project.pk}/"
    close, ask = f"{tab}close/", f"{tab}partners/{seat.partner_id}/"
    assert close in client.get(tab).text
    page = client.get(close, {"lang": "en"}).text
    assert "1 partner has begun and not sent its answers" in page
    assert ("1 of 12 answered, not sent yet" in page, f'href="{ask}"' in page) == (True, True)
    assert ("เล่าไว้" in page, "Nothing said so far" in page) == (False, False)
    reminder = client.get(ask, {"lang": "en"}).text
    assert ("have not been sent yet" in reminder, path in reminder, "เล่าไว้" in reminder) == (
        True,
        True,
        False,
    )
    with user_scope(world.users["secretariat"], "alpha"):
        assert RatingRound.objects.get(project=project).closed_on is None
    send(path)
    choose(path, "1.1", "3")
    assert "1 answer changed since, not sent yet" in client.get(close, {"lang": "en"}).text
    assert world.client("coordinator").get(close).status_code == 403
    assert client.post(close).status_code == 302
    assert client.get(close).status_code == 404


def test_closing_names_the_sides_that_said_nothing(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_project(by)
        partner = make_partner(by, project)
        begin_rating(by=by, project=project, today=TODAY)
        ask_partner_to_rate(by=by, partner=partner, now=NOW)
    close = f"/n/alpha/learn/ratings/projects/{project.pk}/close/"
    page = world.client("secretariat").get(close, {"lang": "en"}).text
    assert ("begun and not sent" in page, page.count("Rate for the university")) == (False, 1)
    assert (partner.name in page, "Ask by link" in page) == (True, True)


def test_what_a_partner_says_by_telephone_sends_nothing_that_it_chose(world: World) -> None:
    _project, path = asked(world)
    choose(path, "1.1", "0", "ค้างไว้")
    rating = theirs(world)[0]
    with user_scope(world.users["secretariat"], "alpha") as by:
        given = give_rating(
            by=by, rating=rating, said={"1.2": Told(3)}, now=NOW, said_by="ผู้ใหญ่", channel="phone"
        )
        assert list(given.draft) == ["1.1"]
        assert list(given.scores.values_list("item", flat=True)) == ["1.2"]


def test_who_keeps_the_rating_neither_chooses_nor_sends_for_a_partner(world: World) -> None:
    asked(world)
    rating = theirs(world)[0]
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Refused):
            keep_answer(by=by, rating=rating, item="1.1", told=Told(4))
        with pytest.raises(Refused):
            send_rating(by=by, rating=rating, said_by="คนอื่น", now=NOW)
        assert RatingScore.objects.filter(rating=rating).count() == 0


def test_every_page_asks_the_same_whatever_was_said(world: World, statements: Statements) -> None:
    _project, path = asked(world)
    counts = []
    for done in (1, 3):
        for code in CODES[:done]:
            choose(path, code, "2")
        send(path)
        choose(path, CODES[done], "1")
        with statements() as sent:
            for where in ("", "questions/1.1/", "review/"):
                Client().get(f"{path}{where}")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_link_of_another_partner_opens_its_own_rating_alone(world: World) -> None:
    _project, path = asked(world)
    choose(path, "1.1", "2", "ของกลุ่มประมง")
    with user_scope(world.users["secretariat"], "alpha") as by:
        rating = theirs(world)[0]
        other = Rating.objects.create(
            network_id=by.network_id,
            project_id=rating.project_id,
            round=rating.round,
            voice="partner",
            partner=make_partner(by, rating.project, "กลุ่มทอผ้า"),
        )
        link = links.make("evaluation.rubric", other, label=("ก", "ก"))
        beside = links.path(link, "alpha")
    assert "ของกลุ่มประมง" not in english(f"{beside}questions/1.1/")
    choose(beside, "1.1", "4")
    assert theirs(world)[0].draft["1.1"]["score"] == 2
