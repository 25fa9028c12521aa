"""How organisations, dates and records are named in the sentences of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.events.queries.facts import AgendaFact, DocumentFact, GroupFact, OutputFact, ResultFact, Words
from samphan.kit.thai.dates import format_date, format_range
from samphan.reports.queries.writing import Draft, Writer, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from samphan.events.queries.facts import Fact, OrganisationFact, Ref
    from samphan.kit.partial import PartialDate
    from samphan.reports.queries.facts import ReportFacts


MOST_NAMES: Final = 15


def full_name(w: Writer, f: ReportFacts) -> str:
    """The reporting organisation, a unit with its institution."""
    name = w.words(f.organisation.name)
    return w.say("part_of", unit=name, institution=w.words(f.institution.name)) if f.is_unit else name


def dates_of(w: Writer, starts: PartialDate | None, ends: PartialDate | None) -> str:
    """The days of an event as far as they are known; "" when nobody knows them."""
    if starts is None or ends is None or starts == ends:
        known = starts or ends
        return known.format(w.language) if known else ""
    return format_range(
        starts.from_on,
        ends.last_on,
        language=w.language,
        precision=starts.precision,
        end_precision=ends.precision,
    )


def when_of(w: Writer, starts: PartialDate | None, ends: PartialDate | None) -> str:
    dates = dates_of(w, starts, ends)
    if not dates:
        return ""
    if starts is None or ends is None or starts == ends:
        known = starts or ends
        precision = known.precision if known else "day"
        return w.say(f"intro_{precision}", date=dates)
    if starts.precision == ends.precision == "day":
        return w.say("intro_days", dates=dates)
    return w.say("intro_period", dates=dates)


def due_of(w: Writer, due: PartialDate | None) -> str:
    if due is None:
        return w.say("not_known")
    return format_date(
        due.from_on, language=w.language, precision=due.precision, with_era=due.precision == "year"
    )


def limited(w: Writer, organisations: Sequence[OrganisationFact]) -> str:
    names = [w.organisation(each) for each in organisations[:MOST_NAMES]]
    rest = len(organisations) - len(names)
    if rest <= 0:
        return w.listed(names)
    separator = ", " if w.language == "en" or any(" " in name for name in names) else " "
    return w.say("and_others", rest, names=separator.join(names))


def organisations_of(organisations: Iterable[OrganisationFact], w: Writer) -> list[tuple[Ref, str]]:
    return [(each.ref, label(w, each.name)) for each in organisations]


def label(w: Writer, words: Words) -> str:
    """A name for a record beside the text: missing words there mark nothing."""
    return str(words.text(w.language))


def event_record(w: Writer, f: ReportFacts) -> tuple[Ref, str]:
    return f.event.ref, label(w, f.event.title)


def name_of(w: Writer, fact: Fact | None) -> str:
    """How a record is named where another one refers to it."""
    match fact:
        case GroupFact():
            return w.say("source_group", code=fact.code)
        case OutputFact():
            return w.say(f"source_output_{fact.kind}", title=shortened(w.words(fact.title)))
        case DocumentFact():
            return w.say(f"source_document_{fact.kind}", title=shortened(w.words(fact.title)))
        case AgendaFact():
            return w.say("source_agendaitem", title=shortened(w.words(fact.title)))
        case ResultFact():
            return w.say("source_result", title=shortened(w.words(fact.statement)))
        case _:
            return ""


def labelled(w: Writer, refs: Iterable[Ref], index: Mapping[Ref, Fact]) -> list[tuple[Ref, str]]:
    return [(ref, label) for ref in refs if (label := name_of(w, index.get(ref)))]


def sentences(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def any_sample(refs: Iterable[Ref], index: Mapping[Ref, Fact]) -> bool:
    return any(getattr(index.get(ref), "is_sample", False) for ref in refs)


def told(w: Writer, f: ReportFacts, name: str, words: Words) -> Iterator[Draft]:
    """A text of the event under its own bold word; nothing when it is empty."""
    if words:
        text = w.words(words)
        yield w.draft(name, text, lead=w.say(name), records=[event_record(w, f)], is_sample=f.event.is_sample)
