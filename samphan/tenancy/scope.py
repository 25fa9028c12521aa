"""The scope: one transaction in which the database knows who acts and which networks may be read.

Everything that touches the database stands inside a scope: a request, a task, a command. The settings are
local to the transaction, so they cannot leak through the connection pool; a scope opened inside another
one puts the outer settings back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from samphan.kit import actor as actors
from samphan.kit.actor import Actor, ActorKind, LinkRef, NetworkRef
from samphan.tenancy import roles

if TYPE_CHECKING:
    from samphan.accounts.models import User

SETTINGS: Final = ("app.networks", "app.user", "app.operator", "app.link", "app.public")
current: ContextVar[Actor | None] = ContextVar("samphan_actor", default=None)


class LinkEnded(LookupError):  # noqa: N818 - reads as what happened
    """The link was good once: it has expired or was revoked. The edge says so."""


Representation = Callable[[int, int, str], frozenset[int]]
_representations: list[Representation] = []


class NoSuchNetwork(LookupError):  # noqa: N818 - reads as what happened
    """There is no such network, or it is not one that this actor may enter: the edge answers 404."""


def represent(provider: Representation) -> None:
    """Register who knows for which organisations a user speaks: (user id, network id, e-mail) → organisation ids."""
    if provider not in _representations:
        _representations.append(provider)


@contextmanager
def user_scope(user: User, slug: str | None = None) -> Iterator[Actor]:
    """A signed-in user in one network, or (without slug) in all networks where a role is held.

    Raises:
        NoSuchNetwork: the address names no network in which the user holds a role.
    """
    with _transaction():
        refs, held, closed = _enter(user.pk, slug, is_operator=user.is_operator)
        if slug is not None and not held:
            raise NoSuchNetwork(slug)
        permissions = {
            network: roles.permissions_of(frozenset(codes), is_closed=network in closed)
            for network, codes in held.items()
        }
        network = refs[next(iter(held))] if slug is not None else None
        actor = Actor(
            kind=ActorKind.USER,
            user_id=user.pk,
            label=user.name,
            network=network,
            networks=tuple(held),
            roles=frozenset(held[network.id]) if network else frozenset(),
            permissions=permissions,
            is_operator=user.is_operator,
        )
        if "coordinator" in actor.roles:
            with _as(actor):
                found = [provider(user.pk, actor.network_id, user.email) for provider in _representations]
            # In a closed network nobody speaks for a member any more: that right too is one to write.
            speaks_for: frozenset[int] = (
                frozenset() if actor.network_id in closed else frozenset().union(*found)
            )
            actor = replace(actor, represents=speaks_for)
        with _as(actor):
            yield actor


@contextmanager
def anonymous_scope(slug: str | None = None, *, link: str = "") -> Iterator[Actor]:
    """Somebody without a sign-in: on the public pages of one network, or with the hash of a link.

    The database shows such a page what is published and nothing else of the network.

    Raises:
        NoSuchNetwork: there is no such network.
    """
    with _transaction():
        network = _public_network(slug) if slug is not None else None
        _set(public=str(network.id) if network else "", link=link)
        with _as(actors.anonymous(network)) as actor:
            yield actor


@contextmanager
def link_scope(slug: str, nonce: str, purposes: frozenset[str]) -> Iterator[Actor]:
    """The bearer of a link whose token was found good (``tenancy.links.read``), in the network of the address.

    Raises:
        NoSuchNetwork: the network has no such link for these purposes.
        LinkEnded: it has expired or was revoked.
    """
    with _transaction():
        with connection.cursor() as cursor:
            cursor.execute("select * from tenancy_enter_link(%s, %s)", [slug, nonce])
            row = cursor.fetchone()
        if row is None or row[6] not in purposes:
            raise NoSuchNetwork(slug)
        *network, link, purpose, kind, subject, label, is_open = row
        if not is_open:
            raise LinkEnded(slug)
        with _as(actors.bearer(LinkRef(link, purpose, kind, subject), NetworkRef(*network), label)) as actor:
            yield actor


@contextmanager
def system_scope(reason: str, network: str | int | None = None) -> Iterator[Actor]:
    """The product itself, with the reason that the audit trail keeps; in one network (slug or id) or in none.

    Raises:
        NoSuchNetwork: there is no such network.
    """
    from samphan.tenancy.models import Network

    with _transaction():
        _set(operator="on")
        ref = None
        if network is not None:
            condition = {"slug": network} if isinstance(network, str) else {"pk": network}
            found = Network.objects.filter(**condition).first()
            if found is None:
                raise NoSuchNetwork(str(network))
            ref = found.ref
            _set(operator="on", networks=str(ref.id))
        with _as(actors.system(reason, ref)) as actor:
            yield actor


@contextmanager
def _transaction() -> Iterator[None]:
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _read() if nested else None
        try:
            yield
        finally:
            if before is not None and not connection.needs_rollback:
                _set(**before)


@contextmanager
def _as(actor: Actor) -> Iterator[Actor]:
    token = current.set(actor)
    try:
        yield actor
    finally:
        current.reset(token)


def _read() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
        )
        values = cursor.fetchone() or ()
    return {name.removeprefix("app."): value for name, value in zip(SETTINGS, values, strict=True)}


def _set(networks: str = "", user: str = "", operator: str = "", link: str = "", public: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS),
            [networks, user, operator, link, public],
        )


def _enter(
    user_id: int, slug: str | None, *, is_operator: bool
) -> tuple[dict[int, NetworkRef], dict[int, list[str]], set[int]]:
    """One statement: tell the database who acts, and read the networks with the roles held in them; which are closed."""
    refs: dict[int, NetworkRef] = {}
    held: dict[int, list[str]] = defaultdict(list)
    closed: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute("select * from tenancy_enter(%s, %s, %s)", [user_id, slug, is_operator])
        for pk, found, name_th, name_en, accent, role, is_closed in cursor.fetchall():
            refs[pk] = NetworkRef(pk, found, name_th, name_en, accent)
            held[pk].append(role)
            if is_closed:
                closed.add(pk)
    return refs, held, closed


def _public_network(slug: str) -> NetworkRef:
    with connection.cursor() as cursor:
        cursor.execute("select * from tenancy_public_network(%s)", [slug])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchNetwork(_("There is no network at this address."))
    return NetworkRef(*row)
