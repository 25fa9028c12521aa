"""Making a network, giving and taking roles, inviting by e-mail."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Any, Final

from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samphan.accounts.models import User
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import policy, roles
from samphan.tenancy.audit import difference, record, values
from samphan.tenancy.models import Grant, Invitation, Network, SavedView
from samphan.tenancy.models.access import InvitationState

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

INVITATION_DAYS: Final = 14
NETWORK_FIELDS: Final = ("name_th", "name_en", "kind", "purpose_th", "purpose_en", "accent", "academic_from")


@transaction.atomic
def create_network(
    *, by: Actor, slug: str, name_th: str, name_en: str = "", kind: str, is_sample: bool = False, **words: str
) -> Network:
    """A new tenant, empty. Only operators of the installation make one."""
    by.must(policy.operate, on=None)
    if Network.objects.filter(slug=slug).exists():
        raise Problem(_("This address is taken."), field="slug")
    network = Network.objects.create(
        slug=slug, name_th=name_th, name_en=name_en, kind=kind, is_sample=is_sample, **words
    )
    record(by, "create_network", network)
    return network


@transaction.atomic
def describe_network(*, by: Actor, network: Network, **words: Any) -> Network:
    """Change the words and the look of a network; ``words`` are among ``NETWORK_FIELDS``."""
    by.must(policy.manage, on=network)
    before = values(network, NETWORK_FIELDS)
    for name, value in words.items():
        if name not in NETWORK_FIELDS:
            raise TypeError(f"not a field of the network's page: {name}")
        setattr(network, name, value)
    network.touch(by)
    network.save()
    record(by, "describe_network", network, changes=difference(before, values(network, NETWORK_FIELDS)))
    return network


def _own_network(by: Actor) -> Network:
    return Network.objects.get(pk=by.network_id)


@transaction.atomic
def grant(*, by: Actor, user: User, role: str) -> Grant:
    """Give a user a role in the actor's network; giving it twice changes nothing."""
    network = _own_network(by)
    by.must(policy.manage_access, on=network)
    given, is_new = Grant.objects.get_or_create(network=network, user=user, role=role)
    if is_new:
        record(by, "grant_role", given, label=(user.name, user.name), changes={"role": [None, role]})
    return given


@transaction.atomic
def revoke(*, by: Actor, given: Grant) -> None:
    """Take a role away; the last secretariat of a network stays, or nobody could let anybody in."""
    # Two who take the role from each other at once wait for each other here.
    network = Network.objects.select_for_update().get(pk=by.network_id)
    by.must(policy.manage_access, on=network)
    if not Grant.objects.filter(pk=given.pk).exists():
        return
    last = not Grant.objects.filter(network=network, role="secretariat").exclude(pk=given.pk).exists()
    if given.role == "secretariat" and last:
        raise Problem(
            _("The network must keep one member of its secretariat. Give the role to somebody else first.")
        )
    record(
        by,
        "revoke_role",
        given,
        label=(given.user.name, given.user.name),
        changes={"role": [given.role, None]},
    )
    given.delete()


def token_hash(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, by: Actor, email: str, name: str, role: str, now: dt.datetime) -> tuple[Invitation, str]:
    """Ask somebody by e-mail to take a role. Returns the invitation and its secret token (mailed by the caller)."""
    network = _own_network(by)
    by.must(policy.manage_access, on=network)
    if role not in roles.ROLES:
        raise Problem(_("There is no such role."), field="role")
    if Grant.objects.filter(network=network, user__email__iexact=email, role=role).exists():
        raise Problem(_("This person holds the role already."), field="email")
    Invitation.objects.filter(
        network=network, email__iexact=email, role=role, state=InvitationState.OPEN
    ).update(state=InvitationState.WITHDRAWN, answered_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        network=network,
        email=email.lower(),
        name=name,
        role=role,
        token_hash=token_hash(token),
        expires_at=now + dt.timedelta(days=INVITATION_DAYS),
    )
    record(by, "invite", invitation, label=(email, email), changes={"role": [None, role]})
    return invitation, token


@transaction.atomic
def mail_invitation(*, invitation: Invitation, subject: str, text: str) -> None:
    """Put the invitation's mail into the outbox."""
    send_mail(subject, text, None, [invitation.email])


def find_invitation(token: str) -> Invitation | None:
    """The open invitation behind a token; the scope was opened with the token's hash."""
    found = Invitation.objects.filter(token_hash=token_hash(token), state=InvitationState.OPEN).first()
    if found is not None:
        with connection.cursor() as cursor:
            # The bearer may read the one network that invites, and write its own grant into it.
            cursor.execute("select set_config('app.networks', %s, true)", [str(found.network_id)])
    return found


def has_account(invitation: Invitation) -> bool:
    """Whether the invited address signs in here already."""
    return User.objects.filter(email__iexact=invitation.email).exists()


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitation: Invitation, now: dt.datetime) -> None:
    """Make an open invitation useless."""
    by.must(policy.manage_access, on=_own_network(by))
    if invitation.state != InvitationState.OPEN:
        raise Problem(_("This invitation has been answered already."))
    invitation.state = InvitationState.WITHDRAWN
    invitation.answered_at = now
    invitation.save(update_fields=["state", "answered_at"])
    record(by, "withdraw_invitation", invitation, label=(invitation.email, invitation.email))


@transaction.atomic
def accept_invitation(
    *, by: Actor, invitation: Invitation, name: str, password: str | None, language: str, now: dt.datetime
) -> User:
    """Take the role. Who has no account yet gets one with the name and password given.

    The bearer of the token acts: holding it proves that the mail was received.
    """
    # Read again under a lock: a link opened twice at once is answered once.
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state != InvitationState.OPEN or invitation.expires_at <= now:
        raise Problem(_("This invitation is no longer open. Ask the secretariat for a new one."))
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is None:
        user = User.objects.make(email=invitation.email, name=name, password=password, language=language)
    given, _is_new = Grant.objects.get_or_create(
        network_id=invitation.network_id, user=user, role=invitation.role
    )
    invitation.state = InvitationState.ACCEPTED
    invitation.answered_at = now
    invitation.save(update_fields=["state", "answered_at"])
    record(by, "accept_invitation", given, label=(user.name, user.name), changes={"role": [None, given.role]})
    return user


@transaction.atomic
def save_view(*, by: Actor, path: str, query: str, name: str, is_shared: bool) -> SavedView:
    """Keep a view of a list; the same name again on the same list replaces it.

    Raises:
        Problem: there is no name, or nothing was searched, filtered or sorted.
    """
    by.must(policy.save_view, on=by.network)
    name = " ".join(name.split())
    if not name:
        raise Problem(_("Give the view a name."), field="name")
    if not query:
        raise Problem(_("Search, filter or sort the list first; that is what is kept."), field="name")
    view, _is_new = SavedView.objects.update_or_create(
        network_id=by.network_id,
        user_id=by.user_id or 0,
        path=path,
        name=name,
        defaults={"query": query, "is_shared": is_shared, "sort_key": sort_key(name)[:500]},
    )
    record(by, "save_view", view, label=(name, name))
    return view


@transaction.atomic
def remove_view(*, by: Actor, view: SavedView) -> None:
    """Take a kept view out."""
    by.must(policy.remove_view, on=view)
    record(by, "remove_view", view, label=(view.name, view.name))
    view.delete()
