"""The directory: one record of an organisation or a person, used by many networks."""

from samphan.directory.models.imports import IMPORT_NEEDS, ImportKind, ImportState, ListImport
from samphan.directory.models.keeping import keeper_name
from samphan.directory.models.organisation import Organisation, OrganisationKind, OrganisationName
from samphan.directory.models.person import Affiliation, Person, PersonRelation

__all__ = [
    "IMPORT_NEEDS",
    "Affiliation",
    "ImportKind",
    "ImportState",
    "ListImport",
    "Organisation",
    "OrganisationKind",
    "OrganisationName",
    "Person",
    "PersonRelation",
    "keeper_name",
]
