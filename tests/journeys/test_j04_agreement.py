"""J4: three parties agree; versions, obligations, renewal by itself, a reminder, and one that has gone quiet is found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.journeys.gathering import day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.installation import Installation
    from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

PARTIES: Final = (
    ("เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
    ("มหิดล", "มหาวิทยาลัยมหิดล"),
    ("บูรพา", "มหาวิทยาลัยบูรพา"),
)
TITLE, OLD = "บันทึกความเข้าใจสามสถาบันริมน้ำ", "คำมั่นเก่าที่ไม่มีใครพูดถึง"
BEFORE, AFTER = "แลกเปลี่ยนนิสิตปีละห้าคน", "แลกเปลี่ยนนิสิตและอาจารย์ปีละสิบคน"
OWED, OWNER = "ส่งรายชื่อนิสิตแลกเปลี่ยน", "looked-after@example.org"
WAIT = 60.0


def years_before(date: dt.date, years: int) -> dt.date:
    """The same day some years earlier; the 28th where there is no 29 February."""
    return date.replace(year=date.year - years, day=min(date.day, 28) if date.month == 2 else date.day)


def enter(somsri: Visitor, title: str, parties: int, **fields: str) -> str:
    """Enter an agreement by its form; its page."""
    somsri.open("/n/cupt/agreements/new/")
    for place, (words, name) in enumerate(PARTIES[:parties], start=1):
        somsri.pick(f"id_party_{place}", words, name)
    somsri.fill(title_th=title, **fields)
    somsri.check_widths()
    return somsri.path


def sent(installation: Installation, address: str) -> list[str]:
    """The subjects of what was written to an address."""
    found = installation.rows("select subject from comms_message where to_address = %s", address)
    return [subject for (subject,) in found]


def remind_now(installation: Installation) -> None:
    """Let the worker do tonight's reminders now, and wait for it."""
    ((job,),) = installation.rows(
        "insert into procrastinate_jobs (queue_name, task_name, args, status)"
        " values ('default', 'samphan.every.agreements.remind', '{\"timestamp\": 0}', 'todo') returning id"
    )
    deadline = time.monotonic() + WAIT
    # A job that was done is forgotten.
    while found := installation.rows("select status from procrastinate_jobs where id = %s", job):
        assert found != [("failed",)]
        assert time.monotonic() < deadline, "the worker did not remind in time"
        time.sleep(0.2)


def test_agreement_is_kept_alive_from_signing_to_reminder(
    visitor: Callable[..., Visitor], installation: Installation, tmp_path: Path
) -> None:
    somsri = visitor("th")
    somsri.sign_in("secretariat")

    # It began three years ago less 20 days and renews itself every year: twice so far, and again in 20 days.
    begun = years_before(day(20), 3)
    enter(
        somsri,
        TITLE,
        3,
        signed_on=begun.isoformat(),
        term="1",
        scope_th=BEFORE,
        owner_name="นางสมศรี เลขาดี",
        owner_email=OWNER,
    )
    somsri.page.locator("[name=ending][value=renewing]").check()
    somsri.save()
    agreement = somsri.path
    somsri.check_widths()
    for _words, name in PARTIES:
        assert name in somsri.text
    assert BEFORE in somsri.text
    assert "ต่ออายุแล้ว 2 ครั้ง" in somsri.text

    # An addendum widens the scope from last month on; before that the old text holds.
    paper = tmp_path / "addendum.pdf"
    paper.write_bytes(b"%PDF-1.7 signed")
    somsri.open(f"{agreement}amend/")
    somsri.fill(changed_th="เพิ่มอาจารย์", signed_on=day(-30).isoformat(), scope_th=AFTER)
    somsri.page.set_input_files("[name=upload]", paper)
    somsri.save()
    assert AFTER in somsri.text
    somsri.open(f"{agreement}?on={day(-60).isoformat()}")
    assert BEFORE in somsri.text
    assert AFTER not in somsri.text

    # What is owed every year is settled for this year, and is due again next year.
    somsri.open(f"{agreement}obligations/new/")
    somsri.fill(what_th=OWED, due_on=day(-3).isoformat())
    somsri.page.locator("[name=is_yearly]").check()
    somsri.page.select_option("[name=party]", label=PARTIES[0][1])
    somsri.save()
    expect(somsri.page.locator("main .badge", has_text="ล่าช้า")).to_have_count(1)
    somsri.follow("Settle")
    somsri.fill(note="หนังสือนำส่ง ที่ 12")
    somsri.save()
    assert "หนังสือนำส่ง ที่ 12" in somsri.text
    expect(somsri.page.locator("main .badge", has_text="ล่าช้า")).to_have_count(0)

    # The night's reminder leaves once, whoever asks again.
    remind_now(installation)
    (subject,) = sent(installation, OWNER)
    assert TITLE in subject
    remind_now(installation)
    assert sent(installation, OWNER) == [subject]

    # One party leaves, the agreement goes on.
    somsri.open(agreement)
    leaving = somsri.page.locator("main li", has_text=PARTIES[2][1])
    somsri.press(leaving.get_by_role("link", name=somsri.say("Withdraws"), exact=True))
    somsri.fill(withdrew_on=day(-1).isoformat(), reason="ปรับแผนของสถาบัน")
    somsri.check_widths()
    somsri.save()
    assert "ปรับแผนของสถาบัน" in somsri.text
    assert somsri.say("in force") in somsri.text

    # An old one without an end has gone quiet, until somebody notes a sign of life.
    enter(somsri, OLD, 2, signed_on="2560")
    somsri.page.locator("[name=ending][value=open]").check()
    somsri.page.select_option("[name=kind]", "informal")
    somsri.save()
    somsri.open("/n/cupt/agreements/quiet/")
    somsri.check_widths()
    row = somsri.page.locator("main tr", has_text=OLD)
    expect(row).to_have_count(1)
    assert TITLE not in somsri.text
    somsri.press(row.get_by_role("link", name=somsri.say("Note a sign of life"), exact=True))
    somsri.fill(note="โทรศัพท์คุยกันเรื่องปีหน้า")
    somsri.save()
    somsri.open("/n/cupt/agreements/quiet/")
    assert OLD not in somsri.text

    # Both are counted on any day, in both languages and at both widths.
    for language in ("th", "en"):
        reader = visitor(language)
        reader.sign_in("board")
        reader.tour(
            "/n/cupt/agreements/",
            f"/n/cupt/agreements/numbers/?on={day(-1).isoformat()}",
            agreement,
            "/n/cupt/resources/",
            "/n/cupt/resources/sums/",
        )
