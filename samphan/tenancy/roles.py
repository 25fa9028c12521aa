"""Roles and what each may do: one file that a lay person can review.

A role is held per network. Codes are stable; names and descriptions are for people. A representative's
rights about the own institution follow from the dated record of representation, not from the role alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

PERMISSIONS: Final[dict[str, _StrOrPromise]] = {
    "network.see": _("see the network, its members and its directory"),
    "network.manage": _("change the network's own page"),
    "access.see": _("see who holds which role"),
    "access.manage": _("give and take roles, invite by e-mail"),
    "members.manage": _("invite and admit members, name their representatives"),
    "dues.manage": _("keep membership dues: invoices, receipts, exemptions"),
    "bodies.manage": _("keep bodies, their seats and the terms of who holds them"),
    "meetings.see": _("see meetings, their papers and minutes"),
    "meetings.manage": _("prepare meetings and record what they decide"),
    "agreements.see": _("see agreements and their obligations"),
    "agreements.manage": _("keep the register of agreements"),
    "resources.manage": _("record what members pledge, give and use"),
    "directory.edit": _("keep the directory: organisations and people"),
    "events.see": _("see events, their results and uses"),
    "events.manage": _("prepare events and record their results"),
    "participants.see": _("see the names of participants"),
    "checkin.record": _("check people in on the day"),
    "boards.facilitate": _("prepare and lead live boards"),
    "projects.see": _("see the roadmap, actions, possible projects, offers and needs"),
    "projects.manage": _("keep the roadmap, actions and possible projects"),
    "projects.write": _("write the records of the projects that one leads"),
    "projects.review": _("return, approve and publish records of projects"),
    "frameworks.manage": _("adopt frameworks, write own plans, align things with them"),
    "evaluations.see": _("see ratings, self-assessments and what members say of the network's challenges"),
    "evaluations.manage": _("rate by the rubric, keep self-assessments and challenges"),
    "library.manage": _("keep case studies, news and what the network shows to everybody"),
    "dossiers.manage": _("help others with their dossiers and portfolios"),
    "surveys.see": _("see surveys and their results"),
    "surveys.manage": _("prepare forms and surveys"),
    "messages.write": _("prepare, approve and send messages"),
    "reports.see": _("read reports"),
    "reports.prepare": _("prepare and issue reports of any institution"),
    "uses.write": _("write uses of results for any institution"),
    "audit.see": _("read the audit trail"),
    "outbox.see": _("read messages that left"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions."""

    name: _StrOrPromise
    description: _StrOrPromise
    permissions: frozenset[str]


def _role(name: _StrOrPromise, description: _StrOrPromise, permissions: str) -> Role:
    codes = frozenset(permissions.split())
    if not codes <= PERMISSIONS.keys():
        raise ValueError(f"unknown permissions: {sorted(codes - PERMISSIONS.keys())}")
    return Role(name, description, codes)


ROLES: Final[dict[str, Role]] = {
    "secretariat": _role(
        _("secretariat"),
        _("Runs the network day by day: everything in it."),
        " ".join(PERMISSIONS),
    ),
    "board_member": _role(
        _("board member"),
        _("Reads everything of the network except messages."),
        "network.see access.see meetings.see agreements.see events.see participants.see projects.see surveys.see"
        " evaluations.see reports.see audit.see",
    ),
    "coordinator": _role(
        _("coordinator of a member institution"),
        _(
            "Sees the network; nominates, writes uses, interests and reports of the institution that he or she represents,"
            " and the records of projects that he or she leads."
        ),
        "network.see agreements.see events.see projects.see projects.write evaluations.see reports.see",
    ),
    "project_lead": _role(
        _("project leader"),
        _("Sees the network and its events; keeps the roadmap, actions and projects."),
        "network.see agreements.see events.see projects.see projects.manage projects.write evaluations.see reports.see",
    ),
    "project_writer": _role(
        _("writer of projects"),
        _("Sees the network; writes the records of the projects that he or she leads, and an own dossier."),
        "network.see agreements.see events.see projects.see projects.write evaluations.see",
    ),
    "event_helper": _role(
        _("helper on the day of an event"),
        _("Sees events and their participants, checks people in, leads live boards."),
        "network.see events.see participants.see checkin.record boards.facilitate projects.see",
    ),
    "community_partner": _role(
        _("community partner"),
        _("Sees the network's own page and members, and what the network sets out to do."),
        "network.see projects.see",
    ),
}


def choices() -> list[tuple[str, _StrOrPromise]]:
    """Codes and names, for forms and fields."""
    return [(code, role.name) for code, role in ROLES.items()]


STILL_OPEN: Final = frozenset({"network.manage", "access.manage"})
"""What can be done in a closed network beside reading: keep its own page, let people in, open it again."""


def permissions_of(codes: frozenset[str], *, is_closed: bool = False) -> frozenset[str]:
    """The union of what the roles may do; in a closed network what reads, and ``STILL_OPEN``."""
    held = frozenset[str]().union(*(ROLES[code].permissions for code in codes if code in ROLES))
    if not is_closed:
        return held
    return frozenset(each for each in held if each.endswith(".see") or each in STILL_OPEN)
