"""Part two of the usual form: who took part, in words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events.models import HostRole
from samphan.events.queries.facts import Words
from samphan.reports.queries.numbers import numbers_of
from samphan.reports.queries.sections.naming import (
    MOST_NAMES,
    event_record,
    label,
    limited,
    organisations_of,
    told,
)
from samphan.reports.queries.writing import Draft, Grid, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.events.queries.facts import HostFact
    from samphan.events.queries.numbers import Participation
    from samphan.reports.queries.facts import ReportFacts


def hosts(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """Who hosted, funded and supported; who did both first is said once."""
    by_role: dict[str, list[HostFact]] = {role: [] for role in HostRole.values}
    for host in f.event.hosts:
        by_role[host.role].append(host)
    main, funders = by_role[HostRole.MAIN_HOST], by_role[HostRole.FUNDER]
    lines: list[tuple[str, list[HostFact]]] = [(role, by_role[role]) for role in HostRole.values]
    if main and [each.organisation for each in main] == [each.organisation for each in funders]:
        lines = [("main_host_funder", [*main, *funders]), *lines[2:]]
    for role, entries in lines:
        if entries:
            organisations = list(dict.fromkeys(each.organisation for each in entries))
            yield w.draft(
                f"hosts-{role}",
                w.listed(w.organisation(each, with_abbreviation=True) for each in organisations),
                style="bullet",
                lead=w.say(f"host_{role}"),
                records=[(each.ref, label(w, each.organisation.name)) for each in entries],
                is_sample=f.event.is_sample or any(each.is_sample for each in organisations),
            )


def teams(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """The teams with their duties; an organisation may sit in several."""
    found = f.event.teams
    if not found:
        return
    distinct = {each.ref for team in found for each in team.organisations}
    yield w.draft(
        "teams",
        w.say("teams", len(found), organisations=w.say("organisations", len(distinct))),
        records=[event_record(w, f)],
    )
    for team in found:
        duty = w.words(team.duty)
        yield w.draft(
            f"teams-{team.ref.id}",
            w.listed(w.organisation(each) for each in team.organisations),
            style="numbered",
            lead=duty,
            records=[(team.ref, duty), *organisations_of(team.organisations, w)],
            is_sample=f.event.is_sample or any(each.is_sample for each in team.organisations),
        )


def audience(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """Who took part, in words."""
    yield from told(w, f, "audience", f.event.audience)


def people(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """How many took part, from how many institutions, in which categories; then what contradicts the lists."""
    numbers = numbers_of(f.event.participation)
    if numbers.people is None:
        return
    counted = f.event.participation
    categories = [
        w.say("people_category", name=w.words(each.name), people=w.say("people", each.people))
        for each in numbers.categories
        if each.people is not None
    ]
    institutions = numbers.institutions
    text = w.say(
        "people_stated" if numbers.is_stated else f"people_{counted_as(counted)}",
        people=w.say("people", numbers.people),
        institutions=w.say("people_from", institutions=w.say("places", institutions)) if institutions else "",
        categories=w.say("people_categories", categories=w.listed(categories)) if categories else "",
    )
    records = [event_record(w, f), *((each.ref, label(w, each.name)) for each in numbers.categories)]
    is_sample = f.event.is_sample or (not numbers.is_stated and bool(f.sample_people))
    yield w.draft("people", text, records=records, is_sample=is_sample)
    if numbers.is_stated and counted.counted and counted.counted != numbers.people:
        yield w.draft(
            "people-difference",
            w.say(
                "came_difference" if counted.is_attendance else "people_difference",
                stated=w.say("people", numbers.people),
                counted=w.say("people", counted.counted),
                difference=w.say("people", abs(counted.counted - numbers.people)),
            ),
            records=[event_record(w, f)],
            is_sample=bool(f.sample_people),
        )
    named = counted.counted_institutions
    if counted.stated_institutions and named and named != counted.stated_institutions:
        yield w.draft(
            "people-institutions",
            w.say(
                "institutions_difference",
                stated=w.say("places", counted.stated_institutions),
                counted=w.say("places", named),
            ),
            records=[event_record(w, f)],
            is_sample=bool(f.sample_institutions),
        )


def counted_as(participation: Participation) -> str:
    """Which people were counted: those who ``came``, or those who are on the list (``counted``)."""
    return "came" if participation.is_attendance else "counted"


def people_table(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """The categories as a table: stated beside counted where both are known."""
    counted = f.event.participation
    numbers = numbers_of(counted)
    if not counted.categories or numbers.people is None:
        return

    def shown(value: int | None) -> str:
        return "–" if value is None else f"{value:,}"

    with_stated, with_counted = numbers.is_stated, bool(counted.counted)
    lines: list[tuple[str, int | None, int]] = [
        (w.words(Words(each.name_th, each.name_en)), each.stated, each.counted) for each in counted.categories
    ]
    if counted.uncategorised:
        lines.append((w.say("row_uncategorised"), None, counted.uncategorised))
    lines.append((w.say("row_total"), numbers.people if with_stated else None, counted.counted))
    heads = [w.say("column_category")]
    if with_stated:
        heads.append(w.say("column_stated" if with_counted else "column_people"))
    if with_counted:
        heads.append(w.say(f"column_{counted_as(counted)}" if with_stated else "column_people"))
    rows = tuple(
        (name, *([shown(stated)] if with_stated else []), *([shown(heads_)] if with_counted else []))
        for name, stated, heads_ in lines
    )
    yield w.draft(
        "people_table",
        w.say("people_table"),
        style="table",
        grid=Grid(tuple(heads), (False, *(True for _ in heads[1:])), rows, has_total=True),
        records=[(each.ref, label(w, each.name)) for each in numbers.categories],
        is_sample=f.event.is_sample or bool(with_counted and f.sample_people),
    )


def outside(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """Who came from outside the reporting institution, as far as the records tell."""
    institution = w.words(f.institution.name)
    counted = f.event.participation.outside or 0
    if counted:
        yield w.draft(
            "outside-people",
            w.say(
                f"outside_{counted_as(f.event.participation)}",
                institution=institution,
                outside=w.say("people", counted),
            ),
            records=[event_record(w, f)],
            is_sample=bool(f.sample_people),
        )
    w.forget()
    if f.others:
        yield w.draft(
            "outside-organisations",
            w.say("outside_organisations", institution=institution, organisations=limited(w, f.others)),
            records=organisations_of(f.others, w),
            is_sample=any(
                each.ref.id in f.sample_institutions or each.is_sample for each in f.others[:MOST_NAMES]
            ),
        )
    if not counted and numbers_of(f.event.participation).people is not None:
        yield w.draft(
            "outside-unknown",
            w.say("outside_stated", institution=institution),
            records=[event_record(w, f)],
        )
    w.forget()


def institutions(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """The institutions that are named as taking part, all of them."""
    found = f.event.institutions
    if not found:
        return
    yield w.draft(
        "institutions",
        w.say(
            "institutions",
            places=w.say("places", len(found)),
            names=w.listed(w.organisation(each) for each in found),
        ),
        records=organisations_of(found, w),
        is_sample=any(each.ref.id in f.sample_institutions or each.is_sample for each in found),
    )
