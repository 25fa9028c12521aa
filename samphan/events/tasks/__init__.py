"""Work of events in the worker, one file a noun; ``kit.jobs`` finds a task here by its name."""

from samphan.events.tasks.attendance import make_certificates, make_paper
from samphan.events.tasks.registration import pass_on_seats, purge_needs

__all__ = ["make_certificates", "make_paper", "pass_on_seats", "purge_needs"]
