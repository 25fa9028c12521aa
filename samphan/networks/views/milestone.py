"""Pages of milestones: the timeline, the list, writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.asking import Upload
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.pages import run_act
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import milestone as actions
from samphan.networks.forms.milestone import MilestoneForm
from samphan.networks.models import Milestone, MilestoneKind, NetworkProfile
from samphan.networks.queries import milestones as queries
from samphan.networks.views.frame_place import ask, at, show
from samphan.tenancy import files

if TYPE_CHECKING:
    from typing import Any

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="on")


def milestones(request: NetworkRequest) -> HttpResponse:
    """The timeline with its list: what happened, when as far as it is known, and where that is from."""
    state = _state(request)
    found = queries.milestones(request.actor, state)
    page = state.paginate(found)
    counts = queries.kinds(request.actor)
    kinds = [
        ("", _("all")),
        *((code, f"{label} ({counts[code]})") for code, label in MilestoneKind.choices if code in counts),
    ]
    table = Table(
        key="milestones",
        caption=_("Milestones"),
        columns=(
            Column(_("What happened"), "title"),
            Column(_("Date"), "on"),
            Column(_("Kind"), "kind"),
            Column(_("Source")),
            Column(_("What to do"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search milestones"),
        filters=(
            Filter("kind", _("Kind"), kinds, state.filters["kind"]),
            Filter(
                "published",
                _("Published"),
                [("", _("all")), ("yes", _("yes")), ("no", _("no"))],
                state.filters["published"],
            ),
        ),
        export_url=at(request, "milestones_export"),
    )
    context = {
        "table": table,
        "total": sum(counts.values()),
        "profile": NetworkProfile.objects.for_actor(request.actor).first(),
        "years": queries.by_year(found) if request.GET.get("as") == "timeline" else [],
        "as_timeline": request.GET.get("as") == "timeline",
    }
    return show(request, "networks/milestones.html", context, tab="milestones")


def export(request: NetworkRequest) -> HttpResponse:
    """The milestones as a workbook."""
    return spreadsheet(
        str(_("Milestones")),
        [
            _("Date"),
            _("First day"),
            _("Time as it is said"),
            _("Title in Thai"),
            _("Title in English"),
            _("Kind"),
            _("Place"),
            _("Details, in Thai"),
            _("Details, in English"),
            _("Source"),
            _("Leads to"),
            _("Published"),
        ],
        (
            [
                str(thai_date(each.on)) if each.on else "",
                each.on.from_on if each.on else None,
                each.when_words,
                each.title_th,
                each.title_en,
                str(each.get_kind_display()),
                each.place,
                each.detail_th,
                each.detail_en,
                each.source,
                each.link,
                _("yes") if each.is_published else _("no"),
            ]
            for each in queries.milestones(request.actor, _state(request))
        ),
    )


def _load(request: NetworkRequest, pk: int) -> Milestone:
    return get_object_or_404(Milestone.objects.for_actor(request.actor).select_related("file"), pk=pk)


def write(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The form of a milestone."""
    request.actor.must(policy.keep, on=request.network)
    shown = None if pk is None else _load(request, pk)
    initial: dict[str, Any] = {}
    if shown is not None:
        initial = {name: getattr(shown, name) for name in (*actions.MILESTONE_FIELDS, "version")}
        initial["organisation"] = shown.organisation_id

    def act(form: MilestoneForm) -> Milestone:
        words = dict(form.cleaned_data)
        sent = words.pop("upload")
        upload = Upload(sent.name, sent.read()) if sent else None
        return actions.write_milestone(by=request.actor, milestone=shown, upload=upload, **words)

    return ask(
        request,
        bind(MilestoneForm, request, initial=initial, actor=request.actor),
        title=_("Change a milestone") if shown else _("Add a milestone"),
        act=act,
        back=at(request, "milestones"),
        crumbs=[(_("Milestones"), at(request, "milestones"))],
        context={"is_multipart": True, "file": shown.file if shown else None},
    )


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take a milestone out."""
    shown = _load(request, pk)
    return run_act(
        request,
        lambda: actions.remove_milestone(by=request.actor, milestone=shown),
        at(request, "milestones"),
        _("The milestone was taken out."),
    )


def milestone_file(request: NetworkRequest, pk: int) -> HttpResponse:
    """The file of a milestone."""
    shown = _load(request, pk)
    if shown.file is None:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=shown.file.name) or ""
    return HttpResponse(
        files.read(shown.file),
        content_type=shown.file.media_type,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )
