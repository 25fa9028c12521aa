"""Case studies, news, dossiers: one file a noun."""

from samphan.knowledge.models.case import CasePaper, CasePicture, CaseSection, CaseState, CaseStudy
from samphan.knowledge.models.dossier import (
    Contribution,
    ContributionState,
    Dossier,
    DossierAnnex,
    DossierIssue,
    DossierPart,
    DossierProject,
    owned_by,
)
from samphan.knowledge.models.news import NewsItem, PublicSite, ShownEvent, SiteSection
from samphan.knowledge.models.paper import MadePaper, MakingState, PaperLanguage

__all__ = [
    "CasePaper",
    "CasePicture",
    "CaseSection",
    "CaseState",
    "CaseStudy",
    "Contribution",
    "ContributionState",
    "Dossier",
    "DossierAnnex",
    "DossierIssue",
    "DossierPart",
    "DossierProject",
    "MadePaper",
    "MakingState",
    "NewsItem",
    "PaperLanguage",
    "PublicSite",
    "ShownEvent",
    "SiteSection",
    "owned_by",
]
