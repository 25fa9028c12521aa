"""What the acts of events are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_NOUNS: Final = {
    "topic": _("a topic"),
    "group": _("a strategic group"),
    "agenda_item": _("an agenda item"),
    "host": _("a host"),
    "team": _("a team"),
    "team_person": _("a person of a team"),
    "team_task": _("a task of a team"),
    "room": _("a room"),
    "agenda_role": _("a role on the programme"),
    "budget_line": _("a line of the budget"),
    "category": _("a category of participants"),
    "institution": _("a participating institution"),
    "registration": _("a registration"),
    "output": _("an output"),
    "document": _("a document"),
    "photo": _("a photograph"),
    "result": _("a result"),
    "use": _("a use of results"),
}
_VERBS: Final = {
    "add": _("added {noun}"),
    "change": _("changed {noun}"),
    "move": _("moved {noun}"),
    "remove": _("removed {noun}"),
    "restore": _("brought back {noun}"),
}
ACTS: Final[dict[str, _StrOrPromise]] = {
    "create_event": _("made an event"),
    "describe_event": _("changed what is said about an event"),
    "remove_event": _("removed an event"),
    "seat_team": _("changed the organisations of a team"),
    "name_institutions": _("named participating institutions"),
    "categorise_people": _("put participants into a category"),
    "tie_result": _("changed the evidence of a result"),
    "carry_on_output": _("carried an output on"),
    "let_go_output": _("took back what an output became"),
    "tie_use": _("changed where a use comes from"),
    "start_use": _("marked a use as started"),
    "finish_use": _("marked a use as done"),
    "tie_team_task": _("changed what a task has to wait for"),
    "finish_team_task": _("marked a task as done"),
    "drop_team_task": _("dropped a task"),
    "reopen_team_task": _("reopened a task"),
    "take_template": _("took tasks over from a template"),
    "tie_budget_line": _("changed the documents of a line of the budget"),
    "withdraw_photo": _("withdrew a photograph"),
    "publish_agenda": _("published the programme"),
    "open_agenda": _("opened the published programme to everybody"),
    "close_agenda": _("closed the published programme to the public"),
    "accept_allocation": _("put people into groups"),
    "undo_allocation": _("took an allocation to groups back"),
    "name_series": _("put an event into a series"),
    "leave_series": _("took an event out of its series"),
    "clone_event": _("made an event after another one"),
    "begin_satisfaction": _("made the satisfaction survey of an event"),
    "drop_use": _("dropped a use"),
    "reopen_use": _("reopened a use"),
    **{
        f"{verb}_{code}": format_lazy(said, noun=noun)
        for verb, said in _VERBS.items()
        for code, noun in _NOUNS.items()
    },
}
