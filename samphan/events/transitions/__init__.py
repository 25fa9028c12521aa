"""The lives of records of an event: what may follow what, one file a noun."""

from samphan.events.transitions.use import DROP, FINISH, REOPEN, START, USE, use_acts

__all__ = ["DROP", "FINISH", "REOPEN", "START", "USE", "use_acts"]
