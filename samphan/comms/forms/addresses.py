"""Forms about addresses, one's own messages and calendars, and kept templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.comms.models import Digest, Purpose
from samphan.comms.queries import texts
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField


class ChoiceForm(forms.Form):
    """Which kinds of messages somebody wants; what is not ticked is stopped."""

    wanted = forms.MultipleChoiceField(
        label=_("Messages that I want"),
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def stopped(self) -> list[str]:
        """The purposes that were not ticked, in the order of the form."""
        wanted = self.cleaned_data["wanted"]
        return [code for code in Purpose.values if code not in wanted]


class MineForm(ChoiceForm):
    """The same for somebody who signs in, with how often to be told what is due."""

    digest = forms.ChoiceField(
        label=_("Summary of what is due"), choices=Digest.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.fields["wanted"]
        wanted.choices = [each for each in Purpose.choices if each[0] != Purpose.DIGEST]  # type: ignore[attr-defined]  # a field of choices

    def stopped(self) -> list[str]:
        """As the form shows: the summary is chosen by how often."""
        found = [code for code in super().stopped() if code != Purpose.DIGEST]
        return [*found, Purpose.DIGEST.value] if self.cleaned_data["digest"] == Digest.NEVER else found


class BounceForm(forms.Form):
    """An address from which a message came back, as somebody read it."""

    address = forms.EmailField(label=_("E-mail address"), max_length=254)
    reason = TextField(label=_("What the returned message says"), max_length=300, required=False)


class ReturnedForm(forms.Form):
    """Returned messages, as the mail program saves them."""

    file = forms.FileField(
        label=_("Returned message"),
        help_text=_("Save the message in your mail program (.eml) and choose the file here."),
    )


class FeedForm(forms.Form):
    """The calendar that somebody wants to follow: its code, with the id of the part after a colon."""

    calendar = forms.ChoiceField(label=_("Calendar"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendar"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def chosen(self) -> tuple[str, int | None]:
        """Code of the calendar, and the id of its part."""
        code, _colon, part = self.cleaned_data["calendar"].partition(":")
        return code, int(part) if part else None


class TemplateForm(VersionedForm):
    """The words of a kept template."""

    name = TextField(label=_("Name of the template"), max_length=200)
    subject_th = TextField(label=_("Subject"), max_length=texts.MOST_SUBJECT)
    subject_en = TextField(label=_("Subject"), max_length=texts.MOST_SUBJECT, required=False)
    body_th = LongTextField(label=_("Text"), rows=12, max_length=texts.MOST_BODY)
    body_en = LongTextField(label=_("Text"), rows=12, max_length=texts.MOST_BODY, required=False)
