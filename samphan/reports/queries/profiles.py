"""Report profiles: the forms of reports as dated rule packs of the catalogue, typed and checked.

Nothing about a form is written in code: headings, order and contents of its parts, the year that its round counts,
which checks are gates, and every sentence come from the pack. Code knows how each *content* is built from facts and
how each *check* is made; a pack chooses among them by name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from samphan import catalogue
from samphan.catalogue import Node, PackError
from samphan.events.queries.facts import Words
from samphan.kit.thai.dates import BE_OFFSET

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = "report_profiles"
DEFAULT: Final = "participation-2569"

type Calendar = Literal["calendar", "fiscal"]
type Severity = Literal["gate", "warning"]

#: What a part can be composed of, see ``queries.sections``.
CONTENTS: Final = frozenset(
    {
        "introduction", "problem", "goal", "topics", "groups", "boards", "hosts", "teams", "audience", "people",
        "people_table", "outside", "institutions", "results", "outputs", "uses", "uses_table",
    }
)  # fmt: skip

#: The checks that can be made, each with the parameters that it takes, see ``queries.checks``.
CHECKS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "parts_filled": frozenset(),
        "sums_agree": frozenset(),
        "outside_people": frozenset({"minimum"}),
        "period_in_year": frozenset(),
        "owned_use": frozenset({"minimum"}),
        "public_address": frozenset(),
        "all_intent": frozenset(),
        "group_unused": frozenset(),
        "topic_without_activity": frozenset(),
        "level_without_result": frozenset(),
        "result_without_evidence": frozenset(),
        "counts_differ": frozenset(),
        "stale_words": frozenset(),
        "language_missing": frozenset(),
        "sample_data": frozenset(),
    }
)

#: Every sentence that composing asks for, with the names that it is given.
SENTENCES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        name: frozenset(offered.split())
        for name, offered in {
            "head_theme": "", "head_dates": "", "head_venue": "", "head_number": "",
            "head_not_issued": "", "head_number_version": "number version", "head_issued": "", "head_address": "",
            "round": "round period", "item": "item", "running_foot": "number",
            "people": "count", "places": "count", "organisations": "count",
            "with_abbreviation": "name abbreviation", "part_of": "unit institution", "and_others": "names count",
            "introduction": "organisation role title theme when where",
            "role_host": "", "role_co_host": "", "role_team": "", "role_participant": "",
            "intro_theme": "theme", "intro_day": "date", "intro_days": "dates", "intro_month": "date",
            "intro_year": "date", "intro_period": "dates", "intro_venue": "venue", "problem": "", "goal": "",
            "topics": "count", "topic_activities": "activities", "topic_groups": "groups",
            "groups": "count", "group": "code",
            "boards": "count cards", "cards": "count", "board_cards": "cards", "cluster": "title",
            "board_clusters": "cards count clusters", "board_clusters_among": "cards count clusters",
            "host_main_host": "", "host_main_host_funder": "", "host_funder": "", "host_co_host": "",
            "host_supporter": "", "teams": "count organisations", "audience": "",
            "people_stated": "people institutions categories", "people_counted": "people institutions categories",
            "people_came": "people institutions categories", "came_difference": "stated counted difference",
            "column_came": "", "outside_came": "institution outside",
            "people_from": "institutions", "people_categories": "categories", "people_category": "name people",
            "people_difference": "stated counted difference", "institutions_difference": "stated counted",
            "people_table": "", "column_category": "", "column_stated": "", "column_counted": "",
            "column_people": "", "row_uncategorised": "", "row_total": "",
            "outside_counted": "institution outside", "outside_organisations": "institution organisations",
            "outside_stated": "institution", "institutions": "places names",
            "level_person": "", "level_network": "", "level_system": "", "results": "count", "evidence": "evidence",
            "outputs": "", "output_suggestion": "", "output_best_practice": "", "output_roadmap_item": "",
            "output_possible_project": "", "output_issue": "", "output_lesson": "", "output_action": "", "output_of_group": "title code",
            "uses": "organisation count", "uses_intended": "organisation count", "use_sources": "sources",
            "use_change": "change", "use_dropped": "reason",
            "uses_table": "", "column_use": "", "column_owner": "", "column_due": "", "column_state": "",
            "state_intended": "", "state_started": "", "state_done": "", "state_dropped": "", "not_known": "",
            "source_group": "code", "source_result": "title", "source_output_suggestion": "title",
            "source_output_best_practice": "title", "source_output_roadmap_item": "title",
            "source_output_possible_project": "title", "source_output_issue": "title",
            "source_output_lesson": "title", "source_output_action": "title",
            "source_document_approval": "title", "source_document_signed_list": "title",
            "source_document_minutes": "title", "source_document_document": "title",
            "source_document_survey": "title", "source_document_agreement": "title",
            "source_document_contact_list": "title", "source_agendaitem": "title",
            "nothing": "", "sample": "", "sample_note": "", "other_language": "", "annex": "", "override": "gate reason",
        }.items()
    }
)  # fmt: skip

_THAI_END: Final = re.compile(r"[ก-๎]$")
_FOREIGN_START: Final = re.compile(r"[A-Za-z0-9“\"'(]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a report says of some records, with {names} to be filled; ``en_one`` is the English for a count of one."""

    th: str
    en: str
    en_one: str = ""

    def fill(self, language: str, values: Mapping[str, str], *, is_one: bool = False) -> str:
        """The sentence in a language. Values stay as they are: braces in them mean nothing."""
        template = self.th if language == "th" else (is_one and self.en_one) or self.en
        filled = ""
        for literal, name, _spec, _conversion in Formatter().parse(template):
            filled += literal
            value = values[name] if name else ""
            # Thai sets foreign words apart by a blank: "ใน IRO Networking Day", but "ในการประชุม".
            if _FOREIGN_START.match(value) and _THAI_END.search(filled):
                filled += " "
            filled += value
        return filled


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part of the form. It is filled when one of its ``required`` contents says something."""

    code: str
    heading: Words
    contents: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A check that the form asks for; ``minimum`` only means something to checks that count."""

    code: str
    severity: Severity
    minimum: int = 1

    @property
    def is_gate(self) -> bool:
        return self.severity == "gate"


