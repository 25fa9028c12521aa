"""The real list of universities and the records of ROR: one organisation stays one, two never become one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from samphan.directory.actions.imports import answer_questions, bring_list, match_columns, take_in_list
from samphan.directory.actions.imports_undo import undo_list
from samphan.directory.models import ListImport, Organisation, OrganisationName
from samphan.directory.queries.imports import NEW, YES, RowState, kinds, proposals
from samphan.directory.queries.imports_lines import all_lines
from samphan.directory.queries.imports_organisations import FILL
from samphan.directory.queries.imports_sources import read_source
from samphan.kit.errors import Problem
from samphan.kit.thai.organisations import organisation_key
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 3, 31, 9, 0, tzinfo=dt.UTC)
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "organisations-thai"


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of network A, in its scope, reading English."""
    with translation.override("en"), user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def brought(by: Actor, content: bytes, name: str) -> ListImport:
    """A list with its columns matched as guessed."""
    found = bring_list(
        by=by, kind=kinds()["organisations"], sheet=read_source(content, name), source_name=name
    )
    columns = {int(column): code for column, code in found.columns.items()}
    return match_columns(by=by, brought=found, header_row=found.header_row, columns=columns)


def checked(by: Actor, found: ListImport) -> Checked:
    return kinds()["organisations"].check(by, found, all_lines(found))


def joined(by: Actor, found: ListImport) -> tuple[ListImport, dict[int, str]]:
    """Every proposal accepted, what is left added as new, records that are there completed."""
    found = answer_questions(by=by, brought=found, answers={FILL: YES})
    accepted = proposals(checked(by, found))
    found = answer_questions(by=by, brought=found, answers=accepted)
    rest = {each.code: NEW for each in checked(by, found).open_questions}
    found = answer_questions(by=by, brought=found, answers=rest)
    return take_in_list(by=by, brought=found, now=NOW), {
        int(code.rpartition("-")[2]): answer for code, answer in (accepted | rest).items()
    }


def record(ror: str, name: str, thai: str = "", **more: Any) -> dict[str, Any]:
    """A record as version 2 of ROR's schema has it."""
    names = [{"value": name, "types": ["ror_display", "label"], "lang": "en"}]
    names += [{"value": thai, "types": ["label"], "lang": "th"}] if thai else []
    names += [{"value": text, "types": ["acronym"], "lang": None} for text in more.get("acronyms", ())]
    names += [{"value": text, "types": ["alias"], "lang": None} for text in more.get("aliases", ())]
    return {
        "id": f"https://ror.org/{ror}",
        "names": names,
        "links": [{"type": "website", "value": f"https://{each}"} for each in more.get("sites", ())],
        "domains": list(more.get("domains", ())),
        "types": ["education"],
        "locations": [{"geonames_details": {"country_subdivision_name": more.get("province", "")}}],
    }


INVENTED = (
    "ชื่อ,ชื่อย่อ,ชื่อย่ออังกฤษ\nมหาวิทยาลัยตัวอย่างเหนือ,มตน.,NSU\nมหาวิทยาลัยตัวอย่างน่าน,มตน.,NSU\nสถาบันตัวอย่างใต้,สตต.,SSI\n"
)
ONE, TWO, THREE = "05m2fqn25", "01znkr924", "028wp3y58"


def test_records_of_ror_become_rows() -> None:
    content = json.dumps(
        {
            "items": [
                record(
                    ONE,
                    "Northern Sample University",
                    "มหาวิทยาลัยตัวอย่างเหนือ",
                    acronyms=["NSU"],
                    aliases=["Sample U North"],
                    sites=["nsu.example.org"],
                    domains=["nsu.example.org"],
                    province="Chiang Mai",
                )
            ]
        }
    ).encode()
    sheet = read_source(content, "ror.json")
    assert dict(zip(*sheet.rows, strict=True)) == {
        "name_th": "มหาวิทยาลัยตัวอย่างเหนือ",
        "name_en": "Northern Sample University",
        "abbreviation_th": "",
        "abbreviation_en": "NSU",
        "other names": "Sample U North; NSU",
        "kind": "",
        "website": "https://nsu.example.org",
        "domain": "nsu.example.org",
        "province": "Chiang Mai",
        "ror": f"https://ror.org/{ONE}",
    }


@pytest.mark.parametrize("content", [b'{"name": broken', b'[{"ror": '])
def test_damaged_json_is_refused(content: bytes) -> None:
    with pytest.raises(Problem):
        read_source(content, "ror.json")


def test_json_of_something_else_is_read_as_text() -> None:
    assert read_source(b'["a", "b"]', "x.json").rows == [['["a"', '"b"]']]


def test_same_name_joins_and_gets_what_it_lacks(by: Actor) -> None:
    take_in_list(by=by, brought=brought(by, INVENTED.encode(), "a.csv"), now=NOW)
    content = json.dumps([record(ONE, "Northern Sample University", "มหาวิทยาลัยตัวอย่างเหนือ")]).encode()
    taken, _answers = joined(by, brought(by, content, "ror.json"))
    north = Organisation.objects.get(name_th="มหาวิทยาลัยตัวอย่างเหนือ")
    assert (north.ror, north.name_en, Organisation.objects.count()) == (ONE, "Northern Sample University", 3)
    assert taken.outcome["counts"] == {
        "organisations": 0,
        "present": 1,
        "filled": 1,
        "duplicate": 0,
        "left_out": 0,
    }
    undone = undo_list(by=by, brought=taken)
    north.refresh_from_db()
    assert (north.ror, north.name_en) == ("", "")
    assert (Organisation.objects.count(), undone.outcome["restored"], undone.outcome["stays"]) == (3, 1, [])
    assert not OrganisationName.objects.filter(text="Northern Sample University").exists()


