"""Case studies: one of them, what it says, its parts and photographs, its way to the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.engagement.models import Evidence, EvidenceKind
from samphan.kit import lineage
from samphan.kit.documents import Document, Heading, Table, render_html
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.formats import language
from samphan.kit.numbers import number_in
from samphan.kit.pages import Sheet, form_page, run_act, write_sheet
from samphan.knowledge import policy
from samphan.knowledge.actions import case as actions
from samphan.knowledge.forms.library import CaseForm, ElsewhereForm, PictureRowForm, ReturnForm, SectionForm
from samphan.knowledge.models import (
    CasePaper,
    CasePicture,
    CaseSection,
    CaseState,
    CaseStudy,
    SiteSection,
)
from samphan.knowledge.queries import case_paper
from samphan.knowledge.queries.case_parts import PARTS, SHOWN, draw, picture_of
from samphan.knowledge.queries.findable import CASE
from samphan.knowledge.queries.library import place_words
from samphan.knowledge.queries.site import is_open
from samphan.knowledge.views.papers import shown_papers
from samphan.projects.models import ChangeDomain, Project
from samphan.projects.queries.record import worded
from samphan.projects.queries.tabs import cockpit
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from samphan.kit.documents import Block
    from samphan.kit.http import NetworkRequest
    from samphan.knowledge.queries.case_parts import DrawnCase

STEPS: dict[str, Any] = {
    "submit": actions.submit_case,
    "take-back": actions.take_back_case,
    "take-off": actions.take_off_case,
}


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"knowledge:{name}", args=[request.network.slug, *args])


def load(request: NetworkRequest, pk: int) -> CaseStudy:
    """The case study of an address, or 404 where the actor may not see it."""
    found = CaseStudy.objects.for_actor(request.actor).select_related("project", "theme", "network")
    return get_object_or_404(found, pk=pk)


def way_to(request: NetworkRequest, case: CaseStudy | None = None) -> list[tuple[Any, str]]:
    """The crumbs of pages of case studies."""
    way: list[tuple[Any, str]] = [(_("Library"), address(request, "library"))]
    return [*way, (case.title, address(request, "case", case.pk))] if case else way


def as_html(title: str, blocks: Sequence[Block], *, tables_before: int = 0) -> SafeString:
    """Blocks of a paper as a part of a page, its tables counted on from those before."""
    paper = Document(
        title=title,
        organisation=title,
        created=timezone.now(),
        blocks=tuple(blocks),
        language=language(),
    )
    markup = render_html(paper, with_title=False, tables_before=tables_before)
    return mark_safe(markup)  # noqa: S308 - every text in it was escaped


def whole_text(found: DrawnCase) -> SafeString | str:
    """All parts in which something stands as one text, each under its heading."""
    blocks: list[Block] = []
    for each in found.told:
        blocks += [Heading(1, str(each.part.title)), *each.blocks]
    return as_html(str(found.case.title), blocks) if blocks else ""


def shown_parts(found: DrawnCase, *, with_empty: bool) -> list[tuple[Any, SafeString | str]]:
    """The parts of a case study with their text as a page draws it."""
    parts = found.parts if with_empty else found.told
    title = str(found.case.title)
    shown: list[tuple[Any, SafeString | str]] = []
    tables = 0
    for each in parts:
        shown.append((each, "" if each.is_empty else as_html(title, each.blocks, tables_before=tables)))
        tables += sum(isinstance(block, Table) and bool(block.caption) for block in each.blocks)
    return shown


def case(request: NetworkRequest, pk: int) -> HttpResponse:
    """One case study as its readers see it, with what its writer can do."""
    shown = load(request, pk)
    found = draw(request.actor, shown)
    may_write = bool(request.actor.may(policy.write_case, on=shown))
    papers = (
        CasePaper.objects.for_actor(request.actor)
        .filter(case=shown)
        .select_related("docx", "pdf")
        .order_by("-asked_at", "-id")
    )
    context = {
        "case": shown,
        "found": found,
        "papers": shown_papers(request, papers),
        "is_shown": shown.state == CaseState.PUBLISHED and is_open(request.network.id, SiteSection.CASES),
        "parts": shown_parts(found, with_empty=may_write),
        "pictures": [(each, case_paper.caption(each)) for each in found.pictures],
        "places": place_words(shown),
        "domains": worded(shown.domains, ChangeDomain),
        "may_write": may_write,
        "may_publish": request.actor.may(policy.publish_case, on=shown),
        "may_take_back": request.actor.may(policy.take_back_case, on=shown),
        "origins": lineage.trace(request.actor, CASE, [shown.pk], "before")[shown.pk],
    }
    return render(request, "knowledge/case.html", context)


def project_cases(request: NetworkRequest, pk: int) -> HttpResponse:
    """The tab of a project: its case studies, and making one."""
    project = get_object_or_404(Project.objects.for_actor(request.actor), pk=pk)
    found = CaseStudy.objects.for_actor(request.actor).filter(project=project)
    cases = list(found.order_by("-created_at", "-id"))
    context = {
        **cockpit(request, request.actor, project),
        "cases": cases,
        "latest": max((each.pk for each in cases), default=0),
        "may_make": request.actor.may(policy.begin_case_of, on=project),
    }
    return render(request, "knowledge/project_cases.html", context)


@require_POST
def make(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make a case study of a project; a second press leads to the one that the first began."""
    project = get_object_or_404(Project.objects.for_actor(request.actor).select_related("theme"), pk=pk)
    after = number_in(request.POST.get("after")) or 0
    try:
        with attempt():
            made, is_new = actions.make_case_once(by=request.actor, project=project, after=after)
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(address(request, "project_cases", pk))
    if is_new:
        messages.success(
            request, _("The case study is begun. The record fills it; add your own words to its parts.")
        )
    return HttpResponseRedirect(address(request, "case", made.pk))


