"""Certificates of use: signed or declined by link, noted from paper, printed; what is not signed says so."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from samphan.comms.models import Message
from samphan.engagement.actions.certificates import (
    note_paper,
    remove_certificate,
    send_certificate,
    sign_certificate,
    take_back_certificate,
    write_certificate,
)
from samphan.engagement.models import PartnerAsk, UseCertificate
from samphan.engagement.queries.certificates import paper, signed_of
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.documents.model import plain
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy.scope import user_scope
from tests.engagement.outcome import NOW, make_outcome, upload
from tests.engagement.pictures import PDF

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from samphan.kit.actor import Actor
    from tests.engagement.outcome import Outcome
    from tests.personas import World

SIGNER = {"signer_name": "สมศรี ใจดี", "signer_position": "นายกเทศมนตรี", "is_authorised": "yes"}


@pytest.fixture
def outcome(world: World, settings: Any, tmp_path: Path) -> Outcome:
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["coordinator"].pk)


def draft(by: Actor, outcome: Outcome, use: str = "ใช้เครื่องกรองน้ำ") -> UseCertificate:
    return write_certificate(
        by=by,
        project=outcome.project,
        partner=outcome.partner,
        use=use,
        used_from=PartialDate.of(dt.date(2025, 1, 1), "year"),
    )


def path_of(address: str) -> str:
    return f"/{address.split('/', 3)[3]}"


def test_sign_certificate_by_link_without_account(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    now = dt.datetime.now(dt.UTC)
    with user_scope(world.users["coordinator"], "alpha") as by:
        certificate, other = draft(by, outcome), draft(by, outcome, "เรื่องของอีกใบ")
        first, is_mailed = send_certificate(by=by, certificate=certificate, now=now)
        link, _mailed = send_certificate(by=by, certificate=certificate, now=now)
        assert is_mailed
        assert link in Message.objects.order_by("-id")[0].text
        assert PartnerAsk.objects.filter(partner=outcome.partner, kind="link").count() == 2
        certificate.refresh_from_db()
        assert (certificate.state, certificate.number.partition("/")[0]) == ("sent", "1")
    client = Client()
    assert client.get(path_of(first)).status_code == 410
    assert client.get(path_of(link)[:-2] + "xy/").status_code == 404
    page = client.get(path_of(link))
    assert ("ใช้เครื่องกรองน้ำ" in page.text, "เรื่องของอีกใบ" in page.text) == (True, False)
    assert "mayor@example.org" not in page.text
    assert client.post(path_of(link), {**SIGNER, "signer_name": ""}).status_code == 422
    # Who says nothing of the authority to sign has not said that there is none.
    assert client.post(path_of(link), {**SIGNER, "is_authorised": ""}).status_code == 422
    assert client.post(path_of(link), SIGNER).status_code == 302
    assert "สมศรี ใจดี" in client.get(path_of(link)).text
    assert client.post(path_of(link), {**SIGNER, "signer_name": "คนอื่น"}).status_code == 302
    assert client.get(path_of(link), {"as": "pdf"}).content.startswith(b"%PDF")
    with user_scope(world.users["coordinator"], "alpha") as by:
        certificate.refresh_from_db()
        assert (certificate.state, certificate.signer_name, certificate.is_authorised) == (
            "signed",
            "สมศรี ใจดี",
            True,
        )
        assert signed_of([outcome.project.pk]) == {outcome.project.pk: [certificate]}
        assert signed_of([outcome.project.pk], is_authorised=False) == {}
        draft_again = {"partner": outcome.partner, "use": "อย่างอื่น"}
        with pytest.raises(Problem, match="Take it back"):
            write_certificate(by=by, project=outcome.project, certificate=certificate, **draft_again)
        with pytest.raises(Problem, match="not possible"):
            take_back_certificate(by=by, certificate=certificate, now=now)
        with pytest.raises(Refused):
            sign_certificate(
                by=by, certificate=other, signer_name="ก", signer_position="ข", is_authorised=True, now=now
            )


def test_decline_certificate_by_link_says_why_and_is_sent_again(world: World, outcome: Outcome) -> None:
    now = dt.datetime.now(dt.UTC)
    with user_scope(world.users["coordinator"], "alpha") as by:
        certificate = draft(by, outcome)
        link, _mailed = send_certificate(by=by, certificate=certificate, now=now)
    client = Client()
    assert "decline" in client.get(path_of(link), {"decline": "1"}).text
    assert client.post(path_of(link), {"decline": "1", "words": ""}).status_code == 422
    assert client.post(path_of(link), {"decline": "1", "words": "ยังไม่ได้ใช้"}).status_code == 302
    assert "not signed" in client.get(path_of(link), {"lang": "en"}).text
    with user_scope(world.users["coordinator"], "alpha") as by:
        certificate.refresh_from_db()
        assert (certificate.state, certificate.words) == ("declined", "ยังไม่ได้ใช้")
        take_back_certificate(by=by, certificate=certificate, now=now)
        write_certificate(
            by=by, project=outcome.project, certificate=certificate, partner=outcome.partner, use="ทดลองใช้แล้ว"
        )
        with pytest.raises(Problem, match="number already"):
            remove_certificate(by=by, certificate=certificate)
        again, _mailed = send_certificate(by=by, certificate=certificate, now=now)
        certificate.refresh_from_db()
        assert certificate.number.startswith("1/")
    assert client.get(path_of(link)).status_code == 410
    assert "ทดลองใช้แล้ว" in client.get(path_of(again)).text


def test_note_paper_needs_its_scan_and_closes_the_link(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    now = dt.datetime.now(dt.UTC)
    with user_scope(world.users["coordinator"], "alpha") as by:
        certificate = draft(by, outcome)
        link, _mailed = send_certificate(by=by, certificate=certificate, now=now)
        said: dict[str, Any] = {
            "by": by, "certificate": certificate, "now": now, "signer_name": "ก ข", "signer_position": "กำนัน",
            "is_authorised": False, "signed_on": dt.date(2026, 4, 1),
        }  # fmt: skip
        with pytest.raises(Problem, match="scan"):
            note_paper(upload=None, **said)
        with pytest.raises(Problem, match="still to come"):
            note_paper(
                upload=upload(PDF, "a.pdf"), **{**said, "signed_on": now.date() + dt.timedelta(days=2)}
            )
        note_paper(upload=upload(PDF, "a.pdf"), **said)
    assert Client().get(path_of(link)).status_code == 410
    client = browser("coordinator")
    page = client.get(
        reverse("engagement:certificate", args=["alpha", outcome.project.pk, certificate.pk])
    ).text
    assert (
        "signer without authority"
        in client.get(
            reverse("engagement:certificate", args=["alpha", outcome.project.pk, certificate.pk]),
            {"lang": "en"},
        ).text
    )
    assert "กำนัน" in page
    scan = client.get(
        reverse("engagement:certificate_scan", args=["alpha", outcome.project.pk, certificate.pk])
    )
    assert scan["Content-Disposition"].startswith("attachment")


def test_print_certificate_that_is_not_signed_says_so(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        certificate = draft(by, outcome)
        unsigned = paper(certificate, organisation="เครือข่ายก", created=NOW)
        assert unsigned.draft_mark
        assert render_pdf(unsigned).startswith(b"%PDF")
        text = zipfile.ZipFile(io.BytesIO(render_docx(unsigned))).read("word/document.xml").decode()
        assert "ใช้เครื่องกรองน้ำ" in text
        note_paper(
            by=by, certificate=certificate, upload=upload(PDF, "a.pdf"), signer_name="ก ข", signer_position="กำนัน",
            is_authorised=True, signed_on=dt.date(2026, 4, 1), now=NOW,
        )  # fmt: skip
        certificate = UseCertificate.objects.select_related("project", "partner__organisation").get(
            pk=certificate.pk
        )
        signed = paper(certificate, organisation="เครือข่ายก", created=NOW)
        assert signed.draft_mark == ""
        assert "(ก ข)" in [plain(each) for each in signed.texts()]


def test_certificate_of_somebody_elses_project_is_refused(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_outcome(by, title="อีกโครงการ")
        with pytest.raises(Problem, match="partner of this project"):
            write_certificate(by=by, project=outcome.project, partner=other.partner, use="x")
        foreign = draft(by, other)
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused):
            draft(by, other)
        with pytest.raises(Refused):
            send_certificate(by=by, certificate=foreign, now=NOW)
    with user_scope(world.users["stranger"], "beta"):
        assert not UseCertificate.objects.exists()
