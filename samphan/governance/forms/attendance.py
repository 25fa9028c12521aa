"""Replying to a notice, and noting on the day who is there: one block of fields a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.governance.actions.attendees import DayRow
from samphan.governance.forms.meetings import clock_of, moment
from samphan.governance.models import Presence, Reply, Standing
from samphan.kit.fields import ClockField, LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms.boundfield import BoundField

    from samphan.governance.models import Attendee, Meeting

NAMES = ("presence", "substitute_name", "substitute_position", "absence_reason", "arrived_at", "left_at")


class ReplyForm(forms.Form):
    """Whether somebody comes."""

    reply = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    substitute_name = TextField(label=_("Name of your substitute"), max_length=300, required=False)
    substitute_position = TextField(label=_("Position of your substitute"), max_length=300, required=False)
    note = LongTextField(
        label=_("Reason or message"),
        max_length=1000,
        required=False,
        rows=3,
        help_text=_("If you cannot come, the minutes name the reason."),
    )

    def __init__(self, *args: Any, attendee: Attendee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_send = attendee.meeting.allows_substitutes and attendee.standing != Standing.GUEST
        offered = [Reply.COMES, Reply.ABSENT]
        if attendee.meeting.online_url:
            offered.insert(1, Reply.ONLINE)
        if may_send:
            offered.insert(-1, Reply.SUBSTITUTE)
        else:
            del self.fields["substitute_name"], self.fields["substitute_position"]
        reply: Any = self.fields["reply"]
        reply.choices = [(each.value, each.label) for each in offered]


class DayForm(forms.Form):
    """How everybody was there: fields named ``presence-12`` by the id of the row."""

    def __init__(self, *args: Any, meeting: Meeting, people: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.people = meeting, people
        for each in people:
            own = {
                "presence": forms.ChoiceField(
                    label=_("Presence"), choices=self._ways(each), required=False, initial=each.presence
                ),
                "substitute_name": TextField(
                    label=_("Name of the substitute"),
                    max_length=300,
                    required=False,
                    initial=each.substitute_name,
                ),
                "substitute_position": TextField(
                    label=_("Position of the substitute"),
                    max_length=300,
                    required=False,
                    initial=each.substitute_position,
                ),
                "absence_reason": TextField(
                    label=_("Reason for absence"),
                    max_length=300,
                    required=False,
                    initial=each.absence_reason or (each.reply_note if each.reply == Reply.ABSENT else ""),
                ),
                "arrived_at": ClockField(
                    label=_("Came later, at"), required=False, initial=clock_of(each.arrived_at)
                ),
                "left_at": ClockField(
                    label=_("Left earlier, at"), required=False, initial=clock_of(each.left_at)
                ),
            }
            if not self._may_be_replaced(each):
                del own["substitute_name"], own["substitute_position"]
            for name, field in own.items():
                self.fields[f"{name}-{each.pk}"] = field

    def _may_be_replaced(self, attendee: Attendee) -> bool:
        is_allowed = self.meeting.allows_substitutes and attendee.standing != Standing.GUEST
        return is_allowed or bool(attendee.substitute_name)

    def _ways(self, attendee: Attendee) -> list[tuple[str, Any]]:
        return [
            (code, label)
            for code, label in Presence.choices
            if code != Presence.SUBSTITUTE or self._may_be_replaced(attendee)
        ]

    def blocks(self) -> Iterator[tuple[Attendee, list[BoundField]]]:
        """Each person with the fields of the row."""
        for each in self.people:
            names = (f"{name}-{each.pk}" for name in NAMES)
            yield each, [self[name] for name in names if name in self.fields]

    def rows(self) -> list[DayRow]:
        """What ``note_day`` takes."""
        return [
            DayRow(
                attendee=each,
                presence=self._said("presence", each),
                substitute_name=self._said("substitute_name", each),
                substitute_position=self._said("substitute_position", each),
                absence_reason=self._said("absence_reason", each),
                arrived_at=moment(self.meeting.on, self.cleaned_data[f"arrived_at-{each.pk}"]),
                left_at=moment(self.meeting.on, self.cleaned_data[f"left_at-{each.pk}"]),
            )
            for each in self.people
        ]

    def _said(self, name: str, attendee: Attendee) -> str:
        return str(self.cleaned_data.get(f"{name}-{attendee.pk}") or "")
