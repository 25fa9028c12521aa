"""Views of lists that people keep: words, filters and order under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.tenancy.models.base import Owned, OwnedQuerySet

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class SavedViewQuerySet(OwnedQuerySet["SavedView"]):
    """A view is seen by whoever saved it, and by everybody of the network once it is shared."""

    def for_actor(self, actor: Actor) -> SavedViewQuerySet:
        found = super().for_actor(actor)
        return found.filter(Q(user_id=actor.user_id) | Q(is_shared=True))


class SavedView(Owned):
    """One view of one list. ``path`` is the list's address without its network, ``query`` what stands behind it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=1000)
    name = models.CharField(_("name"), max_length=100)
    sort_key = models.CharField(max_length=500, help_text="made of the name, to stand in Thai order")
    is_shared = models.BooleanField(_("for everybody in the network"), default=False)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()
    privacy = Privacy(personal="user query name sort_key", neither="path is_shared saved_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "user", "path", "name"], name="tenancy_saved_view_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="tenancy_saved_view_named"),
        ]
