"""Items of a roadmap: what they are, where they stand, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.actions.records import check_period, tagged, write_record
from samphan.projects.models import Horizon, ItemState, Roadmap, RoadmapItem, RoadmapStatus
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

ITEM_FIELDS: Final = (
    "horizon", "parent", "title_th", "title_en", "detail_th", "detail_en", "starts", "ends", "owner", "owner_label",
    "weight", "theme", "is_public",
)  # fmt: skip


class ItemWords(TypedDict, total=False):
    """What an item is described with; ``theme`` is the name of one, made where it is new."""

    horizon: Horizon
    parent: RoadmapItem | None
    title_th: str
    title_en: str
    detail_th: str
    detail_en: str
    starts: PartialDate | None
    ends: PartialDate | None
    owner: Organisation | None
    owner_label: str
    weight: Decimal
    theme: str
    is_public: bool


@transaction.atomic
def add_item(
    *, by: Actor, roadmap: Roadmap, now: dt.datetime, state: str = ItemState.PROPOSED, is_sample: bool = False,
    **words: Unpack[ItemWords],
) -> RoadmapItem:  # fmt: skip
    """A new item. Without ``horizon`` it stands in the first one. The first row of its history is written too."""
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    by.must(policy.manage, on=roadmap)
    item = RoadmapItem(network_id=roadmap.network_id, roadmap=roadmap, state=state, is_sample=is_sample)
    horizon = words.get("horizon") or roadmap.horizons.order_by("order", "id").first()
    if horizon is None:
        raise Problem(_("A roadmap needs at least one horizon."))
    words["horizon"] = horizon
    if state == ItemState.DROPPED:
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="state")
    item.order = _last(horizon) + 1
    _write(by, item, words, now)
    _say(by, item, now=now)
    return item


@transaction.atomic
def describe_item(
    *, by: Actor, item: RoadmapItem, now: dt.datetime, version: int | None = None, **words: Unpack[ItemWords]
) -> RoadmapItem:
    """Change what is said about an item; state and progress go by ``report_item``."""
    item = locked(item)
    by.must(policy.manage, on=item)
    check_version(item, version, ITEM_FIELDS, changed_by=item.changed_by)
    horizon = words.get("horizon", item.horizon)
    if horizon.pk != item.horizon_id:
        item.order = _last(horizon) + 1
    return _write(by, item, words, now)


@transaction.atomic
def report_item(
    *,
    by: Actor,
    item: RoadmapItem,
    now: dt.datetime,
    state: str,
    progress: int | None = None,
    note: str = "",
    version: int | None = None,
) -> RoadmapStatus:
    """Say how far an item is, as a new row of its history. Done counts as 100 where nothing else was measured.

    Raises:
        Problem: an item with parts was given a progress; something was dropped without saying why (in ``note``).
    """
    item = locked(item)
    by.must(policy.report, on=item)
    check_version(item, version, ("state", "progress"), changed_by=item.changed_by)
    if state not in ItemState.values:
        raise Problem(_("There is no such state."), field="state")
    if progress is not None and not 0 <= progress <= 100:
        raise Problem(_("Progress is a number from 0 to 100."), field="progress")
    has_parts = item.parts.exists()
    if has_parts and progress is not None:
        raise Problem(_("This item has parts: its progress is counted from them."), field="progress")
    if state == ItemState.DROPPED and not note.strip():
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="note")
    if state == ItemState.DONE and progress is None and not has_parts:
        progress = 100
    before = {"state": item.state, "progress": item.progress}
    item.state, item.progress = ItemState(state), progress
    item.state_reason = note[:1000] if state == ItemState.DROPPED else ""
    item.touch(by)
    item.save()
    status = _say(by, item, now=now, note=note)
    changes = {name: [old, getattr(item, name)] for name, old in before.items() if old != getattr(item, name)}
    record(by, "report_item", item, changes=changes, reason=note if state == ItemState.DROPPED else "")
    return status


@transaction.atomic
def move_item(
    *, by: Actor, item: RoadmapItem, up: bool | None = None, horizon: Horizon | None = None
) -> None:
    """Exchange an item with its neighbour in its horizon (``up`` or down), or put it last in another ``horizon``."""
    item = locked(item)
    by.must(policy.manage, on=item)
    if horizon is not None and horizon.pk != item.horizon_id:
        if horizon.roadmap_id != item.roadmap_id:
            raise Problem(_("An item stays in its roadmap."))
        before = item.horizon.code
        item.order, item.horizon = _last(horizon) + 1, horizon
        item.touch(by)
        item.save()
        record(by, "move_item", item, changes={"horizon": [before, horizon.code]})
        return
    if up is None:
        return
    rows = list(
        RoadmapItem.objects.filter(horizon_id=item.horizon_id, parent_id=item.parent_id).order_by(
            "order", "id"
        )
    )
    at = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for number, row in enumerate(rows, start=1):
        if row.order != number:
            RoadmapItem.objects.filter(pk=row.pk).update(order=number)
    record(by, "move_item", item, changes={"order": [at + 1, to + 1]})


def locked(item: RoadmapItem) -> RoadmapItem:
    """The item as it is now, for update; its whole roadmap waits, so that circles cannot close behind one's back."""
    Roadmap.objects.select_for_update().get(pk=item.roadmap_id)
    return RoadmapItem.objects.select_for_update(of=("self",)).select_related("horizon").get(pk=item.pk)


