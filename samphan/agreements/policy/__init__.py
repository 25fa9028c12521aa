"""Who may see and keep agreements and resources."""

from samphan.agreements.policy.agreement import enter, manage, manage_resources, see, see_all

__all__ = ["enter", "manage", "manage_resources", "see", "see_all"]
