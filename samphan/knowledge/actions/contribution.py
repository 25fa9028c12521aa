"""Who did what in a project of a dossier: stated by the holder, signed by each through a personal link."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import write as write_message
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.knowledge import policy
from samphan.knowledge.models import Contribution, ContributionState, Dossier
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

WHOLE: Final = Decimal(100)
MAILED_AGAIN_AFTER: Final = dt.timedelta(days=1)
"""Who asks again within this time means the same asking: a button pressed twice, a page loaded anew."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One line as the holder states it; ``share`` in per cent."""

    name: str
    work: str
    share: Decimal
    position: str = ""
    email: str = ""
    is_holder: bool = False


@transaction.atomic
def state_contributions(
    *,
    by: Actor,
    dossier: Dossier,
    project: Project,
    rows: Sequence[Stated],
    now: dt.datetime,
    version: int | None = None,
) -> None:
    """Write who did what in a project, as a whole. Whoever had answered is asked anew where anything of it changed.

    A link that was sent to an address which is no longer that of its line opens nothing any more.

    Raises:
        Problem: the shares do not make 100, a name stands twice, or the project is not in the dossier.
        Conflict: somebody else wrote in the dossier meanwhile.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    by.must(policy.write, on=dossier)
    check_version(dossier, version, (), changed_by=dossier.changed_by)
    if not dossier.projects.filter(project=project).exists():
        raise Problem(_("This project is not in the dossier."))
    total = sum((row.share for row in rows), Decimal())
    if rows and total != WHOLE:
        raise Problem(_("The shares make %(total)s %%, not 100 %%.") % {"total": f"{total.normalize():f}"})
    names = [" ".join(row.name.split()) for row in rows]
    if len(set(names)) < len(names):
        raise Problem(_("A name stands here twice."))
    known = {each.name: each for each in dossier.contributions.filter(project=project)}
    wanted = fingerprint(rows)
    addresses = {name: row.email for name, row in zip(names, rows, strict=True)}
    moved = [each for name, each in known.items() if each.email != addresses.get(name)]
    is_same = known and all(each.fingerprint == wanted for each in known.values())
    if is_same and len(known) == len(rows) and not moved:
        return
    for each in moved:
        for link in links.open_links(policy.CONTRIBUTION, each, now=now):
            links.revoke(link, now=now)
    for name in known.keys() - set(names):
        known[name].delete()
    for order, (name, row) in enumerate(zip(names, rows, strict=True), start=1):
        each = known.get(name) or Contribution(
            network_id=dossier.network_id, dossier=dossier, project=project, name=name
        )
        each.position, each.email, each.work = row.position, row.email, row.work
        if each in moved or each.fingerprint != wanted:
            each.state, each.signed_name, each.words = ContributionState.DRAFT, "", ""
            each.answered_at = each.sent_at = None
        each.share, each.is_holder, each.order, each.fingerprint = row.share, row.is_holder, order, wanted
        each.save()
    dossier.touch(by)
    dossier.save()
    record(by, "state_contributions", dossier, changes={"contributions": [sorted(known), names]})


@transaction.atomic
def ask_signatures(*, by: Actor, dossier: Dossier, project: Project, now: dt.datetime) -> dict[int, str]:
    """A personal link for each who has not signed yet, by id of the line; a mail goes to those with an address.

    Who does not agree is asked once more, and disagrees until another answer comes. Who was asked within
    ``MAILED_AGAIN_AFTER`` and did not answer since gets no second mail; the links are the same.

    Raises:
        Problem: nothing is stated yet.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    by.must(policy.write, on=dossier)
    asked = list(
        dossier.contributions.select_for_update()
        .filter(project=project)
        .exclude(state=ContributionState.SIGNED)
        .order_by("order")
    )
    if not asked:
        raise Problem(_("There is nobody to be asked."))
    known = links.of_all(policy.CONTRIBUTION, asked, now=now)
    slug = by.network.slug if by.network else ""
    found = {each.pk: links.address(known[each.pk], slug) for each in asked}
    due = [each for each in asked if not _waits(each, now)]
    for each in due:
        if each.state == ContributionState.DRAFT:
            each.state = ContributionState.SENT
        each.sent_at = now
        each.save(update_fields=["state", "sent_at"])
        if each.email:
            _mail(dossier, each, found[each.pk])
    if due:
        record(by, "ask_signatures", dossier, changes={"asked": [None, [each.name for each in due]]})
    return found


def _waits(contribution: Contribution, now: dt.datetime) -> bool:
    """The line was just asked about, and has not been answered since."""
    sent, answered = contribution.sent_at, contribution.answered_at
    return sent is not None and sent > now - MAILED_AGAIN_AFTER and (answered is None or answered < sent)


def _mail(dossier: Dossier, contribution: Contribution, address: str) -> None:
    """In Thai, in whatever language its holder reads the pages."""
    words = {
        "holder": dossier.holder_name,
        "title": dossier.title_th,
        "project": contribution.project.title_th,
        "address": address,
    }
    with override("th"):
        subject = gettext("Please look at what you did in %(project)s") % words
        text = gettext(
            '%(holder)s prepares the paper "%(title)s" and states who did what in the project %(project)s.'
            " Please read it and sign, or say what is not right. The link is for you alone:\n\n%(address)s"
        )
    write_message(to=contribution.email, subject=subject, text=text % words, network_id=dossier.network_id)


@transaction.atomic
def answer_contribution(
    *,
    by: Actor,
    contribution: Contribution,
    is_agreed: bool,
    signed_name: str,
    now: dt.datetime,
    words: str = "",
    seen: str = "",
) -> Contribution:
    """Sign the whole table as it was shown, or say what is not right. ``seen`` is the fingerprint that the page showed.

    Raises:
        Problem: no name, no words with a refusal, or the table changed since the page was opened.
    """
    # held first, as everywhere: the dossier is closed before this answer, or after it
    dossier = Dossier.objects.select_for_update().get(pk=contribution.dossier_id)
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    contribution.dossier = dossier
    by.must(policy.sign, on=contribution)
    if seen != contribution.fingerprint:
        raise Problem(_("The statement was changed while you read it. Please read it again."))
    if not signed_name.strip():
        raise Problem(_("Write your name."), field="signed_name")
    if not is_agreed and not words.strip():
        raise Problem(_("Say what is not right."), field="words")
    contribution.state = ContributionState.SIGNED if is_agreed else ContributionState.DECLINED
    contribution.signed_name, contribution.words = signed_name.strip()[:200], words
    contribution.answered_at = now
    contribution.save()
    record(
        by,
        "sign_contribution" if is_agreed else "decline_contribution",
        dossier,
        changes={"contribution": [None, contribution.name]},
        reason=words[:500],
    )
    return contribution


def fingerprint(rows: Iterable[Stated]) -> str:
    """What a signature holds for: every line of the table with its share."""
    said = [[row.name, row.position, row.work, f"{row.share:.2f}", row.is_holder] for row in rows]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]
