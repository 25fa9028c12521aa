"""Pages of self-assessments: all members, one institution in one year, answering, dialogue, plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.evaluation.actions import assessments as actions
from samphan.evaluation.forms.assessments import BeginForm, DialogueForm, ImprovementForm, ReasonForm
from samphan.evaluation.forms.scoring import AgreedForm, AnswerForm
from samphan.evaluation.models import AssessmentState, Improvement, Instrument, SelfAssessment
from samphan.evaluation.policy import assessments as policy
from samphan.evaluation.policy.ratings import enter
from samphan.evaluation.queries import assessments as queries
from samphan.evaluation.queries.assessment_paper import paper_of
from samphan.evaluation.queries.institution_evidence import proposals_for
from samphan.evaluation.queries.rubric import instrument
from samphan.evaluation.views.common import at, paper
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Conflict
from samphan.kit.formats import year as said_year
from samphan.kit.numbers import number_in
from samphan.kit.pages import form_page, run_act
from samphan.kit.workbook import spreadsheet
from samphan.networks.models import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

YEARS_BACK, YEARS_AHEAD = 5, 1


def _year(state: ListState) -> int:
    return number_in(state.filters["year"], digits=4) or timezone.localdate().year


def _list(request: NetworkRequest) -> tuple[ListState, int, Any]:
    request.actor.must(enter, on=request.network)
    state = ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)
    year = _year(state)
    return state, year, queries.members(request.actor, state, year, timezone.localdate())


def overview(request: NetworkRequest) -> HttpResponse:
    """Who has answered for a year; levels are shown to those alone who may read the answers."""
    state, year, found = _list(request)
    page = state.paginate(found)
    table = Table(
        key="assessments",
        caption=_("Self-assessments of institutions"),
        columns=(
            Column(_("Institution"), "member"),
            Column(_("State")),
            *(Column(label) for _code, label in Instrument.choices),
        ),
        rows=queries.rows(request.actor, list(page.object_list), year),
        page=page,
        state=state,
        search_label=_("Search institutions"),
        filters=(
            Filter(
                "year",
                _("Year"),
                [("", _("this year")), *queries.years_of(request.actor, timezone.localdate().year)],
                state.filters["year"],
            ),
            Filter(
                "state",
                _("State"),
                [("", _("all")), (queries.NONE, _("not begun")), *AssessmentState.choices],
                state.filters["state"],
            ),
        ),
        export_url=at(request, "assessments_export"),
    )
    context = {
        "table": table,
        "year": said_year(year),
        "begin_query": f"?year={year}",
        "instruments": Instrument.values,
        "may_manage": request.actor.may(policy.manage, on=request.network),
    }
    return render(request, "evaluation/assessments.html", context)


def overview_export(request: NetworkRequest) -> HttpResponse:
    """The same as a workbook."""
    _state, year, found = _list(request)
    words = dict([("", _("not begun")), *AssessmentState.choices])
    return spreadsheet(
        _("Self-assessments of institutions"),
        [_("Institution"), _("Year"), _("State"), *(str(label) for _code, label in Instrument.choices)],
        (
            [
                row.member.organisation.name,
                said_year(year),
                str(words[row.state]),
                *(row.levels[code].shown if row.levels else None for code in Instrument.values),
            ]
            for row in queries.rows(request.actor, list(found), year)
        ),
    )


def begin(request: NetworkRequest, pk: int) -> HttpResponse:
    """Begins the self-assessment of a member for a year."""
    member = get_object_or_404(Member.objects.for_actor(request.actor).select_related("organisation"), pk=pk)
    request.actor.must(policy.assess, on=member)
    this = timezone.localdate().year
    return form_page(
        request,
        bind(
            BeginForm,
            request,
            years=range(this + YEARS_AHEAD, this - YEARS_BACK, -1),
            initial={"year": number_in(request.GET.get("year"), digits=4) or this},
        ),
        title=_("Begin a self-assessment"),
        subtitle=member.organisation.name,
        said=_(
            "Several people of the institution answer, each for themselves. Then they talk about it and write down on which"
            " level they agree, what shows it, and what will be improved."
        ),
        label=_("Begin"),
        act=lambda form: actions.begin_assessment(by=request.actor, member=member, **form.cleaned_data),
        then=lambda made: at(request, "assessment", made.pk),
        back=at(request, "assessments"),
        way=_way(request),
    )


def _way(request: NetworkRequest, assessment: SelfAssessment | None = None) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [(_("Self-assessments of institutions"), at(request, "assessments"))]
    if assessment is not None:
        found.append((_title(assessment), at(request, "assessment", assessment.pk)))
    return found


def _title(assessment: SelfAssessment) -> str:
    return f"{assessment.member.organisation.name} {assessment.year_name}"


def _load(request: NetworkRequest, pk: int) -> SelfAssessment:
    return get_object_or_404(queries.assessments(request.actor), pk=pk)


def _code(request: NetworkRequest) -> str:
    asked = request.GET.get("by", "")
    return asked if asked in Instrument.values else Instrument.ENT


def assessment(request: NetworkRequest, pk: int) -> HttpResponse:
    """One institution in one year, by ``?by=`` one of the instruments."""
    shown = _load(request, pk)
    actor = request.actor
    context = {
        "page": queries.page_of(actor, shown, _code(request)),
        "title": _title(shown),
        "way": _way(request),
        "instruments": Instrument.choices,
        "may_write": actor.may(policy.write, on=shown),
        "may_plan": actor.may(policy.plan, on=shown),
        "may_manage": actor.may(policy.manage, on=shown),
    }
    return render(request, "evaluation/assessment.html", context)


def answer(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """One's own answers."""
    shown = _load(request, pk)
    return _answer(request, shown, kind, is_agreed=False)


