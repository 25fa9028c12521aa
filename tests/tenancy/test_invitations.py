"""An invitation: who may use its link, once, and what the outbox tells others about it."""

from __future__ import annotations

import datetime as dt
import re
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from samphan.accounts.models import User
from samphan.comms.models import Message
from samphan.kit.errors import Problem
from samphan.tenancy import actions
from samphan.tenancy.models import AuditEntry, Grant, Invitation
from samphan.tenancy.scope import anonymous_scope, system_scope
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = "ช้างกินกล้วยริมน้ำ"


def invite(world: World, email: str, *, role: str = "board_member", ago: int = 0) -> str:
    """The token of an invitation to network B."""
    now = timezone.now() - dt.timedelta(days=ago)
    with system_scope("test", world.b.pk) as by:
        return actions.invite(by=by, email=email, name="ผู้ได้รับเชิญ", role=role, now=now)[1]


def roles_in_b(world: World, email: str) -> list[str]:
    with system_scope("test", world.b.pk):
        return list(Grant.objects.filter(user__email=email).values_list("role", flat=True))


def test_accept_with_account_needs_no_password_and_signs_nobody_in(world: World) -> None:
    token = invite(world, "Coordinator@Example.org")
    client = Client()
    page = client.get(f"/invitation/{token}/")
    assert 'type="password"' not in page.text
    answer = client.post(f"/invitation/{token}/", {"name": "another", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/n/beta/")
    assert roles_in_b(world, "coordinator@example.org") == ["board_member"]
    assert "_auth_user_id" not in client.session
    user = User.objects.get(email="coordinator@example.org")
    assert (user.name, user.check_password("correct horse")) == ("Coordinator", True)


def test_accept_without_account_makes_one_and_signs_in(world: World) -> None:
    token = invite(world, "New.Person@Example.org")
    client = Client()
    answer = client.post(f"/invitation/{token}/", {"name": "คนใหม่", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/n/beta/")
    assert roles_in_b(world, "new.person@example.org") == ["board_member"]
    assert client.get("/n/beta/").status_code == 200
    assert client.get("/n/alpha/").status_code == 404


@pytest.mark.parametrize("password", ["", "short", "password123", "new.person@example.org"])
def test_accept_with_weak_password_keeps_the_invitation_open(world: World, password: str) -> None:
    token = invite(world, "new.person@example.org")
    answer = Client().post(f"/invitation/{token}/", {"name": "คนใหม่", "password": password})
    assert answer.status_code == 422
    assert not User.objects.filter(email="new.person@example.org").exists()
    assert Client().get(f"/invitation/{token}/").status_code == 200


def test_accept_twice_finds_nothing_the_second_time(world: World) -> None:
    token = invite(world, "new.person@example.org")
    data = {"name": "คนใหม่", "password": PASSWORD}
    assert Client().post(f"/invitation/{token}/", data).status_code == 302
    assert Client().get(f"/invitation/{token}/").status_code == 404
    assert Client().post(f"/invitation/{token}/", data).status_code == 404


def test_accept_when_too_old_or_withdrawn_makes_no_account(world: World) -> None:
    old, withdrawn = invite(world, "old@example.org", ago=15), invite(world, "gone@example.org")
    with system_scope("test", world.b.pk) as by:
        invitation = Invitation.objects.get(email="gone@example.org")
        actions.withdraw_invitation(by=by, invitation=invitation, now=timezone.now())
    data = {"name": "คนใหม่", "password": PASSWORD}
    assert Client().post(f"/invitation/{old}/", data).status_code == 422
    assert Client().post(f"/invitation/{withdrawn}/", data).status_code == 404
    assert not User.objects.filter(email__in=["old@example.org", "gone@example.org"]).exists()


@pytest.mark.parametrize("token", ["x", "%00", "..", "a" * 5000, "%F0%9F%92%A9"])
def test_open_link_with_invented_token_gives_404(db: None, token: str) -> None:
    assert Client().get(f"/invitation/{token}/").status_code == 404


def test_bearer_of_a_link_sees_its_invitation_alone(world: World) -> None:
    token = invite(world, "new.person@example.org")
    invite(world, "other@example.org")
    with anonymous_scope(link=actions.token_hash(token)):
        assert [each.email for each in Invitation.objects.all()] == ["new.person@example.org"]


def test_audit_of_invitation_holds_no_token(world: World) -> None:
    token = invite(world, "new.person@example.org")
    Client().post(f"/invitation/{token}/", {"name": "คนใหม่", "password": PASSWORD})
    with system_scope("test", world.b.pk):
        entries = AuditEntry.objects.filter(act__in=["invite", "accept_invitation"]).order_by("id")
        assert [each.act for each in entries] == ["invite", "accept_invitation"]
        for each in entries:
            kept = f"{each.changes}{each.reason}{each.object_label_th}"
            assert token not in kept
            assert PASSWORD not in kept


def test_accept_twice_at_once_makes_one_account(committed: str) -> None:
    world = make_world()
    token = invite(world, "new.person@example.org")
    barrier, outcomes = threading.Barrier(2), []

    def accept() -> None:
        barrier.wait()
        try:
            with anonymous_scope(link=actions.token_hash(token)) as by:
                found = actions.find_invitation(token)
                if found is None:
                    outcomes.append("gone")
                    return
                actions.accept_invitation(
                    by=by, invitation=found, name="ก", password=PASSWORD, language="th", now=timezone.now()
                )
            outcomes.append("accepted")
        except Problem:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) in (["accepted", "refused"], ["accepted", "gone"])
    assert User.objects.filter(email="new.person@example.org").count() == 1


@pytest.fixture
def invited(browser: Callable[[str], Client]) -> Client:
    """The secretariat of A after inviting somebody by mail."""
    client = browser("secretariat")
    answer = client.post(
        "/n/alpha/access/invite/", {"email": "rector@elsewhere.example", "role": "coordinator"}
    )
    assert answer.status_code == 302
    return client


def outbox_page(client: Client, world: World) -> tuple[str, str]:
    """The page of the only message, and the token that stands in the message itself."""
    with system_scope("test", world.a.pk):
        message = Message.objects.get(to_address="rector@elsewhere.example")
    (token,) = re.findall(r"/invitation/([\w-]+)/", message.text)
    return client.get(f"/n/alpha/outbox/{message.pk}/").text, token


def test_outbox_of_real_installation_keeps_the_link_to_itself(
    invited: Client, world: World, settings: Any
) -> None:
    """Whoever invites somebody could otherwise take the account in that person's name."""
    settings.OUTBOX_PAGE = False
    page, token = outbox_page(invited, world)
    assert token not in page
    assert "/invitation/…/" in page


def test_outbox_of_ones_own_machine_shows_the_link(invited: Client, world: World, settings: Any) -> None:
    settings.OUTBOX_PAGE = True
    page, token = outbox_page(invited, world)
    assert token in page


def test_page_of_sign_in_mail_is_for_operators_where_others_come_too(
    browser: Callable[[str], Client], world: World, settings: Any
) -> None:
    Client().post("/accounts/password/reset/", {"email": "board@example.org"})
    assert "board@example.org" in Client().get("/outbox/").text
    settings.OUTBOX_IS_OPEN = False
    assert Client().get("/outbox/").status_code == 404
    assert browser("secretariat").get("/outbox/").status_code == 404
    User.objects.filter(pk=world.users["outsider"].pk).update(is_operator=True)
    assert "board@example.org" in browser("outsider").get("/outbox/").text
