"""What a village reads: its own words, never those of an office; the same ones on the page and on paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.models import AskAbout, AskKind, ClaimVerdict, Intensity, PartnerAsk, Stage
from samphan.engagement.queries.asks import last_ask
from samphan.engagement.queries.papers import answer_form
from samphan.engagement.queries.plain_words import STAGE_QUESTIONS, VERDICTS
from samphan.engagement.queries.sides import says
from samphan.kit.documents.model import plain
from samphan.kit.partial import PartialDate
from samphan.tenancy.scope import user_scope
from tests.engagement.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engagement.conftest import Bananas
    from tests.personas import World

EN = "?lang=en"
NAME = {"said_by": "ป้าแดง ใจดี"}


def test_stages_are_told_as_they_are_asked(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["lead"], "alpha"):
        line = says(bananas.community).line("stages")
    assert line is not None
    assert line.claim.lines == [
        "When it was thought out what to do and why – you took part in doing it",
        "When it was planned: who does what, when, with what money – you were asked and said what you think",
        "When the work was done – you took part in deciding, or you led",
        "When it was looked at whether it went well – you took part in doing it",
        "When what came of it was shared out and used – you took part in deciding, or you led",
    ]


def test_steps_and_summary_hold_no_word_of_an_office(world: World, bananas: Bananas) -> None:
    client = Client()
    client.post(f"{bananas.link}stages/think/", {"intensity": "1", "note": "", **NAME})
    start, summary = (client.get(f"{bananas.link}{page}{EN}").text for page in ("", "summary/"))
    for question in STAGE_QUESTIONS.values():
        assert (str(question) in start, str(question) in summary) == (True, True)
    assert "We were told about it" in summary
    for label in (*Stage.labels, *Intensity.labels):
        assert (f">{label}<" in start, f">{label}<" in summary) == (False, False)
        assert f": {label}<" not in summary


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (PartialDate.of(dt.date(2023, 1, 1), "year"), ("ตั้งแต่ พ.ศ. 2566", "since 2023")),
        (PartialDate.of(dt.date(2023, 3, 1), "month"), ("ตั้งแต่ มีนาคม 2566", "since March 2023")),
    ],
)
def test_year_alone_is_said_with_its_era(
    world: World, bananas: Bananas, since: PartialDate, said: tuple[str, str]
) -> None:
    bananas.community.since = since
    with user_scope(world.users["lead"], "alpha"):
        bananas.community.save(update_fields=["since"])
        line = says(bananas.community).line("part")
    assert line is not None
    for language, words in zip(("th", "en"), said, strict=True):
        with translation.override(language):
            # The Thai sentence stands in the catalogue; what is asked here is its date.
            assert words.split(" ", 1)[1] in line.claim.sentence


def test_boxes_of_the_paper_are_the_answers_of_the_page_and_of_the_office(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    assert [code for code, _words in VERDICTS] == ClaimVerdict.values
    with user_scope(world.users["lead"], "alpha"):
        paper = answer_form(says(bananas.community), issuer="เครือข่าย", created=NOW)
        text = " ".join(plain(each) for each in paper.texts())
        address = at("record_answers", bananas.project.pk, bananas.community.pk)
    page = Client().get(f"{bananas.link}statements/part/?lang=th").text
    office = browser("lead").get(f"{address}?lang=th").text
    with translation.override("th"):
        for _code, words in VERDICTS:
            assert [str(words) in each for each in (text, page, office)] == [True] * 3


def test_start_does_not_tell_what_another_link_was_sent_for(world: World, bananas: Bananas) -> None:
    community = bananas.community
    with user_scope(world.users["lead"], "alpha") as by:
        asked = ask_partner(by=by, partner=community, purpose="เล่าให้ครบสองฝ่าย", now=timezone.now()).ask
        for about in (AskAbout.FOLLOW_UP, AskAbout.CERTIFICATE, AskAbout.RATING):
            PartnerAsk.objects.create(
                network_id=by.network_id,
                project=community.project,
                partner=community,
                kind=AskKind.LINK,
                about=about,
                purpose="ลับของลิงก์อื่น",
                on=timezone.localdate(),
                by_name="คนอื่น",
            )
        assert last_ask(community) == asked
    page = Client().get(f"{bananas.link}{EN}").text
    assert ("It is for this: เล่าให้ครบสองฝ่าย" in page, "ลับของลิงก์อื่น" in page) == (True, False)


def test_photograph_that_was_refused_has_to_be_chosen_again_and_the_page_says_so(
    world: World, bananas: Bananas
) -> None:
    page, again = f"{bananas.link}words/{EN}", "Only the photograph has to be chosen again."
    client = Client()
    empty = client.post(page, {"words": "", **NAME})
    photo = SimpleUploadedFile("a.jpg", b"GIF89a" + b"0" * 40)
    refused = client.post(page, {"words": "ยังอยู่", "photo": photo, "consent": "not_needed", **NAME})
    assert [each.status_code for each in (empty, refused)] == [422, 422]
    assert [again in each.text for each in (empty, refused)] == [False, True]
    assert "What you wrote is still here" in refused.text
