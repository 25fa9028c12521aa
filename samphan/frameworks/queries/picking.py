"""The items of frameworks that a filter or a form may name: a lookup for ``kit.picking`` and ``kit.filtering``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from samphan.frameworks.models import FrameworkItem, FrameworkState
from samphan.kit.picking import Titled

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor


class Items(Titled[FrameworkItem]):
    """Items by a part of their title or by their code; those of versions that are in use are offered, any can be named."""

    def __init__(self, actor: Actor) -> None:
        rows = FrameworkItem.objects.for_actor(actor).select_related("framework")
        super().__init__(rows, reverse("frameworks:item_options", args=[actor.slug]))

    def label(self, record: FrameworkItem) -> str:
        """Code, title and framework: goals of several frameworks have one code."""
        return f"{record.code} {record.title} · {record.framework.title}"

    def matching(self, word: str) -> Q:
        framework = Q(framework__title_th__icontains=word) | Q(framework__title_en__icontains=word)
        return super().matching(word) | Q(code__istartswith=word) | framework

    def offered(self) -> QuerySet[FrameworkItem]:
        in_use = self.rows.filter(framework__state=FrameworkState.IN_USE)
        return in_use.order_by("framework__sort_key", "framework_id", "order", "id")
