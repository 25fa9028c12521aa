"""Files that are two things at once, unpack to far more than they weigh, or are far too large."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samphan.engagement.models import Evidence, PartnerWords
from samphan.tenancy import files
from samphan.tenancy.scope import user_scope
from tests.engagement.pictures import bomb, photograph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.engagement.conftest import Bananas
    from tests.personas import World

NAME = {"said_by": "ป้าแดง"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


class Untouched(io.RawIOBase):
    """A body that nobody may read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Any) -> int:
        raise AssertionError("the body of a request that is far too large was read")


@pytest.mark.parametrize("place", ["words/", "statements/need/", ""])
def test_film_of_200_megabytes_is_refused_before_it_is_read(
    world: World, bananas: Bananas, place: str
) -> None:
    answer = Client().generic(
        "POST",
        f"{bananas.link}{place}",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 2**20),
        **{"wsgi.input": Untouched()},
    )
    assert answer.status_code == 413
    with user_scope(world.users["secretariat"], "alpha"):
        assert not PartnerWords.objects.exists()


def test_pdf_that_is_a_page_too_is_handed_out_as_a_pdf_alone(
    world: World, bananas: Bananas, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    both = b"%PDF-1.7\n<html><script>alert(document.cookie)</script></html>\n%%EOF"
    place = reverse("engagement:evidence_new", args=["alpha", bananas.project.pk, "files"])
    for name in ("บันทึก.pdf", "บันทึก.html"):
        data = {
            "uploads": [SimpleUploadedFile(name, both)],
            "supports": "before",
            "consent": "not_needed",
            "title": name,
        }
        assert client.post(place, data).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        rows = list(Evidence.objects.all())
    assert len(rows) == 2
    for row in rows:
        served = client.get(reverse("engagement:piece_file", args=["alpha", bananas.project.pk, row.pk]))
        assert served["Content-Type"] == "application/pdf"
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Disposition"].startswith("attachment")
        assert served["Content-Disposition"].endswith(".pdf")


def test_photograph_with_an_archive_behind_it_and_bombs(world: World, bananas: Bananas) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("evil.exe", "MZ")
    path, client = f"{bananas.link}words/", Client()
    behind = SimpleUploadedFile("ภาพ.jpg", photograph() + archive.getvalue())
    assert client.post(path, {"photo": behind, "consent": "given", **NAME}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        kept = PartnerWords.objects.get()
        assert kept.photo is not None
        content = files.read(kept.photo)
    assert (b"PK\x03\x04" in content, b"evil.exe" in content, b"Secret" in content) == (False, False, False)
    huge = SimpleUploadedFile("ภาพ.png", bomb())
    refused = client.post(path, {"photo": huge, "consent": "given", "words": "ยังอยู่", **NAME})
    assert (refused.status_code, "ยังอยู่" in refused.text) == (422, True)


def test_document_that_unpacks_to_a_gigabyte_is_kept_packed(
    world: World, bananas: Bananas, browser: Callable[[str], Client]
) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as word,
        word.open("word/document.xml", "w") as part,
    ):
        for _megabyte in range(1024):
            part.write(bytes(2**20))
    assert len(packed.getvalue()) < 2 * 2**20
    client = browser("secretariat")
    place = reverse("engagement:evidence_new", args=["alpha", bananas.project.pk, "files"])
    sent = SimpleUploadedFile("รายงาน.docx", packed.getvalue())
    data = {"uploads": [sent], "supports": "before", "consent": "not_needed", "title": "รายงาน"}
    assert client.post(place, data).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        (row,) = Evidence.objects.select_related("file")
    assert row.file is not None
    assert row.file.size == len(packed.getvalue())
    for page in ("evidence", "evidence_export"):
        assert (
            client.get(reverse(f"engagement:{page}", args=["alpha", bananas.project.pk])).status_code == 200
        )
