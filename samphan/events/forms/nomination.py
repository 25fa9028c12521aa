"""Forms of nominations: asking institutions, and naming people."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.registration import Applicant
from samphan.events.forms.organisations import OrganisationsField
from samphan.events.forms.registration import LONGEST_NAME, email_field
from samphan.events.forms.sheets import PartField
from samphan.kit.fields import CountField, TextField, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.directory.queries.picking import Directory
    from samphan.events.models import ParticipantCategory


class InviteForm(forms.Form):
    """Which institutions are asked to name people, and how many each."""

    all_members = forms.BooleanField(label=_("All members of the network"), required=False)
    all_institutions = forms.BooleanField(
        label=_("All institutions that were named for this event"), required=False
    )
    quota = CountField(
        label=_("People that each of them nominates"),
        required=False,
        help_text=_("Empty: as it stands in the settings of the registration."),
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"] = OrganisationsField(
            label=_("Institutions, one a line"),
            directory=directory,
            required=False,
            help_text=_(
                "Names or abbreviations, as they stand in the directory. Those that were asked already stay."
            ),
        )
        self.order_fields(["all_members", "all_institutions", "organisations", "quota"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = ("all_members", "all_institutions", "organisations")
        if not self.errors and not any(cleaned.get(name) for name in wanted):
            raise forms.ValidationError(_("Say which institutions are asked."))
        return cleaned


class NominationForm(forms.Form):
    """The quota and the contact of one institution."""

    quota = CountField(
        label=_("Quota"),
        required=False,
        help_text=_("Empty: as it stands in the settings of the registration."),
    )
    contact_name = TextField(label=_("Contact"), max_length=200, required=False)
    contact_email = email_field(required=False)
    note = TextField(label=_("Note"), max_length=1000, required=False)


class AnswerForm(forms.Form):
    """Why an institution does not take part, if it wants to say it."""

    note = TextField(
        label=_("A word to the organisers, if you want"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NomineeForm(forms.Form):
    """Somebody whom an institution sends."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = TextField(
        label=_("Name and family name"),
        max_length=LONGEST_NAME,
        help_text=_("With titles as usual, for example ผศ.ดร.สมชาย ใจดี."),
    )
    position = TextField(label=_("Position"), max_length=200, required=False)
    email = email_field(required=False, help_text=_("The ticket is sent to this address."))

    def __init__(self, *args: Any, categories: Sequence[ParticipantCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        if categories:
            self.fields["category"] = PartField(label=_("Category"), parts=categories, required=False)
        self.order_fields(["key", "name", "category", "position", "email"])

    def applicant(self, organisation: Organisation | None) -> Applicant:
        """What was written, on behalf of the institution."""
        cleaned = self.cleaned_data
        return Applicant(
            name=cleaned["name"],
            email=cleaned["email"],
            position=cleaned["position"],
            organisation=organisation,
            category=cleaned.get("category"),
            language=language(),
            key=cleaned["key"],
        )
