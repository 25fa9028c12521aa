"""What changed and what proves it, as told on the pages of other apps: sections, chains, completeness."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from samphan.engagement.actions.certificates import note_paper, send_certificate, write_certificate
from samphan.engagement.actions.change import describe_situation, write_measure, write_result
from samphan.engagement.actions.evidence import add_record
from samphan.engagement.actions.knowledge import answer_consent, use_knowledge, write_knowledge
from samphan.engagement.queries.change import change_of, figure, signed
from samphan.engagement.queries.change_completeness import PARTS
from samphan.engagement.queries.linked import Linked
from samphan.kit import lineage, sections
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.projects.queries.completeness import filled
from samphan.tenancy.scope import user_scope
from tests.engagement.outcome import NOW, make_outcome, upload
from tests.engagement.pictures import PDF

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Statements
    from tests.engagement.outcome import Outcome
    from tests.personas import World


@pytest.fixture
def outcome(world: World, settings: Any, tmp_path: Path) -> Outcome:
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["coordinator"].pk)


def told(world: World, who: str, page: str, pk: int) -> dict[str, list[str]]:
    with user_scope(world.users[who], "alpha") as by:
        found = sections.shown(page, by=by, ids=[pk])
        return {
            each.code: [str(line.label) for line in each.found.lines]
            for each in found
            if each.code.startswith("engagement.") and each.code != "engagement.asks"
        }


def test_sections_tell_what_the_reader_may_see(world: World, outcome: Outcome) -> None:
    organisation = outcome.partner.organisation
    assert organisation is not None
    title = outcome.project.title_th
    with user_scope(world.users["secretariat"], "alpha") as by:
        said = {"project": outcome.project, "partner": outcome.partner}
        send_certificate(by=by, certificate=write_certificate(by=by, use="ก", **said), now=NOW)
        write_certificate(by=by, use="ฉบับร่าง", **said)
        entry = write_knowledge(by=by, title_th="ผ้าคราม", kind="skill", holder=organisation)
        answer_consent(by=by, entry=entry, consent="given", consent_by="ป้าแดง")
        use_knowledge(by=by, entry=entry, project=outcome.project, today=NOW.date())
        linked = Linked("agreements.open_agreement", 7, "ข้อตกลง", "")
        add_record(by=by, project=outcome.project, linked=linked, supports="process")
    assert told(world, "board", "directory.organisation", organisation.pk) == {
        "engagement.certificates": [title],
        "engagement.knowledge": ["ผ้าคราม"],
    }
    assert told(world, "board", "projects.project", outcome.project.pk) == {"engagement.uses": ["ผ้าคราม"]}
    assert told(world, "board", "agreements.agreement", 7) == {"engagement.proves": [title]}
    with user_scope(world.users["secretariat"], "alpha"):
        outcome.project.visibility = "private"
        outcome.project.save()
    assert told(world, "board", "directory.organisation", organisation.pk) == {
        "engagement.knowledge": ["ผ้าคราม"]
    }
    assert told(world, "board", "agreements.agreement", 7) == {}


def test_signed_certificate_stands_in_the_chain_of_its_project(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        certificate = write_certificate(by=by, project=outcome.project, partner=outcome.partner, use="ก")

        def chain() -> list[str]:
            pk = outcome.project.pk
            found = lineage.trace(by, "projects.project", [pk], "after")[pk]
            return [each.thing.label_th for each in found if each.thing.kind == "engagement.usecertificate"]

        assert chain() == []
        note_paper(
            by=by, certificate=certificate, upload=upload(PDF, "a.pdf"), signer_name="ก", signer_position="ข",
            is_authorised=True, signed_on=dt.date(2026, 4, 1), now=NOW,
        )  # fmt: skip
        assert chain() == [outcome.partner.called]


def test_completeness_of_many_projects_is_one_statement(
    world: World, outcome: Outcome, statements: Statements
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_outcome(by, title="อีกโครงการ")
        describe_situation(by=by, project=outcome.project, before="ก", change="ข")
        write_measure(by=by, project=outcome.project, title="ค", before=Decimal(0), after=Decimal(1))
        write_measure(by=by, project=other.project, title="ค", before=Decimal(0))
        write_result(by=by, project=other.project, level="output", reached="ง", state="reached")
        with statements() as sent:
            found = filled(by, [outcome.project.pk, other.project.pk])
        assert len(sent) == 1
        one, two = outcome.project.pk, other.project.pk
        own = {part.code for part in PARTS}
        assert {code: list(pks) for code, pks in found.items() if pks and code in own} == {
            "engagement.before": [one],
            "engagement.after": [one],
            "engagement.measures": [one],
            "engagement.results": [two],
        }
        assert own <= set(found)


@pytest.mark.parametrize(
    ("before", "after", "target", "is_more", "said", "tendency", "is_reached"),
    [
        ("10", "12.5", "12", True, "+2.5", "better", True),
        ("10", "12.5", "12", False, "+2.5", "worse", False),
        ("1000", "0", None, False, "−1,000", "better", None),
        ("0", "0", "0", True, "±0", "same", True),
        ("3", "5", "5", None, "+2", "unjudged", None),
        (None, "5", "5", True, "–", "unknown", True),
        ("5", None, "5", True, "–", "unknown", None),
        ("-3", "-1", None, True, "+2", "better", None),
    ],
)
def test_difference_carries_its_sign_and_what_was_not_measured_is_no_zero(
    *, before: str | None, after: str | None, target: str | None, is_more: bool | None, said: str,
    tendency: str, is_reached: bool | None,
) -> None:  # fmt: skip
    from samphan.engagement.models import Measure

    figures = [None if each is None else Decimal(each) for each in (before, after, target)]
    measure = Measure(before=figures[0], after=figures[1], target=figures[2], higher_is_better=is_more)
    found = change_of(measure)
    assert (signed(found.difference), found.tendency, found.is_reached) == (said, tendency, is_reached)
    assert (figure(None), figure(Decimal("1200.5000")), figure(Decimal("100.0000"))) == (
        "–",
        "1,200.5",
        "100",
    )


def test_percent_of_nothing_is_not_said() -> None:
    from samphan.engagement.models import Measure

    assert change_of(Measure(before=Decimal(0), after=Decimal(5))).percent is None
    assert change_of(Measure(before=Decimal(-4), after=Decimal(-2))).percent == Decimal("50.0")


def test_situation_and_measures_refuse_what_cannot_be(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        late, early = (PartialDate.of(dt.date(year, 1, 1), "year") for year in (2026, 2020))
        with pytest.raises(Problem) as refused:
            describe_situation(by=by, project=outcome.project, before_on=late, after_on=early)
        assert refused.value.field == "after_on"
        for figure_said in ("1e20", "0.00001", "NaN", "Infinity"):
            with pytest.raises(Problem) as refused:
                write_measure(by=by, project=outcome.project, title="ก", after=Decimal(figure_said))
            assert refused.value.field == "after"
        with pytest.raises(Problem, match="what is measured"):
            write_measure(by=by, project=outcome.project, title=" ")
