"""The form with which the programme is published."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from samphan.kit.fields import LongTextField


class PublishForm(forms.Form):
    """What is said with a version of the programme, and whether everybody may read it."""

    note = LongTextField(label=gettext_lazy("Note on this version"), max_length=1000, rows=2, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it at the public address, with the names on the programme"),
        required=False,
    )
