"""Packs for whoever takes over an office: asked for on a page, made by the worker."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import override

from samphan.kit import jobs
from samphan.kit.errors import Problem
from samphan.reports import policy
from samphan.reports.models import HandoverPack, RenderState
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

STEPS: Final = 3
"""Records read, paper made, folder made."""
GIVEN_UP_AFTER: Final = dt.timedelta(days=2)
"""The worker tries for a day; what is still waiting then was given up, and is asked for anew."""


@transaction.atomic
def ask_handover(
    *, by: Actor, office: str, giver: str = "", taker: str = "", words: str = "", language: str
) -> HandoverPack:
    """Ask the worker for a pack of what stands in the records now; the same is not asked for again while it is being made.

    Raises:
        Problem: no office is named.
    """
    if by.network is None:
        raise ValueError("a pack belongs to a network")
    by.must(policy.make_handover, on=by.network)
    if not office.strip():
        raise Problem(_("Name the office that is handed over."), field="office")
    waiting = HandoverPack.objects.filter(
        network_id=by.network_id,
        office=office,
        giver=giver,
        taker=taker,
        words=words,
        language=language,
        state=RenderState.WAITING,
        asked_at__gt=Now() - GIVEN_UP_AFTER,
    ).first()
    if waiting is not None:
        return waiting
    pack = HandoverPack.objects.create(
        network_id=by.network_id,
        office=office,
        giver=giver,
        taker=taker,
        words=words,
        language=language,
        asked_by=by.label,
    )
    record(by, "ask_handover", pack, label=(office, office))
    jobs.defer("reports.make_handover", pack=pack.pk, network=pack.network_id)
    return pack


@transaction.atomic
def count_handover(*, by: Actor, pack: HandoverPack, done: int) -> None:
    """The worker says how far it is: no entry of the audit trail, the pack itself has one."""
    by.must(policy.make_handover, on=pack)
    HandoverPack.objects.filter(pk=pack.pk, state=RenderState.WAITING).update(done=done)


@transaction.atomic
def keep_handover(
    *, by: Actor, pack: HandoverPack, paper: bytes, folder: bytes, contents: Sequence[tuple[str, str, int]]
) -> HandoverPack:
    """Keep the paper and the folder of a pack."""
    by.must(policy.make_handover, on=pack)
    with override(pack.language):
        name = f"{_('handover')}-{pack.office}"
    pack.paper = files.store(paper, network_id=pack.network_id, name=f"{name}.pdf", media_type=files.PDF)
    pack.folder = files.store(folder, network_id=pack.network_id, name=f"{name}.zip", media_type=files.ZIP)
    pack.contents = [list(each) for each in contents]
    pack.state, pack.problem, pack.done = RenderState.READY, "", STEPS
    pack.save(update_fields=["paper", "folder", "contents", "state", "problem", "done"])
    record(by, "make_handover", pack, label=(pack.office, pack.office))
    return pack


@transaction.atomic
def note_handover_failure(*, by: Actor, pack: HandoverPack, problem: str) -> None:
    """Say with the pack why it could not be made."""
    by.must(policy.make_handover, on=pack)
    pack.state, pack.problem = RenderState.FAILED, problem[:500]
    pack.save(update_fields=["state", "problem"])
    record(by, "note_failure", pack, reason=problem[:500], label=(pack.office, pack.office))
