"""Predecessors and successors: what became of an organisation, one relation between two records at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.models import Organisation, Succession, SuccessionKind
from samphan.directory.queries.succession import ids_after
from samphan.kit.errors import Problem
from samphan.tenancy.audit import plain, record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

LOCK: Final = 7_210_403
"""Two relations, each fine by itself, could close a circle: they wait for each other."""


@transaction.atomic
def relate_organisations(
    *,
    by: Actor,
    earlier: Organisation,
    later: Organisation,
    kind: str,
    happened: PartialDate | None = None,
) -> Succession:
    """The later organisation came out of the earlier one; who keeps one of the two may say so.

    Raises:
        Problem: it is one and the same, the relation is there, or the earlier one came out of the later one.
    """
    by.must(policy.relate_organisations, on=(earlier, later))
    if kind not in SuccessionKind.values:
        raise Problem(_("Choose one from the list."), field="kind")
    if earlier.pk == later.pk:
        raise Problem(_("Choose another organisation: this is the same one."), field="other")
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    if Succession.objects.filter(earlier=earlier, later=later).exists():
        raise Problem(_("This relation is there already."), field="other")
    if earlier.pk in ids_after(later.pk):
        raise Problem(
            _("“%(earlier)s” came out of “%(later)s”, so it cannot have come before it.")
            % {"earlier": earlier.name, "later": later.name},
            field="other",
        )
    made = Succession.objects.create(
        kept_by_id=by.network_id, earlier=earlier, later=later, kind=kind, happened=happened
    )
    for one, other, side in ((earlier, later, "later"), (later, earlier, "earlier")):
        record(
            by,
            "relate_organisations",
            one,
            changes={side: [None, other.name_th], "happened": [None, plain(happened)]},
        )
    return made


@transaction.atomic
def unrelate_organisations(*, by: Actor, succession: Succession) -> None:
    """Take away a relation that was entered by mistake."""
    by.must(policy.keep_succession, on=succession)
    record(
        by, "unrelate_organisations", succession.earlier, changes={"later": [succession.later.name_th, None]}
    )
    record(
        by,
        "unrelate_organisations",
        succession.later,
        changes={"earlier": [succession.earlier.name_th, None]},
    )
    succession.delete()
