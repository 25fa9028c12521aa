"""Papers of a partner: the letter of thanks, the record of contribution, the form to answer by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.engagement.actions.papers import issue_paper
from samphan.engagement.queries.papers import content_of, document_of
from samphan.engagement.queries.sides import says
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.documents.model import plain
from samphan.kit.errors import Problem
from samphan.tenancy.scope import user_scope
from tests.engagement.conftest import NOW, answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engagement.conftest import Bananas
    from tests.personas import World


def test_papers_carry_numbers_and_mark_what_is_not_confirmed(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        answered(by, bananas.community, "part", "confirmed")
        answered(by, bananas.community, "served", "disputed", "มากันแค่ 20 คน")
        words = {"signer_name": "ผศ.ดร.สมหญิง", "signer_position": "คณบดี", "now": NOW}
        letter = issue_paper(by=by, partner=bananas.community, kind="letter", **words)
        record = issue_paper(by=by, partner=bananas.community, kind="record", **words)
        second = issue_paper(by=by, partner=bananas.community, kind="record", **words)
        assert [letter.number, record.number, second.number] == ["1/2569", "1/2569", "2/2569"]
        text = " ".join(plain(each) for each in document_of(record).texts())
        assert "มากันแค่ 20 คน" in text
        labels = [
            each["label"]
            for each in content_of("record", says(bananas.community), issuer="ก", text="")["statements"]
        ]
        assert len(labels) == 8
        with pytest.raises(Problem, match="who signs"):
            issue_paper(by=by, partner=bananas.community, kind="letter", signer_name=" ", now=NOW)
        assert render_pdf(document_of(letter)).startswith(b"%PDF-")
        assert render_docx(document_of(record)).startswith(b"PK")
    phone = Client()
    own = f"{bananas.link}papers/{letter.pk}/pdf/"
    assert own in phone.get(f"{bananas.link}became/").text
    assert phone.get(own)["Content-Type"] == "application/pdf"
    assert phone.get(f"{bananas.other_link}papers/{letter.pk}/pdf/").status_code == 404
    assert phone.get(f"{bananas.link}form/docx/").content.startswith(b"PK")
    assert phone.get(f"{bananas.link}form/exe/").status_code == 404
    assert (
        browser("lead").get(at("answer_paper", bananas.project.pk, bananas.community.pk, "pdf")).status_code
        == 200
    )
    assert browser("board").get(at("paper", bananas.project.pk, record.pk, "pdf")).status_code == 200


def test_letter_that_names_a_contact_is_for_those_who_may_see_contacts(
    world: World, bananas: Bananas, browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    pk = bananas.project.pk
    with user_scope(world.users["secretariat"], "alpha") as by:
        letter, contribution = (
            issue_paper(by=by, partner=bananas.community, kind=kind, signer_name="คณบดี", now=NOW)
            for kind in ("letter", "record")
        )
    letters, records = (at("paper", pk, each.pk, "docx") for each in (letter, contribution))
    for who, status, offered in (("secretariat", 200, True), ("board", 403, False), ("partner", 403, False)):
        client = browser(who)
        shown = client.get(at("partner_papers", pk)).text
        assert (letters in shown, records in shown) == (offered, True), who
        assert (client.get(letters).status_code, client.get(records).status_code) == (status, 200), who
