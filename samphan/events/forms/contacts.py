"""The form of a consent that was given on paper, or taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import LongTextField


class ConsentForm(forms.Form):
    """What was agreed to, in the words of the paper; nothing is asked for a withdrawal."""

    wording = LongTextField(
        label=_("What was agreed to"),
        max_length=2000,
        rows=3,
        help_text=_("In the words that stood on the paper that was signed."),
    )

    def __init__(self, *args: Any, withdraws: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if withdraws:
            del self.fields["wording"]
