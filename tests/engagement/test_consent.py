"""Somebody who is shown does not agree any more: the picture is gone wherever it stood, the words beside it stay."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samphan.engagement.actions.evidence import bring_files, withdraw_evidence
from samphan.engagement.actions.words import Photo, add_words, withdraw_words
from samphan.engagement.models import Consent, Evidence, PartnerWords
from samphan.tenancy import files
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.engagement.conftest import NOW
from tests.engagement.outcome import upload
from tests.engagement.pictures import photograph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.engagement.conftest import Bananas
    from tests.personas import World

SAID: dict[str, Any] = {"now": NOW, "channel": "spoken", "said_by": "ป้าแดง"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def both(world: World, bananas: Bananas, words: str = "") -> tuple[Evidence, PartnerWords]:
    """One photograph among the evidence and among what the partner added."""
    content = photograph()
    with user_scope(world.users["secretariat"], "alpha") as by:
        (piece,) = bring_files(
            by=by,
            project=bananas.project,
            uploads=[upload(content)],
            supports="before",
            consent="given",
            is_public=True,
        )
        said = add_words(
            by=by,
            partner=bananas.community,
            words=words,
            photo=Photo("ก.jpg", content),
            consent="given",
            may_publish=True,
            **SAID,
        )
    return piece, said


@pytest.mark.parametrize("words", ["", "ภูมิใจที่ได้สอน"], ids=["photograph alone", "with words"])
def test_consent_withdrawn_from_evidence_serves_the_partners_photograph_no_more(
    world: World, bananas: Bananas, browser: Callable[[str], Client], words: str
) -> None:
    piece, said = both(world, bananas, words)
    office = reverse("engagement:photo", args=["alpha", bananas.project.pk, said.pk, "large"])
    own = f"{bananas.link}words/{said.pk}/photo/"
    client = browser("secretariat")
    assert [client.get(office).status_code, Client().get(own).status_code] == [200, 200]
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_evidence(by=by, evidence=piece, reason="ผู้ปกครองขอ", now=NOW, is_consent=True)
        said.refresh_from_db()
        assert (said.consent, said.words, said.may_publish) == (Consent.WITHDRAWN, words, bool(words))
        assert (said.photo is None, said.withdrawn_at is None) == (bool(words), bool(words))
        assert AuditEntry.objects.filter(act="withdraw_words", reason="ผู้ปกครองขอ").count() == 1
    assert [client.get(office).status_code, Client().get(own).status_code] == [404, 404]
    page = client.get(reverse("engagement:words", args=["alpha", bananas.project.pk])).text
    assert ("<img" in page.partition("<main")[2], words in page) == (False, True)


def test_photograph_that_a_partner_takes_back_is_no_evidence_any_more(world: World, bananas: Bananas) -> None:
    piece, said = both(world, bananas)
    client = Client()
    assert client.post(f"{bananas.link}words/{said.pk}/back/").status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        piece.refresh_from_db()
        assert (piece.file, piece.thumbnail, piece.consent, piece.is_public) == (
            None,
            None,
            "withdrawn",
            False,
        )
        assert piece.withdrawn_why
        again = withdraw_words(by=by, words=said, now=NOW)
        assert again.withdrawn_at is not None


def test_words_that_are_taken_back_leave_evidence_of_others_alone(world: World, bananas: Bananas) -> None:
    piece, _said = both(world, bananas)
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = add_words(
            by=by, partner=bananas.community, photo=Photo("ข.jpg", photograph("red")), consent="given", **SAID
        )
        withdraw_words(by=by, words=other, now=NOW)
        piece.refresh_from_db()
        assert (piece.file is not None, piece.withdrawn_at) == (True, None)


def test_photograph_of_which_nobody_said_whether_people_agreed_counts_as_not_asked(
    world: World, bananas: Bananas, browser: Callable[[str], Client]
) -> None:
    client, place = browser("secretariat"), [bananas.project.pk, bananas.community.pk]
    page = client.get(reverse("engagement:evidence_new", args=["alpha", bananas.project.pk, "files"])).text
    assert (page.count('name="consent"'), "checked" in page) == (3, False)
    sent = {
        "photo": SimpleUploadedFile("ก.jpg", photograph()),
        "consent": "",
        "said_by": "ป้าแดง",
        "channel": "spoken",
    }
    assert client.post(reverse("engagement:words_new", args=["alpha", *place]), sent).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert PartnerWords.objects.get().consent == Consent.MISSING


def test_name_of_a_file_that_is_an_attack_is_only_a_name(
    world: World, bananas: Bananas, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    place = reverse("engagement:evidence_new", args=["alpha", bananas.project.pk, "files"])
    names = [
        "../../../etc/passwd.jpg",
        "ใบเสร็จ\u202egpj.exe.jpg",
        "ก" * 300 + ".jpg",
        "=cmd|' /C calc'!A0.jpg",
    ]
    for name in names:
        sent = SimpleUploadedFile("x.jpg", photograph())
        sent._name = name  # what a browser of one's own making sends
        data = {"uploads": [sent], "supports": "before", "consent": "not_needed", "title": "ภาพ"}
        assert client.post(place, data).status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        for name in names:
            bring_files(
                by=by, project=bananas.project, uploads=[upload(photograph(), name)], supports="before"
            )
        rows = list(Evidence.objects.select_related("file").order_by("-id"))
    for row in rows:
        assert row.file is not None
        for text in (row.title, row.file.name):
            assert not set(text) & {"\u202e", "\x00", "\n"}
            assert len(text) <= 300
        assert (row.file.name.endswith(".jpg"), len(row.file.name) <= 255) == (True, True)
        served = client.get(reverse("engagement:piece_file", args=["alpha", bananas.project.pk, row.pk]))
        assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
        assert served["X-Content-Type-Options"] == "nosniff"
        assert "\n" not in served["Content-Disposition"]
        with user_scope(world.users["secretariat"], "alpha"):
            assert files.path_of(row.file.sha256).is_file()
    csv = client.get(
        f"{reverse('engagement:evidence_export', args=['alpha', bananas.project.pk])}?format=csv"
    ).content.decode("utf-8-sig")
    assert "'=cmd" in csv
    assert ",=cmd" not in csv
    assert io.StringIO(csv).readline().startswith("Title" if "Title" in csv else "ชื่อ")
