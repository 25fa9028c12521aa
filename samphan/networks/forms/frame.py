"""Forms of the network's own page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField
from samphan.tenancy.models.network import NetworkKind


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
