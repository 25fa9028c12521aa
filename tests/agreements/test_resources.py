"""What is pledged, received and used; on how few givers it rests; how much of the needs it covers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.agreements.actions.resource import (
    add_entry,
    remove_entry,
    remove_resource,
    state_need,
    write_resource,
)
from samphan.agreements.models import Resource, ResourceEntry
from samphan.agreements.queries.concentration import concentrations, herfindahl
from samphan.agreements.queries.resources import balance_of, coverage, totals, value_of, with_sums
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.agreements import TODAY, known, make_resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World


@pytest.mark.parametrize("unit", ["ล้านบาท", "USD", "ชั่วโมง"])
def test_money_in_anything_but_baht_is_refused(world: World, three: list[Organisation], unit: str) -> None:
    with system_scope("test", world.a.pk) as by:
        money = {"kind": "money", "title_th": "ทุน", "amount": Decimal("1.5"), "unit": unit}
        with pytest.raises(Problem, match="baht") as pledged:
            write_resource(by=by, giver=three[0], **money)
        with pytest.raises(Problem, match="baht") as needed:
            state_need(by=by, year=2569, **money)
        assert (field_of(pledged), field_of(needed), Resource.objects.count()) == ("unit", "unit", 0)
        written = write_resource(by=by, giver=three[0], **{**money, "unit": " Baht"})
        assert (written.unit, written.value_baht) == ("บาท", Decimal("1.5"))


def receive(by: Actor, resource: Resource, amount: int, on: str = "2026-05-01") -> ResourceEntry:
    return add_entry(by=by, resource=resource, kind="received", on=known(on), amount=Decimal(amount))


def use(by: Actor, resource: Resource, amount: int, note: str = "") -> ResourceEntry:
    return add_entry(
        by=by,
        resource=resource,
        kind="used",
        on=known("2026-06-01"),
        amount=Decimal(amount),
        purpose="จัดประชุม",
        note=note,
    )


def field_of(error: pytest.ExceptionInfo[Problem]) -> str | None:
    return error.value.field


def test_balance_tells_what_is_to_come_and_what_is_left(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        resource = make_resource(by, three[0])
        receive(by, resource, 60_000)
        use(by, resource, 10_000)
        with pytest.raises(Problem) as found:
            use(by, resource, 50_001)
        assert field_of(found) == "note"
        use(by, resource, 50_001, note="จ่ายล่วงหน้าจากเงินสำรอง")
        balance = balance_of(with_sums(Resource.objects.all()).get())
        assert (balance.pledged, balance.received, balance.used) == (100_000, 60_000, 60_001)
        assert (balance.to_come, balance.left, balance.is_overused) == (40_000, -1, True)
        more = receive(by, resource, 50_000)
        balance = balance_of(with_sums(Resource.objects.all()).get())
        assert (balance.is_exceeded, balance.is_overused) == (True, False)
        remove_entry(by=by, entry=more, reason="บันทึกซ้ำ")
        with pytest.raises(Problem):
            remove_resource(by=by, resource=resource, reason="ผิด")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(10) ** 14}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"amount": Decimal("1.005")}, "amount"),
        ({"kind": "people", "unit": " "}, "unit"),
        ({"kind": "gold"}, "kind"),
        ({"kind": "people", "unit": "คน-วัน", "value_baht": Decimal(5)}, "value_basis"),
        ({"kind": "people", "unit": "คน-วัน", "value_baht": Decimal(-5), "value_basis": "x"}, "value_baht"),
        ({"starts": known("2026-05-01"), "ends": known("2026-04-01", "month")}, "ends"),
        ({"title_th": ""}, "title_th"),
    ],
)
def test_pledge_refuses_what_cannot_be(
    world: World, three: list[Organisation], words: dict[str, Any], field: str
) -> None:
    with system_scope("test", world.a.pk) as by:
        with pytest.raises(Problem) as found:
            make_resource(by, three[0], **words)
        assert field_of(found) == field
        assert not Resource.objects.exists()


def test_unit_of_a_pledge_stays_once_something_came(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        resource = make_resource(by, three[0], kind="people", unit="คน-วัน", amount=Decimal(10))
        receive(by, resource, 5)
        with pytest.raises(Problem) as found:
            write_resource(by=by, resource=resource, unit="ชั่วโมง")
        assert field_of(found) == "unit"
        write_resource(by=by, resource=resource, version=1, purpose="อบรม")
        with pytest.raises(Conflict):
            write_resource(by=by, resource=resource, version=1, purpose="ประชุม")


def test_amount_in_a_form_is_read_as_people_write_it(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    client = browser("secretariat")
    form = {"kind": "money", "giver": three[0].pk, "title_th": "เงิน", "amount": "๑,๒๕๐.๕๐ บาท"}
    assert client.post(at("resource_new"), form).status_code == 302
    with system_scope("test", world.a.pk):
        resource = Resource.objects.get()
        assert (resource.amount, resource.unit, resource.value_baht) == (
            Decimal("1250.50"),
            "บาท",
            Decimal("1250.50"),
        )
    for amount in ("-5", "1e9", "NaN", "9" * 50, "ห้าร้อย", "1_000"):
        answer = client.post(at("resource_new"), form | {"amount": amount})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["amount"]), amount
    entry = {"kind": "used", "on": "มิถุนายน 2569", "amount": "500", "purpose": "ค่าอาหาร"}
    answer = client.post(at("entry_new", resource.pk), entry)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["note"])
    assert answer.context["form"]["purpose"].value() == "ค่าอาหาร"
    assert client.post(at("entry_new", resource.pk), entry | {"note": "สำรองจ่าย"}).status_code == 302
    page = client.get(f"{at('resource', resource.pk)}?lang=en").content.decode()
    assert "More was used than was received" in page


def test_totals_by_kind_giver_and_year_leave_out_what_was_not_valued(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        money = make_resource(by, three[0], starts=known("2025-01-01", "year"))
        receive(by, money, 40_000, "2025-12-31")
        receive(by, money, 20_000, "2026-01-01")
        people = make_resource(
            by,
            three[1],
            kind="people",
            unit="คน-วัน",
            amount=Decimal(10),
            value_baht=Decimal(30_000),
            value_basis="3,000 บาทต่อวัน",
        )
        receive(by, people, 4)
        make_resource(by, three[1], kind="time", unit="ชั่วโมง", amount=Decimal(50))
        found = totals(by)
        assert [(str(each.label), each.received, each.unvalued) for each in found.by_kind] == [
            ("money", 60_000, 0),
            ("people", 12_000, 0),
            ("time", 0, 1),
        ]
        assert [each.received for each in found.by_giver] == [60_000, 12_000]
        years = {each.label: (each.pledged, each.received) for each in found.by_year}
        assert years == {2568: (100_000, 40_000), 2569: (0, 32_000)}
        assert (found.all.pledged, found.all.received, found.all.unvalued) == (130_000, 72_000, 1)
        assert value_of(people, Decimal(4)) == 12_000


@given(st.lists(st.decimals(1, 10**9, places=2), min_size=1, max_size=30))
def test_index_lies_between_one_over_n_and_one(values: list[Decimal]) -> None:
    found = herfindahl(values)
    assert found is not None
    index, normalised = found
    tiny = Decimal("0.0001")
    assert Decimal(1) / len(values) - tiny <= index <= 1 + tiny
    assert normalised is None if len(values) == 1 else -tiny <= (normalised or 0) <= 1 + tiny


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([Decimal(0)], None),
        ([Decimal(7)], (Decimal(1), None)),
        ([Decimal(5)] * 4, (Decimal("0.25"), Decimal(0))),
        # shares .5 .3 .2: .25 + .09 + .04 = .38; (.38 - 1/3) / (2/3) = .07
        ([Decimal(50), Decimal(30), Decimal(20)], (Decimal("0.38"), Decimal("0.07"))),
    ],
)
def test_index_of_known_shares(
    values: list[Decimal], expected: tuple[Decimal, Decimal | None] | None
) -> None:
    assert herfindahl(values) == expected


def test_concentration_stands_beside_what_soon_ends(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        for giver, amount, ends in (
            (three[0], 50, known("2027-06-01", "month")),
            (three[1], 30, None),
            (three[2], 20, known("2020-01-01", "year")),
        ):
            receive(by, make_resource(by, giver, ends=ends), amount)
        money = concentrations(by, today=TODAY).money
        assert (money.givers, money.total, money.index, money.normalised) == (
            3,
            100,
            Decimal("0.38"),
            Decimal("0.07"),
        )
        # of 80 under pledges that still run, 50 end within twelve months
        assert (money.largest, money.expiring, money.is_warning) == (Decimal("0.5"), Decimal("0.625"), True)
        later = concentrations(by, today=dt.date(2028, 1, 1)).money
        assert (later.expiring, later.is_warning) == (0, False)


def test_coverage_never_adds_up_different_units(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        words = {"by": by, "kind": "people", "year": 2569}
        state_need(**words, title_th="วิทยากร", amount=Decimal(20), unit="คน-วัน")
        state_need(**words, title_th="ผู้ช่วย", amount=Decimal(20), unit="คน-วัน")
        state_need(**words, title_th="ล่าม", amount=Decimal(10), unit="ชั่วโมง")
        people = make_resource(by, three[0], kind="people", unit="คน-วัน", amount=Decimal(100))
        receive(by, people, 30)
        receive(by, people, 50, "2025-05-01")
        found = {
            each.unit: (each.needed, each.received, float(each.ratio), each.is_low)
            for each in coverage(by, 2569)
        }
        assert found == {"คน-วัน": (40, 30, 0.75, True), "ชั่วโมง": (10, 0, 0, True)}
        for year in (69, 2026, 99_999):
            with pytest.raises(Problem) as wrong:
                state_need(by=by, kind="money", title_th="เงิน", year=year, amount=Decimal(1))
            assert field_of(wrong) == "year"


@pytest.mark.parametrize("name", ["resources", "sums"])
def test_page_asks_as_often_for_three_resources_as_for_one(
    world: World,
    browser: Any,
    at: Callable[..., str],
    statements: Statements,
    three: list[Organisation],
    name: str,
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        receive(by, make_resource(by, three[0]), 5)
    with statements() as one:
        client.get(at(name))
    with system_scope("test", world.a.pk) as by:
        for giver in three[1:]:
            receive(by, make_resource(by, giver), 5)
    with statements() as many:
        client.get(at(name))
    assert len(one) == len(many)


def test_list_of_resources_is_searched_and_filtered(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        whole = make_resource(by, three[0], "เงินครบ")
        receive(by, whole, 100_000)
        part = make_resource(by, three[1], "เงินบางส่วน")
        receive(by, part, 10)
        use(by, part, 11, note="สำรองจ่าย")
        make_resource(by, three[1], "เครื่องมือ", kind="materials", unit="ชุด")
    client = browser("secretariat")

    def titles(query: str) -> list[str]:
        return sorted(
            each.title_th for each, *_rest in client.get(f"{at('resources')}?{query}").context["table"].rows
        )

    assert titles("q=เงิน") == ["เงินครบ", "เงินบางส่วน"]
    assert titles("q=สอง") == ["เครื่องมือ", "เงินบางส่วน"]
    assert titles("kind=materials") == ["เครื่องมือ"]
    assert titles(f"giver={three[0].pk}") == ["เงินครบ"]
    assert titles("left=to_come") == ["เครื่องมือ", "เงินบางส่วน"]
    assert titles("left=over") == ["เงินบางส่วน"]
    assert titles("left=unused") == ["เงินครบ"]


@pytest.mark.parametrize("persona", ["board", "coordinator", "partner"])
def test_reader_records_no_resources(world: World, persona: str, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        resource = make_resource(by, three[0])
    with user_scope(world.users[persona], "alpha") as reader:
        with pytest.raises(Refused):
            receive(reader, resource, 1)
        with pytest.raises(Refused):
            write_resource(by=reader, resource=resource, purpose="x")


def test_organisations_that_were_merged_count_as_one(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    from django.utils import timezone

    from samphan.agreements.actions.agreement import PartyRow, check_parties
    from samphan.directory.actions.merging import merge_records
    from tests.factories.agreements import make_agreement

    with system_scope("test", world.a.pk) as by:
        kept, merged, other = three
        for giver in three:
            receive(by, make_resource(by, giver, f"เงินของ{giver.name_th}"), 50)
        make_agreement(by, "ข้อตกลงเดิม", parties=[merged, other])
        merge_records(by=by, kept=kept, merged=merged, now=timezone.now())
        money = concentrations(by, today=TODAY).money
        assert (money.givers, money.largest) == (2, Decimal("0.6667"))
        assert [each.received for each in totals(by).by_giver] == [100, 50]
        merged.refresh_from_db()
        with pytest.raises(Problem) as twice:
            check_parties([PartyRow(organisation=kept), PartyRow(organisation=merged)])
        assert field_of(twice) == "party_2"
    client = browser("secretariat")
    page = client.get(f"{at('resources')}?giver={kept.pk}")
    assert len(page.context["table"].rows) == 2
    page = client.get(f"{at('agreements')}?party={kept.pk}")
    assert [row.agreement.title_th for row in page.context["table"].rows] == ["ข้อตกลงเดิม"]
    named = [value for value, _label in page.context["table"].filters[3].choices]
    assert named == ["", str(kept.pk), str(other.pk)] or named == ["", str(other.pk), str(kept.pk)]
