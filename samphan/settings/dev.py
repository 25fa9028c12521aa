"""A clone on somebody's own machine: bound to 127.0.0.1, with the demo and the outbox page."""

from samphan.settings.base import *  # noqa: F403 - settings are layered by import
