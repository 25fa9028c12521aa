"""The two short forms of people in a room: a PIN, and a card where there is no script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.boards.models import LONGEST_CARD, Naming
from samphan.kit.fields import LongTextField, TextField


class PinForm(forms.Form):
    """Six digits; Thai digits, spaces and hyphens are read too."""

    pin = TextField(
        label="PIN",
        max_length=20,
        help_text=_("Six digits; they stand on the projector beside the QR code."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "pin-field"}),
    )


class PlainCardForm(forms.Form):
    """A card as a plain form. Its key is made with the page, so that sending it twice writes it once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = LongTextField(label=_("Your idea: one idea on each card"), max_length=LONGEST_CARD, rows=3)
    name = TextField(label=_("Your name"), max_length=100)

    def __init__(self, *args: Any, naming: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if naming == Naming.ANONYMOUS:
            del self.fields["name"]
        else:
            self.fields["name"].required = naming == Naming.NAMED
