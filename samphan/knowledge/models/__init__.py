"""Case studies, news, dossiers: one file a noun."""

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

__all__ = [
    "Contribution",
    "ContributionState",
    "Dossier",
    "DossierAnnex",
    "DossierIssue",
    "DossierPart",
    "DossierProject",
    "MakingState",
    "PaperLanguage",
    "owned_by",
]
