"""The directory: one record of an organisation or a person, used by many networks."""

from samphan.directory.models.claim import ClaimState, PersonClaim, Steward, claimed_by, looked_after
from samphan.directory.models.contact import ContactKind, ContactPoint, Visibility
from samphan.directory.models.imports import (
    IMPORT_NEEDS,
    OF_EVENTS,
    ImportKind,
    ImportState,
    ListColumn,
    ListImport,
    ListRows,
    ListWork,
    WorkState,
)
from samphan.directory.models.keeping import keeper_name
from samphan.directory.models.merge import KeptApart, Merge
from samphan.directory.models.organisation import (
    Organisation,
    OrganisationKind,
    OrganisationName,
    Succession,
    SuccessionKind,
)
from samphan.directory.models.person import Affiliation, Person, PersonRelation
from samphan.directory.models.proposal import ChangeProposal, ProposalState, cared_for
from samphan.directory.models.typology import Basis, Reach, Sector, Standing, Status

__all__ = [
    "IMPORT_NEEDS",
    "OF_EVENTS",
    "Affiliation",
    "Basis",
    "ChangeProposal",
    "ClaimState",
    "ContactKind",
    "ContactPoint",
    "ImportKind",
    "ImportState",
    "KeptApart",
    "ListColumn",
    "ListImport",
    "ListRows",
    "ListWork",
    "Merge",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "Person",
    "PersonClaim",
    "PersonRelation",
    "ProposalState",
    "Reach",
    "Sector",
    "Standing",
    "Status",
    "Steward",
    "Succession",
    "SuccessionKind",
    "Visibility",
    "WorkState",
    "cared_for",
    "claimed_by",
    "keeper_name",
    "looked_after",
]
