"""Making outputs of the event from what stands on a board, and publishing what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.boards import policy
from samphan.boards.models import OutputOrigin
from samphan.events.actions.results import write_output
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from samphan.boards.models import Board, Card, Cluster
    from samphan.events.models import Event, Output
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link

BECAME: Final = "boards.became"


@transaction.atomic
def make_output(
    *,
    by: Actor,
    board: Board,
    kind: str,
    title_th: str,
    title_en: str = "",
    detail_th: str = "",
    detail_en: str = "",
    clusters: Collection[Cluster] = (),
    cards: Collection[Card] = (),
) -> Output:
    """An output of the board's event that comes from these clusters and single cards."""
    by.must(policy.make_output, on=board)
    if not clusters and not cards:
        raise Problem(_("Tick the clusters or cards that it comes from."))
    if any(each.board_id != board.pk for each in clusters) or any(
        each.board_id != board.pk for each in cards
    ):
        raise Problem(_("This belongs to another board."))
    if not all(each.is_active for each in clusters) or not all(
        each.stands and each.prompt.was_shown for each in cards
    ):
        raise Problem(
            _("Something that was ticked has been merged, hidden or taken back meanwhile. Look again.")
        )
    output = write_output(
        by=by,
        event=board.event,
        kind=kind,
        title_th=title_th,
        title_en=title_en,
        detail_th=detail_th,
        detail_en=detail_en,
        group=board.group,
        is_sample=board.is_sample,
    )
    said = {"network_id": board.network_id, "board": board, "output": output}
    OutputOrigin.objects.bulk_create(
        [
            *(OutputOrigin(**said, cluster=each) for each in clusters),
            *(OutputOrigin(**said, card=each) for each in cards),
        ]
    )
    record(
        by,
        "make_output",
        board,
        label=(board.title_th, board.title_en),
        changes={"output": [None, title_th], "clusters": [None, len(clusters)], "cards": [None, len(cards)]},
    )
    return output


@transaction.atomic
def publish_fates(*, by: Actor, event: Event, now: dt.datetime) -> Link:
    """Open the page that tells everybody with its address what became of the cards; the link that is open stays."""
    by.must(policy.publish_fates, on=event)
    link = links.open_links(BECAME, event, now=now).first()
    if link is None:
        link = links.make(BECAME, event)
        record(by, "publish_fates", event)
    return link


@transaction.atomic
def hide_fates(*, by: Actor, event: Event, now: dt.datetime) -> None:
    """Close that page; its address opens nothing any more."""
    by.must(policy.publish_fates, on=event)
    for link in links.open_links(BECAME, event, now=now):
        links.revoke(link, now=now)
        record(by, "hide_fates", event)
