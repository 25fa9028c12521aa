"""What the work of the network says about an organisation or a person on its page of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.kit import sections
from samphan.kit.formats import period, thai_date
from samphan.kit.sections import Line, Lines, Section
from samphan.projects.models import (
    OVER_STATES,
    ActionItem,
    ActionState,
    Listing,
    ListingState,
    ProjectInterest,
    ProjectPartner,
    ProjectPerson,
    ReviewState,
    RoadmapItem,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

MOST: Final = 10


def register() -> None:
    """Tell the pages of the directory what is carried on; called in ``apps.py``."""
    organisation, person = "directory.organisation", "directory.person"
    for page, code, label, rows, icon, order in (
        (organisation, "projects.projects", _("Projects"), projects, "flask", 60),
        (organisation, "projects.interests", _("Interest in possible projects"), interests, "bulb", 61),
        (organisation, "projects.roadmap", _("Roadmap"), roadmap_items, "flag", 62),
        (organisation, "projects.actions", _("Actions"), actions_of_organisation, "checklist", 63),
        (organisation, "projects.listings", _("Offers and needs"), listings, "exchange", 64),
        (person, "projects.projects", _("Projects"), projects_of_person, "flask", 60),
        (person, "projects.actions", _("Actions"), actions_of_person, "checklist", 63),
    ):
        sections.register(Section(page, code, label, rows, icon, order))


def projects(actor: Actor, ids: Sequence[int]) -> Lines:
    """Projects in which an organisation is a partner, the latest first, each once. Two statements at most."""
    earlier = ProjectPartner.objects.filter(
        project=OuterRef("project"), organisation__in=ids, pk__lt=OuterRef("pk")
    )
    found = (
        ProjectPartner.objects.for_actor(actor)
        .filter(~Exists(earlier), organisation__in=ids)
        .select_related("project")
        .order_by(F("project__starts").desc(nulls_last=True), "-project_id")
    )
    rows, total = sections.first_of(found, MOST)
    lines = [
        Line(
            each.project.title,
            reverse("projects:project", args=[actor.slug, each.project_id]),
            _period(each.project),
            " · ".join(
                filter(
                    None,
                    [
                        gettext("leads the project") if each.is_lead else "",
                        each.role,
                        *_said(each.project),
                    ],
                )
            ),
            is_past=each.project.state in OVER_STATES,
        )
        for each in rows
    ]
    url = f"{reverse('projects:projects', args=[actor.slug])}?organisation={ids[0]}" if ids else ""
    return Lines(lines, total, url if total > MOST else "")


def projects_of_person(actor: Actor, ids: Sequence[int]) -> Lines:
    """Projects in which a person works, the latest first. Two statements at most."""
    found = (
        ProjectPerson.objects.for_actor(actor)
        .filter(person__in=ids)
        .select_related("project")
        .order_by(F("project__starts").desc(nulls_last=True), "-project_id")
    )
    rows, total = sections.first_of(found, MOST)
    lines = [
        Line(
            each.project.title,
            reverse("projects:project", args=[actor.slug, each.project_id]),
            _period(each.project),
            " · ".join([str(each.get_role_display()), *_said(each.project)]),
            is_past=each.project.state in OVER_STATES,
        )
        for each in rows
    ]
    return Lines(lines, total)


def _period(project: Project) -> str:
    return str(period(project.starts, project.ends)) if project.starts or project.ends else ""


def _said(project: Project) -> list[str]:
    """How far a project is, and whether its record is not approved yet."""
    record = [] if project.review == ReviewState.APPROVED else [str(project.get_review_display())]
    return [str(project.get_state_display()), *record]


def interests(actor: Actor, ids: Sequence[int]) -> Lines:
    """What an organisation answered to calls for partners, the latest first. Two statements at most."""
    found = (
        ProjectInterest.objects.for_actor(actor)
        .filter(organisation__in=ids)
        .select_related("possible_project")
        .order_by("-created_at", "-id")
    )
    rows, total = sections.first_of(found, MOST)
    lines = [
        Line(
            each.possible_project.title,
            reverse("projects:possible", args=[actor.slug, each.possible_project_id]),
            thai_date(each.given_at, "short") if each.given_at else "",
            " · ".join(filter(None, [each.role, str(each.get_state_display())])),
        )
        for each in rows
    ]
    return Lines(lines, total)


def roadmap_items(actor: Actor, ids: Sequence[int]) -> Lines:
    """Items of roadmaps that an organisation owns or helps with. One statement."""
    wanted = Q(owner__in=ids) | Q(partners__organisation__in=ids)
    found = RoadmapItem.objects.for_actor(actor).filter(wanted).distinct().order_by("sort_key", "id")
    owned = set(ids)
    lines = [
        Line(
            each.title,
            reverse("projects:item", args=[actor.slug, each.pk]),
            str(period(each.starts, each.ends)) if each.starts else "",
            " · ".join(
                [
                    gettext("responsible") if each.owner_id in owned else gettext("partner"),
                    str(each.get_state_display()),
                ]
            ),
        )
        for each in found
    ]
    return Lines(lines[:MOST], len(lines))


def actions_of_organisation(actor: Actor, ids: Sequence[int]) -> Lines:
    """Actions for which people of an organisation are responsible, those that are open first. One statement."""
    return _actions(actor, Q(organisation__in=ids))


def actions_of_person(actor: Actor, ids: Sequence[int]) -> Lines:
    """Actions for which a person is responsible, those that are open first. One statement."""
    return _actions(actor, Q(person__in=ids))


def _actions(actor: Actor, wanted: Q) -> Lines:
    found = ActionItem.objects.for_actor(actor).filter(wanted).order_by("due_on", "id")
    lines = [
        Line(
            each.title,
            reverse("projects:action", args=[actor.slug, each.pk]),
            thai_date(each.due_on, "short") if each.due_on else "",
            each.get_state_display(),
            is_past=each.state != ActionState.OPEN,
        )
        for each in found
    ]
    lines.sort(key=lambda line: line.is_past)
    return Lines(lines[:MOST], len(lines))


def listings(actor: Actor, ids: Sequence[int]) -> Lines:
    """What an organisation offers and looks for, those that are open first. One statement."""
    found = Listing.objects.for_actor(actor).filter(organisation__in=ids).order_by("-created_at", "-id")
    lines = [
        Line(
            each.title,
            reverse("projects:listing", args=[actor.slug, each.pk]),
            thai_date(each.valid_until, "short") if each.valid_until else "",
            f"{each.get_side_display()} · {each.get_state_display()}",
            is_past=each.state != ListingState.OPEN,
        )
        for each in found
    ]
    lines.sort(key=lambda line: line.is_past)
    return Lines(lines[:MOST], len(lines))
