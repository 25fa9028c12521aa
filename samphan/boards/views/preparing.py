"""Boards of an event, as the secretariat prepares them: the list, one board, its questions, links and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.boards import policy
from samphan.boards.actions import prepare, room
from samphan.boards.actions.deed import Stale
from samphan.boards.forms.preparing import BoardForm, CopyForm, GroupBoardsForm, LeaderForm, PromptForm
from samphan.boards.models import Board, Option, Prompt
from samphan.boards.queries.export import HEADS, rows_of
from samphan.boards.views.pages import join_page, way_in
from samphan.events.models import Event, StrategicGroup
from samphan.events.queries.tabs import cockpit
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import links

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms

    from samphan.kit.http import NetworkRequest
    from samphan.tenancy.models import Link


def _event(request: NetworkRequest, pk: int) -> Event:
    return get_object_or_404(Event.objects.for_actor(request.actor), pk=pk)


def _board(request: NetworkRequest, pk: int) -> Board:
    rows = Board.objects.for_actor(request.actor).select_related("event", "group")
    return get_object_or_404(rows, pk=pk)


def _address(request: NetworkRequest, name: str, *args: int) -> str:
    return reverse(f"boards:{name}", args=[request.network.slug, *args])


def boards(request: NetworkRequest, pk: int) -> HttpResponse:
    """The boards of an event: the tab of its cockpit."""
    event = _event(request, pk)
    rows = Board.objects.for_actor(request.actor).filter(event=event).select_related("group")
    counted = rows.annotate(
        questions=Count("prompts"),
        cards_standing=Sum("prompts__card_count"),
    )
    groups = StrategicGroup.objects.for_actor(request.actor).filter(event=event)
    listed = list(counted.order_by("order", "id"))
    taken = {each.group_id for each in listed}
    context = {
        **cockpit(request, request.actor, event),
        "boards": listed,
        "groups_without": [each for each in groups.order_by("order", "id") if each.pk not in taken],
        "may_prepare": request.actor.may(policy.prepare, on=event),
        "join_page": join_page(),
    }
    return render(request, "boards/boards.html", context)


def _form_page(
    request: NetworkRequest,
    form: forms.Form,
    act: Callable[[Any], Any],
    then: Callable[[Any], str],
    *,
    title: str,
    event: Event,
    board: Board | None = None,
    success: str = "",
) -> HttpResponse:
    back = _address(request, "board", board.pk) if board else _address(request, "boards", event.pk)
    return respond(
        request,
        form,
        act=act,
        then=then,
        template="boards/form.html",
        context={"title": title, "event": event, "board": board, "back": back},
        success=success,
    )


def create(request: NetworkRequest, pk: int) -> HttpResponse:
    """A new board."""
    event = _event(request, pk)
    request.actor.must(policy.prepare, on=event)
    form = bind(
        BoardForm,
        request,
        groups=StrategicGroup.objects.for_actor(request.actor).filter(event=event).order_by("order", "id"),
        with_template=True,
    )
    return _form_page(
        request,
        form,
        lambda form: prepare.create_board(by=request.actor, event=event, **form.cleaned_data),
        lambda board: _address(request, "board", board.pk),
        title=_("New board"),
        event=event,
    )


def create_for_groups(request: NetworkRequest, pk: int) -> HttpResponse:
    """A board for each strategic group that has none."""
    event = _event(request, pk)
    request.actor.must(policy.prepare, on=event)
    return _form_page(
        request,
        bind(GroupBoardsForm, request),
        lambda form: prepare.create_group_boards(by=request.actor, event=event, **form.cleaned_data),
        lambda _made: _address(request, "boards", event.pk),
        title=_("A board for each strategic group"),
        event=event,
    )


def board(request: NetworkRequest, pk: int) -> HttpResponse:
    """One board: its state, the way in, its questions, who leads it without account."""
    found = _board(request, pk)
    options = Option.objects.order_by("order", "id")
    prompts = Prompt.objects.for_actor(request.actor).filter(board=found).order_by("order", "id")
    may_manage = request.actor.may(policy.manage, on=found)
    leaders: list[Link] = []
    if may_manage:
        leaders = list(links.open_links(policy.LEAD, found, now=timezone.now()))
    slug = request.network.slug
    context = {
        **cockpit(request, request.actor, found.event, within="boards:boards"),
        "board": found,
        "prompts": prompts.prefetch_related(Prefetch("options", options)),
        "may_manage": may_manage,
        "may_change": request.actor.may(policy.manage, on=found) and request.actor.may(policy.lead, on=found),
        "join": way_in(found, slug) if may_manage else "",
        "join_page": join_page(),
        "leaders": [(link, links.address(link, slug)) for link in leaders],
        "leader_form": LeaderForm(),
    }
    return render(request, "boards/board.html", context)


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """Title, group and names of a board."""
    found = _board(request, pk)
    request.actor.must(policy.manage, on=found)
    groups = StrategicGroup.objects.for_actor(request.actor).filter(event=found.event_id)
    form = bind(
        BoardForm,
        request,
        groups=groups.order_by("order", "id"),
        initial={
            "title_th": found.title_th,
            "title_en": found.title_en,
            "group": found.group_id,
            "naming": found.naming,
        },
    )
    return _form_page(
        request,
        form,
        lambda form: prepare.describe_board(by=request.actor, board=found, **form.cleaned_data),
        lambda _done: _address(request, "board", found.pk),
        title=_("Change the board"),
        event=found.event,
        board=found,
    )


def write_prompt(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """A question, new or reworded."""
    found = _board(request, pk)
    request.actor.must(policy.manage, on=found)
    initial: dict[str, Any] = {"dots": 3}
    if part is not None:
        row = get_object_or_404(Prompt.objects.for_actor(request.actor), board=found, pk=part)
        names = ("text_th", "text_en", "help_th", "help_en", "kind", "at_once", "dots")
        initial = {name: getattr(row, name) for name in names}
        initial["options"] = "\n".join(row.options.order_by("order", "id").values_list("text", flat=True))

    def act(form: PromptForm) -> Prompt:
        given = prepare.PromptWords(**form.cleaned_data)
        if part is None:
            return prepare.add_prompt(by=request.actor, board=found, words=given)
        return prepare.change_prompt(by=request.actor, board=found, prompt=part, words=given)

    return _form_page(
        request,
        bind(PromptForm, request, initial=initial),
        act,
        lambda _prompt: f"{_address(request, 'board', found.pk)}#questions",
        title=_("Change the question") if part else _("New question"),
        event=found.event,
        board=found,
    )


@require_POST
def move_prompt(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """One question up or down (``to``)."""
    found = _board(request, pk)
    rows = list(
        Prompt.objects.for_actor(request.actor)
        .filter(board=found)
        .order_by("order", "id")
        .values_list("pk", flat=True)
    )
    if part in rows:
        at = rows.index(part)
        other = at + (-1 if request.POST.get("to") == "up" else 1)
        if 0 <= other < len(rows):
            rows[at], rows[other] = rows[other], rows[at]
    _do(request, lambda: prepare.order_prompts(by=request.actor, board=found, prompts=rows))
    return HttpResponseRedirect(f"{_address(request, 'board', found.pk)}#questions")


@require_POST
def remove_prompt(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take away a question that nobody answered."""
    found = _board(request, pk)
    _do(
        request,
        lambda: prepare.remove_prompt(by=request.actor, board=found, prompt=part),
        _("The question is removed."),
    )
    return HttpResponseRedirect(f"{_address(request, 'board', found.pk)}#questions")


