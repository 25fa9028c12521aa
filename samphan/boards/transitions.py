"""The lives of a board, of a prompt and of the voting on it: what may follow what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.boards.models import BoardState, PromptState, Voting

if TYPE_CHECKING:
    from samphan.boards.models import Prompt

OPEN, CLOSE = "open", "close"
SHOW, REVEAL, HIDE, REOPEN = "show_prompt", "reveal", "hide_prompt", "reopen_prompt"
CLOSE_PROMPT: Final = "close_prompt"
OPEN_VOTING, CLOSE_VOTING = "open_voting", "close_voting"

#: (state, act) → state. What is not here cannot happen.
BOARD: Final[dict[tuple[str, str], BoardState]] = {
    (BoardState.DRAFT, OPEN): BoardState.OPEN,
    (BoardState.OPEN, CLOSE): BoardState.CLOSED,
    (BoardState.CLOSED, OPEN): BoardState.OPEN,
}

#: A prompt that is answered with cards. While it is open, phones write; revealed, everybody reads too.
WRITTEN_PROMPT: Final[dict[tuple[str, str], PromptState]] = {
    (PromptState.HIDDEN, SHOW): PromptState.OPEN,
    (PromptState.OPEN, REVEAL): PromptState.REVEALED,
    (PromptState.OPEN, HIDE): PromptState.HIDDEN,
    (PromptState.REVEALED, CLOSE_PROMPT): PromptState.CLOSED,
    (PromptState.REVEALED, HIDE): PromptState.HIDDEN,
    (PromptState.CLOSED, REOPEN): PromptState.REVEALED,
    (PromptState.CLOSED, HIDE): PromptState.HIDDEN,
}

#: A poll: closing it shows what was answered.
POLL: Final[dict[tuple[str, str], PromptState]] = {
    (PromptState.HIDDEN, SHOW): PromptState.OPEN,
    (PromptState.OPEN, CLOSE_PROMPT): PromptState.CLOSED,
    (PromptState.OPEN, HIDE): PromptState.HIDDEN,
    (PromptState.CLOSED, REOPEN): PromptState.OPEN,
    (PromptState.CLOSED, HIDE): PromptState.HIDDEN,
}

VOTING: Final[dict[tuple[str, str], Voting]] = {
    (Voting.NONE, OPEN_VOTING): Voting.OPEN,
    (Voting.OPEN, CLOSE_VOTING): Voting.CLOSED,
    (Voting.CLOSED, OPEN_VOTING): Voting.OPEN,
}

ANSWERED_IN: Final = (PromptState.OPEN, PromptState.REVEALED)
"""The states in which phones may write cards and answer polls."""


def next_state(prompt: Prompt, act: str) -> PromptState | None:
    """Where an act leads a prompt, None when it cannot follow. A prompt that was revealed once comes back revealed."""
    found = (WRITTEN_PROMPT if prompt.is_written else POLL).get((prompt.state, act))
    if found == PromptState.OPEN and prompt.is_written and prompt.is_revealed:
        return PromptState.REVEALED
    return found


def board_acts(state: str) -> tuple[str, ...]:
    """The acts that are possible with a board in a state, in the order of the table."""
    return tuple(act for (before, act) in BOARD if before == state)


def prompt_acts(prompt: Prompt) -> tuple[str, ...]:
    """The acts that are possible with a prompt, in the order of the tables."""
    lives = WRITTEN_PROMPT if prompt.is_written else POLL
    acts = [act for (before, act) in lives if before == prompt.state]
    if prompt.is_written and prompt.shows_cards:
        acts += [act for (before, act) in VOTING if before == prompt.voting]
    return tuple(acts)
