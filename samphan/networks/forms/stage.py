"""Forms of the steps of the network's life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import LongTextField, PartialDateFormField

if TYPE_CHECKING:
    from collections.abc import Sequence


class StepForm(forms.Form):
    """One step with its day and its reason; ``stages`` are those to choose from, if there is something to choose."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = PartialDateFormField(
        label=_("Since"), help_text=_("A day, a month or a year, as far as it is known.")
    )
    reason = LongTextField(label=_("Reason"), max_length=2000, rows=4)

    def __init__(self, *args: Any, stages: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stages:
            self.fields["to"] = forms.ChoiceField(label=_("Stage"), choices=stages, widget=forms.RadioSelect)
            self.order_fields(["to", "on", "reason"])
