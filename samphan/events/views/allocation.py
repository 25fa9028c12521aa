"""Putting people into groups: a preview that can be corrected by hand, and nothing changes before it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samphan.events import policy
from samphan.events.actions import allocation as actions
from samphan.events.models import Registration
from samphan.events.queries import allocation as queries
from samphan.events.queries.agenda import agenda_items
from samphan.events.queries.linked import groups_of
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.editing import attempt
from samphan.kit.errors import Conflict, Problem
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from samphan.events.models import Event, Room
    from samphan.kit.http import NetworkRequest

NONE: Final = "none"
MOST_LETTERS: Final = 200_000


def _seed(data: QueryDict) -> int:
    found = number_in(data.get("seed", ""))
    return min(found, queries.LARGEST_SEED) if found is not None else queries.FIRST_SEED


def _corrections(text: str) -> dict[int, int | None]:
    """What was corrected by hand: ``12:3,13:`` puts registration 12 into group 3 and 13 into none."""
    found: dict[int, int | None] = {}
    for each in text[:MOST_LETTERS].split(","):
        person, colon, group = each.partition(":")
        if colon and (pk := number_in(person)) is not None:
            found[pk] = number_in(group)
    return found


def groups(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who sits in which group now; with ``?seed=`` a proposal; posted, a correction or the acceptance."""
    event = load(request, pk)
    if not request.actor.may(policy.see_people, on=event):
        return tab(request, event, "events/groups.html", {"may_see_people": False})
    data = request.POST if request.method == "POST" else request.GET
    is_preview = request.method == "POST" or "seed" in request.GET
    seed, is_fresh = _seed(data), bool(data.get("fresh"))
    corrections = _corrections(data.get("corrections", ""))
    problem, is_stale, status = "", False, 200
    if request.method == "POST":
        request.actor.must(policy.manage_people, on=event)
        corrections |= _picked(request.POST)
        if request.POST.get("act") == "accept":
            try:
                return _accept(request, event, seed, corrections, is_fresh=is_fresh)
            except Problem as found:
                problem, status = str(found.message), 422
            except Conflict:
                is_stale, status = True, 409
    if is_preview:
        proposal = queries.allocation(
            request.actor, event, seed=seed, is_fresh=is_fresh, corrections=corrections
        )
    else:
        everybody = _as_they_sit(request, event)
        proposal = queries.allocation(request.actor, event, seed=seed, corrections=everybody)
    response = tab(
        request,
        event,
        "events/groups.html",
        {
            "may_see_people": True,
            "may_manage_people": request.actor.may(policy.manage_people, on=event),
            "is_preview": is_preview,
            "proposal": proposal,
            "columns": _columns(proposal),
            "corrections": ",".join(f"{pk}:{group or ''}" for pk, group in corrections.items()),
            "is_fresh": is_fresh,
            "next_seed": min(seed + 1, queries.LARGEST_SEED),
            "problem": problem,
            "is_stale": is_stale,
            "warnings": _too_small(request, event, proposal),
            "undo": _last(request, event) if not is_preview else None,
        },
    )
    response.status_code = status
    return response


def _as_they_sit(request: NetworkRequest, event: Event) -> dict[int, int | None]:
    """Everybody where he or she sits now, so that nothing is proposed."""
    rows = Registration.objects.for_actor(request.actor).filter(event=event).taking_part()
    return dict(rows.values_list("pk", "group_id"))


def _picked(data: QueryDict) -> dict[int, int | None]:
    """The people who were ticked, with the group into which they are put."""
    to = data.get("to", "")
    group = number_in(to)
    if data.get("act") != "move" or (group is None and to != NONE):
        return {}
    return {pk: group for each in data.getlist("pick") if (pk := number_in(each)) is not None}