def begin(request: NetworkRequest) -> HttpResponse:
    """Begin a case study that stands above projects."""
    request.actor.must(policy.begin_case, on=request.network)
    return form_page(
        request,
        bind(CaseForm, request),
        title=_("New case study"),
        said=_(
            "For a case study of one project, open the project and choose the tab “Case study”: its record then fills it."
        ),
        act=lambda form: actions.begin_case(by=request.actor, **_said(form)),
        then=lambda made: address(request, "case", made.pk),
        back=address(request, "library"),
        way=way_to(request),
        label=_("Begin"),
    )


def add_elsewhere(request: NetworkRequest) -> HttpResponse:
    """Take a case study from elsewhere into the library."""
    request.actor.must(policy.begin_case, on=request.network)
    return form_page(
        request,
        bind(ElsewhereForm, request),
        title=_("Case study from elsewhere"),
        said=_("The library keeps its address, its source and its licence; the text stays where it is."),
        act=lambda form: actions.begin_case(by=request.actor, **_said(form)),
        then=lambda made: address(request, "case", made.pk),
        back=address(request, "library"),
        way=way_to(request),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what a case study is called and by what it is found."""
    shown = load(request, pk)
    request.actor.must(policy.write_case, on=shown)
    names = [*actions.FIELDS, *actions.ELSEWHERE, "version"]
    initial = {name: getattr(shown, name) for name in names if name != "theme"}
    initial["theme_name"] = shown.theme.name_th if shown.theme else ""
    here = address(request, "case", pk)
    return form_page(
        request,
        bind(ElsewhereForm if shown.is_elsewhere else CaseForm, request, initial=initial),
        title=_("Case study"),
        act=lambda form: actions.describe_case(by=request.actor, case=shown, **_said(form)),
        then=lambda _case: here,
        back=here,
        way=way_to(request, shown),
    )


def _said(form: Any) -> dict[str, Any]:
    """What a form says; a new case study has no version."""
    return {name: value for name, value in form.cleaned_data.items() if name != "version" or form.initial}


def section(request: NetworkRequest, pk: int, code: str) -> HttpResponse:
    """Own words for a part, below what the record gives."""
    shown = load(request, pk)
    request.actor.must(policy.write_case, on=shown)
    if code not in PARTS:
        raise Http404
    part = PARTS[code]
    own = CaseSection.objects.for_actor(request.actor).filter(case=shown, part=code).first()
    names = ("words_th", "words_en", "is_left_out")
    initial = {name: getattr(own, name) for name in names} if own else {}
    here = address(request, "case", pk)
    drawn = next(each for each in draw(request.actor, shown).parts if each.part.code == code)
    return form_page(
        request,
        bind(SectionForm, request, initial={**initial, "version": shown.version}),
        title=part.title,
        subtitle=shown.title,
        said=part.help,
        act=lambda form: actions.write_section(by=request.actor, case=shown, part=code, **form.cleaned_data),
        then=lambda _case: f"{here}#part-{code}",
        back=here,
        way=way_to(request, shown),
        template="knowledge/case_part.html",
        extra={"record": as_html(str(shown.title), drawn.record) if drawn.record else ""},
    )


def pictures(request: NetworkRequest, pk: int) -> HttpResponse:
    """The photographs of a case study, of those whose people agreed."""
    shown = load(request, pk)
    request.actor.must(policy.write_case, on=shown)
    offered = (
        Evidence.objects.for_actor(request.actor)
        .filter(
            project_id=shown.project_id or 0,
            kind=EvidenceKind.PHOTO,
            file__isnull=False,
            withdrawn_at=None,
            consent__in=SHOWN,
        )
        .order_by("id")
    )
    words = [
        (each, each.title if each.is_public else _("%(title)s (not for everybody)") % {"title": each.title})
        for each in offered
    ]
    known = {each.pk for each in offered}
    rows = CasePicture.objects.for_actor(request.actor).filter(case=shown).order_by("order", "id")
    here = address(request, "case", pk)
    return write_sheet(
        request,
        Sheet(
            title=_("Photographs"),
            add_label=_("Add a photograph"),
            row=PictureRowForm,
            initial=[
                {"evidence": each.evidence_id, "caption_th": each.caption_th, "caption_en": each.caption_en}
                for each in rows
                if each.evidence_id in known
            ],
            version=shown.version,
            act=lambda found, version: actions.choose_pictures(
                by=request.actor, case=shown, rows=found, version=version
            ),
            back=here,
            way=way_to(request, shown),
            subtitle=shown.title,
            help=_(
                "Offered are the photographs among the evidence of the project whose people agreed. The public page shows"
                " those that may be shown to everybody; who takes the consent back takes the photograph out everywhere."
            ),
            row_kwargs={"pictures": words},
        ),
    )


def picture(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A photograph of a case study, as long as the people in it agree and the reader may read the record."""
    return picture_response(picture_of(request.actor, load(request, pk), part))


def picture_response(chosen: CasePicture | None) -> HttpResponse:
    """A photograph that ``picture_of`` found; 404 where there is none. Nobody on the way keeps it."""
    stored = chosen.evidence.file if chosen else None
    if stored is None or not files.path_of(stored.sha256).exists():
        raise Http404(_("The file is not there any more."))
    response = files.served(stored, inline=True)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def step(request: NetworkRequest, pk: int, step: str) -> HttpResponse:
    """Submit it, take it back, take it off."""
    shown = load(request, pk)
    if step not in STEPS:
        raise Http404
    return run_act(request, lambda: STEPS[step](by=request.actor, case=shown), address(request, "case", pk))


@require_POST
def publish(request: NetworkRequest, pk: int) -> HttpResponse:
    """Publish it."""
    shown = load(request, pk)
    return run_act(
        request,
        lambda: actions.publish_case(by=request.actor, case=shown, now=timezone.now()),
        address(request, "case", pk),
        _("The case study is published."),
    )


def give_back(request: NetworkRequest, pk: int) -> HttpResponse:
    """Return a submitted case study with what is to be changed."""
    shown = load(request, pk)
    request.actor.must(policy.publish_case, on=shown)
    here = address(request, "case", pk)
    return form_page(
        request,
        bind(ReturnForm, request),
        title=_("Return the case study"),
        subtitle=shown.title,
        act=lambda form: actions.return_case(by=request.actor, case=shown, **form.cleaned_data),
        then=lambda _case: here,
        back=here,
        way=way_to(request, shown),
        label=_("Return it"),
    )
