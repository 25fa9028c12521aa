"""The budget: amounts as people write them, sums that are exact, shares, and what does not add up."""

from __future__ import annotations

import html
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from python_calamine import CalamineWorkbook

from samphan.events.actions.budget import BudgetRow, arrange_budget, tie_documents
from samphan.events.actions.event import describe_event
from samphan.events.actions.parts import remove_part, restore_removed
from samphan.events.forms.budget import MoneyField
from samphan.events.models import BudgetDocument, BudgetLine
from samphan.events.queries.budget import budget
from samphan.kit.errors import Problem
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
from tests.factories.events import make_full_event
from tests.factories.preparing import prepare_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.events.conftest import At
    from tests.personas import World


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250", "1250.00"),
        ("1,250.5", "1250.50"),
        ("๑,๒๕๐ บาท", "1250.00"),
        ("500.-", "500.00"),
        ("฿ 12.34", "12.34"),
        ("0", "0.00"),
        ("999,999,999,999.99", "999999999999.99"),
        (" 10 000 baht ", "10000.00"),
    ],
)
def test_read_money_as_people_write_it(typed: str, amount: str) -> None:
    assert str(MoneyField(required=False).clean(typed)) == amount


def test_read_money_that_is_not_there_is_not_nought() -> None:
    assert MoneyField(required=False).clean("  ") is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "negative"),
        ("1.234", "decimal_places"),
        ("1,23", "invalid"),
        ("NaN", "invalid"),
        ("1e9", "invalid"),
        ("Infinity", "invalid"),
        ("1000000000000", "too_large"),
        ("๙" * 50_000, "invalid"),
        ("สิบบาท", "invalid"),
    ],
)
def test_read_money_that_is_none_is_refused(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MoneyField(required=False).clean(typed)
    assert caught.value.code == code


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "1000000000000", "NaN"])
def test_write_budget_with_an_absurd_amount_is_refused(world: World, event: Event, amount: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            arrange_budget(
                by=by,
                event=event,
                rows=[BudgetRow(direction="expense", title_th="ค่าอาหาร", planned=Decimal(amount))],
            )
        assert BudgetLine.objects.count() == 0


def test_budget_adds_exactly_and_shares_by_host_and_source(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        one, two = make_organisation(by, "มหาวิทยาลัยหนึ่ง"), make_organisation(by, "มหาวิทยาลัยสอง")
        arrange_budget(
            by=by,
            event=event,
            rows=[
                BudgetRow(direction="income", title_th="ค่าลงทะเบียน", planned=Decimal("0.10"), organisation=one),
                BudgetRow(
                    direction="expense", title_th="ก", planned=Decimal("0.10"), actual=Decimal("0.30"),
                    source="เงินรายได้", organisation=one,
                ),
                BudgetRow(
                    direction="expense", title_th="ข", planned=Decimal("0.20"), source=" เงินรายได้ ", organisation=two,
                ),
                BudgetRow(direction="expense", title_th="ค", source="งบแผ่นดิน"),
            ],
        )  # fmt: skip
        describe_event(by=by, event=event, stated_budget=Decimal("0.50"))
        event.refresh_from_db()
        found = budget(by, event)
        assert found.expense_sums.planned == Decimal("0.30")
        assert (found.expense_sums.planned_unknown, found.expense_sums.actual_unknown) == (1, 2)
        assert (found.expense_sums.actual, found.expense_sums.difference) == (
            Decimal("0.30"),
            Decimal("0.20"),
        )
        assert (found.planned_balance, found.planned_lacking) == (Decimal("-0.20"), Decimal("0.20"))
        assert (found.actual_balance, found.actual_lacking) == (None, None)
        assert found.stated_difference == Decimal("-0.20")
        assert [(each.name, each.expense.planned, each.percent) for each in found.hosts] == [
            ("มหาวิทยาลัยสอง", Decimal("0.20"), Decimal("66.7")),
            ("มหาวิทยาลัยหนึ่ง", Decimal("0.10"), Decimal("33.3")),
            ("", None, None),
        ]
        assert [(each.name, each.expense.planned) for each in found.sources] == [
            ("เงินรายได้", Decimal("0.30")),
            ("งบแผ่นดิน", None),
            ("", None),
        ]


def test_budget_without_lines_knows_no_sum(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        found = budget(by, event)
        assert (found.is_empty, found.expense_sums.planned, found.planned_balance) == (True, None, None)


def test_remove_line_is_undone_with_amounts_and_documents(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        row = BudgetRow(direction="expense", title_th="ค่าอาหาร", planned=Decimal("1000.50"))
        (line,) = arrange_budget(by=by, event=event, rows=[row]).parts
        pk, document = line.pk, event.documents.get()
        tie_documents(by=by, line=line, documents=[document])
        tie_documents(by=by, line=line, documents=[document])
        assert AuditEntry.objects.filter(act="tie_budget_line").count() == 1
        entry = remove_part(by=by, part=line)
        assert BudgetDocument.objects.count() == 0
        restore_removed(by=by, event=event, entry=entry)
        assert BudgetLine.objects.get(pk=pk).planned == Decimal("1000.50")
        assert BudgetDocument.objects.get().document_id == document.pk


def test_tie_document_of_another_event_is_refused(world: World, event: Event, foreign: Event) -> None:
    with system_scope("test", world.b.pk):
        document = foreign.documents.get()
    with user_scope(world.users["secretariat"], "alpha") as by:
        row = BudgetRow(direction="expense", title_th="ค่าอาหาร")
        (line,) = arrange_budget(by=by, event=event, rows=[row]).parts
        with pytest.raises(Problem):
            tie_documents(by=by, line=line, documents=[document])


def test_write_budget_on_its_page_says_what_does_not_add_up(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("secretariat")
    rows = sheet(
        {"direction": "income", "title_th": "ค่าลงทะเบียน", "planned": "1,000"},
        {"direction": "expense", "title_th": "ค่าอาหาร", "planned": "๒,๕๐๐.๕๐ บาท", "actual": ""},
        {"direction": "expense"},
    )
    assert client.post(at("write_budget"), rows).headers["Location"] == at("budget")
    page = html.unescape(client.get(f"{at('budget')}?lang=en").text)
    assert "Planned expenses are 1,500.50 baht more than the planned income." in page
    assert "2,500.50" in page
    bad = client.post(
        f"{at('write_budget')}?lang=en", sheet({"direction": "expense", "title_th": "x", "planned": "-5"})
    )
    assert bad.status_code == 422
    assert "An amount cannot be negative." in bad.text
    assert 'value="-5"' in bad.text
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at("budget_export")).content))
    rows_out = book.get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows_out[1:]] == [1000.0, 2500.5, 1000.0, 2500.5, -1500.5]


def test_write_budget_that_somebody_changed_meanwhile_asks(
    world: World, browser: Callable[[str], Client], event: Event, at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("secretariat")
    version = re.search(r'name="version" value="(\d+)"', client.get(at("write_budget")).text)
    assert version
    row = {"direction": "expense", "title_th": "คนแรก", "planned": "10"}
    assert client.post(at("write_budget"), sheet(row, version=version[1])).status_code == 302
    second = client.post(at("write_budget"), sheet({**row, "title_th": "คนที่สอง"}, version=version[1]))
    assert second.status_code == 409
    assert ("คนแรก" in second.text, "คนที่สอง" in second.text) == (True, True)


def test_change_budget_without_the_role_is_refused(
    world: World, browser: Callable[[str], Client], at: At, sheet: Callable[..., dict[str, Any]]
) -> None:
    client = browser("coordinator")
    assert client.get(at("budget")).status_code == 200
    assert client.post(at("write_budget"), sheet({"title_th": "x"})).status_code == 403


def test_open_budget_takes_the_same_statements_for_one_row_and_for_three(
    world: World, browser: Callable[[str], Client], statements: Statements, at: At
) -> None:
    client = browser("secretariat")
    asked: dict[str, list[int]] = {}
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            event = prepare_event(by, make_full_event(by, rows=rows), rows=rows)
        for name in ("budget", "write_budget"):
            address = re.sub(r"/events/\d+/", f"/events/{event.pk}/", at(name))
            client.get(address)
            with statements() as sent:
                assert client.get(address).status_code == 200
            asked.setdefault(name, []).append(len(sent))
    assert [one == three for one, three in asked.values()] == [True, True], asked