def test_shared_abbreviation_never_joins(by: Actor) -> None:
    take_in_list(by=by, brought=brought(by, INVENTED.encode(), "a.csv"), now=NOW)
    content = json.dumps([record(ONE, "Nowhere State University", acronyms=["NSU", "มตน."])]).encode()
    found = brought(by, content, "ror.json")
    [row] = checked(by, found).rows
    assert (row.state, row.subject.id) == (RowState.OK, None)
    [row] = checked(by, brought(by, "ชื่อ\nNSU\n".encode(), "b.csv")).rows
    assert row.state is RowState.ASKED
    assert (row.questions[0].proposal, len(row.questions[0].options)) == ("", 3)


def test_other_ror_id_under_the_same_name_is_asked(by: Actor) -> None:
    first = json.dumps([record(ONE, "Sample Institute", "สถาบันตัวอย่างใต้")]).encode()
    joined(by, brought(by, first, "ror.json"))
    again = json.dumps([record(TWO, "Another Institute", "สถาบันตัวอย่างใต้")]).encode()
    [row] = checked(by, brought(by, again, "ror.json")).rows
    assert (row.state, row.subject.id) == (RowState.ASKED, None)
    assert row.notes == ["The name is the same, the ROR id is another."]
    assert row.questions[0].proposal == ""


def test_same_ror_id_joins_under_another_name(by: Actor) -> None:
    first = json.dumps([record(ONE, "Sample Institute", "สถาบันตัวอย่างใต้")]).encode()
    joined(by, brought(by, first, "ror.json"))
    [row] = checked(by, brought(by, f"ชื่อ,ror\nสถาบันที่เปลี่ยนชื่อแล้ว,{ONE}\n".encode(), "b.csv")).rows
    assert (row.state, row.notes) == (RowState.PRESENT, ["The same ROR id."])


def test_same_domain_is_shown_and_asked(by: Actor) -> None:
    first = json.dumps([record(ONE, "Sample Institute", "สถาบันตัวอย่างใต้", domains=["ssi.example.org"])])
    joined(by, brought(by, first.encode(), "ror.json"))
    [row] = checked(by, brought(by, "ชื่อ,domain\nสำนักวิจัย,www.ssi.example.org\n".encode(), "b.csv")).rows
    assert (row.state, row.notes[0]) == (RowState.ASKED, "The same web domain: ssi.example.org.")


def test_two_ror_ids_in_one_list_stay_two(by: Actor) -> None:
    content = json.dumps(
        [record(TWO, "Twin Institute", "สถาบันแฝด"), record(THREE, "Other Twin Institute", "สถาบันแฝด")]
    ).encode()
    taken, _answers = joined(by, brought(by, content, "ror.json"))
    assert taken.outcome["counts"]["organisations"] == 2


@pytest.mark.skipif(not REAL.exists(), reason="the shared folder of real data is not here")
def test_real_list_becomes_191_and_ror_joins_without_wrong_merge(by: Actor) -> None:
    content = (REAL / "mua_wikipedia_list_242rows.csv").read_bytes()
    found = brought(by, content, "mua.csv")
    take_in_list(by=by, brought=found, now=NOW)
    assert Organisation.objects.count() == 191
    before = dict(Organisation.objects.values_list("pk", "name_th"))
    source = json.loads((REAL / "ror_thailand_135.json").read_text())
    ror = brought(by, (REAL / "ror_thailand_135.json").read_bytes(), "ror.json")
    taken, _answers = joined(by, ror)
    assert taken.outcome["counts"]["organisations"] + taken.outcome["counts"]["present"] == 135
    by_ror = {each.ror: each for each in Organisation.objects.exclude(ror="")}
    assert set(by_ror) == {each["ror"] for each in source}
    wrong = []
    for each in source:
        record_ = by_ror[each["ror"]]
        if record_.pk not in before:
            continue
        keys = {organisation_key(text) for text in (*each["name_th"], each["name_en"], *each["other_names"])}
        if organisation_key(before[record_.pk]) not in keys:
            wrong.append((each["name_en"], before[record_.pk]))
    assert wrong == []
    known = {organisation_key(name) for name in before.values()}
    missed = [
        each["name_en"]
        for each in source
        if by_ror[each["ror"]].pk not in before
        and known & {organisation_key(text) for text in each["name_th"]}
    ]
    assert missed == []


@pytest.mark.skipif(not REAL.exists(), reason="the shared folder of real data is not here")
@pytest.mark.parametrize("short", ["มกส.", "มรธ.", "มรส.", "มจพ.", "มนช.", "SU", "TRU", "STC", "KRU"])
def test_real_ambiguous_abbreviation_asks(by: Actor, short: str) -> None:
    content = (REAL / "mua_wikipedia_list_242rows.csv").read_bytes()
    take_in_list(by=by, brought=brought(by, content, "mua.csv"), now=NOW)
    [row] = checked(by, brought(by, f"ชื่อ\n{short}\n".encode(), "b.csv")).rows
    assert (row.state, row.questions[0].proposal) == (RowState.ASKED, "")
    assert len(row.questions[0].options) >= 2
