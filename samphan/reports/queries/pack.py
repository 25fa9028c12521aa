"""What goes into the pack of evidence of an event: papers that were kept, and papers made from the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samphan.events.models import (
    AgendaItem,
    Document,
    DocumentKind,
    Photo,
    Registration,
    Use,
)
from samphan.events.queries.presence import came
from samphan.kit.documents import Column, Heading, Paragraph, Photograph, Pictures, Table
from samphan.kit.formats import thai_date
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.events.models import Event
    from samphan.kit.documents import Block
    from samphan.tenancy.models import StoredFile

MOST_PHOTOS: Final = 40


@dataclass(frozen=True, slots=True)
class Source:
    """One paper: a kept file, or the blocks of a paper that is made now, with the photographs that stand in them."""

    title: str
    file: StoredFile | None = None
    blocks: tuple[Block, ...] = ()
    photographs: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PackPart:
    """A part of the pack; without sources it is missing, and ``url_name`` is the tab where it is brought."""

    code: str
    label: _StrOrPromise
    sources: tuple[Source, ...]
    url_name: str


def pack_parts(event: Event, language: str) -> tuple[PackPart, ...]:
    """All parts in the order of the index, missing ones too; nine statements, whatever is in the event."""
    kept: dict[str, list[Source]] = {}
    documents = Document.objects.filter(event=event, file__isnull=False).select_related("file")
    for each in documents.order_by("order", "id"):
        kept.setdefault(each.kind, []).append(Source(str(each.title), file=each.file))
    with override(language):
        made = _Papers(event)
        return (
            _part("approval", kept.get(DocumentKind.APPROVAL, ()), "events:results"),
            _part("programme", made.programme(), "events:programme"),
            _part(
                "attendance", [*made.attendance(), *kept.get(DocumentKind.SIGNED_LIST, ())], "events:people"
            ),
            _part("minutes", kept.get(DocumentKind.MINUTES, ()), "events:results"),
            _part("photographs", made.photographs(), "events:photos"),
            _part("follow_up", made.follow_up(), "events:uses"),
            _part(
                "others",
                [
                    source
                    for kind in (DocumentKind.DOCUMENT, DocumentKind.AGREEMENT, DocumentKind.SURVEY)
                    for source in kept.get(kind, ())
                ],
                "events:results",
            ),
        )


LABELS: Final[dict[str, _StrOrPromise]] = {
    "approval": _("Approval of the event"),
    "programme": _("Agenda"),
    "attendance": _("Who took part"),
    "minutes": _("Minutes and summaries"),
    "photographs": _("Photographs"),
    "follow_up": _("Follow-up of the results"),
    "others": _("Other papers"),
}


def _part(code: str, sources: Iterable[Source], url_name: str) -> PackPart:
    return PackPart(code, LABELS[code], tuple(sources), url_name)


class _Papers:
    """The papers that are made from the records, in the language in force."""

    def __init__(self, event: Event) -> None:
        self._event = event

    def _source(
        self, title: _StrOrPromise, blocks: Sequence[Block], photographs: Sequence[StoredFile] = ()
    ) -> list[Source]:
        if not blocks:
            return []
        return [Source(str(title), blocks=(Heading(1, str(title)), *blocks), photographs=tuple(photographs))]

    def programme(self) -> list[Source]:
        items = AgendaItem.objects.filter(event=self._event).order_by(
            F("day").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "order", "id"
        )
        rows = []
        for each in items:
            day = thai_date(each.day, "short") if each.day else "–"
            time = f"{each.starts_at:%H.%M}" if each.starts_at else "–"
            if each.starts_at and each.ends_at:
                time += f"–{each.ends_at:%H.%M}"
            rows.append((day, time, str(each.title)))
        columns = (
            Column(str(_("Day")), share=0),
            Column(str(_("Time")), share=0),
            Column(str(_("Agenda item"))),
        )
        return self._source(LABELS["programme"], (Table(columns, tuple(rows)),) if rows else ())

    def attendance(self) -> list[Source]:
        """Who was checked in, as the report counts them; as long as nobody was, those who hold a seat."""
        registered = Registration.objects.filter(event=self._event)
        present = registered.filter(came(self._event))
        people = (
            (present if present.exists() else registered.taking_part())
            .select_related("person", "organisation", "category")
            .order_by("sort_key", "id")
        )
        rows = tuple(
            (
                str(number),
                str(each.person.name),
                str(each.organisation.name) if each.organisation else each.organisation_name or "–",
                str(each.category.name) if each.category else "–",
            )
            for number, each in enumerate(people, start=1)
        )
        columns = (
            Column(str(_("No.")), align="right", share=0),
            Column(str(_("Name"))),
            Column(str(_("Institution"))),
            Column(str(_("Category"))),
        )
        return self._source(_("Participants by name"), (Table(columns, rows),) if rows else ())

    def photographs(self) -> list[Source]:
        photos = Photo.objects.filter(event=self._event).usable().select_related("thumbnail", "file")
        shown, stored = [], []
        for each in photos.order_by("order", "id")[:MOST_PHOTOS]:
            said = [
                str(each.title) if each.title else "",
                thai_date(each.taken_on, "short") if each.taken_on else "",
                each.place,
            ]
            caption = " · ".join(filter(None, said))
            shown.append(Photograph(files.read(each.thumbnail), caption, str(each.title) or caption))
            stored.append(each.file)
        return self._source(LABELS["photographs"], (Pictures(tuple(shown)),) if shown else (), stored)

    def follow_up(self) -> list[Source]:
        uses = Use.objects.filter(event=self._event).select_related("organisation")
        rows = tuple(
            (
                str(each.organisation.name),
                str(each.title),
                thai_date(each.due, "short") if each.due else "–",
                str(each.get_state_display()),
                str(each.change) if each.change else "–",
            )
            for each in uses.order_by("organisation__sort_key", "order", "id")
        )
        columns = (
            Column(str(_("Institution"))),
            Column(str(_("Use of results"))),
            Column(str(_("Due")), share=0),
            Column(str(_("State")), share=0),
            Column(str(_("What changed"))),
        )
        if not rows:
            return []
        said = str(_("What institutions do with the results, and how far they are."))
        return self._source(LABELS["follow_up"], (Paragraph(said), Table(columns, rows)))
