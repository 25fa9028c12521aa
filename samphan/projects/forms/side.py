"""Forms of partners and people of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Basis, Sector
from samphan.kit.fields import HALF_KNOWN, LongTextField, PartialDateFormField, TextField
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField, RecordField
from samphan.projects.forms.roadmap import NumberField
from samphan.projects.models import PartnerRole, PartnerSide, PersonRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.directory.queries.picking import Directory

AS_IN_DIRECTORY = _("as the directory says")
BY_NAME = _("For somebody who is not in the directory.")


class PartnerForm(LaidOutForm):
    """An organisation of the directory or a group in no register, and its part in the project."""

    name = TextField(
        label=_("Or a group that stands in no register"),
        max_length=300,
        required=False,
        help_text=_("A village group, a club, an informal network. It can be added to the directory later."),
    )
    side = forms.ChoiceField(label=_("On which side"), choices=PartnerSide.choices, widget=forms.RadioSelect)
    role_code = forms.ChoiceField(
        label=_("Kind of role"), choices=[("", "–"), *PartnerRole.choices], required=False
    )
    role = TextField(
        label=_("Role in your own words"),
        max_length=300,
        required=False,
        help_text=_("As its own people would say it: who does what, until when."),
    )
    since = PartialDateFormField(label=_("Since"), required=False, help_text=HALF_KNOWN)
    is_lead = forms.BooleanField(
        label=_("It leads the project"),
        required=False,
        help_text=_("The one that led until now no longer does."),
    )
    basis = forms.ChoiceField(
        label=_("Basis of community"),
        choices=[("", AS_IN_DIRECTORY), *Basis.choices],
        required=False,
        help_text=_(
            "For what is in the directory: only where it is another one here. For any other group: please say."
        ),
    )
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", AS_IN_DIRECTORY), *Sector.choices], required=False
    )
    contact_name = TextField(label=_("Contact person"), max_length=200, required=False)
    contact_phone = TextField(label=_("Telephone"), max_length=60, required=False)
    contact_email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    layout: ClassVar = (
        (_("Who it is"), ("organisation", "name", "side", "basis sector")),
        (_("What it does"), ("role_code since", "role", "is_lead")),
        (
            _("Whom to ask (seen by those who write this record only)"),
            ("contact_name", "contact_phone contact_email"),
        ),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Organisation of the directory"), required=False
        )


class PersonForm(LaidOutForm):
    """Somebody who works in the project."""

    name = TextField(label=_("Or by name"), max_length=200, required=False, help_text=BY_NAME)
    side = forms.ChoiceField(label=_("On which side"), choices=PartnerSide.choices, widget=forms.RadioSelect)
    role = forms.ChoiceField(label=_("Role"), choices=PersonRole.choices)
    share = NumberField(
        label=_("Share of the work, %"),
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_(
            "As agreed among all who worked on it; promotion asks for it. The shares together make 100."
        ),
    )
    contribution = LongTextField(
        label=_("What this person did"),
        required=False,
        help_text=_("What exactly, in which part of the project."),
    )
    layout: ClassVar = (
        (_("Who it is"), ("person", "name", "organisation", "side")),
        (_("What this person does"), ("role share", "contribution")),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickedField(
            directory.people, label=_("Person of the directory"), required=False
        )
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Organisation"), required=False
        )


class RegisterForm(forms.Form):
    """Whether a group in no register is one of those of the directory that are called alike; gives it, or None for a new one."""

    def __init__(self, *args: Any, alike: Sequence[tuple[Organisation, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = RecordField(
            records=alike,
            label=_("Does it stand in the directory already?"),
            required=False,
            has_blank=False,
            widget=forms.RadioSelect,
        )
        choice: Any = self.fields["organisation"]
        choice.choices = [*choice.choices, ("", _("No, add it as a new community"))]
