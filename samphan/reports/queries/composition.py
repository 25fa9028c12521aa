"""A report composed from facts by the rules of its profile: parts of blocks, each knowing its records and its facts.

Pure: the same facts, report, profile and rewordings give the same composition, and nothing is read or written. A
composition goes into JSON and comes back unchanged, which is how an issued version is frozen.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from samphan.kit.thai.dates import BE_OFFSET, format_range
from samphan.reports.queries import sections
from samphan.reports.queries.sections.naming import dates_of, full_name
from samphan.reports.queries.writing import Draft, Grid, Writer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from samphan.reports.models import Report, Rewording
    from samphan.reports.queries.facts import ReportFacts
    from samphan.reports.queries.profiles import ReportProfile

FORMAT: Final = 1
LONGEST_NAME: Final = 18
#: The longer first: "สถาบันเทคโนโลยี" begins like "สถาบัน".
KINDS_OF_INSTITUTION: Final = (
    "มหาวิทยาลัยเทคโนโลยีราชมงคล",
    "มหาวิทยาลัยเทคโนโลยี",
    "มหาวิทยาลัยราชภัฏ",
    "มหาวิทยาลัย",
    "สถาบันเทคโนโลยี",
    "สถาบัน",
    "วิทยาลัยชุมชน",
    "วิทยาลัย",
    "โรงเรียน",
    "คณะ",
)

type Language = Literal["th", "en"]
type Style = Literal["paragraph", "numbered", "bullet", "table"]


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a block was composed from: why it is here."""

    kind: str
    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """Somebody gave a block other words; ``is_stale`` when its facts changed after that."""

    by: str
    at: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, entry of a list or table.

    Attributes:
        key: stable name: the content, and the record where there is one for each ("topics-12").
        lead: what stands in bold before the text; "" for none.
        text: the words to be printed; of a table its caption.
        composed: the words that were composed (lead on the first line), which a rewording replaces.
        facts: hash of what was composed, table included.
        is_sample: composed from sample data, among others.
        is_fallback: holds words that were missing in the report's language.
    """

    key: str
    style: Style
    lead: str
    text: str
    composed: str
    facts: str
    records: tuple[Record, ...] = ()
    grid: Grid | None = None
    is_sample: bool = False
    is_fallback: bool = False
    reworded: Reworded | None = None

    @property
    def words(self) -> str:
        """The words as they are edited: the lead on a line of its own."""
        return f"{self.lead}\n{self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report; ``is_filled`` when it holds what the form requires of it."""

    code: str
    heading: str
    blocks: tuple[Block, ...]
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Orphan:
    """Words that somebody wrote for a block whose records are gone."""

    key: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the profile that stand around the parts, in the report's language."""

    number: str
    not_issued: str
    number_version: str
    issued: str
    address: str
    running_foot: str
    sample: str
    sample_note: str
    other_language: str
    annex: str
    override: str
    nothing: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole report in one language.

    Attributes:
        organisation: full name of who reports.
        subtitle: lines under the title: the event, the round.
        head: names with values above the parts.
        annex: notes under the parts, such as rules that were passed knowingly.
        names: names that no line of the document should be broken in.
    """

    language: Language
    title: str
    organisation: str
    subtitle: tuple[str, ...]
    head: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    labels: Labels
    annex: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    orphans: tuple[Orphan, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """All blocks, in reading order."""
        for part in self.parts:
            yield from part.blocks

    def block(self, key: str) -> Block | None:
        return next((block for block in self.blocks() if block.key == key), None)

    @property
    def is_sample(self) -> bool:
        """Whether sample data is in it."""
        return any(block.is_sample for block in self.blocks())

    def with_annex(self, notes: Iterable[str]) -> Composition:
        return replace(self, annex=tuple(notes))

    def to_json(self) -> dict[str, Any]:
        """As stored with an issued version; without orphans, which are no part of the report."""
        return {"format": FORMAT, **asdict(replace(self, orphans=()))}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Composition:
        """What ``to_json`` gave.

        Raises:
            ValueError: stored by a later product whose format is not known here.
        """
        if stored["format"] != FORMAT:
            raise ValueError(f"unknown format of a composed report: {stored['format']!r}")
        return cls(
            language=stored["language"],
            title=stored["title"],
            organisation=stored["organisation"],
            subtitle=tuple(stored["subtitle"]),
            head=tuple((name, value) for name, value in stored["head"]),
            parts=tuple(
                Part(
                    part["code"],
                    part["heading"],
                    tuple(map(_stored_block, part["blocks"])),
                    part["is_filled"],
                )
                for part in stored["parts"]
            ),
            labels=Labels(**stored["labels"]),
            annex=tuple(stored["annex"]),
            names=tuple(stored["names"]),
        )


def _stored_block(stored: dict[str, Any]) -> Block:
    grid, reworded = stored["grid"], stored["reworded"]
    values = {
        **stored,
        "records": tuple(Record(**each) for each in stored["records"]),
        "grid": Grid.from_json(grid) if grid else None,
        "reworded": Reworded(**reworded) if reworded else None,
    }
    return Block(**values)


def compose(
    facts: ReportFacts,
    report: Report,
    profile: ReportProfile,
    rewordings: Sequence[Rewording] = (),
    *,
    language: Language | None = None,
) -> Composition:
    """The report as its records and rewordings have it, in its own language or in another one."""
    spoken = cast("Language", language or report.language)
    writer = Writer(profile, spoken)
    other_words = {each.block: each for each in rewordings if each.language == spoken}
    parts = []
    for rule in profile.parts:
        drafts = [draft for content in rule.contents for draft in sections.BUILDERS[content](writer, facts)]
        filled = {draft.content for draft in drafts}
        parts.append(
            Part(
                code=rule.code,
                heading=profile.heading(rule, spoken),
                blocks=tuple(_block(draft, other_words.pop(draft.key, None)) for draft in drafts),
                is_filled=not filled.isdisjoint(rule.required),
            )
        )
    title, subtitle, head = _head(writer, facts, report, profile)
    return Composition(
        language=spoken,
        title=title,
        organisation=full_name(writer, facts),
        subtitle=subtitle,
        head=head,
        parts=tuple(parts),
        labels=_labels(writer),
        names=_names(facts),
        orphans=tuple(Orphan(each.block, each.text, each.written_by) for each in other_words.values()),
    )


def facts_hash(draft: Draft) -> str:
    """What a rewording remembers: changes when anything that was composed changes."""
    said = [draft.lead, draft.text, asdict(draft.grid) if draft.grid else None]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _block(draft: Draft, rewording: Rewording | None) -> Block:
    facts = facts_hash(draft)
    composed = f"{draft.lead}\n{draft.text}" if draft.lead else draft.text
    block = Block(
        key=draft.key,
        style=draft.style,
        lead=draft.lead,
        text=draft.text,
        composed=composed,
        facts=facts,
        records=tuple(Record(ref.kind, ref.id, label) for ref, label in draft.records),
        grid=draft.grid,
        is_sample=draft.is_sample,
        is_fallback=draft.is_fallback,
    )
    if rewording is None:
        return block
    lead, line, rest = rewording.text.partition("\n")
    has_lead = bool(draft.lead and line)
    return replace(
        block,
        lead=lead.strip() if has_lead else "",
        text=rest.strip() if has_lead else rewording.text,
        is_fallback=False,
        reworded=Reworded(
            by=rewording.written_by,
            at=rewording.written_at.isoformat(),
            is_stale=rewording.facts != facts,
        ),
    )


def _head(
    writer: Writer, facts: ReportFacts, report: Report, profile: ReportProfile
) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    event = facts.event
    item = profile.item_numbers.get(report.round_year, "")
    title = profile.title.text(writer.language)
    rows = [
        ("head_theme", writer.words(event.theme)),
        ("head_dates", dates_of(writer, event.starts, event.ends)),
        ("head_venue", writer.words(event.venue)),
    ]
    writer.forget()
    return (
        f"{title} ({writer.say('item', item=item)})" if item else title,
        (writer.words(event.title), round_line(writer, report)),
        tuple((writer.say(name), value) for name, value in rows if value),
    )


def round_line(writer: Writer, report: Report) -> str:
    """Which round the report is for, and what that counts."""
    period = period_of(report.period_from, report.period_until, writer.language)
    year = str(report.round_year)
    if writer.language == "en":
        year = f"{report.round_year - BE_OFFSET} (B.E. {report.round_year})"
    return writer.say("round", round=year, period=period)


def period_of(first: dt.date, until: dt.date, language: Language) -> str:
    """The days that a round counts; ``until`` is the first day no longer."""
    return format_range(first, until.fromordinal(until.toordinal() - 1), language=language)


def _labels(writer: Writer) -> Labels:
    # What is not known yet stays a placeholder: number, version and reasons come with the issue.
    def template(name: str) -> str:
        sentence = writer.profile.sentences[name]
        return sentence.th if writer.language == "th" else sentence.en

    return Labels(
        number=template("head_number"),
        not_issued=template("head_not_issued"),
        number_version=template("head_number_version"),
        issued=template("head_issued"),
        address=template("head_address"),
        running_foot=template("running_foot"),
        sample=template("sample"),
        sample_note=template("sample_note"),
        other_language=template("other_language"),
        annex=template("annex"),
        override=template("override"),
        nothing=template("nothing"),
    )


def _own_name(name: str) -> str:
    """The name of an institution without the words for its kind, before or behind it."""
    kind = next((each for each in KINDS_OF_INSTITUTION if name.startswith(each)), "")
    return name.removeprefix(kind).removesuffix("มหาวิทยาลัย")


def _names(facts: ReportFacts) -> tuple[str, ...]:
    event = facts.event
    organisations = [
        facts.organisation,
        facts.institution,
        *facts.others,
        *(each for team in event.teams for each in team.organisations),
    ]
    # Only what tells a name from others stays whole: a line that ends before a long name would be stretched.
    names = [name for each in organisations for name in (_own_name(each.name.th), each.abbreviation.th)]
    return tuple(sorted({name for name in names if 2 < len(name) <= LONGEST_NAME and " " not in name}))
