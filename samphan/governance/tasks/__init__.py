"""Work of governance in the worker, one file a noun; ``kit.jobs`` finds a task here by its name."""

from samphan.governance.tasks.meeting_papers import make_meeting_paper
from samphan.governance.tasks.orders import make_order

__all__ = ["make_meeting_paper", "make_order"]