@dataclass(frozen=True, slots=True)
class YearRule:
    """Which year the round of a year counts: ``offset`` years later (-1: the year before), in which calendar."""

    offset: int
    calendar: Calendar

    def period(self, round_year: int) -> tuple[dt.date, dt.date]:
        """First day counted and first day no longer counted, for a round of the Buddhist era."""
        year = round_year + self.offset - BE_OFFSET
        if self.calendar == "fiscal":
            return dt.date(year - 1, 10, 1), dt.date(year, 10, 1)
        return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)

    def round_of(self, day: dt.date) -> int:
        """The round (Buddhist era) that counts a day."""
        year = day.year + (self.calendar == "fiscal" and day.month >= 10)
        return year + BE_OFFSET - self.offset


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from and when it was read."""

    text: Words
    note: Words
    read_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ReportProfile:
    """The form of a report."""

    code: str
    title: Words
    valid_from: dt.date | None
    valid_until: dt.date | None
    source: Source
    item_numbers: Mapping[int, str]
    year: YearRule
    part_number: str
    parts: tuple[PartRule, ...]
    checks: tuple[Check, ...]
    sentences: Mapping[str, Sentence]

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether the form is in use on a day; its first day counts, ``valid_until`` is the first no longer."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )

    def heading(self, part: PartRule, language: str) -> str:
        """The numbered heading of a part, as the form prints it."""
        number = self.part_number.format(self.parts.index(part) + 1)
        return f"{number} {part.heading.text(language)}".strip()


class NoSuchProfile(LookupError):  # noqa: N818 - reads as what happened
    """No pack of the catalogue has this code."""


@cache
def profiles() -> Mapping[str, ReportProfile]:
    """All forms by code.

    Raises:
        PackError: a pack contradicts what code knows; the message says where.
    """
    packs = catalogue.read(FOLDER)
    return MappingProxyType({code: parse(_extended(pack, packs, ())) for code, pack in packs.items()})


def profile(code: str) -> ReportProfile:
    """The form with this code; NoSuchProfile when there is none (any more)."""
    try:
        return profiles()[code]
    except KeyError:
        raise NoSuchProfile(code) from None


def profiles_on(day: dt.date) -> list[ReportProfile]:
    """The forms in use on a day, the product's default first."""
    valid = [each for each in profiles().values() if each.is_valid_on(day)]
    return sorted(valid, key=lambda each: (each.code != DEFAULT, each.code))


def _extended(pack: Node, packs: Mapping[str, Node], seen: tuple[str, ...]) -> Node:
    """A pack with what it does not say taken from the one that it extends; sentences are taken one by one."""
    base_code = pack.value.get("extends")
    if base_code is None:
        return pack
    if base_code not in packs or base_code in seen:
        raise PackError(
            f"{pack.place}.extends", f"there is no pack {base_code!r} to extend, or it extends this one"
        )
    base = _extended(packs[base_code], packs, (*seen, pack.value["code"])).value
    own = {name: value for name, value in pack.value.items() if name != "extends"}
    own["sentences"] = {**base.get("sentences", {}), **(own.get("sentences") or {})}
    return Node({**base, **own}, pack.place)


