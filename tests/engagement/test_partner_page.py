"""The partner's own page by personal link: confirm, correct, dispute, gains and costs, five stages, words."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from samphan.engagement import policy
from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.actions.papers import issue_paper
from samphan.engagement.actions.taking_part import add_benefit, rate_stages
from samphan.engagement.actions.words import add_words
from samphan.engagement.models import Benefit, ClaimAnswer, Participation, PartnerWords, Situation
from samphan.engagement.queries.sides import confirmation_of, says
from samphan.kit.errors import Refused
from samphan.projects.models import Project, ProjectPartner
from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import link_scope, user_scope
from tests.architecture.test_hostile_walk import TYPED
from tests.engagement.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Statements
    from tests.engagement.conftest import Bananas
    from tests.personas import World

EN = "?lang=en"
NAME = {"said_by": "ป้าแดง ใจดี"}
PAGES = ("", "statements/part/", "gains/", "stages/think/", "words/", "summary/", "became/")


def fingerprint(client: Client, path: str) -> str:
    found = re.search(r'name="fingerprint" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def answer(client: Client, bananas: Bananas, key: str, verdict: str, words: str = "", **more: str) -> int:
    path = f"{bananas.link}statements/{key}/"
    data = {"verdict": verdict, "words": words, "fingerprint": fingerprint(client, path), **NAME, **more}
    return client.post(path, data).status_code


def test_every_step_by_link_without_account_or_script(world: World, bananas: Bananas) -> None:
    client = Client()
    for page in PAGES:
        shown = client.get(f"{bananas.link}{page}{EN}")
        assert shown.status_code == 200, page
        assert "<script" not in shown.text, page
        assert "no-store" in shown["Cache-Control"], page


def test_going_on_saves_what_was_typed_first(world: World, bananas: Bananas) -> None:
    client = Client()
    path = f"{bananas.link}gains/"
    gain = {"what": "cost", "words": "เสียเวลาวันเสาร์สี่คน", **NAME}
    assert client.post(path, gain)["Location"] == path
    onward = client.post(path, {"onward": "", **NAME})
    assert (onward.status_code, onward["Location"]) == (302, f"{bananas.link}stages/think/")
    half = client.post(path, {"onward": "", "words": "รถเสียบ่อย", **NAME})
    assert half.status_code == 422
    assert "รถเสียบ่อย" in half.text
    whole = client.post(path, {"onward": "", **gain, "words": "รถเสียบ่อย"})
    assert whole["Location"] == f"{bananas.link}stages/think/"
    with user_scope(world.users["lead"], "alpha"):
        told = Benefit.objects.filter(partner__project=bananas.project, voice="partner").order_by("pk")
        assert list(told.values_list("words", flat=True)) == ["เสียเวลาวันเสาร์สี่คน", "รถเสียบ่อย"]


def test_partner_confirms_corrects_disputes_and_says_own_side(world: World, bananas: Bananas) -> None:
    client = Client()
    first = client.post(bananas.link, NAME)
    assert (first.status_code, first["Location"]) == (302, f"{bananas.link}statements/part/")
    assert answer(client, bananas, "part", "confirmed") == 302
    assert answer(client, bananas, "need", "corrected", "ล้นตลาดเฉพาะหน้าฝน") == 302
    assert answer(client, bananas, "served", "disputed", "มากันแค่ 20 คน") == 302
    assert answer(client, bananas, "question", "cannot_say") == 302
    gain = {"what": "cost", "words": "เสียเวลาวันเสาร์สี่คน", **NAME}
    assert client.post(f"{bananas.link}gains/", gain).status_code == 302
    assert (
        client.post(f"{bananas.link}stages/think/", {"intensity": "1", "note": "", **NAME}).status_code == 302
    )
    said = {"words": "ภูมิใจที่ได้สอน", "may_publish": "on", **NAME}
    assert client.post(f"{bananas.link}words/", said).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        project = Project.objects.get(pk=bananas.project.pk)
        confirmation = confirmation_of([project])[project.pk]
        says = confirmation.partners[2]
        statuses = {each.claim.key.partition(":")[0]: each.status.value for each in says.lines}
        assert statuses == {
            "part": "confirmed", "need": "corrected", "question": "cannot_say", "resource": "unanswered",
            "benefit": "unanswered", "community": "unanswered", "stages": "unanswered", "served": "disputed",
        }  # fmt: skip
        assert (confirmation.state, says.confirmed, says.disputed) == ("disputed", 1, 2)
        kept = ClaimAnswer.objects.get(key="served")
        assert (kept.channel, kept.said_by, kept.recorded_by) == ("link", "ป้าแดง ใจดี", "")
        cost = Benefit.objects.get(voice="partner")
        assert (cost.kind, cost.state, cost.words) == ("cost", "achieved", "เสียเวลาวันเสาร์สี่คน")
        assert Participation.objects.get(voice="partner").intensity == 1
        assert PartnerWords.objects.get().may_publish
    summary = client.get(f"{bananas.link}summary/{EN}").text
    assert "มากันแค่ 20 คน" in summary


def test_dispute_without_words_loses_nothing(world: World, bananas: Bananas) -> None:
    client = Client()
    path = f"{bananas.link}statements/served/"
    data = {"verdict": "disputed", "words": " ", "fingerprint": fingerprint(client, path), **NAME}
    refused = client.post(f"{path}{EN}", data)
    assert refused.status_code == 422
    assert "Please write what is not true" in refused.text
    assert "ป้าแดง ใจดี" in refused.text
    nameless = client.post(f"{path}{EN}", {**data, "said_by": "", "words": "มากันแค่ 20 คน"})
    assert (nameless.status_code, "มากันแค่ 20 คน" in nameless.text) == (422, True)
    assert "Please write your name" in nameless.text


def test_claim_that_changed_while_it_was_read_is_shown_anew(world: World, bananas: Bananas) -> None:
    client = Client()
    path = f"{bananas.link}statements/need/"
    old = fingerprint(client, path)
    with user_scope(world.users["lead"], "alpha"):
        Project.objects.filter(pk=bananas.project.pk).update(need_th="กล้วยราคาตกทุกปี")
    refused = client.post(
        f"{path}{EN}", {"verdict": "confirmed", "words": "จริงที่สุด", "fingerprint": old, **NAME}
    )
    assert refused.status_code == 422
    assert "has changed this statement" in refused.text
    assert ("กล้วยราคาตกทุกปี" in refused.text, "จริงที่สุด" in refused.text) == (True, True)
    now = re.search(r'name="fingerprint" value="(\w+)"', refused.text)
    assert now is not None
    again = client.post(path, {"verdict": "confirmed", "fingerprint": now[1], **NAME})
    assert again.status_code == 302


def test_claim_that_changed_after_its_confirmation_is_asked_again(world: World, bananas: Bananas) -> None:
    client = Client()
    assert answer(client, bananas, "need", "confirmed") == 302
    with user_scope(world.users["lead"], "alpha"):
        Project.objects.filter(pk=bananas.project.pk).update(need_th="กล้วยราคาตกทุกปี")
        line = says(
            bananas.community.__class__.objects.select_related("project", "organisation").get(
                pk=bananas.community.pk
            )
        ).line("need")
        assert line is not None
        assert (line.status.value, line.is_open) == ("changed", True)
    page = client.get(f"{bananas.link}statements/need/{EN}").text
    assert "changed this after you had answered" in page


def test_link_shows_its_own_partner_and_nothing_else(world: World, bananas: Bananas) -> None:
    client = Client()
    texts = "".join(client.get(f"{bananas.link}{page}").text for page in PAGES)
    for secret in ("นายลับสุดยอด", "0899999999", "เงินลับของมหาวิทยาลัยบนเขา", "daeng@example.org"):
        assert secret not in texts
    assert (
        client.post(f"{bananas.other_link}gains/", {"what": "cost", "words": "ของคนอื่น", **NAME}).status_code
        == 302
    )
    client.post(f"{bananas.other_link}words/", {"words": "คำของคนอื่น", **NAME})
    with user_scope(world.users["lead"], "alpha"):
        foreign, foreign_words = Benefit.objects.get(voice="partner"), PartnerWords.objects.get()
    assert client.post(f"{bananas.link}gains/{foreign.pk}/back/").status_code == 404
    assert client.post(f"{bananas.link}words/{foreign_words.pk}/back/").status_code == 404
    texts = "".join(client.get(f"{bananas.link}{page}").text for page in PAGES)
    assert ("ของคนอื่น" in texts, "คำของคนอื่น" in texts) == (False, False)


def test_university_statement_is_not_taken_back_by_link(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["lead"], "alpha"):
        ours = Benefit.objects.get(voice="university")
    assert Client().post(f"{bananas.link}gains/{ours.pk}/back/").status_code == 404


def test_guessed_expired_and_revoked_links(world: World, bananas: Bananas) -> None:
    client = Client()
    guessed = client.get(f"/p/alpha/partners/{'A' * 24}/")
    assert guessed.status_code == 404
    with user_scope(world.users["lead"], "alpha"):
        Link.objects.filter(subject_id=bananas.community.pk).update(
            expires_at=timezone.now() - dt.timedelta(minutes=1)
        )
    ended = client.get(f"{bananas.link}{EN}")
    assert (ended.status_code, "Ask whoever sent it to you" in ended.text) == (410, True)
    assert "It was sent by Network A." in ended.text
    assert client.post(f"{bananas.link}gains/", {"what": "cost", "words": "ช้าไป", **NAME}).status_code == 410
    other_network = bananas.other_link.replace("/alpha/", "/beta/")
    assert client.get(other_network).status_code == 404


def test_forwarded_link_names_whom_it_is_for_and_asks_who_answers(world: World, bananas: Bananas) -> None:
    first, second = Client(), Client()
    assert answer(first, bananas, "part", "confirmed") == 302
    page = second.get(f"{bananas.link}{EN}").text
    assert ("กลุ่มแม่บ้านบ้านนา" in page, "ป้าแดง" in page, 'type="text" name="said_by"' in page) == (
        True,
        True,
        True,
    )
    assert answer(second, bananas, "part", "disputed", "เราไม่ได้ร่วม", said_by="ลุงดำ") == 302
    shown = second.get(f"{bananas.link}statements/part/{EN}").text
    assert ("ป้าแดง ใจดี" in shown, "ลุงดำ" in shown) == (True, True)
    with user_scope(world.users["lead"], "alpha"):
        kept = ClaimAnswer.objects.filter(key="part").order_by("id")
        assert [(each.said_by, each.verdict) for each in kept] == [
            ("ป้าแดง ใจดี", "confirmed"),
            ("ลุงดำ", "disputed"),
        ]
    assert 'type="hidden" name="said_by" value="ลุงดำ"' in second.get(f"{bananas.link}gains/").text
    assert 'value="ลุงดำ"' not in second.get(f"{bananas.other_link}gains/").text


def photograph(side: int = 40) -> SimpleUploadedFile:
    from PIL import Image

    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (side, side), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("บ้านนา.jpg", out.getvalue())


def test_photograph_is_kept_without_hidden_data_and_taken_back(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = Client()
    path = f"{bananas.link}words/"
    unasked = {"photo": photograph(), "consent": "missing", "may_publish": "on", **NAME}
    assert client.post(path, unasked).status_code == 422
    # A box that nobody ticked speaks for nobody in the picture.
    assert client.post(path, {**unasked, "photo": photograph(), "consent": ""}).status_code == 422
    assert client.post(path, {"photo": photograph(), **NAME}).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        silent = PartnerWords.objects.get()
        assert silent.consent == "missing"
    assert client.post(f"{path}{silent.pk}/back/").status_code == 302
    assert client.post(path, {"photo": photograph(), "consent": "given", **NAME}).status_code == 302
    with user_scope(world.users["lead"], "alpha"):
        kept = PartnerWords.objects.exclude(pk=silent.pk).get()
    shown = client.get(f"{path}{kept.pk}/photo/")
    assert (shown.status_code, b"SecretCamera" in shown.content) == (200, False)
    office = at("photo", bananas.project.pk, kept.pk, "large")
    assert browser("secretariat").get(office).status_code == 200
    assert client.post(f"{path}{kept.pk}/back/").status_code == 302
    assert client.get(f"{path}{kept.pk}/photo/").status_code == 404
    assert browser("secretariat").get(office).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x00\x00\x00\x18ftypheic" + b"0" * 40,
        b"GIF89a" + b"0" * 40,
        b"\xff\xd8\xff" + b"x" * 99,
    ],
    ids=["svg", "heic", "gif", "broken"],
)
def test_file_that_is_no_photograph_is_refused_in_words(
    world: World, bananas: Bananas, content: bytes
) -> None:
    data = {"photo": SimpleUploadedFile("a.jpg", content), "words": "ยังอยู่", "consent": "not_needed", **NAME}
    refused = Client().post(f"{bananas.link}words/{EN}", data)
    assert (refused.status_code, "cannot be read as a photograph" in refused.text) == (422, True)
    assert "ยังอยู่" in refused.text


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_the_same_number_of_statements_whatever_was_said(
    world: World, bananas: Bananas, statements: Statements, page: str
) -> None:
    client = Client()
    counts = []
    for _round in range(3):
        with statements() as sent:
            assert client.get(f"{bananas.link}{page}").status_code == 200
        counts.append(len(sent))
        for number in range(2):
            client.post(f"{bananas.link}gains/", {"what": "hoped", "words": f"หวัง {number}", **NAME})
            client.post(f"{bananas.link}words/", {"words": f"คำ {number}", **NAME})
            answer(client, bananas, "part", "confirmed")
    # Replies are asked for once there are answers.
    assert counts[1] - counts[0] <= 1
    assert (counts[2], counts[1] <= 16) == (counts[1], True)


def test_bearer_speaks_for_its_own_partner_and_side_alone(world: World, bananas: Bananas) -> None:
    nonce = links.read(bananas.link.rstrip("/").rpartition("/")[2])
    assert nonce is not None
    with link_scope("alpha", nonce, frozenset({policy.PARTNER})) as by:
        own = ProjectPartner.objects.for_actor(by).select_related("project", "organisation").get()
        assert own.pk == bananas.community.pk
        assert not ClaimAnswer.objects.for_actor(by).exists()
        assert not Project.objects.for_actor(by).exists()
        for act in (
            lambda partner: add_benefit(
                by=by, partner=partner, kind="cost", words="ก", voice="partner", now=NOW, said_by="ก"
            ),
            lambda partner: rate_stages(
                by=by, partner=partner, ratings={"plan": (1, "")}, voice="partner", now=NOW, said_by="ก"
            ),
            lambda partner: add_words(by=by, partner=partner, words="ก", now=NOW, said_by="ก"),
        ):
            with pytest.raises(Refused):
                act(bananas.other)
        with pytest.raises(Refused):
            ask_partner(by=by, partner=own, now=NOW)
        with pytest.raises(Refused):
            issue_paper(by=by, partner=own, kind="letter", signer_name="ก", now=NOW)
        said = add_benefit(
            by=by,
            partner=own,
            kind="cost",
            words="ก",
            voice="university",
            now=NOW,
            said_by="ป้าแดง",
            channel="office",
        )
        assert (said.voice, said.channel) == ("partner", "link")


def test_situation_is_claimed_once_it_is_written(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["lead"], "alpha"):
        Situation.objects.create(
            network=world.a,
            project=bananas.project,
            before="ขายกล้วยดิบอย่างเดียว",
            change="มีโรงตาก",
            after="ขายได้ทั้งปี",
        )
    client = Client()
    assert "ขายกล้วยดิบอย่างเดียว" in client.get(f"{bananas.link}statements/before/").text
    after = client.get(f"{bananas.link}statements/after/").text
    assert ("มีโรงตาก" in after, "ขายได้ทั้งปี" in after) == (True, True)
    assert client.get(f"{bananas.link}statements/nothing/").status_code == 404


def test_start_says_who_asks_and_for_what(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        ask_partner(by=by, partner=bananas.community, purpose="เล่าเรื่องกล้วยตากให้ครบสองฝ่าย", now=timezone.now())
    page = Client().get(f"{bananas.link}{EN}").text
    assert ("Lead asks you" in page, "เล่าเรื่องกล้วยตากให้ครบสองฝ่าย" in page) == (True, True)


def test_odd_values_in_every_field_of_the_link_are_never_an_error_of_ours(
    world: World, bananas: Bananas
) -> None:
    client = Client()
    client.raise_request_exception = False
    shown = {
        "statements/part/": "fingerprint",
        "gains/": "what",
        "stages/plan/": "intensity",
        "words/": "consent",
        "": "",
    }
    for page, own in shown.items():
        for typed in TYPED:
            data = dict.fromkeys([own, "said_by", "words", "note", "verdict", "may_publish", "photo"], typed)
            assert client.post(f"{bananas.link}{page}", data).status_code < 500, (page, typed[:20])
            if page.startswith("statements"):
                known = {
                    **data,
                    "fingerprint": fingerprint(client, f"{bananas.link}{page}"),
                    "verdict": "disputed",
                }
                assert client.post(f"{bananas.link}{page}", known).status_code < 500, (page, typed[:20])
    assert client.get(f"{bananas.link}statements/{'9' * 300}/").status_code == 404
