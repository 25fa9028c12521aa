"""Files that nobody is served any more leave the disk; what others need stays, and so does the proof."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from samphan.directory.actions.imports import bring_list, discard_list
from samphan.directory.queries.imports import kinds
from samphan.engagement.actions.evidence import bring_files, withdraw_evidence
from samphan.engagement.actions.words import Photo, add_words, withdraw_words
from samphan.kit import locks
from samphan.kit.asking import Upload
from samphan.kit.sheets import Sheet
from samphan.projects.models import ProjectPartner
from samphan.tenancy import files, keeping
from samphan.tenancy.models import AuditEntry, StoredFile
from samphan.tenancy.scope import system_scope, user_scope
from samphan.web.tasks import let_go_of_files
from tests.engagement.outcome import NOW, make_outcome
from tests.factories.knowledge import PDF

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from samphan.engagement.models import Evidence
    from samphan.kit.actor import Actor
    from tests.engagement.outcome import Outcome
    from tests.personas import World

TWO_DAYS = 2 * 24 * 60 * 60


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def outcome(world: World) -> Outcome:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["secretariat"].pk)


def jpeg(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(out, "JPEG")
    return out.getvalue()


def swept(world: World, folder: Path) -> int:
    for network in (world.a.pk, world.b.pk):
        with system_scope("test", network):
            StoredFile.objects.update(stored_at=timezone.now() - dt.timedelta(days=2))
    for path in (folder / "files").rglob("*"):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - TWO_DAYS))
    return keeping.let_go(timezone.now())


def on_disk(folder: Path) -> set[str]:
    return {path.name for path in (folder / "files").glob("??/*")}


def brought(by: Actor, outcome: Outcome, content: bytes, name: str) -> Evidence:
    (row,) = bring_files(
        by=by, project=outcome.project, uploads=[Upload(name, content)], supports="process", consent="given"
    )
    return row


def test_withdrawn_document_leaves_its_hash_day_and_name_for_proof(
    world: World, outcome: Outcome, folder: Path, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        kept, gone = (brought(by, outcome, PDF + mark, f"{mark.decode()}.pdf") for mark in (b"kept", b"gone"))
        withdraw_evidence(by=by, evidence=gone, reason="ผิดฉบับ", now=NOW)
    assert swept(world, folder) == 1
    with system_scope("test", world.a.pk):
        stored = StoredFile.objects.get(pk=gone.file_id)
        assert stored.sha256 == hashlib.sha256(PDF + b"gone").hexdigest()
        assert (stored.name, stored.let_go_at is not None, stored.stored_at is not None) == (
            "gone.pdf",
            True,
            True,
        )
        assert files.served(kept.file).content == PDF + b"kept"
        assert on_disk(folder) == {kept.file.sha256 if kept.file else ""}
    address = f"/n/alpha/work/projects/{outcome.project.pk}/evidence/{gone.pk}/file/"
    assert browser("secretariat").get(address).status_code == 404


def test_picture_of_who_took_back_consent_leaves_the_disk_and_the_trail_keeps_its_hash(
    world: World, outcome: Outcome, folder: Path
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        photo = brought(by, outcome, jpeg(), "ภาพ.jpg")
        partner = ProjectPartner.objects.filter(project=outcome.project).order_by("pk")[0]
        words = add_words(
            by=by,
            partner=partner,
            now=NOW,
            photo=Photo("อื่น.jpg", jpeg("red")),
            channel="spoken",
            said_by="ป้าแดง",
        )
        sha256 = photo.file.sha256 if photo.file else ""
        assert len(on_disk(folder)) == 3
        withdraw_evidence(by=by, evidence=photo, reason="ขอถอน", now=NOW, is_consent=True)
        withdraw_words(by=by, words=words, now=NOW)
    assert swept(world, folder) == 3
    assert on_disk(folder) == set()
    with system_scope("test", world.a.pk):
        trail = AuditEntry.objects.get(act="withdraw_evidence")
        assert (trail.changes["sha256"], trail.actor_label) == (
            [sha256, None],
            world.users["secretariat"].name,
        )
        assert [each.pk for each in StoredFile.objects.all()] == [words.photo_id]


def test_content_that_another_row_or_network_needs_stays(
    world: World, outcome: Outcome, folder: Path
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        shared, twice = (
            brought(by, outcome, PDF + b"shared", "a.pdf"),
            brought(by, outcome, PDF + b"twice", "b.pdf"),
        )
        brought(by, outcome, PDF + b"twice", "c.pdf")
        for each in (shared, twice):
            withdraw_evidence(by=by, evidence=each, reason="ซ้ำ", now=NOW)
    with user_scope(world.users["stranger"], "beta") as by:
        other = make_outcome(by, keeper_id=world.users["stranger"].pk)
        theirs = brought(by, other, PDF + b"shared", "a.pdf")
    assert swept(world, folder) == 0
    assert len(on_disk(folder)) == 2
    with user_scope(world.users["stranger"], "beta") as by:
        withdraw_evidence(by=by, evidence=theirs, reason="ผิด", now=NOW)
    assert swept(world, folder) == 1


def test_discarded_list_leaves_no_bytes_and_one_that_stays_does(world: World, folder: Path) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        gone, stays = (
            bring_list(
                by=by,
                kind=kinds()["organisations"],
                sheet=Sheet("", (), [["ชื่อ"], [name]]),
                source_name=f"{name}.csv",
                content=name.encode(),
            )
            for name in ("ทิ้ง", "เก็บ")
        )
        discard_list(by=by, brought=gone)
    assert swept(world, folder) == 1
    assert on_disk(folder) == {hashlib.sha256("เก็บ".encode()).hexdigest()}
    with system_scope("test", world.a.pk):
        assert [each.pk for each in StoredFile.objects.all()] == [stays.file_id]


def test_what_was_stored_since_yesterday_stays(world: World, outcome: Outcome, folder: Path) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        row = brought(by, outcome, PDF, "a.pdf")
        withdraw_evidence(by=by, evidence=row, reason="ผิด", now=NOW)
        files.store(b"half made", network_id=by.network_id, name="x.pdf", media_type=files.PDF)
    assert keeping.let_go(timezone.now()) == 0
    assert len(on_disk(folder)) == 2


def test_file_that_an_issued_paper_names_stays(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        named, free = (
            files.store(mark, network_id=by.network_id, name="x.pdf", media_type=files.PDF)
            for mark in (b"a", b"b")
        )
    monkeypatch.setattr(keeping, "_holders", [lambda network: {named.pk} if network == world.a.pk else set()])
    assert swept(world, folder) == 1
    assert on_disk(folder) == {named.sha256}
    with system_scope("test", world.a.pk):
        assert [each.pk for each in StoredFile.objects.all()] == [named.pk]
    assert free.sha256 not in on_disk(folder)


def test_nothing_goes_while_a_backup_is_written(world: World, outcome: Outcome, folder: Path) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        files.store(b"x", network_id=by.network_id, name="x.pdf", media_type=files.PDF)
    with locks.exclusive(folder / locks.FILES, seconds=0):
        assert swept(world, folder) == 0
    let_go_of_files.func()
    assert on_disk(folder) == set()


def test_content_that_is_stored_anew_comes_back(world: World, outcome: Outcome, folder: Path) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        row = brought(by, outcome, PDF, "a.pdf")
        withdraw_evidence(by=by, evidence=row, reason="ผิด", now=NOW)
    assert swept(world, folder) == 1
    with user_scope(world.users["secretariat"], "alpha") as by:
        again = brought(by, outcome, PDF, "a.pdf")
        assert files.read(again.file) == PDF if again.file else False
    assert swept(world, folder) == 0


def test_content_that_somebody_stores_just_now_is_left_alone(committed: str, folder: Path) -> None:
    """The other one holds the lock of the content until the row stands."""
    sha256 = hashlib.sha256(b"late").hexdigest()
    path = files.path_of(sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"late")
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - TWO_DAYS))
    is_stored, may_end = threading.Event(), threading.Event()

    def store() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock_shared(%s, %s)", files.lock_of(sha256))
            is_stored.set()
            may_end.wait(20)
        connection.close()

    other = threading.Thread(target=store)
    other.start()
    try:
        assert is_stored.wait(20)
        assert keeping.let_go(timezone.now()) == 0
        assert path.exists()
    finally:
        may_end.set()
        other.join()
    assert keeping.let_go(timezone.now()) == 1
    assert not path.exists()
