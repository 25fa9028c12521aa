"""What became of things: who is to be asked, who answered what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.projects.models import SUBJECTS, FollowUp

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

FILTERS: Final = ("state",)
SORTS: Final = ("due",)
#: Field of a follow-up → page of its subject, and the word for it in addresses.
PAGES: Final = {
    "roadmap_item": ("projects:item", "item"),
    "action": ("projects:action", "action"),
    "project": ("projects:project", "project"),
    "possible_project": ("projects:possible", "possible"),
}


def follow_ups(actor: Actor, state: ListState, *, today: dt.date) -> QuerySet[FollowUp]:
    """Due and unanswered ones (the usual view), later ones, answered ones, or all."""
    found = FollowUp.objects.for_actor(actor).select_related(*SUBJECTS)
    wanted = state.filters.get("state") or "due"
    if wanted == "due":
        found = found.filter(answer="", due_on__lte=today)
    elif wanted == "later":
        found = found.filter(answer="", due_on__gt=today)
    elif wanted == "answered":
        found = found.exclude(answer="")
    return found.order_by("-due_on" if state.is_descending else "due_on", "id")


def page_of(follow_up: FollowUp) -> tuple[str, int]:
    """The URL name of the subject's page, and the subject's id."""
    for name, (url_name, _word) in PAGES.items():
        if (pk := getattr(follow_up, f"{name}_id")) is not None:
            return url_name, pk
    raise ValueError("a follow-up has a subject")
