"""What is said about a year of a project: what happened, or that there is nothing to report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.models import Project, ProjectYear
from samphan.projects.queries.years import fiscal_year
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


@transaction.atomic
def report_year(
    *, by: Actor, project: Project, year: int, now: dt.datetime, is_nothing: bool = False, words: str = ""
) -> ProjectYear:
    """Report a fiscal year (of the Christian era), or say that there is nothing to report: an answer of its own.

    Raises:
        Problem: the year lies before the project or is still to come; neither words nor "nothing", or both.
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
    if project.starts is not None and year < fiscal_year(project.starts.from_on):
        raise Problem(_("The project had not begun in this year."), field="year")
    found = ProjectYear.objects.filter(project=project, year=year).first()
    found = found or ProjectYear(network_id=project.network_id, project=project, year=year)
    before = [found.is_nothing, found.words] if found.pk else None
    found.is_nothing, found.words, found.by_name, found.at = is_nothing, words, by.label[:200], now
    found.save()
    record(by, "report_year", project, changes={"year": [None, year], "words": [before, [is_nothing, words]]})
    return found
