"""Forms of roles and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from samphan.accounts.models import User
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
    """Name and password of somebody who has no account yet; who has one accepts with nothing typed."""

    name = TextField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. Several words that only you would put together are best."),
    )

    def __init__(self, *args: Any, email: str, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        if has_account:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        """Judge the password with name and address in view."""
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            try:
                validate_password(cleaned["password"], User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class SaveViewForm(forms.Form):
    """The name under which a view of a list is kept."""

    name = TextField(label=_("Name of the view"), max_length=100)
    is_shared = forms.BooleanField(label=_("for everybody in the network"), required=False)
