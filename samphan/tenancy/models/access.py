"""Who holds which role in a network, and who is asked to join it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.privacy import Privacy
from samphan.tenancy import roles
from samphan.tenancy.models.base import Owned, OwnedQuerySet


class GrantQuerySet(OwnedQuerySet["Grant"]):
    see = "access.see"


class Grant(Owned):
    """A user holds a role in a network. A seat on a board is a fact of the directory, never a grant."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=30, choices=roles.choices())
    granted_at = models.DateTimeField(auto_now_add=True)

    objects = GrantQuerySet.as_manager()

    table_kind = "grant"
    privacy = Privacy(personal="user", neither="role granted_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "user", "role"], name="tenancy_grant_once"),
            models.CheckConstraint(condition=models.Q(role__in=list(roles.ROLES)), name="tenancy_grant_role"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["user"], name="tenancy_grant_user")]

    @property
    def role_name(self) -> str:
        return str(roles.ROLES[self.role].name)


class InvitationState(models.TextChoices):
    OPEN = "open", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")


class InvitationQuerySet(OwnedQuerySet["Invitation"]):
    see = "access.see"


class Invitation(Owned):
    """An invitation by e-mail to take a role. Only the hash of its token is kept."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    role = models.CharField(_("role"), max_length=30, choices=roles.choices())
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    table_kind = "invitation"
    privacy = Privacy(
        personal="email name", neither="role token_hash state invited_at expires_at answered_at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(role__in=list(roles.ROLES)), name="tenancy_invitation_role"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=InvitationState.values), name="tenancy_invitation_state"
            ),
        ]
