"""Photographs of an event: brought, described, removed and brought back; nobody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samphan.events.actions.photos import MOST_AT_ONCE, bring_photos
from samphan.events.actions.results import Upload
from samphan.events.models import Photo, PhotoConsent
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.kit.test_pictures import jpeg

if TYPE_CHECKING:
    from collections.abc import Callable

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
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8\xff")


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


def test_describe_photograph_and_withdraw_consent(world: World, event: Event, at: Callable[..., str]) -> None:
    (photo,) = brought(world, event, consent=PhotoConsent.AGREED)
    client = world.client("secretariat")
    page = client.get(at("describe_photo", photo.pk))
    version = page.context["form"]["version"].value()
    said = {"title_th": "พิธีเปิด", "consent": "withdrawn", "taken_on": "31/3/2569", "version": version}
    assert client.post(at("describe_photo", photo.pk), said).status_code == 302
    with system_scope("test", world.a.pk):
        photo = Photo.objects.get()
        assert (photo.title_th, photo.consent) == ("พิธีเปิด", "withdrawn")
        assert not Photo.objects.usable().exists()
    assert client.post(at("describe_photo", photo.pk), said).status_code == 409


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
    for name in ("photo", "photo_small", "describe_photo"):
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
