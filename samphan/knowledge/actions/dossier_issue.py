"""The paper of a dossier is asked for on a page and made by the worker."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.kit import jobs
from samphan.kit.errors import Problem
from samphan.knowledge import policy
from samphan.knowledge.models import Dossier, DossierIssue, MakingState
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

STEPS: Final = 4
"""Records read, photographs made small, PDF made, Word file made."""
GIVEN_UP_AFTER: Final = dt.timedelta(days=2)


@transaction.atomic
def ask_paper(*, by: Actor, dossier: Dossier, language: str, now: dt.datetime) -> DossierIssue:
    """Ask the worker for the paper as the records stand now; one that is being made is not asked for again.

    Raises:
        Problem: the dossier has no project yet.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    by.must(policy.write, on=dossier)
    if not dossier.projects.exists():
        raise Problem(_("Choose the projects that the dossier tells about first."))
    waiting = dossier.issues.filter(
        state=MakingState.WAITING, language=language, asked_at__gt=now - GIVEN_UP_AFTER
    ).first()
    if waiting is not None:
        return waiting
    number = (dossier.issues.aggregate(last=Max("number"))["last"] or 0) + 1
    issue = DossierIssue.objects.create(
        network_id=dossier.network_id,
        dossier=dossier,
        number=number,
        language=language,
        asked_by=by.label,
        asked_at=now,
    )
    record(by, "ask_dossier_paper", dossier)
    jobs.defer("knowledge.make_dossier", issue=issue.pk, network=issue.network_id)
    return issue


@transaction.atomic
def count_steps(*, by: Actor, issue: DossierIssue, done: int) -> None:
    """The worker says how far it is: no entry of the audit trail, the paper itself has one."""
    by.must(policy.see, on=issue.dossier)
    DossierIssue.objects.filter(pk=issue.pk, state=MakingState.WAITING).update(done=done)


@transaction.atomic
def keep_paper(
    *, by: Actor, issue: DossierIssue, pdf: bytes, docx: bytes, missing: Sequence[tuple[str, str]]
) -> DossierIssue:
    """Keep both files, and what was missing when they were made."""
    by.must(policy.see, on=issue.dossier)
    name = f"{issue.dossier.title_th[:100]}-{issue.number}"
    issue.pdf = files.store(pdf, network_id=issue.network_id, name=f"{name}.pdf", media_type=files.PDF)
    issue.docx = files.store(docx, network_id=issue.network_id, name=f"{name}.docx", media_type=files.DOCX)
    issue.missing = [list(each) for each in missing]
    issue.state, issue.problem, issue.done = MakingState.READY, "", STEPS
    issue.save()
    record(by, "make_dossier_paper", issue.dossier)
    return issue


@transaction.atomic
def note_paper_failure(*, by: Actor, issue: DossierIssue, problem: str) -> None:
    """Say with the issue why it could not be made."""
    by.must(policy.see, on=issue.dossier)
    issue.state, issue.problem = MakingState.FAILED, problem[:500]
    issue.save(update_fields=["state", "problem"])
    record(by, "note_failure", issue.dossier, reason=problem[:500])
