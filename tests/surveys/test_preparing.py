"""Writing surveys: what is refused, what is copied, who may, and how surveys are found."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from samphan.catalogue import Node, PackError
from samphan.kit.actor import Actor, anonymous
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.surveys import policy, tasks, transitions
from samphan.surveys.actions.answering import answer
from samphan.surveys.actions.people import Person, ask_people, make_open_link, revoke_open_link
from samphan.surveys.actions.questions import (
    OptionRow,
    QuestionRow,
    change_question,
    copy_questions,
    create_from_template,
    move_question,
    remove_question,
    restore_question,
)
from samphan.surveys.actions.survey import close_survey, describe_survey, open_survey, remove_survey
from samphan.surveys.models import AnswerValue, Question, Recipient, Response, State, Survey
from samphan.surveys.queries.asking import asks
from samphan.surveys.queries.results import results
from samphan.surveys.queries.templates import _template, shipped, templates
from samphan.tenancy import search
from samphan.tenancy.models import Link
from samphan.tenancy.scope import link_scope, system_scope, user_scope
from tests.factories.surveys import make_full_survey, make_question, make_survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.personas import World

NOW = dt.datetime(2026, 4, 2, 3, 0, tzinfo=dt.UTC)


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.a.pk) as actor:
        yield actor


def row(kind: str = "scale5", text_th: str = "คำถาม", **words: Any) -> QuestionRow:
    return QuestionRow(kind=kind, text_th=text_th, **words)


def test_make_survey_from_each_template_asks_what_it_says(by: Actor) -> None:
    assert [each.code for each in templates()] == ["registration_basics", "satisfaction"]
    for template in templates():
        survey = create_from_template(by=by, template=template)
        asked = asks(survey)
        assert [each.label for each in asked] == [str(each.text.text) for each in template.questions]
        conditions = [each.shown_if for each in template.questions]
        assert [ask.shown_if and [each.id for each in asked].index(ask.shown_if) for ask in asked] == [
            each and each[0] for each in conditions
        ]
        assert open_survey(by=by, survey=survey).state == State.OPEN


def test_shipped_template_that_is_not_there_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        shipped("nothing")


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("{kind: choice, text: {th: ก}}", "choices"),
        ("{kind: scale5, text: {th: ก}, choices: [{th: ก}]}", "choices"),
        ("{kind: consent, text: {th: ก}}", "kind"),
        ("{kind: guess, text: {th: ก}}", "kind"),
        ("{kind: scale5, text: {en: A}}", "text"),
        ("{kind: scale5, text: {th: ก}, shown_if: {question: x, choice: 1}}", "shown_if.question"),
        ("{kind: scale5, text: {th: ก}, color: red}", "questions[1]"),
    ],
)
def test_template_that_is_wrong_says_where(question: str, place: str) -> None:
    text = f"{{code: x, purpose: other, anonymous: true, title: {{th: ก}}, questions: [{question}]}}"
    with pytest.raises(PackError, match=r"x\.yaml") as complaint:
        _template("x", Node(yaml.safe_load(text), "x.yaml"))
    assert place in str(complaint.value).partition(": ")[0] or place in str(complaint.value)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"text_th": ""}, "text_th"),
        ({"kind": "choice", "options": [OptionRow(text_th="ก")]}, "kind"),
        ({"kind": "file", "sensitivity": "sensitive"}, "sensitivity"),
        ({"meaning": "diet"}, "meaning"),
    ],
)
def test_add_question_that_cannot_be_is_refused(by: Actor, words: dict[str, Any], field: str) -> None:
    survey = make_survey(by)
    make_question(by, survey, "short_text", meaning="diet")
    with pytest.raises(Problem) as refusal:
        make_question_row(by, survey, row(**words))
    assert refusal.value.field == field


def make_question_row(by: Actor, survey: Survey, wanted: QuestionRow) -> Question:
    from samphan.surveys.actions.questions import add_question

    return add_question(by=by, survey=survey, row=wanted)


@pytest.mark.parametrize("kind", ["consent", "file"])
def test_anonymous_survey_asks_nothing_that_names(by: Actor, kind: str) -> None:
    anonymous_survey, named = make_survey(by, is_anonymous=True), make_survey(by)
    with pytest.raises(Problem):
        make_question(by, anonymous_survey, kind)
    make_question(by, named, kind)
    with pytest.raises(Problem) as refusal:
        describe_survey(by=by, survey=named, is_anonymous=True)
    assert refusal.value.field == "is_anonymous"


def test_condition_on_a_later_question_or_a_foreign_choice_is_refused(by: Actor) -> None:
    survey = make_survey(by)
    first = make_question(by, survey, "scale5")
    choice = make_question(by, survey, "choice", options=["ก", "ข"])
    other = make_question(by, survey, "choice", options=["ค", "ง"])
    option = choice.options.get(order=1)
    for condition in ((choice, option), (choice, None), (other, option), (first, None)):
        with pytest.raises(Problem) as refusal:
            change_question(by=by, question=first, row=row(shown_if=condition))
        assert refusal.value.field == "shown_if"
    last = make_question(by, survey, "scale5", shown_if=(choice, option))
    assert last.shown_if_option == option
    with pytest.raises(Problem):
        remove_question(by=by, question=choice)
    with pytest.raises(Problem):
        change_question(
            by=by,
            question=choice,
            row=row("choice", options=[OptionRow(text_th="จ"), OptionRow(text_th="ฉ")]),
        )


def test_move_question_stops_at_the_ends_and_behind_its_condition(by: Actor) -> None:
    survey = make_survey(by)
    choice = make_question(by, survey, "choice", options=["ก", "ข"])
    detail = make_question(by, survey, "scale5", shown_if=(choice, choice.options.get(order=1)))
    last = make_question(by, survey, "scale5", "ท้าย")
    move_question(by=by, question=choice, is_up=True)
    move_question(by=by, question=last, is_up=True)
    assert [each.id for each in asks(survey)] == [choice.pk, last.pk, detail.pk]
    move_question(by=by, question=detail, is_up=True)
    with pytest.raises(Problem):
        move_question(by=by, question=detail, is_up=True)


def test_change_question_keeps_answers_to_choices_that_were_left_out(by: Actor) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "choice", options=["ก", "ข"])
    first, second = question.options.order_by("order")
    response = answer(
        by=by, survey=open_survey(by=by, survey=survey), values={question.pk: first.pk}, now=NOW
    )
    rows = [OptionRow(id=second.pk, text_th="ข แก้"), OptionRow(text_th="ค")]
    change_question(by=by, question=question, row=row("choice", options=rows))
    (bars,) = [each.bars for each in results(by, survey).questions]
    assert [(bar.label, bar.count) for bar in bars] == [("ก", 1), ("ข แก้", 0), ("ค", 0)]
    answer(by=by, survey=survey, response=response, values={question.pk: first.pk}, now=NOW)
    with pytest.raises(Problem) as refusal:
        change_question(by=by, question=question, row=row("scale5"))
    assert refusal.value.field == "kind"


def test_change_question_after_somebody_else_is_a_conflict(by: Actor) -> None:
    question = make_question(by, make_survey(by), "scale5")
    change_question(by=by, question=question, row=row(text_th="หนึ่ง"), version=1)
    with pytest.raises(Conflict):
        change_question(by=by, question=question, row=row(text_th="สอง"), version=1)


def test_restore_question_needs_its_condition_and_its_meaning(by: Actor) -> None:
    survey = make_survey(by)
    choice = make_question(by, survey, "choice", options=["ก", "ข"], meaning="diet")
    detail = make_question(by, survey, "scale5", shown_if=(choice, choice.options.get(order=1)))
    for each in (detail, choice):
        remove_question(by=by, question=each)
    with pytest.raises(Problem):
        restore_question(by=by, question=detail)
    make_question(by, survey, "short_text", meaning="diet")
    with pytest.raises(Problem):
        restore_question(by=by, question=choice)


def test_copy_questions_brings_choices_and_conditions_of_the_copy(by: Actor) -> None:
    source, survey = make_survey(by, "ต้นฉบับ"), make_survey(by, "ใหม่")
    choice = make_question(by, source, "choice", options=["ก", "ข"], meaning="diet")
    make_question(by, source, "short_text", shown_if=(choice, choice.options.get(order=2)))
    make_question(by, survey, "short_text", meaning="diet")
    copied, detail = copy_questions(by=by, survey=survey, source=source)
    assert detail.shown_if_question == copied
    assert detail.shown_if_option == copied.options.get(order=2)
    assert copied.meaning == ""
    assert copied.pk != choice.pk


def test_life_of_survey_follows_its_table(by: Actor) -> None:
    assert {state: transitions.acts(state) for state in State.values} == {
        "draft": ("open",),
        "open": ("close",),
        "closed": ("open",),
    }
    survey = make_survey(by)
    with pytest.raises(Problem):
        open_survey(by=by, survey=survey)
    make_question(by, survey, "scale5")
    survey = open_survey(by=by, survey=survey)
    with pytest.raises(Problem):
        open_survey(by=by, survey=survey)
    survey = close_survey(by=by, survey=survey)
    with pytest.raises(Problem):
        ask_people(by=by, survey=survey, people=[Person(label_th="ก")])


def test_promise_of_anonymity_stays_once_people_were_asked(by: Actor) -> None:
    survey = make_survey(by, is_anonymous=True)
    make_question(by, survey, "scale5")
    ask_people(by=by, survey=survey, people=[Person(label_th="ก")])
    with pytest.raises(Problem) as refusal:
        describe_survey(by=by, survey=survey, is_anonymous=False)
    assert refusal.value.field == "is_anonymous"
    with pytest.raises(Problem):
        make_survey(by, purpose="registration", is_anonymous=True)


def test_remove_survey_with_answers_is_refused(by: Actor) -> None:
    empty, full = make_survey(by), make_full_survey(by)
    remove_survey(by=by, survey=empty, reason="ทดสอบ")
    with pytest.raises(Problem):
        remove_survey(by=by, survey=full, reason="ทดสอบ")
    assert list(Survey.objects.all()) == [full]


def test_open_link_is_made_once_and_again_after_it_was_revoked(by: Actor) -> None:
    survey = make_survey(by)
    first = make_open_link(by=by, survey=survey, now=NOW)
    assert make_open_link(by=by, survey=survey, now=NOW) == first
    revoke_open_link(by=by, survey=survey, now=NOW)
    assert make_open_link(by=by, survey=survey, now=NOW) != first


def test_results_break_down_large_groups_only(by: Actor) -> None:
    survey = make_survey(by)
    question = make_question(by, survey, "scale5")
    survey = open_survey(by=by, survey=survey)
    for group, points in {"ครู": [5, 5, 4, 4, 4], "นักศึกษา": [3] * 6, "ผู้บริหาร": [1], "": [2] * 4}.items():
        for point in points:
            answer(by=by, survey=survey, values={question.pk: point}, now=NOW, group=(group, ""))
    (found,) = results(by, survey, asked=20).questions
    assert [(str(each.name), each.summary.n, str(each.summary.mean)) for each in found.groups] == [
        ("ครู", 5, "4.40"),
        ("นักศึกษา", 6, "3.00"),
    ]
    assert found.has_small_groups
    assert str(results(by, survey, asked=20).rate) == "80.0"


def test_find_survey_by_its_title(by: Actor) -> None:
    survey = make_survey(by, "แบบสำรวจความผูกพัน")
    assert [hit.object_id for hit in search.find("ผูกพัน", kinds=["surveys.survey"]).hits] == [survey.pk]
    describe_survey(by=by, survey=survey, title_th="แบบสำรวจความไว้วางใจ")
    assert search.find("ผูกพัน", kinds=["surveys.survey"]).hits == ()


def test_forget_runs_in_every_network(world: World) -> None:
    for network in (world.a, world.b):
        with system_scope("test", network.pk) as by:
            make_full_survey(by)
            Response.objects.update(purge_on=dt.date(2020, 1, 1))
    tasks.forget.call()
    for network in (world.a, world.b):
        with system_scope("test", network.pk):
            assert not AnswerValue.objects.filter(question__sensitivity="sensitive").exists()
            assert AnswerValue.objects.filter(response__purged_on__isnull=False).exists()


def test_see_is_the_same_rule_as_for_actor(world: World) -> None:
    """Every kind of row, by each persona, by a link and by nobody, in both networks."""
    rows: list[Any] = []
    for network in (world.a, world.b):
        with system_scope("test", network.pk) as by:
            make_full_survey(by)
            for model in (Survey, Question, Recipient, Response, AnswerValue):
                rows += model.objects.all()
            nonces = list(Link.objects.values_list("nonce", "subject_kind"))
        if network == world.a:
            own = nonces

    def agrees(actor: Actor) -> None:
        for each in rows:
            assert (
                bool(policy.see(actor, each))
                == type(each).objects.for_actor(actor).filter(pk=each.pk).exists()
            )

    for name, user in world.users.items():
        if name not in {"stranger", "outsider"}:
            with user_scope(user, "alpha") as actor:
                agrees(actor)
    for nonce, _kind in own:
        with link_scope("alpha", nonce, frozenset({policy.ANSWER})) as actor:
            agrees(actor)
    with system_scope("test", world.a.pk):
        agrees(anonymous(world.a.ref))


def test_act_without_permission_is_refused(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_full_survey(by)
        question = Question.objects.filter(kind="scale5").get()
    for persona in ("board", "coordinator", "lead", "partner"):
        with user_scope(world.users[persona], "alpha") as actor:
            for act in (
                make_survey,
                lambda by: describe_survey(by=by, survey=survey, title_th="อื่น"),
                lambda by: close_survey(by=by, survey=survey),
                lambda by: remove_question(by=by, question=question),
                lambda by: ask_people(by=by, survey=survey, people=[Person(label_th="ก")]),
            ):
                with pytest.raises(Refused):
                    act(actor)