@require_POST
def turn(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Open or close the board, or give it a new PIN and link."""
    found = _board(request, pk)
    acts = {
        "open": (room.open_board, _("The board is open.")),
        "close": (room.close_board, _("The board is closed.")),
        "renew": (
            room.renew_pin,
            _("There is a new PIN and a new link. The old ones open nothing any more."),
        ),
    }
    if act in acts:
        does, said = acts[act]
        _do(request, lambda: does(by=request.actor, board=found, now=timezone.now()), said)
    return HttpResponseRedirect(_address(request, "board", found.pk))


@require_POST
def give_lead(request: NetworkRequest, pk: int) -> HttpResponse:
    """A link for somebody without account who leads the board."""
    found = _board(request, pk)
    form = LeaderForm(request.POST)
    if form.is_valid():
        label = form.cleaned_data["label"]
        _do(
            request,
            lambda: prepare.give_lead(by=request.actor, board=found, label=(label, label)),
            _("The link is made. Who has it can lead the board."),
        )
    else:
        messages.error(request, _("Write for whom the link is."))
    return HttpResponseRedirect(f"{_address(request, 'board', found.pk)}#leaders")


@require_POST
def take_lead(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Such a link leads no more."""
    found = _board(request, pk)
    now = timezone.now()
    link = get_object_or_404(links.open_links(policy.LEAD, found, now=now), pk=part)
    _do(
        request,
        lambda: prepare.take_lead(by=request.actor, board=found, link=link, now=now),
        _("The link leads nowhere any more."),
    )
    return HttpResponseRedirect(f"{_address(request, 'board', found.pk)}#leaders")


def copy(request: NetworkRequest, pk: int) -> HttpResponse:
    """The same questions, without cards, for this event or another."""
    found = _board(request, pk)
    request.actor.must(policy.manage, on=found)
    events = Event.objects.for_actor(request.actor).order_by("-starts", "-id")
    return _form_page(
        request,
        bind(CopyForm, request, events=events, initial={"event": found.event_id}),
        lambda form: prepare.copy_board(by=request.actor, board=found, event=form.cleaned_data["event"]),
        lambda made: _address(request, "board", made.pk),
        title=_("Copy the board"),
        event=found.event,
        board=found,
        success=_("The board is copied, without cards."),
    )


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Remove a board on which nobody wrote."""
    found = _board(request, pk)
    is_done = _do(
        request, lambda: prepare.remove_board(by=request.actor, board=found), _("The board is removed.")
    )
    event_id = found.event_id
    return HttpResponseRedirect(
        _address(request, "boards", event_id) if is_done else _address(request, "board", pk)
    )


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """Cards, votes and answers as xlsx, as far as those who lead see them on the board."""
    found = _board(request, pk)
    request.actor.must(policy.manage, on=found)
    return spreadsheet(str(found.title), [str(each) for each in HEADS], rows_of(found))


def _do(request: NetworkRequest, act: Callable[[], Any], said: str = "") -> bool:
    """One act behind a button; what stands against it is said above the page."""
    try:
        act()
    except (Problem, Stale) as problem:
        messages.error(request, str(problem.message))
        return False
    if said:
        messages.success(request, said)
    return True
