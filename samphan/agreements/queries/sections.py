"""What this app knows of an organisation or a person, for their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import Agreement, Obligation, Party, Resource, Signatory
from samphan.agreements.queries.agreements import is_party
from samphan.agreements.queries.summary import period_of
from samphan.kit import sections
from samphan.kit.formats import period, thai_date
from samphan.kit.sections import Line, Lines, Section

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

MOST: Final = 10


def register() -> None:
    """The sections of this app on the pages of the directory; called in ``apps.py``."""
    for section in (
        Section(
            "directory.organisation", "agreements.parties", _("Agreements"), _agreements, "file-text", 30
        ),
        Section("directory.organisation", "agreements.resources", _("Resources"), _resources, "exchange", 35),
        Section("directory.person", "agreements.signed", _("Agreements signed"), _signed, "file-text", 30),
        Section("directory.person", "agreements.owed", _("Obligations"), _owed, "checklist", 32),
    ):
        sections.register(section)


def _agreements(actor: Actor, ids: Sequence[int]) -> Lines:
    """Two statements."""
    today = timezone.localdate()
    rows = Party.objects.for_actor(actor).filter(organisation_id__in=ids).select_related("agreement")
    found = list(rows.order_by("agreement__sort_key", "agreement_id"))
    seen = {each.agreement_id: each for each in found}
    lines = [
        Line(
            each.agreement.title,
            _page(actor, each.agreement_id),
            period_of(each.agreement),
            each.role or str(each.agreement.get_kind_display()),
            is_past=not (is_party(each, today) and _is_held(each.agreement, today)),
        )
        for each in seen.values()
    ]
    lines.sort(key=lambda each: each.is_past)
    url = f"{_list(actor, 'agreements')}?party={ids[0]}"
    return Lines(lines[:MOST], len(lines), url)


def _resources(actor: Actor, ids: Sequence[int]) -> Lines:
    """One statement."""
    rows = Resource.objects.for_actor(actor).filter(giver_id__in=ids).order_by("sort_key", "id")
    lines = [
        Line(
            each.title,
            reverse("agreements:resource", args=[actor.slug, each.pk]),
            period(each.starts, each.ends) if each.starts or each.ends else "",
            each.get_kind_display(),
        )
        for each in rows
    ]
    url = f"{_list(actor, 'resources')}?giver={ids[0]}"
    return Lines(lines[:MOST], len(lines), url)


def _signed(actor: Actor, ids: Sequence[int]) -> Lines:
    """One statement."""
    rows = Signatory.objects.for_actor(actor).filter(person_id__in=ids).select_related("agreement")
    lines = [
        Line(
            each.agreement.title,
            _page(actor, each.agreement_id),
            thai_date(each.agreement.signed_on),
            _("as a witness") if each.is_witness else each.position,
        )
        for each in rows.order_by("-agreement__signed_on", "id")
    ]
    return Lines(lines[:MOST], len(lines))


def _owed(actor: Actor, ids: Sequence[int]) -> Lines:
    """One statement."""
    rows = Obligation.objects.for_actor(actor).filter(person_id__in=ids).select_related("agreement")
    lines = [
        Line(
            each.what,
            _page(actor, each.agreement_id),
            thai_date(each.next_due_on) if each.next_due_on else "",
            each.agreement.title,
            is_past=each.is_over,
        )
        for each in rows.order_by("is_over", "next_due_on", "id")
    ]
    return Lines(lines[:MOST], len(lines))


def _is_held(agreement: Agreement, today: dt.date) -> bool:
    lower, upper = agreement.force.lower, agreement.force.upper
    return (lower is None or lower <= today) and (upper is None or today < upper)


def _page(actor: Actor, pk: int) -> str:
    return reverse("agreements:agreement", args=[actor.slug, pk])


def _list(actor: Actor, name: str) -> str:
    return reverse(f"agreements:{name}", args=[actor.slug])
