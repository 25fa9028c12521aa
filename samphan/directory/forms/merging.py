"""Which of two records stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import TextField


class MergeForm(forms.Form):
    """The record that stays; everything of the other stands with it from then on."""

    kept = forms.ChoiceField(label=_("Which record stays"), widget=forms.RadioSelect)
    reason = TextField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["kept"].initial = choices[0][0]
