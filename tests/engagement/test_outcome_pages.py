"""The pages of what changed: they open, write, and ask as much with many rows as with one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samphan.engagement.actions.change import write_measure, write_result
from samphan.engagement.actions.evidence import add_statement, bring_files
from samphan.engagement.models import Evidence, Measure, ProjectResult, Situation
from samphan.tenancy.scope import user_scope
from tests.engagement.outcome import make_outcome, upload
from tests.engagement.pictures import HEIC, PDF, photograph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from tests.conftest import Statements
    from tests.engagement.outcome import Outcome
    from tests.personas import World

TABS = ("change", "results", "evidence", "certificates", "follow_up")


@pytest.fixture
def outcome(world: World, settings: Any, tmp_path: Path) -> Outcome:
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["coordinator"].pk)


def at(name: str, *args: object) -> str:
    return reverse(f"engagement:{name}", args=["alpha", *args])


def test_open_empty_tabs_offers_the_first_step_to_the_keeper_alone(
    outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    pk = outcome.project.pk
    keeper, reader = browser("coordinator"), browser("board")
    for tab in TABS:
        assert keeper.get(at(tab, pk)).status_code == 200
        assert reader.get(at(tab, pk)).status_code == 200
    assert at("situation", pk) in keeper.get(at("change", pk)).text
    assert at("situation", pk) not in reader.get(at("change", pk)).text
    for form in ("situation", "measure_new", "result_new", "certificate_new", "follow_up_ask"):
        assert keeper.get(at(form, pk)).status_code == 200, form
        assert reader.get(at(form, pk)).status_code == 403, form
    for kind in ("files", "link", "record", "statement"):
        assert keeper.get(at("evidence_new", pk, kind)).status_code == 200, kind
        assert reader.get(at("evidence_new", pk, kind)).status_code == 403, kind
    assert keeper.get(at("evidence_new", pk, "nothing")).status_code == 404


def test_write_situation_measure_and_result_by_form(
    outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    pk, client = outcome.project.pk, browser("coordinator")
    said = {"before": "น้ำขุ่น", "before_on": "2566", "after": "น้ำใส", "after_on": "มีนาคม 2569"}
    assert client.post(at("situation", pk), said).status_code == 302
    assert client.post(at("situation", pk), {**said, "after": "น้ำใสขึ้น", "version": 99}).status_code == 409
    figures = {"title": "รายได้", "unit": "บาท/เดือน", "before": "๑,๒๐๐.๕", "after": "0", "direction": "more"}
    assert client.post(at("measure_new", pk), figures).status_code == 302
    assert client.post(at("measure_new", pk), {"title": "x", "before": "many"}).status_code == 422
    results = {"level": "community", "expected": "น้ำพอใช้", "state": "reached", "reached": "พอทั้งปี"}
    assert client.post(at("result_new", pk), results).status_code == 302
    assert client.post(at("result_new", pk), {**results, "reached": ""}).status_code == 422
    with user_scope_of(outcome):
        assert Situation.objects.get().before == "น้ำขุ่น"
        assert (Measure.objects.get().before, Measure.objects.get().after) == (Decimal("1200.5"), Decimal(0))
        assert ProjectResult.objects.get().reached == "พอทั้งปี"
    shown = client.get(f"{at('change', pk)}?lang=en").text
    assert "−1,200.5" in shown
    assert "worse" in shown
    measure = Measure
    with user_scope_of(outcome):
        row = measure.objects.get()
    assert client.post(at("measure", pk, row.pk), {**figures, "version": 1}).status_code == 409
    assert client.post(at("measure_remove", pk, row.pk)).status_code == 302


def user_scope_of(outcome: Outcome) -> Any:
    from samphan.tenancy.scope import system_scope

    return system_scope("test", outcome.project.network_id)


def test_first_words_that_two_write_at_once_are_not_overwritten(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    page = at("situation", outcome.project.pk)
    one, other = browser("coordinator"), browser("secretariat")
    assert 'name="version" value="0"' in other.get(page).text
    assert one.post(page, {"before": "น้ำขุ่นทั้งปี", "version": "0"}).status_code == 302
    refused = other.post(page, {"after": "น้ำใสแล้ว", "version": "0"})
    assert refused.status_code == 409
    assert ("น้ำขุ่นทั้งปี" in refused.text, "น้ำใสแล้ว" in refused.text) == (True, True)
    with user_scope(world.users["coordinator"], "alpha"):
        found = Situation.objects.get()
        assert (found.before, found.after) == ("น้ำขุ่นทั้งปี", "")


def test_id_zero_is_no_new_row(world: World, outcome: Outcome, browser: Callable[[str], Client]) -> None:
    client = browser("coordinator")
    for name in ("measure", "result", "certificate_change"):
        assert client.get(at(name, outcome.project.pk, 0)).status_code == 404, name
    assert client.post(at("entry_change", 0), {"title_th": "ก", "kind": "skill"}).status_code == 404


def test_bring_files_by_form_refuses_what_cannot_be_kept(
    outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    pk, client = outcome.project.pk, browser("coordinator")
    page = f"{at('evidence_new', pk, 'files')}?lang=en"
    said = {"supports": "change", "consent": "given"}

    def sent(content: bytes, name: str) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    large = client.post(page, {**said, "uploads": sent(b"\0" * (10 * 1024 * 1024 + 1), "film.mp4")})
    assert (large.status_code, "at most 10 MB" in large.text) == (422, True)
    heic = client.post(page, {**said, "uploads": sent(HEIC, "IMG_1.HEIC")})
    assert (heic.status_code, "Most Compatible" in heic.text) == (422, True)
    assert client.post(page, said).status_code == 422
    both = [sent(photograph(), "IMG_2.jpg"), sent(PDF, "บันทึก.pdf")]
    assert client.post(page, {**said, "uploads": both}).status_code == 302
    with user_scope_of(outcome):
        assert list(Evidence.objects.order_by("id").values_list("title", "kind", "strength")) == [
            ("IMG_2", "photo", 2),
            ("บันทึก", "document", 2),
        ]
        first, second = Evidence.objects.order_by("id")
    picture = client.get(at("piece_file", pk, first.pk))
    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert picture["Content-Disposition"].startswith("inline")
    assert picture["Cache-Control"] == "private, no-cache"
    paper = client.get(at("piece_file", pk, second.pk))
    assert paper["Content-Disposition"].startswith("attachment")
    for name, part in (("piece", first.pk), ("piece_describe", first.pk), ("piece_withdraw", second.pk)):
        assert client.get(at(name, pk, part)).status_code == 200
    exported = client.get(at("evidence_export", pk))
    assert exported.status_code == 200


def test_open_tabs_as_often_with_many_rows(
    world: World, outcome: Outcome, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts: dict[str, list[int]] = {tab: [] for tab in TABS}
    for number in range(1, 4):
        with user_scope(world.users["secretariat"], "alpha") as by:
            measure = write_measure(
                by=by, project=outcome.project, title=f"ข้อ {number}", before=Decimal(number)
            )
            write_result(by=by, project=outcome.project, level="output", expected=f"ผล {number}")
            from samphan.engagement.queries.evidence import Target

            add_statement(
                by=by, project=outcome.project, title=f"คำ {number}", words="จริง", supports="after",
                target=Target("measure", measure, ""), partner=outcome.partner,
            )  # fmt: skip
            bring_files(
                by=by, project=outcome.project, uploads=[upload(photograph(size=(20 + number, 20)))], supports="change",
            )  # fmt: skip
        for tab in TABS:
            with statements() as sent:
                assert client.get(at(tab, outcome.project.pk)).status_code == 200
            counts[tab].append(len(sent))
    assert {tab: found[0] == found[2] for tab, found in counts.items()} == dict.fromkeys(TABS, True)
    assert max(max(found) for found in counts.values()) <= 12, counts
