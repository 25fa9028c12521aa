"""Forms of reports: they parse and validate, and save nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, DayField, LongTextField, TextField
from samphan.kit.forms import ComboSelect
from samphan.reports.models import Language, Numerals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.reports.queries.profiles import ReportProfile

ROUND_HELP = gettext_lazy("The year of the round for which the report is handed in, in the Buddhist era.")


def organisation_label(organisation: Organisation) -> str:
    """The name of an organisation, a unit with what it is part of."""
    parent = organisation.parent
    return f"{organisation.name} – {parent.name}" if parent else str(organisation.name)


class OpenForm(forms.Form):
    """Who reports, in which form, for which round."""

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("Reporting organisation"),
        widget=ComboSelect,
        coerce=int,
        help_text=gettext_lazy(
            "An institution that takes part in the event or belongs to the network, or a unit of one."
        ),
    )
    profile = forms.ChoiceField(label=gettext_lazy("Form of the report"))
    round_year = CountField(label=gettext_lazy("Round"), help_text=ROUND_HELP)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the report"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        initial="th",
    )
    numerals = forms.ChoiceField(
        label=gettext_lazy("Numerals"),
        choices=Numerals.choices,
        widget=forms.RadioSelect,
        initial="arabic",
        help_text=gettext_lazy("Figures in tables and in foreign words stay Arabic."),
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        profiles: Sequence[ReportProfile],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {each.pk: each for each in organisations}
        choices = [("", ""), *((each.pk, organisation_label(each)) for each in organisations)]
        self.fields["organisation"].widget.notes = {
            str(each.pk): " ".join(filter(None, (each.abbreviation_th, each.abbreviation_en)))
            for each in organisations
        }
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]  # a choice field has choices
        self.fields["profile"].choices = [(each.code, each.title.text()) for each in profiles]  # type: ignore[attr-defined]  # see above

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]


class SettingsForm(VersionedForm):
    """The round, the days that it counts, language and numerals."""

    round_year = CountField(label=gettext_lazy("Round"), help_text=ROUND_HELP)
    period_from = DayField(label=gettext_lazy("The round counts from"))
    period_last = DayField(
        label=gettext_lazy("up to and including"),
        help_text=gettext_lazy(
            "Days that you leave as they are follow a changed round by the rule of the form."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the report"), choices=Language.choices, widget=forms.RadioSelect
    )
    numerals = forms.ChoiceField(
        label=gettext_lazy("Numerals"),
        choices=Numerals.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Figures in tables and in foreign words stay Arabic."),
    )

    def show_conflict(self, conflict: Any) -> None:
        """The last day is shown as people say it; the record holds the day after."""
        until = conflict.current.get("period_until")
        conflict.current = {
            **conflict.current,
            "period_last": until - dt.timedelta(days=1) if until else None,
        }
        super().show_conflict(conflict)


class WordsForm(VersionedForm):
    """Other words for one passage."""

    facts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    text = LongTextField(label=gettext_lazy("Words to be printed"), max_length=8_000)

    def __init__(self, *args: Any, has_lead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str(self.initial.get("text", ""))
        self.fields["text"].widget.attrs["rows"] = max(3, words.count("\n") + len(words) // 70 + 2)
        if has_lead:
            self.fields["text"].help_text = _("The first line is printed in bold.")


class ReasonForm(forms.Form):
    """Why a rule is passed although it is not met."""

    reason = LongTextField(
        label=gettext_lazy("Reason"),
        max_length=2_000,
        rows=3,
        help_text=gettext_lazy("It is kept with your name and printed in the notes to the report."),
    )


class IssueForm(forms.Form):
    """Who issues the report, and when."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    issuer_name = TextField(
        label=gettext_lazy("Issued by"),
        max_length=200,
        help_text=gettext_lazy("As the name is signed, with titles."),
    )
    issuer_position = TextField(label=gettext_lazy("Position"), max_length=200, required=False)
    issued_on = DayField(label=gettext_lazy("Date of issue"))


class EmblemForm(forms.Form):
    """A picture for the head of the paper."""

    emblem = forms.FileField(
        label=gettext_lazy("Emblem"),
        help_text=gettext_lazy("PNG or JPEG, at most 1 MB. Use only what your institution may use."),
    )


class DiscardForm(forms.Form):
    """Nothing is asked but whether."""


class HandoverForm(forms.Form):
    """For which office a pack is made, by whom and for whom."""

    office = TextField(
        label=gettext_lazy("Office that is handed over"),
        max_length=200,
        help_text=gettext_lazy("For example: secretariat, president, treasurer."),
    )
    giver = TextField(label=gettext_lazy("Who hands it over"), max_length=200, required=False)
    taker = TextField(label=gettext_lazy("Who takes it over"), max_length=200, required=False)
    words = LongTextField(
        label=gettext_lazy("Words to the successor"),
        required=False,
        max_length=4000,
        rows=6,
        help_text=gettext_lazy(
            "What no list says: what to look after first, whom to call, what is promised."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
