"""The files of official papers of meetings, which a page does not wait for."""

from __future__ import annotations

from django.tasks import task

from samphan.governance.actions import meeting_papers
from samphan.governance.models import MeetingPaper
from samphan.kit.documents import DocumentError
from samphan.tenancy.scope import system_scope

_PAPER = "making a paper of a meeting"


@task
def make_meeting_paper(paper: int, network: int) -> None:
    """Make the Word file and the PDF of an issued version.

    What the engine refuses is noted with the version; anything else is noted and raised, so that the queue tries again.
    """
    try:
        with system_scope(_PAPER, network) as by:
            meeting_papers.make_paper(by=by, paper=MeetingPaper.objects.get(pk=paper))
    except Exception as error:
        with system_scope(_PAPER, network) as by:
            failed = MeetingPaper.objects.get(pk=paper)
            meeting_papers.note_paper_problem(by=by, paper=failed, problem=f"{type(error).__name__}: {error}")
        if not isinstance(error, DocumentError):
            raise
