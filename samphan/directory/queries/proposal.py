"""Proposed changes as their readers see them: what should change, what stands there now, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Func, IntegerField, Q, Subquery
from django.utils.translation import gettext as _

from samphan.directory.models import ChangeProposal, ProposalState, cared_for
from samphan.directory.queries.places import province_name
from samphan.kit.fields import language
from samphan.kit.partial import PartialDate
from samphan.tenancy.audit import plain

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = {"at": ("proposed_at", "id"), "-at": ("-proposed_at", "-id")}


@dataclass(frozen=True, slots=True)
class ProposedField:
    """One field of a proposal in words. ``is_stale``: the record changed since, and holds ``present`` now."""

    name: str
    label: str
    old: str
    wanted: str
    present: str
    is_stale: bool
    is_taken: bool


def proposals(actor: Actor, state: ListState) -> QuerySet[ChangeProposal]:
    """Proposals that concern the reader, by state and side, the newest first. Two statements with its page."""
    found = ChangeProposal.objects.for_actor(actor).with_records()
    if code := state.filters.get("state"):
        found = found.filter(state=code)
    side = state.filters.get("side")
    if side == "received":
        found = found.filter(_received(actor))
    elif side == "made":
        found = found.filter(proposed_in_id=actor.network_id)
    if state.query:
        words = state.query
        found = found.filter(
            Q(organisation__name_th__icontains=words)
            | Q(organisation__name_en__icontains=words)
            | Q(organisation__merged_into__name_th__icontains=words)
            | Q(organisation__merged_into__name_en__icontains=words)
            | Q(person__given_name_th__icontains=words)
            | Q(person__family_name_th__icontains=words)
            | Q(person__merged_into__given_name_th__icontains=words)
            | Q(person__merged_into__family_name_th__icontains=words)
            | Q(proposer_label__icontains=words)
            | Q(reason__icontains=words)
        )
    return found.order_by(*SORTS.get(state.sort, SORTS["-at"]))


def waiting(actor: Actor) -> int:
    """How many proposals wait for this reader's answer. One statement."""
    return _waiting(actor).count()


def waiting_beside(actor: Actor) -> Subquery:
    """The same number as a column of a statement that is asked anyway; the database counts once, not for each row."""
    every = Func(F("pk"), function="count", output_field=IntegerField())
    return Subquery(_waiting(actor).order_by().annotate(every=every).values("every"))


def _waiting(actor: Actor) -> QuerySet[ChangeProposal]:
    return ChangeProposal.objects.for_actor(actor).filter(_received(actor), state=ProposalState.OPEN)


def waiting_for(actor: Actor, record: Organisation | Person) -> int:
    """How many wait about one record, and what was merged into it; for those who may change it. One statement."""
    found = ChangeProposal.objects.for_actor(actor).about(record)
    return found.filter(kept_by_id=actor.network_id, state=ProposalState.OPEN).count()


def _received(actor: Actor) -> Q:
    """Those that the reader may answer."""
    here = Q(kept_by_id=actor.network_id)
    return here if actor.holds("directory.edit") else here & cared_for(actor)


def proposed_fields(proposal: ChangeProposal) -> list[ProposedField]:
    """The fields of a proposal, each with what the record holds now, or the one that it became.

    No statement of a row of ``with_records``.
    """
    subject = proposal.subject
    if subject is None:
        return []
    fields = []
    columns = {field.name: field for field in subject._meta.concrete_fields}  # noqa: SLF001 - Django's own name
    for name in sorted(proposal.changes, key=list(columns).index):
        old, wanted = proposal.changes[name]
        present = plain(getattr(subject, name, None))
        fields.append(
            ProposedField(
                name=name,
                label=str(columns[name].verbose_name),
                old=in_words(subject, name, old),
                wanted=in_words(subject, name, wanted),
                present=in_words(subject, name, present),
                is_stale=proposal.state == ProposalState.OPEN and present != old,
                is_taken=name in proposal.accepted,
            )
        )
    return fields


def in_words(subject: Organisation | Person, name: str, value: Any) -> str:
    """A stored value as people read it."""
    if value is None or (not value and not isinstance(value, bool)):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name == "province":
        return str(province_name(value)) or str(value)
    if name == "status_since":
        return read_partial(str(value)).format(language())
    choices = dict(getattr(subject._meta.get_field(name), "flatchoices", ()))  # noqa: SLF001 - Django's own name
    return str(choices.get(value, value))


def read_partial(value: str) -> PartialDate:
    """A half-known day from the form in which the trail and proposals keep it, ``2026-01-01/2027-01-01``."""
    first, _slash, after = value.partition("/")
    return PartialDate(dt.date.fromisoformat(first), dt.date.fromisoformat(after))
