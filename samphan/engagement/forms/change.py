"""Forms of the situation, measures and results."""

from __future__ import annotations

from typing import ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.forms.fields import FigureField
from samphan.engagement.models import ResultLevel, ResultState
from samphan.kit.fields import LongTextField, PartialDateFormField, TextField
from samphan.kit.layout import LaidOutForm

HALF_KNOWN: Final = _("A day, a month or a year alone.")
DIRECTIONS: Final = (
    ("", _("nobody said")),
    ("more", pgettext_lazy("measure", "more is better")),
    ("less", pgettext_lazy("measure", "less is better")),
)
_WAY: Final = {"more": True, "less": False}


class SituationForm(LaidOutForm):
    """How things were, what was done, how they are now."""

    before = LongTextField(
        label=pgettext_lazy("change", "How things were before"),
        rows=6,
        required=False,
        help_text=_(
            "What the place and the people looked like, in words that somebody can picture; figures are measures."
        ),
    )
    before_on = PartialDateFormField(label=_("As of"), required=False, help_text=HALF_KNOWN)
    process = LongTextField(
        label=_("How it was done"),
        rows=6,
        required=False,
        help_text=_("The steps, and who took part in which."),
    )
    knowledge_used = LongTextField(
        label=_("Knowledge and expertise used"),
        required=False,
        help_text=_("That of the university and that of the community."),
    )
    change = LongTextField(label=_("What changed"), rows=6, required=False)
    after = LongTextField(label=_("How things are now"), rows=6, required=False)
    after_on = PartialDateFormField(label=_("As of"), required=False, help_text=HALF_KNOWN)
    outlook = LongTextField(label=_("What is expected to follow"), required=False)
    sustaining = LongTextField(
        label=_("How it is followed and kept up"),
        required=False,
        help_text=_("Who looks after it, with what, and until when."),
    )
    layout: ClassVar = (
        (pgettext_lazy("change", "Before"), ("before", "before_on")),
        (pgettext_lazy("change", "What was done"), ("process", "knowledge_used")),
        (_("What changed"), ("change", "after", "after_on")),
        (_("What comes next"), ("outlook", "sustaining")),
    )


class MeasureForm(LaidOutForm):
    """One figure before and after."""

    title = TextField(label=_("What is measured"), max_length=300)
    unit = TextField(
        label=_("Unit"), max_length=60, required=False, help_text=_("Such as baht a month, households, tons.")
    )
    before = FigureField(
        label=pgettext_lazy("change", "Before"),
        required=False,
        help_text=_("Left empty: not measured. Zero is a figure."),
    )
    before_on = PartialDateFormField(label=_("Measured"), required=False, help_text=HALF_KNOWN)
    target = FigureField(label=_("Target"), required=False)
    after = FigureField(label=pgettext_lazy("change", "After"), required=False)
    after_on = PartialDateFormField(label=_("Measured"), required=False, help_text=HALF_KNOWN)
    direction = forms.ChoiceField(label=_("Which way is better"), choices=DIRECTIONS, required=False)
    source = TextField(
        label=_("Source"), max_length=300, required=False, help_text=_("Who measured it, and how.")
    )
    verified_by = TextField(label=_("Verified by"), max_length=200, required=False)
    layout: ClassVar = (
        (_("What it is"), ("title", "unit direction")),
        (_("Figures"), ("before before_on", "target", "after after_on")),
        (_("Where they come from"), ("source", "verified_by")),
    )

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        said["higher_is_better"] = _WAY.get(said.pop("direction", ""))
        return said


def direction_of(higher_is_better: bool | None) -> str:
    """The choice of the form that a column holds."""
    return "" if higher_is_better is None else "more" if higher_is_better else "less"


class ResultForm(LaidOutForm):
    """What is expected, and what came of it."""

    level = forms.ChoiceField(label=_("Level"), choices=ResultLevel.choices, widget=forms.RadioSelect)
    expected = LongTextField(label=pgettext_lazy("result", "Expected"), rows=3, required=False)
    state = forms.ChoiceField(label=_("State"), choices=ResultState.choices)
    reached = LongTextField(label=_("What came of it"), rows=3, required=False)
    on = PartialDateFormField(label=_("When"), required=False, help_text=HALF_KNOWN)
