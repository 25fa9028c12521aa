"""Forms of categories and of the rules of membership."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, LongTextField, TextField


class BahtField(forms.DecimalField):
    """An amount in baht; commas and the sign ฿ are read over."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=Decimal("0.01"), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").replace(",", "").replace("฿", "").replace("บาท", "").strip()
        return super().to_python(text)


class CategoryForm(VersionedForm):
    """A category of members."""

    name_th = TextField(label=_("Name"), max_length=200)
    name_en = TextField(label=_("Name"), max_length=200, required=False)
    rights_th = LongTextField(label=_("Rights"), required=False, rows=3, max_length=3000)
    rights_en = LongTextField(label=_("Rights"), required=False, rows=3, max_length=3000)
    votes = CountField(
        label=_("Votes"),
        required=False,
        help_text=_("In the general meeting. 0: it takes part without a vote."),
    )
    dues = BahtField(
        label=_("Dues a year, in baht"), required=False, help_text=_("Leave it empty where none are raised.")
    )
    position = CountField(label=_("Order in lists"), required=False)
    is_open = forms.BooleanField(label=_("Can be applied for"), required=False)

    def clean_votes(self) -> int:
        return self.cleaned_data["votes"] if self.cleaned_data["votes"] is not None else 1

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


class SettingsForm(VersionedForm):
    """The rules of membership."""

    number_prefix = TextField(label=_("Letters before the number"), required=False, max_length=20)
    number_has_year = forms.BooleanField(label=_("The number holds the Buddhist year"), required=False)
    number_width = forms.IntegerField(label=_("Digits of the running number"), min_value=1, max_value=8)
    takes_applications = forms.BooleanField(
        label=_("The application form is open"),
        required=False,
        help_text=_("Whoever has its address can apply. The address stands on the page of applications."),
    )
    words_th = LongTextField(label=_("Words above the form"), required=False, rows=4)
    words_en = LongTextField(label=_("Words above the form"), required=False, rows=4)
    office = TextField(label=_("Office that writes letters and invoices"), required=False, max_length=300)
    address = LongTextField(label=_("Its address"), required=False, rows=2, max_length=1000)
    contact = TextField(label=_("Its telephone and e-mail"), required=False, max_length=300)
    signer_name = TextField(label=_("Who signs"), required=False, max_length=200)
    signer_position = TextField(label=_("Position of who signs"), required=False, max_length=300)
    payment = LongTextField(
        label=_("How dues are paid"),
        required=False,
        rows=3,
        max_length=1000,
        help_text=_("Bank account and name of the account, as it is to stand on invoices."),
    )
    dues_days = forms.IntegerField(label=_("Days until dues are due"), min_value=1, max_value=366)
