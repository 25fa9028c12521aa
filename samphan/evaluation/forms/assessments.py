"""Forms of self-assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.evaluation.models import Instrument
from samphan.evaluation.queries.rubric import instrument
from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.kit.formats import year as said_year

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = ""


class BeginForm(forms.Form):
    """For which year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(each, said_year(each)) for each in years]  # type: ignore[attr-defined]  # a choice field


class DialogueForm(forms.Form):
    """Minutes of a talk."""

    on = DayField(label=_("Day"))
    people = LongTextField(
        label=_("Who took part"),
        rows=3,
        max_length=2000,
        help_text=_("Names with their part in the institution, also students and people from communities."),
    )
    words = LongTextField(
        label=_("What was said"),
        rows=8,
        help_text=_("Also where people saw it differently, and why they agreed on a level."),
    )


class ImprovementForm(forms.Form):
    """A line of the plan."""

    line = forms.ChoiceField(label=pgettext_lazy("improvement plan", "About"), required=False)
    title = TextField(label=_("What will be done"))
    owner_name = TextField(label=_("Who"), max_length=200)
    due_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (
                label,
                [(f"{code}:{item.code}", f"{item.code} {item.name}") for item in instrument(code).items],
            )
            for code, label in Instrument.choices
        ]
        self.fields["line"].choices = [(WHOLE, _("the institution as a whole")), *groups]  # type: ignore[attr-defined]  # a choice field

    def said(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        code, _colon, item = self.cleaned_data["line"].partition(":")
        rest = {name: value for name, value in self.cleaned_data.items() if name != "line"}
        return {"code": code, "item": item, **rest}


class ReasonForm(forms.Form):
    """Why."""

    reason = LongTextField(label=_("Reason"), rows=3, max_length=300)
