"""The list of surveys, and a survey itself: beginning, describing, opening, closing, removing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit import panels
from samphan.kit.asking import AskingForm
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet
from samphan.surveys import policy, transitions
from samphan.surveys.actions import questions as question_actions
from samphan.surveys.actions import survey as actions
from samphan.surveys.forms.survey import COPY, NewSurveyForm, RemoveSurveyForm, SurveyForm
from samphan.surveys.models import Purpose, State, Survey
from samphan.surveys.queries import lists
from samphan.surveys.queries.asking import asks
from samphan.surveys.queries.page import survey_page
from samphan.surveys.queries.templates import templates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

PAGE = "surveys.survey"


def load(request: NetworkRequest, pk: int) -> Survey:
    """The survey of an address, or 404 where the actor may not see it."""
    return get_object_or_404(Survey.objects.for_actor(request.actor), pk=pk)


def address(request: NetworkRequest, url_name: str, survey: Survey, query: str = "") -> str:
    """The address of a page of a survey."""
    return reverse(url_name, args=[request.network.slug, survey.pk]) + query


def tab(request: NetworkRequest, survey: Survey, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """One tab of a survey's page."""
    match = request.resolver_match
    head = {
        "survey": survey,
        "tabs": panels.tabs(PAGE, by=request.actor, on=survey, current=match.view_name if match else ""),
        "may_manage": request.actor.may(policy.manage, on=survey),
        "acts": transitions.acts(survey.state),
    }
    return render(request, template, {**head, **context})


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=lists.SORTS, filters=("state", "purpose"), default="-made")


def surveys(request: NetworkRequest) -> HttpResponse:
    """All surveys of the network, the latest first."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(lists.surveys(request.actor, state))
    table = Table(
        key="surveys",
        caption=_("Surveys"),
        columns=(
            Column(_("Survey"), "title"),
            Column(_("Purpose")),
            Column(_("State")),
            Column(_("Questions"), kind="number"),
            Column(_("Answers"), "answers", kind="number"),
            Column(_("Made"), "made"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search surveys"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *State.choices], state.filters["state"]),
            Filter("purpose", _("Purpose"), [("", _("all")), *Purpose.choices], state.filters["purpose"]),
        ),
        export_url=reverse("surveys:export", args=[request.network.slug]),
    )
    context = {"table": table, "may_create": request.actor.may(policy.create, on=request.network)}
    return render(request, "surveys/surveys.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    heads = [
        _("Title in Thai"),
        _("Title in English"),
        _("Purpose"),
        _("State"),
        _("Anonymous"),
        _("Questions"),
        _("Answers"),
        _("Made"),
    ]
    rows = (
        [
            each.title_th,
            each.title_en,
            each.get_purpose_display(),
            each.get_state_display(),
            _("yes") if each.is_anonymous else _("no"),
            each.question_count,
            each.response_count,
            timezone.localdate(each.created_at),
        ]
        for each in lists.surveys(request.actor, _state(request))
    )
    return spreadsheet(_("Surveys"), heads, rows)


def create(request: NetworkRequest) -> HttpResponse:
    """The form with which a survey begins."""
    request.actor.must(policy.create, on=request.network)
    form = bind(NewSurveyForm, request, templates=templates(), sources=lists.copyable(request.actor)[:200])

    def act(form: NewSurveyForm) -> Survey:
        words = {name: form.cleaned_data[name] for name in ("title_th", "title_en")}
        start, source = form.cleaned_data["start"], form.cleaned_data["source"]
        if template := form.templates.get(start):
            return question_actions.create_from_template(by=request.actor, template=template, **words)
        if start != COPY:
            return actions.create_survey(by=request.actor, **words)
        copied = ("purpose", "is_anonymous", "intro_th", "intro_en", "thanks_th", "thanks_en")
        words |= {name: getattr(source, name) for name in copied}
        survey = actions.create_survey(by=request.actor, **words)
        question_actions.copy_questions(by=request.actor, survey=survey, source=source)
        return survey

    return respond(
        request,
        form,
        act=act,
        then=lambda made: address(request, "surveys:survey", made),
        template="surveys/survey_new.html",
        success=_("The survey was made. Look at its questions, then open it."),
    )


def survey(request: NetworkRequest, pk: int) -> HttpResponse:
    """What is asked, and the tools to change it."""
    shown = load(request, pk)
    removed = None
    if (undo := number_in(request.GET.get("undo"))) is not None:
        removed = shown.questions.filter(pk=undo, is_removed=True).first()
    return tab(request, shown, "surveys/survey.html", {"page": survey_page(shown), "removed": removed})


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is said about a survey."""
    shown = load(request, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.SURVEY_FIELDS)}
    return respond(
        request,
        bind(SurveyForm, request, initial=initial | SurveyForm.days_of(shown)),
        act=lambda form: actions.describe_survey(by=request.actor, survey=shown, **form.words()),
        then=lambda changed: address(request, "surveys:survey", changed),
        template="surveys/survey_form.html",
        context={"survey": shown},
    )


@require_POST
def advance(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Open or close it."""
    shown = load(request, pk)
    known = {transitions.OPEN: actions.open_survey, transitions.CLOSE: actions.close_survey}
    if act not in known:
        raise Http404
    try:
        with attempt():
            known[act](by=request.actor, survey=shown)
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(
            request,
            _("The survey takes answers now.") if act == transitions.OPEN else _("The survey is closed."),
        )
    url_name = "surveys:people" if act == transitions.OPEN else "surveys:survey"
    return HttpResponseRedirect(address(request, url_name, shown))


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before a survey made by mistake is taken out."""
    shown = load(request, pk)
    request.actor.must(policy.manage, on=shown)
    return respond(
        request,
        bind(RemoveSurveyForm, request),
        act=lambda form: actions.remove_survey(
            by=request.actor, survey=shown, reason=form.cleaned_data["reason"]
        ),
        then=lambda _nothing: reverse("surveys:surveys", args=[request.network.slug]),
        template="surveys/survey_remove.html",
        context={"survey": shown},
        success=_("The survey was removed."),
    )


def preview(request: NetworkRequest, pk: int) -> HttpResponse:
    """The questions as a phone shows them; nothing can be sent."""
    shown = load(request, pk)
    return tab(request, shown, "surveys/preview.html", {"form": AskingForm(asks=asks(shown))})
