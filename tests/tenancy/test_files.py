"""Stored files: what they are is seen from their bytes, and what they are called follows from that."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from samphan.tenancy import files
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from pathlib import Path

    from tests.personas import World


def office(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, b"x" * 20_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7", files.PDF),
        (office("word/document.xml"), files.DOCX),
        (office("xl/workbook.xml"), files.XLSX),
        (office("word/document.xml", "word/vbaProject.bin"), None),
        (office("xl/workbook.xml", "xl/vbaProject.bin"), None),
        (office("readme.txt"), None),
        (b"<html><script>alert(1)</script></html>", None),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', None),
        (b"GIF89a", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_file_is_known_by_its_bytes(content: bytes, media_type: str | None) -> None:
    assert files.sniff(content) == media_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("รายงาน.pdf", "รายงาน.pdf"),
        ("REPORT.PDF", "REPORT.PDF"),
        ("report.hta", "report.hta.pdf"),
        ("report", "report.pdf"),
        ("", "file.pdf"),
        ("../../etc/passwd", ".._.._etc_passwd.pdf"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("gpj\u202efdp.exe", "gpjfdp.exe.pdf"),
        ("ก" * 300 + ".pdf", "ก" * 251 + ".pdf"),
        (".pdf", ".pdf"),
    ],
)
def test_name_of_file_ends_as_its_type_wants(
    world: World, tmp_path: Path, settings: Any, given: str, kept: str
) -> None:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk):
        stored = files.store(b"%PDF-1.7", network_id=world.a.pk, name=given, media_type=files.PDF)
        assert stored.name == kept
        assert files.read(stored) == b"%PDF-1.7"
