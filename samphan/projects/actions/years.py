"""What is said about a year of a project: what happened, or that there is nothing to report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Conflict, Problem
from samphan.projects import policy
from samphan.projects.actions.rows import stamp
from samphan.projects.models import Project, ProjectYear
from samphan.projects.queries.years import fiscal_year
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


EARLIEST: Final = 1950
"""The first fiscal year that a project without a beginning may report."""


@transaction.atomic
def report_year(
    *,
    by: Actor,
    project: Project,
    year: int,
    now: dt.datetime,
    is_nothing: bool = False,
    words: str = "",
    version: int | None = None,
) -> ProjectYear:
    """Report a fiscal year (of the Christian era), or say that there is nothing to report: an answer of its own.

    Raises:
        Problem: the year lies before the project or is still to come; neither words nor "nothing", or both.
        Conflict: somebody reported it since ``version`` (``seen_as``).
    """
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    by.must(policy.write_record, on=project)
    words = words.strip()
    if bool(words) == is_nothing:
        raise Problem(
            _("Write what happened, or say that there is nothing to report – not both."), field="words"
        )
    if year > fiscal_year(timezone.localdate(now)):
        raise Problem(_("This year has not begun yet."), field="year")
    if year < (fiscal_year(project.starts.from_on) if project.starts else EARLIEST):
        raise Problem(_("The project had not begun in this year."), field="year")
    found = ProjectYear.objects.filter(project=project, year=year).first()
    if version is not None and version != seen_as(found):
        raise Conflict(
            version=seen_as(found),
            current={"words": found.words if found else "", "is_nothing": bool(found and found.is_nothing)},
            changed_by=found.by_name if found else "",
        )
    found = found or ProjectYear(network_id=project.network_id, project=project, year=year)
    before = [found.is_nothing, found.words] if found.pk else None
    found.is_nothing, found.words, found.by_name, found.at = is_nothing, words, by.label[:200], now
    found.save()
    record(by, "report_year", project, changes={"year": [None, year], "words": [before, [is_nothing, words]]})
    return found


def seen_as(report: ProjectYear | None) -> int:
    """What a form about a year was made from, told by a number; 0 where nobody had reported it."""
    return stamp(report) if report else 0
