"""The names of acts around membership, as the audit trail shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "begin_membership": _("recorded a period of membership"),
    "change_membership_period": _("corrected a period of membership"),
    "end_membership": _("ended a membership"),
    "renew_membership": _("renewed a membership"),
    "suspend_member": _("suspended a member"),
    "lift_suspension": _("lifted a suspension"),
    "change_representative": _("corrected a representative"),
    "add_member_category": _("added a category of members"),
    "change_member_category": _("changed a category of members"),
    "remove_member_category": _("removed a category of members"),
    "change_membership_rules": _("changed the rules of membership"),
    "add_benefit": _("added a benefit"),
    "change_benefit": _("changed a benefit"),
    "remove_benefit": _("removed a benefit"),
    "record_benefit_use": _("recorded the use of a benefit"),
    "remove_benefit_use": _("removed the use of a benefit"),
    "invoice_dues": _("wrote invoices for dues"),
    "exempt_member": _("exempted a member from dues"),
    "end_exemption": _("ended an exemption from dues"),
    "record_payment": _("recorded a payment"),
    "cancel_invoice": _("cancelled an invoice"),
    "cancel_receipt": _("cancelled a receipt"),
    "add_prospect": _("noted a prospective member"),
    "change_prospect": _("changed a prospective member"),
    "note_contact": _("noted a contact with a prospective member"),
    "move_prospect": _("changed the state of a prospective member"),
    "draft_membership_invitation": _("drafted an invitation to join"),
    "send_membership_invitation": _("sent an invitation to join"),
    "answer_membership_invitation": _("answered an invitation to join"),
    "apply_for_membership": _("applied for membership"),
    "change_application": _("changed an application for membership"),
    "check_application": _("checked an application for membership"),
    "decide_application": _("recorded the decision on an application"),
    "withdraw_application": _("withdrew an application for membership"),
    "open_confirmation_round": _("asked members to confirm their records"),
    "close_confirmation_round": _("closed a round of confirmations"),
    "ask_for_confirmation": _("wrote to a member for its confirmation"),
    "confirm_record": _("confirmed the record of a member"),
    "apply_correction": _("applied a correction by a member"),
    "refuse_correction": _("did not apply a correction by a member"),
}
