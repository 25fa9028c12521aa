"""Forms of series: which one, what came before, and what comes along into a new event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.events.actions.cloning import can_come_along
from samphan.events.forms.sheets import PartField
from samphan.kit.fields import PartialDateFormField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.events.models import Event, EventSeries


class SeriesForm(forms.Form):
    """A series that is there, or the title of a new one; and the event before this one."""

    title_th = TextField(label=gettext_lazy("Title of a new series"), max_length=300, required=False)
    title_en = TextField(label=gettext_lazy("Title of a new series"), max_length=300, required=False)

    def __init__(
        self, *args: Any, series: Sequence[EventSeries], events: Sequence[Event], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"] = PartField(label=_("Series"), parts=series, required=False)
        self.fields["previous"] = PartField(
            label=_("The event before this one"), parts=events, required=False
        )
        self.order_fields(["series", "title_th", "title_en", "previous"])


class CloneForm(forms.Form):
    """Title and days of the new event, and what comes along."""

    title_th = TextField(label=gettext_lazy("Title of the event"))
    title_en = TextField(label=gettext_lazy("Title of the event"), required=False)
    starts = PartialDateFormField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("Days are shifted when the first day of both events is known."),
    )
    ends = PartialDateFormField(label=gettext_lazy("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = can_come_along()
        self.fields["what"] = forms.MultipleChoiceField(
            label=_("What comes along"),
            choices=[(code, label) for code, label, _usual in parts],
            initial=[code for code, _label, is_usual in parts if is_usual],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