def parse(pack: Node) -> ReportProfile:
    """A pack as a form.

    Raises:
        PackError: a name is missing, unknown or said twice, or a sentence asks for what it is not given.
    """
    fields = pack.fields(
        required="code title valid source year part_number parts checks sentences", optional="item_numbers"
    )
    valid = fields["valid"].fields(optional="from until")
    year = fields["year"].fields(required="offset calendar")
    calendar = year["calendar"].one_of("calendar", "fiscal")
    number = fields["part_number"].text()
    if number.count("{}") != 1 or set(number.replace("{}", "")) & set("{}"):
        raise PackError(fields["part_number"].place, "one {} must stand where the number is")
    parts = tuple(map(_part, fields["parts"].entries()))
    checks = tuple(map(_check, fields["checks"].entries()))
    for what, codes in (("parts", [each.code for each in parts]), ("checks", [each.code for each in checks])):
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise PackError(fields[what].place, f"said twice: {', '.join(twice)}")
    contents = [content for part in parts for content in part.contents]
    if twice := sorted({content for content in contents if contents.count(content) > 1}):
        raise PackError(fields["parts"].place, f"stands in two places: {', '.join(twice)}")
    if not parts:
        raise PackError(fields["parts"].place, "a report needs a part")
    return ReportProfile(
        code=fields["code"].text(),
        title=_words(fields["title"]),
        valid_from=valid["from"].day(),
        valid_until=valid["until"].day(),
        source=_source(fields["source"]),
        item_numbers=MappingProxyType(_item_numbers(fields["item_numbers"])),
        year=YearRule(year["offset"].number(), "fiscal" if calendar == "fiscal" else "calendar"),
        part_number=number,
        parts=parts,
        checks=checks,
        sentences=MappingProxyType(_sentences(fields["sentences"])),
    )


def _words(node: Node) -> Words:
    fields = node.fields(required="th", optional="en")
    return Words(fields["th"].text(), fields["en"].text(""))


def _source(node: Node) -> Source:
    fields = node.fields(required="text", optional="note read_on")
    note = Words("") if fields["note"].value is None else _words(fields["note"])
    return Source(_words(fields["text"]), note, fields["read_on"].day())


def _item_numbers(node: Node) -> dict[int, str]:
    numbers: dict[int, str] = {}
    for round_year, item in node.mapping().items():
        if not round_year.isdecimal():
            raise PackError(item.place, "item numbers stand under the year of a round")
        numbers[int(round_year)] = item.text()
    return numbers


def _part(node: Node) -> PartRule:
    fields = node.fields(required="code heading contents required")
    contents = tuple(each.one_of(*sorted(CONTENTS)) for each in fields["contents"].entries())
    required = tuple(each.one_of(*contents) for each in fields["required"].entries())
    code = fields["code"].text()
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,19}", code):
        raise PackError(fields["code"].place, "a code has up to 20 small letters, figures and _")
    if not required:
        raise PackError(fields["required"].place, "say what a filled part must hold")
    return PartRule(code, _words(fields["heading"]), contents, required)


def _check(node: Node) -> Check:
    fields = node.fields(required="code severity", optional="minimum")
    code = fields["code"].one_of(*sorted(CHECKS))
    if fields["minimum"].value is not None and "minimum" not in CHECKS[code]:
        raise PackError(fields["minimum"].place, f"{code} takes no minimum")
    minimum = fields["minimum"].number(1)
    if minimum < 1:
        raise PackError(fields["minimum"].place, "a minimum is 1 or more")
    severity = fields["severity"].one_of("gate", "warning")
    return Check(code, "gate" if severity == "gate" else "warning", minimum)


def _sentences(node: Node) -> dict[str, Sentence]:
    fields = node.fields(required=" ".join(SENTENCES))
    return {name: _sentence(name, each) for name, each in fields.items()}


def _sentence(name: str, node: Node) -> Sentence:
    fields = node.fields(required="th en", optional="en_one")
    texts = {}
    for language, each in fields.items():
        # Blanks at the ends of a clause belong to it: it is joined to the sentence before.
        if not isinstance(each.value, str | None) or (each.value is None and language != "en_one"):
            raise PackError(each.place, "a text was expected here")
        texts[language] = each.value or ""
        try:
            asked = {
                field
                for _text, field, _spec, _conversion in Formatter().parse(texts[language])
                if field is not None
            }
        except ValueError as error:
            raise PackError(each.place, f"its braces do not match: {error}") from error
        if not asked <= SENTENCES[name]:
            offered = ", ".join(sorted(SENTENCES[name])) or "nothing"
            raise PackError(
                each.place,
                f"it asks for {', '.join(sorted(asked - SENTENCES[name]))}, but is given {offered}",
            )
    return Sentence(texts["th"], texts["en"], texts["en_one"])
