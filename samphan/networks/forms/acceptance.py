"""Forms with which a member says whether it accepts the frame."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.networks.models import AcceptanceAnswer, AcceptanceWay


class AcceptForm(forms.Form):
    """The answer of a member, by its link."""

    answer = forms.ChoiceField(
        label=_("Our answer"),
        choices=[
            (AcceptanceAnswer.ACCEPTED, _("We accept this frame")),
            (AcceptanceAnswer.DECLINED, _("We do not accept it as it is")),
        ],
        widget=forms.RadioSelect,
    )
    answered_by = TextField(label=_("Your name"), max_length=200)
    position = TextField(label=_("Your position"), max_length=200, required=False)
    words = LongTextField(
        label=_("What you want to say about it"),
        required=False,
        rows=4,
        max_length=2000,
        help_text=_("Needed where you do not accept it, so that the network can follow it up."),
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if self.cleaned_data.get("answer") == AcceptanceAnswer.DECLINED and not words:
            raise forms.ValidationError(_("Say what stands against it."), code="words_needed")
        return words


class NoteAcceptanceForm(AcceptForm):
    """The same, noted by the secretariat from a letter or a meeting."""

    way = forms.ChoiceField(
        label=_("How it was said"),
        choices=[each for each in AcceptanceWay.choices if each[0] != AcceptanceWay.LINK],
    )
    answered_on = DayField(label=_("Said on"))
    field_order = ("answer", "way", "answered_on", "answered_by", "position", "words")
