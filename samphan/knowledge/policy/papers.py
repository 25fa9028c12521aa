"""Who makes a paper that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.knowledge.models import CasePaper, DossierIssue
from samphan.knowledge.policy import dossier, library

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, Verdict
    from samphan.knowledge.models import MadePaper


def make_paper(actor: Actor, paper: MadePaper) -> Verdict:
    """Whoever sees what the paper tells: the product itself, in the worker."""
    if isinstance(paper, DossierIssue):
        return dossier.see(actor, paper.dossier)
    if isinstance(paper, CasePaper):
        return library.see_case(actor, paper.case)
    raise TypeError(type(paper))
