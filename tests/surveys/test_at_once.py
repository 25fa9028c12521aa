"""Two at the same moment: a link that is used twice, a form that is sent twice, a survey that closes meanwhile."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone

from samphan.kit.editing import attempt
from samphan.kit.errors import Problem
from samphan.surveys import policy
from samphan.surveys.actions.answering import answer
from samphan.surveys.actions.people import Person, ask_people, make_open_link
from samphan.surveys.actions.survey import open_survey
from samphan.surveys.models import Response, Survey
from samphan.tenancy.models import Link
from samphan.tenancy.scope import link_scope, system_scope
from tests.factories.surveys import make_question, make_survey
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH = 2


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


def opened(world: World, *, is_anonymous: bool) -> tuple[Survey, int, Any, Link]:
    """A survey, its question, the one who was asked, and the link for everybody."""
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by, is_anonymous=is_anonymous)
        question = make_question(by, survey, "scale5")
        survey = open_survey(by=by, survey=survey)
        (recipient,) = ask_people(by=by, survey=survey, people=[Person(label_th="ก")])
        return survey, question.pk, recipient, make_open_link(by=by, survey=survey, now=timezone.now())


def at_once(act: Callable[[int], Any]) -> list[str]:
    """What came of ``act(0)`` and ``act(1)``, begun together: "" where it went well, else the problem."""
    start = threading.Barrier(BOTH)

    def run(number: int) -> str:
        start.wait()
        try:
            act(number)
        except Problem as problem:
            return str(problem.message)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(BOTH) as pool:
        return list(pool.map(run, range(BOTH)))


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_answer_with_one_personal_link_from_two_browsers_at_once_counts_once(
    world: World, is_anonymous: bool
) -> None:
    survey, question, recipient, _open = opened(world, is_anonymous=is_anonymous)
    with system_scope("test", world.a.pk):
        nonce = Link.objects.get(subject_id=recipient.pk, subject_kind="surveys.recipient").nonce

    def act(number: int) -> None:
        with link_scope("alpha", nonce, frozenset({policy.ANSWER})) as by, attempt():
            answer(
                by=by,
                survey=survey,
                recipient=recipient,
                values={question: number + 1},
                now=timezone.now(),
                secret=f"browser {number}" if is_anonymous else "",
            )

    came = at_once(act)
    # An anonymous link belongs to the first browser; one with a name finds its answer again and changes it.
    assert sorted(map(bool, came)) == ([False, True] if is_anonymous else [False, False])
    with system_scope("test", world.a.pk):
        assert Response.objects.count() == 1


def test_send_the_same_form_twice_at_once_counts_once(world: World) -> None:
    survey, question, _recipient, link = opened(world, is_anonymous=False)

    def act(_number: int) -> None:
        with link_scope("alpha", link.nonce, frozenset({policy.ANSWER})) as by, attempt():
            answer(by=by, survey=survey, values={question: 4}, now=timezone.now(), secret="one form")

    assert at_once(act) == ["", ""]
    with system_scope("test", world.a.pk):
        assert Response.objects.count() == 1
