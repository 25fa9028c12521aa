"""Papers of dossiers and of case studies are asked for on a page and made by the worker."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.kit import jobs
from samphan.kit.errors import Problem
from samphan.knowledge import policy
from samphan.knowledge.models import CasePaper, CaseStudy, Dossier, DossierIssue, MakingState
from samphan.projects.models import Project
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Collection

    from samphan.kit.actor import Actor
    from samphan.knowledge.models import MadePaper
    from samphan.tenancy.models import StoredFile

STEPS: Final = 4
"""Records read, photographs made small, PDF made, Word file made."""
GIVEN_UP_AFTER: Final = dt.timedelta(days=2)
CASE_PAPERS_KEPT: Final = dt.timedelta(days=7)
"""A paper of a case study is for taking away: nobody needs it here for longer."""


@transaction.atomic
def ask_dossier_paper(*, by: Actor, dossier: Dossier, language: str, now: dt.datetime) -> DossierIssue:
    """Ask the worker for the paper as the records stand now; one that is being made is not asked for again.

    Raises:
        Problem: the dossier has no project yet, or one whose record was closed to who asks since it was chosen.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    by.must(policy.write, on=dossier)
    if not dossier.projects.exists():
        raise Problem(_("Choose the projects that the dossier tells about first."))
    # The worker reads every record: what the holder may not read any more would come to the holder on paper.
    if dossier.projects.exclude(project__in=Project.objects.for_actor(by)).exists():
        raise Problem(
            _("The record of one of the projects was closed to you. Take the project out, or ask its keeper.")
        )
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
def ask_case_paper(*, by: Actor, case: CaseStudy, language: str, now: dt.datetime) -> CasePaper:
    """Ask the worker for a case study as its reader sees it now; made again, it takes the place of the earlier paper.

    Raises:
        Problem: somebody else tells it, and the library has its address alone.
    """
    case = CaseStudy.objects.select_for_update().get(pk=case.pk)
    by.must(policy.ask_case_paper, on=case)
    if by.user_id is None:
        raise ValueError("a paper is made for somebody who signed in")
    if case.is_elsewhere:
        raise Problem(_("The library has the address of this case study alone. Its text stands there."))
    paper = CasePaper.objects.filter(case=case, asker_id=by.user_id, language=language).first()
    if paper is None:
        paper = CasePaper(network_id=case.network_id, case=case, asker_id=by.user_id, language=language)
    elif paper.state == MakingState.WAITING and paper.asked_at > now - GIVEN_UP_AFTER:
        return paper
    paper.state, paper.done, paper.problem = MakingState.WAITING, 0, ""
    paper.docx, paper.pdf, paper.fingerprint = None, None, ""
    paper.asked_by, paper.asked_at = by.label[:200], now
    paper.save()
    record(by, "ask_case_paper", case)
    jobs.defer("knowledge.make_case_paper", paper=paper.pk, network=paper.network_id)
    return paper


@transaction.atomic
def count_steps(*, by: Actor, paper: MadePaper, done: int) -> None:
    """The worker says how far it is: no entry of the audit trail, the paper itself has one."""
    by.must(policy.make_paper, on=paper)
    type(paper).rows().filter(pk=paper.pk, state=MakingState.WAITING).update(done=done)


@transaction.atomic
def keep_paper(
    *,
    by: Actor,
    paper: MadePaper,
    pdf: bytes,
    docx: bytes,
    photographs: Collection[StoredFile] = (),
    **noted: Any,
) -> None:
    """Keep both files, the ``photographs`` in them, and what was ``noted`` when they were made (fields of its model)."""
    by.must(policy.make_paper, on=paper)
    store = partial(files.store, network_id=paper.network_id, photographs=photographs)
    paper.pdf = store(pdf, name=f"{paper.file_name}.pdf", media_type=files.PDF)
    paper.docx = store(docx, name=f"{paper.file_name}.docx", media_type=files.DOCX)
    for field, value in noted.items():
        setattr(paper, field, value)
    paper.state, paper.problem, paper.done = MakingState.READY, "", STEPS
    paper.save()
    record(by, f"make_{paper.SUBJECT}_paper", getattr(paper, paper.SUBJECT))


@transaction.atomic
def note_paper_failure(*, by: Actor, paper: MadePaper, problem: str) -> None:
    """Say with the paper why it could not be made."""
    by.must(policy.make_paper, on=paper)
    paper.state, paper.problem = MakingState.FAILED, problem[:500]
    paper.save(update_fields=["state", "problem"])
    record(by, "note_failure", getattr(paper, paper.SUBJECT), reason=problem[:500])


@transaction.atomic
def forget_case_papers(*, by: Actor, now: dt.datetime) -> int:
    """The worker, every night: let go of papers of case studies that had their time; how many.

    Their files are let go of with them (``tenancy.keeping``).
    """
    old = CasePaper.objects.filter(network_id=by.network_id, asked_at__lt=now - CASE_PAPERS_KEPT)
    return old.delete()[0]
