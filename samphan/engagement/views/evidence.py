"""The vault: the list of a project, the ways in which evidence comes, its file, its withdrawal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from samphan.engagement.actions import evidence as actions
from samphan.engagement.forms.evidence import (
    EvidenceForm,
    FilesForm,
    LinkForm,
    RecordForm,
    StatementForm,
    WithdrawForm,
)
from samphan.engagement.models import Consent, Evidence, EvidenceKind, Strength, Supports
from samphan.engagement.policy import change as policy
from samphan.engagement.queries import evidence as queries
from samphan.engagement.queries import linked
from samphan.engagement.views.shared import address, load, page, way
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.http import public
from samphan.kit.pages import form_page
from samphan.kit.workbook import spreadsheet
from samphan.projects.models import ProjectPartner
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import Project

STATES: Final = (
    ("", gettext_lazy("in use")),
    ("consent", gettext_lazy("consent not asked yet")),
    ("withdrawn", pgettext_lazy("evidence", "withdrawn")),
    ("all", gettext_lazy("all")),
)
TITLES: Final[dict[str, _StrOrPromise]] = {
    "files": gettext_lazy("Bring photographs and documents"),
    "link": gettext_lazy("Add an address on the web"),
    "record": gettext_lazy("Link a record of this system"),
    "statement": pgettext_lazy("evidence", "Add a statement"),
}


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="-added")


def evidence(request: NetworkRequest, pk: int) -> HttpResponse:
    """What proves the record of a project."""
    project = load(request, pk)
    state = _state(request)
    listed = state.paginate(queries.evidence(request.actor, project, state))
    rows = [
        {
            "of": each,
            "with": queries.stands_with(each),
            "record_url": linked.address_of(request.actor, each),
        }
        for each in listed.object_list
    ]
    every = ("", _("all"))
    table = Table(
        key="evidence",
        caption=pgettext("project", "Evidence"),
        columns=(
            Column(pgettext("project", "Evidence"), "title"),
            Column(_("Supports")),
            Column(_("Date and place"), "day"),
            Column(_("Strength"), "strength"),
            Column(pgettext("evidence", "People shown")),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search the evidence"),
        filters=(
            Filter("supports", _("Supports"), [every, *Supports.choices], state.filters["supports"]),
            Filter("kind", _("Kind"), [every, *EvidenceKind.choices], state.filters["kind"]),
            Filter(
                "strength",
                _("Strength"),
                [every, *((str(code), label) for code, label in Strength.choices)],
                state.filters["strength"],
            ),
            Filter("state", _("State"), STATES, state.filters["state"]),
        ),
        export_url=address(request, "evidence_export", pk),
    )
    proofs = queries.evidence_of([project.pk]).get(project.pk, {})
    context = {
        "table": table,
        "lacking": [Supports(each).label for each in queries.missing(proofs)],
        "may_write": request.actor.may(policy.prove, on=project),
    }
    return page(request, project, "engagement/evidence.html", context)


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the list shows, as a workbook, with the fingerprint of every file."""
    project = load(request, pk)
    return spreadsheet(
        pgettext("project", "Evidence"),
        [
            _("Title"), _("Kind"), _("Supports"), _("One thing of the record"), _("Partner"), _("Strength"),
            _("What it shows"), _("Date"), _("Place"), _("Latitude"), _("Longitude"), _("Consent of the people shown"),
            _("Shown to everybody"), _("File"), "SHA-256", _("Address"), _("Added by"), pgettext("evidence", "Withdrawn"), _("Reason"),
        ],
        (
            [
                each.title, str(each.get_kind_display()), str(each.get_supports_display()), queries.stands_with(each),
                each.partner.called if each.partner else "", str(each.get_strength_display()), each.words,
                thai_date(each.taken_on, "short") if each.taken_on else "", each.place, each.latitude, each.longitude,
                str(each.get_consent_display()), _("yes") if each.is_public else _("no"),
                each.file.name if each.file else "", each.file.sha256 if each.file else "",
                each.url or linked.address_of(request.actor, each), each.added_by,
                thai_date(each.withdrawn_at, "short") if each.withdrawn_at else "", each.withdrawn_why,
            ]
            for each in queries.evidence(request.actor, project, _state(request))
        ),
    )  # fmt: skip


