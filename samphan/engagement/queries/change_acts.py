"""What the acts about change, evidence, certificates and community knowledge are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "describe_situation": _("wrote about the situation before and after"),
    "add_measure": _("added a measure before and after"),
    "change_measure": _("changed a measure before and after"),
    "remove_measure": _("took out a measure before and after"),
    "add_result": _("added a result"),
    "change_result": _("changed a result"),
    "remove_result": _("took out a result"),
    "add_evidence": _("brought evidence"),
    "describe_evidence": _("changed what is said about evidence"),
    "withdraw_evidence": _("withdrew evidence"),
    "draft_certificate": _("drafted a certificate of use"),
    "change_certificate": _("changed the draft of a certificate of use"),
    "send_certificate": _("sent a certificate of use for signature"),
    "take_back_certificate": _("took back a certificate of use"),
    "sign_certificate": _("signed a certificate of use"),
    "decline_certificate": _("declined to sign a certificate of use"),
    "note_paper_certificate": _("noted that a certificate of use was signed on paper"),
    "remove_certificate": _("took out the draft of a certificate of use"),
    "remind_follow_up": _("reminded of a follow-up"),
    "add_knowledge": _("entered community knowledge"),
    "change_knowledge": _("changed community knowledge"),
    "answer_knowledge": _("noted what the holder of community knowledge allows"),
    "withdraw_knowledge": _("noted that consent to the use of community knowledge was withdrawn"),
    "use_knowledge": _("said how a project uses community knowledge"),
    "leave_knowledge": _("said that a project does not use community knowledge"),
}
