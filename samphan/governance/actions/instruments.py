"""Orders and resolutions of appointment: noted as they came from elsewhere, or made here from the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samphan.governance.models import Body, Instrument, InstrumentKind, Term
from samphan.governance.policy.bodies import manage
from samphan.governance.queries.orders import content_of, order_document
from samphan.kit import jobs
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import be_year
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

NOTED: Final = ("kind", "number", "dated", "title_th", "title_en", "note")
COUNTER: Final = "appointment_order"


@transaction.atomic
def note_instrument(
    *,
    by: Actor,
    body: Body,
    instrument: Instrument | None = None,
    version: int | None = None,
    file: bytes | None = None,
    file_name: str = "",
    **words: Any,
) -> Instrument:
    """Note what appointed people, or change the note; ``words`` are ``NOTED``, ``file`` its paper as pdf or picture.

    Raises:
        Problem: neither number, title nor date is known; the file is none of those that are kept; it was made here.
        Conflict: somebody saved it since ``version``.
    """
    by.must(manage, on=body)
    if instrument is None:
        noted = Instrument(network_id=body.network_id, body=body, version=0)
    else:
        noted = Instrument.objects.select_for_update().get(pk=instrument.pk, body=body)
        check_version(noted, version, NOTED, changed_by=noted.changed_by)
        if noted.is_made_here:
            raise Problem(_("This order was made here and keeps its words. Make another one that amends it."))
    before = values(noted, NOTED) if noted.pk else {}
    for name, value in words.items():
        if name not in NOTED:
            raise TypeError(f"not a word of an order: {name}")
        setattr(noted, name, value)
    if not (noted.number or noted.title_th or noted.dated):
        raise Problem(
            _("Write its number, title or date, so that it can be told from others."), field="number"
        )
    if file:
        noted.file = _kept(by, file, file_name)
    noted.touch(by)
    noted.save()
    act = "change_instrument" if before else "note_instrument"
    record(by, act, noted, label=label_of(noted), changes=difference(before, values(noted, NOTED)))
    return noted


def _kept(by: Actor, content: bytes, name: str) -> Any:
    if len(content) > files.MAX_SIZE:
        raise Problem(_("A file may have up to 10 MB."), field="file")
    media_type = files.sniff(content)
    if media_type is None:
        raise Problem(_("Give the file as PDF, Word document or picture."), field="file")
    return files.store(content, network_id=by.network_id, name=name or "order", media_type=media_type)


@transaction.atomic
def remove_instrument(*, by: Actor, instrument: Instrument) -> None:
    """Take out an order that was noted by mistake.

    Raises:
        Problem: terms rest on it, or it was issued here with a number.
    """
    by.must(manage, on=instrument)
    if instrument.is_made_here:
        raise Problem(_("An order that was issued keeps its number and stays."))
    if instrument.terms.exists() or instrument.ended_terms.exists():
        raise Problem(_("Terms rest on this order. Correct them first."))
    record(by, "remove_instrument", instrument, label=label_of(instrument))
    instrument.delete()


@transaction.atomic
def issue_order(
    *, by: Actor, body: Body, terms: Sequence[Term], dated_on: dt.date, words: dict[str, Any]
) -> Instrument:
    """Make the order that appoints people whose terms are recorded: numbered within the year of its date.

    ``words`` are ``queries.orders.WORDS``. The terms rest on it from now on; the worker makes its files.

    Raises:
        Problem: nobody is named, a term rests on another order, or who signs is not said.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    by.must(manage, on=body)
    if not terms:
        raise Problem(_("Choose whom the order appoints."), field="terms")
    locked = list(
        Term.objects.select_for_update(of=("self",))
        .filter(body=body, pk__in=[term.pk for term in terms])
        .select_related("position", "seat", "stands_for__position")
        .order_by("position__order", "seat__number", "place", "id")
    )
    for term in locked:
        if term.instrument_id is not None:
            raise Problem(_("%(name)s was appointed by another order.") % {"name": term.name}, field="terms")
    if not words.get("signer_name"):
        raise Problem(_("Say who signs the order."), field="signer_name")
    year = be_year(dated_on)
    sequence = next_number(network_id=body.network_id, kind=COUNTER, year=year)
    order = Instrument.objects.create(
        network_id=body.network_id,
        body=body,
        kind=InstrumentKind.ORDER,
        number=f"{sequence}/{year}",
        year=year,
        sequence=sequence,
        dated=PartialDate.of(dated_on),
        title_th=words["subject"],
        changed_by=by.label,
        content=content_of(by, body, locked, words),
    )
    Term.objects.filter(pk__in=[term.pk for term in locked]).update(
        instrument=order, version=F("version") + 1
    )
    record(
        by,
        "issue_order",
        order,
        label=label_of(order),
        changes={"number": [None, order.number], "terms": [None, [term.pk for term in locked]]},
    )
    jobs.defer("governance.make_order", order=order.pk, network=order.network_id)
    return order


@transaction.atomic
def make_order(*, by: Actor, order: Instrument) -> None:
    """Make the Word file and the PDF of an issued order, once; called by the worker.

    Raises:
        DocumentError: the engine refuses the document, which trying again will not change.
    """
    locked = Instrument.objects.select_for_update().get(pk=order.pk)
    by.must(manage, on=locked)
    if locked.file_id is not None or locked.content is None:
        return
    document = order_document(locked)
    name = f"order-{locked.number.replace('/', '-')}"
    network_id = locked.network_id
    docx, pdf = render_docx(document), render_pdf(document)
    locked.docx = files.store(docx, network_id=network_id, name=f"{name}.docx", media_type=files.DOCX)
    locked.file = files.store(pdf, network_id=network_id, name=f"{name}.pdf", media_type=files.PDF)
    locked.problem = ""
    locked.save(update_fields=["docx", "file", "problem"])
    record(by, "make_order", locked, label=label_of(locked))


@transaction.atomic
def note_order_problem(*, by: Actor, order: Instrument, problem: str) -> None:
    """Say with the order why its files could not be made."""
    by.must(manage, on=order)
    order.problem = problem[:500]
    order.save(update_fields=["problem"])
    record(by, "note_order_problem", order, label=label_of(order), reason=problem[:500])


def label_of(instrument: Instrument) -> tuple[str, str]:
    """What the audit trail calls an order."""
    number = instrument.number
    return (
        " ".join(filter(None, [number, instrument.title_th])),
        " ".join(filter(None, [number, instrument.title_en or instrument.title_th])),
    )
