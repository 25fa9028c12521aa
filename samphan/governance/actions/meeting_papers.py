"""Official papers of a meeting: frozen and numbered, their files made by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.governance.actions.meetings_shared import locked
from samphan.governance.models import OVER, Meeting, MeetingPaper, PaperKind, RenderState
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.meeting_papers import attached, content_of, document_of
from samphan.kit import jobs
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.documents.joining import Part, join, pages_of
from samphan.kit.documents.stamping import stamp
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.tenancy import files
from samphan.tenancy.audit import record
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


@transaction.atomic
def issue_paper(*, by: Actor, meeting: Meeting, kind: str, on: dt.date, **words: Any) -> MeetingPaper:
    """Freeze what a paper says as its next version, with its number of the Buddhist year; the worker makes the files.

    Raises:
        Problem: minutes of a meeting that was not held.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    if by.network is None or kind not in PaperKind.values:
        raise ValueError(f"no paper of this kind: {kind}")
    if kind == PaperKind.MINUTES and found.state not in OVER:
        raise Problem(_("Minutes are made of a meeting that was held."))
    last = MeetingPaper.objects.filter(meeting=found, kind=kind).aggregate(last=Max("version"))["last"] or 0
    if last:
        number = MeetingPaper.objects.filter(meeting=found, kind=kind).values_list("number", flat=True)[0]
    else:
        year = be_year(on)
        number = f"{next_number(network_id=found.network_id, kind=f'meeting_{kind}', year=year)}/{year}"
    made = MeetingPaper.objects.create(
        network_id=found.network_id,
        meeting=found,
        kind=kind,
        version=last + 1,
        number=number,
        issued_on=on,
        content=content_of(found, kind, by.network, words),
        issued_by=by.label[:200],
    )
    record(
        by,
        "issue_meeting_paper",
        made,
        changes={"version": [last or None, made.version], "number": [None, number]},
        label=(found.title_th, found.title_en),
    )
    jobs.defer("governance.make_meeting_paper", paper=made.pk, network=made.network_id)
    return made


@transaction.atomic
def make_paper(*, by: Actor, paper: MeetingPaper) -> None:
    """Make the Word file and the PDF of a version, once; called by the worker.

    Into the PDF of an agenda book go the PDFs of its items, with page numbers that go on; what cannot be read of other
    people's files is left out and named in ``problem``.

    Raises:
        DocumentError: the engine refuses the document, which trying again will not change.
    """
    row = (
        MeetingPaper.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=paper.pk)
    )
    by.must(policy.manage, on=row)
    if row.render_state == RenderState.READY:
        return
    document = document_of(row.content, number=row.number, issued_on=row.issued_on, created=row.issued_at)
    pdf, problem = render_pdf(document), ""
    if row.kind == PaperKind.BOOK:
        pdf, problem = _book(row, pdf)
    name = f"{row.kind}-{row.number.replace('/', '-')}-v{row.version}"
    row.docx = files.store(
        render_docx(document), network_id=row.network_id, name=f"{name}.docx", media_type=files.DOCX
    )
    row.pdf = files.store(pdf, network_id=row.network_id, name=f"{name}.pdf", media_type=files.PDF)
    row.render_state, row.problem = RenderState.READY, problem[:500]
    row.save(update_fields=["docx", "pdf", "render_state", "problem"])
    record(
        by,
        "make_meeting_paper",
        row,
        changes={"version": [None, row.version]},
        label=(row.meeting.title_th, row.meeting.title_en),
    )


@transaction.atomic
def note_paper_problem(*, by: Actor, paper: MeetingPaper, problem: str) -> None:
    """Say with the version why its files could not be made."""
    by.must(policy.manage, on=paper)
    paper.render_state, paper.problem = RenderState.FAILED, problem[:500]
    paper.save(update_fields=["render_state", "problem"])
    record(by, "note_meeting_paper_problem", paper, reason=problem[:500], label=(paper.number, paper.number))


def _book(paper: MeetingPaper, agenda: bytes) -> tuple[bytes, str]:
    """The agenda with the papers of its items after it, numbered through; and the titles of what could not be joined."""
    first = pages_of(agenda) or 1
    parts, left_out = [Part(paper.content["title"], agenda)], []
    for title, content in attached(paper):
        pages = pages_of(content)
        if pages is None:
            left_out.append(title)
            continue
        parts.append(Part(title, stamp(content, first=first + 1)))
        first += pages
    if len(parts) == 1:
        return agenda, _left_out(left_out)
    joined = join(parts, title=paper.content["title"], created=paper.issued_at)
    return joined, _left_out(left_out)


def _left_out(titles: list[str]) -> str:
    return str(_("Could not be joined: %(titles)s") % {"titles": ", ".join(titles)}) if titles else ""
