"""Pages of ratings: the tab of a project, rating for either side, asking partners, all projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.engagement.models import Voice
from samphan.engagement.queries.asks import burden_of
from samphan.engagement.queries.sides import confirmation_of
from samphan.evaluation.actions import ratings as actions
from samphan.evaluation.forms.scoring import AskAgainForm, PassedOnForm, ScoreForm
from samphan.evaluation.models import Rating, RatingRound
from samphan.evaluation.policy import ratings as policy
from samphan.evaluation.queries import ratings as queries
from samphan.evaluation.queries.rating_paper import paper_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.evaluation.views.common import at, load_project, paper, show_project
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.kit.numbers import number_in
from samphan.kit.pages import run_act
from samphan.kit.workbook import spreadsheet
from samphan.projects.models import ProjectPartner
from samphan.projects.queries.tabs import cockpit
from samphan.tenancy import links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpResponse

    from samphan.evaluation.actions.ratings import Told
    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import Project

TAB = "evaluation:rating"


def rating(request: NetworkRequest, pk: int) -> HttpResponse:
    """The tab of a project: both sides beside each other, item by item, with what the record shows. ``?round=`` an older one."""
    project = load_project(request, pk)
    page = queries.page_of(request.actor, project, number=number_in(request.GET.get("round"), digits=5))
    context = {"page": page, "confirmation": confirmation_of([project])[project.pk]}
    return show_project(request, "evaluation/rating.html", project, context)


@require_POST
def begin(request: NetworkRequest, pk: int) -> HttpResponse:
    """Begins a round."""
    project = load_project(request, pk)
    return run_act(
        request,
        lambda: actions.begin_rating(by=request.actor, project=project, today=timezone.localdate()),
        at(request, "rating", pk),
    )


def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before the open round is closed, and says who began and did not send; closes it by POST."""
    project = load_project(request, pk)
    found = RatingRound.objects.for_actor(request.actor).filter(project=project, closed_on__isnull=True)
    round_ = get_object_or_404(found)
    if request.method != "POST":
        request.actor.must(policy.keep, on=project)
        page = queries.page_of(request.actor, project, number=round_.number)
        return show_project(request, "evaluation/rating_close.html", project, {"page": page}, within=TAB)
    return run_act(
        request,
        lambda: actions.close_rating(by=request.actor, round_=round_, today=timezone.localdate()),
        at(request, "rating", pk),
    )


def give(request: NetworkRequest, pk: int) -> HttpResponse:
    """The university rates, with the evidence of the record beside each item."""
    project = load_project(request, pk)
    request.actor.must(policy.keep, on=project)
    found = _open_ratings(request, project).filter(voice=Voice.UNIVERSITY)
    seat = get_object_or_404(found)
    return _give(request, project, seat, ScoreForm, title=_("Rate for the university"), seat=lambda: seat)


def pass_on(request: NetworkRequest, pk: int, partner: int) -> HttpResponse:
    """Writes down what a partner said on paper, by telephone or face to face."""
    project = load_project(request, pk)
    request.actor.must(policy.keep, on=project)
    chosen = _partner(request, project, partner)
    if not RatingRound.objects.for_actor(request.actor).filter(project=project, closed_on=None).exists():
        raise Problem(actions.NO_ROUND)
    return _give(
        request,
        project,
        _open_ratings(request, project).filter(partner=chosen).first(),
        PassedOnForm,
        title=_("Write down what a partner says: %(name)s") % {"name": chosen.called},
        seat=lambda: actions.seat_of(by=request.actor, partner=chosen),
    )


