"""Offers and needs: who writes them, what is suggested and why, what a person decides."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from samphan.kit.errors import Problem, Refused
from samphan.projects.actions.listings import advance_listing, decide_match, write_listing
from samphan.projects.actions.possible import ChosenPartner, open_call, propose_project, start_project
from samphan.projects.models import Listing, ListingMatch
from samphan.projects.queries.matches import matches, said
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members

TODAY = dt.date(2026, 5, 1)


def listing(by: Actor, members: Members, side: str = "offer", **words: Any) -> Listing:
    organisation = words.pop("organisation", members.own if side == "offer" else members.other)
    given = {"kind": "expertise", "title_th": "การวิเคราะห์คุณภาพน้ำทะเลสาบ"} | words
    return write_listing(by=by, organisation=organisation, side=side, **given)


def test_suggest_by_text_kind_theme_place_and_past_with_reasons(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        possible = open_call(
            by=by,
            possible=propose_project(by=by, title_th="ทะเลสาบของเรา"),
            until=dt.date(2999, 1, 1),
            now=NOW,
        )
        both = [ChosenPartner(members.own), ChosenPartner(members.other)]
        start_project(by=by, possible=possible, partners=both, now=NOW)
        offer = listing(by, members, themes=["น้ำ"], place="สงขลา")
        need = listing(
            by, members, "need", title_th="ต้องการผู้สอนการวิเคราะห์คุณภาพน้ำ", themes=["น้ำ"], place=" สงขลา"
        )
        listing(by, members, "need", title_th="หาเวทีดนตรีไทย", kind="space")
        found = matches(by, offer, today=TODAY)
        assert [each.other for each in found.suggested] == [need]
        reasons = {each.code: each.found for each in found.suggested[0].reasons}
        assert set(reasons) == {"words", "text", "kind", "theme", "place", "partners"}
        assert (reasons["theme"], reasons["partners"]) == ("น้ำ", "ทะเลสาบของเรา")
        assert "คุณภาพ" in reasons["words"]
        assert [str(each) for each in found.suggested[0].reasons if each.code == "kind"] == [
            "Same kind: expertise"
        ]
        # The same seen from the other side.
        assert [each.other for each in matches(by, need, today=TODAY).suggested] == [offer]


@pytest.mark.parametrize(
    "words",
    [
        {"title_th": "หาเวทีดนตรีไทย", "kind": "space"},
        {"state": "closed"},
        {"valid_until": dt.date(2026, 4, 30)},
        {"own": True},
    ],
    ids=["nothing in common", "closed", "expired", "own institution"],
)
def test_suggest_nothing_that_does_not_fit(world: World, members: Members, words: dict[str, Any]) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        offer = listing(by, members)
        organisation = members.own if words.pop("own", False) else members.other
        state = words.pop("state", "")
        need = listing(by, members, "need", organisation=organisation, **words)
        if state:
            advance_listing(by=by, listing=need, act="close")
        assert matches(by, offer, today=TODAY).suggested == []


def test_decide_match_keeps_the_reasons_and_sends_nothing(
    world: World, browser: Callable[[str], Client], members: Members, at: Callable[..., str]
) -> None:
    from samphan.comms.models import Message

    with user_scope(world.users["lead"], "alpha") as by:
        offer, need = listing(by, members), listing(by, members, "need")
        sent = Message.objects.count()
    client = browser("coordinator")
    assert client.post(at("match_decide", offer.pk, need.pk), {"accept": "1"}).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        match = ListingMatch.objects.get()
        assert (match.offer, match.need, match.state, match.decided_by) == (
            offer,
            need,
            "accepted",
            "Coordinator",
        )
        assert [code for code, _found in match.reasons] == ["words", "text", "kind"]
        assert said(match)[2] == "Same kind: expertise"
        found = matches(by, offer, today=TODAY)
        assert ([each.other for each in found.accepted], found.suggested) == ([need], [])
        assert AuditEntry.objects.get(act="decide_match").changes["state"] == [None, "accepted"]
    client.post(at("match_decide", need.pk, offer.pk), {"accept": "0"})
    with user_scope(world.users["lead"], "alpha") as by:
        assert [each.other for each in matches(by, need, today=TODAY).dismissed] == [offer]
        assert Message.objects.count() == sent
        with pytest.raises(Problem, match="an offer and a need"):
            decide_match(by=by, offer=need, need=offer, state="accepted", now=NOW)
        with pytest.raises(Problem, match="its side stays"):
            write_listing(by=by, organisation=members.own, listing=offer, side="need")


def test_coordinator_writes_listings_of_own_institution_alone(world: World, members: Members) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        other = listing(by, members, "need")
    with user_scope(world.users["coordinator"], "alpha") as by:
        own = listing(by, members)
        assert advance_listing(by=by, listing=own, act="match").state == "matched"
        assert advance_listing(by=by, listing=own, act="reopen").state == "open"
        with pytest.raises(Refused):
            listing(by, members, organisation=members.other)
        with pytest.raises(Refused):
            advance_listing(by=by, listing=other, act="close")
    with user_scope(world.users["partner"], "alpha") as by, pytest.raises(Refused):
        listing(by, members)


def test_write_listing_by_form_and_filter(
    world: World, browser: Callable[[str], Client], members: Members, at: Callable[..., str]
) -> None:
    client = browser("coordinator")
    page = client.get(at("listing_new"), query_params={"side": "need"})
    assert ("มหาวิทยาลัยของเรา" in page.text, "มหาวิทยาลัยริมน้ำ" in page.text) == (True, False)
    data = {
        "side": "need", "kind": "space", "title_th": "หาห้องประชุม", "organisation": members.own.pk,
        "themes": "ประชุม, สถานที่ , ประชุม", "valid_until": "31 ธ.ค. 2599",
    }  # fmt: skip
    assert client.post(at("listing_new"), data | {"organisation": members.other.pk}).status_code == 422
    many = client.post(at("listing_new"), data | {"themes": ",".join(map(str, range(11)))})
    assert (many.status_code, "หาห้องประชุม" in many.text) == (422, True)
    assert client.post(at("listing_new"), data).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        made = Listing.objects.get()
        assert [each.theme.name_th for each in made.themes.order_by("id")] == ["ประชุม", "สถานที่"]
        theme = made.themes.order_by("id")[0].theme_id
        listing(by, members, title_th="ผู้เชี่ยวชาญ", valid_until=dt.date(2020, 1, 1))
    for query, expected in (
        ({}, (True, False)),
        ({"theme": theme}, (True, False)),
        ({"side": "offer", "state": "all"}, (False, True)),
        ({"state": "expired"}, (False, True)),
        ({"kind": "space", "q": "ห้อง"}, (True, False)),
        ({"owner": members.other.pk}, (False, False)),
    ):
        text = client.get(at("listings"), query_params=query).text.partition("<main")[2]
        assert ("หาห้องประชุม" in text, "ผู้เชี่ยวชาญ" in text) == expected, query
    changed = client.post(
        at("listing_change", made.pk), data | {"title_th": "หาห้อง", "themes": "", "version": "1"}
    )
    assert changed.status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        made.refresh_from_db()
        assert (made.title_th, made.themes.count()) == ("หาห้อง", 0)


def test_open_listing_asks_as_often_with_many(
    world: World,
    browser: Callable[[str], Client],
    members: Members,
    at: Callable[..., str],
    statements: Statements,
) -> None:
    client = browser("secretariat")
    with user_scope(world.users["lead"], "alpha") as by:
        offer = listing(by, members, themes=["น้ำ"])
    counts = []
    for _number in range(3):
        with user_scope(world.users["lead"], "alpha") as by:
            listing(by, members, "need", themes=["น้ำ"])
        for page in (at("listing", offer.pk), at("listings"), at("listings_export")):
            with statements() as sent:
                assert client.get(page).status_code == 200
            counts.append(len(sent))
    assert counts[:3] == counts[6:]
