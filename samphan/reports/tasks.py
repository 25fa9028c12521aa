"""Making the files of issued versions and packs, in the worker."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone
from django.utils.translation import override

from samphan.kit.documents import DocumentError
from samphan.reports import actions
from samphan.reports.actions import handover
from samphan.reports.models import EvidencePack, HandoverPack, IssuedVersion
from samphan.reports.queries import handover as told
from samphan.reports.queries import handover_paper
from samphan.tenancy.scope import system_scope


@task
def render_issue(version: int, network: int) -> None:
    """Make the Word file and the PDF of one version.

    What the engine refuses is noted with the version; anything else is noted and raised, so that the queue tries
    again and the page that waits for the files does not wait for ever.
    """
    try:
        with system_scope("making the files of a report", network) as by:
            actions.render_version(by=by, version=IssuedVersion.objects.get(pk=version))
    except Exception as error:
        with system_scope("making the files of a report", network) as by:
            failed = IssuedVersion.objects.select_related(
                "report__organisation__parent", "report__event"
            ).get(pk=version)
            actions.note_failure(by=by, version=failed, problem=f"{type(error).__name__}: {error}")
        if not isinstance(error, DocumentError):
            raise


@task
def make_pack(pack: int, network: int) -> None:
    """Make the file of one pack of evidence; failures as in ``render_issue``."""
    try:
        with system_scope("making a pack of evidence", network) as by:
            waiting = EvidencePack.objects.select_related("event", "network").get(pk=pack)
            actions.make_pack(by=by, pack=waiting)
    except Exception as error:
        with system_scope("making a pack of evidence", network) as by:
            failed = EvidencePack.objects.select_related("event").get(pk=pack)
            actions.note_pack_failure(by=by, pack=failed, problem=f"{type(error).__name__}: {error}")
        if not isinstance(error, DocumentError):
            raise


_HANDOVER = "making a pack for a successor"


@task
def make_handover(pack: int, network: int) -> None:
    """Make the paper and the folder of one pack for a successor, step by step; failures as in ``render_issue``."""
    try:
        with system_scope(_HANDOVER, network) as by:
            waiting = HandoverPack.objects.select_related("network").get(pk=pack)
            with override(waiting.language):
                parts = told.parts(by, timezone.localdate(waiting.asked_at))
                kept = list(told.papers(by))
        _count(pack, network, 1)
        with override(waiting.language):
            paper = handover_paper.paper(waiting, parts, kept)
            _count(pack, network, 2)
            folder = handover_paper.folder(paper, parts, kept, at=waiting.asked_at)
        contents = [(each.code, each.label, len(each.rows)) for each in parts]
        with system_scope(_HANDOVER, network) as by:
            handover.keep_handover(by=by, pack=waiting, paper=paper, folder=folder, contents=contents)
    except Exception as error:
        with system_scope(_HANDOVER, network) as by:
            failed = HandoverPack.objects.get(pk=pack)
            handover.note_handover_failure(by=by, pack=failed, problem=f"{type(error).__name__}: {error}")
        if not isinstance(error, DocumentError):
            raise


def _count(pack: int, network: int, done: int) -> None:
    """Let the page see how far it is: a transaction of its own."""
    with system_scope(_HANDOVER, network) as by:
        handover.count_handover(by=by, pack=HandoverPack.objects.get(pk=pack), done=done)
