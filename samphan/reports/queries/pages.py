"""What the pages about reports show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samphan.directory.models import Organisation
from samphan.events.models import (
    EventHost,
    ParticipatingInstitution,
    Registration,
    TeamOrganisation,
    Use,
)
from samphan.events.queries.facts import TABS
from samphan.kit.bilingual import is_thai
from samphan.kit.components import Finding as Line
from samphan.networks.models import Member
from samphan.reports import policy
from samphan.reports.models import IssuedVersion, Report
from samphan.reports.queries.checks import SETTINGS
from samphan.reports.queries.findable import KIND
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString
    from django_stubs_ext import WithAnnotations

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.reports.queries.checks import Finding
    from samphan.reports.queries.composition import Block, Part, Record
    from samphan.reports.queries.state import ReportState

SORTS: Final = ("event", "organisation", "round", "changed")
MOST_HITS: Final = 2_000
#: Beyond this many members a report is begun for organisations that take part in the event.
MOST_MEMBERS: Final = 500


def loaded(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor may see, with what pages and policies ask of them."""
    return Report.objects.for_actor(actor).select_related("event", "organisation__parent")


class Newest(TypedDict):
    """What the list says of the newest version of a report; None of one that was never issued."""

    newest: int | None
    newest_number: str | None
    newest_on: dt.date | None


def reports(actor: Actor, state: ListState) -> QuerySet[WithAnnotations[Report, Newest]]:
    """The list of reports: by words of event, organisation and form; issued ones or those in preparation."""
    newest = IssuedVersion.objects.filter(report=OuterRef("pk")).order_by("-version")
    found = loaded(actor).annotate(
        newest=Subquery(newest.values("version")[:1]),
        newest_number=Subquery(newest.values("number")[:1]),
        newest_on=Subquery(newest.values("issued_on")[:1]),
    )
    if state.query:
        hits, _total = search.find(state.query, kinds=[KIND], limit=MOST_HITS)
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    if state.filters.get("state") == "issued":
        found = found.filter(newest__isnull=False)
    elif state.filters.get("state") == "open":
        found = found.filter(newest__isnull=True)
    columns = {
        "event": "event__sort_key",
        "organisation": "organisation__sort_key",
        "round": "round_year",
        "changed": "changed_at",
    }
    column = columns[state.sort_key]
    return found.order_by(f"-{column}" if state.is_descending else column, "id")


def reports_of(actor: Actor, event: Event) -> QuerySet[Report]:
    """The reports about one event, in Thai order of who reports."""
    return (
        loaded(actor)
        .filter(event=event)
        .annotate(newest=Max("versions__version"))
        .order_by("organisation__sort_key", "-round_year", "id")
    )


def reporting_organisations(actor: Actor, event: Event) -> list[Organisation]:
    """For whom the actor may report about an event, in Thai order: who takes part, members, and their units."""
    named: set[int | None] = {
        *EventHost.objects.filter(event=event).values_list("organisation_id", flat=True),
        *TeamOrganisation.objects.filter(team__event=event).values_list("organisation_id", flat=True),
        *ParticipatingInstitution.objects.filter(event=event).values_list("organisation_id", flat=True),
        *Registration.objects.filter(event=event)
        .taking_part()
        .values_list("organisation_id", flat=True)
        .distinct(),
        *Use.objects.filter(event=event).values_list("organisation_id", flat=True),
        *actor.represents,
    }
    ids = {pk for pk in named if pk is not None}
    units = Organisation.objects.filter(parent__in=ids).values_list("pk", flat=True)
    members = Member.objects.filter(network_id=event.network_id).values_list("organisation_id", flat=True)
    known = list(members[: MOST_MEMBERS + 1])
    ids |= set(units) | (set(known) if len(known) <= MOST_MEMBERS else set())
    found = (
        Organisation.objects.for_actor(actor)
        .filter(pk__in=ids)
        .select_related("parent__parent")
        .order_by("sort_key", "id")
    )
    return [each for each in found if policy.prepare_for(actor, each)]


@dataclass(frozen=True, slots=True)
class Why:
    """A record behind a passage, with the page on which it is kept ("" when there is none)."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the report as the page shows it."""

    block: Block
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """A part with its passages and what the checker says of it; ``heading`` is in the language of the reader."""

    part: Part
    heading: str
    passages: tuple[Passage, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReportOnPage:
    """A report with everything that stands beside it; ``general`` are findings that belong to no part."""

    parts: tuple[PartOnPage, ...]
    general: tuple[Line, ...]
    blocking: int


#: Where records of a kind are kept, those of the boards among them.
PLACES: Final = {**TABS, "boards.board": "boards:boards"}


def url_of(kind: str, slug: str, report: Report) -> str:
    """The page on which records of a kind are kept; "" for one without page."""
    if kind == SETTINGS:
        return reverse("reports:settings", args=[slug, report.pk])
    name = PLACES.get(kind)
    return reverse(name, args=[slug, report.event_id]) if name else ""


def passage(block: Block, slug: str, report: Report) -> Passage:
    """A block with the addresses of its records, each record once."""
    records: Sequence[Record] = list(dict.fromkeys(block.records))
    return Passage(block, tuple(Why(each.label, url_of(each.kind, slug, report)) for each in records))


def line_of(finding: Finding, slug: str, report: Report, *, may_prepare: bool) -> Line:
    """A finding as a line of the page, with the way to mend it and, of a gate, the way to pass it."""
    url = "" if finding.state == "ok" else finding.place
    return Line(
        state=finding.state,
        text=finding.text,
        detail=_detail(finding, slug, report, may_prepare=may_prepare),
        url=url if url.startswith("#") else url_of(url, slug, report),
    )


def _detail(finding: Finding, slug: str, report: Report, *, may_prepare: bool) -> SafeString:
    shown = '<span class="address">{}</span>' if finding.detail.startswith("http") else "{}"
    parts = [format_html(shown, finding.detail)] if finding.detail else []
    way = reverse("reports:override", args=[slug, report.pk, finding.key])
    if finding.passed:
        parts.append(
            format_html(
                "<strong>{}</strong> {} ({})",
                _("Passed with a reason:"),
                finding.passed.reason,
                finding.passed.by,
            )
        )
        link = _("Change or withdraw the reason")
    else:
        link = _("Pass with a reason")
    if finding.is_changed:
        parts.append(
            conditional_escape(_("A reason was given, but the facts have changed since; give it again."))
        )
    if finding.fails and may_prepare:
        parts.append(
            format_html(
                '<a href="{}">{}<span class="visually-hidden">: {}</span></a>', way, link, finding.text
            )
        )
    return format_html_join(mark_safe(" "), "{}", ((part,) for part in parts))


def report_on_page(state: ReportState, slug: str, *, may_prepare: bool) -> ReportOnPage:
    """What the page of a report shows."""
    report = state.report
    lines = [(each.part, line_of(each, slug, report, may_prepare=may_prepare)) for each in state.findings]
    reader = "th" if is_thai() else "en"
    headings = {rule.code: state.profile.heading(rule, reader) for rule in state.profile.parts}
    return ReportOnPage(
        parts=tuple(
            PartOnPage(
                part,
                headings[part.code],
                tuple(passage(block, slug, report) for block in part.blocks),
                tuple(line for code, line in lines if code == part.code),
            )
            for part in state.composition.parts
        ),
        general=tuple(line for code, line in lines if not code),
        blocking=len(state.blocking),
    )


def versions_of(report: Report) -> QuerySet[IssuedVersion]:
    """The issued versions, the newest first."""
    return IssuedVersion.objects.filter(report=report).select_related("docx", "pdf").order_by("-version")
