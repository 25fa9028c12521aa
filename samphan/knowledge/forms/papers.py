"""The form with which a paper is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from samphan.knowledge.models import PaperLanguage


class PaperForm(forms.Form):
    """In which language the paper is made."""

    language = forms.ChoiceField(
        label=pgettext_lazy("paper", "Language"), choices=PaperLanguage.choices, widget=forms.RadioSelect
    )
