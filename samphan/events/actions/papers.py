"""Official papers: prepared in words, issued as numbered versions whose files never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.certificates import store_emblem
from samphan.events.models import Paper, PaperKind, PaperVersion, RenderState
from samphan.events.policy import attendance as policy
from samphan.events.queries.papers import content_of, document_of
from samphan.kit import jobs
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

PAPER_FIELDS: Final = (
    "organisation_id", "unit", "address", "contact", "number", "dated_on", "addressee", "subject", "reference",
    "enclosures", "text", "closing", "signer_name", "signer_position", "reply_until", "has_thai_numerals",
)  # fmt: skip


@transaction.atomic
def write_paper(
    *,
    by: Actor,
    event: Event,
    kind: str,
    paper: Paper | None = None,
    version: int | None = None,
    emblem: bytes | None = None,
    **words: Any,
) -> Paper:
    """Make a paper or change its words; ``words`` are among the fields of ``Paper``.

    A new paper without an emblem of its own takes that of the last paper of the same organisation.

    Raises:
        Problem: an emblem that is no picture, or no subject.
        Conflict: somebody saved the paper since ``version``.
    """
    by.must(policy.write_papers, on=event)
    if paper is None:
        written = Paper(network_id=event.network_id, event=event, kind=PaperKind(kind).value, version=0)
    else:
        written = Paper.objects.select_for_update().get(pk=paper.pk, event=event)
        check_version(written, version, PAPER_FIELDS, changed_by=written.changed_by)
    before = values(written, PAPER_FIELDS) if written.pk else {}
    for name, value in words.items():
        setattr(written, name, value)
    if not written.subject:
        raise Problem(_("A paper needs a subject."), field="subject")
    if emblem:
        written.emblem = store_emblem(by, emblem)
    elif paper is None and written.organisation_id:
        last = Paper.objects.filter(
            network_id=event.network_id, organisation_id=written.organisation_id, emblem__isnull=False
        ).order_by("-id")
        written.emblem_id = last.values_list("emblem_id", flat=True).first()
    written.touch(by)
    written.save()
    record(
        by,
        "change_paper" if before else "add_paper",
        written,
        label=(written.subject, ""),
        changes=difference(before, values(written, PAPER_FIELDS)),
    )
    return written


@transaction.atomic
def issue_paper(*, by: Actor, paper: Paper, version: int | None, today: dt.date) -> PaperVersion:
    """Freeze the words as the next version, with its number; the worker makes the files.

    A paper whose number was typed keeps it; another one is given the next of the Buddhist year of its date, once for all
    its versions.

    Raises:
        Problem: who signs is not said.
        Conflict: somebody changed the paper since ``version``.
    """
    locked = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("event", "organisation", "emblem")
        .get(pk=paper.pk)
    )
    by.must(policy.write_papers, on=locked.event)
    check_version(locked, version, PAPER_FIELDS, changed_by=locked.changed_by)
    if not locked.signer_name:
        raise Problem(_("Say who signs the paper before it is issued."))
    issued_on = locked.dated_on or today
    last = PaperVersion.objects.filter(paper=locked).aggregate(last=Max("version"))["last"] or 0
    if not locked.number:
        year = be_year(issued_on)
        number = next_number(network_id=locked.network_id, kind=f"paper_{locked.kind}", year=year)
        locked.number = f"{number}/{year}"
        locked.save(update_fields=["number"])
    made = PaperVersion.objects.create(
        network_id=locked.network_id,
        paper=locked,
        version=last + 1,
        number=locked.number,
        issued_on=issued_on,
        content=content_of(locked),
        emblem=locked.emblem,
        issued_by=by.label[:200],
    )
    record(
        by,
        "issue_paper",
        locked,
        label=(locked.subject, ""),
        changes={"version": [last or None, made.version], "number": [None, made.number]},
    )
    jobs.defer("events.make_paper", version=made.pk, network=made.network_id)
    return made


@transaction.atomic
def make_paper(*, by: Actor, version: PaperVersion) -> None:
    """Make the Word file and the PDF of a version, once; called by the worker.

    Raises:
        DocumentError: the engine refuses the document, which trying again will not change.
    """
    locked = (
        PaperVersion.objects.select_for_update(of=("self",))
        .select_related("paper__event", "emblem")
        .get(pk=version.pk)
    )
    paper = locked.paper
    by.must(policy.write_papers, on=paper.event)
    if locked.render_state == RenderState.READY:
        return
    document = document_of(
        locked.content,
        number=locked.number,
        issued_on=locked.issued_on,
        created=locked.issued_at,
        emblem=locked.emblem,
    )
    name = f"{paper.kind}-{locked.number.replace('/', '-')}-v{locked.version}"
    network_id = locked.network_id
    docx, pdf = render_docx(document), render_pdf(document)
    locked.docx = files.store(docx, network_id=network_id, name=f"{name}.docx", media_type=files.DOCX)
    locked.pdf = files.store(pdf, network_id=network_id, name=f"{name}.pdf", media_type=files.PDF)
    locked.render_state, locked.problem = RenderState.READY, ""
    locked.save(update_fields=["docx", "pdf", "render_state", "problem"])
    record(by, "make_paper", paper, label=(paper.subject, ""), changes={"version": [None, locked.version]})


@transaction.atomic
def note_paper_problem(*, by: Actor, version: PaperVersion, problem: str) -> None:
    """Say with the version why its files could not be made."""
    by.must(policy.write_papers, on=version.paper.event)
    version.render_state, version.problem = RenderState.FAILED, problem[:500]
    version.save(update_fields=["render_state", "problem"])
    record(by, "note_paper_problem", version.paper, reason=problem[:500], label=(version.paper.subject, ""))
