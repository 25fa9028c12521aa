"""What the acts about bodies are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "create_body": _("added a body"),
    "change_body": _("changed a body"),
    "move_body": _("moved a body in the list"),
    "close_body": _("closed a body"),
    "reopen_body": _("opened a body again"),
    "remove_body": _("took a body out"),
    "arrange_positions": _("arranged positions and seats"),
    "change_seat": _("changed a seat"),
    "remove_seat": _("took a seat out"),
    "appoint": _("appointed somebody"),
    "end_term": _("ended a term"),
    "resume_term": _("took the end of a term back"),
    "extend_term": _("extended a term"),
    "correct_term": _("corrected a term"),
    "remove_term": _("took a term out"),
    "note_instrument": _("noted an order or resolution"),
    "change_instrument": _("changed a noted order"),
    "remove_instrument": _("took a noted order out"),
    "issue_order": _("issued an order of appointment"),
    "make_order": _("made the files of an order"),
    "note_order_problem": _("noted why the files of an order could not be made"),
}
