"""Forms of dues."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import CountField, DayField, LongTextField
from samphan.networks.models import PaymentWay


class RunForm(forms.Form):
    """A run of invoices."""

    year = CountField(label=_("Dues for the year (Buddhist era)"))
    issued_on = DayField(label=_("Date of the invoices"), help_text=_("Members of this day are asked."))
    due_on = DayField(label=_("Due date"), required=False)


class PaymentForm(forms.Form):
    """An invoice was paid."""

    paid_on = DayField(label=_("Paid"))
    way = forms.ChoiceField(label=_("Way of payment"), choices=PaymentWay.choices)


class ExemptForm(forms.Form):
    """A member pays nothing for a year."""

    year = CountField(label=_("Year (Buddhist era)"))
    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3)
