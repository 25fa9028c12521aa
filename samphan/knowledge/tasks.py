"""Making the papers of dossiers, in the worker."""

from __future__ import annotations

from django.tasks import task
from django.utils.translation import override

from samphan.kit.documents import DocumentError, render_docx, render_pdf
from samphan.knowledge.actions import dossier_issue as actions
from samphan.knowledge.models import DossierIssue
from samphan.knowledge.queries.dossier_facts import facts_of
from samphan.knowledge.queries.dossier_paper import paper
from samphan.knowledge.queries.dossiers import told_of
from samphan.knowledge.queries.photographs import for_paper
from samphan.knowledge.queries.readiness import readiness
from samphan.knowledge.queries.rules import rules_of
from samphan.tenancy.scope import system_scope

_WHY = "making the paper of a dossier"


@task
def make_dossier(issue: int, network: int) -> None:
    """Make both files of one issue, step by step.

    What the engine refuses is noted with the issue; anything else is noted and raised, so that the queue tries again and
    the page that waits does not wait for ever.
    """
    try:
        with system_scope(_WHY, network) as by:
            waiting = _load(issue)
            rules = rules_of(waiting.dossier.pack)
            with override(waiting.language):
                facts = facts_of(by, waiting.dossier)
                told = told_of(facts)
                ready = readiness(facts, rules, told)
                made = paper(facts, rules, ready, told, at=waiting.asked_at, picture=for_paper)
                missing = [(str(each.entry.title), str(one.label)) for each in ready for one in each.missing]
        _count(issue, network, 2)
        pdf = render_pdf(made)
        _count(issue, network, 3)
        docx = render_docx(made)
        with system_scope(_WHY, network) as by:
            actions.keep_paper(by=by, issue=_load(issue), pdf=pdf, docx=docx, missing=missing)
    except Exception as error:
        with system_scope(_WHY, network) as by:
            actions.note_paper_failure(by=by, issue=_load(issue), problem=f"{type(error).__name__}: {error}")
        if not isinstance(error, (DocumentError, LookupError)):
            raise


def _load(issue: int) -> DossierIssue:
    return DossierIssue.objects.select_related("dossier__unit", "dossier__network").get(pk=issue)


def _count(issue: int, network: int, done: int) -> None:
    with system_scope(_WHY, network) as by:
        actions.count_steps(by=by, issue=_load(issue), done=done)
