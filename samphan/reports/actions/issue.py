"""Issuing a version: what it says is frozen, numbered and rendered; later versions stand beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from samphan.kit import jobs
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.reports import policy
from samphan.reports.actions.report import locked
from samphan.reports.models import IssuedVersion, RenderState
from samphan.reports.queries.findable import label_of
from samphan.reports.queries.issued import paper_of
from samphan.reports.queries.state import (
    emblem_of,
    newest_version,
    public_address,
    seen_by_issuer,
    state_of,
)
from samphan.tenancy import files
from samphan.tenancy.audit import record
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.reports.models import Report
    from samphan.reports.queries.checks import Finding
    from samphan.reports.queries.state import ReportState


@transaction.atomic
def issue_report(
    *,
    by: Actor,
    report: Report,
    issued_on: dt.date,
    issuer_name: str,
    issuer_position: str = "",
    seen: str = "",
) -> IssuedVersion:
    """Freeze the report as its next version, with the next number of the year of ``issued_on``.

    The worker makes its files. ``seen`` is ``seen_by_issuer`` of what the issuer looked at: when the report says
    something else by now, or was issued meanwhile (a button pressed twice), nothing is issued.

    Raises:
        Problem: a gate fails that nobody passed with a reason, or the report changed since it was looked at.
    """
    report = locked(report)
    by.must(policy.prepare, on=report)
    slug = by.slug
    state = state_of(report, slug=slug)
    last = newest_version(report)
    if seen and seen.partition("-")[0] != str(last):
        raise Problem(
            _("Version %(version)s was issued meanwhile. Look at it before another one is issued.")
            % {"version": last}
        )
    if seen and seen != seen_by_issuer(state):
        raise Problem(_("The report changed while you were reading it. Read it again before it is issued."))
    if blocking := state.blocking:
        raise Problem(
            _("The report cannot be issued yet: %(reasons)s")
            % {"reasons": " ".join(finding.text for finding in blocking)}
        )
    if not issuer_name.strip():
        raise Problem(_("Say who issues the report."), field="issuer_name")
    passed = {finding.key for finding in state.findings if finding.passed}
    passing = [each for each in state.overrides if each.gate in passed]
    findings = _said_twice(state, public_address(slug, report.token))
    notes = tuple(
        state.composition.labels.override.format(gate=each[report.language], reason=each["reason"])
        for each in findings
        if each["reason"]
    )
    year = be_year(issued_on)
    number = next_number(network_id=report.network_id, kind="report", year=year)
    version = IssuedVersion.objects.create(
        network_id=report.network_id,
        report=report,
        version=last + 1,
        number=f"{number}/{year}",
        issued_on=issued_on,
        issuer_name=issuer_name.strip(),
        issuer_position=issuer_position.strip(),
        language=report.language,
        numerals=report.numerals,
        content=state.composition.with_annex(notes).to_json(),
        findings=findings,
        overrides=[
            {
                "gate": each.gate,
                "reason": each.reason,
                "by": each.written_by,
                "at": each.written_at.isoformat(),
            }
            for each in passing
        ],
        has_sample_data=state.composition.is_sample,
        emblem=emblem_of(report.organisation, report.network_id),
    )
    record(
        by,
        "issue_report",
        report,
        changes={"version": [last or None, version.version], "number": [None, version.number]},
        reason=" ".join(each.reason for each in passing),
        label=label_of(report),
    )
    jobs.defer("reports.render_issue", version=version.pk, network=report.network_id)
    return version


def _said_twice(state: ReportState, address: str) -> list[dict[str, Any]]:
    """The findings in both languages, as they are kept with the version."""
    said: dict[str, tuple[Finding, ...]] = {}
    for language in ("th", "en"):
        with translation.override(language):
            said[language] = state.recheck(address)
    return [
        {
            "key": th.key,
            "part": th.part,
            "state": th.state,
            "is_gate": th.is_gate,
            "th": str(th.text),
            "en": str(en.text),
            "reason": th.passed.reason if th.passed else "",
            "by": th.passed.by if th.passed else "",
        }
        for th, en in zip(said["th"], said["en"], strict=True)
    ]


@transaction.atomic
def render_version(*, by: Actor, version: IssuedVersion) -> IssuedVersion:
    """Make the Word file and the PDF of a version, once; called by the worker.

    Raises:
        DocumentError: the engine refuses the document, which trying again will not change.
        OSError: a file could not be written.
    """
    version = (
        IssuedVersion.objects.select_for_update(of=("self",))
        .select_related("report__organisation__parent", "report__event", "emblem")
        .get(pk=version.pk)
    )
    by.must(policy.prepare, on=version.report)
    if version.render_state == RenderState.READY:
        return version
    document = paper_of(version, slug=by.slug)
    name = file_name(version)
    for field, content, extension, media_type in (
        ("docx", render_docx(document), "docx", files.DOCX),
        ("pdf", render_pdf(document), "pdf", files.PDF),
    ):
        stored = files.store(
            content, network_id=version.network_id, name=f"{name}.{extension}", media_type=media_type
        )
        setattr(version, field, stored)
    version.render_state, version.problem = RenderState.READY, ""
    version.save(update_fields=["docx", "pdf", "render_state", "problem"])
    record(
        by,
        "render_version",
        version.report,
        changes={"version": [None, version.version]},
        label=label_of(version.report),
    )
    return version


@transaction.atomic
def note_failure(*, by: Actor, version: IssuedVersion, problem: str) -> None:
    """Say with the version why its files could not be made."""
    by.must(policy.prepare, on=version.report)
    version.render_state, version.problem = RenderState.FAILED, problem[:500]
    version.save(update_fields=["render_state", "problem"])
    record(by, "note_failure", version.report, reason=problem[:500], label=label_of(version.report))


@transaction.atomic
def render_again(*, by: Actor, version: IssuedVersion) -> None:
    """Ask the worker once more for the files of a version that could not be made."""
    by.must(policy.prepare, on=version.report)
    if version.render_state == RenderState.READY:
        raise Problem(_("The files are there already."))
    version.render_state, version.problem = RenderState.WAITING, ""
    version.save(update_fields=["render_state", "problem"])
    record(by, "render_again", version.report, label=label_of(version.report))
    jobs.defer("reports.render_issue", version=version.pk, network=version.network_id)


def file_name(version: IssuedVersion) -> str:
    """A name for the files of a version that every file system takes, without ending: "report-12-2569-v1"."""
    number = re.sub(r"[^0-9A-Za-z]+", "-", version.number).strip("-")
    return f"report-{number}-v{version.version}"
