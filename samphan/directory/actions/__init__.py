"""The only writers of the directory, by noun."""

from samphan.directory.actions.affiliation import (
    add_affiliation,
    change_affiliation,
    end_affiliation,
    remove_affiliation,
)
from samphan.directory.actions.organisation import add_organisation, describe_organisation
from samphan.directory.actions.person import add_person, describe_person, relate_person, unrelate_person

__all__ = [
    "add_affiliation",
    "add_organisation",
    "add_person",
    "change_affiliation",
    "describe_organisation",
    "describe_person",
    "end_affiliation",
    "relate_person",
    "remove_affiliation",
    "unrelate_person",
]
