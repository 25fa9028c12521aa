"""Forms of registration: its settings, what somebody writes to take part, and what is asked before an act."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from samphan.events.actions.registration import Applicant
from samphan.events.actions.registration_needs import Told
from samphan.events.actions.registration_settings import LIMIT_FIELDS, CategoryLimit
from samphan.events.forms.sheets import PartField
from samphan.events.models import NEED_CHOICES, NeedKind
from samphan.kit import controls
from samphan.kit.asking import AskingForm
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, DayField, TextField, language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.safestring import SafeString

    from samphan.directory.models import Organisation
    from samphan.events.models import ParticipantCategory
    from samphan.surveys.models import Survey

LONGEST_NAME: Final = 300
CONSENT: Final = _(
    "I agree that the organisers use what I wrote about food and access to prepare this event, that only those who"
    " prepare it read it, and that it is deleted afterwards. I can take this back at any time on my ticket."
)


class NamesInput(forms.TextInput):
    """A line to type in that offers names, read when it is drawn; what is typed need not be one of them."""

    def __init__(self, names: Callable[[], Sequence[str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = self._list_id(name, attrs)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        line = super().render(name, value, attrs, renderer)
        options = controls.joined("", '<option value="{}"></option>', ((each,) for each in self.names()))
        return controls.written(
            '{}<datalist id="{}">{}</datalist>', line, self._list_id(name, attrs), options
        )

    def _list_id(self, name: str, attrs: dict[str, Any] | None) -> str:
        return f"{(attrs or self.attrs).get('id', name)}_names"


class PhoneField(TextField):
    """A telephone number as people write it: digits in any grouping, one extension."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)


def email_field(**kwargs: Any) -> forms.EmailField:
    """An e-mail address of at most 254 characters; browsers offer the reader's own."""
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        **kwargs,
    )


def _whole(**kwargs: Any) -> CountField:
    return CountField(required=False, **kwargs)


