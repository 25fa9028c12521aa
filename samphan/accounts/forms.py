"""The forms of sign-in: those of allauth, with our words on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account import forms as allauth
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

LABELS: Final[Mapping[str, _StrOrPromise]] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}


class Worded:
    """Before a form of allauth: our labels, without placeholders that repeat them, and our sentence where two differ."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "password2" and not isinstance(error, ValidationError):
            error = _("The two passwords are not the same.")
        super().add_error(field, error)  # type: ignore[misc]  # of the form that stands after this class


class LoginForm(Worded, allauth.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail address and password."""


class ChangePasswordForm(Worded, allauth.ChangePasswordForm):  # type: ignore[misc]  # see above
    """The password of somebody who is signed in."""


class SetPasswordForm(Worded, allauth.SetPasswordForm):  # type: ignore[misc]  # see above
    """The first password of somebody who is signed in."""


class ResetPasswordForm(Worded, allauth.ResetPasswordForm):  # type: ignore[misc]  # see above
    """Where the link for a new password is sent."""


class ResetPasswordKeyForm(Worded, allauth.ResetPasswordKeyForm):  # type: ignore[misc]  # see above
    """The new password, behind that link."""
