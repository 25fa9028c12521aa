"""Photographs of an event: brought, described, removed and brought back; nobody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from samphan.engagement.actions.evidence import bring_files, withdraw_evidence
from samphan.events.actions.photos import MOST_AT_ONCE, bring_photos, describe_photo, withdraw_photo
from samphan.events.actions.results import Upload
from samphan.events.models import Photo, PhotoConsent
from samphan.kit import asking
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.engagement.outcome import make_outcome
from tests.kit.test_pictures import jpeg
from tests.tenancy.test_keeping import on_disk, swept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from samphan.events.models import Event
    from tests.personas import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


def brought(world: World, event: Event, number: int = 1, **said: Any) -> list[Photo]:
    with system_scope("test", world.a.pk) as by:
        uploads = [Upload(f"ภาพ {n}.jpg", jpeg((300 + n, 200))) for n in range(number)]
        return bring_photos(by=by, event=event, uploads=uploads, **said)


def test_bring_photographs_on_the_page(world: World, event: Event, at: Callable[..., str]) -> None:
    client = world.client("secretariat")
    answer = client.post(
        at("bring_photos"),
        {
            "uploads": [
                SimpleUploadedFile("หนึ่ง.jpg", jpeg((500, 300))),
                SimpleUploadedFile("สอง.jpg", jpeg((400, 300))),
            ],
            "place": "พัทยา",
            "consent": PhotoConsent.AGREED,
            "taken_on": "",
        },
    )
    assert answer.status_code == 302
    with system_scope("test", world.a.pk):
        photos = list(Photo.objects.filter(event=event).order_by("order"))
        assert len(photos) == 2
        assert [str(photo.taken_on) for photo in photos] == ["2026-03-31", "2026-03-31"]
        assert list(Photo.objects.usable()) != []
    page = client.get(at("photos"))
    assert page.text.count('class="photo"') == 2
    picture = client.get(at("photo", photos[0].pk))
    assert picture["Content-Type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert picture["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("bad", [b"GIF89a", b"%PDF-1.7 x", b""])
def test_bring_what_is_no_photograph_says_which(
    world: World, event: Event, at: Callable[..., str], bad: bytes
) -> None:
    answer = world.client("secretariat").post(
        at("bring_photos"),
        {"uploads": SimpleUploadedFile("แปลก.jpg", bad), "consent": "agreed", "place": "หอประชุม"},
    )
    assert answer.status_code == 422
    assert "หอประชุม" in answer.text
    with system_scope("test", world.a.pk):
        assert not Photo.objects.exists()


def test_bring_too_many_photographs_is_refused(world: World, event: Event) -> None:
    with pytest.raises(Problem):
        brought(world, event, MOST_AT_ONCE + 1)


def test_describe_photograph_says_what_it_shows(world: World, event: Event, at: Callable[..., str]) -> None:
    (photo,) = brought(world, event, consent=PhotoConsent.AGREED)
    client = world.client("secretariat")
    page = client.get(at("describe_photo", photo.pk))
    version = page.context["form"]["version"].value()
    said = {"title_th": "พิธีเปิด", "consent": "not_asked", "taken_on": "31/3/2569", "version": version}
    assert client.post(at("describe_photo", photo.pk), {**said, "consent": "withdrawn"}).status_code == 422
    assert client.post(at("describe_photo", photo.pk), said).status_code == 302
    with system_scope("test", world.a.pk):
        photo = Photo.objects.get()
        assert (photo.title_th, photo.consent) == ("พิธีเปิด", "not_asked")
        assert not Photo.objects.usable().exists()
    assert client.post(at("describe_photo", photo.pk), said).status_code == 409


def test_withdraw_photograph_on_the_page_shows_it_to_nobody(
    world: World, event: Event, at: Callable[..., str]
) -> None:
    gone, stays = brought(world, event, 2, consent=PhotoConsent.AGREED, place="ลานวัด")
    client, reader = world.client("secretariat"), world.client("board")
    places = [at(name, each.pk) for each in (gone, stays) for name in ("photo", "photo_small")]
    assert [client.get(place).status_code for place in places] == [200] * 4
    assert at("withdraw_photo", gone.pk) in client.get(at("photos")).text
    assert client.post(at("withdraw_photo", gone.pk), {"reason": " "}).status_code == 422
    assert reader.post(at("withdraw_photo", gone.pk), {"reason": "ขอถอน"}).status_code == 403
    assert client.post(at("withdraw_photo", gone.pk), {"reason": "ผู้ปกครองขอ"}).status_code == 302
    for asker in (client, reader):
        assert [asker.get(place).status_code for place in places] == [404, 404, 200, 200]
        assert asker.get(at("photos")).text.count('class="photo"') == 1
    page = client.get(at("photos"), {"consent": "withdrawn", "lang": "en"}).text
    assert ("Nobody is shown this photograph any more" in page, "<img" in page.partition("<main")[2]) == (
        True,
        False,
    )
    assert reader.get(at("photos"), {"consent": "withdrawn"}).text.count('class="photo"') == 1
    with system_scope("test", world.a.pk):
        assert list(Photo.objects.usable()) == [stays]
        trail = AuditEntry.objects.get(act="withdraw_photo")
        assert (trail.reason, trail.changes) == (
            "ผู้ปกครองขอ",
            {"consent": ["agreed", "withdrawn"], "sha256": [gone.file.sha256, None]},
        )


def test_withdrawn_photograph_is_neither_described_nor_withdrawn_again(world: World, event: Event) -> None:
    (photo,) = brought(world, event, consent=PhotoConsent.AGREED)
    with translation.override("en"), system_scope("test", world.a.pk) as by:
        withdraw_photo(by=by, photo=photo, reason="ขอถอน", now=timezone.now())
        with pytest.raises(Problem, match="withdrawn already"):
            withdraw_photo(by=by, photo=photo, reason="ขอถอน", now=timezone.now())
        with pytest.raises(Problem, match="Bring it again"):
            describe_photo(by=by, photo=photo, consent=PhotoConsent.AGREED)
        with pytest.raises(Problem, match="instead"):
            bring_photos(by=by, event=event, uploads=[], consent=PhotoConsent.WITHDRAWN)


def test_photograph_withdrawn_in_a_project_is_withdrawn_in_the_event_and_the_other_way_round(
    world: World, event: Event
) -> None:
    first, second = brought(world, event, 2, consent=PhotoConsent.AGREED)
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = make_outcome(by, keeper_id=world.users["secretariat"].pk).project
        kept = [
            bring_files(
                by=by,
                project=project,
                uploads=[asking.Upload("ภาพ.jpg", jpeg((300 + n, 200)))],
                supports="process",
                consent="given",
            )[0]
            for n in range(2)
        ]
        assert [each.file.sha256 for each in kept if each.file] == [first.file.sha256, second.file.sha256]
        withdraw_evidence(by=by, evidence=kept[0], reason="ขอถอน", now=timezone.now(), is_consent=True)
        withdraw_photo(by=by, photo=second, reason="ขอถอน", now=timezone.now())
        for each in (first, second, *kept):
            each.refresh_from_db()
            assert each.consent == "withdrawn"
        assert AuditEntry.objects.filter(act="withdraw_photo").count() == 2


def test_bytes_of_withdrawn_photograph_leave_the_disk_and_its_hash_stays(
    world: World, event: Event, tmp_path: Path
) -> None:
    gone, stays = brought(world, event, 2, consent=PhotoConsent.AGREED)
    with system_scope("test", world.a.pk) as by:
        withdraw_photo(by=by, photo=gone, reason="ขอถอน", now=timezone.now())
    assert swept(world, tmp_path) == len({gone.file.sha256, gone.thumbnail.sha256})
    assert on_disk(tmp_path) == {stays.file.sha256, stays.thumbnail.sha256}
    with system_scope("test", world.a.pk):
        assert Photo.objects.get(pk=gone.pk).file.sha256 == gone.file.sha256


def test_removed_photograph_that_was_withdrawn_elsewhere_is_not_brought_back(
    world: World, event: Event, at: Callable[..., str]
) -> None:
    removed, other = (brought(world, event, consent=PhotoConsent.AGREED)[0] for _twice in range(2))
    client = world.client("secretariat")
    client.post(at("remove_part", "photo", removed.pk))
    with system_scope("test", world.a.pk) as by:
        entry = AuditEntry.objects.get(act="remove_photo")
        withdraw_photo(by=by, photo=other, reason="ขอถอน", now=timezone.now())
    client.post(at("restore"), {"entries": entry.pk})
    with system_scope("test", world.a.pk):
        assert not Photo.objects.filter(pk=removed.pk).exists()


def test_remove_photograph_can_be_undone(world: World, event: Event, at: Callable[..., str]) -> None:
    (photo,) = brought(world, event)
    client = world.client("secretariat")
    client.post(at("remove_part", "photo", photo.pk))
    with system_scope("test", world.a.pk):
        assert not Photo.objects.exists()
        entry = AuditEntry.objects.get(act="remove_photo")
    client.post(at("restore"), {"entries": entry.pk})
    with system_scope("test", world.a.pk):
        assert Photo.objects.get().pk == photo.pk


def test_look_at_photograph_of_another_network_is_not_found(
    world: World, event: Event, foreign: Event
) -> None:
    with system_scope("test", world.b.pk) as by:
        (photo,) = bring_photos(by=by, event=foreign, uploads=[Upload("x.jpg", jpeg())])
    client = world.client("secretariat")
    for name in ("photo", "photo_small", "describe_photo", "withdraw_photo"):
        for owner in (event, foreign):
            assert (
                client.get(reverse(f"events:{name}", args=["alpha", owner.pk, photo.pk])).status_code == 404
            )


def test_bring_photographs_as_board_member_is_refused(world: World, event: Event) -> None:
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        bring_photos(by=by, event=event, uploads=[Upload("x.jpg", jpeg())])


def test_open_photographs_takes_the_same_statements_with_one_and_three(
    world: World, event: Event, at: Callable[..., str], statements: Any
) -> None:
    client = world.client("secretariat")
    counts = []
    for number in (1, 2):
        brought(world, event, number)
        with statements() as sent:
            assert client.get(at("photos")).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
