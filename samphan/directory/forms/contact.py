"""The forms of contact points and of stewards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samphan.accounts.models import User
from samphan.directory.models import ContactKind, Visibility
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, TextField
from samphan.kit.forms import ComboSelect
from samphan.tenancy.models import Grant


class ContactForm(VersionedForm):
    """One way to reach somebody, what for, and who may see it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContactKind.choices)
    value = TextField(
        label=gettext_lazy("Number or address"),
        max_length=500,
        help_text=gettext_lazy("It is kept as you write it; zeros in front stay."),
    )
    purpose = TextField(
        label=gettext_lazy("Purpose"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What it is for, for example invitations to meetings."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Visible to"),
        choices=Visibility.choices,
        initial=Visibility.SECRETARIAT,
        help_text=gettext_lazy("Other networks never see it."),
    )
    source = TextField(
        label=gettext_lazy("Source or consent"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where it comes from, or when and how consent was given."),
    )

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        return {
            name: self.cleaned_data[name] for name in ("kind", "value", "purpose", "visibility", "source")
        }


class _UserChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


class StewardForm(forms.Form):
    """A user of the network, and from when."""

    since_on = DayField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, network_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = Grant.objects.filter(network_id=network_id).values("user_id")
        self.fields["user"] = _UserChoice(
            queryset=User.objects.filter(pk__in=users).order_by("name", "pk"),
            label=gettext_lazy("User"),
            widget=ComboSelect(),
            help_text=gettext_lazy("Somebody with a role in this network."),
        )
        self.order_fields(["user"])


class StewardEndForm(forms.Form):
    """The last day of looking after an organisation."""

    last_on = DayField(label=gettext_lazy("Last day"))
