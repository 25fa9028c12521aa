"""What the actions on meetings share: the locked row, the next state, a small change that is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import write_letters
from samphan.governance.models import Meeting, MeetingState
from samphan.governance.transitions.meetings import MEETING
from samphan.kit.errors import Problem
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.comms.actions import Letter
    from samphan.kit.actor import Actor


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is while nobody else changes it, with its body."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body", "chair", "secretary")
    return rows.get(pk=meeting.pk)


def advance(meeting: Meeting, act: str) -> None:
    """Take the state that follows; ``Problem`` where the table of its life knows none."""
    after = MEETING.get((meeting.state, act))
    if after is None:
        raise Problem(
            _("This cannot be done with a meeting in the state “%(state)s”.")
            % {"state": meeting.get_state_display()}
        )
    meeting.state = after


def refuse_frozen(meeting: Meeting) -> None:
    """``Problem`` where the minutes are adopted: who came and what was decided stands in them."""
    if meeting.state == MeetingState.ADOPTED:
        raise Problem(_("The minutes of this meeting are adopted. What they say is not changed any more."))


def note(by: Actor, meeting: Meeting, act: str, **changed: Any) -> Meeting:
    """Write some fields of a locked meeting whose policy was asked, and the audit row."""
    before = values(meeting, changed)
    for name, value in changed.items():
        setattr(meeting, name, value)
    meeting.touch(by)
    meeting.save()
    changes = difference(before, values(meeting, changed))
    record(by, act, meeting, changes=changes, label=(meeting.title_th, meeting.title_en))
    return meeting


def send(by: Actor, letters: Sequence[Letter]) -> int:
    """Write the letters of a meeting, whose words are in both languages; how many were not stopped by their readers."""
    return write_letters(by, letters, languages=("th", "en")).count("")
