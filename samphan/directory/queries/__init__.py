"""What pages and other apps ask of the directory."""

from samphan.directory.queries.matching import (
    Resolution,
    find_all_organisations,
    find_organisations,
    find_people,
    probable_duplicates,
)
from samphan.directory.queries.organisation import (
    organisation_list,
    organisation_options,
    organisations_in_full,
)
from samphan.directory.queries.organisation_page import organisation_page
from samphan.directory.queries.person import people_in_full, person_list, person_options, person_page

__all__ = [
    "Resolution",
    "find_all_organisations",
    "find_organisations",
    "find_people",
    "organisation_list",
    "organisation_options",
    "organisation_page",
    "organisations_in_full",
    "people_in_full",
    "person_list",
    "person_options",
    "person_page",
    "probable_duplicates",
]