def _accept(
    request: NetworkRequest, event: Event, seed: int, corrections: dict[int, int | None], *, is_fresh: bool
) -> HttpResponse:
    with attempt():
        proposal, entry = actions.accept_allocation(
            by=request.actor,
            event=event,
            seed=seed,
            is_fresh=is_fresh,
            corrections=corrections,
            version=number_in(request.POST.get("version", "")),
        )
    moved = len(proposal.changes) if entry else 0
    messages.success(
        request,
        ngettext("%(count)s person was put into a group.", "%(count)s people were put into groups.", moved)
        % {"count": moved},
    )
    return HttpResponseRedirect(address(request, "events:allocation", event))


def _columns(proposal: queries.Allocation) -> list[dict[str, Any]]:
    """The people of each group, then those without one; groups with their balance."""
    found: list[dict[str, Any]] = [
        {
            "group": balance.group,
            "balance": balance,
            "places": [each for each in proposal.places if each.group_id == balance.group.pk],
        }
        for balance in proposal.balance
    ]
    rest = [each for each in proposal.places if each.group_id is None]
    return [*found, {"group": None, "balance": None, "places": rest}] if rest else found


def _too_small(request: NetworkRequest, event: Event, proposal: queries.Allocation) -> list[str]:
    """Groups that would have more people than the smallest room in which they meet."""
    rooms: dict[int, Room] = {}
    for item in agenda_items(request.actor, event):
        if item.group_id is not None and item.room is not None and item.room.capacity is not None:
            known = rooms.get(item.group_id)
            if known is None or item.room.capacity < (known.capacity or 0):
                rooms[item.group_id] = item.room
    return [
        _("%(room)s holds %(capacity)s people, but group %(group)s has %(heads)s.")
        % {"room": room.name, "capacity": room.capacity, "group": each.group.code, "heads": each.heads}
        for each in proposal.balance
        if (room := rooms.get(each.group.pk)) is not None and each.heads > (room.capacity or 0)
    ]


def _last(request: NetworkRequest, event: Event) -> AuditEntry | None:
    """The last acceptance, unless it was taken back; to be undone by who may manage people."""
    if not request.actor.may(policy.manage_people, on=event):
        return None
    acts = AuditEntry.objects.filter(
        network_id=event.network_id,
        object_kind="events.event",
        object_id=event.pk,
        act__in=["accept_allocation", "undo_allocation"],
    )
    last = acts.order_by("-id").first()
    return last if last is not None and last.act == "accept_allocation" else None


@require_POST
def undo(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take the last acceptance back."""
    event = load(request, pk)
    request.actor.must(policy.manage_people, on=event)
    entry = get_object_or_404(
        AuditEntry.objects.filter(network_id=event.network_id, object_id=event.pk),
        pk=number_in(request.POST.get("entry", "")) or 0,
        act="accept_allocation",
    )
    returned, left = actions.undo_allocation(by=request.actor, event=event, entry=entry)
    messages.success(
        request,
        _("%(returned)s people are back where they were; %(left)s were changed meanwhile and stay.")
        % {"returned": returned, "left": left},
    )
    return HttpResponseRedirect(address(request, "events:allocation", event))


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who sits in which group, as a workbook."""
    event = load(request, pk)
    request.actor.must(policy.see_people, on=event)
    order = {group.pk: number for number, group in enumerate(groups_of(request.actor, event))}
    people = (
        Registration.objects.for_actor(request.actor)
        .filter(event=event)
        .taking_part()
        .select_related("person", "organisation", "group", "category")
        .order_by("sort_key", "id")
    )
    rows = sorted(people, key=lambda each: order.get(each.group_id or 0, len(order)))
    return spreadsheet(
        _("Groups"),
        [_("Group"), _("Name"), _("Organisation"), _("Position"), _("Category")],
        (
            [
                f"{each.group.code} {each.group.title}" if each.group else "",
                each.person.name,
                each.organisation.name if each.organisation else "",
                each.position,
                each.category.name if each.category else "",
            ]
            for each in rows
        ),
    )
