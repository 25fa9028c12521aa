"""The bearer of one partner's link reaches nothing of another, whatever ids and words are sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern

from samphan.engagement.actions.papers import issue_paper
from samphan.engagement.actions.taking_part import add_benefit
from samphan.engagement.models import Benefit, ClaimAnswer, Participation, PartnerWords
from samphan.engagement.urls import partner as urls
from samphan.projects.models import ProjectPartner, ProjectResource
from samphan.tenancy.scope import user_scope
from tests.engagement.conftest import NOW, Bananas, make_bananas
from tests.engagement.test_consent import SAID

if TYPE_CHECKING:
    from tests.personas import World

NAME = {"said_by": "คนแปลกหน้า"}


@pytest.fixture
def mangoes(world: World) -> Bananas:
    """Another project, of which something of every kind was said by and about its partner."""
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = make_bananas(by, "มะม่วงลับ")
        add_benefit(
            by=by,
            partner=made.community,
            kind="cost",
            words="ต้นทุนลับ",
            voice="partner",
            **SAID,
        )
        PartnerWords.objects.create(
            network_id=by.network_id,
            project=made.project,
            partner=made.community,
            words="คำลับ",
            channel="spoken",
            said_by="ก",
            at=NOW,
        )
        issue_paper(by=by, partner=made.community, kind="letter", signer_name="ผู้ลงนามลับ", now=NOW)
        return made


def test_every_address_of_the_page_with_ids_of_another_project_finds_nothing(
    world: World, bananas: Bananas, mangoes: Bananas
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        benefit = Benefit.objects.get(partner=mangoes.community, voice="partner")
        words = PartnerWords.objects.get(partner=mangoes.community)
        resource = ProjectResource.objects.get(partner=mangoes.community)
        ours = Benefit.objects.get(partner=mangoes.community, voice="university")
        paper = mangoes.community.__class__.objects.get(pk=mangoes.community.pk)
    tried = {
        "partner_claim": [f"resource:{resource.pk}", f"benefit:{ours.pk}", "unknown", "need/../x", "\u0e01"],
        "partner_gain_back": [benefit.pk, ours.pk, 0, 2**63],
        "partner_words_back": [words.pk, 0, 2**63],
        "partner_photo": [words.pk],
        "partner_stage": ["unknown"],
        "partner_form": ["exe"],
        "partner_paper": [f"{paper.pk}/pdf", "1/pdf", "1/exe"],
    }
    with_ids = {
        each.name: str(each.pattern)
        for each in urls.urlpatterns
        if isinstance(each, URLPattern) and str(each.pattern).count("<") > 1
    }
    assert set(with_ids) == set(tried), "an address of the page that is not tried here"
    client = Client()
    for name, values in tried.items():
        tail = with_ids[name].partition("/")[2]
        for value in values:
            path = bananas.link + tail.replace(tail[tail.index("<") : tail.rindex(">") + 1], str(value))
            data = {
                "verdict": "disputed",
                "words": "x",
                "intensity": "4",
                "what": "cost",
                "fingerprint": "0",
                **NAME,
            }
            for answer in (client.get(path), client.post(path, data)):
                assert answer.status_code in {404, 405}, (path, answer.status_code)
                assert "ลับ" not in answer.text, path
    with user_scope(world.users["secretariat"], "alpha"):
        benefit.refresh_from_db()
        words.refresh_from_db()
        assert (benefit.withdrawn_at, words.withdrawn_at) == (None, None)
        assert not ClaimAnswer.objects.exists()
        assert not Participation.objects.filter(voice="partner").exists()


def test_fields_that_name_another_partner_are_not_listened_to(
    world: World, bananas: Bananas, mangoes: Bananas
) -> None:
    smuggled = {
        "partner": mangoes.community.pk,
        "partner_id": mangoes.community.pk,
        "project": mangoes.project.pk,
        "voice": "university",
        "channel": "office",
        "recorded_by": "Secretariat",
        "network": "beta",
        **NAME,
    }
    client = Client()
    assert (
        client.post(f"{bananas.link}gains/", {"what": "cost", "words": "ของเรา", **smuggled}).status_code
        == 302
    )
    assert client.post(f"{bananas.link}words/", {"words": "คำของเรา", **smuggled}).status_code == 302
    assert client.post(f"{bananas.link}stages/think/", {"intensity": "4", **smuggled}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        for row in (
            Benefit.objects.get(words="ของเรา"),
            PartnerWords.objects.get(words="คำของเรา"),
            Participation.objects.get(voice="partner"),
        ):
            told = (row.partner_id, row.project_id, row.channel, row.recorded_by, row.said_by)
            assert told == (bananas.community.pk, bananas.project.pk, "link", "", "คนแปลกหน้า")
        assert Benefit.objects.get(words="ของเรา").voice == "partner"


@pytest.mark.parametrize("score", ["-1", "5", "๙", "1.5", "", "NaN", "4\x00"])
def test_intensity_that_is_none_of_the_five_is_refused(world: World, bananas: Bananas, score: str) -> None:
    page = Client().post(f"{bananas.link}stages/think/", {"intensity": score, **NAME})
    assert page.status_code == 422
    with user_scope(world.users["secretariat"], "alpha"):
        assert not Participation.objects.filter(voice="partner").exists()


def test_name_kept_for_a_visit_is_signed(world: World, bananas: Bananas) -> None:
    client = Client()
    client.cookies["samphan_speaker"] = "Governor"
    assert "Governor" not in client.get(f"{bananas.link}gains/").text
    client.post(bananas.link, {"said_by": "ป้าแดง"})
    client.cookies["samphan_speaker"]["path"] = "/"
    assert "ป้าแดง" not in client.get(f"{bananas.other_link}gains/").text


def test_partner_in_no_register_answers_like_any_other(world: World, bananas: Bananas) -> None:
    from tests.engagement.conftest import path_of

    with user_scope(world.users["secretariat"], "alpha") as by:
        group = ProjectPartner.objects.create(
            network_id=by.network_id, project=bananas.project, name="กลุ่มเลี้ยงผึ้ง (ยังไม่ตั้งชื่อ) <b>", order=9
        )
        path = path_of(by, group)
    client = Client()
    page = client.get(path)
    assert (page.status_code, "&lt;b&gt;" in page.text) == (200, True)
    assert client.post(f"{path}gains/", {"what": "gained", "words": "ได้น้ำผึ้ง", **NAME}).status_code == 302
    assert client.get(f"{path}form/docx/").status_code == 200
    with user_scope(world.users["secretariat"], "alpha"):
        assert Benefit.objects.get(partner=group).words == "ได้น้ำผึ้ง"


def test_link_with_which_somebody_plays_fills_no_disk(
    world: World, bananas: Bananas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samphan.engagement.actions.speaking.MOST_BY_LINK", 3)
    client = Client()
    for place, words in (("gains/", {"what": "cost"}), ("words/", {})):
        answers = [
            client.post(f"{bananas.link}{place}?lang=en", {"words": f"ครั้งที่ {count}", **words, **NAME})
            for count in range(4)
        ]
        assert [each.status_code for each in answers] == [302, 302, 302, 422]
        assert ("ครั้งที่ 3" in answers[3].text, "Very much was added" in answers[3].text) == (True, True)
    shown = re.search(r'name="fingerprint" value="(\w+)"', client.get(f"{bananas.link}statements/need/").text)
    assert shown
    said = {"verdict": "confirmed", "fingerprint": shown[1], **NAME}
    asked = [client.post(f"{bananas.link}statements/need/", said).status_code for _count in range(4)]
    rated = [
        client.post(f"{bananas.link}stages/do/", {"intensity": count, **NAME}).status_code
        for count in range(4)
    ]
    assert (asked, rated) == ([302, 302, 302, 422], [302, 302, 302, 422])
    assert client.post(f"{bananas.link}stages/plan/", {"intensity": 1, **NAME}).status_code == 302
    other = client.post(f"{bananas.other_link}words/", {"words": "ของอีกภาคี", **NAME})
    assert other.status_code == 302
    with user_scope(world.users["secretariat"], "alpha") as by:
        add_benefit(by=by, partner=bananas.community, kind="cost", words="จดให้", voice="partner", **SAID)
