"""The pages of surveys: preparing, answering by link on a phone, reading results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samphan.surveys.actions.answering import answer
from samphan.surveys.actions.people import Person, ask_people, make_open_link
from samphan.surveys.actions.questions import remove_question
from samphan.surveys.actions.survey import close_survey, open_survey
from samphan.surveys.models import AnswerValue, Question, Recipient, Response, State, Survey
from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import system_scope
from tests.factories.surveys import make_full_survey, make_question, make_survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from tests.personas import World

Browser = "Callable[[str], Client]"


def links_of(world: World, survey: Survey) -> list[str]:
    with system_scope("test", world.a.pk):
        return [links.path(link, world.a.slug) for link in Link.objects.order_by("id")]


def field(page: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1]


def opened(world: World, *, is_anonymous: bool = False, people: int = 0, open_link: bool = False) -> Survey:
    """A survey with a scale, a choice, and a text asked on a condition."""
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by, "แบบประเมินงาน", is_anonymous=is_anonymous)
        make_question(by, survey, "scale5", "ความพึงพอใจ", is_required=True)
        choice = make_question(by, survey, "choice", "จะมาอีกหรือไม่", options=["มา", "ไม่มา"])
        no = choice.options.get(text_th="ไม่มา")
        make_question(by, survey, "long_text", "เพราะเหตุใด", is_required=True, shown_if=(choice, no))
        survey = open_survey(by=by, survey=survey)
        ask_people(
            by=by,
            survey=survey,
            people=[Person(label_th=f"คนที่ {each}", group_th="ครู") for each in range(people)],
        )
        if open_link:
            make_open_link(by=by, survey=survey, now=timezone.now())
        return survey


def names(world: World, survey: Survey) -> tuple[str, str, str]:
    with system_scope("test", world.a.pk):
        first, second, third = Question.objects.filter(survey=survey).order_by("order")
        return f"q{first.pk}", f"q{second.pk}", f"q{third.pk}"


def options(world: World, survey: Survey) -> dict[str, int]:
    with system_scope("test", world.a.pk):
        choice = Question.objects.get(survey=survey, kind="choice")
        return {each.text_th: each.pk for each in choice.options.all()}


def send(client: Client, path: str, data: dict[str, Any]) -> HttpResponse:
    """Open the page, and send the form with what it holds beside the answers."""
    page = client.get(path)
    hidden = {name: field(page, name) for name in ("once", "asked")}
    return client.post(path, {**hidden, **data})


def test_prepare_survey_from_template_to_open(world: World, browser: Callable[[str], Client]) -> None:
    client = browser("secretariat")
    made = client.post("/n/alpha/surveys/new/", {"start": "satisfaction"})
    with system_scope("test", world.a.pk):
        survey = Survey.objects.get()
        assert (survey.purpose, survey.is_anonymous, survey.state) == ("satisfaction", True, State.DRAFT)
        assert survey.questions.count() == 18
    assert made["Location"] == f"/n/alpha/surveys/{survey.pk}/"
    assert client.get(made["Location"]).status_code == 200
    assert client.get(f"/n/alpha/surveys/{survey.pk}/preview/").status_code == 200
    assert client.post(f"/n/alpha/surveys/{survey.pk}/state/open/").status_code == 302
    assert client.post(f"/n/alpha/surveys/{survey.pk}/people/link/").status_code == 302
    page = client.get(f"/n/alpha/surveys/{survey.pk}/people/")
    assert links_of(world, survey)[0] in page.content.decode()


def test_write_question_with_choices_and_condition(world: World, browser: Callable[[str], Client]) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by)
    client = browser("secretariat")
    rows = {"options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "0"}
    base = f"/n/alpha/surveys/{survey.pk}/questions/"
    words = {"kind": "choice", "text_th": "ต้องการที่พักหรือไม่", "sensitivity": "neither"}
    few = client.post(f"{base}new/", {**words, **rows, "options-0-text_th": "ต้องการ"})
    assert few.status_code == 422
    assert "ต้องการที่พักหรือไม่" in few.content.decode()
    sent = {**words, **rows, "options-0-text_th": "ต้องการ", "options-1-text_th": "ไม่ต้องการ"}
    assert client.post(f"{base}new/", sent).status_code == 302
    with system_scope("test", world.a.pk):
        choice = Question.objects.get()
        yes = choice.options.get(text_th="ต้องการ")
    second = {
        "kind": "short_text",
        "text_th": "พักกี่คืน",
        "sensitivity": "neither",
        "shown_if": f"{choice.pk}:{yes.pk}",
        "options-TOTAL_FORMS": "0",
        "options-INITIAL_FORMS": "0",
    }
    assert client.post(f"{base}new/", second).status_code == 302
    with system_scope("test", world.a.pk):
        detail = Question.objects.get(kind="short_text")
        assert (detail.shown_if_question_id, detail.shown_if_option_id) == (choice.pk, yes.pk)
    for part in (choice, detail):
        assert client.get(f"{base}{part.pk}/").status_code == 200
    client.post(f"{base}{detail.pk}/move/", {"to": "up"})
    client.post(f"{base}{choice.pk}/remove/")
    with system_scope("test", world.a.pk):
        assert list(Question.objects.standing().order_by("order")) == [choice, detail]
    gone = client.post(f"{base}{detail.pk}/remove/")
    assert gone["Location"] == f"/n/alpha/surveys/{survey.pk}/?undo={detail.pk}"
    assert "พักกี่คืน" in client.get(gone["Location"]).content.decode()
    client.post(f"{base}{detail.pk}/restore/")
    with system_scope("test", world.a.pk):
        assert list(Question.objects.standing().order_by("order")) == [choice, detail]


def test_change_question_that_somebody_changed_meanwhile_shows_both(
    world: World, browser: Callable[[str], Client]
) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by)
        question = make_question(by, survey, "scale5", "เดิม")
    client = browser("secretariat")
    path = f"/n/alpha/surveys/{survey.pk}/questions/{question.pk}/"
    words = {"kind": "scale5", "sensitivity": "neither", "version": "1"}
    assert client.post(path, {**words, "text_th": "หนึ่ง"}).status_code == 302
    late = client.post(path, {**words, "text_th": "สอง"})
    assert late.status_code == 409
    assert "หนึ่ง" in late.content.decode()
    assert "สอง" in late.content.decode()


def test_answer_by_personal_link_then_change_it(world: World) -> None:
    survey = opened(world, people=1)
    (path,) = links_of(world, survey)
    scale, choice, why = names(world, survey)
    pick = options(world, survey)
    client = Client()
    assert "คนที่ 0" in client.get(path).content.decode()
    wrong = send(client, path, {choice: pick["ไม่มา"]})
    assert wrong.status_code == 422
    assert wrong.content.decode().count("field-error") >= 2
    done = send(client, path, {scale: 4, choice: pick["มา"], why: "ไม่ต้องตอบ"})
    assert done["Location"] == f"{path}thanks/"
    assert client.get(done["Location"]).status_code == 200
    again = Client()
    assert 'value="4"' in re.sub(r"\s+", " ", again.get(path).content.decode())
    send(again, path, {scale: 5, choice: pick["ไม่มา"], why: "ไกล"})
    with system_scope("test", world.a.pk):
        assert Response.objects.get().recipient == Recipient.objects.get()
        rows = AnswerValue.objects.order_by("question__order").values_list("text", "number")
        assert list(rows) == [("", 5), ("", None), ("ไกล", None)]


def test_answer_by_open_link_counts_each_browser_once(world: World) -> None:
    survey = opened(world, is_anonymous=True, open_link=True)
    (path,) = links_of(world, survey)
    scale, _choice, _why = names(world, survey)
    first = Client()
    page = first.get(path)
    data = {"once": field(page, "once"), "asked": field(page, "asked"), scale: 3}
    # The connection breaks and the same form is sent again, without the cookie of the first answer.
    for sender in (first, Client()):
        assert sender.post(path, data).status_code == 302
    send(first, path, {scale: 1})
    send(Client(), path, {scale: 5})
    page = first.get(f"{path}?another=1")
    first.post(path, {"once": field(page, "once"), "asked": field(page, "asked"), scale: 2})
    with system_scope("test", world.a.pk):
        assert sorted(AnswerValue.objects.values_list("number", flat=True)) == [1, 2, 5]


def test_answer_anonymously_by_personal_link_once(world: World) -> None:
    survey = opened(world, is_anonymous=True, people=2)
    path, _other = links_of(world, survey)
    scale, _choice, _why = names(world, survey)
    own = Client()
    page = own.get(path)
    assert "คนที่ 0" not in page.content.decode()
    late = Client()
    late_page = late.get(path)
    send(own, path, {scale: 3})
    assert 'value="3"' in own.get(path).content.decode()
    refused = late.post(
        path, {"once": field(late_page, "once"), "asked": field(late_page, "asked"), scale: 1}
    )
    assert refused.status_code == 422
    assert Client().get(path).templates[0].name == "surveys/used.html"
    with system_scope("test", world.a.pk):
        assert list(AnswerValue.objects.values_list("number", flat=True)) == [3]


def test_answer_closed_survey_keeps_what_was_typed(world: World) -> None:
    survey = opened(world, people=1)
    (path,) = links_of(world, survey)
    scale, choice, why = names(world, survey)
    pick = options(world, survey)
    client = Client()
    page = client.get(path)
    with system_scope("test", world.a.pk) as by:
        close_survey(by=by, survey=survey)
    data = {"once": field(page, "once"), "asked": field(page, "asked"), scale: 2, choice: pick["ไม่มา"]}
    late = client.post(path, {**data, why: "พิมพ์ไว้ยาวมาก"})
    assert late.status_code == 422
    assert "พิมพ์ไว้ยาวมาก" in late.content.decode()
    assert client.get(path).templates[0].name == "surveys/closed.html"


@pytest.mark.parametrize(
    ("typed", "status"),
    [("ก" * 50_000, 422), ("😀" * 100, 302), ("\u202eمرحبا", 302), ("<script>alert(1)</script>", 302)],
)
def test_answer_with_strange_text(world: World, typed: str, status: int) -> None:
    survey = opened(world, people=1)
    (path,) = links_of(world, survey)
    scale, choice, why = names(world, survey)
    pick = options(world, survey)
    client = Client()
    answered = send(client, path, {scale: 2, choice: pick["ไม่มา"], why: typed})
    assert answered.status_code == status
    assert "<script>alert" not in client.get(path).content.decode()


def test_answer_question_that_is_taken_out_meanwhile_is_kept(world: World) -> None:
    survey = opened(world, people=1)
    (path,) = links_of(world, survey)
    scale, _choice, _why = names(world, survey)
    client = Client()
    page = client.get(path)
    with system_scope("test", world.a.pk) as by:
        remove_question(by=by, question=Question.objects.get(kind="scale5"))
    data = {"once": field(page, "once"), "asked": field(page, "asked"), scale: 5}
    assert client.post(path, data).status_code == 302
    with system_scope("test", world.a.pk):
        assert AnswerValue.objects.get().number == 5


def test_consent_is_read_again_when_its_words_changed_and_taken_back_after_the_close(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by)
        question = make_question(by, survey, "consent", "ยินยอมให้ถ่ายภาพ", is_required=True)
        survey = open_survey(by=by, survey=survey)
        ask_people(by=by, survey=survey, people=[Person(label_th="ก")])
    (path,) = links_of(world, survey)
    client = Client()
    page = client.get(path)
    data = {"once": field(page, "once"), "asked": field(page, "asked"), f"q{question.pk}": "yes"}
    with system_scope("test", world.a.pk):
        Question.objects.update(text_th="ยินยอมให้ถ่ายภาพและเผยแพร่")
    changed = client.post(path, data)
    assert changed.status_code == 422
    assert client.post(path, data | {"asked": field(changed, "asked")}).status_code == 302
    with system_scope("test", world.a.pk) as by:
        value = AnswerValue.objects.get()
        assert value.wording == "ยินยอมให้ถ่ายภาพและเผยแพร่"
        close_survey(by=by, survey=survey)
    closed = client.get(path)
    assert "ยินยอมให้ถ่ายภาพและเผยแพร่" in closed.content.decode()
    assert client.post(f"{path}consents/{value.pk}/withdraw/").status_code == 302
    with system_scope("test", world.a.pk):
        assert AnswerValue.objects.get().withdrawn_at is not None


def test_withdraw_consent_of_somebody_else_is_not_found(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by)
        question = make_question(by, survey, "consent")
        survey = open_survey(by=by, survey=survey)
        mine, _other = ask_people(by=by, survey=survey, people=[Person(label_th="ก"), Person(label_th="ข")])
        answer(by=by, survey=survey, recipient=mine, values={question.pk: True}, now=timezone.now())
        value = AnswerValue.objects.get()
    _path, other_path = links_of(world, survey)
    assert Client().post(f"{other_path}consents/{value.pk}/withdraw/").status_code == 404


def test_results_page_shows_numbers_and_hides_few_anonymous_answers(
    world: World, browser: Callable[[str], Client]
) -> None:
    survey = opened(world, is_anonymous=True, open_link=True)
    scale, _choice, _why = names(world, survey)
    client = browser("secretariat")
    path = f"/n/alpha/surveys/{survey.pk}/results/"
    for number in range(5):
        with system_scope("test", world.a.pk) as by:
            answer(
                by=by,
                survey=survey,
                values={int(scale[1:]): 4 if number else 5},
                now=timezone.now(),
                secret=str(number),
            )
        page = client.get(path)
        assert page.context["results"].is_hidden is (number < 4)
        assert client.get(f"{path}export/").status_code == (409 if number < 4 else 200)
    assert "4.20" in page.content.decode()
    assert "0.45" in page.content.decode()


@pytest.mark.parametrize("persona", ["coordinator", "partner", "lead"])
def test_surveys_are_closed_to_who_may_not_see_them(
    world: World, browser: Callable[[str], Client], persona: str
) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_full_survey(by)
    client = browser(persona)
    assert client.get("/n/alpha/surveys/").status_code == 403
    assert client.get(f"/n/alpha/surveys/{survey.pk}/").status_code == 404


def test_board_reads_results_and_changes_nothing(world: World, browser: Callable[[str], Client]) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_full_survey(by, "กรรมการ")
    client = browser("board")
    page = client.get(f"/n/alpha/surveys/{survey.pk}/results/")
    assert page.status_code == 200
    assert "คำตอบ กรรมการ" not in page.content.decode()
    assert (
        "คำตอบ กรรมการ"
        in browser("secretariat").get(f"/n/alpha/surveys/{survey.pk}/results/").content.decode()
    )
    people = client.get(f"/n/alpha/surveys/{survey.pk}/people/").content.decode()
    assert not any(path in people for path in links_of(world, survey))
    for path in ("state/close/", "people/link/", "questions/new/", "change/"):
        assert client.post(f"/n/alpha/surveys/{survey.pk}/{path}").status_code == 403


@pytest.mark.parametrize("page", ["", "results/", "people/", "preview/"])
def test_page_of_survey_asks_no_more_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Any, page: str
) -> None:
    client = browser("secretariat")
    counts = []
    for size in (1, 3):
        with system_scope("test", world.a.pk) as by:
            survey = make_survey(by, f"แบบ {size}")
            questions = [make_question(by, survey, "choice", options=["ก", "ข"]) for _each in range(size)]
            picks = {
                each.pk: each.options.order_by("order").values_list("pk", flat=True)[0] for each in questions
            }
            survey = open_survey(by=by, survey=survey)
            people = [Person(label_th=f"คน {each}", group_th=f"กลุ่ม {each}") for each in range(size)]
            for recipient in ask_people(by=by, survey=survey, people=people):
                answer(by=by, survey=survey, recipient=recipient, values=picks, now=timezone.now())
        with statements() as sent:
            assert client.get(f"/n/alpha/surveys/{survey.pk}/{page}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_list_of_surveys_finds_sorts_and_exports_with_the_same_statements(
    world: World, browser: Callable[[str], Client], statements: Any
) -> None:
    client = browser("secretariat")
    counts = []
    for word in ("ฆ", "ก", "ข"):
        with system_scope("test", world.a.pk) as by:
            make_full_survey(by, word)
        with statements() as sent:
            page = client.get("/n/alpha/surveys/?sort=title")
        counts.append(len(sent))
    assert len(set(counts)) == 1
    assert [each.title_th for each in page.context["table"].rows] == [
        "แบบสำรวจ ก",
        "แบบสำรวจ ข",
        "แบบสำรวจ ฆ",
    ]
    found = client.get("/n/alpha/surveys/?q=สำรวจ+ข")
    assert [each.title_th for each in found.context["table"].rows] == ["แบบสำรวจ ข"]
    assert client.get("/n/alpha/surveys/?state=draft").context["table"].total == 0
    assert client.get("/n/alpha/surveys/export/").status_code == 200
