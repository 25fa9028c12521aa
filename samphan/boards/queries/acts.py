"""What acts on boards are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "create_board": _("made a board"),
    "describe_board": _("changed a board"),
    "remove_board": _("removed a board"),
    "open_board": _("opened a board"),
    "close_board": _("closed a board"),
    "renew_pin": _("gave a board a new link and PIN"),
    "give_board_lead": _("gave a link to lead a board"),
    "take_board_lead": _("took a link to lead a board back"),
    "add_prompt": _("added a question to a board"),
    "change_prompt": _("changed a question of a board"),
    "remove_prompt": _("removed a question from a board"),
    "order_prompts": _("put the questions of a board in order"),
    "show_prompt": _("showed a question"),
    "reveal": _("revealed the cards of a question"),
    "hide_prompt": _("hid a question"),
    "close_prompt": _("closed a question"),
    "reopen_prompt": _("opened a question again"),
    "open_voting": _("opened the voting"),
    "close_voting": _("closed the voting"),
    "set_timer": _("set the timer"),
    "stop_timer": _("stopped the timer"),
    "set_spotlight": _("put something into the spotlight"),
    "add_card": _("wrote a card"),
    "edit_card": _("changed an own card"),
    "withdraw_card": _("took an own card back"),
    "report_abuse": _("reported a card"),
    "cast_ballot": _("voted"),
    "answer_poll": _("answered a poll"),
    "enter_card": _("entered a card for somebody"),
    "correct_card": _("corrected an entered card"),
    "hide_card": _("hid a card"),
    "show_card": _("showed a card again"),
    "handle_report": _("dealt with reports about a card"),
    "tally_paper": _("entered votes from paper"),
    "cluster_cards": _("put cards together"),
    "take_out_cards": _("took cards out of a cluster"),
    "merge_clusters": _("merged clusters"),
    "split_cluster": _("split a cluster"),
    "rename_cluster": _("named a cluster"),
    "dissolve_cluster": _("dissolved a cluster"),
    "move_card": _("moved a card"),
    "move_cluster": _("moved a cluster"),
    "forget_authors": _("forgot who may change the cards of a board"),
    "undo_board_act": _("took an act on a board back"),
    "make_output": _("made an output from cards"),
    "publish_fates": _("opened the page that tells what became of the cards"),
    "hide_fates": _("closed the page that tells what became of the cards"),
}
