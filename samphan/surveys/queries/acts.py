"""What the acts of surveys are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "create_survey": _("made a survey"),
    "describe_survey": _("changed what is said about a survey"),
    "open_survey": _("opened a survey"),
    "close_survey": _("closed a survey"),
    "remove_survey": _("removed a survey"),
    "add_question": _("added a question"),
    "change_question": _("changed a question"),
    "move_question": _("moved a question"),
    "remove_question": _("took a question out"),
    "restore_question": _("brought back a question"),
    "copy_questions": _("copied questions"),
    "ask_people": _("made personal links to a survey"),
    "make_survey_link": _("made the link for everybody to a survey"),
    "revoke_survey_link": _("revoked the link for everybody to a survey"),
    "answer_survey": _("answered a survey"),
    "change_answer": _("changed answers to a survey"),
    "withdraw_consent": _("withdrew a consent"),
    "set_purge_day": _("set the day on which sensitive answers are forgotten"),
    "purge_answers": _("sensitive answers were forgotten"),
}
