"""What the network sets out to do, one file a noun."""

from samphan.projects.models.action_item import ActionItem, ActionState
from samphan.projects.models.agreement import ProjectAgreement
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.follow_up import SUBJECTS, Answer, FollowUp
from samphan.projects.models.listing import (
    Listing,
    ListingKind,
    ListingMatch,
    ListingState,
    ListingTheme,
    MatchState,
    Side,
)
from samphan.projects.models.project import (
    InterestState,
    PossibleProject,
    PossibleState,
    Project,
    ProjectInterest,
    ProjectPartner,
    ProjectState,
)
from samphan.projects.models.roadmap import (
    Horizon,
    ItemState,
    Roadmap,
    RoadmapDependency,
    RoadmapItem,
    RoadmapMeasure,
    RoadmapPartner,
    RoadmapStatus,
)
from samphan.projects.models.theme import Theme

__all__ = [
    "SUBJECTS",
    "ActionItem",
    "ActionState",
    "Answer",
    "FollowUp",
    "Horizon",
    "InterestState",
    "ItemState",
    "Listing",
    "ListingKind",
    "ListingMatch",
    "ListingState",
    "ListingTheme",
    "MatchState",
    "PossibleProject",
    "PossibleState",
    "Project",
    "ProjectAgreement",
    "ProjectInterest",
    "ProjectPartner",
    "ProjectState",
    "Roadmap",
    "RoadmapDependency",
    "RoadmapItem",
    "RoadmapMeasure",
    "RoadmapPartner",
    "RoadmapStatus",
    "Side",
    "Theme",
    "WorkQuerySet",
]