def agree_on(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """On which levels the dialogue agreed."""
    shown = _load(request, pk)
    return _answer(request, shown, kind, is_agreed=True)


def _answer(request: NetworkRequest, shown: SelfAssessment, kind: str, *, is_agreed: bool) -> HttpResponse:
    if kind not in Instrument.values:
        raise Http404
    request.actor.must(policy.write, on=shown)
    said = (
        queries.agreed_answers(shown, kind) if is_agreed else queries.own_answers(request.actor, shown, kind)
    )
    rubric = instrument(kind)
    proposals = proposals_for(request.actor, shown.member, rubric)
    form: AnswerForm = (
        bind(AgreedForm, request, rubric=rubric, said=said, initial={"version": shown.version})
        if is_agreed
        else bind(AnswerForm, request, rubric=rubric, said=said)
    )
    back = f"{at(request, 'assessment', shown.pk)}?by={kind}"

    def act(form: AnswerForm) -> SelfAssessment:
        try:
            return actions.answer_assessment(
                by=request.actor,
                assessment=shown,
                code=kind,
                said={item: actions.Stated(**words) for item, words in form.said().items()},
                now=timezone.now(),
                is_agreed=is_agreed,
                version=form.cleaned_data.get("version"),
            )
        except Conflict as conflict:
            if isinstance(form, AgreedForm):
                conflict.current = form.stored(queries.agreed_answers(shown, kind))
            raise

    return respond(
        request,
        form,
        act=act,
        then=lambda _assessment: back,
        template="evaluation/answer_assessment.html",
        context={
            "title": _("On which levels we agree") if is_agreed else _("My answers"),
            "subtitle": _title(shown),
            "way": _way(request, shown),
            "back": back,
            "rubric": rubric,
            "groups": [
                (group, [(each, proposals.get(each.item.code, [])) for each in fields])
                for group, fields in form.groups()
            ],
        },
    )


def dialogue(request: NetworkRequest, pk: int) -> HttpResponse:
    """Minutes of a talk."""
    shown = _load(request, pk)
    request.actor.must(policy.write, on=shown)
    here = at(request, "assessment", pk)
    return form_page(
        request,
        bind(DialogueForm, request, initial={"on": timezone.localdate()}),
        title=_("Minutes of a dialogue"),
        subtitle=_title(shown),
        act=lambda form: actions.write_dialogue(
            by=request.actor, assessment=shown, now=timezone.localtime(), **form.cleaned_data
        ),
        then=lambda _made: here,
        back=here,
        way=_way(request, shown),
    )


def improvement(request: NetworkRequest, pk: int) -> HttpResponse:
    """A new line of the plan; ``?line=`` names the item."""
    shown = _load(request, pk)
    request.actor.must(policy.plan, on=shown)
    here = at(request, "assessment", pk)
    return form_page(
        request,
        bind(ImprovementForm, request, initial={"line": request.GET.get("line", "")}),
        title=_("Add to the improvement plan"),
        subtitle=_title(shown),
        act=lambda form: actions.plan_improvement(by=request.actor, assessment=shown, **form.said()),
        then=lambda _made: here,
        back=here,
        way=_way(request, shown),
    )


def _line(request: NetworkRequest, pk: int, part: int) -> Improvement:
    found = Improvement.objects.for_actor(request.actor).filter(assessment=pk)
    return get_object_or_404(found.select_related("assessment__member__organisation"), pk=part)


@require_POST
def take_over(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Makes an action of a line."""
    line = _line(request, pk, part)
    return run_act(
        request,
        lambda: actions.take_over_improvement(by=request.actor, improvement=line),
        at(request, "assessment", pk),
        _("It is an action of the network now."),
    )


def withdraw(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Takes a line back, asking why."""
    line = _line(request, pk, part)
    request.actor.must(policy.plan, on=line.assessment)
    here = at(request, "assessment", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take a line back"),
        subtitle=line.title,
        label=_("Take back"),
        kind="danger",
        act=lambda form: actions.withdraw_improvement(
            by=request.actor, improvement=line, **form.cleaned_data
        ),
        then=lambda _line: here,
        back=here,
        way=_way(request, line.assessment),
    )


@require_POST
def agree(request: NetworkRequest, pk: int) -> HttpResponse:
    """Agrees the whole."""
    shown = _load(request, pk)
    return run_act(
        request,
        lambda: actions.agree_assessment(by=request.actor, assessment=shown, today=timezone.localdate()),
        at(request, "assessment", pk),
    )


def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Opens what was agreed again, asking why."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    here = at(request, "assessment", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Open it again"),
        subtitle=_title(shown),
        act=lambda form: actions.reopen_assessment(by=request.actor, assessment=shown, **form.cleaned_data),
        then=lambda _assessment: here,
        back=here,
        way=_way(request, shown),
    )


