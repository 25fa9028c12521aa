"""Work of events in the worker, one file a noun; ``kit.jobs`` finds a task here by its name."""

from samphan.events.tasks.registration import pass_on_seats, purge_needs

__all__ = ["pass_on_seats", "purge_needs"]
