"""Making a roadmap, its horizons, and what of it is public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.actions.records import check_period, network_of, write_record
from samphan.projects.models import Horizon, Roadmap, RoadmapItem
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

ROADMAP_FIELDS: Final = ("title_th", "title_en", "purpose_th", "purpose_en")
MOST_HORIZONS: Final = 12


@dataclass(frozen=True, slots=True)
class HorizonRow:
    """One column as it was written; ``id`` of the horizon it was made from, None for a new one."""

    code: str
    title_th: str
    title_en: str = ""
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    id: int | None = None


#: The columns of a new roadmap. Their names are content of the network, not messages: it may write others.
USUAL: Final = (
    HorizonRow("NOW", "ทำทันที", "Now"),
    HorizonRow("NEXT", "ทำต่อไป", "Next"),
    HorizonRow("NEW", "ริเริ่มใหม่", "New"),
)


@transaction.atomic
def create_roadmap(
    *,
    by: Actor,
    title_th: str,
    title_en: str = "",
    purpose_th: str = "",
    purpose_en: str = "",
    horizons: Sequence[HorizonRow] = USUAL,
    is_sample: bool = False,
) -> Roadmap:
    """A new roadmap of the actor's network, with the usual three horizons or others."""
    roadmap = Roadmap(network_id=network_of(by), is_sample=is_sample)
    by.must(policy.manage, on=roadmap)
    fields = {"title_th": title_th, "title_en": title_en, "purpose_th": purpose_th, "purpose_en": purpose_en}
    write_record(by, roadmap, fields, new="create_roadmap", changed="describe_roadmap")
    arrange_horizons(by=by, roadmap=roadmap, rows=horizons)
    return roadmap


@transaction.atomic
def describe_roadmap(
    *,
    by: Actor,
    roadmap: Roadmap,
    title_th: str,
    title_en: str = "",
    purpose_th: str = "",
    purpose_en: str = "",
    version: int | None = None,
) -> Roadmap:
    """Change what is said about a roadmap."""
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    by.must(policy.manage, on=roadmap)
    check_version(roadmap, version, ROADMAP_FIELDS, changed_by=roadmap.changed_by)
    fields = {"title_th": title_th, "title_en": title_en, "purpose_th": purpose_th, "purpose_en": purpose_en}
    return write_record(by, roadmap, fields, new="create_roadmap", changed="describe_roadmap")


@transaction.atomic
def publish_roadmap(*, by: Actor, roadmap: Roadmap, is_public: bool) -> Roadmap:
    """Let everybody who has the address see the items that are marked public, or no longer."""
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    by.must(policy.manage, on=roadmap)
    if roadmap.is_public != is_public:
        roadmap.is_public = is_public
        roadmap.touch(by)
        roadmap.save()
        act = "publish_roadmap" if is_public else "withdraw_roadmap"
        record(by, act, roadmap, changes={"is_public": [not is_public, is_public]})
    return roadmap


@transaction.atomic
def archive_roadmap(*, by: Actor, roadmap: Roadmap, now: dt.datetime, reason: str = "") -> Roadmap:
    """Put a roadmap away: it is in no list any more, nothing of it is lost, and it is not public."""
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    by.must(policy.manage, on=roadmap)
    if roadmap.archived_at is None:
        roadmap.archived_at = now
        roadmap.touch(by)
        roadmap.save()
        record(by, "archive_roadmap", roadmap, reason=reason)
    return roadmap


@transaction.atomic
def restore_roadmap(*, by: Actor, roadmap: Roadmap) -> Roadmap:
    """Bring an archived roadmap back."""
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    by.must(policy.manage, on=roadmap)
    if roadmap.archived_at is not None:
        roadmap.archived_at = None
        roadmap.touch(by)
        roadmap.save()
        record(by, "restore_roadmap", roadmap)
    return roadmap


@transaction.atomic
def arrange_horizons(
    *, by: Actor, roadmap: Roadmap, rows: Sequence[HorizonRow], version: int | None = None
) -> list[Horizon]:
    """Write the columns in their order. One that is left out goes, unless something stands in it.

    ``version`` is that of the roadmap.
    """
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    by.must(policy.manage, on=roadmap)
    check_version(roadmap, version, (), changed_by=roadmap.changed_by)
    _check_rows(rows)
    present = {horizon.pk: horizon for horizon in roadmap.horizons.all()}
    before = [_told(each) for each in sorted(present.values(), key=lambda each: each.order)]
    kept = {row.id for row in rows if row.id is not None}
    for pk, horizon in present.items():
        if pk not in kept:
            _take_out(horizon)
    # Two columns may exchange their codes: out of the way first.
    roadmap.horizons.filter(pk__in=kept).update(code=Concat(Value("#"), Cast(F("id"), CharField())))
    written = []
    for order, row in enumerate(rows, start=1):
        horizon = present.get(row.id or 0) or Horizon(network_id=roadmap.network_id, roadmap=roadmap)
        horizon.code, horizon.order = row.code.strip(), order
        horizon.title_th, horizon.title_en = row.title_th, row.title_en
        horizon.starts, horizon.ends = row.starts, row.ends
        horizon.save()
        written.append(horizon)
    after = [_told(each) for each in written]
    if before != after:
        if before:
            roadmap.touch(by)
            roadmap.save()
        record(by, "arrange_horizons", roadmap, changes=difference({"horizons": before}, {"horizons": after}))
    return written


def _check_rows(rows: Sequence[HorizonRow]) -> None:
    """Raise ``Problem`` unless there are horizons, each with a code of its own, a title and a possible period."""
    if not rows:
        raise Problem(_("A roadmap needs at least one horizon."))
    if len(rows) > MOST_HORIZONS:
        raise Problem(_("A roadmap has at most %(most)s horizons.") % {"most": MOST_HORIZONS})
    codes = [row.code.strip() for row in rows]
    if len(set(codes)) < len(codes) or "" in codes:
        raise Problem(_("Each horizon needs a code of its own, for example NOW."))
    for row in rows:
        check_period(row.starts, row.ends)
        if not row.title_th.strip():
            raise Problem(_("A title in Thai is needed."), field="title_th")


def _take_out(horizon: Horizon) -> None:
    if RoadmapItem.objects.filter(horizon=horizon).exists():
        raise Problem(
            _("There are items in “%(horizon)s”. Move them to another horizon first.")
            % {"horizon": horizon.title}
        )
    horizon.delete()


def _told(horizon: Horizon) -> str:
    told = values(horizon, ("code", "title_th", "starts", "ends"))
    return " · ".join(str(each) for each in told.values() if each)
