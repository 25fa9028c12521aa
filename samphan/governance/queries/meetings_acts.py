"""What the acts on meetings are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "plan_meeting": _("planned a meeting"),
    "change_meeting": _("changed a meeting"),
    "postpone_meeting": _("postponed a meeting"),
    "cancel_meeting": _("cancelled a meeting"),
    "replan_meeting": _("gave a meeting a new day"),
    "open_meeting": _("opened a meeting"),
    "close_meeting": _("closed a meeting"),
    "add_agenda_item": _("added an item to the agenda of a meeting"),
    "change_agenda_item": _("changed an item of the agenda of a meeting"),
    "remove_agenda_item": _("took an item off the agenda of a meeting"),
    "move_agenda_item": _("moved an item of the agenda of a meeting"),
    "copy_agenda": _("copied the agenda of the last meeting"),
    "pull_arising": _("put open matters on the agenda of a meeting"),
    "add_agenda_file": _("added a paper to an item of the agenda"),
    "remove_agenda_file": _("took a paper off an item of the agenda"),
    "list_called": _("listed who is called to a meeting"),
    "add_guest": _("added a guest to a meeting"),
    "change_attendee": _("changed somebody on the list of a meeting"),
    "remove_attendee": _("took somebody off the list of a meeting"),
    "call_meeting": _("sent the notice of a meeting"),
    "remind_called": _("reminded those who were called to a meeting"),
    "answer_call": _("replied to the notice of a meeting"),
    "note_attendance": _("noted who was at a meeting"),
    "take_replies": _("took the attendance from the replies"),
    "record_resolution": _("recorded a resolution"),
    "change_resolution": _("changed a resolution"),
    "remove_resolution": _("took a resolution out"),
    "write_minutes_frame": _("wrote the opening of minutes"),
    "write_minutes": _("wrote minutes"),
    "circulate_minutes": _("circulated minutes"),
    "propose_correction": _("proposed a correction to minutes"),
    "decide_correction": _("decided about a correction to minutes"),
    "adopt_minutes": _("adopted minutes"),
    "prepare_ballot": _("prepared a ballot"),
    "remove_ballot": _("took a ballot out"),
    "open_ballot": _("opened a ballot"),
    "cast_vote": _("voted in an open ballot"),
    "enter_tally": _("entered votes on paper"),
    "close_ballot": _("closed a ballot"),
    "issue_meeting_paper": _("issued a paper of a meeting"),
    "make_meeting_paper": _("made the files of a paper of a meeting"),
    "note_meeting_paper_problem": _("noted why a paper of a meeting could not be made"),
}
