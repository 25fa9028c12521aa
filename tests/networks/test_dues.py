"""Dues and benefits: who is asked for how much, numbers that are never given twice, payment, papers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone, translation

from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, name_representative, remove_member
from samphan.networks.actions import benefit as benefits
from samphan.networks.actions import dues as actions
from samphan.networks.actions.category import change_membership_settings, write_category
from samphan.networks.models import Invoice, Receipt
from samphan.networks.queries import due
from samphan.networks.queries import dues as queries
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member
    from tests.conftest import Statements
    from tests.personas import World

TODAY = timezone.localdate()
ISSUED = dt.date(2026, 1, 15)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def make_member(by: Actor, name: str, dues: str | None = "2500", **words: Any) -> Member:
    category = write_category(by=by, name_th=f"ประเภทของ{name}", dues=Decimal(dues) if dues else None)
    return admit_member(by=by, organisation=make_organisation(by, name), category=category, **words)


def test_invoice_dues_writes_what_the_preview_said_and_once(by: Actor) -> None:
    paying = make_member(by, "มหาวิทยาลัยก", "2500.50")
    exempt = make_member(by, "มหาวิทยาลัยข")
    make_member(by, "มหาวิทยาลัยค", None)
    admit_member(by=by, organisation=make_organisation(by, "มหาวิทยาลัยง"))
    make_member(by, "มหาวิทยาลัยจ", until=PartialDate.of(dt.date(2025, 12, 31)))
    name_representative(
        by=by, member=paying, email="lead@example.org", name="นำ", since_on=dt.date(2025, 1, 1)
    )
    name_representative(
        by=by,
        member=paying,
        email="dues@example.org",
        name="การเงิน",
        since_on=dt.date(2025, 1, 1),
        kind="dues",
    )
    actions.exempt_member(by=by, member=exempt, year=2569, reason="ปีแรกของสมาชิกภาพ")
    shown = queries.preview(by, 2569, ISSUED)
    assert [(each.member.pk, each.amount) for each in shown.to_write] == [(paying.pk, Decimal("2500.50"))]
    assert [str(each.why) for each in shown.left_out] == [
        "ปีแรกของสมาชิกภาพ",
        "its category has no dues",
        "its category is not stated",
    ]
    (made,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    assert (made.number, made.amount, made.contact_email, made.due_on) == (
        "2569-0001",
        Decimal("2500.50"),
        "dues@example.org",
        dt.date(2026, 2, 14),
    )
    assert actions.invoice_dues(by=by, year=2569, issued_on=ISSUED) == []


def test_cancelled_invoice_keeps_its_number_and_another_is_written(by: Actor) -> None:
    make_member(by, "มหาวิทยาลัยก")
    (first,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    actions.cancel_invoice(by=by, invoice=first, reason="ออกผิดประเภท")
    (second,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    assert [second.number, Invoice.objects.get(pk=first.pk).number] == ["2569-0002", "2569-0001"]
    with pytest.raises(Problem, match="cancelled already"):
        actions.cancel_invoice(by=by, invoice=first, reason="อีกครั้ง")


def test_pay_cancel_and_pay_again_gives_two_receipts(by: Actor) -> None:
    member = make_member(by, "มหาวิทยาลัยก")
    (invoice,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    pay = {"by": by, "invoice": invoice, "way": "transfer", "issued_on": TODAY}
    with pytest.raises(Problem) as refused:
        actions.record_payment(paid_on=TODAY + dt.timedelta(days=1), **pay)
    assert refused.value.field == "paid_on"
    first = actions.record_payment(paid_on=TODAY, **pay)
    with pytest.raises(Problem, match="not waiting"):
        actions.record_payment(paid_on=TODAY, **pay)
    with pytest.raises(Problem, match="Cancel its receipt first"):
        actions.cancel_invoice(by=by, invoice=invoice, reason="ผิด")
    actions.cancel_receipt(by=by, receipt=first, reason="เช็คคืน")
    with pytest.raises(Problem, match="cancelled already"):
        actions.cancel_receipt(by=by, receipt=first, reason="อีกครั้ง")
    second = actions.record_payment(paid_on=TODAY, **pay)
    assert first.number != second.number
    assert list(Receipt.objects.order_by("id").values_list("is_cancelled", flat=True)) == [True, False]
    found = queries.sums(by, 2569, TODAY)
    assert (found.asked, found.paid, found.open) == (Decimal(2500), Decimal(2500), Decimal(0))
    with pytest.raises(Problem, match="Invoices were written"):
        remove_member(by=by, member=member, reason="ผิด")


def test_exempt_after_the_invoice_is_refused(by: Actor) -> None:
    member = make_member(by, "มหาวิทยาลัยก")
    (invoice,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    with pytest.raises(Problem, match="Cancel it first"):
        actions.exempt_member(by=by, member=member, year=2569, reason="ขอ")
    actions.cancel_invoice(by=by, invoice=invoice, reason="ยกเว้น")
    exemption = actions.exempt_member(by=by, member=member, year=2569, reason="ขอ")
    with pytest.raises(Problem, match="exempt already"):
        actions.exempt_member(by=by, member=member, year=2569, reason="ขอ")
    assert queries.preview(by, 2569, ISSUED).to_write == []
    actions.end_exemption(by=by, exemption=exemption)
    assert len(queries.preview(by, 2569, ISSUED).to_write) == 1


@pytest.mark.parametrize(
    ("year", "due_on", "field"), [(2026, None, "year"), (2569, dt.date(2026, 1, 1), "due_on")]
)
def test_invoice_dues_with_impossible_dates_is_refused(
    by: Actor, year: int, due_on: dt.date | None, field: str
) -> None:
    with pytest.raises(Problem) as refused:
        actions.invoice_dues(by=by, year=year, issued_on=ISSUED, due_on=due_on)
    assert refused.value.field == field


def test_dues_are_not_for_who_reads_the_network(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_member(by, "มหาวิทยาลัยก", "98765")
        (invoice,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    with user_scope(world.users["board"], "alpha") as reader, pytest.raises(Refused):
        actions.cancel_invoice(by=reader, invoice=invoice, reason="x")
    client = browser("board")
    assert client.get(f"/n/alpha/network/members/dues/{invoice.pk}/").status_code == 404
    assert "2569-0001" not in client.get(f"/n/alpha/network/members/{invoice.member_id}/").text


def test_papers_carry_number_and_amount_in_words(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_member(by, "มหาวิทยาลัยก", "2500.50")
        change_membership_settings(
            by=by, signer_name="นางสาวตัวอย่าง ลงนาม", payment="ธนาคารตัวอย่าง 000-0-00000-0"
        )
        (invoice,) = actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
        receipt = actions.record_payment(by=by, invoice=invoice, paid_on=TODAY, way="cash", issued_on=TODAY)
    client = browser("secretariat")
    for path, number in ((f"{invoice.pk}", invoice.number), (f"receipts/{receipt.pk}", receipt.number)):
        docx = client.get(f"/n/alpha/network/members/dues/{path}/docx/")
        with zipfile.ZipFile(io.BytesIO(docx.content)) as packed:
            text = packed.read("word/document.xml").decode()
        assert "สองพันห้าร้อยบาทห้าสิบสตางค์" in text
        assert number in text
        pdf = client.get(f"/n/alpha/network/members/dues/{path}/pdf/")
        assert pdf.content.startswith(b"%PDF-1.7")
        assert client.get(f"/n/alpha/network/members/dues/{path}/odt/").status_code == 404


def test_run_by_the_page_shows_before_it_writes(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_member(by, "มหาวิทยาลัยก")
    client = browser("secretariat")
    run = "/n/alpha/network/members/dues/run/"
    form = {"year": "๒๕๖๙", "issued_on": "15/1/2569"}
    page = client.post(run, {**form, "preview": "1"})
    assert "มหาวิทยาลัยก" in page.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert not Invoice.objects.exists()
    assert client.post(run, form).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert Invoice.objects.get().year == 2569
    assert client.post(run, {**form, "year": "ปีนี้"}).status_code == 422


def test_due_lines_name_terms_and_unpaid_dues(by: Actor) -> None:
    make_member(
        by,
        "มหาวิทยาลัยก",
        since=PartialDate.of(dt.date(2024, 1, 1)),
        until=PartialDate.of(TODAY),
        basis="fixed_term",
    )
    make_member(by, "มหาวิทยาลัยข")
    actions.invoice_dues(by=by, year=2569, issued_on=ISSUED)
    soon = TODAY + dt.timedelta(days=7)
    assert [(each.title, each.is_overdue) for each in due.terms_due(by, soon, TODAY)] == [
        ("มหาวิทยาลัยก", False)
    ]
    (line,) = due.dues_due(by, soon, TODAY)
    assert line.title == "Dues of 2569: 2 unpaid"
    assert line.is_overdue is True
    assert due.answers_due(by, soon, TODAY) == []


def test_record_benefit_use_outside_its_time_is_refused(by: Actor) -> None:
    member = make_member(by, "มหาวิทยาลัยก", since=PartialDate.of(dt.date(2024, 1, 1)))
    offered = benefits.write_benefit(by=by, name_th="ส่วนลดค่าลงทะเบียน", since_on=dt.date(2025, 1, 1))
    use = {"by": by, "benefit": offered, "member": member}
    with pytest.raises(Problem, match="not offered"):
        benefits.record_benefit_use(on=dt.date(2024, 6, 1), **use)
    with pytest.raises(Problem, match="not a member"):
        benefits.record_benefit_use(on=dt.date(2023, 6, 1), **use)
    with pytest.raises(Problem) as refused:
        benefits.record_benefit_use(on=dt.date(2025, 6, 1), count=0, **use)
    assert refused.value.field == "count"
    benefits.record_benefit_use(on=dt.date(2025, 6, 1), count=3, **use)
    with pytest.raises(Problem, match="Uses of this benefit"):
        benefits.remove_benefit(by=by, benefit=offered)


@pytest.mark.parametrize("path", ["dues", "benefits"])
def test_open_lists_costs_the_same_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Statements, path: str
) -> None:
    counts = []
    for rows in (1, 3):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for number in range(rows):
                member = make_member(by, f"มหาวิทยาลัย {rows} {number}")
                offered = benefits.write_benefit(by=by, name_th=f"สิทธิ {rows} {number}")
                benefits.record_benefit_use(by=by, benefit=offered, member=member, on=TODAY)
            actions.invoice_dues(by=by, year=2569, issued_on=TODAY)
        with statements() as sent:
            assert browser("secretariat").get(f"/n/alpha/network/members/{path}/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert browser("secretariat").get(f"/n/alpha/network/members/{path}/export/").status_code == 200
