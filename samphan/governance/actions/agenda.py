"""The agenda of a meeting: items written, moved, taken from the last meeting or from what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from samphan.governance.actions.meetings_shared import locked, refuse_frozen
from samphan.governance.models import (
    AgendaFile,
    AgendaItem,
    Correction,
    ItemKind,
    Meeting,
    MeetingState,
    Minutes,
    MinutesText,
)
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.agenda import DEPTH, arising, outline
from samphan.governance.queries.meetings import before
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

ITEM_FIELDS: Final = (
    "kind", "title_th", "title_en", "detail_th", "detail_en", "presenter", "minutes_planned", "parent", "adopts", "follows",
)  # fmt: skip


@transaction.atomic
def add_item(*, by: Actor, meeting: Meeting, **words: Any) -> AgendaItem:
    """A new item at the end of the agenda or of its parent; ``words`` are of ``ITEM_FIELDS``."""
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    parent = words.get("parent")
    last = AgendaItem.objects.filter(meeting=found, parent=parent).aggregate(last=Max("order"))["last"]
    item = AgendaItem(
        network_id=found.network_id, meeting=found, order=0 if last is None else last + 1, version=0
    )
    _describe(item, words)
    item.touch(by)
    item.save()
    record(by, "add_agenda_item", item)
    return item


@transaction.atomic
def change_item(*, by: Actor, item: AgendaItem, version: int | None = None, **words: Any) -> AgendaItem:
    """Change an item.

    Raises:
        Problem: the minutes are adopted, it would stand below itself, or its minutes would adopt themselves.
        Conflict: somebody else saved it meanwhile.
    """
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    found = AgendaItem.objects.select_for_update().get(pk=item.pk)
    found.meeting = meeting
    check_version(found, version, ITEM_FIELDS, changed_by=found.changed_by)
    names = [name for name in ITEM_FIELDS if name not in {"parent", "adopts"}]
    old, adopts = values(found, names), found.adopts_id
    _describe(found, words)
    if found.adopts_id != adopts and found.adopted_minutes.exists():
        raise Problem(
            _("Under this item minutes were adopted; it goes on laying them before the meeting."),
            field="adopts",
        )
    found.touch(by)
    found.save()
    record(by, "change_agenda_item", found, changes=difference(old, values(found, names)))
    return found


@transaction.atomic
def remove_item(*, by: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda, with what stands below it.

    Raises:
        Problem: the meeting has decided, voted or written something under it.
    """
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    below = _family(meeting, item.pk)
    rows = AgendaItem.objects.filter(pk__in=below)
    is_decided = Q(resolutions__isnull=False) | Q(ballots__isnull=False) | Q(adopted_minutes__isnull=False)
    is_corrected = Correction.objects.filter(item__in=below).exists()
    is_written = (
        is_corrected or MinutesText.objects.filter(item__in=below).exclude(text_th="", text_en="").exists()
    )
    if is_written or rows.filter(is_decided).exists():
        raise Problem(_("Something was decided or written under this item; it stays on the agenda."))
    MinutesText.objects.filter(item__in=below).delete()
    record(by, "remove_agenda_item", item)
    item.delete()


@transaction.atomic
def move_item(*, by: Actor, item: AgendaItem, step: int) -> None:
    """Move an item up (-1) or down (+1) among those beside it; at the end nothing happens."""
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    beside = list(AgendaItem.objects.filter(meeting=meeting, parent=item.parent_id).order_by("order", "id"))
    at = next(place for place, each in enumerate(beside) if each.pk == item.pk)
    to = at + (1 if step > 0 else -1)
    if not 0 <= to < len(beside):
        return
    beside[at], beside[to] = beside[to], beside[at]
    for place, each in enumerate(beside):
        each.order = place
    AgendaItem.objects.bulk_update(beside, ["order"])
    record(by, "move_agenda_item", item)


