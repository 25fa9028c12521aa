"""Projects that were started: a small record until the full one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects import policy, transitions
from samphan.projects.actions.records import check_period, refuse_after, write_record
from samphan.projects.models import Project, ProjectPartner, ProjectState
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.projects.actions.possible import ChosenPartner

PROJECT_FIELDS: Final = ("title_th", "title_en", "need_th", "need_en", "starts", "ends")


@transaction.atomic
def describe_project(
    *,
    by: Actor,
    project: Project,
    title_th: str,
    title_en: str = "",
    need_th: str = "",
    need_en: str = "",
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
    version: int | None = None,
) -> Project:
    """Change what is said about a project."""
    project = _locked(project)
    by.must(policy.manage, on=project)
    check_version(project, version, PROJECT_FIELDS, changed_by=project.changed_by)
    check_period(starts, ends)
    fields = {
        "title_th": title_th,
        "title_en": title_en,
        "need_th": need_th,
        "need_en": need_en,
        "starts": starts,
        "ends": ends,
    }
    return write_record(by, project, fields, new="start_project", changed="describe_project")


@transaction.atomic
def name_project_partners(
    *, by: Actor, project: Project, rows: Sequence[ChosenPartner], version: int | None = None
) -> Project:
    """Write the partners of a project as a whole, in their order; one of them may lead."""
    project = _locked(project)
    by.must(policy.manage, on=project)
    check_version(project, version, (), changed_by=project.changed_by)
    if not rows:
        raise Problem(_("A project has at least one partner."))
    if sum(row.is_lead for row in rows) > 1:
        raise Problem(_("One organisation leads the project."))
    before = [_told(each) for each in project.partners.select_related("organisation").order_by("order", "id")]
    project.partners.all().delete()
    wanted = {row.organisation.pk: row for row in rows}
    written = ProjectPartner.objects.bulk_create(
        ProjectPartner(
            network_id=project.network_id,
            project=project,
            organisation=row.organisation,
            role=row.role,
            is_lead=row.is_lead,
            order=order,
        )
        for order, row in enumerate(wanted.values(), start=1)
    )
    after = [_told(each) for each in written]
    if before != after:
        project.touch(by)
        project.save()
        record(by, "name_project_partners", project, changes={"partners": [before, after]})
    return project


@transaction.atomic
def advance_project(*, by: Actor, project: Project, act: str, reason: str = "") -> Project:
    """Finish, drop (saying why) or reopen a project."""
    project = _locked(project)
    by.must(policy.manage, on=project)
    if act == transitions.DROP and not reason.strip():
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="reason")
    before = project.state
    project.state = ProjectState(refuse_after(transitions.PROJECT.get((before, act))))
    project.state_reason = reason[:1000] if act == transitions.DROP else ""
    project.touch(by)
    project.save()
    record(by, f"{act}_project", project, changes={"state": [before, project.state]}, reason=reason)
    return project


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update().get(pk=project.pk)


def _told(partner: ProjectPartner) -> str:
    return " · ".join(
        filter(None, [partner.organisation.name_th, partner.role, "★" if partner.is_lead else ""])
    )