def _give(
    request: NetworkRequest,
    project: Project,
    rating: Rating | None,
    form_class: type[ScoreForm],
    *,
    title: str,
    seat: Callable[[], Rating],
) -> HttpResponse:
    """The form of a side; ``seat`` gives its place in the round, made when something is said and not before."""
    page = queries.page_of(request.actor, project)
    said = queries.scores_of([rating])[rating.pk] if rating else {}
    here = at(request, "rating", project.pk)
    proposals = {line.item.code: line.proposals for _group, lines in page.groups for line in lines}
    form = bind(form_class, request, rubric=page.rubric, said=said)
    return respond(
        request,
        form,
        act=lambda form: actions.give_rating(
            by=request.actor, rating=seat(), said=_told(form), now=timezone.now(), **_who(form)
        ),
        then=lambda _rating: here,
        template="evaluation/give_rating.html",
        context={
            **cockpit(request, request.actor, project, within=TAB),
            "title": title,
            "rubric": page.rubric,
            "groups": [
                (group, [(each, proposals[each.item.code]) for each in fields])
                for group, fields in form.groups()
            ],
            "back": here,
        },
    )


def ask(request: NetworkRequest, pk: int, partner: int) -> HttpResponse:
    """The personal link of a partner: shown, to be sent by LINE, printed as QR or read out."""
    project = load_project(request, pk)
    request.actor.must(policy.keep, on=project)
    chosen = _partner(request, project, partner)
    seat = _open_ratings(request, project).filter(partner=chosen).first()
    link = links.open_links(policy.RUBRIC, seat, now=timezone.now()).first() if seat else None
    address = links.address(link, request.network.slug) if link else ""
    return respond(
        request,
        bind(AskAgainForm, request),
        act=lambda form: actions.ask_partner_to_rate(
            by=request.actor, partner=chosen, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _asked: request.path,
        template="evaluation/rating_ask.html",
        context={
            **cockpit(request, request.actor, project, within=TAB),
            "partner": chosen,
            "burden": burden_of(chosen, timezone.localdate()),
            "address": address,
            "seat": seat,
            "questions": len(project_rubric().items),
            "reminder": _reminder(seat, address) if seat and seat.draft else "",
            "back": at(request, "rating", pk),
        },
        success=_("The link is there. Nothing was sent by itself."),
    )


def _reminder(seat: Rating, address: str) -> str:
    """A text for a partner that began and did not send: how far it is, and where it goes on."""
    return _(
        "Thank you for looking at the project “%(project)s”. %(answered)s of your answers to %(of)s questions are kept and"
        " have not been sent yet. Please open this address, look over what you said, and send it:\n\n%(address)s"
    ) % {
        "project": seat.project.title,
        "answered": len(seat.draft),
        "of": len(project_rubric().items),
        "address": address,
    }


@require_POST
def renew(request: NetworkRequest, pk: int, partner: int) -> HttpResponse:
    """Let the old link of a partner open nothing any more, and make a new one."""
    project = load_project(request, pk)
    seat = get_object_or_404(_open_ratings(request, project), partner=partner)
    return run_act(
        request,
        lambda: actions.renew_rating_link(by=request.actor, rating=seat, now=timezone.now()),
        at(request, "rating_ask", pk, partner),
        _("There is a new link; the old ones open nothing any more."),
    )


def _partner(request: NetworkRequest, project: Project, pk: int) -> ProjectPartner:
    found = ProjectPartner.objects.for_actor(request.actor).filter(project=project)
    return get_object_or_404(found.select_related("organisation", "project"), pk=pk)


def _open_ratings(request: NetworkRequest, project: Project) -> Any:
    found = Rating.objects.for_actor(request.actor).filter(project=project, round__closed_on__isnull=True)
    return found.select_related("partner__organisation", "project", "round")


def _told(form: ScoreForm) -> Mapping[str, Told]:
    return {code: actions.Told(said["score"], said["note"]) for code, said in form.said().items()}


def _who(form: ScoreForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("said_by", "channel") if name in form.fields}


def _rows_of(page: queries.Page) -> list[list[Any]]:
    """The page as rows: one for each item and side."""
    found = []
    for group, lines in page.groups:
        for line in lines:
            for side, said in zip(page.sides, line.said, strict=True):
                typed = said.typed
                found.append(
                    [
                        group.name,
                        line.item.code,
                        line.item.name,
                        side.name or _("the university"),
                        typed.score if typed else None,
                        said.counts,
                        _("capped: nothing in the record shows it") if said.is_capped else "",
                        said.difference,
                        typed.note if typed else "",
                        typed.said_by if typed else "",
                        str(side.rating.get_channel_display()) if typed else "",
                        side.rating.recorded_by if typed else "",
                        line.evidence,
                    ]
                )
    return found


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The shown round as a workbook."""
    project = load_project(request, pk)
    page = queries.page_of(request.actor, project, number=number_in(request.GET.get("round"), digits=5))
    heads = [
        _("Principle"), _("Code"), pgettext("rubric", "Item"), pgettext("rating", "Side"), _("Level given"), _("Level that counts"), _("Remark"),
        _("Difference to the university"), _("Why"), _("Said by"), pgettext("words of a partner", "How it came"), _("Written down by"), _("Pieces of evidence"),
    ]  # fmt: skip
    return spreadsheet(f"{_('Rating')} {project.title}"[:120], heads, _rows_of(page))


def document(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The shown round as a paper, ``docx`` or ``pdf``, in Thai."""
    project = load_project(request, pk)
    page = queries.page_of(request.actor, project, number=number_in(request.GET.get("round"), digits=5))
    if page.shown is None:
        raise Http404
    made = paper_of(project, page, organisation=request.network.name_th, created=timezone.localtime())
    return paper(kind, made, f"ผลการประเมินโครงการ {page.shown.number}")


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=("state",))


