"""What an event brought about: outputs, documents, results with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.links import tie
from samphan.events.actions.parts import check_unchanged, label_of, write_part
from samphan.events.models import Document, Evidence, Output, Result
from samphan.kit.errors import Problem
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.events.models import AgendaItem, Event, StrategicGroup
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import StoredFile

OUTPUT_FIELDS = ("kind", "group", "title_th", "title_en", "detail_th", "detail_en")
DOCUMENT_FIELDS = ("kind", "title_th", "title_en", "url")
RESULT_FIELDS = ("level", "statement_th", "statement_en")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the name that it had, and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def write_output(
    *,
    by: Actor,
    event: Event,
    output: Output | None = None,
    kind: str,
    title_th: str,
    title_en: str = "",
    detail_th: str = "",
    detail_en: str = "",
    group: StrategicGroup | None = None,
    is_sample: bool = False,
    version: int | None = None,
) -> Output:
    """Add an output, or change the one given."""
    by.must(policy.manage, on=event)
    if group is not None and group.event_id != event.pk:
        raise Problem(_("This group belongs to another event."), field="group")
    output = _current(Output, output, OUTPUT_FIELDS, version) or Output(
        network_id=event.network_id, event=event, is_sample=is_sample
    )
    return write_part(
        by,
        output,
        {
            "kind": kind,
            "group": group,
            "title_th": title_th,
            "title_en": title_en,
            "detail_th": detail_th,
            "detail_en": detail_en,
        },
    )


@transaction.atomic
def write_document(
    *,
    by: Actor,
    event: Event,
    document: Document | None = None,
    kind: str,
    title_th: str,
    title_en: str = "",
    url: str = "",
    upload: Upload | None = None,
    is_sample: bool = False,
    version: int | None = None,
) -> Document:
    """Add a document, or change the one given; an upload takes the place of the file that was there."""
    by.must(policy.manage, on=event)
    document = _current(Document, document, DOCUMENT_FIELDS, version) or Document(
        network_id=event.network_id, event=event, is_sample=is_sample
    )
    if upload is not None:
        document.file = _store(upload, event.network_id)
    fields = {"kind": kind, "title_th": title_th, "title_en": title_en, "url": url}
    return write_part(by, document, {**fields, "file": document.file} if upload is not None else fields)


def _store(upload: Upload, network_id: int) -> StoredFile:
    if len(upload.content) > files.MAX_SIZE:
        raise Problem(
            _("The file is larger than %(size)s MB.") % {"size": files.MAX_SIZE // 2**20}, field="upload"
        )
    media_type = files.sniff(upload.content)
    if media_type is None:
        raise Problem(
            _("This file is none of those that are kept here: PDF, Word (docx), Excel (xlsx), PNG or JPEG."),
            field="upload",
        )
    return files.store(upload.content, network_id=network_id, name=upload.name, media_type=media_type)


@transaction.atomic
def write_result(
    *,
    by: Actor,
    event: Event,
    result: Result | None = None,
    level: str,
    statement_th: str,
    statement_en: str = "",
    agenda_items: Sequence[AgendaItem] = (),
    groups: Sequence[StrategicGroup] = (),
    outputs: Sequence[Output] = (),
    documents: Sequence[Document] = (),
    is_sample: bool = False,
    version: int | None = None,
) -> Result:
    """State a result with the evidence that it rests on, or change the one given."""
    by.must(policy.manage, on=event)
    result = _current(Result, result, RESULT_FIELDS, version) or Result(
        network_id=event.network_id, event=event, is_sample=is_sample
    )
    write_part(by, result, {"level": level, "statement_th": statement_th, "statement_en": statement_en})
    wanted = {"agenda_item": agenda_items, "group": groups, "output": outputs, "document": documents}
    if changes := tie(result, Evidence, "result", wanted):
        record(by, "tie_result", result, label=label_of(result), changes=changes)
    return result


def _current[P: (Output, Document, Result)](
    model: type[P], part: P | None, fields: Sequence[str], version: int | None
) -> P | None:
    """The part as it is now, locked; raises ``Conflict`` when it is not what the form was made from."""
    if part is None:
        return None
    locked = model.objects.select_for_update().get(pk=part.pk)
    check_unchanged([locked], fields, version)
    return locked
