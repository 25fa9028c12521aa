"""Possible projects: the list, one of them, its call, its start; and the answer of an institution by link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.picking import Directory
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.kit.pages import ReasonForm, form_page, run_act
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy, transitions
from samphan.projects.actions import possible as actions
from samphan.projects.forms.work import (
    AskForm,
    CallForm,
    InterestForm,
    OwnInterestForm,
    PossibleForm,
    StartForm,
)
from samphan.projects.models import PossibleProject, PossibleState, ProjectInterest
from samphan.projects.queries import possible as queries
from samphan.projects.queries.roadmap import themes
from samphan.projects.views.common import address, load, page, with_origins

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest, NetworkRequest
    from samphan.projects.models import Project


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def possibles(request: NetworkRequest) -> HttpResponse:
    """Possible projects, and how many of them were started."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    listed = state.paginate(queries.possibles(request.actor, state))
    rows = with_origins(request.actor, "possible", list(listed.object_list))
    table = Table(
        key="possibles",
        caption=_("Possible projects"),
        columns=(
            Column(_("Possible project"), "title"),
            Column(_("Proposed by")),
            Column(_("Call open until"), "until"),
            Column(_("Interested"), "interests", kind="number"),
            Column(_("State"), "state"),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search possible projects"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *PossibleState.choices], state.filters["state"]),
            Filter(
                "theme",
                pgettext("tag", "Theme"),
                [("", _("all")), *themes(request.actor)],
                state.filters["theme"],
            ),
        ),
        export_url=address(request, "possibles_export"),
    )
    today = timezone.localdate()
    context = {
        "table": table,
        "rate": queries.rate_started(request.actor, today=today),
        "today": today,
        "may_manage": request.actor.may(policy.create, on=request.network),
    }
    return render(request, "projects/possibles.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("Possible projects"),
        [
            _("Title in Thai"),
            _("Title in English"),
            _("The need that it answers"),
            _("Proposed by"),
            _("Call open until"),
            _("Interested"),
            _("State"),
            _("Why it was closed"),
        ],
        (
            [
                row.title_th,
                row.title_en,
                row.need,
                row.organisation.name if row.organisation else "",
                row.call_until,
                row.interested,
                str(row.get_state_display()),
                row.state_reason,
            ]
            for row in queries.possibles(request.actor, _state(request))
        ),
    )


def _load(request: NetworkRequest, pk: int) -> PossibleProject:
    return load(PossibleProject.objects.for_actor(request.actor).select_related("organisation", "theme"), pk)


def _way(request: NetworkRequest, possible: PossibleProject | None = None) -> list[tuple[Any, str]]:
    way = [(_("Possible projects"), address(request, "possibles"))]
    return [*way, (possible.title, address(request, "possible", possible.pk))] if possible else way


def possible(request: NetworkRequest, pk: int) -> HttpResponse:
    """One possible project with what institutions said."""
    shown = _load(request, pk)
    may_manage = request.actor.may(policy.manage, on=shown)
    found = queries.possible_page(request.actor, shown)
    today = timezone.localdate()
    context = {
        "possible": shown,
        "page": found,
        "rows": [(each, bool(request.actor.may(policy.answer_call, on=each))) for each in found.interests],
        "acts": transitions.acts(transitions.POSSIBLE, shown.state) if may_manage else (),
        "may_manage": may_manage,
        "is_open": shown.takes_offers(today),
        "may_answer": shown.takes_offers(today)
        and request.actor.may(policy.answer_some_call, on=request.network),
        "is_over": shown.is_call_over(today),
    }
    return page(
        request, "projects/possible.html", context, kind="possible", panel="projects.possible", on=shown
    )


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new possible project."""
    request.actor.must(policy.create, on=request.network)

    def make(form: PossibleForm) -> PossibleProject:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.propose_project(by=request.actor, **words)

    return form_page(
        request,
        bind(PossibleForm, request, directory=Directory(request.actor)),
        title=_("New possible project"),
        act=make,
        then=lambda made: address(request, "possible", made.pk),
        back=address(request, "possibles"),
        way=_way(request),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a possible project."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.POSSIBLE_FIELDS)}
    initial["theme"] = shown.theme.name_th if shown.theme else ""
    here = address(request, "possible", pk)
    return form_page(
        request,
        bind(
            PossibleForm,
            request,
            initial=initial,
            directory=Directory(request.actor, organisations=[shown.organisation_id]),
        ),
        title=_("Change the possible project"),
        act=lambda form: actions.describe_possible(by=request.actor, possible=shown, **form.cleaned_data),
        then=lambda _possible: here,
        back=here,
        way=_way(request, shown),
    )


def call(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks until when partners are called for."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "possible", pk)
    return form_page(
        request,
        bind(CallForm, request, initial={"until": shown.call_until}),
        title=_("Call for partners"),
        subtitle=shown.title,
        said=_(
            "Coordinators can then express the interest of their institutions. Nothing is sent by itself."
        ),
        label=_("Open the call"),
        act=lambda form: actions.open_call(
            by=request.actor, possible=shown, until=form.cleaned_data["until"], now=timezone.now()
        ),
        then=lambda _possible: here,
        back=here,
        way=_way(request, shown),
    )


def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why a possible project is closed."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "possible", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Close without a start"),
        subtitle=shown.title,
        label=_("Close"),
        kind="danger",
        act=lambda form: actions.close_possible(
            by=request.actor, possible=shown, reason=form.cleaned_data["reason"], now=timezone.now()
        ),
        then=lambda _possible: here,
        back=here,
        way=_way(request, shown),
    )


@require_POST
def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take a closed one up again."""
    shown = _load(request, pk)
    return run_act(
        request,
        lambda: actions.reopen_possible(by=request.actor, possible=shown),
        address(request, "possible", pk),
    )


