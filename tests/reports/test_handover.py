"""Packs for whoever takes over an office: what stands in them, who may have one, what files they are."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from samphan.kit.documents.joining import pages_of
from samphan.kit.errors import Problem, Refused
from samphan.networks.actions import admit_member, name_representative
from samphan.networks.models import Member
from samphan.reports.actions.handover import STEPS, ask_handover
from samphan.reports.models import HandoverPack
from samphan.reports.queries import handover, handover_paper
from samphan.reports.tasks import make_handover
from samphan.tenancy import files
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
from tests.factories.world import fill_network
from tests.kit.documents.reading import text_by_pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.test import Client

    from tests.conftest import Statements
    from tests.personas import World

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path
    with translation.override("th"):
        yield tmp_path


def ask(world: World, **words: str) -> HandoverPack:
    given = {"office": "เลขาธิการ", "taker": "ผู้รับช่วง", "language": "th", **words}
    with user_scope(world.users["secretariat"], "alpha") as by:
        return ask_handover(by=by, **given)


def test_make_handover_keeps_a_paper_and_a_folder(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
    with system_scope("test", world.b.pk) as by:
        fill_network(by, "foreignbeta")
    pack = ask(world, words="ดูเรื่องประกันคุณภาพก่อน")
    make_handover.call(pack=pack.pk, network=world.a.pk)
    with system_scope("test", world.a.pk):
        pack.refresh_from_db()
        assert (pack.state, pack.done, pack.problem) == ("ready", STEPS, "")
        assert pack.paper
        assert pack.folder
        paper, folder = files.read(pack.paper), files.read(pack.folder)
        assert [code for code, _label, _many in pack.contents] == [
            "offices", "members", "roles", "due", "actions", "resolutions", "ending", "frame", "numbers",
        ]  # fmt: skip
        acts = AuditEntry.objects.filter(act__endswith="_handover", object_id=pack.pk).order_by("pk")
        assert [each.act for each in acts] == ["ask_handover", "make_handover"]
    assert (pages_of(paper) or 0) > 1
    with zipfile.ZipFile(io.BytesIO(folder)) as bundle:
        assert bundle.testzip() is None
        names = bundle.namelist()
        (read_me,) = (name for name in names if name.endswith(".pdf") and "/" not in name)
        assert bundle.read(read_me) == paper
        assert len([name for name in names if name.endswith(".xlsx")]) == len(pack.contents)
        assert len([name for name in names if "ownalpha" in name]) >= 2
        assert [name for name in names if "foreignbeta" in name or ".." in name or name.startswith("/")] == []
        everything = b"".join(bundle.read(name) for name in names if not name.endswith(".xlsx"))
        assert b"foreignbeta" not in everything
        members = next(name for name in names if name.endswith(".xlsx") and "/02 " in name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(bundle.read(members)))
        named = {str(row[0]) for row in book.get_sheet_by_index(0).to_python()[1:]}
        assert "มหาวิทยาลัย ownalpha" in named
        assert {"ownalpha" in name for name in named} == {True}


def test_ask_handover_again_while_one_is_made_asks_once(world: World) -> None:
    assert ask(world).pk == ask(world).pk
    assert ask(world, language="en").pk != ask(world).pk
    assert ask(world, words="ฝากเรื่องนี้ด้วย").pk != ask(world).pk
    with pytest.raises(Problem) as refused:
        ask(world, office="  ")
    assert refused.value.field == "office"


def test_ask_handover_anew_when_the_worker_gave_the_last_one_up(world: World) -> None:
    lost = ask(world)
    with system_scope("test", world.a.pk):
        HandoverPack.objects.filter(pk=lost.pk).update(asked_at=timezone.now() - dt.timedelta(days=3))
    assert ask(world).pk != lost.pk


def test_handover_is_for_those_who_run_the_network(world: World, browser: Callable[[str], Client]) -> None:
    pack = ask(world)
    for persona in ("board", "coordinator", "partner"):
        assert browser(persona).get("/n/alpha/reports/handover/").status_code == 403
        assert browser(persona).get(f"/n/alpha/reports/handover/{pack.pk}/pdf/").status_code == 404
        with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
            ask_handover(by=by, office="ประธาน", language="th")
    assert browser("secretariat").get(f"/n/alpha/reports/handover/{pack.pk}/pdf/").status_code == 404
    assert browser("stranger").get(f"/n/beta/reports/handover/{pack.pk}/zip/").status_code == 404


def test_pack_that_fails_notes_why_and_says_what_to_do(
    world: World, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = ask(world)

    def broken(*_args: object) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr(handover_paper, "render_pdf", broken)
    with pytest.raises(OSError, match="no space"):
        make_handover.call(pack=pack.pk, network=world.a.pk)
    with system_scope("test", world.a.pk):
        pack.refresh_from_db()
        assert (pack.state, pack.paper, pack.problem) == ("failed", None, "OSError: no space left")
        assert AuditEntry.objects.get(act="note_failure").reason == "OSError: no space left"
    page = browser("secretariat").get(f"/n/alpha/reports/handover/{pack.pk}/progress/?lang=en").text
    assert ("no space left" in page, "It could not be made. Please try again." in page) == (False, True)


def test_ask_by_form_leads_to_its_progress(world: World, browser: Callable[[str], Client]) -> None:
    client = browser("secretariat")
    assert client.post("/n/alpha/reports/handover/new/", {"language": "th"}).status_code == 422
    sent = {"office": "ประธานเครือข่าย", "language": "th", "giver": "คนเดิม"}
    assert client.post("/n/alpha/reports/handover/new/", sent).status_code == 302
    page = client.get("/n/alpha/reports/handover/")
    assert "ประธานเครือข่าย" in page.text
    with system_scope("test", world.a.pk):
        pack = HandoverPack.objects.get()
    assert "HX-Refresh" not in client.get(f"/n/alpha/reports/handover/{pack.pk}/progress/").headers
    make_handover.call(pack=pack.pk, network=world.a.pk)
    assert client.get(f"/n/alpha/reports/handover/{pack.pk}/progress/")["HX-Refresh"] == "true"
    got = client.get(f"/n/alpha/reports/handover/{pack.pk}/zip/")
    assert (got["Content-Type"], got.content[:2]) == ("application/zip", b"PK")
    assert client.get(f"/n/alpha/reports/handover/{pack.pk}/docx/").status_code == 404


def test_list_that_is_cut_says_so_in_the_pack(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "MOST_ROWS", 2)
    with translation.override("en"), system_scope("test", world.a.pk) as by:
        said = []
        for many in (2, 3):
            while Member.objects.count() < many:
                admit_member(by=by, organisation=make_organisation(by))
            members = next(each for each in handover.parts(by, TODAY) if each.code == "members")
            said.append((members.is_cut, len(members.rows), "only the first 2 entries" in members.said))
        assert said == [(False, 2, False), (True, 2, True)]


def test_file_that_has_no_room_in_the_folder_is_named_in_the_paper(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_paper, "MOST_BYTES", 1_000)
    with translation.override("en"), system_scope("test", world.a.pk) as by:
        kept = []
        for name, size in (("large.pdf", 900), ("larger.pdf", 200), ("small.pdf", 100)):
            content = name.encode() * size
            stored = files.store(content[:size], network_id=world.a.pk, name=name, media_type=files.PDF)
            kept.append(handover.Kept("agreements", name, stored, f"https://example.org/{name}"))
        pack = ask_handover(by=by, office="Office", language="en")
        paper = handover_paper.paper(pack, [], kept)
        folder = handover_paper.folder(paper, [], kept, at=pack.asked_at)
    with zipfile.ZipFile(io.BytesIO(folder)) as bundle:
        names = [name.partition("/")[2] for name in bundle.namelist() if "/" in name]
    assert names == ["large.pdf", "small.pdf"]
    text = " ".join(text_by_pdfium(paper).split())
    assert "1 file is not in it" in text
    assert text.count("not in the folder") == 1


def test_lists_ask_no_more_with_more_rows(world: World, statements: Statements) -> None:
    counts = []
    for many in (1, 3):
        with system_scope("test", world.a.pk) as by:
            for each in range(many):
                member = admit_member(by=by, organisation=make_organisation(by, f"มหาวิทยาลัย {many} {each}"))
                name_representative(
                    by=by,
                    member=member,
                    email=f"r{many}{each}@example.org",
                    name="ผู้แทน",
                    since_on=dt.date(2020, 1, 1),
                )
            with statements() as sent:
                handover.parts(by, TODAY)
                list(handover.papers(by))
        counts.append(len(sent))
    assert counts[0] == counts[1]
