"""A user signs in with an e-mail address. A person of the directory is somebody else's record."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy


class UserManager(BaseUserManager["User"]):
    """Looks users up by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def make(self, *, email: str, name: str, password: str | None, **fields: Any) -> User:
        """A saved user; without a password it cannot sign in until one is set by mail."""
        user = User(email=self.normalize_email(email).lower(), name=name, **fields)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who signs in."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=2, choices=[("th", _("Thai")), ("en", _("English"))], default="th"
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_operator = models.BooleanField(_("operates the installation"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    table_kind = "installation"
    privacy = Privacy(
        personal="email name last_login", neither="password language is_active is_operator created_at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email"),
            models.CheckConstraint(condition=~models.Q(name=""), name="accounts_user_named"),
        ]
