"""Forms of benefits and their use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, DayField, LongTextField, TextField


class BenefitForm(VersionedForm):
    """A benefit of the catalogue."""

    name_th = TextField(label=_("Name"), max_length=300)
    name_en = TextField(label=_("Name"), max_length=300, required=False)
    about_th = LongTextField(label=_("Description"), required=False, rows=3, max_length=3000)
    about_en = LongTextField(label=_("Description"), required=False, rows=3, max_length=3000)
    since_on = DayField(label=_("Offered from"), required=False)
    until_on = DayField(label=_("Offered until"), required=False, help_text=_("The last day."))
    position = CountField(label=_("Order in lists"), required=False)

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


class MemberChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A member, by the name of its organisation; the options are searched while typing."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.organisation.name)


class BenefitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A benefit of the catalogue."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class BenefitUseForm(forms.Form):
    """A member made use of a benefit."""

    on = DayField(label=_("Day"))
    count = CountField(label=_("How many"), help_text=_("People or times, as it is usually counted."))
    occasion = TextField(label=_("On what occasion"), required=False, max_length=300)
    field_order = ("benefit", "member", "on", "count", "occasion")

    def __init__(self, *args: Any, benefits: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["benefit"] = BenefitChoice(label=_("Benefit"), queryset=benefits)
        self.fields["member"] = MemberChoice(label=_("Member"), queryset=members)
        self.order_fields(self.field_order)
