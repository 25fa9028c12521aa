"""Which parts of change and evidence a record has, and why each is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.models import (
    CertificateState,
    Evidence,
    Measure,
    ProjectResult,
    Situation,
    UseCertificate,
)
from samphan.engagement.queries.evidence import in_use
from samphan.projects.models import FollowUp
from samphan.projects.queries.completeness import EVERY_USE, Part, Use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet


_CHANGE, _PROOF = "engagement:change", "engagement:evidence"
PARTS: Final = (
    Part(
        "engagement.before",
        _("Situation before"),
        _("Without it nobody can see that something changed."),
        frozenset({Use.CASE, Use.DOSSIER}),
        _CHANGE,
        200,
    ),
    Part(
        "engagement.process",
        _("How it was done"),
        _("Others learn from the way, and an assessment asks for it."),
        frozenset({Use.CASE, Use.DOSSIER}),
        _CHANGE,
        205,
    ),
    Part(
        "engagement.after",
        _("What changed, and the situation after"),
        _("It is what the project was for."),
        frozenset({Use.CASE, Use.DOSSIER, Use.REPORT}),
        _CHANGE,
        210,
    ),
    Part(
        "engagement.sustaining",
        _("How it is followed and kept up"),
        _("An assessment asks whether it lasts without the university."),
        frozenset({Use.DOSSIER}),
        _CHANGE,
        215,
    ),
    Part(
        "engagement.measures",
        _("A figure before and after"),
        _("A change that was measured convinces who was not there."),
        frozenset({Use.CASE, Use.DOSSIER, Use.REPORT}),
        _CHANGE,
        220,
    ),
    Part(
        "engagement.results",
        _("Results that were reached"),
        _("Reports and totals count them."),
        frozenset({Use.REPORT, Use.DOSSIER}),
        "engagement:results",
        225,
    ),
    Part(
        "engagement.evidence",
        pgettext_lazy("project", "Evidence"),
        _("What nothing proves is rated low."),
        EVERY_USE,
        _PROOF,
        230,
    ),
    Part(
        "engagement.certificate",
        _("A signed certificate of use"),
        _("It shows that the partner took up what came of it."),
        frozenset({Use.DOSSIER}),
        "engagement:certificates",
        235,
    ),
    Part(
        "engagement.follow_up",
        _("What is left after the end"),
        _("Whether it lasts shows later; “cannot say” is an answer too."),
        frozenset({Use.DOSSIER, Use.CASE}),
        "engagement:follow_up",
        240,
    ),
)


_SITUATION: Final = {
    "engagement.before": ~Q(before=""),
    "engagement.process": ~Q(process=""),
    "engagement.after": ~Q(after="") | ~Q(change=""),
    "engagement.sustaining": ~Q(sustaining=""),
}


def conditions() -> Mapping[str, Exists]:
    """When a project has which part."""
    rows: dict[str, QuerySet[Any]] = {
        **{code: Situation.objects.filter(condition) for code, condition in _SITUATION.items()},
        "engagement.measures": Measure.objects.filter(before__isnull=False, after__isnull=False),
        "engagement.results": ProjectResult.objects.exclude(reached=""),
        "engagement.evidence": Evidence.objects.filter(in_use()),
        "engagement.certificate": UseCertificate.objects.filter(state=CertificateState.SIGNED),
        "engagement.follow_up": FollowUp.objects.exclude(answer=""),
    }
    return {code: Exists(found.filter(project=OuterRef("pk"))) for code, found in rows.items()}
