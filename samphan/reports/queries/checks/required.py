"""Checks that the usual form makes gates of: without them the report does not count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.events.models import UseState
from samphan.reports.queries.checks.case import PLACES, SETTINGS, Case, Finding, category_name
from samphan.reports.queries.composition import period_of
from samphan.reports.queries.numbers import numbers_of
from samphan.reports.queries.sections.naming import dates_of
from samphan.reports.queries.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.events.queries.numbers import Participation
    from samphan.kit.components import FindingState
    from samphan.reports.queries.profiles import Check

LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 - compared with, not bound to


def parts_filled(case: Case, check: Check) -> Iterator[Finding]:
    """Every part holds what the form requires of it."""
    for rule, part in zip(case.profile.parts, case.composition.parts, strict=True):
        values = {"part": case.heading(rule)}
        text = (
            _("“%(part)s” is filled.") % values
            if part.is_filled
            else _("“%(part)s” is empty: the records hold nothing for it yet.") % values
        )
        yield case.found(
            check,
            "ok" if part.is_filled else "missing",
            text,
            what=rule.code,
            part=rule.code,
            place=PLACES.get(rule.required[0], "events.event"),
        )


def sums_agree(case: Case, check: Check) -> Iterator[Finding]:
    """The categories of participants add up to the stated total."""
    people = case.facts.event.participation
    numbers = numbers_of(people)
    state, text = _sum(people, numbers.people, is_stated=numbers.is_stated)
    yield case.found(
        check,
        state,
        text,
        part=case.part_of("people", "people_table"),
        place=PLACES["people"],
        facts=[people.stated, *(each.stated for each in people.categories)],
    )


def _sum(people: Participation, total: int | None, *, is_stated: bool) -> tuple[FindingState, str]:
    values = {"total": f"{total or 0:,}"}
    if total is None:
        return "missing", _("Nobody has said how many people took part.")
    if not is_stated:
        return "ok", _("%(total)s people are registered; no numbers were stated beside them.") % values
    if not people.categories:
        return "ok", _("%(total)s people were stated, without categories.") % values
    return _sum_of_categories(people)


def _sum_of_categories(people: Participation) -> tuple[FindingState, str]:
    known = [each.stated for each in people.categories if each.stated is not None]
    unknown = [category_name(each) for each in people.categories if each.stated is None]
    values = {
        "sum": " + ".join(f"{each:,}" for each in known) or "0",
        "is": f"{sum(known):,}",
        "total": f"{people.stated or 0:,}",
        "names": ", ".join(unknown),
    }
    contradiction = _("%(sum)s = %(is)s, but %(total)s people are stated in all.") % values
    if people.stated is not None and sum(known) > people.stated:
        return "contradiction", contradiction
    if unknown:
        return "missing", _("No number is stated for: %(names)s. So the sum cannot be checked.") % values
    if people.stated is None:
        return "ok", _("%(sum)s = %(is)s; no total was stated beside it.") % values
    if sum(known) != people.stated:
        return "contradiction", contradiction
    return "ok", _("The sum agrees: %(sum)s = %(total)s.") % values


def outside_people(case: Case, check: Check) -> Iterator[Finding]:
    """Somebody from outside the reporting institution took part; its own staff and units never count."""
    facts = case.facts
    people = facts.event.participation
    outside, unclear = people.outside or 0, people.unclear or 0
    unnamed = max((numbers_of(people).people or 0) - people.counted, 0)
    others = max(len(facts.others), (people.stated_institutions or 1) - 1)
    values = {
        "institution": facts.institution.name.text(),
        "outside": f"{outside:,}",
        "unclear": f"{unclear:,}",
        "unnamed": f"{unnamed:,}",
        "others": f"{others:,}",
        "minimum": f"{check.minimum:,}",
    }
    detail = ""
    if outside >= check.minimum:
        state: FindingState = "ok"
        text = _("%(outside)s registered people came from outside %(institution)s.") % values
    elif unnamed >= check.minimum and others:
        state = "ok"
        text = _("People from %(others)s other institutions took part, as stated.") % values
        detail = (
            _(
                "%(unnamed)s stated people are not registered by name; how many of them came from outside is not known."
            )
            % values
        )
    else:
        state = "missing"
        text = (
            _(
                "Nobody from outside %(institution)s is known to have taken part (at least %(minimum)s needed)."
            )
            % values
        )
        detail = _("Staff of the institution and of its units do not count as people from outside.")
        if unclear:
            detail = (
                _(
                    "%(unclear)s registered people without a clear organisation do not count as people from outside."
                )
                % values
            )
    yield case.found(
        check,
        state,
        text,
        detail=detail,
        part=case.part_of("outside", "people"),
        place=PLACES["outside"],
        facts=[outside, unclear, unnamed, others],
    )


def period_in_year(case: Case, check: Check) -> Iterator[Finding]:
    """The event lies in the days that the round counts."""
    event, report = case.facts.event, case.report
    counted = period_of(report.period_from, report.period_until, case.reader)
    first, last = event.starts or event.ends, event.ends or event.starts
    values = {
        "period": counted,
        "dates": dates_of(Writer(case.profile, case.reader), event.starts, event.ends),
    }
    place = SETTINGS
    detail = ""
    if first is None or last is None:
        state: FindingState = "missing"
        text = (
            _("The event has no date, so nobody can tell whether it lies in the round (%(period)s).") % values
        )
        place = "events.event"
    elif report.period_from <= first.from_on and last.until_on <= report.period_until:
        state, text = (
            "ok",
            _("The event (%(dates)s) lies in the days that the round counts (%(period)s).") % values,
        )
    else:
        state = "contradiction"
        text = (
            _("The event (%(dates)s) does not lie wholly in the days that the round counts (%(period)s).")
            % values
        )
    if (report.period_from, report.period_until) != case.profile.year.period(report.round_year):
        usual = period_of(*case.profile.year.period(report.round_year), case.reader)
        detail = _(
            "By the rule of the form this round counts %(period)s; this report was given other days."
        ) % {"period": usual}
    yield case.found(
        check,
        state,
        text,
        detail=detail,
        place=place,
        facts=[event.starts, event.ends, report.period_from, report.period_until],
    )


def owned_use(case: Case, check: Check) -> Iterator[Finding]:
    """The results are used in some way that somebody answers for."""
    uses = [each for each in case.facts.event.uses if each.state != UseState.DROPPED]
    owned = [each for each in uses if each.owner]
    if len(owned) >= check.minimum:
        state: FindingState = "ok"
        text = ngettext(
            "%(count)s use of the results has a responsible unit.",
            "%(count)s uses of the results have a responsible unit.",
            len(owned),
        ) % {"count": len(owned)}
    else:
        state = "missing"
        text = _("No use of the results has a responsible unit (at least %(minimum)s needed).") % {
            "minimum": check.minimum
        }
    yield case.found(
        check,
        state,
        text,
        part=case.part_of("uses", "uses_table"),
        place=PLACES["uses"],
        facts=[len(uses), len(owned)],
    )


def public_address(case: Case, check: Check) -> Iterator[Finding]:
    """Once issued, the report opens for everybody, without sign-in."""
    if not case.address:
        yield case.found(check, "missing", _("The report has no public address."), place=SETTINGS)
        return
    text = _("Once issued, the report opens for everybody without sign-in.")
    yield case.found(check, "ok", text, detail=case.address)
    if urlsplit(case.address).hostname in LOCAL_HOSTS:
        text = _(
            "The public address can be opened on this computer only. Whoever runs the installation gives it a public one."
        )
        yield replace(case.found(check, "warning", text, what="local"), is_gate=False)
