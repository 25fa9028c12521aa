"""Who may see, prepare and use an event: one file a noun."""

from samphan.events.policy.record import (
    change,
    create,
    enter,
    manage,
    manage_people,
    see,
    see_people,
    write_some_use,
    write_use,
)

__all__ = [
    "change",
    "create",
    "enter",
    "manage",
    "manage_people",
    "see",
    "see_people",
    "write_some_use",
    "write_use",
]
