"""What the acts of the day are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "check_in": _("checked somebody in"),
    "undo_check_in": _("undid a check-in"),
    "register_walk_in": _("put a walk-in on the list"),
    "set_certificate_rule": _("set the rule of certificates"),
    "issue_certificate": _("gave a certificate"),
    "make_certificates": _("made the files of certificates"),
    "make_certificates_again": _("asked again for the files of certificates"),
    "note_certificate_problem": _("noted that certificates could not be made"),
    "withdraw_certificate": _("withdrew a certificate"),
    "add_paper": _("prepared an official paper"),
    "change_paper": _("changed an official paper"),
    "issue_paper": _("issued an official paper"),
    "make_paper": _("made the files of an official paper"),
    "note_paper_problem": _("noted that an official paper could not be made"),
    "give_contact_consent": _("noted a consent to stay in contact"),
    "withdraw_contact_consent": _("took a consent to stay in contact back"),
}
