"""Forms of the yearly confirmation of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import CountField, DayField, LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.networks.queries.confirmation import FieldLine


class RoundForm(forms.Form):
    """A round."""

    year = CountField(label=_("Year (Buddhist era)"))
    due_on = DayField(label=_("Answers until"))


class AskForm(forms.Form):
    """The mail that asks."""

    subject = TextField(label=_("Subject"), max_length=300)
    body = LongTextField(
        label=_("Text"),
        rows=10,
        max_length=5000,
        help_text=_("{organisation} stands for the member, {link} for its personal link."),
    )


class RecordForm(forms.Form):
    """A record, field by field, as it should be."""

    def __init__(self, *args: Any, lines: Sequence[FieldLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            proposed = line.correction.new if line.correction else line.now
            if line.code.endswith("_email"):
                field: forms.Field = forms.EmailField(max_length=254, required=False)
            else:
                field = TextField(max_length=300, required=False)
            field.label, field.initial = line.label, proposed
            if line.before is not None and line.has_changed:
                field.help_text = _("Confirmed last time: %(value)s") % {"value": line.before or "–"}
            self.fields[line.code] = field
        self.fields["words"] = LongTextField(
            label=_("In your own words"), required=False, rows=3, max_length=2000
        )
        self.fields["name"] = TextField(label=_("Your name"), max_length=200)


class CorrectionForm(forms.Form):
    """Why a correction is not applied."""

    reason = LongTextField(label=_("Why it is not applied"), max_length=1000, rows=3)
