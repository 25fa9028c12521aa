"""Forms of participants: institutions, and people by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.forms.organisations import OrganisationsField
from samphan.events.forms.sheets import PartField
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import TextField
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Person
    from samphan.directory.queries.picking import Directory
    from samphan.events.models import ParticipantCategory

SOMEBODY_ELSE = "new"


class InstitutionsForm(forms.Form):
    """Institutions that take part, one a line."""

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"] = OrganisationsField(
            label=_("Institutions, one a line"),
            directory=directory,
            help_text=_(
                "Names or abbreviations, as they stand in the directory. Those that are named already stay."
            ),
        )


class RegistrationForm(VersionedForm):
    """For whom, in which category and as what somebody takes part."""

    position = TextField(label=_("Position"), max_length=200, required=False)
    field_order = ("name", "person", "organisation", "category", "position")

    def __init__(
        self, *args: Any, directory: Directory, categories: Sequence[ParticipantCategory], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Organisation"), required=False
        )
        self.fields["category"] = PartField(label=_("Category"), parts=categories, required=False)
        self.order_fields(self.field_order)


class RegisterForm(RegistrationForm):
    """Somebody new on the list. Where people of this name are known already, it is asked whether it is one of them."""

    name = TextField(
        label=_("Name"),
        max_length=300,
        help_text=_("With titles as usual, for example ผศ.ดร.สมชาย ใจดี; they are taken apart from the name."),
    )

    def ask_which(self, people: Sequence[Person]) -> None:
        """Put the question beside the name; the answer comes as ``person``."""
        self.fields["person"] = forms.ChoiceField(
            label=_("Is it one of these people?"),
            choices=[(str(each.pk), str(each.name)) for each in people]
            + [(SOMEBODY_ELSE, _("No, somebody else"))],
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(self.field_order)
