"""What became of things: who is to be asked, the answer, and the answer by link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.http import by_link
from samphan.kit.pages import form_page
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy
from samphan.projects.actions import follow_ups as actions
from samphan.projects.forms.work import AnswerForm, PlanForm
from samphan.projects.models import SUBJECTS, ActionItem, FollowUp, PossibleProject, Project, RoadmapItem
from samphan.projects.queries import follow_ups as queries
from samphan.projects.views.common import address, load

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest, NetworkRequest

#: Word in the address → model of the subject.
KINDS: Final[dict[str, type[Any]]] = {
    "item": RoadmapItem,
    "action": ActionItem,
    "possible": PossibleProject,
    "project": Project,
}


def _way(request: NetworkRequest) -> list[tuple[Any, str]]:
    return [(_("Actions"), address(request, "actions")), (_("Follow-ups"), address(request, "follow_ups"))]


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="due")


def follow_ups(request: NetworkRequest) -> HttpResponse:
    """Who is to be asked what became of something."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    listed = state.paginate(queries.follow_ups(request.actor, state, today=timezone.localdate()))
    rows = []
    for row in listed.object_list:
        kind, pk = queries.kind_of(row)
        rows.append((row, reverse(kind.url_name, args=[request.network.slug, pk])))
    table = Table(
        key="follow-ups",
        caption=_("Follow-ups"),
        columns=(
            Column(pgettext("follow-up", "About"), "title"),
            Column(_("Asked of")),
            Column(_("To be asked"), "due"),
            Column(_("Answer"), "answer"),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search what it is about and who is asked"),
        filters=_filters(state),
        export_url=address(request, "follow_ups_export"),
    )
    context = {"table": table, "may_manage": request.actor.may(policy.create, on=request.network)}
    return render(request, "projects/follow_ups.html", context)


def _filters(state: ListState) -> list[Filter]:
    which = [
        ("", _("to be asked now")),
        ("later", _("later")),
        ("asked", _("asked, no answer yet")),
        ("answered", _("answered")),
        ("all", _("all")),
    ]
    kinds = [(each.code, each.label) for each in queries.KINDS.values()]
    months = [(str(each), _("%(count)s months") % {"count": each}) for each in actions.AFTER_END_MONTHS]
    other = (queries.OTHER, pgettext("follow-up", "on another day"))
    return [
        Filter("state", _("Which"), which, state.filters["state"]),
        Filter("kind", pgettext("follow-up", "About"), [("", _("all")), *kinds], state.filters["kind"]),
        Filter(
            "months",
            _("After the end of a project"),
            [("", _("all")), *months, other],
            state.filters["months"],
        ),
    ]


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("Follow-ups"),
        [
            _("Title in Thai"),
            _("Title in English"),
            pgettext("follow-up", "About"),
            _("Months after the end of the project"),
            _("Asked of"),
            _("To be asked"),
            pgettext("follow-up", "Asked on"),
            _("Answer"),
            pgettext("follow-up", "In the words of who answered"),
            _("Answered by"),
            _("Answered on"),
        ],
        (
            [
                row.subject.title_th,
                row.subject.title_en,
                str(queries.kind_of(row)[0].label),
                row.months,  # type: ignore[attr-defined]  # annotated by the query
                row.asked_of,
                row.due_on,
                timezone.localdate(row.asked_at) if row.asked_at else None,
                str(row.get_answer_display()),
                row.note,
                row.answered_by,
                timezone.localdate(row.answered_at) if row.answered_at else None,
            ]
            for row in queries.follow_ups(request.actor, _state(request), today=timezone.localdate())
        ),
    )


def _load(request: NetworkRequest, pk: int) -> FollowUp:
    return load(FollowUp.objects.for_actor(request.actor).select_related(*SUBJECTS), pk)


def _said(follow_up: FollowUp) -> dict[str, object]:
    """What the form of an answer holds at first."""
    version = queries.seen_as(follow_up)
    return {"answer": follow_up.answer, "note": follow_up.note, "version": version}


def follow_up(request: NetworkRequest, pk: int) -> HttpResponse:
    """Say what became of a subject."""
    shown = _load(request, pk)
    request.actor.must(policy.answer_follow_up, on=shown)
    back = address(request, "follow_ups")
    return form_page(
        request,
        bind(
            AnswerForm,
            request,
            initial=_said(shown),
            answers=queries.answers_for(shown),
            is_passed_on=shown.partner_id is not None,
        ),
        title=pgettext("follow-up", "What became of it"),
        subtitle=shown.subject.title,
        act=lambda form: actions.answer_follow_up(
            by=request.actor, follow_up=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _follow_up: back,
        back=back,
        way=_way(request),
    )


@require_POST
def ask(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make the personal link by which the owner answers, and show it for sending."""
    shown = _load(request, pk)
    now = timezone.now()
    link = actions.ask_follow_up(by=request.actor, follow_up=shown, now=now)
    until = timezone.localdate(actions.open_until(shown.due_on, now))
    context = {"follow_up": shown, "link": link, "until": until, "way": _way(request)}
    return render(request, "projects/follow_up_ask.html", context)


def plan(request: NetworkRequest, kind: str, pk: int) -> HttpResponse:
    """Asks from which day on the owner is asked after 6 and 12 months."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    subject = load(model.objects.for_actor(request.actor), pk)
    request.actor.must(policy.plan_follow_up, on=subject)
    here = address(request, kind, pk)
    initial = {"from_on": timezone.localdate(), "asked_of": actions.owner_of(subject)}
    return form_page(
        request,
        bind(PlanForm, request, initial=initial),
        title=_("Ask later what became of it"),
        subtitle=subject.title,
        label=_("Plan"),
        act=lambda form: actions.plan_follow_ups(by=request.actor, subject=subject, **form.cleaned_data),
        then=lambda _planned: here,
        back=here,
        way=[(subject.title, here)],
        success=_("The owner will stand among the follow-ups after 6 and after 12 months."),
    )


@by_link(policy.FOLLOW_UP)
def follow_up_by_link(request: LinkRequest) -> HttpResponse:
    """The owner's answer, without an account."""
    shown = get_object_or_404(FollowUp.objects.for_actor(request.actor).select_related(*SUBJECTS))
    return respond(
        request,
        bind(
            AnswerForm,
            request,
            initial=_said(shown),
            answers=queries.answers_for(shown),
        ),
        act=lambda form: actions.answer_follow_up(
            by=request.actor, follow_up=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _follow_up: request.path,
        template="projects/follow_up_by_link.html",
        context={"follow_up": shown},
        success=_("Thank you. Your answer was saved."),
    )
