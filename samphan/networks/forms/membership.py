"""Forms of members and representatives."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.directory.queries import find_organisations
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, PartialDateFormField, TextField
from samphan.kit.forms import ComboSelect

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class MemberForm(VersionedForm):
    """Dates and note of a membership."""

    since = PartialDateFormField(
        label=_("Member since"),
        required=False,
        help_text=_("A day, a month or a year, as far as it is known."),
    )
    until = PartialDateFormField(
        label=_("Member until"), required=False, help_text=_("Leave it empty while the membership lasts.")
    )
    note = TextField(label=_("Note"), required=False)


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One organisation of the directory, picked while typing its name."""

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        slug = actor.network.slug if actor.network else ""
        widget = ComboSelect(url=reverse("directory:organisation_options", args=[slug]), search=self._offers)
        super().__init__(queryset=Organisation.objects.for_actor(actor), widget=widget, **kwargs)
        self.actor = actor

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.abbreviation})" if obj.abbreviation else str(obj.name)

    def _offers(self, words: str) -> list[tuple[int, str]]:
        found = find_organisations(self.actor, words)
        return [(each.pk, self.label_from_instance(each)) for each in found.candidates]


class AdmitForm(MemberForm):
    """A new membership."""

    field_order = ("organisation", "since", "until", "note")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = OrganisationChoice(actor=actor, label=_("Organisation"))
        self.order_fields(self.field_order)


class RepresentativeForm(forms.Form):
    """Somebody who speaks for a member."""

    name = TextField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    since_on = DayField(label=_("From"))
    until_on = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Leave it empty while it lasts.")
    )

    def clean_until_on(self) -> dt.date | None:
        """The day after the last one: periods are half-open."""
        last: dt.date | None = self.cleaned_data["until_on"]
        return last + dt.timedelta(days=1) if last else None
