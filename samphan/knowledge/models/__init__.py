"""Case studies, news, dossiers: one file a noun."""

from samphan.knowledge.models.case import CasePicture, CaseSection, CaseState, CaseStudy
from samphan.knowledge.models.dossier import (
    Contribution,
    ContributionState,
    Dossier,
    DossierAnnex,
    DossierIssue,
    DossierPart,
    DossierProject,
    MakingState,
    PaperLanguage,
    owned_by,
)
from samphan.knowledge.models.news import NewsItem, PublicSite, ShownEvent, SiteSection

__all__ = [
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
    "MakingState",
    "NewsItem",
    "PaperLanguage",
    "PublicSite",
    "ShownEvent",
    "SiteSection",
    "owned_by",
]
