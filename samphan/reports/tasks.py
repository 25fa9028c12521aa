"""Making the files of issued versions, in the worker."""

from __future__ import annotations

from django.tasks import task

from samphan.kit.documents import DocumentError
from samphan.reports import actions
from samphan.reports.models import EvidencePack, IssuedVersion
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