def piece(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """One piece of evidence with all that is known of it."""
    project = load(request, pk)
    shown = _piece(request, pk, part)
    context = {
        "row": shown,
        "stands_with": queries.stands_with(shown),
        "record_url": linked.address_of(request.actor, shown),
        "may_write": request.actor.may(policy.change_evidence, on=shown),
    }
    return page(request, project, "engagement/piece.html", context, within="engagement:evidence")


def _piece(request: NetworkRequest, pk: int, part: int) -> Evidence:
    rows = Evidence.objects.for_actor(request.actor)
    rows = rows.select_related("project", "file", "thumbnail", "result", "measure", "benefit")
    rows = rows.select_related("partner__organisation", "alignment__item", "alignment__across")
    return get_object_or_404(rows, project_id=pk, pk=part)


def _choices(request: NetworkRequest, project: Project) -> dict[str, Any]:
    partners = ProjectPartner.objects.for_actor(request.actor).filter(project=project)
    return {
        "targets": queries.targets(request.actor, project),
        "partners": list(partners.select_related("organisation").order_by("order", "id")),
    }


def bring(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The form for one of the ways in which evidence comes."""
    project = load(request, pk)
    request.actor.must(policy.prove, on=project)
    if kind not in TITLES:
        raise Http404(kind)
    asked = request.GET.get("supports", "")
    form_class: type[EvidenceForm] = {"files": FilesForm, "link": LinkForm, "statement": StatementForm}.get(
        kind, RecordForm
    )
    kwargs = _choices(request, project)
    if kind == "record":
        kwargs |= {
            "url": address(request, "evidence_records"),
            "offers": partial(linked.offers, request.actor),
            "find": partial(linked.find, request.actor),
        }
    here = address(request, "evidence", pk)

    def act(form: EvidenceForm) -> object:
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        given: dict[str, Any] = {"by": request.actor, "project": project}
        if kind == "files":
            return actions.bring_files(**given, **said)
        if kind == "link":
            return actions.add_link(**given, **said)
        return (
            actions.add_record(**given, **said)
            if kind == "record"
            else actions.add_statement(**given, **said)
        )

    return form_page(
        request,
        bind(form_class, request, initial={"supports": asked if asked in Supports.values else ""}, **kwargs),
        title=TITLES[kind],
        subtitle=project.title,
        act=act,
        then=lambda _rows: here,
        back=here,
        way=way(request, project, pgettext("project", "Evidence"), "evidence"),
    )


def records(request: NetworkRequest) -> HttpResponse:
    """The records of this system that a picker offers for ``?q=``."""
    request.actor.must(policy.enter, on=request.network)
    words = request.GET.get("q", "")[:200]
    options = [(each.key, each.label, kind) for each, kind in linked.offers(request.actor, words)]
    return render(request, "kit/options.html", {"options": options})


def describe(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of what is said about one piece."""
    project = load(request, pk)
    shown = _piece(request, pk, part)
    request.actor.must(policy.change_evidence, on=shown)
    kwargs = _choices(request, project)
    held = {name: getattr(shown, f"{name}_id") for name in queries.TARGETS}
    initial: dict[str, object] = {name: getattr(shown, name) for name in (*actions.SAID, "version")}
    initial["target"] = next((f"{name}:{held[name]}" for name in queries.TARGETS if held[name]), "")
    here = address(request, "piece", pk, part)
    return form_page(
        request,
        bind(EvidenceForm, request, initial=initial, **kwargs),
        title=_("Describe the evidence"),
        subtitle=shown.title,
        act=lambda form: actions.describe_evidence(by=request.actor, evidence=shown, **form.cleaned_data),
        then=lambda _row: here,
        back=here,
        way=way(request, project, pgettext("project", "Evidence"), "evidence"),
    )


def withdraw(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks why a piece is used no longer."""
    project = load(request, pk)
    shown = _piece(request, pk, part)
    request.actor.must(policy.change_evidence, on=shown)
    here = address(request, "evidence", pk)
    return form_page(
        request,
        bind(WithdrawForm, request),
        title=_("Withdraw the evidence"),
        subtitle=shown.title,
        label=pgettext("evidence", "Withdraw"),
        kind="danger",
        act=lambda form: actions.withdraw_evidence(
            by=request.actor, evidence=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _row: here,
        back=here,
        way=way(request, project, pgettext("project", "Evidence"), "evidence"),
    )


def file(request: NetworkRequest, pk: int, part: int, size: str = "") -> HttpResponse:
    """The file for whoever may see the project: a picture of our own making is shown, a document is handed out."""
    return _answer(_piece(request, pk, part), size)


@public
def picture(request: NetworkRequest, part: int, size: str = "") -> HttpResponse:
    """A picture of a published project that may be shown to everybody; the database shows this page no other row."""
    rows = Evidence.objects.filter(network_id=request.network.pk, is_public=True, consent__in=queries.AGREED)
    rows = rows.filter(kind=EvidenceKind.PHOTO, project__published_at__isnull=False)
    return _answer(get_object_or_404(rows.select_related("file", "thumbnail"), pk=part), size)


def _answer(row: Evidence, size: str) -> HttpResponse:
    """Nothing that was withdrawn is handed out, and no browser keeps what may be withdrawn tomorrow."""
    stored = row.thumbnail if size == "small" else row.file
    if row.withdrawn_at is not None or row.consent == Consent.WITHDRAWN or stored is None:
        raise Http404(_("The file is not there any more."))
    if not files.path_of(stored.sha256).exists():
        raise Http404(_("The file is not there any more."))
    response = files.served(stored, inline=row.kind == EvidenceKind.PHOTO)
    response["Cache-Control"] = "private, no-cache"
    return response
