"""What the network sets out to do, one file a noun."""

from samphan.projects.models.action_item import ActionItem, ActionState
from samphan.projects.models.agreement import ProjectAgreement
from samphan.projects.models.alignment import RoadmapAlignment
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.follow_up import PROJECT_ANSWERS, SUBJECTS, WORK_ANSWERS, Answer, FollowUp
from samphan.projects.models.learning import ProjectCourse, ProjectResearch, ResearchKind
from samphan.projects.models.listing import (
    Listing,
    ListingKind,
    ListingMatch,
    ListingState,
    ListingTheme,
    MatchState,
    Side,
)
from samphan.projects.models.possible import (
    InterestState,
    PossibleProject,
    PossibleState,
    ProjectInterest,
)
from samphan.projects.models.project import (
    Project,
    ProjectAlignment,
    ProjectQuerySet,
    ProjectReview,
    ProjectRowQuerySet,
    ProjectSeries,
    ProjectYear,
    seen_by,
)
from samphan.projects.models.reach import ProjectPlace, ProjectResource, ProjectServed, ProjectStated
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
from samphan.projects.models.side import ProjectPartner, ProjectPerson
from samphan.projects.models.theme import Theme
from samphan.projects.models.vocabulary import (
    ACTIVE_STATES,
    Category,
    ChangeDomain,
    Mission,
    PartnerRole,
    PartnerSide,
    PersonRole,
    Population,
    ProjectState,
    ReviewAct,
    ReviewState,
    StatedKind,
    Visibility,
)

__all__ = [
    "ACTIVE_STATES",
    "PROJECT_ANSWERS",
    "SUBJECTS",
    "WORK_ANSWERS",
    "ActionItem",
    "ActionState",
    "Answer",
    "Category",
    "ChangeDomain",
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
    "Mission",
    "PartnerRole",
    "PartnerSide",
    "PersonRole",
    "Population",
    "PossibleProject",
    "PossibleState",
    "Project",
    "ProjectAgreement",
    "ProjectAlignment",
    "ProjectCourse",
    "ProjectInterest",
    "ProjectPartner",
    "ProjectPerson",
    "ProjectPlace",
    "ProjectQuerySet",
    "ProjectResearch",
    "ProjectResource",
    "ProjectReview",
    "ProjectRowQuerySet",
    "ProjectSeries",
    "ProjectServed",
    "ProjectState",
    "ProjectStated",
    "ProjectYear",
    "ResearchKind",
    "ReviewAct",
    "ReviewState",
    "Roadmap",
    "RoadmapAlignment",
    "RoadmapDependency",
    "RoadmapItem",
    "RoadmapMeasure",
    "RoadmapPartner",
    "RoadmapStatus",
    "Side",
    "StatedKind",
    "Theme",
    "Visibility",
    "WorkQuerySet",
    "seen_by",
]
