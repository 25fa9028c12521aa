"""Evidence: judged by what it is, without hidden data, let go of when somebody who is shown does not agree any more."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from samphan.engagement.actions.evidence import (
    add_link,
    add_record,
    add_statement,
    bring_files,
    describe_evidence,
    withdraw_evidence,
)
from samphan.engagement.models import Channel, Consent, Evidence, PartnerWords, Strength
from samphan.engagement.queries import linked
from samphan.engagement.queries.evidence import Proof, Target, evidence_of, pictures_of, proofs_of_rows
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.pictures import read_picture
from samphan.tenancy import files
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.engagement.outcome import NOW, make_outcome, upload
from tests.engagement.pictures import FILM, HEIC, PDF, SVG, bomb, photograph, webp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Statements
    from tests.engagement.outcome import Outcome
    from tests.personas import World


@pytest.fixture
def outcome(world: World, settings: Any, tmp_path: Path) -> Outcome:
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["coordinator"].pk)


def test_bring_photograph_keeps_no_hidden_data_and_no_place(world: World, outcome: Outcome) -> None:
    content = photograph()
    assert content.count(b"Secret") == 3
    with user_scope(world.users["coordinator"], "alpha") as by:
        (row,) = bring_files(by=by, project=outcome.project, uploads=[upload(content)], supports="before")
        assert (row.kind, row.strength, row.title, row.place) == ("photo", Strength.DOCUMENT, "ภาพ", "")
        assert (row.latitude, row.longitude) == (None, None)
        assert row.taken_on is not None
        assert row.taken_on.format("en") == "31 March 2026"
        for stored in (row.file, row.thumbnail):
            assert stored is not None
            kept = files.read(stored)
            assert b"Secret" not in kept
            assert not Image.open(io.BytesIO(kept)).getexif()


def test_bring_photograph_with_its_place_names_the_nearest_one(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        said: dict[str, Any] = {"project": outcome.project, "supports": "before", "keeps_place": True}
        (near,) = bring_files(by=by, uploads=[upload(photograph())], **said)
        assert (str(near.latitude), str(near.longitude), near.place) == (
            "13.75000",
            "100.50000",
            "ศาลากลางบ้าน",
        )
        (named,) = bring_files(by=by, uploads=[upload(photograph())], place="ริมคลอง", **said)
        assert named.place == "ริมคลอง"
        outcome.project.places.update(latitude=18)
        (far,) = bring_files(by=by, uploads=[upload(photograph())], **said)
        assert far.place == "13.75000, 100.50000"


def test_read_point_of_broken_place_is_none() -> None:
    image = Image.new("RGB", (8, 8))
    for gps in (
        {},
        {1: "N"},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {2: (95.0, 0.0, 0.0), 4: (1.0, 0.0, 0.0), 1: "S", 3: "W"},
    ):
        exif = image.getexif()
        exif.get_ifd(0x8825).clear()
        exif.get_ifd(0x8825).update(gps)
        out = io.BytesIO()
        image.save(out, "JPEG", exif=exif)
        assert read_picture(out.getvalue()).point is None


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (HEIC, "IMG_1.HEIC", "Most Compatible"),
        (HEIC, "IMG_1.jpg", "Most Compatible"),
        (FILM, "ทัวร์.mp4", "give its address"),
        (SVG, "logo.svg", "Drawings"),
        (SVG, "logo.png", "Drawings"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>", "x.pdf", "Drawings"),
        (bomb(), "bomb.png", "cannot be read as a photograph"),
        (photograph()[:200], "half.jpg", "cannot be read as a photograph"),
        (b"MZ\x90\x00", "report.pdf", "none of those"),
        (PDF, "photo.jpg", "not what its name says"),
        (b"PK\x03\x04 word/vbaProject.bin", "a.docx", "none of those"),
        (b"", "empty.pdf", "none of those"),
        (b"%PDF-" + b"0" * (10 * 1024 * 1024), "large.pdf", "larger than 10 MB"),
    ],
)  # fmt: skip
def test_bring_hostile_file_is_refused_in_a_sentence(
    world: World, outcome: Outcome, content: bytes, name: str, said: str
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Problem, match=said) as refused:
            bring_files(by=by, project=outcome.project, uploads=[upload(content, name)], supports="before")
        assert refused.value.field == "upload"
        assert not Evidence.objects.exists()


def test_bring_picture_as_document_is_made_anew_all_the_same(world: World, outcome: Outcome) -> None:
    polyglot = photograph() + PDF
    with user_scope(world.users["coordinator"], "alpha") as by:
        rows = bring_files(
            by=by,
            project=outcome.project,
            uploads=[upload(polyglot, "a.pdf"), upload(webp(), "b.webp")],
            supports="change",
            title="ภาพหมู่",
        )
        assert [(each.kind, each.title, each.file and each.file.name) for each in rows] == [
            ("photo", "ภาพหมู่ (1)", "a.jpg"),
            ("photo", "ภาพหมู่ (2)", "b.jpg"),
        ]
        assert rows[0].file is not None
        assert b"%PDF" not in files.read(rows[0].file)


def test_evidence_follows_strength_of_its_kind_and_counts_by_what_it_supports(
    world: World, outcome: Outcome, statements: Statements
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = outcome.project
        said: dict[str, Any] = {"by": by, "project": project, "supports": "after"}
        add_statement(title="คำ", words="ดีขึ้น", **said)
        add_link(title="ข่าว", url="https://example.org/a", **said)
        (document,) = bring_files(uploads=[upload(PDF, "a.pdf")], **said)
        event = linked.Linked("events.event", 7, "เวที", "")
        record = add_record(linked=event, **{**said, "supports": "process"})
        assert (record.title, record.strength) == ("เวที", Strength.RECORD)
        assert evidence_of([project.pk]) == {project.pk: {"after": Proof(3, 2), "process": Proof(1, 3)}}
        withdraw_evidence(by=by, evidence=document, reason="ผิดฉบับ", now=NOW)
        with statements() as sent:
            assert evidence_of([project.pk, 0]) == {
                project.pk: {"after": Proof(2, 2), "process": Proof(1, 3)}
            }
        assert len(sent) == 1
        for address in ("javascript:alert(1)", "ftp://example.org", "data:text/html,x"):
            with pytest.raises(Problem, match="https"):
                add_link(title="x", url=address, **said)


def test_describe_evidence_refuses_what_does_not_belong_and_what_changed(
    world: World, outcome: Outcome
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_outcome(by, title="อีกโครงการ")
        foreign = add_statement(by=by, project=other.project, title="คำ", words="ดี", supports="after")
        row = add_statement(by=by, project=outcome.project, title="คำ", words="ดี", supports="after")
        said: dict[str, Any] = {"title": "คำ", "supports": "after", "words": "ดี"}
        with pytest.raises(Problem, match="another project"):
            describe_evidence(by=by, evidence=row, partner=other.partner, **said)
        from samphan.engagement.actions.change import write_result

        result = write_result(by=by, project=other.project, level="output", expected="ก")
        with pytest.raises(Problem, match="another project"):
            describe_evidence(by=by, evidence=row, target=Target("result", result, ""), **said)
        with pytest.raises(Problem, match="have agreed"):
            describe_evidence(by=by, evidence=row, consent=Consent.MISSING, is_public=True, **said)
        with pytest.raises(Problem, match="what is stated"):
            describe_evidence(by=by, evidence=row, **{**said, "words": " "})
        with pytest.raises(Problem, match="Choose which part"):
            describe_evidence(by=by, evidence=row, **{**said, "supports": "all"})
        describe_evidence(by=by, evidence=row, version=1, **{**said, "title": "คำใหม่"})
        with pytest.raises(Conflict):
            describe_evidence(by=by, evidence=row, version=1, **said)
        own = write_result(by=by, project=outcome.project, level="output", expected="ก")
        describe_evidence(by=by, evidence=row, target=Target("result", own, ""), **said)
        assert proofs_of_rows("result", [own.pk, result.pk]) == {own.pk: Proof(1, 1)}
        from samphan.engagement.actions.change import remove_result

        with pytest.raises(Problem, match="Evidence stands with it"):
            remove_result(by=by, result=own)
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused):
            describe_evidence(by=by, evidence=foreign, **said)
        with pytest.raises(Refused):
            add_statement(by=by, project=other.project, **said)


def test_withdraw_consent_lets_go_of_the_picture_everywhere(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    content = photograph()
    with user_scope(world.users["coordinator"], "alpha") as by:
        said: dict[str, Any] = {"project": outcome.project, "consent": "given", "is_public": True}
        (first,) = bring_files(by=by, uploads=[upload(content)], supports="before", **said)
        (twin,) = bring_files(by=by, uploads=[upload(content)], supports="after", **said)
        (other,) = bring_files(by=by, uploads=[upload(photograph("red"))], supports="after", **said)
        words = PartnerWords.objects.create(
            network_id=by.network_id,
            project=outcome.project,
            partner=outcome.partner,
            photo=first.file,
            consent=Consent.GIVEN,
            may_publish=True,
            channel=Channel.LINK,
            at=NOW,
        )
        assert len(pictures_of([outcome.project.pk])[outcome.project.pk]) == 3
    client = browser("coordinator")
    places = [
        reverse("engagement:piece_file", args=["alpha", outcome.project.pk, each.pk])
        for each in (first, twin, other)
    ]
    assert [client.get(place).status_code for place in places] == [200, 200, 200]
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Problem, match="why"):
            withdraw_evidence(by=by, evidence=first, reason=" ", now=NOW)
        withdraw_evidence(by=by, evidence=first, reason="ผู้ปกครองขอ", now=NOW, is_consent=True)
        for row in (first, twin):
            row.refresh_from_db()
            assert (row.file, row.thumbnail, row.is_public, row.consent) == (None, None, False, "withdrawn")
            assert row.withdrawn_why == "ผู้ปกครองขอ"
        words.refresh_from_db()
        assert (words.consent, words.may_publish) == ("withdrawn", False)
        assert pictures_of([outcome.project.pk])[outcome.project.pk] == [other]
        assert AuditEntry.objects.filter(act="withdraw_evidence", reason="ผู้ปกครองขอ").count() == 2
        with pytest.raises(Problem, match="withdrawn already"):
            withdraw_evidence(by=by, evidence=first, reason="อีกครั้ง", now=NOW)
        with pytest.raises(Problem, match="was withdrawn"):
            describe_evidence(by=by, evidence=first, title="ก", supports="after")
    assert [client.get(place).status_code for place in places] == [404, 404, 200]
    listed = client.get(reverse("engagement:evidence", args=["alpha", outcome.project.pk])).text
    assert "ผู้ปกครองขอ" not in listed
    gone = client.get(
        reverse("engagement:evidence", args=["alpha", outcome.project.pk]), {"state": "withdrawn"}
    ).text
    assert gone.count("ผู้ปกครองขอ") == 2


def test_public_picture_is_shown_of_published_projects_alone(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        said: dict[str, Any] = {"project": outcome.project, "supports": "before", "consent": "given"}
        (shown,) = bring_files(by=by, uploads=[upload(photograph())], is_public=True, **said)
        (kept,) = bring_files(by=by, uploads=[upload(photograph("red"))], **said)
        (paper,) = bring_files(by=by, uploads=[upload(PDF, "a.pdf")], is_public=True, **said)
    client = Client()

    def status(row: Evidence, slug: str = "alpha", name: str = "picture") -> int:
        return client.get(reverse(f"engagement_public:{name}", args=[slug, row.pk])).status_code

    assert status(shown) == 404
    with user_scope(world.users["secretariat"], "alpha"):
        outcome.project.visibility, outcome.project.review = "public", "approved"
        outcome.project.published_at = NOW
        outcome.project.save()
    assert [status(each) for each in (shown, kept, paper)] == [200, 404, 404]
    assert status(shown, name="picture_small") == 200
    assert status(shown, "beta") == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_evidence(by=by, evidence=shown, reason="ขอถอน", now=NOW, is_consent=True)
    assert status(shown) == 404


def test_private_project_shows_its_evidence_to_nobody_else(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        (row,) = bring_files(
            by=by, project=outcome.project, uploads=[upload(photograph())], supports="before"
        )
        outcome.project.visibility = "private"
        outcome.project.save()
    for name, args in (
        ("evidence", ()),
        ("piece", (row.pk,)),
        ("piece_file", (row.pk,)),
        ("evidence_export", ()),
    ):
        place = reverse(f"engagement:{name}", args=["alpha", outcome.project.pk, *args])
        assert [browser(who).get(place).status_code for who in ("coordinator", "board")] == [200, 404], name
    with user_scope(world.users["stranger"], "beta"):
        assert not Evidence.objects.filter(pk=row.pk).exists()


def test_offer_records_shows_what_the_reader_may_see(world: World, outcome: Outcome) -> None:
    from tests.factories.events import make_event

    with user_scope(world.users["secretariat"], "alpha") as by:
        event = make_event(by, title_th="เวทีน้ำสะอาด")
        found = linked.offers(by, "น้ำสะอาด")
        assert [(each.kind, each.id) for each, _kind in found] == [("events.event", event.pk)]
        assert linked.find(by, f"events.event:{event.pk}") == found[0][0]
        for key in (
            "events.event:999999",
            f"projects.project:{outcome.project.pk}",
            "events.event:x",
            "",
            "a:b:c",
        ):
            assert linked.find(by, key) is None
    with user_scope(world.users["stranger"], "beta") as by:
        assert linked.offers(by, "น้ำสะอาด") == []
        assert linked.find(by, f"events.event:{event.pk}") is None