def overview(request: NetworkRequest) -> HttpResponse:
    """All projects with the levels that each side gives."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(queries.in_order(request.actor, state))
    table = Table(
        key="ratings",
        caption=_("Ratings of projects"),
        columns=(
            Column(_("Project"), "title"),
            Column(pgettext("rating", "Round")),
            Column(_("The university says"), "university"),
            Column(_("Partners say"), "partners"),
            Column(_("Balance")),
        ),
        rows=queries.rows_of(request.actor, page.object_list),
        page=page,
        state=state,
        search_label=_("Search projects"),
        filters=(
            Filter(
                "state",
                _("Rated by"),
                [
                    ("", _("all")),
                    ("both", _("both sides")),
                    ("university", _("the university only")),
                    ("partners", _("partners only")),
                    ("unrated", _("nobody yet")),
                ],
                state.filters["state"],
            ),
        ),
        export_url=at(request, "ratings_export"),
    )
    return render(request, "evaluation/ratings.html", {"table": table})


def overview_export(request: NetworkRequest) -> HttpResponse:
    """The same as a workbook, with a column for each principle."""
    request.actor.must(policy.enter, on=request.network)
    rubric = project_rubric()
    found = queries.in_order(request.actor, _state(request))
    heads = [
        _("Project"),
        pgettext("rating", "Round"),
        pgettext("rating", "Opened"),
        pgettext("rating", "Side"),
        _("Level"),
        *(str(each.name) for each in rubric.groups),
        _("Items rated"),
        _("Lowest and highest principle lie apart by"),
    ]
    rows = (
        line for row in queries.rows_of(request.actor, found) for line in _lines_of(row, len(rubric.groups))
    )
    return spreadsheet(_("Ratings of projects"), heads, rows)


def _lines_of(row: queries.Row, groups: int) -> Iterator[list[Any]]:
    """A project as lines of the workbook: one for each side that rated, or one that says that nobody did."""
    said = (
        [row.project.title, row.shown.number, str(thai_date(row.shown.opened_on))]
        if row.shown
        else [row.project.title, None, ""]
    )
    sides = [each for each in (row.ours, *row.theirs) if each]
    if not sides:
        yield [*said, _("nobody yet"), *[None] * (groups + 3)]
    for side in sides:
        found = side.standing
        levels = [each.shown for each in found.groups]
        yield [*said, side.name or _("the university"), found.shown, *levels, found.rated, found.spread]
