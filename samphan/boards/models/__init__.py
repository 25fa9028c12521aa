"""Boards, what is on them, and what happened to it."""

from samphan.boards.models.board import (
    WRITTEN,
    Board,
    BoardState,
    Naming,
    Option,
    Prompt,
    PromptKind,
    PromptState,
    Voting,
)
from samphan.boards.models.cards import LONGEST_CARD, AbuseReport, Card, Cluster, ClusterState, Way
from samphan.boards.models.changes import BoardAct, BoardChange
from samphan.boards.models.outputs import OutputOrigin
from samphan.boards.models.votes import POINTS, Answer, Ballot, PaperTally

__all__ = [
    "LONGEST_CARD",
    "POINTS",
    "WRITTEN",
    "AbuseReport",
    "Answer",
    "Ballot",
    "Board",
    "BoardAct",
    "BoardChange",
    "BoardState",
    "Card",
    "Cluster",
    "ClusterState",
    "Naming",
    "Option",
    "OutputOrigin",
    "PaperTally",
    "Prompt",
    "PromptKind",
    "PromptState",
    "Voting",
    "Way",
]
