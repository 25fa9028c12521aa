"""What phones do with votes and polls: a whole ballot or answer at once, so that sending it twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.boards import policy
from samphan.boards.actions import quiet
from samphan.boards.actions.cards import Gone, answered
from samphan.boards.actions.changes import lock, publish
from samphan.boards.actions.texts import uuid_of, voter_hash, words
from samphan.boards.models import (
    POINTS,
    Answer,
    Ballot,
    Board,
    Card,
    Cluster,
    ClusterState,
    Option,
    Prompt,
    PromptKind,
    Voting,
)
from samphan.boards.queries.render import Bodies
from samphan.boards.queries.snapshot import standing
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor

LONGEST_WORD = 60
MOST_WORDS = 3
"""Open words that one person gives to one question."""


@transaction.atomic
def cast_ballot(
    *, by: Actor, board: Board, prompt_id: int, secret: str, dots: Mapping[str, int], now: dt.datetime
) -> None:
    """Put the dots of one phone where it wants them; ``dots`` maps ``card:<key>`` and ``cluster:<id>`` to a number.

    The whole ballot is replaced. What was merged or withdrawn meanwhile is refused, so that no dot is lost unseen.

    Raises:
        Gone: voting is not open.
        Problem: more dots than there are, or something that is not on the board.
    """
    by.must(policy.take_part, on=board)
    prompt = _locked(board, prompt_id)
    if prompt.voting != Voting.OPEN or not prompt.shows_cards:
        raise Gone(_("Voting is not open."))
    if any(count < 1 for count in dots.values()) or sum(dots.values()) > prompt.dots:
        raise Problem(_("You have %(dots)d votes to give.") % {"dots": prompt.dots}, field="dots")
    voter = voter_hash(prompt.pk, secret)
    rows = [
        Ballot(
            network_id=board.network_id, board=board, prompt=prompt, voter_hash=voter, dots=count, **target
        )
        for target, count in _targets(prompt, dots)
    ]
    had, _by_model = Ballot.objects.filter(prompt=prompt, voter_hash=voter).delete()
    Ballot.objects.bulk_create(rows)
    quiet.record("cast_ballot", board, now=now)
    _tell_voters(board, prompt, bool(rows) - bool(had))


@transaction.atomic
def answer_poll(
    *,
    by: Actor,
    board: Board,
    prompt_id: int,
    secret: str,
    options: Sequence[int] = (),
    number: int | None = None,
    texts: Sequence[str] = (),
    now: dt.datetime,
) -> None:
    """Answer a poll; an earlier answer of the same phone is replaced.

    Raises:
        Gone: the poll takes no answers.
        Problem: the answer is not of the kind that is asked for.
    """
    by.must(policy.take_part, on=board)
    prompt = _locked(board, prompt_id)
    if prompt.is_written:
        raise Problem(_("This question is answered with cards."), field="prompt")
    answered(prompt)
    voter = voter_hash(prompt.pk, secret)
    given = _given(prompt, options, number, texts)
    rows = [
        Answer(network_id=board.network_id, board=board, prompt=prompt, voter_hash=voter, **each)
        for each in given
    ]
    had, _by_model = Answer.objects.filter(prompt=prompt, voter_hash=voter).delete()
    Answer.objects.bulk_create(rows)
    quiet.record("answer_poll", board, now=now)
    _tell_voters(board, prompt, bool(rows) - bool(had))


def _locked(board: Board, prompt_id: int) -> Prompt:
    """The prompt as it is while nobody else changes the board.

    Locked and read by two statements: one alone would lock the board as it is and read the prompt as it was before
    the wait.
    """
    locked = lock(board)
    prompt = Prompt.objects.filter(board=locked, pk=prompt_id).first()
    if prompt is None:
        raise Gone(_("This question is not on the board any more."))
    if not (verdict := policy.is_open(locked)):
        raise Gone(verdict.reason)
    return prompt


def _targets(prompt: Prompt, dots: Mapping[str, int]) -> list[tuple[dict[str, int], int]]:
    keys: dict[uuid.UUID, int] = {}
    clusters: dict[int, int] = {}
    for target, count in dots.items():
        kind, _colon, name = target.partition(":")
        if kind == "card" and (key := uuid_of(name)):
            keys[key] = count
        elif kind == "cluster" and (pk := number_in(name)):
            clusters[pk] = count
        else:
            raise Problem(_("This cannot be voted for."), field="dots")
    found: list[tuple[dict[str, int], int]] = []
    if keys:
        cards = Card.objects.filter(standing(), prompt=prompt, key__in=keys)
        found += [({"card_id": pk}, keys[key]) for pk, key in cards.values_list("pk", "key")]
    if clusters:
        groups = Cluster.objects.filter(prompt=prompt, pk__in=clusters, state=ClusterState.ACTIVE)
        found += [({"cluster_id": pk}, clusters[pk]) for pk in groups.values_list("pk", flat=True)]
    if len(found) != len(keys) + len(clusters):
        raise Problem(
            _("Something that you voted for was merged or taken back. Please look again."), field="dots"
        )
    return found


def _given(
    prompt: Prompt, options: Sequence[int], number: int | None, texts: Sequence[str]
) -> list[dict[str, int | str]]:
    match prompt.kind:
        case PromptKind.SCALE:
            if number not in POINTS or options or texts:
                raise Problem(_("Please choose a point from 1 to 5."), field="number")
            return [{"number": number}]
        case PromptKind.WORDS:
            kept = list(dict.fromkeys(words(each, longest=LONGEST_WORD, field="words") for each in texts))
            if not 1 <= len(kept) <= MOST_WORDS or options or number is not None:
                raise Problem(_("Please give one to %(most)d words.") % {"most": MOST_WORDS}, field="words")
            return [{"words": each} for each in kept]
        case _:
            chosen = set(options)
            known = Option.objects.filter(prompt=prompt, pk__in=chosen).count()
            is_one = prompt.kind == PromptKind.CHOICE
            if not chosen or known != len(chosen) or (is_one and known > 1) or texts or number is not None:
                raise Problem(_("Please choose from the list."), field="option")
            return [{"option_id": each} for each in sorted(chosen)]


def _tell_voters(board: Board, prompt: Prompt, difference: int) -> None:
    """Only how many voted is told before the end."""
    if difference:
        prompt.voter_count += difference
        prompt.save(update_fields=["voter_count"])
    body = {"counts": {"voters": {str(prompt.pk): prompt.voter_count}}}
    publish(board, Bodies(all=body, staff=body))
