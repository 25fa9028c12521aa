"""The form of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.forms.picking import AskingForm, OrganisationChoice
from samphan.directory.models import OrganisationKind
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import LongTextField, TextField

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.errors import Conflict

MOST_ALIASES: Final = 30
LONGEST_NAME: Final = 300


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
            "One a line: former names, short names, how people write it. It is found by them too."
        ),
    )
    website = TextField(label=gettext_lazy("Website"), max_length=300, required=False)
    about_th = LongTextField(label=gettext_lazy("Description"), required=False)
    about_en = LongTextField(label=gettext_lazy("Description"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = actor.network.slug if actor.network else ""
        self.fields["parent"] = OrganisationChoice(
            actor=actor,
            url=reverse("directory:organisation_options", args=[slug]),
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
        """As always, but the organisation above and the kind are shown by their names."""
        super().show_conflict(conflict)
        parent = self.fields["parent"]
        labels = dict(OrganisationKind.choices)
        for change in self.changes:
            if change.label == str(self["kind"].label):
                change.yours, change.current = (
                    str(labels.get(each, each)) for each in (change.yours, change.current)
                )
            elif change.label == str(self["parent"].label) and isinstance(parent, OrganisationChoice):
                above = self.cleaned_data.get("parent")
                change.yours = parent.label_from_instance(above) if above else ""
                current = conflict.current["parent"]
                change.current = parent.label_from_instance(current) if current else ""
