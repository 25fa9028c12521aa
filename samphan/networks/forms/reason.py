"""A written reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import LongTextField


class ReasonForm(forms.Form):
    """A written reason."""

    reason = LongTextField(label=_("Reason"), max_length=2000, rows=3)
