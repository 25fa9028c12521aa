"""The demo is built by the same actions that the pages use."""

from __future__ import annotations

import json
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db.models import F

from samphan.directory.models import ChangeProposal, Organisation, PersonClaim
from samphan.events.models import Event, Registration, TeamOrganisation, Use
from samphan.governance.models import Body, Term
from samphan.kit.thai.dates import be_year
from samphan.kit.thai.fold import fold
from samphan.networks.models import Acceptance, FrameVersion, Member, Milestone, StageMove
from samphan.reports.models import IssuedVersion
from samphan.tenancy.models import AuditEntry, Network
from samphan.tenancy.scope import system_scope
from samphan.web import demo
from samphan.web.demo import ent_facts
from samphan.web.demo.accounts import PERSONAS

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        assert set(Network.objects.values_list("slug", flat=True)) == {"cupt", "ent", "ton-nam", "tsu"}


@pytest.mark.django_db
def test_load_demo_tells_of_ent_what_is_known(data_dir: Path) -> None:
    demo.load()
    with system_scope("test", "ent"):
        frame = FrameVersion.objects.get()
        counts = Counter(frame.statements.values_list("section", flat=True))
        assert counts == {
            "vision": 1, "objective": 3, "goal": 4, "principle": 4, "guideline": 6, "role": 1, "society": 1,
            "outcome": 4, "benefit": 5,
        }  # fmt: skip
        told = Milestone.objects.order_by(F("on").asc(nulls_last=True))
        assert [each.on and (each.on.from_on.isoformat(), each.on.precision) for each in told] == [
            ("2013-07-01", "month"),
            ("2014-05-16", "day"),
            ("2019-01-01", "year"),
            ("2021-11-08", "day"),
            None,
        ]
        board = Body.objects.get()
        assert (board.stated_seats, Term.objects.filter(body=board).count()) == (21, 8)
        assert set(Term.objects.values_list("in_seats", flat=True)) == {"not_stated"}
        assert all(Member.objects.values_list("is_sample", flat=True))
        assert all(Acceptance.objects.values_list("is_sample", flat=True))
        assert all(StageMove.objects.values_list("is_sample", flat=True))


SEED = Path(__file__).parents[3] / "shared" / "domain" / "seed-001-002-association.yaml"


@pytest.mark.skipif(not SEED.exists(), reason="the collected facts are not part of the product")
def test_ent_is_told_in_sentences_of_our_own() -> None:
    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from texts(list(value.values()))
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)
        elif isinstance(value, str):
            yield value

    theirs = [fold(each) for each in texts(yaml.safe_load(SEED.read_text(encoding="utf-8")))]
    ours = [each.th for statements in ent_facts.FRAME.values() for each in statements]
    ours += [each.title.th for each in ent_facts.MILESTONES] + [ent_facts.PURPOSE.th]
    copied = [
        sentence
        for sentence in ours
        if any(
            fold(sentence)[at : at + 45] in text
            for text in theirs
            for at in range(0, max(1, len(sentence) - 45), 5)
        )
    ]
    assert copied == []


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
