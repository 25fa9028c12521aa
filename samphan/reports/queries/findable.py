"""How reports stand in the search and in the audit trail: by their event, their organisation and their form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.reports.models import Report
from samphan.reports.queries.profiles import NoSuchProfile, profile
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import SearchRow

KIND: Final = "reports.report"
_BATCH: Final = 2_000


def label_of(report: Report) -> tuple[str, str]:
    """How the audit trail and the search name a report, in Thai and in English."""
    event, organisation = report.event, report.organisation
    return (
        f"{event.title_th} – {organisation.name_th}",
        f"{event.title_en or event.title_th} – {organisation.name_en or organisation.name_th}",
    )


def search_row(report: Report) -> SearchRow:
    """How a report is found; one whose form has left the catalogue by event and organisation alone."""
    organisation = report.organisation
    try:
        title = profile(report.profile).title
    except NoSuchProfile:
        detail = (str(report.round_year), str(report.round_year))
    else:
        detail = (f"{title.th} {report.round_year}", f"{title.en or title.th} {report.round_year}")
    return search.row(
        KIND,
        report.pk,
        network_id=report.network_id,
        label=label_of(report),
        detail=detail,
        others=[organisation.abbreviation_th, organisation.abbreviation_en],
    )


def search_rows(actor: Actor) -> Iterator[SearchRow]:
    """The rows of all reports of the actor's network, made anew."""
    return _rows(Report.objects.for_actor(actor))


def rows_of_events(ids: Sequence[int]) -> Iterator[SearchRow]:
    """The rows of the reports about events that have got other names."""
    return _rows(Report.objects.filter(event__in=ids))


def rows_of_organisations(ids: Sequence[int]) -> Iterator[SearchRow]:
    """The rows of the reports of organisations that have got other names, in the networks of the scope."""
    return _rows(Report.objects.filter(organisation__in=ids))


def _rows(reports: QuerySet[Report]) -> Iterator[SearchRow]:
    return map(search_row, reports.select_related("event", "organisation").order_by("id").iterator(_BATCH))
