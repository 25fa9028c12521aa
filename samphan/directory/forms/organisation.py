"""The form of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.forms.asking import AskingForm
from samphan.directory.models import Basis, OrganisationKind, Reach, Sector, Standing, Status, SuccessionKind
from samphan.directory.queries.identifiers import read_domain
from samphan.directory.queries.picking import Organisations
from samphan.directory.queries.places import province_choices
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField

if TYPE_CHECKING:
    from django.db import models

    from samphan.kit.actor import Actor
    from samphan.kit.errors import Conflict

MOST_ALIASES: Final = 30
LONGEST_NAME: Final = 300


def _stated(codes: type[models.TextChoices]) -> list[tuple[str, Any]]:
    """Codes of a field that may be left open."""
    return [("", gettext_lazy("not stated")), *codes.choices]


def _provinces() -> list[tuple[str, str]]:
    return [("", _("not stated")), *province_choices()]


class OrganisationForm(VersionedForm, AskingForm):
    """All words of an organisation. A new one and a changed one are asked the same."""

    name_th = TextField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    name_en = TextField(label=gettext_lazy("Name"), max_length=LONGEST_NAME, required=False)
    abbreviation_th = TextField(label=gettext_lazy("Abbreviation"), max_length=40, required=False)
    abbreviation_en = TextField(label=gettext_lazy("Abbreviation"), max_length=40, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", ""), *OrganisationKind.choices])
    aliases = LongTextField(
        label=gettext_lazy("Other names"),
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "One a line: short names, how people write it. It is found by them too. Former names have a place of their own."
        ),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Basis of community"), choices=_stated(Basis), required=False
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=_stated(Sector), required=False)
    reach = forms.ChoiceField(label=gettext_lazy("Reach"), choices=_stated(Reach), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=_stated(Standing),
        required=False,
        help_text=gettext_lazy("Above all for communities: whether it was formally set up."),
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Status.choices, required=False)
    status_since = PartialDateFormField(
        label=gettext_lazy("Inactive or closed since"),
        required=False,
        help_text=gettext_lazy("A day, a month or a year, as far as it is known."),
    )
    province = forms.ChoiceField(label=gettext_lazy("Province"), choices=_provinces, required=False)
    place_th = TextField(label=gettext_lazy("Place"), max_length=200, required=False)
    place_en = TextField(label=gettext_lazy("Place"), max_length=200, required=False)
    ror = TextField(
        label=gettext_lazy("ROR id"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "The id of the Research Organization Registry, for example https://ror.org/05m2fqn25."
        ),
    )
    domain = TextField(
        label=gettext_lazy("Web domain"),
        max_length=253,
        required=False,
        help_text=gettext_lazy("For example cmu.ac.th. Left empty, it is taken from the website."),
    )
    other_id = TextField(
        label=gettext_lazy("Other identifier"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example the number of a juristic person. Zeros in front stay."),
    )
    website = TextField(label=gettext_lazy("Website"), max_length=300, required=False)
    about_th = LongTextField(label=gettext_lazy("Description"), required=False)
    about_en = LongTextField(label=gettext_lazy("Description"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = PickedField(
            Organisations(actor),
            label=gettext_lazy("Part of"),
            required=False,
            help_text=gettext_lazy("For a faculty or a unit: the institution that it belongs to."),
        )

    def clean_aliases(self) -> list[str]:
        names = list(
            dict.fromkeys(
                name for line in self.cleaned_data["aliases"].splitlines() if (name := " ".join(line.split()))
            )
        )
        if len(names) > MOST_ALIASES:
            raise ValidationError(_("Keep this to %(limit)s names.") % {"limit": MOST_ALIASES})
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("Keep each name to %(limit)s characters.") % {"limit": LONGEST_NAME})
        return names

    def clean_website(self) -> str:
        address = str(self.cleaned_data["website"])
        return f"https://{address}" if address and "://" not in address and ":" not in address else address

    def clean_status(self) -> str:
        return str(self.cleaned_data["status"]) or Status.ACTIVE

    def clean(self) -> dict[str, Any] | None:
        """A website says the domain where nobody wrote it."""
        words = super().clean() or self.cleaned_data
        if not words.get("domain") and words.get("website"):
            words["domain"] = read_domain(words["website"]) or ""
        return words

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        aside = {"version", "not_these"}
        return {name: value for name, value in self.cleaned_data.items() if name not in aside}

    def names(self) -> list[str]:
        """Every spelling, to be looked for in the directory."""
        words = self.cleaned_data
        plain = ("name_th", "name_en", "abbreviation_th", "abbreviation_en")
        return [*(words[name] for name in plain), *words["aliases"]]

    def show_conflict(self, conflict: Conflict) -> None:
        """As always, but the kind is shown by its name, which stands in a group of choices."""
        super().show_conflict(conflict)
        labels = dict(OrganisationKind.choices)
        for change in self.changes:
            if change.label == str(self["kind"].label):
                change.yours, change.current = (
                    str(labels.get(each, each)) for each in (change.yours, change.current)
                )


class RenameForm(VersionedForm):
    """New names since a day. What the organisation is called now stays as a former name."""

    name_th = TextField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    name_en = TextField(label=gettext_lazy("Name"), max_length=LONGEST_NAME, required=False)
    abbreviation_th = TextField(label=gettext_lazy("Abbreviation"), max_length=40, required=False)
    abbreviation_en = TextField(label=gettext_lazy("Abbreviation"), max_length=40, required=False)
    happened = PartialDateFormField(
        label=gettext_lazy("Since"),
        required=False,
        help_text=gettext_lazy(
            "From when the new name holds: a day, a month or a year, as far as it is known."
        ),
    )


class FormerNameForm(forms.Form):
    """A name that an organisation had before it came into the directory, or that was forgotten."""

    text = TextField(label=gettext_lazy("Former name"), max_length=LONGEST_NAME)
    since = PartialDateFormField(label=gettext_lazy("Since"), required=False)
    until = PartialDateFormField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("A day, a month or a year, as far as it is known."),
    )


class SuccessionForm(forms.Form):
    """What this organisation came out of, or what became of it."""

    side = forms.ChoiceField(
        label=gettext_lazy("The other organisation"),
        choices=[
            ("earlier", gettext_lazy("came before this one")),
            ("later", gettext_lazy("came after this one")),
        ],
        widget=forms.RadioSelect,
        initial="earlier",
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[
            (SuccessionKind.RENAMED, gettext_lazy("the earlier one was renamed and has a new record")),
            (SuccessionKind.MERGED_INTO, gettext_lazy("the earlier one was merged into the later one")),
            (SuccessionKind.SPLIT_OFF, gettext_lazy("the later one split off from the earlier one")),
        ],
    )
    happened = PartialDateFormField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("A day, a month or a year, as far as it is known."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = PickedField(Organisations(actor), label=gettext_lazy("Organisation"))
        self.order_fields(["side", "other"])
