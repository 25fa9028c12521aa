"""Answering: what is kept, what is refused, and what a promise of anonymity leaves behind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from samphan.kit.asking import Upload
from samphan.kit.errors import Problem, Refused
from samphan.surveys import policy
from samphan.surveys.actions.answering import answer
from samphan.surveys.actions.forgetting import purge_sensitive, withdraw_consent
from samphan.surveys.actions.people import Person, ask_people
from samphan.surveys.actions.questions import remove_question
from samphan.surveys.actions.survey import close_survey, open_survey
from samphan.surveys.models import AnswerValue, Question, Recipient, Response, Survey
from samphan.surveys.queries.asking import given, is_open
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry, Link
from samphan.tenancy.scope import link_scope, system_scope
from tests.factories.surveys import make_question, make_survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 4, 2, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.a.pk) as actor:
        yield actor


def opened(by: Actor, survey: Survey) -> Survey:
    return open_survey(by=by, survey=survey)


def test_answer_every_kind_keeps_what_was_given(by: Actor) -> None:
    survey = make_survey(by)
    kinds = {
        kind: make_question(by, survey, kind, options=["ก", "ข", "ค"] if kind.startswith("choice") else ())
        for kind in (
            "short_text",
            "long_text",
            "choice",
            "choices",
            "scale5",
            "number",
            "date",
            "consent",
            "file",
        )
    }
    one, two, _three = kinds["choices"].options.order_by("order")
    choice = kinds["choice"].options.get(order=2)
    survey = opened(by, survey)
    values: dict[int, Any] = {
        kinds["short_text"].pk: "بسم الله 😀",
        kinds["long_text"].pk: "บรรทัดหนึ่ง\nบรรทัดสอง",
        kinds["choice"].pk: choice.pk,
        kinds["choices"].pk: (one.pk, two.pk),
        kinds["scale5"].pk: 5,
        kinds["number"].pk: Decimal("-3.25"),
        kinds["date"].pk: dt.date(2026, 3, 31),
        kinds["consent"].pk: True,
        kinds["file"].pk: Upload("ใบรับรอง.pdf", b"%PDF-1.7 x"),
    }
    response = answer(by=by, survey=survey, values=values, now=NOW)
    shown = given(response)
    assert str(shown.pop(f"q{kinds['file'].pk}")) == "ใบรับรอง.pdf"
    assert shown == {
        f"q{kinds['short_text'].pk}": "بسم الله 😀",
        f"q{kinds['long_text'].pk}": "บรรทัดหนึ่ง\nบรรทัดสอง",
        f"q{kinds['choice'].pk}": choice.pk,
        f"q{kinds['choices'].pk}": (one.pk, two.pk),
        f"q{kinds['scale5'].pk}": 5,
        f"q{kinds['number'].pk}": "-3.25",
        f"q{kinds['date'].pk}": dt.date(2026, 3, 31),
        f"q{kinds['consent'].pk}": "yes",
    }
    consent = AnswerValue.objects.get(question=kinds["consent"])
    assert (consent.wording, consent.decided_at, consent.withdrawn_at) == ("คำถาม consent", NOW, None)
    assert response.answered_at == NOW


def test_change_answer_replaces_named_questions_and_keeps_the_others(by: Actor) -> None:
    survey = make_survey(by)
    text, other = (make_question(by, survey, "short_text", word) for word in ("ก", "ข"))
    ticks = make_question(by, survey, "choices", options=["หนึ่ง", "สอง"])
    one, two = ticks.options.order_by("order")
    survey = opened(by, survey)
    response = answer(
        by=by, survey=survey, values={text.pk: "เดิม", other.pk: "อยู่", ticks.pk: (one.pk,)}, now=NOW
    )
    changed = answer(
        by=by, survey=survey, response=response, values={text.pk: "ใหม่", ticks.pk: (two.pk,)}, now=NOW
    )
    assert changed.pk == response.pk
    assert given(changed) == {f"q{text.pk}": "ใหม่", f"q{other.pk}": "อยู่", f"q{ticks.pk}": (two.pk,)}
    answer(by=by, survey=survey, response=response, values={text.pk: None}, now=NOW)
    assert given(response) == {f"q{other.pk}": "อยู่", f"q{ticks.pk}": (two.pk,)}
    acts = (
        AuditEntry.objects.filter(object_kind="surveys.response").order_by("id").values_list("act", flat=True)
    )
    assert list(acts) == ["answer_survey", "change_answer", "change_answer"]


def test_answer_on_a_condition_that_does_not_hold_is_not_kept(by: Actor) -> None:
    survey = make_survey(by)
    choice = make_question(by, survey, "choice", options=["มี", "ไม่มี"])
    yes, no = choice.options.order_by("order")
    detail = make_question(by, survey, "short_text", is_required=True, shown_if=(choice, yes))
    survey = opened(by, survey)
    response = answer(by=by, survey=survey, values={choice.pk: no.pk, detail.pk: "ถั่ว"}, now=NOW)
    assert given(response) == {f"q{choice.pk}": no.pk}
    with pytest.raises(Problem) as refusal:
        answer(by=by, survey=survey, values={choice.pk: yes.pk}, now=NOW)
    assert refusal.value.field == f"q{detail.pk}"
    answer(by=by, survey=survey, response=response, values={choice.pk: yes.pk, detail.pk: "ถั่ว"}, now=NOW)
    answer(by=by, survey=survey, response=response, values={choice.pk: no.pk}, now=NOW)
    assert given(response) == {f"q{choice.pk}": no.pk}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("short_text", "ก" * 501),
        ("long_text", "ก" * 20_001),
        ("scale5", 6),
        ("scale5", 0),
        ("choice", 0),
        ("choices", (0,)),
        ("number", "12"),
        ("date", "31/3/2569"),
        ("consent", "yes"),
        ("file", b"raw"),
    ],
)
def test_answer_that_no_form_sends_is_refused(by: Actor, kind: str, value: Any) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, kind, options=["ก", "ข"] if kind.startswith("choice") else ())
    survey = opened(by, survey)
    with pytest.raises(Problem) as refusal:
        answer(by=by, survey=survey, values={question.pk: value}, now=NOW)
    assert refusal.value.field == f"q{question.pk}"
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "content", [b"MZ program", b"PK\x03\x04 word/ vbaProject.bin", b"%PDF-" + b"x" * (10 * 2**20)]
)
def test_answer_with_a_file_of_wrong_kind_or_size_is_refused(by: Actor, content: bytes) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "file")
    survey = opened(by, survey)
    with pytest.raises(Problem) as refusal:
        answer(by=by, survey=survey, values={question.pk: Upload("a.pdf", content)}, now=NOW)
    assert refusal.value.field == f"q{question.pk}"


def test_answer_question_of_another_survey_is_refused(by: Actor) -> None:
    survey, other = make_survey(by), make_survey(by, "อื่น")
    make_question(by, survey, "scale5")
    foreign = make_question(by, other, "scale5")
    with pytest.raises(Problem):
        answer(by=by, survey=opened(by, survey), values={foreign.pk: 3}, now=NOW)


def test_answer_closed_survey_is_refused_by_link_and_taken_from_the_secretariat(
    world: World, by: Actor
) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "scale5")
    survey = opened(by, survey)
    (recipient,) = ask_people(by=by, survey=survey, people=[Person(label_th="ก")])
    survey = close_survey(by=by, survey=survey)
    link = Link.objects.get()
    with (
        link_scope(world.a.slug, link.nonce, frozenset({policy.ANSWER})) as bearer,
        pytest.raises(Problem, match="ไม่เปิดรับคำตอบ"),
    ):
        answer(by=bearer, survey=survey, recipient=recipient, values={question.pk: 3}, now=NOW)
    assert answer(by=by, survey=survey, values={question.pk: 3}, now=NOW).pk


def test_survey_takes_answers_in_its_time_only() -> None:
    survey = Survey(state="open", opens_at=NOW, closes_at=NOW + dt.timedelta(hours=1))
    times = [NOW - dt.timedelta(seconds=1), NOW, NOW + dt.timedelta(hours=1)]
    assert [is_open(survey, now=each) for each in times] == [False, True, False]
    assert [is_open(Survey(state=state), now=NOW) for state in ("draft", "open", "closed")] == [
        False,
        True,
        False,
    ]


def test_answer_twice_with_the_same_secret_counts_once(by: Actor) -> None:
    survey = make_survey(by, is_anonymous=True)
    question = make_question(by, survey, "scale5")
    survey = opened(by, survey)
    for value in (2, 5):
        answer(by=by, survey=survey, values={question.pk: value}, now=NOW, secret="one")
    answer(by=by, survey=survey, values={question.pk: 1}, now=NOW, secret="other")
    assert sorted(AnswerValue.objects.values_list("number", flat=True)) == [1, 5]


def anonymous_survey(by: Actor, groups: dict[str, int]) -> tuple[Survey, Question, list[Recipient]]:
    survey = make_survey(by, is_anonymous=True)
    question = make_question(by, survey, "scale5")
    survey = opened(by, survey)
    people = [
        Person(label_th=f"คนที่ {group}{number}", group_th=group)
        for group, size in groups.items()
        for number in range(size)
    ]
    return survey, question, ask_people(by=by, survey=survey, people=people)


def test_anonymous_answer_leaves_nothing_that_leads_to_the_person(world: World, by: Actor) -> None:
    survey, question, recipients = anonymous_survey(by, {"ครู": 3})
    before = AuditEntry.objects.count()
    link = Link.objects.get(subject_id=recipients[1].pk)
    assert (link.label_th, link.label_en) == ("", "")
    with link_scope(world.a.slug, link.nonce, frozenset({policy.ANSWER})) as bearer:
        answer(
            by=bearer, survey=survey, recipient=recipients[1], values={question.pk: 4}, now=NOW, secret="s"
        )
    response = Response.objects.get()
    assert (response.recipient_id, response.answered_at, response.group_th) == (None, None, "")
    assert response.answered_on == dt.date(2026, 4, 2)
    assert "s" not in response.respondent_key
    assert links.token(link) not in response.respondent_key
    assert AuditEntry.objects.count() == before
    used = Recipient.objects.filter(survey=survey).order_by("id").values_list("has_answered", flat=True)
    assert list(used) == [False, True, False]


def test_anonymous_answer_does_not_say_by_row_versions_whose_it_is(world: World, by: Actor) -> None:
    """PostgreSQL marks each row with the transaction that wrote it: all recipients carry the same mark."""
    from django.db import connection

    survey, question, recipients = anonymous_survey(by, {"ครู": 4})
    answer(by=by, survey=survey, recipient=recipients[2], values={question.pk: 4}, now=NOW, secret="s")
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct xmin::text || cmin::text) from surveys_recipient where survey_id = %s",
            [survey.pk],
        )
        assert cursor.fetchone() == (1,)


def test_anonymous_link_answers_once_but_for_its_own_browser(by: Actor) -> None:
    survey, question, (first, *_rest) = anonymous_survey(by, {"ครู": 2})
    answer(by=by, survey=survey, recipient=first, values={question.pk: 4}, now=NOW, secret="own")
    first.refresh_from_db()
    answer(by=by, survey=survey, recipient=first, values={question.pk: 2}, now=NOW, secret="own")
    with pytest.raises(Problem, match="ถูกใช้ตอบแล้ว"):
        answer(by=by, survey=survey, recipient=first, values={question.pk: 1}, now=NOW, secret="another")
    assert list(AnswerValue.objects.values_list("number", flat=True)) == [2]


def test_anonymous_answer_keeps_a_group_only_where_enough_were_asked(by: Actor) -> None:
    survey, question, recipients = anonymous_survey(by, {"ครู": 6, "นักศึกษา": 7, "ผู้บริหาร": 1})
    for number, recipient in enumerate(recipients):
        answer(
            by=by, survey=survey, recipient=recipient, values={question.pk: 4}, now=NOW, secret=str(number)
        )
    groups = list(Response.objects.order_by("id").values_list("group_th", flat=True))
    # The executive alone would be known by elimination: the next smallest group hides him or her.
    assert groups == [""] * 6 + ["นักศึกษา"] * 7 + [""]


def test_named_link_finds_its_answer_again(world: World, by: Actor) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "scale5")
    survey = opened(by, survey)
    first, second = ask_people(
        by=by, survey=survey, people=[Person(label_th="ก", group_th="ครู"), Person(label_th="ข")]
    )
    link = Link.objects.get(subject_id=first.pk)
    with link_scope(world.a.slug, link.nonce, frozenset({policy.ANSWER})) as bearer:
        for value in (3, 4):
            answer(by=bearer, survey=survey, recipient=first, values={question.pk: value}, now=NOW)
    response = Response.objects.get()
    assert (response.recipient, response.group_th) == (first, "ครู")
    with (
        link_scope(
            world.a.slug, Link.objects.get(subject_id=second.pk).nonce, frozenset({policy.ANSWER})
        ) as other,
        pytest.raises(Refused),
    ):
        answer(by=other, survey=survey, response=response, values={question.pk: 1}, now=NOW)


def test_answer_by_link_of_a_purpose_that_asks_nothing_is_refused(
    world: World, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(links._url_names, "tests.look", "invitation")
    survey = make_survey(by)
    question = make_question(by, survey, "scale5")
    survey = opened(by, survey)
    link = links.make("tests.look", survey)
    with link_scope(world.a.slug, link.nonce, frozenset({"tests.look"})) as bearer:
        with pytest.raises(Refused):
            answer(by=bearer, survey=survey, values={question.pk: 1}, now=NOW)
        monkeypatch.setattr(policy, "_asking", {policy.ANSWER, "tests.look"})
        with pytest.raises(Refused):
            answer(by=bearer, survey=survey, values={question.pk: 1}, now=NOW)


def test_answer_question_that_was_taken_out_meanwhile_is_kept(by: Actor) -> None:
    survey = make_survey(by)
    gone, stays = (make_question(by, survey, "short_text", word, is_required=True) for word in ("ก", "ข"))
    survey = opened(by, survey)
    remove_question(by=by, question=gone)
    response = answer(by=by, survey=survey, values={gone.pk: "พิมพ์ไว้แล้ว", stays.pk: "ใช่"}, now=NOW)
    assert given(response) == {f"q{gone.pk}": "พิมพ์ไว้แล้ว", f"q{stays.pk}": "ใช่"}
    assert answer(by=by, survey=survey, values={stays.pk: "ใช่"}, now=NOW).pk


def test_withdraw_consent_keeps_what_was_consented_to(by: Actor) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "consent", "ยินยอมให้ใช้ภาพ")
    survey = opened(by, survey)
    response = answer(by=by, survey=survey, values={question.pk: True}, now=NOW)
    later = NOW + dt.timedelta(days=3)
    value = withdraw_consent(by=by, value=AnswerValue.objects.get(), now=later)
    assert (value.is_consented, value.wording, value.decided_at, value.withdrawn_at) == (
        True,
        "ยินยอมให้ใช้ภาพ",
        NOW,
        later,
    )
    assert given(response) == {f"q{question.pk}": "no"}
    again = later + dt.timedelta(days=1)
    answer(by=by, survey=survey, response=response, values={question.pk: True}, now=again)
    value.refresh_from_db()
    assert (value.decided_at, value.withdrawn_at) == (again, None)
    answer(by=by, survey=survey, response=response, values={question.pk: False}, now=again)
    value.refresh_from_db()
    assert (value.is_consented, value.withdrawn_at) == (True, again)


def test_withdraw_consent_that_was_refused_is_a_problem(by: Actor) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "consent")
    answer(by=by, survey=opened(by, survey), values={question.pk: False}, now=NOW)
    with pytest.raises(Problem):
        withdraw_consent(by=by, value=AnswerValue.objects.get(), now=NOW)


def test_purge_forgets_sensitive_answers_of_their_day_and_says_so(world: World, by: Actor) -> None:
    survey = make_survey(by)
    diet = make_question(by, survey, "short_text", "อาหาร", sensitivity="sensitive")
    other = make_question(by, survey, "short_text", "อื่น")
    survey = opened(by, survey)
    days = [dt.date(2026, 5, 1), dt.date(2026, 5, 2), None]
    for day in days:
        answer(by=by, survey=survey, values={diet.pk: "แพ้ถั่ว", other.pk: "อยู่"}, now=NOW, purge_on=day)
    assert purge_sensitive(by=by, today=dt.date(2026, 5, 1)) == 1
    assert purge_sensitive(by=by, today=dt.date(2026, 5, 1)) == 0
    left = AnswerValue.objects.order_by("response_id").values_list("question_id", flat=True)
    assert sorted(left) == sorted([other.pk, diet.pk, other.pk, diet.pk, other.pk])
    purged = Response.objects.order_by("id").values_list("purged_on", flat=True)
    assert list(purged) == [dt.date(2026, 5, 1), None, None]
    entry = AuditEntry.objects.get(act="purge_answers")
    assert (entry.object_id, entry.changes) == (survey.pk, {"responses": [None, 1]})


def test_answer_asks_the_same_number_of_statements_for_one_and_for_many_questions(
    by: Actor, statements: Any
) -> None:
    counts = []
    for size in (1, 3):
        survey = make_survey(by, f"แบบ {size}")
        questions = [make_question(by, survey, "choices", options=["ก", "ข"]) for _each in range(size)]
        ticks = {each.pk: tuple(each.options.values_list("pk", flat=True)) for each in questions}
        survey = opened(by, survey)
        with statements() as sent:
            answer(by=by, survey=survey, values=ticks, now=NOW)
        counts.append(len(sent))
    assert counts[0] == counts[1]
