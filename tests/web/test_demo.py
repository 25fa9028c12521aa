"""The demo is built by the same actions that the pages use."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from samphan.directory.models import ChangeProposal, Organisation, PersonClaim
from samphan.events.models import Event, Registration, TeamOrganisation, Use
from samphan.kit.thai.dates import be_year
from samphan.reports.models import IssuedVersion
from samphan.tenancy.models import AuditEntry, Network
from samphan.tenancy.scope import system_scope
from samphan.web import demo
from samphan.web.demo.accounts import PERSONAS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    settings.DEMO = True
    return tmp_path


@pytest.mark.django_db
def test_load_demo_retells_the_workshop(data_dir: Path) -> None:
    demo.load()
    with system_scope("test", "cupt"):
        event = Event.objects.get(slug="iro-networking-day-2026")
        assert (event.stated_institutions, event.stated_participants) == (25, 105)
        assert [each.stated_count for each in event.categories.order_by("order")] == [41, 64]
        assert [group.code for group in event.groups.order_by("order")] == ["NOW", "NEXT", "NEW"]
        seats = TeamOrganisation.objects.filter(team__event=event)
        assert (event.teams.count(), seats.count()) == (4, 11)
        assert seats.values("organisation").distinct().count() == 9
        assert event.topics.count() == 4
        assert all(Registration.objects.filter(event=event).values_list("is_sample", flat=True))
        assert all(Use.objects.filter(event=event).values_list("is_sample", flat=True))
        assert not Use.objects.filter(sources__group__code="NOW").exists()
        assert AuditEntry.objects.filter(act="add_use", actor_label="พิมพ์ชนก ใจงาม").count() == 4
        issued = IssuedVersion.objects.get()
        assert (issued.number, issued.has_sample_data) == (f"1/{be_year(issued.issued_on)}", True)
        states = PersonClaim.objects.order_by("id").values_list("state", flat=True)
        assert list(states) == ["accepted", "asked"]
        assert ChangeProposal.objects.get().network_label != "ที่ประชุมอธิการบดีแห่งประเทศไทย"
        assert Organisation.objects.get(ror="05m2fqn25").province == "TH-50"
    with system_scope("test"):
        assert set(Network.objects.values_list("slug", flat=True)) == {"cupt", "ton-nam"}


@pytest.mark.django_db
def test_load_demo_keeps_passwords_to_the_owner(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo.load()
    kept = data_dir / "demo-accounts.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    call_command("demo", "--accounts", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert [each["persona"] for each in printed] == [each.key for each in PERSONAS]
    assert len({each["password"] for each in printed}) == len(printed)


@pytest.mark.django_db
def test_load_demo_into_what_is_not_empty_is_refused(data_dir: Path) -> None:
    call_command("demo")
    with pytest.raises(CommandError, match="only into an empty one"):
        call_command("demo")


@pytest.mark.django_db
def test_load_demo_in_production_is_refused(data_dir: Path, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="refused in production"):
        call_command("demo")
    with system_scope("test"):
        assert not Network.objects.exists()
