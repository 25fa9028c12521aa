"""Lists that are written as a whole: rows that can be added, moved and removed in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db import models
from django.forms.formsets import formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.events.forms.organisations import OrganisationsField
from samphan.events.models import AgendaKind, HostRole
from samphan.kit.fields import ClockField, CountField, DayField, LongTextField, TextField
from samphan.kit.layout import RowForm
from samphan.kit.picking import PickedField, RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BaseFormSet

    from samphan.directory.queries.picking import Directory
    from samphan.events.models import Room, StrategicGroup, Topic

MOST_ROWS: Final = 200
NAMES: Final = ("title", "name", "duty")


class VersionForm(forms.Form):
    """The version of the whole list from which the rows were made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LineForm(forms.Form):
    """One row; an empty one that only has its number is no change."""

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != "ORDER"]


def said(part: Any) -> str:
    """What a part of an event is called in a list of choices: code, title, name or duty, or the value itself."""
    if not isinstance(part, models.Model):
        return str(part)
    code = getattr(part, "code", "")
    text = str(next((found for name in NAMES if (found := getattr(part, name, ""))), part))
    return f"{code} {text}" if code else text


class PartField(RecordField):
    """A part of the same event, chosen from a list that was read once for all rows; gives the part or None."""

    def __init__(self, *, parts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(records=[(part, said(part)) for part in parts], has_blank=True, **kwargs)


class TopicRowForm(RowForm):
    title_th = TextField(label=gettext_lazy("Topic"))
    title_en = TextField(label=gettext_lazy("Topic"), required=False)
    detail_th = LongTextField(label=gettext_lazy("Detail"), required=False, rows=2)
    detail_en = LongTextField(label=gettext_lazy("Detail"), required=False, rows=2)


class GroupRowForm(RowForm):
    code = TextField(label=gettext_lazy("Code"), max_length=20)
    title_th = TextField(label=gettext_lazy("Name of the group"), max_length=300)
    title_en = TextField(label=gettext_lazy("Name of the group"), max_length=300, required=False)

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = PartField(label=_("Topic"), parts=topics, required=False)
        self.order_fields(["id", "code", "topic", "title_th", "title_en"])


class AgendaRowForm(RowForm):
    title_th = TextField(label=gettext_lazy("Agenda item"), max_length=300)
    title_en = TextField(label=gettext_lazy("Agenda item"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=AgendaKind.choices, initial=AgendaKind.PLENARY, required=False
    )
    day = DayField(label=gettext_lazy("Day"), required=False)
    starts_at = ClockField(label=gettext_lazy("Starts at"), required=False)
    ends_at = ClockField(label=gettext_lazy("Ends at"), required=False)
    track = TextField(label=gettext_lazy("Track"), max_length=100, required=False)

    def __init__(
        self,
        *args: Any,
        topics: Sequence[Topic],
        rooms: Sequence[Room],
        groups: Sequence[StrategicGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"] = PartField(label=_("Room"), parts=rooms, required=False)
        self.fields["group"] = PartField(label=_("For one group alone"), parts=groups, required=False)
        self.fields["topic"] = PartField(label=_("Topic"), parts=topics, required=False)
        self.order_fields(
            [
                "id", "title_th", "title_en", "kind", "day", "starts_at", "ends_at", "room", "track", "group", "topic",
            ]
        )  # fmt: skip

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or AgendaKind.PLENARY

    def clean(self) -> dict[str, Any]:
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end time must lie after the start time."))
        return self.cleaned_data


class HostRowForm(LineForm):
    """One host. The first row proposes the main host, each further one a co-host; a role alone is no row."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=HostRole.choices)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_first = str(self.prefix).endswith("-0")
        self.fields["role"].initial = HostRole.MAIN_HOST if is_first else HostRole.CO_HOST
        self.fields["organisation"] = PickedField(directory.organisations, label=_("Organisation"))
        self.order_fields(["organisation", "role"])

    @cached_property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        return changed if self.initial or changed != ["role"] else []


class TeamRowForm(RowForm):
    duty_th = TextField(label=gettext_lazy("Duty"), max_length=300)
    duty_en = TextField(label=gettext_lazy("Duty"), max_length=300, required=False)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"] = OrganisationsField(
            label=_("Organisations, one a line"),
            directory=directory,
            required=False,
            help_text=_("Names or abbreviations. An organisation may sit in several teams."),
        )


class CategoryRowForm(RowForm):
    name_th = TextField(label=gettext_lazy("Category"), max_length=300)
    name_en = TextField(label=gettext_lazy("Category"), max_length=300, required=False)
    stated_count = CountField(label=gettext_lazy("People, as stated"), required=False)


def sheet_of(row: type[forms.Form], *, blank: int) -> type[BaseFormSet[Any]]:
    """A list of such rows with ``blank`` empty ones at the end."""
    return formset_factory(
        row,
        extra=blank,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        validate_max=True,
        absolute_max=2 * MOST_ROWS,
    )
