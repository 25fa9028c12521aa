"""The form of an event."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.forms.budget import MoneyField
from samphan.events.models import EventKind
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, LongTextField, PartialDateFormField, TextField


class EventForm(VersionedForm):
    """What an event is described with; its parts have forms of their own."""

    kind = forms.ChoiceField(
        label=_("Kind of event"),
        choices=EventKind.choices,
        initial=EventKind.WORKSHOP,
        required=False,
        help_text=_("A kind of event brings a template of tasks with it."),
    )
    title_th = TextField(label=_("Title of the event"))
    title_en = TextField(label=_("Title of the event"), required=False)
    theme_th = TextField(label=_("Theme"), max_length=300, required=False)
    theme_en = TextField(label=_("Theme"), max_length=300, required=False)
    slug = forms.RegexField(
        label=_("Web address"),
        regex=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        max_length=80,
        required=False,
        help_text=_(
            "Latin letters, digits and hyphens. Empty: it is made of the English title, or of the year."
        ),
        error_messages={
            "invalid": _("Write small Latin letters, digits and hyphens, for example annual-meeting-2026.")
        },
    )
    starts = PartialDateFormField(
        label=_("From"),
        required=False,
        help_text=_("For example 31/3/2569, or only March 2569 while the day is not known."),
    )
    ends = PartialDateFormField(label=_("To"), required=False, help_text=_("Empty for an event of one day."))
    venue_th = TextField(label=_("Venue"), max_length=300, required=False)
    venue_en = TextField(label=_("Venue"), max_length=300, required=False)
    problem_th = LongTextField(label=_("The problem that it answers"), required=False)
    problem_en = LongTextField(label=_("The problem that it answers"), required=False)
    goal_th = LongTextField(label=_("Goal"), required=False)
    goal_en = LongTextField(label=_("Goal"), required=False)
    audience_th = LongTextField(label=_("Who takes part"), required=False, rows=2)
    audience_en = LongTextField(label=_("Who takes part"), required=False, rows=2)
    stated_institutions = CountField(
        label=_("Institutions, as stated"),
        required=False,
        help_text=_("Empty while nobody has stated a number."),
    )
    stated_participants = CountField(label=_("Participants, as stated"), required=False)
    stated_budget = MoneyField(label=_("Budget, as stated"), required=False)
    source = TextField(
        label=_("Source of the facts"),
        required=False,
        help_text=_("For example the minutes or letter that says so."),
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self.initial.get("kind") or EventKind.WORKSHOP


class RemoveEventForm(forms.Form):
    """Why an event is taken out."""

    reason = LongTextField(label=_("Reason"), max_length=2000, rows=3)