def _write(by: Actor, item: RoadmapItem, words: ItemWords, now: dt.datetime) -> RoadmapItem:
    unknown = words.keys() - set(ITEM_FIELDS)
    if unknown:
        raise TypeError(f"not what an item is described with: {sorted(unknown)}")
    fields: dict[str, Any] = dict(words)
    if "theme" in fields:
        fields["theme"] = tagged(item.network_id, fields["theme"])
    check_period(fields.get("starts", item.starts), fields.get("ends", item.ends))
    horizon, parent = fields.get("horizon"), fields.get("parent")
    if horizon is not None and horizon.roadmap_id != item.roadmap_id:
        raise Problem(_("An item stays in its roadmap."), field="horizon")
    if fields.get("weight", item.weight) < 0:
        raise Problem(_("A weight cannot be negative."), field="weight")
    if parent is not None:
        _check_parent(item, parent)
        _count_from_parts(by, parent, now)
    return write_record(by, item, fields, new="add_item", changed="describe_item")


def _check_parent(item: RoadmapItem, parent: RoadmapItem) -> None:
    """Refuse a parent of another roadmap, and one that is the item itself or stands below it; names the way."""
    if parent.roadmap_id != item.roadmap_id:
        raise Problem(_("An item stays in its roadmap."), field="parent")
    if not item.pk:
        return
    above = {
        pk: (over, title)
        for pk, over, title in RoadmapItem.objects.filter(roadmap_id=item.roadmap_id).values_list(
            "pk", "parent_id", "title_th"
        )
    }
    way = [item.title_th]
    at: int | None = parent.pk
    while at is not None:
        over, title = above[at]
        way.append(title)
        if at == item.pk:
            raise Problem(
                _("An item cannot be a part of its own part: %(way)s") % {"way": " → ".join(way)},
                field="parent",
            )
        at = over


def _count_from_parts(by: Actor, parent: RoadmapItem, now: dt.datetime) -> None:
    """An item that gets its first part is counted from now on; what was typed before stays in its history."""
    if RoadmapItem.objects.filter(pk=parent.pk, progress__isnull=False).update(progress=None):
        parent.refresh_from_db(fields=["progress", "state"])
        _say(by, parent, now=now)


def _say(by: Actor, item: RoadmapItem, *, now: dt.datetime, note: str = "") -> RoadmapStatus:
    return RoadmapStatus.objects.create(
        network_id=item.network_id,
        item=item,
        state=item.state,
        progress=item.progress,
        note=note[:2000],
        at=now,
        by=by.label,
    )


def _last(horizon: Horizon) -> int:
    return int(RoadmapItem.objects.filter(horizon=horizon).aggregate(last=models.Max("order"))["last"] or 0)
