"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "register_agreement": _("entered an agreement"),
    "change_agreement": _("changed what is said about an agreement"),
    "give_up_agreement": _("noted the notice of an agreement"),
    "end_agreement": _("ended an agreement early"),
    "resume_agreement": _("took back the end of an agreement"),
    "remove_agreement": _("took out an agreement"),
    "arrange_parties": _("changed the parties of an agreement"),
    "withdraw_party": _("noted that a party withdrew"),
    "return_party": _("took back the withdrawal of a party"),
    "arrange_signatories": _("changed who signed an agreement"),
    "amend_agreement": _("added a version or an addendum"),
    "remove_amendment": _("took out a version or an addendum"),
    "attach_file": _("added a file to an agreement"),
    "remove_attachment": _("took a file out of an agreement"),
    "add_obligation": _("added an obligation"),
    "change_obligation": _("changed an obligation"),
    "settle_obligation": _("settled an obligation"),
    "unsettle_obligation": _("took back that an obligation was settled"),
    "remove_obligation": _("took out an obligation"),
    "note_sign_of_life": _("noted a sign of life of an agreement"),
    "remind_owner": _("reminded of an agreement"),
    "pledge_resource": _("added a pledged resource"),
    "change_resource": _("changed what is said about a resource"),
    "remove_resource": _("took out a resource"),
    "note_received": _("noted that a resource was received"),
    "note_used": _("noted that a resource was used"),
    "remove_entry": _("took out an entry of a resource"),
    "state_need": _("stated a need of the network"),
    "change_need": _("changed a need of the network"),
    "remove_need": _("took out a need of the network"),
}
