"""The form of an official paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from samphan.directory.queries.picking import Directory


class PaperForm(VersionedForm):
    """What stands on an external letter or a memo; the words are Thai, as on official paper."""

    number = TextField(
        label=_("Number"),
        max_length=60,
        required=False,
        help_text=_(
            "As your registry gives it. Empty: the next number of the year is given when it is issued."
        ),
    )
    dated_on = DayField(label=_("Date"), required=False, help_text=_("Empty: the day on which it is issued."))
    unit = TextField(label=_("Unit that owns the matter"), max_length=300, required=False)
    address = LongTextField(label=_("Address of the issuer"), max_length=500, rows=2, required=False)
    contact = LongTextField(label=_("Telephone, e-mail"), max_length=300, rows=2, required=False)
    subject = TextField(label=_("Subject"))
    addressee = TextField(label=_("To"), max_length=300, required=False)
    reference = TextField(label=_("Reference"), required=False)
    enclosures = LongTextField(label=_("Enclosures, one a line"), max_length=500, rows=2, required=False)
    text = LongTextField(label=_("Text"), rows=12, help_text=_("An empty line begins a new paragraph."))
    closing = TextField(label=_("Closing words"), max_length=100, required=False)
    signer_name = TextField(label=_("Name of who signs"), max_length=200, required=False)
    signer_position = TextField(label=_("Position of who signs"), max_length=200, required=False)
    reply_until = DayField(label=_("Reply until"), required=False)
    has_thai_numerals = forms.BooleanField(label=_("Thai numerals"), required=False)
    emblem = forms.FileField(
        label=_("Emblem"), required=False, help_text=_("PNG or JPEG. Empty keeps the one that is there.")
    )

    def __init__(self, *args: Any, directory: Directory, is_memo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Issued by"), required=False
        )
        if is_memo:
            for name in ("address", "reference", "enclosures", "reply_until"):
                del self.fields[name]

    def words(self) -> dict[str, Any]:
        """What ``write_paper`` takes."""
        data = dict(self.cleaned_data)
        upload = data.pop("emblem")
        return {**data, "emblem": upload.read() if upload else None}
