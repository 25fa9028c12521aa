"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "tie_agreement": _("said under which agreement it stands"),
    "untie_agreement": _("took off an agreement"),
    "create_roadmap": _("made a roadmap"),
    "describe_roadmap": _("changed what is said about a roadmap"),
    "publish_roadmap": _("published a roadmap"),
    "withdraw_roadmap": _("took a roadmap off the public page"),
    "archive_roadmap": _("archived a roadmap"),
    "restore_roadmap": _("brought back a roadmap"),
    "arrange_horizons": _("changed the horizons of a roadmap"),
    "add_item": _("added a roadmap item"),
    "describe_item": _("changed a roadmap item"),
    "move_item": _("moved a roadmap item"),
    "report_item": _("said how far a roadmap item is"),
    "name_item_partners": _("changed the partners of a roadmap item"),
    "write_measures": _("changed the measures of a roadmap item"),
    "tie_item": _("changed what a roadmap item needs"),
    "add_action": _("added an action"),
    "describe_action": _("changed an action"),
    "finish_action": _("marked an action as done"),
    "drop_action": _("dropped an action"),
    "reopen_action": _("reopened an action"),
    "carry_over_action": _("carried an action over"),
    "propose_project": _("proposed a possible project"),
    "describe_possible": _("changed a possible project"),
    "call_possible": _("opened a call for partners"),
    "close_possible": _("closed a possible project"),
    "reopen_possible": _("reopened a possible project"),
    "start_possible": _("started a project"),
    "start_project": _("started a project"),
    "ask_institution": _("asked an institution for its interest"),
    "renew_interest_link": _("made a new personal link for an answer"),
    "offer_interest": _("expressed interest in a possible project"),
    "decline_interest": _("declined a call for partners"),
    "withdraw_interest": _("withdrew an interest"),
    "describe_project": _("changed a project"),
    "name_project_partners": _("changed the partners of a project"),
    "finish_project": _("marked a project as done"),
    "drop_project": _("dropped a project"),
    "reopen_project": _("reopened a project"),
    "add_listing": _("added an offer or a need"),
    "change_listing": _("changed an offer or a need"),
    "match_listing": _("marked an offer or a need as matched"),
    "close_listing": _("closed an offer or a need"),
    "reopen_listing": _("reopened an offer or a need"),
    "decide_match": _("decided about a suggested match"),
    "plan_follow_ups": _("planned to ask what became of it"),
    "ask_follow_up": _("asked what became of it"),
    "answer_follow_up": _("said what became of it"),
}
