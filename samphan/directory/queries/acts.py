"""What the acts of the directory are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "add_organisation": _("added an organisation"),
    "describe_organisation": _("changed an organisation"),
    "rename_organisation": _("gave an organisation its new name"),
    "add_former_name": _("added a former name"),
    "remove_former_name": _("removed a former name entered by mistake"),
    "relate_organisations": _("related an organisation to its successor"),
    "unrelate_organisations": _("removed a relation to a successor"),
    "appoint_steward": _("named who looks after an organisation"),
    "end_stewardship": _("ended who looks after an organisation"),
    "add_contact_point": _("added a contact point"),
    "change_contact_point": _("changed a contact point"),
    "remove_contact_point": _("removed a contact point"),
    "claim_person": _("said to be a person of the directory"),
    "accept_claim": _("accepted who a user is"),
    "refuse_claim": _("refused who a user said to be"),
    "end_claim": _("took back who a user is"),
    "describe_self": _("changed the own record"),
    "propose_change": _("proposed a change"),
    "answer_proposal": _("answered a proposed change"),
    "withdraw_proposal": _("took back a proposed change"),
    "merge_records": _("merged a record into this one"),
    "undo_merge": _("undid a merge of records"),
    "keep_apart": _("kept two records apart that look alike"),
    "add_person": _("added a person"),
    "describe_person": _("changed a person"),
    "relate_person": _("took a person of another network into the directory"),
    "unrelate_person": _("let a person of another network go"),
    "add_affiliation": _("added an affiliation"),
    "change_affiliation": _("corrected an affiliation"),
    "end_affiliation": _("ended an affiliation"),
    "remove_affiliation": _("removed an affiliation entered by mistake"),
}
