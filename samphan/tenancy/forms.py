"""Forms of roles and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samphan.kit.fields import TextField
from samphan.tenancy import roles


class ConfirmForm(forms.Form):
    """Nothing to fill in: posting it is the answer."""


class InvitationForm(forms.Form):
    """An invitation by e-mail."""

    name = TextField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: [(code, f"{role.name} – {role.description}") for code, role in roles.ROLES.items()],
        widget=forms.RadioSelect,
    )


class AcceptForm(forms.Form):
    """Name and password of somebody who has no account yet."""

    name = TextField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. Several words that only you would put together are best."),
    )

    def clean_password(self) -> Any:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
