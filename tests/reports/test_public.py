"""The public address of a report: closed before it is issued, open to everybody after, and only for what was issued."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import docx
import pypdfium2
import pytest
from django.urls import reverse

from samphan.events.actions.event import describe_event
from samphan.kit import jobs
from samphan.reports.actions import change_report, issue_report, open_report, set_emblem
from samphan.reports.queries.profiles import DEFAULT
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.reports import make_networking_day
from tests.reports.conftest import issued
from tests.reports.test_actions import png
from tests.reports.test_pages import text

if TYPE_CHECKING:
    from django.test import Client

    from samphan.reports.models import Report
    from tests.personas import World


def at(name: str, token: str, *args: Any, network: str = "alpha") -> str:
    return reverse(f"public_reports:{name}", args=[network, token, *args])


def addresses(token: str) -> list[str]:
    return [
        at("report", token),
        at("version", token, 1),
        at("download", token, 1, "docx"),
        at("download", token, 1, "pdf"),
        at("emblem", token, 1),
    ]


def test_public_page_is_closed_before_issue_and_open_after(
    client: Client, world: World, report: Report
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        set_emblem(by=by, organisation=report.organisation, name="x.png", content=png(100, 100))
    assert [client.get(each).status_code for each in addresses(report.token)] == [404] * 5
    issued(world, report, is_rendered=True)
    assert [client.get(each).status_code for each in addresses(report.token)] == [200] * 5
    page = text(client.get(at("report", report.token)))
    assert "มีผู้มีส่วนร่วมรวมทั้งสิ้น 105 คน จาก 25 สถาบัน" in page
    assert at("download", report.token, 1, "docx") in page
    assert "/n/alpha/" not in page


def test_public_page_knows_nothing_of_other_addresses(client: Client, world: World, report: Report) -> None:
    issued(world, report, is_rendered=True)
    for address in addresses(report.token):
        assert client.get(address.replace("/p/alpha/", "/p/beta/")).status_code == 404
        assert client.get(address.replace(report.token, report.token[:-1])).status_code == 404
        assert client.get(address.replace(report.token, str(report.pk))).status_code == 404
    assert client.get(at("version", report.token, 2)).status_code == 404


def test_public_page_shows_the_newest_version_and_keeps_the_older_one(
    client: Client, world: World, report: Report
) -> None:
    issued(world, report)
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_event(by=by, event=report.event, title_th=report.event.title_th, stated_institutions=26)
    issued(world, report)
    assert "จาก 26 สถาบัน" in text(client.get(at("report", report.token)))
    older = text(client.get(at("version", report.token, 1)))
    assert "จาก 25 สถาบัน" in older
    assert "จาก 26 สถาบัน" not in older
    assert at("report", report.token) in older


def test_public_page_leads_to_the_version_in_the_other_language(
    client: Client, world: World, report: Report
) -> None:
    issued(world, report)
    with user_scope(world.users["secretariat"], "alpha") as by:
        names = ("round_year", "period_from", "period_until", "numerals")
        kept = {name: getattr(report, name) for name in names}
        change_report(by=by, report=report, language="en", **kept)
    issued(world, report)
    page = client.get(at("report", report.token))
    assert 'lang="en"' in text(page)
    assert "In all, 105 people took part from 25 institutions" in text(page)
    assert page.context["other_version"].version == 1


def test_words_of_a_report_in_preparation_never_show(client: Client, world: World, report: Report) -> None:
    issued(world, report)
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_event(by=by, event=report.event, title_th="ความลับก่อนเผยแพร่")
    assert "ความลับก่อนเผยแพร่" not in text(client.get(at("report", report.token)))


def test_files_say_what_the_page_says(client: Client, world: World, report: Report) -> None:
    version = issued(world, report, is_rendered=True)
    word = docx.Document(io.BytesIO(client.get(at("download", report.token, 1, "docx")).content))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "(4) การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงานของหน่วยงาน" in said
    assert "มีผู้มีส่วนร่วมรวมทั้งสิ้น 105 คน จาก 25 สถาบัน" in said
    assert "(ใจดี มีสุข)" in said
    numbers = word.tables[1]
    assert [[cell.text for cell in row.cells] for row in numbers.rows] == [
        ["ประเภทผู้มีส่วนร่วม", "จำนวน (คน)"],
        ["กรรมการ", "41"],
        ["เจ้าหน้าที่", "64"],
        ["รวม", "105"],
    ]
    pdf = pypdfium2.PdfDocument(client.get(at("download", report.token, 1, "pdf")).content)
    pages = "".join(page.get_textpage().get_text_range() for page in pdf)
    for word_of_it in (version.number, "มหาวิทยาลัยเชียงใหม่", "31 มีนาคม – 1 เมษายน 2569", "105 คน", "ผู้อำนวยการ"):
        assert word_of_it in pages


def test_thai_numerals_are_in_the_text_and_not_in_tables(
    client: Client, world: World, report: Report
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        names = ("round_year", "period_from", "period_until", "language")
        change_report(
            by=by, report=report, numerals="thai", **{name: getattr(report, name) for name in names}
        )
    issued(world, report, is_rendered=True)
    page = text(client.get(at("report", report.token)))
    assert "รวมทั้งสิ้น ๑๐๕ คน จาก ๒๕ สถาบัน" in page
    assert "“IRO Networking Day 2026”" in page
    word = docx.Document(io.BytesIO(client.get(at("download", report.token, 1, "docx")).content))
    assert word.tables[1].rows[3].cells[1].text == "105"


def test_worker_makes_the_files(world: World, report: Report) -> None:
    version = issued(world, report)
    jobs.run("samphan.reports.tasks.render_issue", {"version": version.pk, "network": world.a.pk})
    with system_scope("test", world.a.pk):
        version.refresh_from_db()
        assert (version.render_state, version.docx is not None, version.pdf is not None) == (
            "ready",
            True,
            True,
        )
        first = version.pdf_id
    jobs.run("samphan.reports.tasks.render_issue", {"version": version.pk, "network": world.a.pk})
    with system_scope("test", world.a.pk):
        version.refresh_from_db()
        assert version.pdf_id == first


def test_worker_notes_why_files_could_not_be_made(
    world: World, report: Report, settings: Any, tmp_path: Any
) -> None:
    version = issued(world, report)
    blocked = tmp_path / "data"
    blocked.mkdir()
    (blocked / "files").write_text("a file where a folder should be")
    settings.DATA_DIR = blocked
    with pytest.raises(OSError, match="files"):
        jobs.run("samphan.reports.tasks.render_issue", {"version": version.pk, "network": world.a.pk})
    with system_scope("test", world.a.pk):
        version.refresh_from_db()
        assert version.render_state == "failed"
        assert version.problem


def test_other_network_numbers_its_own_reports(world: World, report: Report) -> None:
    assert issued(world, report).number == "1/2569"
    with user_scope(world.users["stranger"], "beta") as by:
        other = make_networking_day(by)
        theirs = open_report(
            by=by, event=other.event, organisation=other.cmu, profile_code=DEFAULT, round_year=2570
        )
        made = issue_report(by=by, report=theirs, issued_on=dt.date(2026, 11, 20), issuer_name="ข")
    assert made.number == "1/2569"
