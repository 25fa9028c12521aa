"""Other words for blocks of a report; the facts stay as they are."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Conflict, Problem
from samphan.reports import policy
from samphan.reports.actions.report import locked
from samphan.reports.models import Rewording
from samphan.reports.queries.findable import label_of
from samphan.reports.queries.state import state_of
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.reports.models import Report
    from samphan.reports.queries.composition import Block


def words_version(block: Block) -> int:
    """Stands for the version of a block's words: what somebody saw who is about to write others."""
    return zlib.crc32(block.words.encode())


@transaction.atomic
def reword_block(
    *, by: Actor, report: Report, key: str, text: str, version: int | None = None, facts: str = ""
) -> Rewording | None:
    """Print other words for a block, in the report's language.

    Args:
        by: who writes them.
        report: the report that the block stands in.
        key: the block.
        text: the words; of a block with a bold lead, the first of several lines is the lead.
        version: ``words_version`` of what the writer saw; refuses to overwrite what somebody wrote after that.
        facts: the block's hash as the writer saw it, default: as it is now. Words written for facts that have
            changed meanwhile are stale from the start.

    Returns:
        The rewording, or None when the words are those that are composed anyway.
    """
    report = locked(report)
    by.must(policy.prepare, on=report)
    block = _block(report, key, by)
    known = Rewording.objects.filter(report=report, language=report.language, block=key).first()
    if version is not None and version != words_version(block):
        changed_by = known.written_by if known else ""
        raise Conflict(version=words_version(block), current={"text": block.words}, changed_by=changed_by)
    text = text.strip()
    if not text:
        raise Problem(_("Write the words, or restore the composed ones."), field="text")
    if text == block.composed:
        if known:
            restore_block(by=by, report=report, key=key)
        return None
    before = block.words
    rewording = known or Rewording(
        network_id=report.network_id, report=report, language=report.language, block=key
    )
    rewording.text, rewording.facts, rewording.written_by = text, facts or block.facts, by.label
    rewording.save()
    record(
        by,
        "reword_block",
        report,
        changes={key: [before, text]},
        label=label_of(report),
    )
    return rewording


@transaction.atomic
def restore_block(*, by: Actor, report: Report, key: str) -> None:
    """Print the composed words again; restoring a block that nobody reworded changes nothing."""
    report = locked(report)
    by.must(policy.prepare, on=report)
    _forget(by, report, key, "restore_block")


@transaction.atomic
def forget_orphan(*, by: Actor, report: Report, key: str) -> None:
    """Drop words whose block is gone with its records."""
    report = locked(report)
    by.must(policy.prepare, on=report)
    if state_of(report, slug=by.slug).composition.block(key):
        raise Problem(_("This passage is there again. Restore its composed words instead."))
    _forget(by, report, key, "forget_words")


def _forget(by: Actor, report: Report, key: str, act: str) -> None:
    known = Rewording.objects.filter(report=report, language=report.language, block=key).first()
    if known is not None:
        record(by, act, report, changes={key: [known.text, None]}, label=label_of(report))
        known.delete()


def _block(report: Report, key: str, by: Actor) -> Block:
    block = state_of(report, slug=by.slug).composition.block(key)
    if block is None:
        raise Problem(_("This passage is no longer in the report: its records are gone."))
    return block
