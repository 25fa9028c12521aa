"""Uses of results: one event, many institutions, each its own."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from samphan.events import transitions
from samphan.events.actions.uses import advance_use, write_use
from samphan.events.models import Use, UseState
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, name_representative
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.events.test_programme import version_of
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from tests.events.conftest import At
    from tests.personas import World


@pytest.fixture
def own(world: World, event: Event) -> Organisation:
    """The institution that the coordinator represents today; another one was represented until yesterday."""
    today = dt.date.today()  # noqa: DTZ011 - the day only has to be near
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisations = [make_organisation(by, name) for name in ("มหาวิทยาลัยของเรา", "มหาวิทยาลัยที่เคยอยู่")]
        for organisation, until in zip(organisations, (None, today - dt.timedelta(days=1)), strict=True):
            name_representative(
                by=by,
                member=admit_member(by=by, organisation=organisation),
                email="coordinator@example.org",
                name="Coordinator",
                since_on=dt.date(2026, 1, 1),
                until_on=until,
            )
    return organisations[0]


def test_write_use_with_its_sources(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(by, "มหาวิทยาลัยริมน้ำ")
        result, group, output, document = (
            event.results.get(), event.groups.get(), event.outputs.get(), event.documents.get()
        )  # fmt: skip
    response = browser("secretariat").post(
        at("add_use"),
        {
            "organisation": organisation.pk,
            "title_th": "ลดขั้นตอนที่ซ้ำซ้อน",
            "plan_th": "ทบทวนขั้นตอนภายใน",
            "owner_th": "กองวิเทศสัมพันธ์",
            "due": "กันยายน 2569",
            "results": [result.pk],
            "groups": [group.pk],
            "outputs": [output.pk],
            "documents": [document.pk],
        },
    )
    with user_scope(world.users["secretariat"], "alpha"):
        use = Use.objects.get(organisation=organisation)
        assert response.headers["Location"] == f"{at('uses')}#use-{use.pk}"
        assert (use.state, use.due) == (UseState.INTENDED, PartialDate.of(dt.date(2026, 9, 1), "month"))
        assert use.sources.count() == 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"organisation": ""}, "This field is required."),
        ({"organisation": "", "organisation_words": "สถาบันนิรนาม"}, "Add it to the directory first."),
        ({"due": "32/1/2569"}, "There is no such day in the calendar."),
        ({"title_th": ""}, "This field is required."),
        ({"plan_th": "ก" * 200_000}, "at most 20000 characters"),
        ({"results": "999999"}, "Select a valid choice."),
    ],
)
def test_write_use_with_bad_input_says_so_and_loses_nothing(
    world: World,
    browser: Callable[[str], Client],
    event: Event,
    at: At,
    typed: dict[str, str],
    sentence: str,
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(by, "มหาวิทยาลัยริมน้ำ")
    data = {"organisation": organisation.pk, "title_th": "ลดขั้นตอน", "owner_th": "กองวิเทศสัมพันธ์"}
    response = browser("secretariat").post(f"{at('add_use')}?lang=en", {**data, **typed})
    assert response.status_code == 422
    assert sentence in response.text.replace("20,000", "20000")
    assert "กองวิเทศสัมพันธ์" in response.text


def test_coordinator_writes_the_uses_of_the_own_institution_alone(
    world: World, browser: Callable[[str], Client], event: Event, own: Organisation, at: At
) -> None:
    client = browser("coordinator")
    form = client.get(at("add_use")).text
    assert re.findall(r'<option value="(\d+)"', form) == [str(own.pk)]
    assert client.post(at("add_use"), {"organisation": own.pk, "title_th": "ของเรา"}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        other = Use.objects.exclude(organisation=own).get()
        mine = Use.objects.get(organisation=own)
    refused = client.post(at("add_use"), {"organisation": other.organisation_id, "title_th": "ของคนอื่น"})
    assert refused.status_code == 422
    page = client.get(f"{at('uses')}?lang=en").text
    assert f"/uses/{mine.pk}/drop/" in page
    assert f"/uses/{other.pk}/" not in page
    assert "Read only" in page
    for act in ("change_use", "drop_use", "finish_use"):
        assert client.get(at(act, other.pk)).status_code == 403
        assert client.get(at(act, mine.pk)).status_code == 200
    assert client.post(at("advance_use", other.pk, "start")).status_code == 403
    assert client.post(at("remove_part", "use", other.pk)).status_code == 403
    assert client.post(at("move", "use", other.pk)).status_code == 403
    gone = client.post(at("remove_part", "use", mine.pk))
    back = client.post(at("restore"), {"entries": gone.headers["Location"].partition("undo=")[2]})
    assert back.status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert Use.objects.filter(organisation=own).count() == 1


def test_coordinator_without_institution_is_refused_with_a_reason(
    browser: Callable[[str], Client], event: Event, at: At
) -> None:
    refused = browser("coordinator").get(f"{at('add_use')}?lang=en")
    assert refused.status_code == 403
    assert "The secretariat can name you as its representative." in refused.text
    assert at("add_use") not in browser("coordinator").get(at("uses")).text


def test_write_use_by_the_action_asks_the_policy_too(world: World, event: Event, own: Organisation) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert by.represents == {own.pk}
        other = Use.objects.select_related("organisation", "event").get()
        with pytest.raises(Refused):
            write_use(by=by, event=event, organisation=other.organisation, title_th="x")
        with pytest.raises(Refused):
            write_use(by=by, event=event, organisation=other.organisation, use=other, title_th="x")
        with pytest.raises(Refused):
            advance_use(by=by, use=other, act=transitions.START)


def test_write_use_stays_with_its_institution(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_organisation(by, "มหาวิทยาลัยริมน้ำ")
        with pytest.raises(Problem):
            write_use(by=by, event=event, organisation=other, use=event.uses.get(), title_th="x")


def test_change_use_that_somebody_saved_meanwhile_asks(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        use = event.uses.get()
        sources = use.sources.count()
    address = at("change_use", use.pk)
    opened = version_of(client, address)
    with user_scope(world.users["secretariat"], "alpha") as by:
        advance_use(by=by, use=use, act=transitions.START)
    late = client.post(address, {"version": opened, "title_th": "ของคนที่สอง"})
    assert late.status_code == 409
    with user_scope(world.users["secretariat"], "alpha"):
        use.refresh_from_db()
        assert use.title_th == "ปรับปรุงกระบวนการ"
        assert use.sources.count() == sources


# --- its life


@pytest.mark.parametrize("state", UseState.values)
@pytest.mark.parametrize("act", [transitions.START, transitions.FINISH, transitions.DROP, transitions.REOPEN])
def test_advance_use_follows_the_table_and_nothing_else(
    world: World, event: Event, state: str, act: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        use = event.uses.get()
        Use.objects.filter(pk=use.pk).update(
            state=state, dropped_reason="ก่อนหน้า" if state == UseState.DROPPED else ""
        )
        after = transitions.USE.get((state, act))
        if after is None:
            with pytest.raises(Problem):
                advance_use(by=by, use=use, act=act, reason="เหตุผล")
            return
        assert advance_use(by=by, use=use, act=act, reason="เหตุผล").state == after
        use.refresh_from_db()
        assert use.dropped_reason == ("เหตุผล" if after == UseState.DROPPED else "")
        assert AuditEntry.objects.get(act=f"{act}_use").changes == {"state": [state, after]}


def test_transitions_name_every_state_that_can_be_reached() -> None:
    assert set(transitions.USE.values()) == set(UseState.values)
    assert transitions.use_acts(UseState.INTENDED) == ("start", "finish", "drop")
    assert transitions.use_acts(UseState.DONE) == ("reopen",)


def test_drop_use_needs_its_reason(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        use = event.uses.get()
    assert client.post(at("drop_use", use.pk), {"reason": ""}).status_code == 422
    assert client.post(at("drop_use", use.pk), {"reason": "งบประมาณไม่พอ"}).status_code == 302
    assert "งบประมาณไม่พอ" in client.get(at("uses")).text
    stale = client.post(f"{at('drop_use', use.pk)}?lang=en", {"reason": "อีกครั้ง"})
    assert stale.status_code == 422
    assert "somebody has changed the state meanwhile" in stale.text


def test_finish_use_says_what_changed(
    world: World, browser: Callable[[str], Client], event: Event, at: At
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["secretariat"], "alpha"):
        use = event.uses.get()
    client.post(at("advance_use", use.pk, "start"))
    client.post(at("finish_use", use.pk), {"change_th": "ลดเวลาจาก 5 วันเหลือ 2 วัน"})
    with user_scope(world.users["secretariat"], "alpha"):
        use.refresh_from_db()
        assert (use.state, use.change_th) == (UseState.DONE, "ลดเวลาจาก 5 วันเหลือ 2 วัน")
    assert client.post(at("advance_use", use.pk, "nonsense")).status_code == 404
    again = client.post(f"{at('advance_use', use.pk, 'start')}?lang=en", follow=True)
    assert "somebody has changed the state meanwhile" in again.text


def test_use_of_another_network_is_not_found(
    world: World, browser: Callable[[str], Client], event: Event, foreign: Event, at: At
) -> None:
    with system_scope("test", world.b.pk):
        use = foreign.uses.get().pk
    client = browser("secretariat")
    for act in ("change_use", "drop_use", "finish_use"):
        assert client.get(at(act, use)).status_code == 404
        assert client.get(reverse(f"events:{act}", args=["alpha", foreign.pk, use])).status_code == 404
    assert client.post(at("advance_use", use, "start")).status_code == 404
