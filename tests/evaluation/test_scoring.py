"""How scores count, how levels come of them, and the packs by which people are asked."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from samphan import catalogue
from samphan.engagement.models import Supports
from samphan.evaluation.models import HIGHEST, Instrument
from samphan.evaluation.queries.evidence import FINDERS
from samphan.evaluation.queries.institution_evidence import FINDERS as INSTITUTION_FINDERS
from samphan.evaluation.queries.rubric import instrument, project_rubric
from samphan.evaluation.queries.scoring import counting, priority, rounded, standing

THAI = re.compile(r"[\u0e00-\u0e7f]")


@pytest.mark.parametrize(
    ("score", "evidence", "counts"),
    [
        (None, 0, None), (None, 3, None),
        (0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 1), (4, 0, 1),
        (0, 1, 0), (1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 1, 4), (4, 9, 4),
    ],
)  # fmt: skip
def test_counting_without_evidence_is_capped_at_one(
    score: int | None, evidence: int, counts: int | None
) -> None:
    assert counting(score, evidence, cap=1) == counts


def test_standing_of_all_items_gives_levels_and_balance() -> None:
    rubric = project_rubric()
    found = standing(rubric, {item.code: int(item.code[0]) for item in rubric.items})
    assert [each.value for each in found.groups] == [1, 2, 3, 4]
    assert (found.total, found.shown, found.is_whole) == (Fraction(5, 2), 2.5, True)
    assert found.level is not None
    assert (found.level.score, found.spread) == (2, 3.0)
    assert found.lowest is not None
    assert found.highest is not None
    assert (found.lowest.group.code, found.highest.group.code) == ("P1", "P4")


def test_standing_of_some_items_leaves_out_what_was_not_rated() -> None:
    rubric = project_rubric()
    found = standing(rubric, {"1.1": 4, "1.2": None, "2.1": 1, "2.2": 2})
    assert [(each.value, each.rated, each.of) for each in found.groups] == [
        (4, 1, 3),
        (Fraction(3, 2), 2, 3),
        (None, 0, 3),
        (None, 0, 3),
    ]
    assert (found.total, found.rated, found.of) == (Fraction(11, 4), 3, 12)


def test_standing_of_nothing_has_no_level() -> None:
    found = standing(project_rubric(), {})
    assert (found.total, found.level, found.lowest, found.spread, found.rated) == (None, None, None, None, 0)


def test_level_has_the_word_of_the_whole_step_that_was_reached() -> None:
    rubric = project_rubric()
    found = standing(rubric, {"1.1": 3, "1.2": 3, "1.3": 2})
    assert found.groups[0].level is not None
    assert (found.groups[0].shown, found.groups[0].level.score) == (2.7, 2)


def test_priority_is_the_oracle_of_pni_modified() -> None:
    found = priority(Fraction("3.1"), Fraction("4.6"))
    assert found is not None
    assert round(float(found), 3) == 0.484
    assert priority(Fraction(4), Fraction(4)) == 0
    assert priority(Fraction(4), Fraction(3)) == Fraction(-1, 4)
    assert priority(Fraction(0), Fraction(3)) is None
    assert priority(None, Fraction(3)) is None


def test_rubric_of_projects_has_twelve_items_three_a_principle() -> None:
    rubric = project_rubric()
    assert [len(rubric.items_of(each.code)) for each in rubric.groups] == [3, 3, 3, 3]
    assert rubric.cap == 1
    assert [each.score for each in rubric.levels] == list(range(HIGHEST + 1))


def test_rubric_asks_for_evidence_that_is_known() -> None:
    rubric = project_rubric()
    assert {code for item in rubric.items for code in item.evidence} <= FINDERS.keys()
    assert {code for item in rubric.items for code in item.supports} <= set(Supports.values)
    assert all(item.evidence for item in rubric.items)
    own = instrument(Instrument.ENT)
    assert {code for item in own.items for code in item.evidence} <= INSTITUTION_FINDERS.keys()


def test_instruments_have_their_items_in_both_languages() -> None:
    assert len(instrument(Instrument.ENT).items) == 12
    assert len(instrument(Instrument.SCAN).items) == 31
    for rubric in (project_rubric(), instrument(Instrument.ENT), instrument(Instrument.SCAN)):
        for each in (*rubric.items, *rubric.groups, *rubric.levels):
            assert THAI.search(each.name_th)
            assert not THAI.search(each.name_en)
            assert each.name_en


def test_scan_is_mapped_to_codes_and_to_nothing_else() -> None:
    scan, own = instrument(Instrument.SCAN), instrument(Instrument.ENT)
    codes = [code for item in scan.items for code in item.crosswalk]
    assert all(re.fullmatch(r"(ent|furco|edge|tefce|carnegie|kef):[A-Za-z0-9.]+", code) for code in codes)
    assert {code.partition(":")[2] for code in codes if code.startswith("ent:")} <= {
        each.code for each in own.items
    }
    assert all(item.crosswalk for item in scan.items)


def test_pack_of_an_installation_takes_the_place_of_the_shipped_one(
    settings: object, tmp_path: object
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    folder = tmp_path / "catalogue" / "rubrics"  # type: ignore[operator]  # a path
    folder.mkdir(parents=True)
    (folder / "scan.yaml").write_text("code: scan\nedition: '1'\n", encoding="utf-8")
    instrument.cache_clear()
    try:
        with pytest.raises(catalogue.PackError, match="missing: source_th"):
            instrument("scan")
    finally:
        instrument.cache_clear()


def test_half_a_step_is_rounded_as_people_round() -> None:
    shown = [rounded(Fraction(each), 1) for each in ("9/4", "11/4", "49/20", "0", "4")]
    assert shown == [2.3, 2.8, 2.5, 0.0, 4.0]
