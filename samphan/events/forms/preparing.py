"""Rows of the lists of preparing: people of teams, rooms, roles on the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.events.forms.sheets import PartField
from samphan.events.models import ProgrammeRole, TeamRole
from samphan.kit.fields import CountField, TextField
from samphan.kit.layout import RowForm
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.events.models import AgendaItem, Team


class SomebodyRowForm(RowForm):
    """A name with an organisation; whether it is a person of the directory is found out when it is saved."""

    name = TextField(label=gettext_lazy("Name"), max_length=300)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Organisation"), required=False
        )


class TeamPersonRowForm(SomebodyRowForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=TeamRole.choices, initial=TeamRole.MEMBER)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"] = PartField(label=_("Team"), parts=teams)
        self.order_fields(["id", "name", "team", "role", "organisation"])


class AgendaRoleRowForm(SomebodyRowForm):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=ProgrammeRole.choices, initial=ProgrammeRole.SPEAKER
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = PartField(label=_("Agenda item"), parts=items)
        self.order_fields(["id", "name", "item", "role", "organisation"])


class RoomRowForm(RowForm):
    name_th = TextField(label=gettext_lazy("Room"), max_length=300)
    name_en = TextField(label=gettext_lazy("Room"), max_length=300, required=False)
    place_th = TextField(label=gettext_lazy("Building and floor"), max_length=300, required=False)
    place_en = TextField(label=gettext_lazy("Building and floor"), max_length=300, required=False)
    capacity = CountField(label=gettext_lazy("People whom it holds"), required=False)
    equipment_th = TextField(label=gettext_lazy("Equipment"), max_length=1000, required=False)
    equipment_en = TextField(label=gettext_lazy("Equipment"), max_length=1000, required=False)