@transaction.atomic
def copy_agenda(*, by: Actor, meeting: Meeting) -> int:
    """Take over the items of the body's last meeting that stand in this agenda by no title yet; how many.

    Items below the standard ones are copied under the item of the same kind; papers, decisions and texts stay behind.

    Raises:
        Problem: there is no earlier meeting.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    earlier = before(found).exclude(state=MeetingState.CANCELLED).first()
    if earlier is None:
        raise Problem(_("This body has no earlier meeting from which an agenda could be taken."))
    present = {(each.parent_id, each.title_th): each for each in AgendaItem.objects.filter(meeting=found)}
    made: dict[int, AgendaItem] = {}
    copied = 0
    for line in outline(earlier):
        parent = made.get(line.item.parent_id) if line.item.parent_id else None
        if (same := present.get((parent.pk if parent else None, line.item.title_th))) is not None:
            made[line.item.pk] = same
            continue
        made[line.item.pk] = AgendaItem.objects.create(
            network_id=found.network_id,
            meeting=found,
            parent=parent,
            order=line.item.order,
            kind=line.item.kind,
            title_th=line.item.title_th,
            title_en=line.item.title_en,
            presenter=line.item.presenter,
            minutes_planned=line.item.minutes_planned,
        )
        copied += 1
    if copied:
        record(
            by, "copy_agenda", found, changes={"items": [0, copied]}, label=(found.title_th, found.title_en)
        )
    return copied


@transaction.atomic
def pull_arising(*, by: Actor, meeting: Meeting) -> int:
    """Put what is still open from earlier meetings under "matters arising", each once; how many were new."""
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    parent = (
        AgendaItem.objects.filter(meeting=found, kind=ItemKind.ARISING, parent=None).order_by("order").first()
    )
    if parent is None:
        parent = add_item(
            by=by, meeting=found, kind=ItemKind.ARISING, title_th="เรื่องสืบเนื่องจากการประชุมครั้งก่อน",
            title_en="Matters arising",
        )  # fmt: skip
    known = set(AgendaItem.objects.filter(meeting=found).values_list("title_th", flat=True))
    last = AgendaItem.objects.filter(parent=parent).count()
    new = [
        AgendaItem(
            network_id=found.network_id,
            meeting=found,
            parent=parent,
            order=last + place,
            kind=ItemKind.ARISING,
            title_th=each.title_th[:500],
            title_en=each.title_en[:500],
            follows=each.said[:500],
        )
        for place, each in enumerate(arising(by, found))
        if each.title_th not in known
    ]
    AgendaItem.objects.bulk_create(new)
    if new:
        changes = {"items": [0, len(new)]}
        record(by, "pull_arising", found, changes=changes, label=(found.title_th, found.title_en))
    return len(new)


@transaction.atomic
def add_file(*, by: Actor, item: AgendaItem, title: str, name: str, content: bytes) -> AgendaFile:
    """A paper for an item. A PDF is joined into the agenda book, other files are named there.

    Raises:
        Problem: larger than what is kept, or none of the kinds that are kept, whatever its name says.
    """
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    if len(content) > files.MAX_SIZE:
        size = files.MAX_SIZE // 2**20
        raise Problem(_("The file is larger than %(size)s MB.") % {"size": size}, field="file")
    media_type = files.sniff(content)
    if media_type is None:
        raise Problem(
            _("This file is none of those that are kept here: PDF, Word (docx), Excel (xlsx), PNG or JPEG."),
            field="file",
        )
    last = AgendaFile.objects.filter(item=item).aggregate(last=Max("order"))["last"]
    added = AgendaFile.objects.create(
        network_id=item.network_id,
        item=item,
        title=title.strip()[:300] or name[:300],
        file=files.store(content, network_id=item.network_id, name=name, media_type=media_type),
        order=0 if last is None else last + 1,
    )
    record(by, "add_agenda_file", item, changes={"file": [None, added.title]})
    return added


@transaction.atomic
def remove_file(*, by: Actor, file: AgendaFile) -> None:
    """Take a paper out of the agenda; the bytes stay where issued papers need them."""
    meeting = locked(file.item.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    record(by, "remove_agenda_file", file.item, changes={"file": [file.title, None]})
    file.delete()


def _family(meeting: Meeting, pk: int) -> list[int]:
    """An item and everything below it."""
    below = dict(AgendaItem.objects.filter(meeting=meeting).values_list("pk", "parent_id"))
    found = [pk]
    for each in found:
        found += [child for child, parent in below.items() if parent == each]
    return found


def _describe(item: AgendaItem, words: dict[str, Any]) -> None:
    unknown = words.keys() - set(ITEM_FIELDS)
    if unknown:
        raise TypeError(f"not what an item is described with: {sorted(unknown)}")
    for name, value in words.items():
        setattr(item, name, value)
    if not item.title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if item.parent is not None:
        _check_parent(item, item.parent)
    if item.adopts is not None:
        _check_adopts(item, item.adopts)


def _check_parent(item: AgendaItem, parent: AgendaItem) -> None:
    if parent.meeting_id != item.meeting_id:
        raise Problem(_("The item above belongs to another meeting."), field="parent")
    if item.pk and parent.pk in _family(item.meeting, item.pk):
        raise Problem(_("An item cannot stand below itself."), field="parent")
    above: dict[int, int | None] = dict(
        AgendaItem.objects.filter(meeting=item.meeting).values_list("pk", "parent_id")
    )
    depth, at = 1, above[parent.pk]
    while at is not None:
        depth, at = depth + 1, above[at]
    if depth >= DEPTH:
        raise Problem(_("Items stand three deep at most: 5.2.1."), field="parent")


def _check_adopts(item: AgendaItem, earlier: Meeting) -> None:
    if earlier.pk == item.meeting_id:
        raise Problem(_("A meeting does not adopt its own minutes; the next one does."), field="adopts")
    if earlier.body_id != item.meeting.body_id:
        raise Problem(_("Minutes are adopted by the same body."), field="adopts")
    if earlier.starts_at >= item.meeting.starts_at:
        raise Problem(_("Only minutes of an earlier meeting can be adopted."), field="adopts")
    adopted = Minutes.objects.filter(meeting=earlier, adopted_in__isnull=False).exclude(adopted_in=item.pk)
    if (elsewhere := adopted.select_related("adopted_in__meeting__body").first()) and elsewhere.adopted_in:
        raise Problem(
            _("These minutes were adopted already: %(meeting)s.")
            % {"meeting": elsewhere.adopted_in.meeting.title},
            field="adopts",
        )
