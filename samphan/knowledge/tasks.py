"""Making the papers of dossiers and of case studies, in the worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.tasks import task
from django.utils import timezone
from django.utils.translation import override

from samphan.kit.documents import DocumentError, render_docx, render_pdf
from samphan.knowledge.actions import papers as actions
from samphan.knowledge.models import CasePaper, CaseStudy, DossierIssue
from samphan.knowledge.queries import case_paper, dossier_paper
from samphan.knowledge.queries.case_parts import draw
from samphan.knowledge.queries.dossier_facts import facts_of
from samphan.knowledge.queries.dossiers import told_of
from samphan.knowledge.queries.photographs import PaperPictures
from samphan.knowledge.queries.readiness import readiness
from samphan.knowledge.queries.rules import rules_of
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.documents import Document
    from samphan.knowledge.models import MadePaper
    from samphan.tenancy.models import StoredFile

_WHY = "making a paper that was asked for"


@dataclass(frozen=True)
class _Drawn:
    """A document, the photographs that stand in it, and what is noted with its paper."""

    document: Document
    photographs: list[StoredFile]
    noted: dict[str, Any] = field(default_factory=dict)


@task
def make_dossier(issue: int, network: int) -> None:
    """Make both files of one version of a dossier."""
    _make(DossierIssue, issue, network, _draw_dossier)


@task
def make_case_paper(paper: int, network: int) -> None:
    """Make both files of a case study, as the reader who asked sees it."""
    _make(CasePaper, paper, network, _draw_case)


@task
def forget_papers() -> None:
    """Let go of papers of case studies that had their time, network by network."""
    with system_scope("forgetting papers"):
        networks = list(Network.objects.order_by("id").values_list("pk", flat=True))
    for network in networks:
        with system_scope("forgetting papers", network) as by:
            actions.forget_case_papers(by=by, now=timezone.now())


def _make[P: MadePaper](model: type[P], pk: int, network: int, draw_it: Callable[[P], _Drawn]) -> None:
    """Make both files of a paper, step by step.

    What the engine refuses, and what its reader may no longer see, is noted with the paper; anything else is noted and
    raised, so that the queue tries again and the page that waits does not wait for ever.
    """
    try:
        waiting = _load(model, pk, network)
        with override(waiting.language):
            drawn = draw_it(waiting)
        _count(model, pk, network, 2)
        pdf = render_pdf(drawn.document)
        _count(model, pk, network, 3)
        docx = render_docx(drawn.document)
        with system_scope(_WHY, network) as by:
            actions.keep_paper(
                by=by,
                paper=_found(model, pk),
                pdf=pdf,
                docx=docx,
                photographs=drawn.photographs,
                **drawn.noted,
            )
    except Exception as error:
        with system_scope(_WHY, network) as by:
            paper = model.rows().filter(pk=pk).first()
            if paper is not None:  # a paper of which nothing is left waits no more
                said = f"{type(error).__name__}: {error}"
                actions.note_paper_failure(by=by, paper=paper, problem=said)
        if not isinstance(error, (DocumentError, LookupError, ObjectDoesNotExist)):
            raise


def _draw_dossier(issue: DossierIssue) -> _Drawn:
    with system_scope(_WHY, issue.network_id) as by:
        dossier = issue.dossier
        rules, facts = rules_of(dossier.pack), facts_of(by, dossier)
        told = told_of(facts)
        ready = readiness(facts, rules, told)
        pictures = PaperPictures()
        made = dossier_paper.paper(facts, rules, ready, told, at=issue.asked_at, picture=pictures)
        missing = [[str(each.entry.title), str(one.label)] for each in ready for one in each.missing]
    return _Drawn(made, pictures.gave, {"missing": missing})


def _draw_case(paper: CasePaper) -> _Drawn:
    """In the scope of the reader who asked: a record that this reader may not see gives nothing to the paper."""
    with user_scope(paper.asker, paper.network.slug) as by:
        found = draw(by, CaseStudy.objects.for_actor(by).select_related("network").get(pk=paper.case_id))
        pictures = PaperPictures()
        made = case_paper.paper_of(found, at=paper.asked_at, picture=pictures)
        return _Drawn(made, pictures.gave, {"fingerprint": case_paper.fingerprint(found)})


def _load[P: MadePaper](model: type[P], pk: int, network: int) -> P:
    with system_scope(_WHY, network):
        return _found(model, pk)


def _found[P: MadePaper](model: type[P], pk: int) -> P:
    """A paper with what its files and its document are made of."""
    more = {DossierIssue: ("dossier__unit", "dossier__network"), CasePaper: ("case", "asker", "network")}
    return model.rows().select_related(*more[model]).get(pk=pk)


def _count[P: MadePaper](model: type[P], pk: int, network: int, done: int) -> None:
    with system_scope(_WHY, network) as by:
        actions.count_steps(by=by, paper=_found(model, pk), done=done)
