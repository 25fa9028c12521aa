"""Who acts: the one value that policies, queries and actions are asked with.

An actor is frozen at the edge (request, task, command) and carries ids and codes only, never model
instances, so that nothing below the storeys above leaks into a decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from samphan.kit.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import _StrOrPromise

T = TypeVar("T")


class ActorKind(StrEnum):
    """How somebody came to act."""

    USER = "user"
    ANONYMOUS = "anonymous"
    LINK = "link"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a policy: yes, or no with a reason that can be shown (translated lazily)."""

    allowed: bool
    reason: _StrOrPromise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Verdict) -> Verdict:
        """Both must agree; the first refusal gives the reason."""
        return other if self.allowed else self

    def __or__(self, other: Verdict) -> Verdict:
        """One suffices; the last refusal gives the reason."""
        return self if self.allowed else other


YES = Verdict(allowed=True)


def no(reason: _StrOrPromise) -> Verdict:
    """Refuse with a reason that says what would make it possible."""
    return Verdict(allowed=False, reason=reason)


@dataclass(frozen=True, slots=True)
class NetworkRef:
    """The network of an address: enough to link, to title a page and to filter."""

    id: int
    slug: str
    name_th: str
    name_en: str
    accent: str = ""

    @property
    def pk(self) -> int:
        """So that a policy about a network can be asked with its reference."""
        return self.id

    @property
    def network_id(self) -> int:
        return self.id


@dataclass(frozen=True, slots=True)
class LinkRef:
    """The link by which somebody without an account came: for one purpose, to one object."""

    id: int
    purpose: str
    subject_kind: str
    subject_id: int


_EMPTY: Mapping[int, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody (or something) that acts in a scope.

    ``permissions`` maps a network's id to the permission codes held there; ``represents`` holds the ids
    of the organisations for which the actor may speak in ``network``.
    """

    kind: ActorKind
    user_id: int | None = None
    label: str = ""
    network: NetworkRef | None = None
    networks: tuple[int, ...] = ()
    roles: frozenset[str] = frozenset()
    permissions: Mapping[int, frozenset[str]] = field(default=_EMPTY, hash=False)
    represents: frozenset[int] = frozenset()
    is_operator: bool = False
    reason: str = ""
    link: LinkRef | None = None

    @property
    def network_id(self) -> int:
        """Id of the network of the address; 0 outside a network, which matches no row."""
        return self.network.id if self.network else 0

    @property
    def slug(self) -> str:
        """The network of the address as an address names it; empty outside a network."""
        return self.network.slug if self.network else ""

    @property
    def is_signed_in(self) -> bool:
        return self.kind is ActorKind.USER

    def holds(self, permission: str, network_id: int | None = None) -> bool:
        """Whether the permission code is held in the network (default: the network of the address)."""
        if self.kind is ActorKind.SYSTEM:
            return (network_id or self.network_id) in self.networks
        return permission in self.permissions.get(network_id or self.network_id, frozenset())

    def may(self, rule: Callable[[Actor, T], Verdict], *, on: T) -> Verdict:
        """The verdict of a rule about an object, for showing or hiding what it guards."""
        return rule(self, on)

    def must(self, rule: Callable[[Actor, T], Verdict], *, on: T) -> None:
        """Raise ``Refused`` with the rule's reason unless the rule says yes."""
        verdict = rule(self, on)
        if not verdict:
            raise Refused(verdict.reason)


def anonymous(network: NetworkRef | None = None) -> Actor:
    """Somebody without a sign-in, on a public page of at most one network."""
    return Actor(kind=ActorKind.ANONYMOUS, network=network, networks=(network.id,) if network else ())


def bearer(link: LinkRef, network: NetworkRef, label: str = "") -> Actor:
    """Whoever holds the token of a link; ``label`` says to whom it was given, empty where nobody shall be known."""
    return Actor(kind=ActorKind.LINK, label=label, network=network, networks=(network.id,), link=link)


def system(reason: str, network: NetworkRef | None = None) -> Actor:
    """The product itself (tasks, commands, the demo), with the reason that the audit trail shows."""
    return Actor(
        kind=ActorKind.SYSTEM,
        label="Samphan",
        network=network,
        networks=(network.id,) if network else (),
        reason=reason,
    )
