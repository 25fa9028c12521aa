"""Stored files: the bytes lie under their SHA-256 in the data folder, the row says whose they are."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings

from samphan.kit.thai.fold import clean
from samphan.tenancy.models import StoredFile

PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv"
MAX_SIZE: Final = 10 * 1024 * 1024


def sniff(content: bytes) -> str | None:
    """The media type by what the bytes are, never by the name: png, jpeg, pdf, docx, xlsx, or None."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        head = content[:4000] + content[-8000:]
        if b"word/" in head:
            return DOCX
        if b"xl/" in head:
            return XLSX
    return None


def path_of(sha256: str) -> Path:
    """Where the bytes lie."""
    return Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256


def store(content: bytes, *, network_id: int, name: str, media_type: str) -> StoredFile:
    """Keep the bytes (once, whoever brings them) and a row with the name that people gave."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = path.with_name(f"{sha256}.{secrets.token_hex(4)}.new")
        with scratch.open("xb") as file:
            scratch.chmod(0o600)
            file.write(content)
        scratch.replace(path)
    return StoredFile.objects.create(
        network_id=network_id,
        name=clean(name).replace("/", "_").replace("\\", "_")[:255] or "file",
        media_type=media_type,
        size=len(content),
        sha256=sha256,
    )


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return path_of(stored.sha256).read_bytes()
