"""The form of an output that is made from cards and clusters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.models import OutputKind
from samphan.kit.fields import LongTextField, TextField


class OutputForm(forms.Form):
    """What the ticked cards and clusters amount to."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OutputKind.choices)
    title_th = TextField(label=_("Title"), max_length=500)
    title_en = TextField(label=_("Title"), max_length=500, required=False)
    detail_th = LongTextField(label=_("Detail"), required=False, rows=4)
    detail_en = LongTextField(label=_("Detail"), required=False, rows=4)