class SettingsForm(VersionedForm):
    """Dates, seats and ways of a registration; three fields for each category, drawn as a table."""

    has_form = forms.BooleanField(label=_("People register themselves by a link"), required=False)
    opens_on = DayField(label=_("Open from"), required=False)
    closes_on = DayField(label=_("Last day"), required=False)
    seats = _whole(label=_("Seats in all"), help_text=_("Empty: no limit."))
    needs_approval = forms.BooleanField(label=_("Registrations wait for approval"), required=False)
    has_waiting_list = forms.BooleanField(label=_("There is a waiting list"), required=False)
    offer_hours = _whole(
        label=_("Hours for which a free seat is kept"),
        help_text=_("Whoever is next on the waiting list accepts it within this time, 1 to 720 hours."),
    )
    institution_quota = _whole(
        label=_("People that an institution nominates"), help_text=_("Empty: no limit.")
    )
    asks_needs = forms.BooleanField(label=_("The form asks about food and access"), required=False)
    needs_kept_days = _whole(
        label=_("Days after the event on which needs are deleted"), help_text=_("At most 365.")
    )

    def __init__(
        self, *args: Any, categories: Sequence[ParticipantCategory], surveys: Sequence[Survey], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.categories = categories
        self.fields["survey"] = PartField(
            label=_("Further questions"),
            parts=surveys,
            required=False,
            help_text=_("A form of the kind “registration”, prepared under surveys and open for answers."),
        )
        for each in categories:
            self.fields[f"seats-{each.pk}"] = _whole(label=_("Seats"), initial=each.seats)
            self.fields[f"quota-{each.pk}"] = _whole(label=_("Per institution"), initial=each.quota)
            self.fields[f"is_in_form-{each.pk}"] = forms.BooleanField(
                label=_("In the form"), required=False, initial=each.is_in_form
            )

    def lines(self) -> list[tuple[ParticipantCategory, list[Any]]]:
        """Each category with its three fields."""
        return [(each, [self[f"{name}-{each.pk}"] for name in LIMIT_FIELDS]) for each in self.categories]

    def limits(self) -> list[CategoryLimit]:
        """What was written for each category."""
        cleaned = self.cleaned_data
        return [
            CategoryLimit(category=each, **{name: cleaned[f"{name}-{each.pk}"] for name in LIMIT_FIELDS})
            for each in self.categories
        ]

    def clean_offer_hours(self) -> int:
        hours = self.cleaned_data["offer_hours"]
        if hours is None:
            return 48
        if not 1 <= hours <= 720:
            raise forms.ValidationError(_("Write a number from 1 to 720."))
        return int(hours)

    def clean_needs_kept_days(self) -> int:
        days = self.cleaned_data["needs_kept_days"]
        if days is not None and days > 365:
            raise forms.ValidationError(_("Write a number up to 365."))
        return 30 if days is None else int(days)


class NeedsForm(forms.Form):
    """What somebody needs, with the consent without which nothing of it is kept."""

    diet = forms.ChoiceField(label=_("Food"), required=False)
    diet_words = TextField(
        label=_("If you want to say more about food"),
        max_length=500,
        required=False,
        help_text=_("For example what you are allergic to."),
    )
    access = forms.ChoiceField(label=_("Access and help"), required=False)
    access_words = TextField(label=_("If you want to say more about access"), max_length=500, required=False)
    consent = forms.BooleanField(label=CONSENT, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_needs(self)

    def clean(self) -> dict[str, Any]:
        return check_needs(self, super().clean() or self.cleaned_data)

    def told(self) -> Told:
        """The needs with the consent as it was read."""
        return needs_told(self.cleaned_data)


def offer_needs(form: forms.Form) -> None:
    """Give the two lists of needs their choices."""
    for kind in NeedKind:
        field: Any = form.fields[str(kind)]
        field.choices = [
            ("", _("nothing special")),
            *((each.value, each.label) for each in NEED_CHOICES[kind]),
        ]


def check_needs(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Refuse needs without consent, and words without a choice."""
    for kind in NeedKind:
        if cleaned.get(f"{kind}_words") and not cleaned.get(str(kind)):
            form.add_error(str(kind), str(_("Choose one from the list.")))
    if any(cleaned.get(str(kind)) for kind in NeedKind) and not cleaned.get("consent"):
        form.add_error(
            "consent",
            str(_("What you need is kept only with your consent. Tick it, or leave the needs empty.")),
        )
    return cleaned


def needs_told(cleaned: Mapping[str, Any]) -> Told:
    """Needs out of a checked form."""
    needs = {
        str(kind): (cleaned[str(kind)], cleaned.get(f"{kind}_words", ""))
        for kind in NeedKind
        if cleaned.get(str(kind))
    }
    return Told(str(CONSENT) if needs else "", needs)


class ApplicationForm(AskingForm):
    """What somebody writes to take part: one page, on a phone."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = TextField(
        label=_("Name and family name"),
        max_length=LONGEST_NAME,
        help_text=_("With titles as usual, for example ผศ.ดร.สมชาย ใจดี."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = TextField(
        label=_("Organisation"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Choose a name that is offered, or write another one."),
    )
    position = TextField(label=_("Position"), max_length=200, required=False)
    email = email_field(
        required=False,
        help_text=_("Your ticket is sent to this address. Without one you see it after registering."),
    )
    phone = PhoneField(label=_("Telephone"), required=False)
    diet = NeedsForm.base_fields["diet"]
    diet_words = NeedsForm.base_fields["diet_words"]
    access = NeedsForm.base_fields["access"]
    access_words = NeedsForm.base_fields["access_words"]
    consent = NeedsForm.base_fields["consent"]

    def __init__(
        self,
        *args: Any,
        categories: Sequence[ParticipantCategory],
        names: Callable[[], Sequence[str]],
        asks_needs: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        self.fields["organisation"].widget = NamesInput(
            names, attrs={"autocomplete": "organization", "maxlength": None}
        )
        if categories:
            self.fields["category"] = PartField(label=_("You take part as"), parts=categories, required=True)
        self.asks_needs = asks_needs
        if asks_needs:
            offer_needs(self)
        else:
            for name in NeedsForm.base_fields:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return check_needs(self, cleaned) if self.asks_needs else cleaned

    def applicant(self, organisation: Organisation | None) -> Applicant:
        """What was written; ``organisation`` is the one that the typed name stands for, if there is just one."""
        cleaned = self.cleaned_data
        return Applicant(
            name=cleaned["name"],
            email=cleaned["email"],
            phone=cleaned["phone"],
            position=cleaned["position"],
            organisation=organisation,
            organisation_name=cleaned["organisation"],
            category=cleaned.get("category"),
            language=language(),
            key=cleaned["key"],
            needs=needs_told(cleaned) if self.asks_needs else None,
            answers=self.answers(),
        )


class ContactForm(forms.Form):
    """Where somebody can be reached."""

    email = email_field(required=False)
    phone = PhoneField(label=_("Telephone"), required=False)


class DeclineForm(forms.Form):
    """Why registrations are declined."""

    reason = TextField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("It is told to the person, by e-mail and on the ticket."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why a registration is given up, if somebody wants to say it."""

    reason = TextField(
        label=_("Reason, if you want to give one"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


APPROVED = ngettext_lazy("%(count)s person is confirmed.", "%(count)s people are confirmed.", "count")
QUEUED = ngettext_lazy(
    "%(count)s person stands on the waiting list.", "%(count)s people stand on the waiting list.", "count"
)
LEFT = ngettext_lazy(
    "%(count)s person still waits: there is no seat left.",
    "%(count)s people still wait: there is no seat left.",
    "count",
)
