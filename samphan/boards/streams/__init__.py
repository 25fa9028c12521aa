"""What phones, projectors and facilitators listen to: server-sent events, served raw beside the pages.

Django is not in the way of a stream; the database is asked in two threads, inside the same scopes as everywhere.
"""

from samphan.boards.streams.application import Live

__all__ = ["Live"]
