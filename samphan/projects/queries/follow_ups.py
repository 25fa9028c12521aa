"""What became of things: who is to be asked, who answered what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.kit.editing import version_at
from samphan.projects.models import PROJECT_ANSWERS, SUBJECTS, WORK_ANSWERS, Answer, FollowUp

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.models import Project

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


def answers_for(follow_up: FollowUp) -> tuple[Answer, ...]:
    """What may be said: of a project that came to its end, what is left of it; "cannot say" is always an answer."""
    return PROJECT_ANSWERS if follow_up.project_id is not None else WORK_ANSWERS


def seen_as(follow_up: FollowUp) -> int:
    """What an answer was written over, told by a number; 0 where nobody had answered."""
    return version_at(follow_up.answered_at)


def of_project(actor: Actor, project: Project) -> list[FollowUp]:
    """What was and will be asked about a project, of its keeper and of partners, by day. One statement."""
    found = FollowUp.objects.for_actor(actor).filter(project=project).select_related("partner__organisation")
    return list(found.order_by("due_on", "partner_id", "id"))


def lasting_of(projects: Iterable[int]) -> dict[int, list[FollowUp]]:
    """The answers about projects, by id and day: what is left of what they reached. One statement.

    The caller has loaded the projects through ``for_actor``.
    """
    rows = FollowUp.objects.filter(project_id__in=list(projects)).exclude(answer="")
    found: dict[int, list[FollowUp]] = {}
    for each in rows.select_related("partner__organisation").order_by("project_id", "due_on", "id"):
        found.setdefault(each.project_id or 0, []).append(each)
    return found
