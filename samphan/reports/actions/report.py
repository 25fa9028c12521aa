"""Opening a report, saying what it is for, and discarding one that was opened by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.reports import policy
from samphan.reports.models import IssuedVersion, Report
from samphan.reports.queries.findable import KIND, label_of, search_row
from samphan.reports.queries.profiles import NoSuchProfile, profile
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor
from samphan.reports.queries.profiles import ReportProfile

REPORT_FIELDS: Final = ("round_year", "period_from", "period_until", "language", "numerals")
EARLIEST_ROUND, LATEST_ROUND = 2500, 2700


@transaction.atomic
def open_report(
    *,
    by: Actor,
    event: Event,
    organisation: Organisation,
    profile_code: str,
    round_year: int,
    language: str = "th",
    numerals: str = "arabic",
) -> Report:
    """Begin the report of an organisation about an event, in a form and for a round (Buddhist era).

    The days that the round counts follow from the form's rule; ``change_report`` may give others.
    """
    rules = _rules(profile_code)
    _check_round(round_year)
    first, until = rules.year.period(round_year)
    report = Report(
        network_id=event.network_id,
        event=event,
        organisation=organisation,
        profile=rules.code,
        round_year=round_year,
        period_from=first,
        period_until=until,
        language=language,
        numerals=numerals,
        changed_by=by.label,
    )
    by.must(policy.prepare, on=report)
    _check_once(report)
    report.save()
    record(by, "open_report", report, label=label_of(report))
    search.put([search_row(report)])
    return report


@transaction.atomic
def change_report(
    *,
    by: Actor,
    report: Report,
    version: int | None = None,
    round_year: int,
    period_from: dt.date,
    period_until: dt.date,
    language: str,
    numerals: str,
) -> Report:
    """Change the round, the days that it counts (``period_until`` is the first no longer), language and numerals.

    Days that were left as they are follow a changed round by the form's rule.
    """
    report = locked(report)
    by.must(policy.prepare, on=report)
    check_version(report, version, REPORT_FIELDS, changed_by=report.changed_by)
    _check_round(round_year)
    if round_year != report.round_year and (period_from, period_until) == (
        report.period_from,
        report.period_until,
    ):
        period_from, period_until = _rules(report.profile).year.period(round_year)
    if period_until <= period_from:
        raise Problem(_("The last day must not lie before the first."), field="period_last")
    before = values(report, REPORT_FIELDS)
    report.round_year, report.period_from, report.period_until = round_year, period_from, period_until
    report.language, report.numerals = language, numerals
    _check_once(report)
    report.touch(by)
    report.save()
    changes = difference(before, values(report, REPORT_FIELDS))
    record(by, "change_report", report, changes=changes, label=label_of(report))
    search.put([search_row(report)])
    return report


@transaction.atomic
def discard_report(*, by: Actor, report: Report) -> None:
    """Take away a report that was never issued; an issued one stays for good."""
    report = locked(report)
    by.must(policy.prepare, on=report)
    if IssuedVersion.objects.filter(report=report).exists():
        raise Problem(_("An issued report stays. Issue a new version of it instead."))
    record(by, "discard_report", report, label=label_of(report))
    search.remove(KIND, report.pk)
    report.delete()


def locked(report: Report) -> Report:
    """The report as it is now, for this transaction alone, with what policies and composing ask of it."""
    found: Report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("event", "organisation__parent")
        .get(pk=report.pk)
    )
    return found


def _rules(code: str) -> ReportProfile:
    try:
        return profile(code)
    except NoSuchProfile:
        raise Problem(_("There is no such form."), field="profile") from None


def _check_round(round_year: int) -> None:
    if not EARLIEST_ROUND <= round_year <= LATEST_ROUND:
        raise Problem(
            _("Write the year of the round in the Buddhist era, for example 2570."), field="round_year"
        )


def _check_once(report: Report) -> None:
    same = Report.objects.filter(
        event=report.event,
        organisation=report.organisation,
        profile=report.profile,
        round_year=report.round_year,
    ).exclude(pk=report.pk)
    if same.exists():
        raise Problem(
            _("There is a report of this organisation about this event for this round already."),
            field="round_year",
        )
