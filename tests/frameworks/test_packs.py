"""The frameworks of the catalogue: their shape, their sources, their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as live

from samphan.catalogue import PackError
from samphan.frameworks.queries.packs import foreign_codes, packs

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = ("ent", "networks003", "sdg", "tsu")
COUNTED = {
    ("ent", "principle"): 4,
    ("ent", "guideline"): 6,
    ("ent", "outcome"): 4,
    ("ent", "benefit"): 7,
    ("tsu", "dimension"): 2,
    ("tsu", "mechanism"): 5,
    ("tsu", "outcome"): 6,
    ("tsu", "level"): 3,
    ("sdg", "goal"): 17,
    ("sdg", "target"): 169,
    ("networks003", "type"): 4,
    ("networks003", "stage"): 6,
    ("networks003", "participation"): 5,
    ("networks003", "challenge"): 8,
    ("networks003", "role"): 6,
    ("networks003", "competency"): 5,
    ("networks003", "strategy"): 6,
    ("networks003", "action"): 29,
}
FAULTY = """
code: ours
edition: "1"
kind: framework
title_th: กรอบของเรา
title_en: Ours
about_th: ทดสอบ
about_en: A test
source: nobody
licence: none
axes: [{code: goal, name_th: เป้า, name_en: Goal}]
items:
  goal: [{code: "1", th: หนึ่ง, en: One%s}]
"""


def test_read_packs_gives_those_that_are_shipped() -> None:
    assert tuple(sorted(set(packs()) & set(SHIPPED))) == SHIPPED


@pytest.mark.parametrize(("code", "axis"), COUNTED, ids="-".join)
def test_count_items_equals_the_source(code: str, axis: str) -> None:
    assert len(packs()[code].of(axis)) == COUNTED[code, axis]


@pytest.mark.parametrize("code", SHIPPED)
def test_pack_says_where_it_is_from_in_two_languages(code: str) -> None:
    pack = packs()[code]
    assert all((pack.title_th, pack.title_en, pack.about_th, pack.about_en, pack.source, pack.licence))
    assert {each.axis for each in pack.items} == {axis.code for axis in pack.axes}
    for each in pack.items:
        assert any("ก" <= letter <= "๛" for letter in each.title_th), each.key
        assert each.title_en.isascii(), each.key
        assert bool(each.words_th) == bool(each.words_en), each.key


def test_matrix_of_tsu_has_six_rows_and_three_columns() -> None:
    pack = packs()["tsu"]
    rows, columns = pack.matrix
    assert [each.code for each in pack.of(rows)] == ["O1", "O2", "O3", "O4", "O5", "O6"]
    assert [each.code for each in pack.of(columns)] == ["L1", "L2", "L3"]
    assert [each.crosswalk for each in pack.of(rows)] == [(f"carnegie:purpose.{n}",) for n in range(1, 7)]


def test_match_principle_names_its_guidelines() -> None:
    found = [each.code for each in packs()["ent"].matched("principle:P1")]
    assert found == ["G1", "G2"]


def test_targets_of_sdg_stand_under_their_goals() -> None:
    for each in packs()["sdg"].of("target"):
        assert each.parent == f"goal:{each.code.partition('.')[0]}"


def test_stages_of_networks_carry_the_codes_of_the_life_cycle() -> None:
    from samphan.networks.models import STAGES

    assert tuple(each.code for each in packs()["networks003"].of("stage")) == STAGES


def test_every_challenge_is_matched() -> None:
    pack = packs()["networks003"]
    assert all(pack.matched(each.key) for each in pack.of("challenge"))


def test_installation_adds_a_pack_and_a_faulty_one_is_named(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue" / "frameworks"
    folder.mkdir(parents=True)
    settings.DATA_DIR = tmp_path
    (folder / "ours.yaml").write_text(FAULTY % "", encoding="utf-8")
    assert packs()["ours"].items[0].title_th == "หนึ่ง"
    other = tmp_path / "other"
    (other / "catalogue" / "frameworks").mkdir(parents=True)
    (other / "catalogue" / "frameworks" / "ours.yaml").write_text(
        FAULTY % ", crosswalk: [nobody:1]", encoding="utf-8"
    )
    settings.DATA_DIR = other
    with pytest.raises(PackError, match=r"ours\.yaml.*nobody:1"):
        packs()
    assert other == live.DATA_DIR


def test_crosswalk_holds_codes_only() -> None:
    assert "carnegie:purpose.6" in foreign_codes()
    assert all(len(each) <= 40 and " " not in each for each in foreign_codes())
