"""What tables of networks have in common.

Every model says its ``table_kind``: *installation* (no network), *shared* (the directory), *owned* (one
network) or *mixed* (a network or none). Row-level security follows from the kind, see ``tenancy.rowsecurity``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.privacy import Privacy

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """Rows of networks. ``for_actor`` is the only way from a request to an object.

    ``see`` is the permission that lets a user of the network see such a row; a model with a finer rule
    overrides ``for_actor``.
    """

    see: ClassVar[str] = "network.see"

    def for_actor(self, actor: Actor) -> Self:
        """The rows that the actor may see, in the network of the address; by a link, the one that it leads to."""
        if actor.link is not None:
            if actor.link.subject_kind != self.model._meta.label_lower:  # noqa: SLF001 - Django's own name for it
                return self.none()
            return self.filter(network_id=actor.network_id, pk=actor.link.subject_id)
        if not actor.holds(self.see):
            return self.none()
        return self.filter(network_id=actor.network_id)


class Owned(models.Model):
    """A row that belongs to one network and is seen by it alone unless it is published."""

    network = models.ForeignKey("tenancy.Network", on_delete=models.PROTECT, related_name="+")

    table_kind: ClassVar[str] = "owned"
    privacy: ClassVar[Privacy]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; a row without a network is a mistake of the caller."""
        if not self.network_id:
            raise ValueError(f"{type(self).__name__} needs a network")
        super().save(*args, **kwargs)


class Versioned(models.Model):
    """A record that two people may edit at once: each save counts the version up."""

    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        abstract = True

    def touch(self, by: Actor) -> None:
        """Count the version up and remember who changed it; the caller saves."""
        self.version += 1
        self.changed_by = by.label
