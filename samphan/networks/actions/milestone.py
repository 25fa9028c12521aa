"""Milestones of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import Milestone
from samphan.networks.queries.frame_findable import MILESTONE, milestone_row
from samphan.tenancy import files, search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.asking import Upload

MILESTONE_FIELDS: Final = (
    "kind", "on", "when_words", "title_th", "title_en", "detail_th", "detail_en", "place", "source", "link",
    "is_published", "is_sample",
)  # fmt: skip


@transaction.atomic
def write_milestone(
    *,
    by: Actor,
    milestone: Milestone | None = None,
    version: int | None = None,
    upload: Upload | None = None,
    **words: Any,
) -> Milestone:
    """Note a milestone or change one (``MILESTONE_FIELDS`` and ``organisation``), with a file where one was brought.

    Raises:
        Problem: neither a day nor words for the time are given, the link leads nowhere, or the file is of a kind that
            is not kept.
        Conflict: somebody saved it since ``version``.
    """
    if by.network is None:
        raise ValueError("a milestone belongs to a network")
    by.must(policy.keep, on=by.network if milestone is None else milestone)
    if milestone is None:
        written = Milestone(network_id=by.network_id, version=0)
    else:
        written = Milestone.objects.select_for_update().get(pk=milestone.pk)
        check_version(written, version, MILESTONE_FIELDS, changed_by=written.changed_by)
    fields = (*MILESTONE_FIELDS, "organisation_id", "file_id")
    before = values(written, fields) if written.pk else {}
    for name, value in words.items():
        setattr(written, name, value)
    if written.on is None and not written.when_words:
        raise Problem(_("Write a date, or how the time is spoken of where no year is known."), field="on")
    if written.link and not written.link.startswith(("/n/", "/p/", "https://")):
        raise Problem(
            _("Write an address that begins with https://, or with / for a page here."), field="link"
        )
    if upload is not None:
        written.file = _kept(by, upload)
    written.touch(by)
    written.save()
    search.put([milestone_row(written)])
    changes = difference(before, values(written, fields))
    record(by, "change_milestone" if before else "add_milestone", written, changes=changes)
    return written


def _kept(by: Actor, upload: Upload) -> Any:
    if len(upload.content) > files.MAX_SIZE:
        raise Problem(_("This file is too large: 10 MB at most."), field="upload")
    media_type = files.sniff(upload.content)
    if media_type is None:
        raise Problem(_("Only PDF, Word, Excel, PNG and JPEG files are kept."), field="upload")
    return files.store(upload.content, network_id=by.network_id, name=upload.name, media_type=media_type)


@transaction.atomic
def remove_milestone(*, by: Actor, milestone: Milestone) -> None:
    """Take a milestone out."""
    by.must(policy.keep, on=milestone)
    record(by, "remove_milestone", milestone)
    search.remove(MILESTONE, milestone.pk)
    milestone.delete()
