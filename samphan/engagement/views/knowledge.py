"""The register of what communities know and have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.picking import Directory
from samphan.directory.queries.places import province_name
from samphan.engagement.actions import knowledge as actions
from samphan.engagement.forms.knowledge import ConsentForm, KnowledgeForm, ReasonForm, UseForm
from samphan.engagement.models import CommunityKnowledge, KnowledgeConsent, KnowledgeKind, KnowledgeUse
from samphan.engagement.policy import change as changes
from samphan.engagement.policy import knowledge as policy
from samphan.engagement.queries import knowledge as queries
from samphan.engagement.views.shared import address
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.kit.workbook import spreadsheet
from samphan.projects.queries.picking import OwnProjects

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def register(request: NetworkRequest) -> HttpResponse:
    """What communities of the network know and have, whose it is, and what they allow."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    listed = state.paginate(queries.knowledge(request.actor, state))
    every = ("", _("all"))
    table = Table(
        key="knowledge",
        caption=_("Community knowledge"),
        columns=(
            Column(_("Title"), "title"),
            Column(pgettext("community knowledge", "Holder"), "holder"),
            Column(_("Consent")),
            Column(pgettext("consent", "Asked on"), "asked"),
            Column(_("Used by projects"), "uses", kind="number"),
        ),
        rows=listed.object_list,
        page=listed,
        state=state,
        search_label=_("Search community knowledge and its holders"),
        filters=(
            Filter("kind", _("Kind"), [every, *KnowledgeKind.choices], state.filters["kind"]),
            Filter(
                "holder",
                pgettext("community knowledge", "Holder"),
                [every, *queries.holders(request.actor)],
                state.filters["holder"],
            ),
            Filter("consent", _("Consent"), [every, *KnowledgeConsent.choices], state.filters["consent"]),
        ),
        export_url=address(request, "knowledge_export"),
    )
    context = {"table": table, "may_add": request.actor.may(policy.add, on=request.network)}
    return render(request, "engagement/knowledge.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("Community knowledge"),
        [
            _("Title in Thai"), _("Title in English"), _("Kind"), pgettext("community knowledge", "Holder"), _("Description in Thai"),
            _("Description in English"), pgettext("tag", "Theme"), _("Province"), _("Consent"), _("Conditions of use"),
            _("Who agreed"), _("Agreed on"), _("Agreed until"), pgettext("consent", "Asked on"), _("Shown to everybody"),
            _("Named to everybody as"), _("Used by projects"),
        ],
        (
            [
                each.title_th, each.title_en, str(each.get_kind_display()), _holder(each), each.words_th, each.words_en,
                str(each.theme.name) if each.theme else "", str(province_name(each.province)),
                str(each.get_consent_display()), each.conditions, each.consent_by, each.consent_on, each.consent_until,
                each.asked_on, _("yes") if each.is_public else _("no"), each.credit, each.use_count,  # type: ignore[attr-defined]  # annotated
            ]
            for each in queries.knowledge(request.actor, _state(request)).select_related("holder", "theme")
        ),
    )  # fmt: skip


def _holder(entry: CommunityKnowledge) -> str:
    return str(entry.holder.name) if entry.holder else entry.holder_name


def _load(request: NetworkRequest, pk: int) -> CommunityKnowledge:
    rows = CommunityKnowledge.objects.for_actor(request.actor)
    found: CommunityKnowledge = get_object_or_404(rows.select_related("holder", "project", "theme"), pk=pk)
    return found


def _way(request: NetworkRequest, entry: CommunityKnowledge | None = None) -> list[tuple[_StrOrPromise, str]]:
    found: list[tuple[_StrOrPromise, str]] = [(_("Community knowledge"), address(request, "knowledge"))]
    return [*found, (entry.title, address(request, "entry", entry.pk))] if entry else found


