"""Periods of membership: joining, leaving, joining again, half-known days, terms, suspension, who speaks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from samphan.directory.actions.merging import merge_records
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, name_representative, remove_member
from samphan.networks.actions import period as actions
from samphan.networks.actions.benefit import record_benefit_use, write_benefit
from samphan.networks.actions.representative import (
    change_representative,
    end_representation,
    substitute_representative,
)
from samphan.networks.models import Member, MembershipPeriod, Representative, RepresentativeKind
from samphan.networks.queries import activity, current_members, represented
from samphan.networks.queries.activity import quiet_members, register
from samphan.networks.queries.movement import movements
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

TODAY = timezone.localdate()


def day(text: str) -> PartialDate:
    """``2020``, ``2020-03`` or ``2020-03-31``."""
    parts = [int(each) for each in text.split("-")]
    precision: Any = ("year", "month", "day")[len(parts) - 1]
    return PartialDate.of(dt.date(*[*parts, 1, 1][:3]), precision)


def perhaps(text: str | None) -> PartialDate | None:
    return day(text) if text else None


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def join(by: Actor, since: str | None = None, until: str | None = None, **words: Any) -> Member:
    organisation = make_organisation(by, words.pop("name", "มหาวิทยาลัยริมน้ำ"))
    return admit_member(by=by, organisation=organisation, since=perhaps(since), until=perhaps(until), **words)


def test_leave_and_join_again_keeps_both_periods(by: Actor) -> None:
    member = join(by, "2010-05-01")
    actions.end_membership(
        by=by, member=member, until=day("2015-09-30"), kind="resigned", reason="งบประมาณไม่เพียงพอ"
    )
    actions.begin_period(by=by, member=member, since=day("2020-01"))
    member.refresh_from_db()
    assert [(each.since, each.until, each.end_kind) for each in member.periods.order_by("id")] == [
        (day("2010-05-01"), day("2015-09-30"), "resigned"),
        (day("2020-01"), None, ""),
    ]
    assert (member.since, member.until) == (day("2010-05-01"), None)
    lasting = {on: current_members(by, dt.date.fromisoformat(on)).exists() for on in (
        "2010-04-30", "2010-05-01", "2015-09-30", "2015-10-01", "2019-12-31", "2020-01-01", "2026-01-01",
    )}  # fmt: skip
    assert [on for on, is_member in lasting.items() if is_member] == [
        "2010-05-01",
        "2015-09-30",
        "2020-01-01",
        "2026-01-01",
    ]


@pytest.mark.parametrize(
    ("first", "second", "is_possible"),
    [
        (("2010", "2015"), ("2015", None), True),
        (("2010", "2015"), ("2016", None), True),
        (("2010", "2015-06-30"), ("2015-07-01", None), True),
        (("2010", "2015-06-30"), ("2015-06-30", None), False),
        (("2010", "2016"), ("2015", None), False),
        (("2010", "2017"), ("2015", None), False),
        (("2010", None), ("2015", "2016"), False),
        ((None, None), ("2015", None), False),
        ((None, None), ("2015", "2016"), True),
        ((None, "2014"), ("2015", None), True),
        ((None, None), (None, None), False),
        (("2010-01-01", "2019-12-31"), ("2012", "2013"), False),
    ],
)
def test_begin_period_that_certainly_overlaps_is_refused(
    by: Actor,
    first: tuple[str | None, str | None],
    second: tuple[str | None, str | None],
    is_possible: bool,
) -> None:
    member = join(by, *first)
    since, until = map(perhaps, second)
    if is_possible:
        actions.begin_period(by=by, member=member, since=since, until=until)
    else:
        with pytest.raises(Problem) as refused:
            actions.begin_period(by=by, member=member, since=since, until=until)
        assert refused.value.field == "since"
    assert member.periods.count() == 1 + is_possible


def test_database_refuses_overlapping_periods_without_the_action(by: Actor) -> None:
    member = join(by, "2010")
    with pytest.raises(IntegrityError, match="networks_period_apart"), transaction.atomic():
        MembershipPeriod.objects.create(network_id=by.network_id, member=member, since=day("2012"))
    other = join(by, "2012", name="มหาวิทยาลัยอื่น")
    assert other.periods.count() == 1


@pytest.mark.parametrize(
    ("since", "until", "is_possible"),
    [
        ("2020", "2019-12-31", False),
        ("2020-02", "2020-01", False),
        ("2020", "2020", True),
        ("2020-02-02", "2020-02-01", False),
        ("2020-02-02", "2020", True),
    ],
)
def test_admit_with_an_end_before_the_beginning_is_refused(
    by: Actor, since: str, until: str, is_possible: bool
) -> None:
    if is_possible:
        assert join(by, since, until).until == day(until)
    else:
        with pytest.raises(Problem) as refused:
            join(by, since, until)
        assert refused.value.field == "until"
        assert not Member.objects.exists()


def test_admit_twice_says_whether_it_left(by: Actor) -> None:
    member = join(by, "2010")
    with pytest.raises(Problem, match="already"):
        admit_member(by=by, organisation=member.organisation)
    actions.end_membership(by=by, member=member, until=day("2012"), kind="resigned")
    with pytest.raises(Problem, match="join again"):
        admit_member(by=by, organisation=member.organisation)


def test_end_membership_ends_who_speaks_and_what_they_may(by: Actor) -> None:
    member = join(by, "2010")
    name_representative(
        by=by, member=member, email="lead@example.org", name="นำ", since_on=dt.date(2020, 1, 1)
    )
    later = TODAY + dt.timedelta(days=30)
    name_representative(by=by, member=member, email="next@example.org", name="ถัดไป", since_on=later)
    organisation = member.organisation_id
    assert represented(0, by.network_id, "LEAD@example.org") == {organisation}
    yesterday = TODAY - dt.timedelta(days=1)
    actions.end_membership(by=by, member=member, until=PartialDate.of(yesterday), kind="resigned")
    assert represented(0, by.network_id, "lead@example.org") == frozenset()
    assert list(Representative.objects.values_list("email", "until_on")) == [("lead@example.org", TODAY)]
    with pytest.raises(Problem):
        actions.end_membership(by=by, member=member, until=PartialDate.of(TODAY), kind="resigned")


def test_suspended_member_is_not_represented_until_it_is_lifted(by: Actor) -> None:
    member = join(by, "2010")
    name_representative(
        by=by, member=member, email="lead@example.org", name="นำ", since_on=dt.date(2020, 1, 1)
    )
    suspension = actions.suspend_member(by=by, member=member, since_on=TODAY, reason="ค้างค่าบำรุง")
    assert represented(0, by.network_id, "lead@example.org") == frozenset()
    with pytest.raises(Problem, match="already"):
        actions.suspend_member(by=by, member=member, since_on=TODAY, reason="อีกครั้ง")
    actions.lift_suspension(by=by, suspension=suspension, until_on=TODAY + dt.timedelta(days=1))
    suspension.refresh_from_db()
    assert suspension.until_on == TODAY + dt.timedelta(days=1)
    with pytest.raises(Problem, match="not a member"):
        actions.suspend_member(by=by, member=member, since_on=dt.date(2009, 1, 1), reason="ก่อนเป็นสมาชิก")


def test_renew_terms_follows_each_and_all_or_none(by: Actor) -> None:
    first = join(by, "2024-01-01", "2026-12-31", basis="fixed_term")
    second = join(by, "2025", "2026", basis="fixed_term", name="วิทยาลัยสอง")
    lasting = join(by, "2025", name="วิทยาลัยสาม")
    terms = [first.periods.get(), second.periods.get()]
    with pytest.raises(Problem, match="no term"):
        actions.renew_terms(by=by, periods=[*terms, lasting.periods.get()], until=day("2029"))
    with pytest.raises(Problem, match="before"):
        actions.renew_terms(by=by, periods=terms, until=day("2026-06-30"))
    made = actions.renew_terms(by=by, periods=terms, until=day("2029"), instrument="มติ 3/2569")
    assert [(each.since, each.until, each.basis) for each in made] == [
        (day("2027-01-01"), day("2029"), "fixed_term"),
        (day("2027"), day("2029"), "fixed_term"),
    ]
    assert list(first.periods.order_by("id").values_list("end_kind", flat=True)) == ["renewed", ""]
    with pytest.raises(Problem, match="no term"):
        actions.renew_terms(by=by, periods=terms, until=day("2030"))


def test_fixed_term_without_end_is_refused(by: Actor) -> None:
    with pytest.raises(Problem) as refused:
        join(by, "2020", basis="fixed_term")
    assert refused.value.field == "until"


def test_name_second_lead_is_refused_and_substitution_keeps_both(by: Actor) -> None:
    member = join(by)
    first = name_representative(
        by=by, member=member, email="a@example.org", name="ก", since_on=dt.date(2020, 1, 1), kind="lead"
    )
    with pytest.raises(Problem) as refused:
        name_representative(
            by=by, member=member, email="b@example.org", name="ข", since_on=dt.date(2021, 1, 1), kind="lead"
        )
    assert refused.value.field == "kind"
    with pytest.raises(IntegrityError, match="networks_representative_one_lead"), transaction.atomic():
        Representative.objects.create(
            network_id=by.network_id, member=member, kind="lead", email="x@example.org", name="X",
            since_on=dt.date(2022, 1, 1),
        )  # fmt: skip
    alternate = name_representative(
        by=by, member=member, email="c@example.org", name="ค", since_on=dt.date(2020, 1, 1)
    )
    assert alternate.kind == RepresentativeKind.ALTERNATE
    substitute_representative(
        by=by, representative=first, from_on=dt.date(2024, 6, 1), email="B@example.org", name="ข"
    )
    led = Representative.objects.filter(kind="lead").order_by("since_on")
    assert list(led.values_list("email", "since_on", "until_on")) == [
        ("a@example.org", dt.date(2020, 1, 1), dt.date(2024, 6, 1)),
        ("b@example.org", dt.date(2024, 6, 1), None),
    ]
    with pytest.raises(Problem):
        substitute_representative(
            by=by, representative=first, from_on=dt.date(2019, 1, 1), email="d@example.org", name="ง"
        )


def test_end_representation_on_its_first_day_removes_it(by: Actor) -> None:
    member = join(by)
    named = name_representative(by=by, member=member, email="a@example.org", name="ก", since_on=TODAY)
    end_representation(by=by, representative=named, until_on=TODAY)
    assert not Representative.objects.exists()
    assert AuditEntry.objects.filter(act="remove_representative").count() == 1


def test_remove_member_takes_its_periods_along(by: Actor) -> None:
    member = join(by, "2010")
    remove_member(by=by, member=member, reason="ผิดองค์กร")
    assert not MembershipPeriod.objects.exists()


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("2005", []),
        ("2558", ["มหาวิทยาลัยหนึ่ง", "มหาวิทยาลัยสอง"]),
        ("1/1/2563", ["มหาวิทยาลัยสอง"]),
        ("31/12/2566", ["มหาวิทยาลัยสอง", "มหาวิทยาลัยสาม"]),
    ],
)
def test_members_as_of_a_day(
    world: World, browser: Callable[[str], Client], statements: Statements, on: str, names: list[str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        join(by, "2010", "2015", name="มหาวิทยาลัยหนึ่ง")
        join(by, "2012-06", name="มหาวิทยาลัยสอง")
        join(by, "2023-05-01", name="มหาวิทยาลัยสาม")
    client = browser("secretariat")
    with statements() as sent:
        response = client.get("/n/alpha/network/members/", {"on": on})
    shown = [str(row.organisation.name_th) for row in response.context["table"].rows]
    assert sorted(shown) == sorted(names)
    with statements() as whenever:
        client.get("/n/alpha/network/members/")
    assert not names or len(sent) == len(whenever)


def test_members_as_of_what_is_no_date_says_so(browser: Callable[[str], Client]) -> None:
    page = browser("secretariat").get("/n/alpha/network/members/?on=วันนั้น&lang=en").text
    assert "This is not a date we can read" in page


@pytest.mark.parametrize("persona", ["board", "coordinator", "partner"])
def test_change_membership_without_the_permission_is_refused(
    world: World, browser: Callable[[str], Client], persona: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = join(by, "2010")
    client = browser(persona)
    assert client.get(f"/n/alpha/network/members/{member.pk}/").status_code == 200
    for page in ("change", "end", "suspend", "periods/new", "representatives/new", "exempt"):
        assert client.post(f"/n/alpha/network/members/{member.pk}/{page}/", {}).status_code == 403


def test_movements_count_who_joined_and_left_but_not_who_went_on(by: Actor) -> None:
    stays = join(by, "2010", name="มหาวิทยาลัยอยู่")
    leaves = join(by, "2011", name="มหาวิทยาลัยออก")
    actions.end_membership(by=by, member=leaves, until=day("2025-06-30"), kind="resigned", reason="ควบรวม")
    join(by, "2025-03", name="มหาวิทยาลัยใหม่")
    renewed = join(by, "2024-01-01", "2024-12-31", name="มหาวิทยาลัยต่ออายุ", basis="fixed_term")
    actions.renew_terms(by=by, periods=[renewed.periods.get()], until=day("2026-12-31"))
    join(by, "2026-01-01", name="มหาวิทยาลัยปีหน้า")
    found = movements(by, dt.date(2024, 12, 31), dt.date(2025, 12, 31))
    assert [str(each.member.organisation.name_th) for each in found.joined] == ["มหาวิทยาลัยใหม่"]
    assert [each.member for each in found.left] == [leaves]
    assert (found.at_first, found.at_last, found.stayed, found.retention) == (3, 3, 2, 2 / 3)
    assert stays in Member.objects.all()
    nobody = movements(by, dt.date(1990, 1, 1), dt.date(1991, 1, 1))
    assert (nobody.joined, nobody.left, nobody.retention) == ([], [], None)


def test_quiet_members_are_those_without_any_sign(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        quiet, works, used = (
            join(by, "2010", name=name) for name in ("มหาวิทยาลัยเงียบ", "มหาวิทยาลัยทำงาน", "มหาวิทยาลัยใช้สิทธิ")
        )
        join(by, "2010", "2015", name="มหาวิทยาลัยเก่า")
        name_representative(
            by=by, member=works, email="Secretariat@example.org", name="ผู้แทน", since_on=dt.date(2020, 1, 1)
        )
        offered = write_benefit(by=by, name_th="สิทธิ")
        record_benefit_use(by=by, benefit=offered, member=used, on=TODAY - dt.timedelta(days=300))
        record_benefit_use(by=by, benefit=offered, member=quiet, on=TODAY - dt.timedelta(days=400))
        found = quiet_members(by, TODAY)
        assert (found.members, found.active) == ([quiet], 2)
        assert len(found.sources) >= 8


@pytest.mark.parametrize("path", ["movement", "quiet"])
def test_open_pages_over_time_costs_the_same_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Statements, path: str
) -> None:
    counts = []
    for rows in (1, 3):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for number in range(rows):
                join(by, TODAY.isoformat(), name=f"มหาวิทยาลัย {rows} {number}")
        with statements() as sent:
            assert browser("secretariat").get(f"/n/alpha/network/members/{path}/?lang=th").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert browser("secretariat").get(f"/n/alpha/network/members/{path}/export/").status_code == 200


def test_movements_add_up_when_somebody_left_on_the_last_day(by: Actor) -> None:
    join(by, "2010", name="มหาวิทยาลัยอยู่")
    for name, until in (("มหาวิทยาลัยสิ้นปีก่อน", "2024"), ("มหาวิทยาลัยสิ้นปี", "2025")):
        member = join(by, "2010", name=name)
        actions.end_membership(by=by, member=member, until=day(until), kind="resigned")
    found = movements(by, dt.date(2024, 12, 31), dt.date(2025, 12, 31))
    assert [str(each.member.organisation.name_th) for each in found.left] == ["มหาวิทยาลัยสิ้นปี"]
    assert (found.at_first, found.at_last, found.stayed) == (2, 1, 1)
    assert found.at_first + len(found.joined) - len(found.left) == found.at_last


def test_correct_a_representative_into_a_second_entry_is_refused(by: Actor) -> None:
    member = join(by, "2010")
    names = {"since_on": TODAY, "kind": "alternate", "member": member}
    name_representative(by=by, email="one@example.org", name="หนึ่ง", **names)
    two = name_representative(by=by, email="two@example.org", name="สอง", **names)
    with pytest.raises(Problem):
        change_representative(by=by, representative=two, email="One@example.org")


def test_end_representation_after_the_next_lead_began_is_refused(by: Actor) -> None:
    member = join(by, "2010")
    first, then = TODAY - dt.timedelta(days=60), TODAY - dt.timedelta(days=30)
    one = name_representative(
        by=by, member=member, email="one@example.org", name="หนึ่ง", since_on=first, until_on=then
    )
    name_representative(by=by, member=member, email="two@example.org", name="สอง", since_on=then)
    with pytest.raises(Problem):
        end_representation(by=by, representative=one, until_on=TODAY)
    end_representation(by=by, representative=one, until_on=then - dt.timedelta(days=1))


def test_lift_suspension_into_the_next_one_is_refused(by: Actor) -> None:
    member = join(by, "2010")
    days = [TODAY - dt.timedelta(days=each) for each in (40, 30, 20)]
    one = actions.suspend_member(by=by, member=member, since_on=days[0], reason="ค้างชำระ")
    actions.lift_suspension(by=by, suspension=one, until_on=days[1])
    actions.suspend_member(by=by, member=member, since_on=days[2], reason="ค้างชำระ")
    with pytest.raises(Problem):
        actions.lift_suspension(by=by, suspension=one, until_on=TODAY)


@pytest.mark.parametrize("number", ["²", "9" * 30, "9" * 5000])
@pytest.mark.parametrize("path", ["?category=", "dues/?year=", "benefits/?benefit="])
def test_address_with_a_number_that_is_none_shows_the_list(
    browser: Callable[[str], Client], path: str, number: str
) -> None:
    assert browser("secretariat").get(f"/n/alpha/network/members/{path}{number}").status_code == 200


def test_admit_what_a_member_was_merged_into_is_refused(by: Actor) -> None:
    member = join(by, "2010")
    kept = make_organisation(by, "มหาวิทยาลัยริมน้ำใหม่")
    merge_records(by=by, kept=kept, merged=member.organisation, now=timezone.now())
    with pytest.raises(Problem):
        admit_member(by=by, organisation=kept)


def test_member_whose_record_was_merged_speaks_and_lives_on(by: Actor) -> None:
    member = join(by, "2010")
    name_representative(
        by=by, member=member, email="lead@example.org", name="นำ", since_on=dt.date(2020, 1, 1)
    )
    kept = make_organisation(by, "มหาวิทยาลัยริมน้ำใหม่")
    merge_records(by=by, kept=kept, merged=member.organisation, now=timezone.now())
    assert represented(0, by.network_id, "lead@example.org") == {member.organisation_id, kept.pk}
    assert quiet_members(by, TODAY).members == [member]
    register("test.sign", "ทดสอบ", lambda _actor, _since: {kept.pk: TODAY})
    try:
        assert quiet_members(by, TODAY).members == []
    finally:
        del activity._sources["test.sign"]
