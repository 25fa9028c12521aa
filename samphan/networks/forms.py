"""Forms of the network's page, its members and representatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, PartialDateFormField, TextField
from samphan.tenancy.models.network import NetworkKind

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class NetworkForm(VersionedForm):
    """The network's own page."""

    name_th = TextField(label=_("Name"), max_length=300)
    name_en = TextField(label=_("Name"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=NetworkKind.choices)
    purpose_th = LongTextField(label=_("Purpose"), required=False)
    purpose_en = LongTextField(label=_("Purpose"), required=False)
    accent = forms.RegexField(
        label=_("Colour"),
        regex=r"^#[0-9a-fA-F]{6}$",
        required=False,
        help_text=_(
            "A colour of your own for the bar and the open door, written as #1b4b8a. Leave it empty for ours."
        ),
        error_messages={"invalid": _("Write a colour as # and six digits, for example #1b4b8a.")},
    )

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).lower()


class MemberForm(VersionedForm):
    """Dates and note of a membership."""

    since = PartialDateFormField(
        label=_("Member since"),
        required=False,
        help_text=_("A day, a month or a year, as far as it is known."),
    )
    until = PartialDateFormField(
        label=_("Member until"), required=False, help_text=_("Leave it empty while the membership lasts.")
    )
    note = TextField(label=_("Note"), required=False)


class AdmitForm(MemberForm):
    """A new membership."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    field_order = ("organisation", "since", "until", "note")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.fields["organisation"]
        if not isinstance(organisation, forms.ModelChoiceField):
            raise TypeError("the field of organisations was replaced")
        organisation.queryset = Organisation.objects.for_actor(actor).order_by("sort_key", "id")


class RepresentativeForm(forms.Form):
    """Somebody who speaks for a member."""

    name = TextField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    since_on = DayField(label=_("From"))
    until_on = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The first day no longer. Leave it empty when it is not known."),
    )


class ReasonForm(forms.Form):
    """A written reason."""

    reason = LongTextField(label=_("Reason"), max_length=2000, rows=3)
