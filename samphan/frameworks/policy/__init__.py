"""Who may see frameworks, keep them, and write the items of own plans."""

from samphan.frameworks.policy.framework import enter, keep, manage, see, write_items

__all__ = ["enter", "keep", "manage", "see", "write_items"]
