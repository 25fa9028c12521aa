"""Forms of certificates: the rule, giving, withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.models import AttendanceRule
from samphan.events.models.certificates import Language
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, DayField, LongTextField, TextField
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from samphan.directory.queries.picking import Directory


class CertificateRuleForm(VersionedForm):
    """Who gets one, what it says, who signs."""

    rule = forms.ChoiceField(label=_("Given to"), choices=AttendanceRule.choices, widget=forms.RadioSelect)
    percent = CountField(
        label=_("Share of the sessions, in percent"),
        required=False,
        help_text=_("Of the sessions at which people were checked in. Needed for the last rule only."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    has_thai_numerals = forms.BooleanField(label=_("Thai numerals"), required=False)
    text = TextField(
        label=_("Words under the name"),
        required=False,
        help_text=_("Empty: that the person took part, with the name of the event."),
    )
    signer_name = TextField(label=_("Name of who signs"), max_length=200, required=False)
    signer_position = TextField(label=_("Position of who signs"), max_length=200, required=False)
    emblem = forms.FileField(
        label=_("Emblem"), required=False, help_text=_("PNG or JPEG. Empty keeps the one that is there.")
    )

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Issued by"), required=False
        )

    def words(self) -> dict[str, Any]:
        """What ``set_certificate_rule`` takes."""
        data = dict(self.cleaned_data)
        upload = data.pop("emblem")
        return {**data, "emblem": upload.read() if upload else None}


class IssueCertificatesForm(forms.Form):
    """The date that the certificates bear."""

    issued_on = DayField(label=_("Date on the certificates"))


class WithdrawForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3)
