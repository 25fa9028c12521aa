"""Both sides of a project, what changed, and what proves it: one file a noun."""

from samphan.engagement.models.base import Channel, Intensity, Stage, Voice
from samphan.engagement.models.change import Measure, ProjectResult, ResultLevel, ResultState, Situation
from samphan.engagement.models.confirmation import (
    OBJECTIONS,
    AskAbout,
    AskKind,
    ClaimAnswer,
    ClaimReply,
    ClaimVerdict,
    PartnerAsk,
    ReplyKind,
)
from samphan.engagement.models.evidence import (
    CertificateState,
    Evidence,
    EvidenceKind,
    Strength,
    Supports,
    UseCertificate,
)
from samphan.engagement.models.papers import PaperKind, PartnerPaper
from samphan.engagement.models.taking_part import (
    Benefit,
    BenefitKind,
    BenefitState,
    BenefitTheme,
    Participation,
)
from samphan.engagement.models.words import (
    MAY_BE_USED,
    CommunityKnowledge,
    Consent,
    KnowledgeConsent,
    KnowledgeKind,
    KnowledgeUse,
    PartnerWords,
    in_force,
)

__all__ = [
    "MAY_BE_USED",
    "OBJECTIONS",
    "AskAbout",
    "AskKind",
    "Benefit",
    "BenefitKind",
    "BenefitState",
    "BenefitTheme",
    "CertificateState",
    "Channel",
    "ClaimAnswer",
    "ClaimReply",
    "ClaimVerdict",
    "CommunityKnowledge",
    "Consent",
    "Evidence",
    "EvidenceKind",
    "Intensity",
    "KnowledgeConsent",
    "KnowledgeKind",
    "KnowledgeUse",
    "Measure",
    "PaperKind",
    "Participation",
    "PartnerAsk",
    "PartnerPaper",
    "PartnerWords",
    "ProjectResult",
    "ReplyKind",
    "ResultLevel",
    "ResultState",
    "Situation",
    "Stage",
    "Strength",
    "Supports",
    "UseCertificate",
    "Voice",
    "in_force",
]
