"""The agenda of a meeting: items, their papers, and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from samphan.governance.actions import agenda as actions
from samphan.governance.forms.meetings import FileForm, ItemForm
from samphan.governance.models import AgendaFile, AgendaItem, ItemKind, Meeting, MeetingState
from samphan.governance.queries.agenda import DEPTH, arising, outline
from samphan.governance.queries.meetings import before, to_be_adopted
from samphan.governance.views.meetings_shared import address, form_page, load, load_item, tab
from samphan.kit.editing import bind
from samphan.kit.numbers import number_in
from samphan.kit.pages import run_act as act
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

MOST_EARLIER: Final = 20
"""Earlier meetings whose minutes a form offers."""


def agenda(request: NetworkRequest, pk: int) -> HttpResponse:
    """The agenda with its papers."""
    meeting = load(request, pk)
    lines = outline(meeting)
    known = {line.item.title_th for line in lines}
    context = {
        "lines": lines,
        "minutes_planned": sum(line.item.minutes_planned or 0 for line in lines),
        "arising": [each for each in arising(request.actor, meeting) if each.title_th not in known],
        "has_earlier": before(meeting).exists(),
        "is_frozen": meeting.state == MeetingState.ADOPTED,
        "deepest": DEPTH - 1,
    }
    return tab(request, meeting, "agenda.html", context)


def _form(
    request: NetworkRequest, meeting: Meeting, item: AgendaItem | None, initial: dict[str, Any]
) -> ItemForm:
    lines = [
        line
        for line in outline(meeting)
        if line.depth < DEPTH - 1 and line.item.pk != (item.pk if item else 0)
    ]
    above = [(line.item, f"{line.number} {line.item.title}"[:90]) for line in lines]
    # Beside what can still be adopted, what this item has laid before the meeting already.
    laid = [item.adopts] if item is not None and item.adopts is not None else []
    earlier = [*laid, *(each for each in to_be_adopted(meeting)[:MOST_EARLIER] if each not in laid)]
    return bind(ItemForm, request, initial=initial, above=above, earlier=earlier)


def create(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a new item, below another one where the address says so."""
    meeting = load(request, pk, to_manage=True)
    initial: dict[str, Any] = {"kind": ItemKind.DECISION, "parent": request.GET.get("below", "")}
    if (below := number_in(request.GET.get("below"))) is not None:
        parent = AgendaItem.objects.filter(meeting=meeting, pk=below).first()
        initial["kind"] = parent.kind if parent else ItemKind.DECISION
    back = address(request, "agenda", pk)
    return form_page(
        request,
        _form(request, meeting, None, initial),
        title=pgettext("agenda", "New item"),
        act=lambda form: actions.add_item(by=request.actor, meeting=meeting, **form.words()),
        then=lambda _item: back,
        back=back,
        meeting=meeting,
    )


def change(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of an item."""
    item = load_item(request, pk, part)
    back = address(request, "agenda", pk)
    initial = {name: getattr(item, name) for name in ("version", *actions.ITEM_FIELDS)}
    return form_page(
        request,
        _form(request, item.meeting, item, initial),
        title=pgettext("agenda", "Change the item"),
        act=lambda form: actions.change_item(by=request.actor, item=item, **form.cleaned_data),
        then=lambda _item: back,
        back=back,
        meeting=item.meeting,
    )


@require_POST
def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = load_item(request, pk, part)
    return act(
        request,
        lambda: actions.remove_item(by=request.actor, item=item),
        address(request, "agenda", pk),
        _("Removed."),
    )


@require_POST
def move(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Move an item up or down among those beside it."""
    item = load_item(request, pk, part)
    actions.move_item(by=request.actor, item=item, step=-1 if request.POST.get("way") == "up" else 1)
    return HttpResponseRedirect(address(request, "agenda", pk))


@require_POST
def copy(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take over the items of the last meeting."""
    meeting = load(request, pk, to_manage=True)
    return act(
        request,
        lambda: actions.copy_agenda(by=request.actor, meeting=meeting),
        address(request, "agenda", pk),
        _("The items of the last meeting were taken over, as far as they did not stand here already."),
    )


@require_POST
def pull(request: NetworkRequest, pk: int) -> HttpResponse:
    """Put what is open from earlier meetings under matters arising."""
    meeting = load(request, pk, to_manage=True)
    new = actions.pull_arising(by=request.actor, meeting=meeting)
    said = ngettext(
        "%(count)d open matter was put on the agenda.", "%(count)d open matters were put on the agenda.", new
    )
    return act(request, lambda: None, address(request, "agenda", pk), said % {"count": new})


def add_file(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of a paper of an item."""
    item = load_item(request, pk, part)
    back = address(request, "agenda", pk)

    def add(form: FileForm) -> AgendaFile:
        upload = form.cleaned_data["file"]
        return actions.add_file(
            by=request.actor,
            item=item,
            title=form.cleaned_data["title"],
            name=upload.name,
            content=upload.read(),
        )

    return form_page(
        request,
        bind(FileForm, request),
        title=_("Add a paper"),
        said=str(item.title),
        act=add,
        then=lambda _file: back,
        back=back,
        meeting=item.meeting,
    )


@require_POST
def remove_file(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take a paper out."""
    meeting = load(request, pk, to_manage=True)
    rows = AgendaFile.objects.for_actor(request.actor).select_related("item__meeting")
    file = get_object_or_404(rows, pk=part, item__meeting=meeting)
    return act(
        request,
        lambda: actions.remove_file(by=request.actor, file=file),
        address(request, "agenda", pk),
        _("Removed."),
    )


def file(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A paper of the agenda, to be taken."""
    meeting = load(request, pk)
    rows = AgendaFile.objects.for_actor(request.actor).select_related("file")
    found = get_object_or_404(rows, pk=part, item__meeting=meeting)
    return files.served(found.file)
