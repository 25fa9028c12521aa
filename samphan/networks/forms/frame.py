"""Forms of the network's own page, its profile and the versions of what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import HALF_KNOWN, LongTextField, PartialDateFormField, TextField
from samphan.tenancy.models.network import NetworkKind

if TYPE_CHECKING:
    from uuid import UUID


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

    academic_from = forms.TypedChoiceField(
        label=_("The academic year begins in"),
        choices=list(MONTHS.items()),
        coerce=int,
        help_text=_(
            "Projects are placed in academic years by it. Where a project says its year, that stays."
        ),
    )

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).lower()


class ProfileForm(VersionedForm):
    """What is said beside the name, and whether the page is published."""

    abbreviation_th = TextField(label=_("Abbreviation"), max_length=60, required=False)
    abbreviation_en = TextField(label=_("Abbreviation"), max_length=60, required=False)
    former_name_th = TextField(label=_("Former name"), max_length=300, required=False)
    former_name_en = TextField(label=_("Former name"), max_length=300, required=False)
    renamed = PartialDateFormField(
        label=_("Has its present name since"), required=False, help_text=HALF_KNOWN
    )
    founded = PartialDateFormField(label=_("Founded"), required=False, help_text=HALF_KNOWN)
    emblem_th = LongTextField(label=_("Emblem, described in words"), required=False, rows=2, max_length=1000)
    emblem_en = LongTextField(label=_("Emblem, described in words"), required=False, rows=2, max_length=1000)
    source = TextField(label=_("Source"), required=False)
    is_published = forms.BooleanField(
        label=_("Publish this page and the timeline"),
        required=False,
        help_text=_(
            "Everybody sees the adopted frame and the milestones that are marked as published. Who accepts the frame is"
            " never published."
        ),
    )


class StatementRowForm(forms.Form):
    """One statement of a part."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text_th = LongTextField(label=_("Statement"), rows=3, max_length=4000)
    text_en = LongTextField(label=_("Statement"), rows=3, max_length=4000, required=False)

    def clean_key(self) -> UUID | None:
        key: Any = self.cleaned_data.get("key")
        return key or None


class AdoptionForm(VersionedForm):
    """When and by what a version was adopted."""

    adopted = PartialDateFormField(label=_("Adopted"), help_text=HALF_KNOWN)
    instrument = TextField(
        label=_("Resolution or order"),
        required=False,
        help_text=_("Body, number of the meeting and date, as they stand in the minutes."),
    )
    note = LongTextField(label=_("What this version is about"), required=False, rows=2, max_length=1000)
    source = TextField(label=_("Source"), required=False)
