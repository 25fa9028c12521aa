"""A board as it is now, and what changed since somebody looked: a constant number of statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q

from samphan.boards.models import AbuseReport, BoardChange, Card, Cluster, Option, Prompt
from samphan.boards.queries import presence
from samphan.boards.queries.render import Bodies, Parts, change_of, whole
from samphan.boards.queries.votes import Tally, tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.boards.models import Board

FAR_BEHIND: Final = 300
"""Whoever missed more changes gets the whole board instead."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What came after a revision: each change, or (None) too many of them."""

    changes: list[dict[str, Any]] | None
    revision: int


def snapshot(board: Board, *, staff: bool, now: dt.datetime) -> dict[str, Any]:
    """The whole board for an audience, five statements for 10 cards or for 2,000 (one more when there are results)."""
    parts = parts_of(board, reports=staff)
    return whole(
        board, parts, staff=staff, joined=presence.joined(board.pk), now_ms=int(now.timestamp() * 1000)
    )


def parts_of(board: Board, *, reports: bool) -> Parts:
    """Everything that stands on a board, in its order."""
    prompts = list(Prompt.objects.filter(board=board).order_by("order", "id"))
    options: defaultdict[int, list[Option]] = defaultdict(list)
    if any(not each.is_written for each in prompts):
        for option in Option.objects.filter(board=board).order_by("order", "id"):
            options[option.prompt_id].append(option)
    clusters = list(Cluster.objects.filter(board=board).order_by("order", "id"))
    cards = list(Card.objects.filter(board=board, is_withdrawn=False).order_by("order", "key"))
    counted = tally([each.pk for each in prompts if each.shows_results])
    return Parts(
        prompts={each.pk: each for each in prompts},
        told=prompts,
        options=options,
        clusters=clusters,
        cards=cards,
        tally=counted,
        votes=counted.totals(clusters, cards),
        reports=open_reports(board) if reports else {},
    )


def changed(
    board: Board,
    *,
    prompts: Collection[int] = (),
    clusters: Sequence[Cluster] = (),
    cards: Sequence[Card] = (),
    whole_prompts: Collection[int] = (),
    with_board: bool = False,
) -> Bodies:
    """The change that tells the present state of these parts.

    ``prompts`` are ids of prompts to tell themselves; of those in ``whole_prompts`` every card and cluster is told
    too. Where votes are shown, a card that moves changes totals: then its prompt is told whole.
    """
    every = {each.pk: each for each in Prompt.objects.filter(board=board).order_by("order", "id")}
    touched = {each.prompt_id for each in clusters} | {each.prompt_id for each in cards}
    complete = {*whole_prompts, *(pk for pk in touched if every[pk].shows_results)}
    counted = Tally()
    totals: Counter[int] = Counter()
    if complete:
        counted = tally([pk for pk in complete if every[pk].shows_results])
        all_clusters = list(Cluster.objects.filter(prompt_id__in=complete).order_by("order", "id"))
        all_cards = list(Card.objects.filter(prompt_id__in=complete).order_by("order", "key"))
        totals = counted.totals(all_clusters, all_cards)
        clusters = [*all_clusters, *(each for each in clusters if each.prompt_id not in complete)]
        cards = [*all_cards, *(each for each in cards if each.prompt_id not in complete)]
    told = [every[pk] for pk in dict.fromkeys((*prompts, *touched, *whole_prompts)) if pk in every]
    polls = [each.pk for each in told if not each.is_written]
    options: defaultdict[int, list[Option]] = defaultdict(list)
    if polls:
        counted_polls = tally([pk for pk in polls if every[pk].shows_results])
        counted.options.update(counted_polls.options)
        counted.points.update(counted_polls.points)
        counted.words.update(counted_polls.words)
        for option in Option.objects.filter(prompt_id__in=polls).order_by("order", "id"):
            options[option.prompt_id].append(option)
    return change_of(
        Parts(
            prompts=every,
            told=told,
            options=options,
            clusters=clusters,
            cards=cards,
            tally=counted,
            votes=totals,
            reports=open_reports(board) if cards else {},
            board=board if with_board else None,
        )
    )


def missed(board: Board, since: int, *, staff: bool) -> Missed:
    """What an audience has not seen after a revision; one statement."""
    behind = board.revision - since
    if behind == 0:
        return Missed([], board.revision)
    if not 0 < behind <= FAR_BEHIND:
        return Missed(None, board.revision)
    body = "body_staff" if staff else "body_all"
    rows = BoardChange.objects.filter(board=board, revision__gt=since).order_by("revision")
    found = [{"revision": number, **told} for number, told in rows.values_list("revision", body)]
    if not found or found[0]["revision"] != since + 1 or found[-1]["revision"] - since != len(found):
        return Missed(None, board.revision)
    return Missed(found, found[-1]["revision"])


def open_reports(board: Board) -> dict[int, int]:
    """Reports of abuse that nobody dealt with, by card."""
    rows = AbuseReport.objects.filter(board=board, is_handled=False).values_list("card_id")
    return dict(rows.annotate(count=Count("id")))


def standing() -> Q:
    """Cards that count."""
    return Q(is_hidden=False, is_withdrawn=False)
