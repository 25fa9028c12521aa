"""What the actions of the register write, refuse and keep together."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from samphan.agreements.actions.agreement import (
    PartyRow,
    change_agreement,
    end_agreement,
    give_up_agreement,
    resume_agreement,
)
from samphan.agreements.actions.amendment import amend_agreement
from samphan.agreements.actions.obligation import (
    note_sign_of_life,
    remove_obligation,
    settle_obligation,
    unsettle_obligation,
    write_obligation,
)
from samphan.agreements.actions.party import (
    SignatoryRow,
    arrange_parties,
    arrange_signatories,
    withdraw_party,
)
from samphan.agreements.models import Agreement, Party, Signatory
from samphan.agreements.queries.agreements import in_force_on, in_state, load_agreement
from samphan.agreements.queries.counts import counts
from samphan.agreements.transitions.force import StateCode, state_on, terms_of
from samphan.agreements.transitions.scope import scope_on
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.agreements import TODAY, known, make_agreement
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from tests.personas import World


def fields_of(error: pytest.ExceptionInfo[Problem]) -> str | None:
    return error.value.field


def random_words(source: random.Random) -> dict[str, Any]:
    """Dates that the form would take, known to the day, the month or the year."""

    def some(first: int = 2015, last: int = 2030) -> PartialDate:
        day = dt.date(first, 1, 1) + dt.timedelta(days=source.randrange(365 * (last - first)))
        return PartialDate.of(day, source.choice(["day", "month", "year"]))

    ending = source.choice(["fixed", "open", "renewing"])
    words: dict[str, Any] = {"ending": ending, "signed_on": some(2015, 2024), "ends": None}
    if source.random() < 0.3:
        words["in_force_from"] = some(2015, 2024)
    if ending == "fixed":
        words["ends"] = some(2025, 2030)
    elif ending == "renewing":
        words |= {"term_months": source.randint(1, 40), "notice_months": source.randint(0, 6)}
    return words


def test_database_and_pure_function_agree_on_many_agreements_and_days(world: World) -> None:
    source = random.Random(2569)  # noqa: S311 - the same agreements each time
    days = [dt.date(2014, 6, 1) + dt.timedelta(days=97 * each) for each in range(70)]
    with system_scope("test", world.a.pk) as by:
        organisations = [make_organisation(by, f"มหาวิทยาลัย {each}") for each in range(4)]
        for each in range(60):
            agreement = make_agreement(
                by, f"ข้อตกลง {each}", parties=source.sample(organisations, 3), **random_words(source)
            )
            try:
                if source.random() < 0.3 and agreement.ending != "fixed":
                    on = PartialDate.of(dt.date(2025, source.randint(1, 12), 1), "month")
                    give_up_agreement(by=by, agreement=agreement, on=on)
                if source.random() < 0.2:
                    end_agreement(by=by, agreement=agreement, on=known("2026-01-01", "year"), reason="เลิก")
                for party in list(agreement.parties.all())[: source.choice([0, 0, 1, 2])]:
                    withdraw_party(by=by, party=party, on=known("2027-03-01", "month"), reason="ออก")
            except Problem:
                continue
        rows = list(Agreement.objects.prefetch_related("parties"))
        for on in days:
            states = {each.pk: state_on(terms_of(each, each.parties.all()), on).code for each in rows}
            for code in StateCode:
                found = set(Agreement.objects.filter(in_state(code, on)).values_list("pk", flat=True))
                assert found == {pk for pk, state in states.items() if state == code}, (on, code)
            held = Agreement.objects.filter(in_force_on(on)).count()
            assert counts(by, on=on).held == held


def test_register_gives_numbers_by_the_year_of_signing(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        numbers = [
            make_agreement(by, parties=three, signed_on=known(day)).number
            for day in ("2025-03-01", "2025-05-01", "2024-01-01")
        ]
        assert numbers == ["1/2568", "2/2568", "1/2567"]


def test_register_refuses_one_party_and_the_same_twice(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        with pytest.raises(Problem) as one:
            make_agreement(by, parties=three[:1])
        with pytest.raises(Problem) as twice:
            make_agreement(by, parties=[three[0], three[1], three[0]])
        assert (fields_of(one), fields_of(twice)) == ("party_2", "party_3")
        assert not Agreement.objects.exists()


def test_end_before_start_is_judged_by_what_half_known_dates_may_mean(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        march, year = known("2025-03-15"), known("2025-01-01", "year")
        made = make_agreement(by, parties=three, in_force_from=march, ends=year)
        assert (made.force.lower, made.force.upper) == (dt.date(2025, 3, 15), dt.date(2026, 1, 1))
        with pytest.raises(Problem) as found:
            make_agreement(by, parties=three, in_force_from=march, ends=known("2025-02-01", "month"))
        assert fields_of(found) == "ends"
        with pytest.raises(Problem) as found:
            end_agreement(by=by, agreement=made, on=known("2024-01-01", "year"), reason="ผิด")
        assert fields_of(found) == "on"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"ending": "renewing", "ends": None, "term_months": None}, "term"),
        ({"ending": "renewing", "ends": None, "term_months": 0}, "term"),
        ({"ending": "fixed", "ends": None}, "ends"),
        ({"ending": "fixed", "term_months": 1_201}, "term"),
        ({"notice_months": 99_999}, "notice_months"),
        ({"remind_days": [0]}, "remind_days"),
        ({"remind_days": range(1, 9)}, "remind_days"),
        ({"title_th": "  "}, "title_th"),
        ({"kind": "treaty"}, "kind"),
    ],
)
def test_register_refuses_what_cannot_be(
    world: World, three: list[Organisation], words: dict[str, Any], field: str
) -> None:
    with system_scope("test", world.a.pk) as by:
        with pytest.raises(Problem) as found:
            make_agreement(by, **{"title_th": "ข้อตกลง", "parties": three, **words})
        assert fields_of(found) == field


def test_agreements_do_not_continue_each_other_in_a_circle(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        first = make_agreement(by, "ระยะที่ 2", parties=three)
        second = make_agreement(by, "ระยะที่ 3", parties=three, continues=first)
        with pytest.raises(Problem) as found:
            change_agreement(by=by, agreement=first, continues=second)
        assert fields_of(found) == "continues"


def test_withdrawals_keep_the_agreement_alive_while_two_parties_remain(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three, ending="open", ends=None)
        first, second, _third = agreement.parties.order_by("order")
        with pytest.raises(Problem) as why:
            withdraw_party(by=by, party=first, on=known("2026-01-01", "month"))
        assert fields_of(why) == "reason"
        with pytest.raises(Problem) as early:
            withdraw_party(by=by, party=first, on=known("2024-01-01", "year"), reason="ก่อนเริ่ม")
        assert fields_of(early) == "withdrew_on"
        withdraw_party(by=by, party=first, on=known("2026-01-01", "month"), reason="ปรับนโยบาย")
        agreement.refresh_from_db()
        assert (agreement.force.upper, agreement.end_cause) == (None, "")
        withdraw_party(by=by, party=second, on=known("2026-06-30"), reason="ปรับนโยบาย")
        agreement.refresh_from_db()
        assert (agreement.force.upper, agreement.end_cause) == (dt.date(2026, 7, 1), "alone")
        withdraw_party(by=by, party=second, on=None)
        agreement.refresh_from_db()
        assert (agreement.force.upper, agreement.end_cause) == (None, "")
        acts = AuditEntry.objects.filter(act__in=["withdraw_party", "return_party"]).order_by("id")
        assert list(acts.values_list("act", flat=True)) == ["withdraw_party"] * 2 + ["return_party"]


def test_withdrawal_before_accession_is_refused(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three)
        rows = [
            PartyRow(id=each.pk, organisation=each.organisation, acceded_on=known("2026-05-01"))
            for each in agreement.parties.order_by("order")
        ]
        arrange_parties(by=by, agreement=agreement, rows=rows)
        with pytest.raises(Problem) as found:
            withdraw_party(
                by=by, party=agreement.parties.all()[0], on=known("2026-04-01", "month"), reason="ก่อน"
            )
        assert fields_of(found) == "withdrew_on"


def test_party_that_signed_is_not_taken_out(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three)
        parties = list(agreement.parties.order_by("order").select_related("organisation"))
        signed = [
            SignatoryRow(name="ศ.ดร.ลงนาม จริง", position="อธิการบดี", party=parties[2]),
            SignatoryRow(name="พยาน หนึ่ง", is_witness=True),
        ]
        arrange_signatories(by=by, agreement=agreement, rows=signed)
        assert list(Signatory.objects.order_by("order").values_list("name", "is_witness")) == [
            ("ศ.ดร.ลงนาม จริง", False),
            ("พยาน หนึ่ง", True),
        ]
        kept = [PartyRow(id=each.pk, organisation=each.organisation) for each in parties[:2]]
        with pytest.raises(Problem):
            arrange_parties(by=by, agreement=agreement, rows=kept)
        with pytest.raises(Problem):
            arrange_signatories(by=by, agreement=agreement, rows=[SignatoryRow(name="ใครสักคน")])
        arrange_signatories(by=by, agreement=agreement, rows=[])
        arrange_parties(by=by, agreement=agreement, rows=kept)
        assert Party.objects.count() == 2


def test_save_of_a_record_that_somebody_changed_is_a_conflict(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three)
        change_agreement(by=by, agreement=agreement, version=1, place="เชียงใหม่")
        with pytest.raises(Conflict):
            change_agreement(by=by, agreement=agreement, version=1, place="พัทลุง")


def test_notice_and_early_end_are_taken_back(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(
            by, parties=three, ending="renewing", ends=None, term_months=12, notice_months=1
        )
        give_up_agreement(by=by, agreement=agreement, on=known("2026-02-10"), reason="ไม่ต่อ")
        agreement = load_agreement(by, agreement.pk)
        assert (agreement.force.upper, agreement.end_cause) == (dt.date(2027, 3, 1), "given_up")
        with pytest.raises(Problem) as found:
            change_agreement(by=by, agreement=agreement, ending="fixed", ends=known("2030-01-01"))
        assert fields_of(found) == "ending"
        agreement = resume_agreement(by=by, agreement=agreement, reason="เข้าใจผิด")
        assert (agreement.force.upper, agreement.given_up_on) == (None, None)
        fixed = make_agreement(by, "มีกำหนด", parties=three)
        with pytest.raises(Problem):
            give_up_agreement(by=by, agreement=fixed, on=known("2026-02-10"))
        with pytest.raises(Problem):
            resume_agreement(by=by, agreement=fixed, reason="ไม่มีอะไรให้ถอน")


def test_scope_is_the_one_that_holds_on_the_day(world: World, three: list[Organisation]) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three, scope_th="แลกเปลี่ยนนักศึกษา")
        words = {"by": by, "agreement": agreement, "changed_th": "ขยายขอบเขต"}
        first = amend_agreement(
            **words, kind="addendum", signed_on=known("2026-01-01", "month"), scope_th="และอาจารย์"
        )
        second = amend_agreement(**words, kind="addendum", signed_on=known("2026-05-01"))
        version = amend_agreement(
            **words, kind="version", in_force_from=known("2026-08-01"), scope_th="ทั้งหมด"
        )
        assert (first.number, second.number, version.number) == (1, 2, 2)
        found = [first, second, version]
        said = [
            str(scope_on(agreement, found, day)[0])
            for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 7, 31), dt.date(2026, 8, 1))
        ]
        assert said == ["แลกเปลี่ยนนักศึกษา", "และอาจารย์", "และอาจารย์", "ทั้งหมด"]
        with pytest.raises(Problem) as older:
            amend_agreement(**words, kind="addendum", signed_on=known("2024-01-01", "year"))
        assert fields_of(older) == "signed_on"


def test_yearly_obligation_is_settled_year_by_year_until_the_end(
    world: World, three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three, ends=known("2026-12-31"))
        owed = write_obligation(
            by=by, agreement=agreement, what_th="รายงานประจำปี", due_on=dt.date(2025, 9, 30), is_yearly=True
        )
        words = {"by": by, "obligation": owed, "today": TODAY}
        settle_obligation(**words, state="done", on=dt.date(2025, 9, 29), note="หนังสือ ที่ 5")
        owed.refresh_from_db()
        assert (owed.next_due_on, owed.is_over) == (dt.date(2026, 9, 30), False)
        with pytest.raises(Problem) as waived:
            settle_obligation(**words, state="waived", on=TODAY)
        with pytest.raises(Problem) as future:
            settle_obligation(**words, state="done", on=TODAY + dt.timedelta(days=1))
        assert (fields_of(waived), fields_of(future)) == ("note", "on")
        last = settle_obligation(**words, state="waived", on=TODAY, note="ตกลงร่วมกัน")
        owed.refresh_from_db()
        assert (owed.next_due_on, owed.is_over) == (None, True)
        with pytest.raises(Problem):
            settle_obligation(**words, state="done", on=TODAY)
        change_agreement(by=by, agreement=agreement, ends=known("2027-12-31"))
        owed.refresh_from_db()
        assert (owed.next_due_on, owed.is_over) == (dt.date(2027, 9, 30), False)
        unsettle_obligation(by=by, fulfilment=last)
        owed.refresh_from_db()
        assert owed.next_due_on == dt.date(2026, 9, 30)
        with pytest.raises(Problem):
            remove_obligation(by=by, obligation=owed, reason="ผิด")


@pytest.mark.parametrize("persona", ["board", "coordinator", "partner"])
def test_reader_of_the_register_writes_nothing(world: World, persona: str) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by)
    with user_scope(world.users[persona], "alpha") as reader:
        for refused in (
            lambda: change_agreement(by=reader, agreement=agreement, place="x"),
            lambda: note_sign_of_life(by=reader, agreement=agreement, on=TODAY, note="x", today=TODAY),
            lambda: write_obligation(by=reader, agreement=agreement, what_th="x"),
            lambda: arrange_signatories(by=reader, agreement=agreement, rows=[]),
        ):
            with pytest.raises(Refused):
                refused()


def test_see_rule_is_the_same_as_for_actor(world: World) -> None:
    from samphan.agreements import policy

    with system_scope("test", world.a.pk) as by:
        rows = [make_agreement(by, "ปิด"), make_agreement(by, "เปิด", is_open=True)]
    for persona in ("secretariat", "board", "coordinator", "lead", "partner"):
        with user_scope(world.users[persona], "alpha") as reader:
            seen = set(Agreement.objects.for_actor(reader).values_list("pk", flat=True))
            assert seen == {each.pk for each in rows if reader.may(policy.see, on=each)}, persona


def test_remove_agreement_takes_out_a_mistake_and_leaves_what_something_rests_on(
    world: World,
) -> None:
    client = world.client("secretariat")
    with user_scope(world.users["secretariat"], "alpha") as by:
        mistake, used = make_agreement(by, "เข้าใจผิด"), make_agreement(by, "ใช้แล้ว")
        owed = write_obligation(by=by, agreement=used, what_th="ส่งรายงาน", due_on=dt.date(2026, 9, 30))
    page = f"/n/alpha/agreements/{mistake.pk}/remove/"
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "ป้อนซ้ำ"}).status_code == 302
    assert client.get(f"/n/alpha/agreements/{mistake.pk}/").status_code == 404
    refused = client.post(f"/n/alpha/agreements/{used.pk}/remove/", {"reason": "ป้อนซ้ำ"})
    assert refused.status_code == 422
    with system_scope("test", world.a.pk):
        assert list(Agreement.objects.values_list("pk", flat=True)) == [used.pk]
        assert AuditEntry.objects.get(act="remove_agreement").reason == "ป้อนซ้ำ"
        assert owed.agreement_id == used.pk
    assert (
        world.client("board").post(f"/n/alpha/agreements/{used.pk}/remove/", {"reason": "x"}).status_code
        == 403
    )
