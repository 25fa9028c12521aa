"""Actions: the list, one action, its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.comms import policy as comms_policy
from samphan.directory.queries.picking import Directory
from samphan.governance.models import Resolution
from samphan.governance.queries import meetings
from samphan.governance.queries.meeting_head import head
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import ReasonForm, form_page
from samphan.kit.pages import run_act as act
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy, transitions
from samphan.projects.actions import action_items as actions
from samphan.projects.forms.work import ActionForm, CarryForm, DoneForm
from samphan.projects.models import ActionItem, ActionState
from samphan.projects.queries import action_items as queries
from samphan.projects.queries.due import follow_ups_due
from samphan.projects.queries.findable import ACTION
from samphan.projects.queries.resolutions import followed
from samphan.projects.views.common import address, load, page, with_origins

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="due")


def actions_list(request: NetworkRequest) -> HttpResponse:
    """Actions of the network, the soonest due first."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    today = timezone.localdate()
    listed = state.paginate(queries.action_items(request.actor, state, today=today))
    rows = with_origins(request.actor, "action", list(listed.object_list))
    table = Table(
        key="actions",
        caption=_("Actions"),
        columns=(
            Column(_("Action"), "title"),
            Column(_("Owner")),
            Column(_("Due"), "due"),
            Column(_("State"), "state"),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search actions"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("all")), (queries.OVERDUE, _("overdue")), *ActionState.choices],
                state.filters["state"],
            ),
            Filter(
                "owner",
                _("Organisation"),
                [("", _("all")), *queries.action_owners(request.actor)],
                state.filters["owner"],
            ),
        ),
        export_url=address(request, "actions_export"),
    )
    context = {
        "table": table,
        "today": today,
        "may_manage": request.actor.may(policy.create, on=request.network),
        "follow_ups": follow_ups_due(request.actor, today),
    }
    return render(request, "projects/actions.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    found = queries.action_items(request.actor, _state(request), today=timezone.localdate())
    return spreadsheet(
        _("Actions"),
        [
            _("Title in Thai"),
            _("Title in English"),
            _("Responsible person"),
            _("Organisation"),
            _("Decided at"),
            _("Due"),
            _("State"),
            _("What was done"),
        ],
        (
            [
                row.title_th,
                row.title_en,
                row.person.name if row.person else row.owner_label,
                row.organisation.name if row.organisation else "",
                row.occasion,
                row.due_on,
                str(row.get_state_display()),
                row.done_note,
            ]
            for row in found
        ),
    )


def _load(request: NetworkRequest, pk: int) -> ActionItem:
    return load(ActionItem.objects.for_actor(request.actor).select_related("organisation", "person"), pk)


def _way(request: NetworkRequest, action: ActionItem | None = None) -> list[tuple[Any, str]]:
    way = [(_("Actions"), address(request, "actions"))]
    return [*way, (action.title, address(request, "action", action.pk))] if action else way


def action(request: NetworkRequest, pk: int) -> HttpResponse:
    """One action."""
    shown = _load(request, pk)
    possible = transitions.acts(transitions.ACTION, shown.state)
    may_manage = request.actor.may(policy.manage, on=shown)
    may_finish = request.actor.may(policy.finish, on=shown)
    context = {
        "action": shown,
        "page": queries.action_page(request.actor, shown),
        "acts": [each for each in possible if may_manage or (may_finish and each == transitions.FINISH)],
        "may_manage": may_manage,
        "may_remind": shown.state == ActionState.OPEN
        and request.actor.may(comms_policy.write, on=request.network),
        "about": ACTION,
        "is_overdue": bool(
            shown.state == ActionState.OPEN and shown.due_on and shown.due_on < timezone.localdate()
        ),
    }
    return page(request, "projects/action.html", context, kind="action", panel="projects.action", on=shown)


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new action."""
    request.actor.must(policy.create, on=request.network)

    def make(form: ActionForm) -> ActionItem:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.add_action(by=request.actor, **words)

    return form_page(
        request,
        bind(ActionForm, request, actor=request.actor, directory=Directory(request.actor)),
        title=_("New action"),
        act=make,
        then=lambda made: address(request, "action", made.pk),
        back=address(request, "actions"),
        way=_way(request),
    )


def meeting_actions(request: NetworkRequest, pk: int) -> HttpResponse:
    """The tab of a meeting: its resolutions with the actions that follow them up, and how these stand."""
    meeting = load(meetings.one(request.actor), pk)
    request.actor.must(policy.see_followed, on=meeting)
    columns = (Column(_("Action")), Column(_("Owner")), Column(_("Due")), Column(_("State")))
    context = {
        **head(request, request.actor, meeting),
        "followed": [
            (
                each.resolution,
                Table(f"actions-{each.resolution.pk}", _("Actions"), columns, each.actions, is_plain=True),
            )
            for each in followed(request.actor, meeting)
        ],
        "today": timezone.localdate(),
        "may_create": request.actor.may(policy.create, on=request.network),
    }
    return render(request, "projects/meeting_actions.html", context)


def follow_resolution(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an action that follows a resolution up: one owner, and a day."""
    request.actor.must(policy.create, on=request.network)
    rows = Resolution.objects.for_actor(request.actor).select_related("meeting__body")
    resolution = load(rows, pk)
    back = address(request, "meeting_actions", resolution.meeting_id)
    initial = {
        "title_th": " ".join(resolution.text_th.split())[:500],
        "title_en": " ".join(resolution.text_en.split())[:500],
        "occasion": resolution.meeting.title_th[:300],
    }

    def make(form: ActionForm) -> ActionItem:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.add_action(by=request.actor, resolution=resolution, **words)

    form = bind(ActionForm, request, initial=initial, actor=request.actor, directory=Directory(request.actor))
    form.fields["due_on"].required = True
    return form_page(
        request,
        form,
        title=_("Follow a resolution up"),
        said=resolution.text,
        act=make,
        then=lambda _action: back,
        back=back,
        way=[(resolution.meeting.title, back)],
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an action."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.ACTION_FIELDS)}
    directory = Directory(request.actor, organisations=[shown.organisation_id])
    here = address(request, "action", pk)
    return form_page(
        request,
        bind(ActionForm, request, initial=initial, actor=request.actor, directory=directory),
        title=_("Change the action"),
        act=lambda form: actions.describe_action(by=request.actor, action=shown, **form.cleaned_data),
        then=lambda _action: here,
        back=here,
        way=_way(request, shown),
    )


def finish(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks what was done."""
    shown = _load(request, pk)
    request.actor.must(policy.finish, on=shown)
    here = address(request, "action", pk)
    return form_page(
        request,
        bind(DoneForm, request, initial={"done_note": shown.done_note}),
        title=_("Mark as done"),
        subtitle=shown.title,
        label=_("Mark as done"),
        act=lambda form: actions.finish_action(
            by=request.actor, action=shown, now=timezone.now(), done_note=form.cleaned_data["done_note"]
        ),
        then=lambda _action: here,
        back=here,
        way=_way(request, shown),
    )


def drop(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why an action is dropped."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "action", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Drop the action"),
        subtitle=shown.title,
        label=_("Drop"),
        kind="danger",
        act=lambda form: actions.drop_action(
            by=request.actor, action=shown, now=timezone.now(), reason=form.cleaned_data["reason"]
        ),
        then=lambda _action: here,
        back=here,
        way=_way(request, shown),
    )


@require_POST
def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Open a done or dropped action again."""
    shown = _load(request, pk)
    return act(
        request, lambda: actions.reopen_action(by=request.actor, action=shown), address(request, "action", pk)
    )


def carry_over(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks to which occasion an action is carried over."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    return form_page(
        request,
        bind(CarryForm, request),
        title=_("Carry the action over"),
        subtitle=shown.title,
        said=_("This action ends as carried over; a new one with the same owner goes on from it."),
        label=_("Carry over"),
        act=lambda form: actions.carry_over(
            by=request.actor, action=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda later: address(request, "action", later.pk),
        back=address(request, "action", pk),
        way=_way(request, shown),
    )
