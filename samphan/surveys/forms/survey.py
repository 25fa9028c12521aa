"""Forms of a survey: how it begins, what is said about it, why it is taken out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.surveys.models import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.surveys.models import Survey
    from samphan.surveys.queries.templates import Template

EMPTY, COPY = "", "copy"


class StartForm(forms.Form):
    """From where questions come: a template, another survey, or nowhere."""

    start = forms.ChoiceField(
        label=gettext_lazy("Begin with"), required=False, widget=forms.RadioSelect, choices=()
    )
    source = forms.TypedChoiceField(
        label=gettext_lazy("Survey whose questions are copied"), required=False, choices=()
    )

    def __init__(
        self, *args: Any, templates: Sequence[Template], sources: Iterable[Survey], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {each.code: each for each in templates}
        self.sources = {str(each.pk): each for each in sources}
        start, source = self.fields["start"], self.fields["source"]
        choices = [(code, str(each.title.text)) for code, each in self.templates.items()]
        if self.sources:
            choices.append((COPY, _("the questions of another survey")))
        start.choices = [*choices, (EMPTY, _("no questions"))]  # type: ignore[attr-defined]  # a choice field, seen as any field
        start.initial = choices[0][0] if choices else EMPTY
        source.choices = [("", "–"), *((pk, str(each.title)) for pk, each in self.sources.items())]  # type: ignore[attr-defined]  # as above
        source.coerce = self.sources.__getitem__  # type: ignore[attr-defined]  # as above
        source.empty_value = None  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("start") == COPY and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", _("Choose the survey."))
        return cleaned


class NewSurveyForm(StartForm):
    """With what a survey begins; a template brings a title along."""

    title_th = TextField(label=gettext_lazy("Title"), max_length=300, required=False)
    title_en = TextField(label=gettext_lazy("Title"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("start") in {EMPTY, COPY} and not cleaned.get("title_th"):
            self.add_error("title_th", _("A survey needs a title in Thai."))
        return cleaned


class SurveyForm(VersionedForm):
    """What is said about a survey, and when it is answered: whole days, the last one included."""

    title_th = TextField(label=gettext_lazy("Title"), max_length=300)
    title_en = TextField(label=gettext_lazy("Title"), max_length=300, required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Purpose.choices)
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("Anonymous"),
        required=False,
        help_text=gettext_lazy(
            "Of an answer only its day is kept, and nothing that leads to the person. Consents and files cannot be"
            " asked then. Once people were asked this stays as it is."
        ),
    )
    intro_th = LongTextField(label=gettext_lazy("Introduction"), required=False)
    intro_en = LongTextField(label=gettext_lazy("Introduction"), required=False)
    thanks_th = LongTextField(label=gettext_lazy("Thanks after the answer"), required=False, rows=2)
    thanks_en = LongTextField(label=gettext_lazy("Thanks after the answer"), required=False, rows=2)
    opens_on = DayField(label=gettext_lazy("First day for answers"), required=False)
    closes_on = DayField(label=gettext_lazy("Last day for answers"), required=False)

    @staticmethod
    def days_of(survey: Survey) -> dict[str, dt.date | None]:
        """The initial days: the last one is the day before it closes at midnight."""
        return {
            "opens_on": survey.opens_at and timezone.localdate(survey.opens_at),
            "closes_on": survey.closes_at
            and timezone.localdate(survey.closes_at - dt.timedelta(microseconds=1)),
        }

    def words(self) -> dict[str, Any]:
        """What the action takes, with days as moments."""
        words = {name: value for name, value in self.cleaned_data.items() if not name.endswith("_on")}
        words["opens_at"] = _midnight(self.cleaned_data["opens_on"])
        last = self.cleaned_data["closes_on"]
        words["closes_at"] = _midnight(last + dt.timedelta(days=1) if last else None)
        return words


class RemoveSurveyForm(forms.Form):
    """Why a survey is taken out."""

    reason = TextField(label=gettext_lazy("Reason"))


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None
