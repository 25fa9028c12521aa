"""What the acts on reports are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "open_report": _("began a report"),
    "change_report": _("changed the settings of a report"),
    "discard_report": _("discarded a report"),
    "reword_block": _("reworded a passage of a report"),
    "restore_block": _("restored the composed words of a report"),
    "forget_words": _("dropped words without a passage"),
    "override_gate": _("passed a rule of a report with a reason"),
    "renew_override": _("gave a new reason for passing a rule"),
    "withdraw_override": _("withdrew the reason for passing a rule"),
    "issue_report": _("issued a report"),
    "render_version": _("made the files of a report"),
    "render_again": _("asked for the files of a report once more"),
    "note_failure": _("could not make the files of a report"),
    "ask_pack": _("asked for a pack of evidence"),
    "make_pack": _("made a pack of evidence"),
    "ask_handover": _("asked for a pack for a successor"),
    "make_handover": _("made a pack for a successor"),
    "set_emblem": _("set the emblem of an organisation"),
    "remove_emblem": _("removed the emblem of an organisation"),
}
