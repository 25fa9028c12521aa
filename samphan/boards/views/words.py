"""The words that the live pages put together themselves: ``{n}`` and the like are filled in by the browser.

They are written without plural forms, because the browser knows none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samphan.boards.models import BoardState, PromptKind, PromptState, Voting, Way

if TYPE_CHECKING:
    from collections.abc import Iterable

Words = dict[str, str]


def common() -> Words:
    """What all three pages say: the connection, votes, results."""
    return {
        "starting": _("Connecting…"),
        "live": _("Live"),
        "polling": _("Connected"),
        "offline": _("No connection"),
        "gone": _("Link ended"),
        "joined": _("Joined: {n}"),
        "card_count": _("Cards: {n}"),
        "voter_count": _("Answered: {n}"),
        "votes": _("Votes: {n}"),
        "no_title": _("Cluster without a title"),
        "time_over": _("Time is up."),
        "result_n": _("Answers: {n}"),
        "result_mean": _("Mean {mean} of 5, answers: {n}"),
        "point_1": _("least"),
        "point_2": _("little"),
        "point_3": _("medium"),
        "point_4": _("much"),
        "point_5": _("most"),
        "way_paper": str(Way.PAPER.label),
        "way_voice": str(Way.VOICE.label),
        "way_organiser": str(Way.ORGANISER.label),
    }


def phone() -> Words:
    """What a participant is told."""
    return common() | {
        "place": _("Question {n} of {total}"),
        "write_card": _("Your idea: one idea on each card"),
        "write_question": _("Your question"),
        "letters_left": _("Letters left: {n}"),
        "waiting": _("Saved on this phone, will be sent"),
        "arrived": _("Arrived. Only you see it until the cards are revealed."),
        "shown": _("Arrived and shown to everybody"),
        "refused": _("Not accepted: {why}"),
        "waiting_cards": _(
            "Saved on this phone and not sent yet: {n}. It is sent by itself as soon as it can be."
        ),
        "withdrawn": _("The card is withdrawn."),
        "mine": _("mine"),
        "reported": _("reported"),
        "report_card": _("Report this card: {title}"),
        "report_sent": _("Reported. The facilitator looks at the card."),
        "report_failed": _("The report did not arrive. Try again when there is a connection."),
        "cards_in_room": _("Cards of the room: {n}."),
        "dots_left": _("Votes left: {n} of {total}"),
        "no_dots_left": _("You have given all your votes. Take one back to give it elsewhere."),
        "vote_more": _("One vote more for: {title}"),
        "vote_less": _("One vote less for: {title}"),
        "vote_arrived": _("Your votes have arrived. You can change them until voting is closed."),
        "vote_waiting": _("Your votes are saved on this phone and will be sent."),
        "ask_choice": _("Choose one answer"),
        "ask_choices": _("Choose as many answers as you like"),
        "ask_scale": _("Choose a point from 1 to 5"),
        "ask_words": _("Write up to three words or short phrases"),
        "word_field": _("Word {n}"),
        "answer_send": _("Send the answer"),
        "answer_change": _("Change the answer"),
        "answer_kept": _("Your answer is kept."),
        "answer_missing": _("Choose or write an answer first."),
        "answer_arrived": _("Your answer has arrived. You can change it until the question is closed."),
        "answer_waiting": _("Your answer is saved on this phone and will be sent."),
    }


def lead() -> Words:
    """What the facilitator is told, and asked."""
    return (
        common()
        | _labels("board", BoardState.choices)
        | _labels("kind", PromptKind.choices)
        | _labels("prompt", PromptState.choices)
        | _labels("voting", Voting.choices)
        | {
            "no_connection": _("The server could not be reached. Nothing was changed; please try again."),
            "current": _("on the screen"),
            "hidden": _("hidden"),
            "reports": _("Reports: {n}"),
            "reported_cards": _("Reported cards: {n}"),
            "selected": _("Selected cards: {n}"),
            "select_first": _("Select cards first: with the space bar, or by a tap."),
            "one_question": _("Cards of different questions cannot be put together."),
            "menu_of": _("Menu of the card: {title}"),
            "card": _("Card"),
            "cluster": _("Cluster"),
            "question": _("Question"),
            "move_to": _("Move to…"),
            "moved_to": _("Moved to {title}: {n}"),
            "take_out": _("Take out of the cluster"),
            "take_all_out": _("Take all cards out"),
            "taken_out": _("Taken out of the cluster: {n}"),
            "cluster_new": _("New cluster"),
            "cluster_new_dots": _("New cluster…"),
            "cluster_title": _("Title of the cluster"),
            "clustered": _("New cluster {title}: {n}"),
            "split": _("Split off a cluster"),
            "split_dots": _("Split off…"),
            "split_needs_one": _("Select cards of one cluster to split them off."),
            "merge_with": _("Merge with…"),
            "merge_dots": _("Merge with…"),
            "merge_needs_two": _("There is no other cluster to merge with."),
            "merged": _("Merged into {title}"),
            "rename": _("Rename the cluster"),
            "rename_dots": _("Rename…"),
            "edit_card": _("Correct the card"),
            "edit_card_dots": _("Correct the card…"),
            "card_text": _("Text of the card"),
            "earlier": _("Move up"),
            "later": _("Move down"),
            "light": _("Spotlight on or off"),
            "hide_card": _("Hide from everybody"),
            "show_card": _("Show again"),
            "handle": _("Reports are dealt with"),
            "tally": _("Votes counted on paper"),
            "tally_dots": _("Votes counted on paper…"),
            "tally_count": _("Number of votes on paper"),
            "suggest": _("Suggest clusters…"),
            "accepted": _("Put together."),
            "undone": _("Undone."),
            "timer": _("Timer"),
            "timer_stop": _("Pause the timer"),
            "timer_clear": _("Take the timer away"),
            "minutes": _("{n} min"),
            "close_really": _("Close the board?"),
            "close_means": _(
                "Phones can then only read, and the PIN leads nowhere. You can open it again, with a new PIN."
            ),
            "close_board": _("Close the board"),
            "act_hide_prompt": _("Hide the question"),
            "act_reopen_prompt": _("Open the question again"),
            "did_open": _("The board is open."),
            "did_close": _("The board is closed."),
            "did_show_prompt": _("The question is on the screens."),
            "did_reveal": _("The cards are revealed."),
            "did_hide_prompt": _("The question is hidden."),
            "did_reopen_prompt": _("The question is open again."),
            "did_close_prompt": _("The question is closed."),
            "did_open_voting": _("Voting is open."),
            "did_close_voting": _("Voting is closed; the votes are shown."),
            "did_add_card": _("The card is added."),
        }
    )


def projector() -> Words:
    """What stands on the wall."""
    return common() | {
        "page": _("{n} / {total}"),
        "write_now": _("Write on your phone now"),
        "vote_now": _("Vote on your phone now"),
        "answer_now": _("Answer on your phone now"),
    }


def shortcuts() -> list[tuple[str, str]]:
    """The keys of the facilitator's page, as ``islands/board-lead/keys.ts`` reads them."""
    return [
        ("Tab", _("to the buttons of a question, then to its cards")),
        ("↑ ↓ ← →", _("from card to card, and to the next question")),
        ("Space", _("select the card, or unselect it")),
        ("M", _("menu of the card or cluster")),
        ("G", _("make a cluster of the selected cards")),
        ("T", _("move the selected cards to…")),
        ("O", _("take the selected cards out of their cluster")),
        ("S", _("split the selected cards off as a cluster")),
        ("J", _("merge the cluster with…")),
        ("R", _("rename the cluster")),
        ("Alt ↑ ↓", _("move the card up or down")),
        ("H", _("hide the card, or show it again")),
        ("L", _("spotlight on the card or cluster")),
        ("U, Ctrl Z", _("undo")),
        ("Esc", _("clear the selection")),
    ]


def reasons() -> list[str]:
    """Why somebody may report a card."""
    return [
        _("It hurts or insults somebody"),
        _("It names a person or gives away something private"),
        _("It has nothing to do with the question"),
    ]


def _labels(prefix: str, choices: Iterable[tuple[str, object]]) -> Words:
    return {f"{prefix}_{code}": str(label) for code, label in choices}
