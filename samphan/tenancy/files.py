"""Stored files: the bytes lie under their SHA-256 in the data folder, the row says whose they are."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.errors import Refused
from samphan.kit.thai.fold import clean
from samphan.tenancy.models import StoredFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, JSON, ZIP = "text/csv", "application/json", "application/zip"
"""A ZIP is only ever made here: none that is brought is kept."""
MAX_SIZE: Final = 10 * 1024 * 1024
ENDINGS: Final = {
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    CSV: (".csv", ".txt", ".tsv"),
    JSON: (".json",),
    ZIP: (".zip",),
}
PAPER_WITHDRAWN: Final = gettext_lazy(
    "This paper holds a photograph of somebody who withdrew consent since it was made. Make it anew."
)
_MACROS: Final = b"vbaProject.bin"
_STORING: Final = 7_210_402
"""Lock of the database under which the bytes of one hash are stored or removed."""


def sniff(content: bytes) -> str | None:
    """The media type by what the bytes are, never by the name: png, jpeg, pdf, docx, xlsx, or None.

    Office files with macros are none of these: somebody else would open them trusting the network that keeps them.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04") and _MACROS not in content:
        head = content[:4000] + content[-8000:]
        if b"word/" in head:
            return DOCX
        if b"xl/" in head:
            return XLSX
    return None


def path_of(sha256: str) -> Path:
    """Where the bytes lie."""
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256


def lock_of(sha256: str) -> list[int]:
    """The two numbers of the database's lock for one content; contents that share one wait for each other, no more."""
    return [_STORING, int(sha256[:7], 16)]


def store(
    content: bytes, *, network_id: int, name: str, media_type: str, photographs: Collection[StoredFile] = ()
) -> StoredFile:
    """Keep the bytes (once, whoever brings them) and a row with the name that people gave.

    The name ends as the type wants it: a PDF that calls itself ``report.hta`` is ``report.hta.pdf`` to who takes it.
    A paper names the ``photographs`` that stand in it: from the moment when one of them is withdrawn nobody is served
    the paper, also where that happened while the paper was being made.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    shown = sorted({each.sha256 for each in photographs})
    with connection.cursor() as cursor:
        for each in (sha256, *shown):
            # Whoever lets go of files leaves these bytes alone until our row stands.
            cursor.execute("select pg_advisory_xact_lock_shared(%s, %s)", lock_of(each))
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = path.with_name(f"{sha256}.{secrets.token_hex(4)}.new")
        with scratch.open("xb") as file:
            scratch.chmod(0o600)
            file.write(content)
        scratch.replace(path)
    stored = StoredFile.objects.create(
        network_id=network_id,
        name=_named(name, media_type),
        media_type=media_type,
        size=len(content),
        sha256=sha256,
        photographs=shown,
    )
    wanted = {each.pk for each in photographs}
    if wanted and StoredFile.objects.filter(pk__in=wanted, let_go_at=None).count() < len(wanted):
        StoredFile.objects.filter(pk=stored.pk).update(let_go_at=Now())
        stored.refresh_from_db(fields=["let_go_at"])
    return stored


def let_go(ids: Iterable[int | None], *, now: dt.datetime) -> None:
    """Nobody is served these files any more, from this moment; their bytes go at night (``tenancy.keeping``)."""
    StoredFile.objects.filter(pk__in=[each for each in ids if each], let_go_at=None).update(let_go_at=now)


def let_go_of_papers(sha256: str, *, network_id: int, now: dt.datetime) -> None:
    """Nobody is served any more what was made with the photograph of this hash; its own rows were let go of before."""
    with connection.cursor() as cursor:
        # A paper with it that is being stored just now is waited for; one that comes later finds the photograph let go of.
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", lock_of(sha256))
    papers = StoredFile.objects.filter(network_id=network_id, photographs__contains=[sha256], let_go_at=None)
    papers.update(let_go_at=now)


def _named(name: str, media_type: str) -> str:
    said = " ".join(clean(name).replace("/", "_").replace("\\", "_").split()) or "file"
    endings = ENDINGS[media_type]
    stem = said[: -len(said.rpartition(".")[2]) - 1] if said.lower().endswith(endings) else said
    ending = said[len(stem) :] or endings[0]
    return f"{stem[: 255 - len(ending)]}{ending}"


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return path_of(stored.sha256).read_bytes()


def served(stored: StoredFile | None, *, inline: bool = False) -> HttpResponse:
    """A stored file as an answer, under the name that it was given; 404 while it is being made.

    Whoever calls it has asked ``for_actor``.

    Raises:
        Refused: a paper with a photograph that was withdrawn since.
    """
    if stored is None:
        raise Http404(_("This file is not there yet."))
    if stored.is_withdrawn_paper:
        raise Refused(PAPER_WITHDRAWN)
    if stored.let_go_at is not None:
        raise Http404(_("The file is not there any more."))
    return made(read(stored), stored.name, stored.media_type, inline=inline)


def made(content: bytes, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    """Bytes that were made just now as an answer: a paper in a form that somebody asked for."""
    disposition = content_disposition_header(as_attachment=not inline, filename=name.replace("/", "-"))
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": disposition or "", "X-Content-Type-Options": "nosniff"},
    )
