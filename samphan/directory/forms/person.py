"""The forms of people and of where they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samphan.directory.forms.asking import AskingForm
from samphan.directory.queries.picking import Organisations
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField
from samphan.kit.thai.names import split_name
from samphan.kit.thai.titles import ACADEMIC_TITLES

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

_THAI: Final = re.compile(r"[ก-๎]")
PARTS: Final = (
    "academic_title",
    "is_doctor",
    "other_titles",
    "given_name_th",
    "family_name_th",
    "given_name_en",
    "family_name_en",
)


def parts_of(written: str) -> dict[str, Any]:
    """A written name in the fields of the form; a name without a Thai letter goes to the English ones."""
    name = split_name(written)
    language = "th" if _THAI.search(name.given_name + name.family_name) else "en"
    return {
        "academic_title": name.academic_title,
        "is_doctor": name.is_doctor,
        "other_titles": name.other_titles,
        f"given_name_{language}": name.given_name,
        f"family_name_{language}": name.family_name,
    }


def _titles() -> list[tuple[str, str]]:
    """Academic titles as the reader writes them."""
    is_english = (get_language() or "th").startswith("en")
    return [
        ("", _("none")),
        *((code, title.en_full if is_english else title.th_full) for code, title in ACADEMIC_TITLES.items()),
    ]


class ExpertiseField(LongTextField):
    """Several lines, each one thing that somebody knows; gives a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in str(super().clean(value)).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class PersonForm(VersionedForm, AskingForm):
    """Titles apart from names: search and order go by the names."""

    academic_title = forms.ChoiceField(label=gettext_lazy("Academic title"), required=False, choices=_titles)
    is_doctor = forms.BooleanField(label=gettext_lazy("Holds a doctorate"), required=False)
    other_titles = TextField(
        label=gettext_lazy("Rank, profession or other title"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("As it is written before the name, for example นพ. or ว่าที่ ร.ต."),
    )
    given_name_th = TextField(label=gettext_lazy("Given name"), max_length=150, required=False)
    family_name_th = TextField(label=gettext_lazy("Family name"), max_length=150, required=False)
    given_name_en = TextField(label=gettext_lazy("Given name"), max_length=150, required=False)
    family_name_en = TextField(label=gettext_lazy("Family name"), max_length=150, required=False)
    expertise = ExpertiseField(
        label=gettext_lazy("Expertise"),
        required=False,
        rows=3,
        help_text=gettext_lazy("One a line, in Thai or in English. The person is found by them."),
    )
    is_listed = forms.BooleanField(
        label=gettext_lazy("Show to every network of this installation"),
        required=False,
        help_text=gettext_lazy(
            "Only for people whose office is public. Others are seen by this network alone."
        ),
    )

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in (*PARTS, "expertise", "is_listed")}

    def written_names(self) -> list[str]:
        """The name in both languages, to be looked for in the directory."""
        words = self.cleaned_data
        return [
            f"{words[f'given_name_{language}']} {words[f'family_name_{language}']}"
            for language in ("th", "en")
        ]


class NewPersonForm(PersonForm):
    """With one field more: the name as it stands on a list, which is taken apart into the others."""

    written = TextField(
        label=gettext_lazy("Name with titles"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "For example ผศ.ดร.สมชาย ใจดี. It is taken apart below; correct the parts where needed."
        ),
    )

    def clean(self) -> dict[str, Any] | None:
        """A name that was written but not taken apart (there is no script) is taken apart and shown."""
        words = super().clean() or self.cleaned_data
        if words.get("written") and not words.get("given_name_th") and not words.get("given_name_en"):
            given: Any = self.data  # a QueryDict, or a plain dict in a form made by hand
            data = given.copy()
            parts = parts_of(words["written"])
            data.pop("is_doctor", None)
            if parts.pop("is_doctor"):
                data["is_doctor"] = "on"
            data.update({name: value for name, value in parts.items() if value})
            self.data = data
            raise ValidationError(
                _("The name was taken apart below. Look at its parts, then save."), code="taken_apart"
            )
        return words


class AffiliationForm(VersionedForm):
    """Where somebody belongs, in which position, from when to when."""

    position_th = TextField(label=gettext_lazy("Position"), max_length=200, required=False)
    position_en = TextField(label=gettext_lazy("Position"), max_length=200, required=False)
    since = PartialDateFormField(
        label=gettext_lazy("Since"),
        required=False,
        help_text=gettext_lazy("A day, a month or a year, as far as it is known."),
    )
    until = PartialDateFormField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty while it lasts."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(Organisations(actor), label=gettext_lazy("Organisation"))
        self.order_fields(["organisation"])


class EndForm(forms.Form):
    """When somebody left."""

    until = PartialDateFormField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The last day, month or year, as far as it is known."),
    )


class SelfForm(VersionedForm):
    """What somebody changes in the own record."""

    given_name_en = TextField(label=gettext_lazy("Given name"), max_length=150, required=False)
    family_name_en = TextField(label=gettext_lazy("Family name"), max_length=150, required=False)
    expertise = ExpertiseField(
        label=gettext_lazy("Expertise"),
        required=False,
        rows=5,
        help_text=gettext_lazy("One a line, in Thai or in English. The person is found by them."),
    )


class ClaimForm(forms.Form):
    """What shows that it is this person."""

    words = TextField(
        label=gettext_lazy("What shows that it is you?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("For example your position, or who of the secretariat knows you."),
    )


class ClaimAnswerForm(forms.Form):
    """Whether a user is the person, and why not."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Is it this person?"),
        choices=[
            ("accept", gettext_lazy("Yes, it is")),
            ("refuse", gettext_lazy("No, or it cannot be seen")),
        ],
        widget=forms.RadioSelect,
    )
    answer = TextField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Needed where it is refused. The user reads it."),
    )
