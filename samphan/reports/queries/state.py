"""A report as it stands now: its facts, its composition and what the checker finds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from samphan.reports.models import IssuedVersion, Letterhead, Override, Rewording
from samphan.reports.queries.checks import blocking, check
from samphan.reports.queries.composition import Composition, compose
from samphan.reports.queries.facts import ReportFacts, report_facts
from samphan.reports.queries.profiles import ReportProfile, profile

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.reports.models import Report
    from samphan.reports.queries.checks import Finding
    from samphan.reports.queries.composition import Language
    from samphan.tenancy.models import StoredFile


@dataclass(frozen=True, slots=True)
class ReportState:
    """What a report says and lacks now."""

    report: Report
    profile: ReportProfile
    facts: ReportFacts
    composition: Composition
    findings: tuple[Finding, ...]
    overrides: tuple[Override, ...]

    @property
    def blocking(self) -> list[Finding]:
        """What keeps it from being issued."""
        return blocking(self.findings)

    @property
    def fingerprint(self) -> str:
        """Stands for everything that the report says now."""
        said = json.dumps(
            [self.composition.to_json(), [each.facts for each in self.findings if each.is_gate]]
        )
        return hashlib.sha256(said.encode()).hexdigest()

    def finding(self, key: str) -> Finding | None:
        return next((each for each in self.findings if each.key == key), None)

    def recheck(self, address: str) -> tuple[Finding, ...]:
        """The findings again, said in the language that is active now."""
        return tuple(
            check(
                self.facts,
                self.report,
                self.profile,
                self.composition,
                overrides=self.overrides,
                address=address,
            )
        )


def state_of(report: Report, *, slug: str, language: Language | None = None) -> ReportState:
    """The state of a report loaded with its event and organisation; a constant number of statements.

    Args:
        report: what is asked for.
        slug: the network's address, for the public one of the report.
        language: another language than the report's own.

    Raises:
        NoSuchProfile: its form is no longer in the catalogue.
    """
    rules = profile(report.profile)
    facts = report_facts(report.event, report.organisation)
    rewordings = list(Rewording.objects.filter(report=report).order_by("block"))
    overrides = tuple(Override.objects.filter(report=report).order_by("gate"))
    composition = compose(facts, report, rules, rewordings, language=language)
    address = public_address(slug, report.token)
    findings = check(facts, report, rules, composition, overrides=overrides, address=address)
    return ReportState(report, rules, facts, composition, tuple(findings), overrides)


def seen_by_issuer(state: ReportState) -> str:
    """Stands for what an issuer looks at: the number of the newest version, and what the report says now."""
    return f"{newest_version(state.report)}-{state.fingerprint}"


def newest_version(report: Report) -> int:
    """The number of the newest version, 0 before the first is issued."""
    newest = IssuedVersion.objects.filter(report=report).aggregate(newest=Max("version"))["newest"]
    return int(newest or 0)


def public_address(slug: str, token: str, version: int | None = None) -> str:
    """The address at which an issued report opens for everybody; of its newest version or of one."""
    if version is None:
        path = reverse("public_reports:report", args=[slug, token])
    else:
        path = reverse("public_reports:version", args=[slug, token, version])
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def emblem_of(organisation: Organisation, network_id: int) -> StoredFile | None:
    """The emblem on an organisation's papers; a unit without one uses that of what it is part of."""
    chain = [organisation.pk, *([organisation.parent_id] if organisation.parent_id else [])]
    found = {
        each.organisation_id: each.emblem
        for each in Letterhead.objects.filter(network_id=network_id, organisation__in=chain).select_related(
            "emblem"
        )
    }
    return next((found[pk] for pk in chain if pk in found), None)
