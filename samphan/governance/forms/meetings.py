"""Forms of meetings: what they are, their agenda, who comes, what was decided, how it is written down."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.governance.models import ItemKind, MeetingKind
from samphan.kit.fields import ClockField, CountField, DayField, LongTextField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField, RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.governance.models import AgendaItem, Body, Meeting
    from samphan.kit.layout import Layout


SMALL = MaxValueValidator(9_999, _("This number is too large."))


def moment(day: dt.date, clock: dt.time | None) -> dt.datetime | None:
    """A time of a day in the time zone of the network."""
    return timezone.make_aware(dt.datetime.combine(day, clock)) if clock else None


def clock_of(at: dt.datetime | None) -> dt.time | None:
    """The time of day in the time zone of the network."""
    return timezone.localtime(at).time() if at else None


class MeetingForm(LaidOutForm):
    """What is said about a meeting."""

    kind = forms.ChoiceField(label=pgettext_lazy("meeting", "Kind"), choices=MeetingKind.choices)
    number = CountField(
        label=_("Number within the year"),
        required=False,
        validators=[SMALL],
        help_text=_("Empty: the next one of this kind of meeting in its Buddhist year."),
    )
    on = DayField(label=pgettext_lazy("meeting", "Day"))
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Planned end"), required=False)
    place_th = TextField(label=_("Place"), max_length=300, required=False)
    place_en = TextField(label=_("Place"), max_length=300, required=False)
    online_url = forms.URLField(
        label=_("Address of the online room"), max_length=500, required=False, assume_scheme="https"
    )
    chair_label = TextField(
        label=_("Or by name"),
        max_length=200,
        required=False,
        help_text=_("For somebody who is not in the directory."),
    )
    secretary_label = TextField(label=_("Or by name"), max_length=200, required=False)
    allows_substitutes = forms.BooleanField(
        label=_("Members may send a substitute"),
        required=False,
        help_text=_("As the rules of the body lay it down."),
    )
    reply_until = DayField(label=_("Reply until"), required=False)
    note_th = LongTextField(label=_("Words of the notice"), required=False, rows=3)
    note_en = LongTextField(label=_("Words of the notice"), required=False, rows=3)
    layout: ClassVar[Layout] = (
        (_("Which meeting"), ("body", "kind number")),
        (_("When and where"), ("on begins ends", "place", "online_url")),
        (_("Who leads and keeps it"), ("chair chair_label", "secretary secretary_label")),
        (_("The notice"), ("reply_until allows_substitutes", "note")),
    )

    def __init__(
        self, *args: Any, directory: Directory, bodies: Sequence[Body] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if bodies is not None:
            self.fields["body"] = RecordField(
                label=_("Body"), records=[(each, str(each.name)) for each in bodies], has_blank=True
            )
        self.fields["chair"] = PickedField(directory.people, label=_("Chair"), required=False)
        self.fields["secretary"] = PickedField(directory.people, label=_("Secretary"), required=False)
        self.order_fields(["version", "body", "kind", "number", "on", "begins", "ends"])

    def words(self) -> dict[str, Any]:
        """What ``plan_meeting`` and ``change_meeting`` take; the body apart, where there is one."""
        data = dict(self.cleaned_data)
        day, begins, ends = data.pop("on"), data.pop("begins"), data.pop("ends")
        return {**data, "starts_at": moment(day, begins), "ends_at": moment(day, ends)}


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """The values of a meeting as its form shows them."""
    names = (
        "version kind number place_th place_en online_url chair chair_label secretary secretary_label"
        " allows_substitutes reply_until note_th note_en"
    )
    return {
        **{name: getattr(meeting, name) for name in names.split()},
        "on": meeting.on,
        "begins": clock_of(meeting.starts_at),
        "ends": clock_of(meeting.ends_at),
    }


class NewDayForm(forms.Form):
    """To which day a postponed meeting is put."""

    on = DayField(label=_("New day"))
    begins = ClockField(label=_("Begins"))


class TimeForm(forms.Form):
    """A time of the day of the meeting."""

    at = ClockField(label=_("Time"))


class ItemForm(LaidOutForm):
    """An item of the agenda."""

    kind = forms.ChoiceField(label=pgettext_lazy("agenda", "Kind"), choices=ItemKind.choices)
    title_th = TextField(label=_("Title"))
    title_en = TextField(label=_("Title"), required=False)
    detail_th = LongTextField(label=_("Detail"), required=False)
    detail_en = LongTextField(label=_("Detail"), required=False)
    presenter = TextField(label=_("Presented by"), max_length=200, required=False)
    minutes_planned = CountField(label=_("Minutes planned"), required=False, validators=[SMALL])
    follows = TextField(label=_("Arises from"), required=False)
    layout: ClassVar[Layout] = (
        (_("What it is"), ("parent kind", "title", "detail")),
        (_("Who and how long"), ("presenter minutes_planned", "follows", "adopts")),
    )

    def __init__(
        self, *args: Any, above: Sequence[tuple[AgendaItem, str]], earlier: Sequence[Meeting], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = RecordField(
            label=_("Stands below"),
            records=above,
            required=False,
            help_text=_("Empty: an item of the first row."),
        )
        self.fields["adopts"] = RecordField(
            label=_("Minutes that are laid before the meeting"),
            records=[(each, str(each.title)) for each in earlier],
            required=False,
            help_text=_("Only for an item that adopts minutes."),
        )

    def words(self) -> dict[str, Any]:
        """What ``add_item`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FileForm(forms.Form):
    """A paper of an item."""

    title = TextField(label=_("Title of the paper"), max_length=300, required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel or a picture. The pages of a PDF go into the agenda book."),
    )


class GuestForm(LaidOutForm):
    """Somebody who attends without a vote."""

    name_th = TextField(label=_("Name"), max_length=300)
    name_en = TextField(label=_("Name"), max_length=300, required=False)
    position_th = TextField(label=_("Position"), max_length=300, required=False)
    position_en = TextField(label=_("Position"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    layout: ClassVar[Layout] = ((pgettext_lazy("meeting", "Who"), ("name", "position", "email")),)

    def words(self) -> dict[str, Any]:
        """What ``add_guest`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class AttendeeForm(forms.Form):
    """The address and the votes of somebody on the list."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    votes = CountField(label=_("Number of votes"), validators=[SMALL])
