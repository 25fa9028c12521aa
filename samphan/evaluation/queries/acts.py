"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "begin_rating": _("began a round of rating"),
    "close_rating": _("closed a round of rating"),
    "ask_partner_to_rate": _("asked a partner to rate"),
    "renew_rating_link": _("made a new link for a rating"),
    "open_partner_rating": _("made room for what a partner says in a rating"),
    "keep_rating_answer": _("chose an answer of a rating that is not sent yet"),
    "give_rating": _("rated a project"),
    "open_challenge_round": _("asked members about challenges"),
    "close_challenge_round": _("closed a round about challenges"),
    "make_challenge_link": _("made the link by which a member answers about challenges"),
    "ask_about_challenges": _("wrote to members about challenges"),
    "answer_challenges": _("answered about challenges"),
    "take_over_strategy": _("made an action of a strategy"),
    "begin_assessment": _("began a self-assessment"),
    "answer_assessment": _("answered a self-assessment"),
    "agree_answers": _("wrote down on which levels a self-assessment agreed"),
    "write_dialogue": _("wrote minutes of a dialogue"),
    "agree_assessment": _("agreed a self-assessment"),
    "reopen_assessment": _("opened a self-assessment again"),
    "plan_improvement": _("added to an improvement plan"),
    "withdraw_improvement": _("took back a line of an improvement plan"),
    "take_over_improvement": _("made an action of a line of an improvement plan"),
}
