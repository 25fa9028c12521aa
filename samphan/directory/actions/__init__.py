"""The only writers of the directory, by noun."""

from samphan.directory.actions.affiliation import (
    add_affiliation,
    change_affiliation,
    end_affiliation,
    remove_affiliation,
)
from samphan.directory.actions.claim import (
    accept_claim,
    claim_person,
    describe_self,
    end_claim,
    refuse_claim,
)
from samphan.directory.actions.contact import (
    add_contact_point,
    change_contact_point,
    remove_contact_point,
)
from samphan.directory.actions.name import add_former_name, remove_former_name, rename_organisation
from samphan.directory.actions.organisation import add_organisation, describe_organisation
from samphan.directory.actions.person import add_person, describe_person, relate_person, unrelate_person
from samphan.directory.actions.proposal import answer_proposal, propose_change, withdraw_proposal
from samphan.directory.actions.steward import appoint_steward, end_stewardship
from samphan.directory.actions.succession import relate_organisations, unrelate_organisations

__all__ = [
    "accept_claim",
    "add_affiliation",
    "add_contact_point",
    "add_former_name",
    "add_organisation",
    "add_person",
    "answer_proposal",
    "appoint_steward",
    "change_affiliation",
    "change_contact_point",
    "claim_person",
    "describe_organisation",
    "describe_person",
    "describe_self",
    "end_affiliation",
    "end_claim",
    "end_stewardship",
    "propose_change",
    "refuse_claim",
    "relate_organisations",
    "relate_person",
    "remove_affiliation",
    "remove_contact_point",
    "remove_former_name",
    "rename_organisation",
    "unrelate_organisations",
    "unrelate_person",
    "withdraw_proposal",
]