def _rows(page: queries.Page) -> Iterator[list[Any]]:
    for group, views in page.groups:
        for view in views:
            crosswalk = ", ".join(view.item.crosswalk)
            head = [group.name, view.item.code, view.item.name]
            for each in view.answers:
                yield [*head, each.by_name, each.score, None, each.evidence, each.note, crosswalk]
            if view.agreed:
                agreed = view.agreed
                yield [
                    *head,
                    pgettext("self-assessment", "agreed"),
                    agreed.score,
                    view.counts,
                    agreed.evidence,
                    agreed.note,
                    crosswalk,
                ]


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """Every answer with its evidence and the codes of other frameworks, as a workbook."""
    page = queries.page_of(request.actor, _load(request, pk), _code(request))
    heads = [
        _("Group"), _("Code"), pgettext("rubric", "Item"), pgettext("answer", "Who"), _("Level given"), _("Level that counts"), pgettext("self-assessment", "What shows it"),
        _("Why"), _("Codes of other frameworks"),
    ]  # fmt: skip
    return spreadsheet(pgettext("sheet", "Self-assessment"), heads, _rows(page))


def document(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The report of an institution, ``docx`` or ``pdf``, in Thai."""
    shown = _load(request, pk)
    pages = [queries.page_of(request.actor, shown, code) for code in Instrument.values]
    made = paper_of(shown, pages, organisation=request.network.name_th, created=timezone.localtime())
    return paper(kind, made, f"รายงานการประเมินตนเอง {shown.year + 543}")
