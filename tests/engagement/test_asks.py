"""Asking a partner: the link that is sent, how often a community was asked, a link that was renewed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from samphan.comms.models import Message
from samphan.directory.actions.merging import merge_records
from samphan.engagement.actions.asks import ask_partner, renew_link
from samphan.engagement.models import PartnerAsk
from samphan.engagement.queries.asks import burden_of, burden_of_organisation, hidden_asks
from samphan.kit.errors import Problem
from samphan.projects.models import ProjectPartner
from samphan.tenancy.scope import user_scope
from tests.engagement.conftest import NOW, make_partner, make_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.engagement.conftest import Bananas
    from tests.personas import World


def test_ask_by_mail_carries_the_link_and_is_noted(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("lead")
    path = at("ask", bananas.project.pk, bananas.community.pk)
    assert client.post(path, {"kind": "link", "purpose": "ยืนยันข้อความ", "by_mail": "on"}).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        message = Message.objects.get()
        assert message.to_address == "daeng@example.org"
        assert bananas.link in message.text
        asked = PartnerAsk.objects.get()
        assert (asked.kind, asked.purpose, asked.by_name) == ("link", "ยืนยันข้อความ", "Lead")
        with pytest.raises(Problem, match="No e-mail address"):
            ask_partner(by=by, partner=bananas.other, now=NOW, by_mail=True)
    shown = client.get(at("partner_link", bananas.project.pk, bananas.community.pk)).text
    assert ("<svg" in shown, bananas.link in shown) == (True, True)
    assert (
        browser("board").get(at("partner_link", bananas.project.pk, bananas.community.pk)).status_code == 403
    )


def test_community_that_was_asked_three_times_is_asked_again_knowingly(
    world: World, bananas: Bananas
) -> None:
    today = dt.date(2026, 5, 1)
    with user_scope(world.users["secretariat"], "alpha") as by:
        second = make_project(by, "อีกโครงการ")
        twin = ProjectPartner.objects.create(
            network_id=by.network_id, project=second, organisation=bananas.community.organisation
        )
        twin = ProjectPartner.objects.select_related("project", "organisation").get(pk=twin.pk)
        long_ago = NOW - dt.timedelta(days=91)
        ask_partner(by=by, partner=twin, now=long_ago)
        for partner in (twin, bananas.community, twin):
            ask_partner(by=by, partner=partner, now=NOW)
        assert burden_of(bananas.community, today).recent == 3
        with pytest.raises(Problem, match="asked 3 times in the last 90 days"):
            ask_partner(by=by, partner=bananas.community, now=NOW)
        ask_partner(by=by, partner=bananas.community, now=NOW, all_the_same=True)
        burden = burden_of(twin, today)
        assert (burden.recent, burden.is_heavy) == (4, True)
        assert burden_of(bananas.other, today).recent == 0


def test_asks_of_a_community_count_under_both_of_its_merged_records(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_partner(by, make_project(by, "สวนกล้วย"), "แม่บ้านบ้านนา (ชื่อเดิม)")
        for partner in (bananas.community, other):
            ask_partner(by=by, partner=partner, now=NOW)
        merge_records(
            by=by, kept=bananas.community.organisation, merged=other.organisation, now=timezone.now()
        )
        rows = ProjectPartner.objects.select_related("organisation")
        burdens = [burden_of(rows.get(pk=each.pk), NOW.date()).recent for each in (bananas.community, other)]
        pages = [
            burden_of_organisation(by.network_id, each.organisation_id or 0, NOW.date()).recent
            for each in (bananas.community, other)
        ]
        assert (burdens, pages) == ([2, 2], [2, 2])


def test_burden_page_hides_private_projects_and_still_counts_them(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        hidden = make_project(by, "โครงการลับ", visibility="private")
        twin = ProjectPartner.objects.create(
            network_id=by.network_id, project=hidden, organisation=bananas.community.organisation
        )
        ask_partner(by=by, partner=bananas.community, purpose="เยี่ยมบ้าน", now=NOW)
        ask_partner(by=by, partner=ProjectPartner.objects.select_related("project").get(pk=twin.pk), now=NOW)
    organisation = bananas.community.organisation_id
    page = browser("board").get(f"{at('burden', organisation)}?lang=en").text
    assert ("เยี่ยมบ้าน" in page, "โครงการลับ" in page, "1 more in a project" in page) == (True, False, True)
    assert "โครงการลับ" in browser("secretariat").get(at("burden", organisation)).text
    assert "เยี่ยมบ้าน" not in browser("secretariat").get(f"{at('burden', organisation)}?q=ไม่มี").text
    assert browser("board").get(at("burden_export", organisation)).status_code == 200
    with user_scope(world.users["board"], "alpha") as by:
        assert hidden_asks(by, organisation or 0) == 1


def test_renewed_link_lets_the_old_one_open_nothing(world: World, bananas: Bananas) -> None:
    from django.test import Client as Phone

    from samphan.tenancy import links

    with user_scope(world.users["lead"], "alpha") as by:
        new = links.path(renew_link(by=by, partner=bananas.community, now=timezone.now()), "alpha")
    assert (Phone().get(bananas.link).status_code, Phone().get(new).status_code) == (410, 200)