def start(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks with whom the project starts."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    offered = queries.possible_page(request.actor, shown).offered

    def begin(form: StartForm) -> Project:
        words = form.cleaned_data
        partners = [
            actions.ChosenPartner(each.organisation, each.role, is_lead=each == words["lead"])
            for each in words["partners"]
        ]
        return actions.start_project(
            by=request.actor,
            possible=shown,
            partners=partners,
            now=timezone.now(),
            starts=words["starts"],
            ends=words["ends"],
        )

    nobody = _("No institution is interested yet: call for partners first, or enter an interest for one.")
    return form_page(
        request,
        bind(StartForm, request, interests=offered),
        title=_("Start the project"),
        subtitle=shown.title,
        said="" if offered else nobody,
        label=_("Start"),
        act=begin,
        then=lambda project: address(request, "project", project.pk),
        back=address(request, "possible", pk),
        way=_way(request, shown),
        success=_("The project was started."),
    )


def ask(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make a personal link by which one institution answers without an account."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    shut = actions.shut(shown, timezone.now())
    context: dict[str, Any] = {"possible": shown, "shut": shut, "way": _way(request, shown)}
    form = bind(AskForm, request, directory=Directory(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            with attempt():
                interest, link = actions.ask_institution(
                    by=request.actor,
                    possible=shown,
                    organisation=form.cleaned_data["organisation"],
                    now=timezone.now(),
                )
        except Problem as problem:
            form.add_error(None, str(problem.message))
        else:
            context |= {"interest": interest, "link": link}
    context["form"] = form
    wrong = request.method == "POST" and "link" not in context
    return render(request, "projects/ask.html", context, status=422 if wrong else 200)


def interest(request: NetworkRequest, pk: int) -> HttpResponse:
    """The interest of an institution: of any, or of those that the reader represents."""
    shown = _load(request, pk)
    request.actor.must(policy.answer_some_call, on=request.network)
    may_manage = request.actor.may(policy.manage, on=shown)
    here = address(request, "possible", pk)

    def express(form: OwnInterestForm) -> ProjectInterest:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.express_interest(by=request.actor, possible=shown, now=timezone.now(), **words)

    directory = Directory(request.actor) if may_manage else None
    return form_page(
        request,
        bind(OwnInterestForm, request, actor=request.actor, directory=directory),
        title=_("Express interest"),
        subtitle=shown.title,
        said=actions.shut(shown, timezone.now()),
        act=express,
        then=lambda _interest: here,
        back=here,
        way=_way(request, shown),
        success=_("The interest stands with the possible project."),
    )


def _interest(request: NetworkRequest, pk: int) -> ProjectInterest:
    rows = ProjectInterest.objects.for_actor(request.actor)
    return load(rows.select_related("possible_project", "organisation"), pk)


_INTEREST_FIELDS = ("version", "role", "note", "contact_name", "contact_email")


def change_interest(request: NetworkRequest, pk: int) -> HttpResponse:
    """Change what an institution offers."""
    shown = _interest(request, pk)
    request.actor.must(policy.answer_call, on=shown)
    possible_project = shown.possible_project
    here = address(request, "possible", possible_project.pk)
    return form_page(
        request,
        bind(InterestForm, request, initial={name: getattr(shown, name) for name in _INTEREST_FIELDS}),
        title=_("Express interest"),
        subtitle=shown.organisation.name,
        said=actions.shut(possible_project, timezone.now()),
        act=lambda form: actions.express_interest(
            by=request.actor,
            possible=possible_project,
            organisation=shown.organisation,
            now=timezone.now(),
            **form.cleaned_data,
        ),
        then=lambda _interest: here,
        back=here,
        way=_way(request, possible_project),
    )


@require_POST
def answer_interest(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Decline or withdraw."""
    shown = _interest(request, pk)
    if act not in {transitions.DECLINE, transitions.WITHDRAW}:
        raise Http404
    return run_act(
        request,
        lambda: actions.answer_interest(by=request.actor, interest=shown, act=act, now=timezone.now()),
        address(request, "possible", shown.possible_project_id),
    )


@by_link(policy.INTEREST)
def interest_by_link(request: LinkRequest) -> HttpResponse:
    """The answer of one institution, without an account."""
    shown = get_object_or_404(
        ProjectInterest.objects.for_actor(request.actor).select_related("possible_project", "organisation")
    )
    possible_project = shown.possible_project
    today = timezone.localdate()
    if request.method == "POST" and request.POST.get("act") in {transitions.DECLINE, transitions.WITHDRAW}:
        try:
            with attempt():
                actions.answer_interest(
                    by=request.actor, interest=shown, act=request.POST["act"], now=timezone.now()
                )
        except Problem as problem:
            messages.error(request, str(problem.message))
        else:
            messages.success(request, _("Thank you. Your answer was saved."))
        return HttpResponseRedirect(request.path)
    form = bind(InterestForm, request, initial={name: getattr(shown, name) for name in _INTEREST_FIELDS})
    return respond(
        request,
        form,
        act=lambda form: actions.express_interest(
            by=request.actor,
            possible=possible_project,
            organisation=shown.organisation,
            now=timezone.now(),
            **form.cleaned_data,
        ),
        then=lambda _interest: request.path,
        template="projects/interest_by_link.html",
        context={
            "interest": shown,
            "possible": possible_project,
            "is_open": possible_project.takes_offers(today),
            "is_over": possible_project.is_call_over(today),
            "acts": transitions.acts(transitions.INTEREST, shown.state),
        },
        success=_("Thank you. Your answer was saved."),
    )
