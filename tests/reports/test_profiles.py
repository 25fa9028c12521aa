"""Forms of reports as data: what a pack may say, and what is refused with which words."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
import yaml

from samphan.catalogue import SHIPPED, Node, PackError
from samphan.reports.queries import profiles
from samphan.reports.queries.checks import CHECKERS
from samphan.reports.queries.profiles import DEFAULT, Sentence, YearRule, parse
from samphan.reports.queries.sections import BUILDERS


@pytest.fixture
def pack() -> dict[str, Any]:
    return dict(yaml.safe_load((SHIPPED / profiles.FOLDER / f"{DEFAULT}.yaml").read_text()))


def test_shipped_form_has_the_four_parts_in_the_official_words() -> None:
    form = profiles.profile(DEFAULT)
    assert [form.heading(part, "th") for part in form.parts] == [
        "(1) ประเด็นหรือเรื่องในการมีส่วนร่วม",
        "(2) สรุปข้อมูลของผู้มีส่วนร่วม",
        "(3) ผลจากการมีส่วนร่วม",
        "(4) การนำผลจากการมีส่วนร่วมไปปรับปรุงพัฒนาการดำเนินงานของหน่วยงาน",
    ]
    assert [check.code for check in form.checks if check.is_gate] == [
        "parts_filled",
        "sums_agree",
        "outside_people",
        "period_in_year",
        "owned_use",
        "public_address",
    ]


def test_names_in_packs_are_those_that_code_knows() -> None:
    assert frozenset(BUILDERS) == profiles.CONTENTS
    assert frozenset(CHECKERS) == frozenset(profiles.CHECKS)


@pytest.mark.parametrize(
    ("rule", "round_year", "period"),
    [
        (YearRule(-1, "calendar"), 2570, (dt.date(2026, 1, 1), dt.date(2027, 1, 1))),
        (YearRule(0, "calendar"), 2569, (dt.date(2026, 1, 1), dt.date(2027, 1, 1))),
        (YearRule(-1, "fiscal"), 2570, (dt.date(2025, 10, 1), dt.date(2026, 10, 1))),
    ],
)
def test_round_counts_its_year(rule: YearRule, round_year: int, period: tuple[dt.date, dt.date]) -> None:
    assert rule.period(round_year) == period
    assert rule.round_of(period[0]) == round_year
    assert rule.round_of(period[1] - dt.timedelta(days=1)) == round_year
    assert rule.round_of(period[1]) == round_year + 1


def test_form_is_valid_from_its_first_day_until_the_first_no_longer(pack: dict[str, Any]) -> None:
    form = parse(Node({**pack, "valid": {"from": dt.date(2026, 1, 1), "until": dt.date(2027, 1, 1)}}, "x"))
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]
    assert [form.is_valid_on(day) for day in days] == [False, True, True, False]


def broken(pack: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The pack with another value at a place such as ``parts.0.code``; ``...`` takes the place away."""
    changed = copy.deepcopy(pack)
    at: Any = changed
    *way, last = path.split(".")
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    key: Any = int(last) if last.isdigit() else last
    if value is ...:
        del at[key]
    else:
        at[key] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("parts", ..., "x: missing: parts"),
        ("colour", "red", "x: unknown: colour"),
        ("parts.0.contents", ["poems"], r"x.parts\[1\].contents\[1\]: 'poems' is none of"),
        ("parts.0.required", [], r"x.parts\[1\].required: say what a filled part must hold"),
        ("parts.1.code", "issues", "x.parts: said twice: issues"),
        ("parts.1.contents", ["topics", "people"], "x.parts: stands in two places: topics"),
        ("parts.0.code", "Issues!", r"x.parts\[1\].code: a code has"),
        ("parts", [], "x.parts: a report needs a part"),
        ("part_number", "no number", "x.part_number: one {} must stand"),
        ("checks.0.code", "weather", r"x.checks\[1\].code: 'weather' is none of"),
        ("checks.0.severity", "maybe", r"x.checks\[1\].severity: 'maybe' is none of: gate, warning"),
        ("checks.0.minimum", 3, r"x.checks\[1\].minimum: parts_filled takes no minimum"),
        ("checks.2.minimum", 0, r"x.checks\[3\].minimum: a minimum is 1 or more"),
        ("year.offset", "before", "x.year.offset: a whole number was expected"),
        ("year.calendar", "lunar", "x.year.calendar: 'lunar' is none of"),
        ("valid.from", "soon", "x.valid.from: a day such as 2026-01-31"),
        ("title.th", "", "x.title.th: a text was expected here"),
        ("item_numbers", {"next": "o1"}, "x.item_numbers.next: item numbers stand under the year"),
        ("sentences.goal", ..., "x.sentences: missing: goal"),
        ("sentences.goal.th", "{secret}", "x.sentences.goal.th: it asks for secret, but is given nothing"),
        ("sentences.goal.en", "{", "x.sentences.goal.en: its braces do not match"),
    ],
)
def test_read_broken_pack_names_the_place(
    pack: dict[str, Any], path: str, value: Any, complaint: str
) -> None:
    with pytest.raises(PackError, match=complaint):
        parse(Node(broken(pack, path, value), "x"))


def test_fill_keeps_braces_of_values_as_they_are() -> None:
    sentence = Sentence("ผลของ{title}", "Result of {title}")
    assert sentence.fill("en", {"title": "{count} {0} %s"}) == "Result of {count} {0} %s"


def test_fill_sets_foreign_words_apart_in_thai() -> None:
    sentence = Sentence("ใน{title}", "in {title}")
    assert sentence.fill("th", {"title": "IRO Day"}) == "ใน IRO Day"
    assert sentence.fill("th", {"title": "การประชุม"}) == "ในการประชุม"


def test_fill_has_an_english_singular() -> None:
    sentence = Sentence("{count} คน", "{count} people", "{count} person")
    assert [sentence.fill("en", {"count": n}, is_one=n == "1") for n in ("0", "1", "2")] == [
        "0 people",
        "1 person",
        "2 people",
    ]


def test_installation_adds_a_form_that_extends_the_shipped_one(other_form: str) -> None:
    form = profiles.profile(other_form)
    assert form.sentences["goal"] == profiles.profile(DEFAULT).sentences["goal"]
    assert form.sentences["uses"].th == "ต่อไปนี้คือ {count} เรื่องของ{organisation}"
    assert [each.code for each in profiles.profiles_on(dt.date(2030, 5, 1))] == [DEFAULT, other_form]
    assert [each.code for each in profiles.profiles_on(dt.date(2031, 1, 1))] == [DEFAULT]


def test_ask_for_unknown_form_is_refused() -> None:
    with pytest.raises(profiles.NoSuchProfile):
        profiles.profile("participation-1900")
