"""Two people at the same moment by one link, and an office that acts while a partner reads."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from samphan.comms.models import Message
from samphan.engagement.actions.asks import renew_link, revoke_links
from samphan.engagement.actions.certificates import (
    note_paper,
    send_certificate,
    take_back_certificate,
    write_certificate,
)
from samphan.engagement.actions.change import (
    describe_situation,
    remove_measure,
    write_measure,
    write_result,
)
from samphan.engagement.models import (
    Benefit,
    CertificateState,
    ClaimAnswer,
    Measure,
    PartnerAsk,
    ProjectResult,
    Situation,
    UseCertificate,
)
from samphan.kit.errors import Refused
from samphan.projects.models import Project
from samphan.tenancy.scope import user_scope
from tests.engagement.conftest import make_bananas
from tests.engagement.outcome import upload
from tests.engagement.pictures import PDF
from tests.events.test_at_once import meanwhile
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from samphan.kit.actor import Actor
    from tests.engagement.conftest import Bananas

NAME = {"said_by": "ป้าแดง"}
SIGNER = {"signer_name": "สมศรี", "signer_position": "นายก", "is_authorised": "yes"}


@pytest.fixture
def world(committed: str) -> World:
    return make_world()


@pytest.fixture
def bananas(world: World) -> Bananas:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_bananas(by)


@contextmanager
def together() -> Iterator[Callable[[Callable[[], Any]], None]]:
    """Runs each function that is handed in at the same moment as the others, with a connection of its own."""
    waiting: list[Callable[[], Any]] = []
    yield waiting.append
    gate = Barrier(len(waiting))

    def run(act: Callable[[], Any]) -> None:
        gate.wait(10)
        try:
            act()
        finally:
            connection.close()

    threads = [Thread(target=run, args=[each]) for each in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def fingerprint(client: Client, path: str) -> str:
    found = re.search(r'name="fingerprint" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def test_two_phones_answer_one_statement_at_once_and_both_are_kept(world: World, bananas: Bananas) -> None:
    path = f"{bananas.link}statements/need/"
    shown = fingerprint(Client(), path)
    statuses: list[int] = []

    def answer(name: str, verdict: str) -> None:
        data = {"verdict": verdict, "words": "เพราะ", "fingerprint": shown, "said_by": name}
        statuses.append(Client().post(path, data).status_code)

    with together() as at_once:
        at_once(lambda: answer("ป้าแดง", "confirmed"))
        at_once(lambda: answer("ลุงดำ", "disputed"))
    assert statuses == [302, 302]
    with user_scope(world.users["secretariat"], "alpha"):
        assert set(ClaimAnswer.objects.values_list("said_by", "verdict")) == {
            ("ป้าแดง", "confirmed"),
            ("ลุงดำ", "disputed"),
        }


@pytest.mark.parametrize("act", [revoke_links, renew_link], ids=["revoked", "renewed"])
def test_link_that_ended_between_reading_and_sending_keeps_nothing(
    world: World, bananas: Bananas, act: Callable[..., Any]
) -> None:
    client = Client()
    assert client.get(f"{bananas.link}gains/").status_code == 200
    with user_scope(world.users["secretariat"], "alpha") as by:
        act(by=by, partner=bananas.community, now=timezone.now())
    late = client.post(f"{bananas.link}gains/", {"what": "cost", "words": "ช้าไป", **NAME})
    assert late.status_code == 410
    with user_scope(world.users["secretariat"], "alpha"):
        assert not Benefit.objects.filter(voice="partner").exists()


def sent(world: World, bananas: Bananas) -> tuple[UseCertificate, str]:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = write_certificate(
            by=by, project=bananas.project, partner=bananas.community, use="ใช้ตู้ตาก", effect="", used_from=None
        )
        address, _mailed = send_certificate(by=by, certificate=made, now=timezone.now())
    return made, f"/{address.split('/', 3)[3]}"


def test_sign_at_once_by_two_phones_is_one_signature(world: World, bananas: Bananas) -> None:
    certificate, path = sent(world, bananas)
    statuses: list[int] = []

    def sign(name: str) -> None:
        statuses.append(Client().post(path, {**SIGNER, "signer_name": name}).status_code)

    with together() as at_once:
        for name in ("สมศรี", "สมชาย"):
            at_once(lambda name=name: sign(name))
    assert sorted(statuses) in ([302, 302], [302, 422])
    with user_scope(world.users["secretariat"], "alpha"):
        certificate.refresh_from_db()
        assert (certificate.state, certificate.version) == (CertificateState.SIGNED, 3)
        assert certificate.signer_name in {"สมศรี", "สมชาย"}


def test_sign_while_it_is_taken_back_and_changed_signs_nothing(world: World, bananas: Bananas) -> None:
    certificate, path = sent(world, bananas)

    def change(by: Any) -> None:
        now = timezone.now()
        take_back_certificate(by=by, certificate=certificate, now=now)
        said = {"partner": bananas.community, "use": "ใช้ทุกอย่างที่มหาวิทยาลัยบอก"}
        write_certificate(by=by, project=bananas.project, certificate=certificate, **said)
        send_certificate(by=by, certificate=certificate, now=now)

    with meanwhile(world, change):
        late = Client().post(path, SIGNER)
    assert late.status_code in {302, 410, 422}
    with user_scope(world.users["secretariat"], "alpha"):
        certificate.refresh_from_db()
        assert (certificate.state, certificate.signer_name) == (CertificateState.SENT, "")


def test_sign_while_the_paper_is_noted_is_signed_once(
    world: World, bananas: Bananas, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    certificate, path = sent(world, bananas)

    def note(by: Any) -> None:
        note_paper(
            by=by,
            certificate=certificate,
            upload=upload(PDF, "a.pdf"),
            signer_name="บนกระดาษ",
            signer_position="นายก",
            is_authorised=True,
            signed_on=dt.date(2026, 1, 1),
            now=timezone.now(),
        )

    with meanwhile(world, note):
        late = Client().post(path, SIGNER)
    assert late.status_code in {302, 410, 422}
    with user_scope(world.users["secretariat"], "alpha"):
        certificate.refresh_from_db()
        assert (certificate.state, certificate.signer_name) == (CertificateState.SIGNED, "บนกระดาษ")


@pytest.mark.parametrize("act", ["measure", "result", "situation", "removal"])
def test_change_while_the_record_is_approved_changes_nothing(
    world: World, bananas: Bananas, act: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        project = bananas.project
        Project.objects.filter(pk=project.pk).update(keeper_id=world.users["coordinator"].pk)
        kept = write_measure(by=by, project=project, title="รายได้")

    def approve(_by: Actor) -> None:
        Project.objects.filter(pk=project.pk).update(review="approved", category="engagement")

    acts: dict[str, Callable[[Actor, Project], object]] = {
        "measure": lambda by, shown: write_measure(by=by, project=shown, title="หนี้"),
        "result": lambda by, shown: write_result(by=by, project=shown, level="output", expected="ตู้อบ"),
        "situation": lambda by, shown: describe_situation(by=by, project=shown, before="ขายสด"),
        "removal": lambda by, _shown: remove_measure(by=by, measure=kept),
    }
    with user_scope(world.users["coordinator"], "alpha") as by:
        shown = Project.objects.get(pk=project.pk)
        assert shown.review == "draft"
        kept.project = shown
        with meanwhile(world, approve), pytest.raises(Refused, match="submitted or approved"):
            acts[act](by, shown)
    with user_scope(world.users["secretariat"], "alpha"):
        assert list(Measure.objects.values_list("title", flat=True)) == ["รายได้"]
        assert not ProjectResult.objects.exists()
        assert not Situation.objects.exists()


def test_certificate_sent_twice_from_one_page_asks_once(world: World, bananas: Bananas) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        made = write_certificate(
            by=by, project=bananas.project, partner=bananas.community, use="ตู้อบ", effect=""
        )
    page = f"/n/alpha/work/projects/{bananas.project.pk}/outcome/certificates/{made.pk}/"
    client = world.client("secretariat")
    version = re.findall(r'name="version" value="(\d+)"', client.get(page).text)
    for _press in range(2):
        client.post(f"{page}send/", {"version": version[0]})
    with user_scope(world.users["secretariat"], "alpha"):
        assert (PartnerAsk.objects.count(), Message.objects.count()) == (1, 1)
    again = re.findall(r'name="version" value="(\d+)"', client.get(page).text)
    client.post(f"{page}send/", {"version": again[0]})
    with user_scope(world.users["secretariat"], "alpha"):
        assert PartnerAsk.objects.count() == 2