def entry(request: NetworkRequest, pk: int) -> HttpResponse:
    """One entry: what it is, what its holder allows, who uses it."""
    shown, today = _load(request, pk), timezone.localdate()
    uses = list(queries.uses_of(request.actor, shown))
    own = shown.project
    if own is not None and not request.actor.may(changes.see, on=own):
        own = None
    context = {
        "entry": shown,
        "project": own,
        "may_change": request.actor.may(policy.change, on=shown),
        "may_withdraw": shown.consent != KnowledgeConsent.WITHDRAWN
        and request.actor.may(policy.withdraw, on=shown),
        "may_use": shown.may_be_used(today) and request.actor.may(policy.add, on=request.network),
        "is_stopped": shown.consent in {KnowledgeConsent.WITHDRAWN, KnowledgeConsent.REFUSED},
        "is_ended": shown.is_ended(today),
        "is_shown": shown.is_shown(today),
        "province": province_name(shown.province),
        "uses": [(each, request.actor.may(policy.use, on=each.project)) for each in uses],
        "way": _way(request),
    }
    return render(request, "engagement/entry.html", context)


def write(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The form of an entry."""
    shown = _load(request, pk) if pk is not None else None
    if shown is None:
        request.actor.must(policy.add, on=request.network)
    else:
        request.actor.must(policy.change, on=shown)
    initial: dict[str, object] = {"project": request.GET.get("project", "")}
    if shown is not None:
        initial = {name: getattr(shown, name) for name in (*actions.FIELDS, "version")}
        initial["theme_name"] = shown.theme.name_th if shown.theme else ""
    back = address(request, "entry", pk) if pk else address(request, "knowledge")
    return form_page(
        request,
        bind(
            KnowledgeForm,
            request,
            initial=initial,
            directory=Directory(request.actor, organisations=[shown.holder_id] if shown else []),
            projects=OwnProjects(request.actor),
        ),
        title=_("Change") if shown else _("Enter community knowledge"),
        subtitle=shown.title if shown else "",
        act=lambda form: actions.write_knowledge(by=request.actor, entry=shown, **form.cleaned_data),
        then=lambda made: address(request, "entry", made.pk),
        back=back,
        way=_way(request, shown),
    )


def consent(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form for what its holder allows."""
    shown = _load(request, pk)
    request.actor.must(policy.change, on=shown)
    here = address(request, "entry", pk)
    return form_page(
        request,
        bind(
            ConsentForm,
            request,
            initial={name: getattr(shown, name) for name in (*actions.CONSENT_FIELDS, "version")},
        ),
        title=_("Answer of its holder"),
        subtitle=shown.title,
        act=lambda form: actions.answer_consent(by=request.actor, entry=shown, **form.cleaned_data),
        then=lambda _entry: here,
        back=here,
        way=_way(request, shown),
    )


def withdraw(request: NetworkRequest, pk: int) -> HttpResponse:
    """Its holder does not allow it any more."""
    shown = _load(request, pk)
    request.actor.must(policy.withdraw, on=shown)
    here = address(request, "entry", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Consent was withdrawn"),
        subtitle=shown.title,
        said=_(
            "Public pages and documents made from now on leave it out. Who uses it is told here and stays named."
        ),
        label=pgettext("consent", "Note the withdrawal"),
        kind="danger",
        act=lambda form: actions.withdraw_knowledge(
            by=request.actor, entry=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _entry: here,
        back=here,
        way=_way(request, shown),
    )


def use(request: NetworkRequest, pk: int) -> HttpResponse:
    """A project uses it."""
    shown = _load(request, pk)
    request.actor.must(policy.add, on=request.network)
    here = address(request, "entry", pk)
    return form_page(
        request,
        bind(UseForm, request, entry=shown, projects=OwnProjects(request.actor)),
        title=_("A project uses it"),
        subtitle=shown.title,
        said=shown.conditions,
        act=lambda form: actions.use_knowledge(
            by=request.actor, entry=shown, today=timezone.localdate(), **form.cleaned_data
        ),
        then=lambda _use: here,
        back=here,
        way=_way(request, shown),
    )


@require_POST
def leave(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A project does not use it after all."""
    rows = KnowledgeUse.objects.for_actor(request.actor).select_related("project", "knowledge")
    found = get_object_or_404(rows, knowledge_id=pk, pk=part)
    return run_act(
        request, lambda: actions.leave_knowledge(by=request.actor, use=found), address(request, "entry", pk)
    )
