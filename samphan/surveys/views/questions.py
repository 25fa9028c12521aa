"""Writing the questions of a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.surveys import policy
from samphan.surveys.actions import questions as actions
from samphan.surveys.forms.question import QuestionForm, condition_code
from samphan.surveys.forms.survey import COPY, StartForm
from samphan.surveys.models import Kind, Question
from samphan.surveys.queries import lists
from samphan.surveys.queries.asking import questions_of
from samphan.surveys.queries.templates import templates
from samphan.surveys.views.surveys import address, load

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.surveys.models import Survey


def write(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of a question, new or not."""
    survey = load(request, pk)
    request.actor.must(policy.manage, on=survey)
    question = _load(request, survey, part) if part else None
    questions = questions_of(survey)
    initial: dict[str, Any] = {"kind": request.GET.get("kind", Kind.SCALE5)}
    earlier, present, condition = questions, [], ""
    if question:
        initial = {name: getattr(question, name) for name in ("version", *actions.QUESTION_FIELDS)}
        own = next((each for each in questions if each.pk == question.pk), question)
        earlier = questions[: questions.index(own)] if own in questions else []
        present = [each for each in own.options.order_by("order", "id") if not each.is_removed]
        condition = condition_code(question)
    form = bind(QuestionForm, request, initial=initial, earlier=earlier, present=present, condition=condition)

    def act(form: QuestionForm) -> Question:
        if question is None:
            return actions.add_question(by=request.actor, survey=survey, row=form.row())
        return actions.change_question(
            by=request.actor, question=question, row=form.row(), version=form.cleaned_data["version"]
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda written: _back(request, survey, written),
        template="surveys/question_form.html",
        context={"survey": survey, "question": question},
    )


@require_POST
def move(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """One place up or down."""
    survey = load(request, pk)
    question = _load(request, survey, part)
    return _act(
        request,
        survey,
        question,
        lambda: actions.move_question(
            by=request.actor, question=question, is_up=request.POST.get("to") == "up"
        ),
    )


@require_POST
def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take it out; the page then offers to bring it back."""
    survey = load(request, pk)
    question = _load(request, survey, part)
    answer = _act(
        request, survey, question, lambda: actions.remove_question(by=request.actor, question=question)
    )
    question.refresh_from_db()
    if question.is_removed:
        return HttpResponseRedirect(address(request, "surveys:survey", survey, f"?undo={question.pk}"))
    return answer


@require_POST
def restore(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Bring it back."""
    survey = load(request, pk)
    question = _load(request, survey, part)
    return _act(
        request, survey, question, lambda: actions.restore_question(by=request.actor, question=question)
    )


def copy(request: NetworkRequest, pk: int) -> HttpResponse:
    """Add the questions of a template or of another survey."""
    survey = load(request, pk)
    request.actor.must(policy.manage, on=survey)
    sources = lists.copyable(request.actor, besides=survey)[:200]
    form = bind(StartForm, request, templates=templates(), sources=sources)

    def act(form: StartForm) -> list[Question]:
        start = form.cleaned_data["start"]
        if template := form.templates.get(start):
            return actions.use_template(by=request.actor, survey=survey, template=template)
        if start == COPY:
            return actions.copy_questions(by=request.actor, survey=survey, source=form.cleaned_data["source"])
        return []

    return respond(
        request,
        form,
        act=act,
        then=lambda _copied: address(request, "surveys:survey", survey),
        template="surveys/copy.html",
        context={"survey": survey},
        success=_("The questions were added at the end."),
    )


def _load(request: NetworkRequest, survey: Survey, part: int) -> Question:
    mine = Question.objects.for_actor(request.actor).select_related("survey")
    return get_object_or_404(mine, survey=survey, pk=part)


def _back(request: NetworkRequest, survey: Survey, question: Question) -> str:
    return address(request, "surveys:survey", survey, f"#question-{question.pk}")


def _act(request: NetworkRequest, survey: Survey, question: Question, act: Any) -> HttpResponse:
    try:
        with attempt():
            act()
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(_back(request, survey, question))
