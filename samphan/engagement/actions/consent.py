"""Somebody who is shown in a photograph does not agree any more: it is let go of, wherever it stands in the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from samphan.engagement.actions.speaking import label_of
from samphan.engagement.models import Consent, Evidence, PartnerWords
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


class LetsGo(Protocol):
    """Marks the photographs of an upper app that have this hash as withdrawn, lets go of their files, and records it."""

    def __call__(self, *, by: Actor, network_id: int, sha256: str, reason: str, now: dt.datetime) -> None: ...


_elsewhere: Final[list[LetsGo]] = []


def also(lets_go: LetsGo) -> None:
    """Register where else photographs of people stand. Called in ``apps.py``."""
    if lets_go not in _elsewhere:
        _elsewhere.append(lets_go)


def let_go(
    *, by: Actor, network_id: int, sha256: str, reason: str, now: dt.datetime, but: Evidence | None = None
) -> None:
    """Let go of a picture, known by its hash: in evidence, in what partners added, in upper apps, in papers made with it.

    Words beside it stay as they were. The caller asked a policy about the row from which it was asked for; ``but`` is
    evidence that the caller writes itself.
    """
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("project", "file")
    for row in rows.filter(network_id=network_id, file__sha256=sha256).exclude(pk=but.pk if but else 0):
        withdraw_row(by, row, reason, now, is_consent=True)
    said = PartnerWords.objects.select_for_update(of=("self",)).filter(
        network_id=network_id, photo__sha256=sha256, withdrawn_at__isnull=True
    )
    for each in said.select_related("partner__organisation", "partner__project"):
        files.let_go([each.photo_id], now=now)
        each.consent = Consent.WITHDRAWN
        if each.words:
            each.photo = None
        else:
            each.withdrawn_at, each.may_publish = now, False
        each.save(update_fields=["consent", "photo", "withdrawn_at", "may_publish"])
        changes = {"sha256": [sha256, None]}
        record(
            by, "withdraw_words", each.partner, label=label_of(each.partner), changes=changes, reason=reason
        )
    for lets_go in _elsewhere:
        lets_go(by=by, network_id=network_id, sha256=sha256, reason=reason, now=now)
    files.let_go_of_papers(sha256, network_id=network_id, now=now)


def withdraw_row(by: Actor, row: Evidence, reason: str, now: dt.datetime, *, is_consent: bool) -> None:
    """Mark one piece of evidence (loaded for update, with its project and file) as withdrawn."""
    changes = {"title": [row.title, None], "is_public": [row.is_public, False]}
    if is_consent:
        changes["sha256"] = [row.file.sha256 if row.file else None, None]
        files.let_go([row.file_id, row.thumbnail_id], now=now)
        row.consent, row.file, row.thumbnail = Consent.WITHDRAWN, None, None
        row.latitude = row.longitude = None
    row.withdrawn_at, row.withdrawn_why, row.is_public = row.withdrawn_at or now, reason.strip()[:300], False
    row.touch(by)
    row.save()
    record(by, "withdraw_evidence", row.project, changes=changes, reason=reason)
