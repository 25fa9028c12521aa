"""Passing a gate that fails, knowingly and for a written reason; never silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.reports import policy
from samphan.reports.actions.report import locked
from samphan.reports.models import Override
from samphan.reports.queries.findable import label_of
from samphan.reports.queries.state import state_of
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.reports.models import Report

SHORTEST_REASON: Final = 10


@transaction.atomic
def override_gate(*, by: Actor, report: Report, gate: str, reason: str) -> Override:
    """Let a report be issued although a gate fails. The reason is kept, audited and printed with the report.

    It holds for the facts that fail now: when they change and still fail, somebody has to give a reason again.
    """
    report = locked(report)
    by.must(policy.prepare, on=report)
    finding = state_of(report, slug=by.slug).finding(gate)
    if finding is None or not finding.fails:
        raise Problem(_("This is in order now; no reason is needed."))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Problem(_("Write a reason that a reader of the report will understand."), field="reason")
    override, is_new = Override.objects.update_or_create(
        network_id=report.network_id,
        report=report,
        gate=gate,
        defaults={"facts": finding.facts, "reason": reason, "written_by": by.label},
    )
    act = "override_gate" if is_new else "renew_override"
    record(
        by, act, report, changes={gate: [finding.text, finding.state]}, reason=reason, label=label_of(report)
    )
    return override


@transaction.atomic
def withdraw_override(*, by: Actor, report: Report, gate: str) -> None:
    """Let the gate count again; versions that were issued meanwhile keep their reason."""
    report = locked(report)
    by.must(policy.prepare, on=report)
    override = Override.objects.filter(report=report, gate=gate).first()
    if override is not None:
        record(
            by, "withdraw_override", report, changes={gate: [override.reason, None]}, label=label_of(report)
        )
        override.delete()
