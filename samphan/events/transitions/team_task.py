"""The life of a team's task: what may follow what."""

from __future__ import annotations

from typing import Final

from samphan.events.models import TaskState

FINISH, DROP, REOPEN = "finish", "drop", "reopen"

#: (state, act) → state. What is not here cannot happen.
TEAM_TASK: Final[dict[tuple[str, str], TaskState]] = {
    (TaskState.OPEN, FINISH): TaskState.DONE,
    (TaskState.OPEN, DROP): TaskState.DROPPED,
    (TaskState.DONE, REOPEN): TaskState.OPEN,
    (TaskState.DROPPED, REOPEN): TaskState.OPEN,
}
