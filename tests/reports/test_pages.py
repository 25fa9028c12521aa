"""The pages of reports: who reaches them, what they show, what comes back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from samphan.events.actions.event import describe_event
from samphan.reports.actions import override_gate, render_version, reword_block
from samphan.reports.models import Override, Report, Rewording
from samphan.reports.queries.profiles import DEFAULT
from samphan.tenancy.scope import system_scope, user_scope
from tests.reports.conftest import begin, issued
from tests.reports.test_actions import png

if TYPE_CHECKING:
    from tests.conftest import Statements
    from tests.factories.reports import NetworkingDay
    from tests.personas import World

Browser = Callable[[str], Client]


def at(name: str, *args: Any, network: str = "alpha") -> str:
    return reverse(f"reports:{name}", args=[network, *args])


def text(response: Any) -> str:
    return str(response.content.decode())


# --- beginning -------------------------------------------------------------------------------------------


def test_begin_report_in_the_browser(browser: Browser, world: World, day: NetworkingDay) -> None:
    client = browser("secretariat")
    chosen = client.get(at("begin"))
    assert at("open", day.event.pk) in text(chosen)
    form = client.get(at("open", day.event.pk))
    assert form.context["form"].initial["round_year"] == 2570
    answer = client.post(
        at("open", day.event.pk),
        {
            "organisation": day.swu.pk,
            "profile": DEFAULT,
            "round_year": "๒๕๗๐",
            "language": "th",
            "numerals": "thai",
        },
    )
    with system_scope("test", world.a.pk):
        made = Report.objects.get()
    assert (made.organisation_id, made.round_year, made.numerals) == (day.swu.pk, 2570, "thai")
    assert answer.headers["Location"] == at("report", made.pk)


def test_begin_report_twice_says_so_beside_the_field_and_keeps_what_was_typed(
    browser: Browser, report: Report, day: NetworkingDay
) -> None:
    posted = {
        "organisation": day.cmu.pk,
        "profile": DEFAULT,
        "round_year": "2570",
        "language": "en",
        "numerals": "arabic",
    }
    answer = browser("secretariat").post(at("open", day.event.pk), posted)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, ["round_year"])
    assert form["language"].value() == "en"


@pytest.mark.parametrize("round_year", ["-1", "ปีหน้า", "99999999999999999999", "2026"])
def test_begin_report_for_a_round_that_cannot_be(
    browser: Browser, day: NetworkingDay, round_year: str
) -> None:
    posted = {
        "organisation": day.cmu.pk,
        "profile": DEFAULT,
        "round_year": round_year,
        "language": "th",
        "numerals": "thai",
    }
    answer = browser("secretariat").post(at("open", day.event.pk), posted)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["round_year"])


def test_coordinator_is_offered_the_own_institution_only(browser: Browser, day: NetworkingDay) -> None:
    form = browser("coordinator").get(at("open", day.event.pk)).context["form"]
    assert list(form.organisations) == [day.cmu.pk]
    answer = browser("coordinator").post(
        at("open", day.event.pk),
        {
            "organisation": day.swu.pk,
            "profile": DEFAULT,
            "round_year": "2570",
            "language": "th",
            "numerals": "thai",
        },
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["organisation"])


# --- reading ---------------------------------------------------------------------------------------------


def test_list_shows_finds_filters_sorts_and_exports(
    browser: Browser, world: World, report: Report, day: NetworkingDay
) -> None:
    other = begin(world, day, "mu")
    issued(world, report)
    client = browser("board")

    def rows(query: str = "") -> list[int]:
        return [each.pk for each in client.get(f"{at('reports')}{query}").context["table"].rows]

    assert rows("?sort=organisation") == [report.pk, other.pk]
    assert rows("?sort=-organisation") == [other.pk, report.pk]
    assert rows("?state=issued") == [report.pk]
    assert rows("?state=open") == [other.pk]
    assert rows("?q=มหิดล") == [other.pk]
    assert rows("?q=ไม่มีคำนี้") == []
    book = python_calamine.load_workbook(io.BytesIO(client.get(f"{at('export')}?sort=organisation").content))
    lines = book.get_sheet_by_index(0).to_python()
    assert [line[1:5] for line in lines[1:]] == [
        ["มหาวิทยาลัยเชียงใหม่", 2570, 1, "1/2569"],
        ["มหาวิทยาลัยมหิดล", 2570, "", ""],
    ]


def test_list_takes_the_same_statements_for_one_and_for_three(
    browser: Browser, world: World, report: Report, day: NetworkingDay, statements: Statements
) -> None:
    client = browser("board")
    with statements() as one:
        client.get(at("reports"))
    for slug in ("mu", "swu"):
        begin(world, day, slug)
    with statements() as three:
        assert len(client.get(at("reports")).context["table"].rows) == 3
    assert (len(one), len(three)) == (5, 5)


def test_report_page_shows_parts_records_and_findings(
    browser: Browser, report: Report, day: NetworkingDay
) -> None:
    page = browser("board").get(at("report", report.pk))
    shown = text(page)
    assert "มีผู้มีส่วนร่วมรวมทั้งสิ้น 105 คน จาก 25 สถาบัน" in shown
    assert reverse("events:people", args=["alpha", day.event.pk]) in shown
    assert page.context["page"].blocking == 0
    assert at("issue", report.pk) not in shown
    assert at("reword", report.pk, "goal") not in shown


def test_report_page_says_what_the_checker_finds_in_the_language_of_the_reader(
    browser: Browser, report: Report
) -> None:
    page = browser("secretariat").get(f"{at('report', report.pk)}?lang=en")
    found = text(page).partition('id="checker"')[2]
    assert "(1) Issues in which people took part</h2>" in found
    assert "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม" not in found
    assert "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม</h2>" in text(page)


def test_report_page_takes_the_same_statements_whatever_is_in_it(
    browser: Browser, world: World, report: Report, statements: Statements
) -> None:
    client = browser("secretariat")
    with statements() as before:
        client.get(at("report", report.pk))
    with user_scope(world.users["secretariat"], "alpha") as by:
        for key in ("goal", "people"):
            reword_block(by=by, report=report, key=key, text="คำใหม่")
    issued(world, report)
    with statements() as after:
        client.get(at("report", report.pk))
    assert (len(before), len(after)) == (23, 23)


def test_tab_of_the_event_lists_its_reports(browser: Browser, report: Report, day: NetworkingDay) -> None:
    page = browser("lead").get(at("of_event", day.event.pk))
    assert [each.pk for each in page.context["reports"]] == [report.pk]
    assert [tab.url for tab in page.context["inner_tabs"] if tab.is_current] == [at("of_event", day.event.pk)]
    assert at("open", day.event.pk) not in text(page)


def test_preview_in_both_languages(browser: Browser, report: Report) -> None:
    client = browser("board")
    assert "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม" in text(client.get(at("preview", report.pk)))
    assert "(1) Issues in which people took part" in text(client.get(f"{at('preview', report.pk)}?in=en"))


def test_preview_leads_on_to_issuing_for_those_who_may(browser: Browser, report: Report) -> None:
    offered = [
        at("issue", report.pk) in text(browser(persona).get(at("preview", report.pk)))
        for persona in ("secretariat", "coordinator", "board")
    ]
    assert offered == [True, True, False]


def test_report_whose_form_left_the_catalogue_is_said_to_be_so(
    browser: Browser, world: World, report: Report
) -> None:
    version = issued(world, report)
    with system_scope("test", world.a.pk):
        Report.objects.update(profile="form-of-1900")
    client = browser("secretariat")
    for name in ("report", "preview", "issue"):
        assert client.get(at(name, report.pk)).status_code == 404
    assert client.get(at("reports")).status_code == 200
    assert client.get(at("version", report.pk, version.version)).status_code == 200


def test_hostile_words_are_shown_as_words(browser: Browser, world: World, report: Report) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        reword_block(by=by, report=report, key="goal", text="<script>alert(1)</script> {{ 7|add:1 }} {count}")
    for page in ("report", "preview"):
        shown = text(browser("board").get(at(page, report.pk)))
        assert "<script>alert(1)" not in shown
        assert escape("<script>alert(1)</script> {{ 7|add:1 }} {count}") in shown


# --- words and rules -------------------------------------------------------------------------------------


def test_reword_passage_without_script_comes_back_to_it(
    browser: Browser, world: World, report: Report
) -> None:
    client = browser("secretariat")
    form = client.get(at("reword", report.pk, "goal")).context["form"]
    assert form.initial["text"].startswith("เป้าหมาย\n")
    posted = {"text": "เป้าหมาย\nคำของเรา", "version": form.initial["version"], "facts": form.initial["facts"]}
    answer = client.post(at("reword", report.pk, "goal"), posted)
    assert answer.headers["Location"] == f"{at('report', report.pk)}#goal"
    page = text(client.get(at("report", report.pk)))
    assert "คำของเรา" in page
    again = client.post(at("reword", report.pk, "goal"), {**posted, "text": "คำที่ชนกัน"})
    assert (again.status_code, [each.current for each in again.context["form"].changes]) == (
        409,
        ["เป้าหมาย\nคำของเรา"],
    )
    client.post(at("restore", report.pk, "goal"))
    with system_scope("test", world.a.pk):
        assert not Rewording.objects.exists()


def test_reword_passage_in_place_gives_the_form_and_then_the_page_anew(
    browser: Browser, report: Report
) -> None:
    client = browser("secretariat")
    part = client.get(at("reword", report.pk, "goal"), headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    answer = client.post(
        at("reword", report.pk, "goal"), {"text": "คำของเรา"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_reword_passage_with_too_many_or_no_words_keeps_them(browser: Browser, report: Report) -> None:
    client = browser("secretariat")
    for words in ("", "ก" * 200_000):
        answer = client.post(at("reword", report.pk, "goal"), {"text": words})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
        assert answer.context["form"]["text"].value() == words
    assert client.get(at("reword", report.pk, "poems")).status_code == 404


def test_pass_and_withdraw_a_rule(browser: Browser, world: World, day: NetworkingDay) -> None:
    report, client = begin(world, day, "swu"), browser("secretariat")
    assert client.get(at("report", report.pk)).context["page"].blocking == 2
    answer = client.post(at("override", report.pk, "owned_use"), {"reason": "สั้นไป"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    client.post(at("override", report.pk, "owned_use"), {"reason": "รอผลการประชุมคณะกรรมการ"})
    page = client.get(at("report", report.pk))
    assert page.context["page"].blocking == 1
    assert "รอผลการประชุมคณะกรรมการ" in text(page)
    client.post(at("withdraw", report.pk, "owned_use"))
    with system_scope("test", world.a.pk):
        assert not Override.objects.exists()
    assert client.get(at("override", report.pk, "all_intent")).status_code == 404


# --- settings --------------------------------------------------------------------------------------------


def test_settings_keep_the_last_day_as_people_say_it(browser: Browser, world: World, report: Report) -> None:
    client = browser("secretariat")
    form = client.get(at("settings", report.pk)).context["form"]
    assert form.initial["period_last"] == dt.date(2026, 12, 31)
    posted = {
        "version": 1,
        "round_year": "2570",
        "period_from": "1 ตุลาคม 2568",
        "period_last": "๓๐/๙/๒๕๖๙",
        "language": "th",
        "numerals": "thai",
    }
    assert client.post(at("settings", report.pk), posted).status_code == 302
    with system_scope("test", world.a.pk):
        report.refresh_from_db()
    assert (report.period_from, report.period_until) == (dt.date(2025, 10, 1), dt.date(2026, 10, 1))
    conflict = client.post(at("settings", report.pk), posted | {"period_last": "31/12/2569"})
    assert conflict.status_code == 409
    assert [each.current for each in conflict.context["form"].changes] == ["30 กันยายน 2569"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("period_last", "31/02/2569"),
        ("period_last", "1/1/2568"),
        ("period_from", "มีนาคม 2569"),
        ("round_year", ""),
    ],
)
def test_settings_that_cannot_be_are_said_beside_the_field(
    browser: Browser, report: Report, field: str, value: str
) -> None:
    posted = {
        "round_year": "2570",
        "period_from": "1/1/2569",
        "period_last": "31/12/2569",
        "language": "th",
        "numerals": "thai",
    }
    answer = browser("secretariat").post(at("settings", report.pk), posted | {field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_emblem_is_uploaded_shown_and_removed(browser: Browser, report: Report) -> None:
    client = browser("secretariat")
    assert client.get(at("emblem_picture", report.pk)).status_code == 404
    wrong = client.post(at("emblem", report.pk), {"emblem": io.BytesIO(b"not a picture")})
    assert wrong.status_code == 422
    picture = io.BytesIO(png(100, 100))
    picture.name = "ตรา.png"
    assert client.post(at("emblem", report.pk), {"emblem": picture}).headers["Location"] == at(
        "settings", report.pk
    )
    answer = client.get(at("emblem_picture", report.pk))
    assert (answer.headers["Content-Type"], answer.content) == ("image/png", png(100, 100))
    client.post(at("remove_emblem", report.pk))
    assert client.get(at("emblem_picture", report.pk)).status_code == 404


# --- issuing ---------------------------------------------------------------------------------------------


def test_issue_in_the_browser_shows_what_is_in_the_way_then_the_version(
    browser: Browser, world: World, day: NetworkingDay
) -> None:
    report, client = begin(world, day, "swu"), browser("secretariat")
    assert len(client.get(at("issue", report.pk)).context["blocking"]) == 2
    with user_scope(world.users["secretariat"], "alpha") as by:
        for gate in ("parts_filled-uses", "owned_use"):
            override_gate(by=by, report=report, gate=gate, reason="รอผลการประชุมคณะกรรมการ")
    form = client.get(at("issue", report.pk)).context["form"]
    posted = {
        "seen": form.initial["seen"],
        "issuer_name": "ใจดี มีสุข",
        "issuer_position": "",
        "issued_on": "20 พ.ย. 69",
    }
    answer = client.post(at("issue", report.pk), posted)
    assert answer.headers["Location"] == at("version", report.pk, 1)
    page = client.get(at("version", report.pk, 1))
    assert page.context["task"].state == "waiting"
    assert "รอผลการประชุมคณะกรรมการ" in text(page)
    assert client.get(at("download", report.pk, 1, "pdf")).status_code == 404


def test_issue_of_what_changed_meanwhile_asks_to_read_again(
    browser: Browser, world: World, report: Report
) -> None:
    client = browser("secretariat")
    seen = client.get(at("issue", report.pk)).context["form"].initial["seen"]
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_event(by=by, event=report.event, title_th="ชื่ออื่น")
    answer = client.post(
        at("issue", report.pk), {"seen": seen, "issuer_name": "ใจดี", "issued_on": "20/11/2569"}
    )
    assert answer.status_code == 422
    assert answer.context["form"]["issuer_name"].value() == "ใจดี"


def test_version_page_gives_its_files_once_they_are_there(
    browser: Browser, world: World, report: Report
) -> None:
    version = issued(world, report)
    client = browser("board")
    waiting = client.get(at("progress", report.pk, 1), headers={"HX-Request": "true"})
    assert "HX-Refresh" not in waiting.headers
    with user_scope(world.users["secretariat"], "alpha") as by:
        render_version(by=by, version=version)
    assert client.get(at("progress", report.pk, 1)).headers["HX-Refresh"] == "true"
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF-1.7")):
        answer = client.get(at("download", report.pk, 1, kind))
        assert answer.content.startswith(start)
        assert f'filename="report-1-2569-v1.{kind}"' in answer.headers["Content-Disposition"]
    assert client.get(at("download", report.pk, 1, "exe")).status_code == 404
    assert client.get(at("version", report.pk, 2)).status_code == 404


def test_report_in_preparation_is_discarded(browser: Browser, world: World, report: Report) -> None:
    client = browser("secretariat")
    assert client.get(at("discard", report.pk)).status_code == 200
    assert client.post(at("discard", report.pk)).headers["Location"] == at("reports")
    with system_scope("test", world.a.pk):
        assert not Report.objects.exists()


# --- who -------------------------------------------------------------------------------------------------


def pages_of(report: Report) -> list[str]:
    """Every address of a report that answers GET."""
    names = ("report", "preview", "settings", "discard", "emblem", "emblem_picture", "issue")
    with_words = [at("reword", report.pk, "goal"), at("override", report.pk, "owned_use")]
    files = [at("download", report.pk, 1, "pdf"), at("version", report.pk, 1), at("progress", report.pk, 1)]
    return [*(at(name, report.pk) for name in names), *with_words, *files]


def test_who_may_not_see_the_event_finds_no_report(browser: Browser, world: World, report: Report) -> None:
    issued(world, report)
    for address in pages_of(report):
        assert browser("partner").get(address).status_code == 404
        assert browser("stranger").get(address).status_code == 404
    assert browser("partner").get(at("reports")).status_code == 403
    assert browser("partner").get(at("of_event", report.event_id)).status_code == 404


def test_reader_may_not_prepare(browser: Browser, report: Report) -> None:
    for name in ("settings", "discard", "emblem", "issue"):
        assert browser("board").get(at(name, report.pk)).status_code == 403
        assert browser("board").post(at(name, report.pk)).status_code == 403
    assert browser("board").get(at("reword", report.pk, "goal")).status_code == 403
    assert browser("board").get(at("begin")).status_code == 403


def test_coordinator_reads_and_does_not_touch_the_report_of_another_institution(
    browser: Browser, world: World, day: NetworkingDay, report: Report
) -> None:
    theirs, client = begin(world, day, "swu"), browser("coordinator")
    assert client.get(at("report", theirs.pk)).status_code == 200
    assert client.get(at("settings", theirs.pk)).status_code == 403
    assert client.post(at("reword", theirs.pk, "goal"), {"text": "ของเขา"}).status_code == 403
    assert client.post(at("override", theirs.pk, "owned_use"), {"reason": "เหตุผลที่ยาวพอ"}).status_code == 403
    assert client.post(at("issue", theirs.pk), {"issuer_name": "x"}).status_code == 403
    assert client.get(at("settings", report.pk)).status_code == 200
    assert client.post(at("reword", report.pk, "goal"), {"text": "ของเรา"}).status_code == 302


def test_report_of_another_network_is_not_there(browser: Browser, world: World, report: Report) -> None:
    for address in pages_of(report):
        moved = address.replace("/n/alpha/", "/n/beta/")
        assert browser("stranger").get(moved).status_code == 404
        assert browser("stranger").post(moved).status_code in {404, 405}
    assert [
        each.pk for each in browser("stranger").get(at("reports", network="beta")).context["table"].rows
    ] == []


def test_without_sign_in_the_way_leads_to_it(client: Client, report: Report) -> None:
    assert client.get(at("report", report.pk)).status_code == 302
