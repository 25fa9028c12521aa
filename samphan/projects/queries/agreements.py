"""What agreements led to, as far as projects tell, and when last a project began or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import Agreement
from samphan.agreements.queries import activity
from samphan.agreements.queries.findable import AGREEMENT
from samphan.kit import lineage, sections
from samphan.kit.formats import period
from samphan.kit.lineage import Thing
from samphan.kit.sections import Line, Lines, Section
from samphan.projects.models import ACTIVE_STATES, OVER_STATES, ProjectAgreement, seen_by
from samphan.projects.queries.findable import PROJECT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

MOST: Final = 20


def register() -> None:
    """Tell the registries of lower apps what projects know; called in ``apps.py``."""
    sections.register(Section(AGREEMENT, "projects", _("Projects"), projects_under, "flask", 20))
    activity.register("projects.projects", _("a project"), last_projects)
    lineage.register(AGREEMENT, "after", _after)
    lineage.register(PROJECT, "before", _before)


def ties_of(actor: Actor, project: Project) -> QuerySet[ProjectAgreement]:
    """The agreements under which a project stands, of those that the actor may see."""
    seen = Agreement.objects.for_actor(actor)
    rows = ProjectAgreement.objects.for_actor(actor).filter(project=project, agreement__in=seen)
    return rows.select_related("agreement").order_by("agreement__sort_key", "id")


def projects_under(actor: Actor, ids: Sequence[int]) -> Lines:
    """The projects under agreements, the latest first. One statement."""
    rows = (
        _ties(actor)
        .filter(agreement_id__in=ids)
        .order_by(F("project__starts").desc(nulls_last=True), "project_id")
    )
    lines = [
        Line(
            each.project.title,
            reverse("projects:project", args=[actor.slug, each.project_id]),
            period(each.project.starts, each.project.ends)
            if each.project.starts or each.project.ends
            else "",
            each.project.get_state_display(),
            is_past=each.project.state in OVER_STATES,
        )
        for each in rows
    ]
    return Lines(lines[:MOST], len(lines))


def last_projects(actor: Actor, ids: Collection[int], today: dt.date) -> Mapping[int, dt.date]:
    """The last day on which a project under each agreement was under way. One statement.

    One that is under way without a known beginning shows life today; one that is over, on its last day.
    """
    days = []
    for tie in _ties(actor).filter(agreement_id__in=ids):
        project = tie.project
        if project.starts is not None and project.starts.from_on > today:
            continue
        if project.state in ACTIVE_STATES:
            days.append((tie.agreement_id, today))
        elif last := project.ends or project.starts:
            days.append((tie.agreement_id, last.last_on))
    return activity.latest(days, today)


def _after(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    found: dict[int, list[Thing]] = {}
    for tie in _ties(actor).filter(agreement_id__in=ids):
        project = tie.project
        url = reverse("projects:project", args=[actor.slug, project.pk]) if _sees(actor) else ""
        state = project.get_state_display()
        thing = Thing(
            PROJECT, project.pk, _("project"), project.title_th, project.title_en, url, state, project.state
        )
        found.setdefault(tie.agreement_id, []).append(thing)
    return found


def _before(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    found: dict[int, list[Thing]] = {}
    for tie in _ties(actor).filter(project_id__in=ids, agreement__in=Agreement.objects.for_actor(actor)):
        agreement = tie.agreement
        url = reverse("agreements:agreement", args=[actor.slug, agreement.pk])
        thing = Thing(AGREEMENT, agreement.pk, _("agreement"), agreement.title_th, agreement.title_en, url)
        found.setdefault(tie.project_id, []).append(thing)
    return found


def _ties(actor: Actor) -> QuerySet[ProjectAgreement]:
    found = ProjectAgreement.objects.for_actor(actor).filter(seen_by(actor, "project__"))
    return found.select_related("project", "agreement").order_by("id")


def _sees(actor: Actor) -> bool:
    return actor.network is not None and actor.holds("projects.see")
