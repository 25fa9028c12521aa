"""What became of things: who is to be asked, who answered what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import version_at
from samphan.kit.numbers import number_in
from samphan.projects.models import PROJECT_ANSWERS, SUBJECTS, WORK_ANSWERS, Answer, FollowUp
from samphan.projects.queries import findable
from samphan.projects.queries.orders import by_life, ordered
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.models import Project
    from samphan.projects.queries.orders import Orders

SORTS: Final = ("due", "title", "answer")
FILTERS: Final = ("state", "kind", "months")
OTHER: Final = "other"
"""A value of the filter by months: what stands on a day that somebody chose."""


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """What can be asked about: its word in addresses, what it is called, the name of its page, and its search rows."""

    code: str
    label: _StrOrPromise
    url_name: str
    hits: str


#: Field of a follow-up → kind of its subject.
KINDS: Final = {
    "roadmap_item": SubjectKind("item", _("Roadmap items"), "projects:item", findable.ITEM),
    "action": SubjectKind("action", _("Actions"), "projects:action", findable.ACTION),
    "project": SubjectKind("project", _("Projects"), "projects:project", findable.PROJECT),
    "possible_project": SubjectKind(
        "possible", _("Possible projects"), "projects:possible", findable.POSSIBLE
    ),
}
_ORDERS: Final[Orders] = {
    "due": F("due_on"),
    "title": Coalesce(*(f"{field}__sort_key" for field in KINDS)),
    "answer": by_life(Answer, "answer"),
}


def follow_ups(actor: Actor, state: ListState, *, today: dt.date) -> QuerySet[FollowUp]:
    """What the list shows: what is due and unanswered (the usual view), or later, asked, answered, or all.

    Each says in ``months`` how long after the end of a project it stands: what a partner is asked on a day of the set that the
    end planned stands with it. None is a day that somebody chose.
    """
    same_day = FollowUp.objects.filter(project=OuterRef("project"), due_on=OuterRef("due_on"))
    of_set = same_day.filter(months_after_end__isnull=False).values("months_after_end")[:1]
    found = FollowUp.objects.for_actor(actor).annotate(months=Coalesce("months_after_end", Subquery(of_set)))
    if state.query:
        found = found.filter(_found_by(state.query))
    wanted = state.filters.get("state") or "due"
    if wanted == "due":
        found = found.filter(answer="", due_on__lte=today)
    elif wanted == "later":
        found = found.filter(answer="", due_on__gt=today)
    elif wanted == "asked":
        found = found.filter(answer="", asked_at__isnull=False)
    elif wanted == "answered":
        found = found.exclude(answer="")
    for field, kind in KINDS.items():
        if state.filters.get("kind") == kind.code:
            found = found.filter(**{f"{field}__isnull": False})
    if (months := state.filters.get("months")) == OTHER:
        found = found.filter(months=None)
    elif months:
        found = found.filter(months=number_in(months) or 0)
    return found.select_related(*SUBJECTS).order_by(ordered(_ORDERS, state), "due_on", "id")


def _found_by(words: str) -> Q:
    """By the subject, as the search finds it or by its title, because not every one stands in the search; by who is asked."""
    hits = search.find(
        words, kinds=[each.hits for each in KINDS.values()], limit=search.EVERY, every=True
    ).hits
    found = Q(asked_of__icontains=words)
    for field, kind in KINDS.items():
        found |= Q(**{f"{field}__in": [hit.object_id for hit in hits if hit.kind == kind.hits]})
        found |= Q(**{f"{field}__title_th__icontains": words}) | Q(**{f"{field}__title_en__icontains": words})
    return found


def kind_of(follow_up: FollowUp) -> tuple[SubjectKind, int]:
    """The kind of the subject, and the subject's id."""
    for field, kind in KINDS.items():
        if (pk := getattr(follow_up, f"{field}_id")) is not None:
            return kind, pk
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
