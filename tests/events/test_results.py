"""Results with their evidence, outputs, documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samphan.events.models import Document, Evidence, Output, Result
from samphan.tenancy.models import AuditEntry, StoredFile
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_programme import version_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from samphan.events.models import Event
    from tests.events.conftest import At
    from tests.personas import World

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_state_result_with_its_evidence(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        item, group, output, document = (
            event.agenda.get(), event.groups.get(), event.outputs.get(), event.documents.get()
        )  # fmt: skip
    response = browser("secretariat").post(
        at("add_result"),
        {
            "level": "network",
            "statement_th": "เกิดชุมชน IRO",
            "agenda_items": [item.pk],
            "groups": [group.pk],
            "outputs": [output.pk],
            "documents": [document.pk],
        },
    )
    assert response.headers["Location"] == at("results")
    with user_scope(world.users["secretariat"], "alpha"):
        result = Result.objects.get(level="network")
        found = result.evidence.values_list("agenda_item_id", "group_id", "output_id", "document_id")
        assert set(found) == {
            (item.pk, None, None, None),
            (None, group.pk, None, None),
            (None, None, output.pk, None),
            (None, None, None, document.pk),
        }


def test_change_evidence_of_result_is_audited(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        result, group = event.results.get(), event.groups.get()
    address = at("change_result", result.pk)
    text = client.get(address).text
    assert len(re.findall(r'name="(?:agenda_items|groups|outputs|documents)"[^>]* checked', text)) == 4
    data = {"level": "system", "statement_th": result.statement_th, "groups": [group.pk]}
    assert client.post(address, {**data, "version": version_of(client, address)}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(Evidence.objects.values_list("group_id", flat=True)) == [group.pk]
        entry = AuditEntry.objects.filter(act="tie_result").latest("pk")
        assert entry.changes["links"][1] == [f"group {group.pk}"]
        assert not AuditEntry.objects.filter(act="change_result").exists()


@pytest.mark.parametrize("field", ["agenda_items", "groups", "outputs", "documents"])
def test_tick_evidence_of_another_network_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, foreign: Event, at: At, field: str
) -> None:
    with system_scope("test", world.b.pk):
        part = getattr(foreign, {"agenda_items": "agenda"}.get(field, field)).get().pk
    response = browser("secretariat").post(
        at("add_result"), {"level": "person", "statement_th": "ได้ความรู้", field: [part]}
    )
    assert response.status_code == 422
    with user_scope(world.users["secretariat"], "alpha"):
        assert event.results.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"level": "galaxy"}, "Select a valid choice."),
        ({"statement_th": " \u200b "}, "This field is required."),
        ({"statement_th": "ก" * 200_000}, "at most 20000 characters"),
    ],
)
def test_state_result_with_bad_input_says_so(
    browser: Callable[[str], Client], at: At, typed: dict[str, str], sentence: str
) -> None:
    response = browser("secretariat").post(
        f"{at('add_result')}?lang=en", {"level": "person", "statement_th": "ได้ความรู้", **typed}
    )
    assert response.status_code == 422
    assert sentence in response.text.replace("20,000", "20000")


def test_change_result_that_somebody_changed_meanwhile_asks(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        address = at("change_result", event.results.get().pk)
    opened = version_of(client, address)
    first = {"version": opened, "level": "system", "statement_th": "ของคนแรก"}
    assert client.post(address, first).status_code == 302
    late = client.post(address, {**first, "statement_th": "ของคนที่สอง"})
    assert late.status_code == 409
    assert "ของคนแรก" in late.text
    now = re.search(r'name="version" value="(\d+)"', late.text)
    assert now
    assert client.post(address, {**first, "statement_th": "ของคนที่สอง", "version": now[1]}).status_code == 302


def test_show_result_without_evidence_says_so(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    assert "No evidence yet" not in browser("lead").get(f"{at('results')}?lang=en").text
    browser("secretariat").post(at("add_result"), {"level": "person", "statement_th": "ได้ความรู้"})
    text = browser("lead").get(f"{at('results')}?lang=en").text
    assert text.count("No evidence yet") == 1
    assert text.count("No result on this level yet.") == 1
    assert "/results/new/" not in text


def test_write_output_in_a_group(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        group = event.groups.get()
    client = browser("secretariat")
    data = {"kind": "roadmap_item", "title_th": "แผนที่นำทาง", "group": group.pk}
    assert client.post(at("add_output"), data).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        output = Output.objects.get(kind="roadmap_item")
        assert output.group_id == group.pk
    address = at("change_output", output.pk)
    changed = {**data, "kind": "possible_project", "group": "", "version": version_of(client, address)}
    assert client.post(address, changed).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        output.refresh_from_db()
        assert (output.kind, output.group_id) == ("possible_project", None)
        entry = AuditEntry.objects.get(act="change_output")
        assert entry.changes == {"kind": ["roadmap_item", "possible_project"], "group": ["กลุ่ม", None]}


def test_move_output_within_its_kind(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    for kind, title in (("best_practice", "ก"), ("suggestion", "ข")):
        client.post(at("add_output"), {"kind": kind, "title_th": title})
    with user_scope(world.users["secretariat"], "alpha"):
        last = Output.objects.get(title_th="ข")
    client.post(at("move", "output", last.pk), {"to": "up"})
    text = client.get(at("results")).text
    assert text.index(">ข ") if ">ข " in text else text.index("ข<") < text.rindex("ข้อเสนอ")
    with user_scope(world.users["secretariat"], "alpha"):
        found = Output.objects.filter(kind="suggestion").order_by("order").values_list("title_th", flat=True)
        assert list(found) == ["ข", "ข้อเสนอ"]


# --- documents


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_keep_document_and_download_it_again(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    data = {"kind": "agreement", "title_th": "ข้อตกลง", "upload": upload("../ข้อตกลง/ฉบับ 1.pdf", PDF)}
    assert client.post(at("add_document"), data).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        document = Document.objects.select_related("file").get(kind="agreement")
        stored = document.file
        assert stored is not None
        assert (stored.media_type, stored.size) == ("application/pdf", len(PDF))
        assert "/" not in stored.name
    response = browser("lead").get(at("download", document.pk))
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert browser("partner").get(at("download", document.pk)).status_code == 404
    assert browser("stranger").get(at("download", document.pk)).status_code == 404
    address = at("change_document", document.pk)
    kept = {"kind": "agreement", "title_th": "ข้อตกลงร่วม", "version": version_of(client, address)}
    assert client.post(address, kept).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        document.refresh_from_db()
        assert document.file_id == stored.pk


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.pdf", b"MZ\x90\x00 program", "This file is none of those that are kept here"),
        ("page.pdf", b"<html><script>", "This file is none of those that are kept here"),
        ("empty.pdf", b"", "The submitted file is empty."),
        ("large.pdf", PDF + b"\x00" * (10 * 1024 * 1024), "The file is larger than 10 MB."),
    ],
)
def test_keep_document_looks_at_the_content_not_at_the_name(
    world: World, browser: Callable[[str], Client], at: At, name: str, content: bytes, sentence: str
) -> None:
    data = {"kind": "document", "title_th": "เอกสารใหม่", "upload": upload(name, content)}
    response = browser("secretariat").post(f"{at('add_document')}?lang=en", data)
    assert response.status_code == 422
    assert sentence in response.text
    assert "เอกสารใหม่" in response.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert not StoredFile.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not an address", "ftp://example.org/x y"])
def test_keep_document_with_an_address_that_is_none_says_so(
    browser: Callable[[str], Client], at: At, url: str
) -> None:
    data = {"kind": "document", "title_th": "เอกสาร", "url": url}
    assert browser("secretariat").post(at("add_document"), data).status_code == 422


def test_download_document_without_file_is_not_found(
    world: World, browser: Callable[[str], Client], event: Event, foreign: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        own = event.documents.get().pk
    with system_scope("test", world.b.pk):
        other = foreign.documents.get().pk
    assert browser("secretariat").get(at("download", own)).status_code == 404
    assert browser("secretariat").get(at("download", other)).status_code == 404


def test_remove_document_with_its_file_is_undone(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    client.post(at("add_document"), {"kind": "survey", "title_th": "ผลสำรวจ", "upload": upload("a.pdf", PDF)})
    with user_scope(world.users["secretariat"], "alpha"):
        document = Document.objects.get(title_th="ผลสำรวจ")
    gone = client.post(at("remove_part", "document", document.pk))
    assert client.get(at("download", document.pk)).status_code == 404
    entries = gone.headers["Location"].partition("undo=")[2]
    client.post(at("restore"), {"entries": entries})
    assert client.get(at("download", document.pk)).status_code == 200
