"""Part one of the usual form: what people took part in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.events.models import HostRole
from samphan.events.queries.facts import Ref, Words
from samphan.reports.queries.sections.naming import (
    event_record,
    full_name,
    label,
    organisations_of,
    sentences,
    told,
    when_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.reports.queries.facts import ReportFacts
    from samphan.reports.queries.writing import Draft, Writer

MOST_CLUSTERS: Final = 5


def introduction(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """Who took part in what, when and where, in which role."""
    event = f.event
    theme, venue = w.words(event.theme), w.words(event.venue)
    text = w.say(
        "introduction",
        organisation=full_name(w, f),
        role=w.say(_role(f)),
        title=w.words(event.title),
        theme=w.say("intro_theme", theme=theme) if theme else "",
        when=when_of(w, event.starts, event.ends),
        where=w.say("intro_venue", venue=venue) if venue else "",
    )
    yield w.draft(
        "introduction",
        text,
        records=[event_record(w, f), *organisations_of([f.organisation], w)],
        is_sample=event.is_sample,
    )


def _role(f: ReportFacts) -> str:
    """The sentence about what the reporting organisation was in the event: the most that its records say."""
    held = {host.role for host in f.event.hosts if host.organisation.ref.id in f.own}
    if HostRole.MAIN_HOST in held:
        return "role_host"
    if HostRole.CO_HOST in held:
        return "role_co_host"
    in_team = any(each.ref.id in f.own for team in f.event.teams for each in team.organisations)
    return "role_team" if in_team else "role_participant"


def problem(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """Why the event was needed."""
    yield from told(w, f, "problem", f.event.problem)


def goal(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """What the event was for."""
    yield from told(w, f, "goal", f.event.goal)


def topics(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """The issues, numbered, each with the activities and groups in which it was dealt with."""
    event = f.event
    if not event.topics:
        return
    yield w.draft("topics", w.say("topics", len(event.topics)), records=[event_record(w, f)])
    for topic in event.topics:
        activities = [w.words(item.title) for item in topic.agenda]
        codes = [group.code for group in topic.groups]
        text = sentences(
            w.words(topic.detail),
            w.say("topic_activities", activities=w.listed(activities)) if activities else "",
            w.say("topic_groups", groups=w.listed(codes)) if codes else "",
        )
        title = w.words(topic.title)
        yield w.draft(
            f"topics-{topic.ref.id}",
            text,
            style="numbered",
            lead=title,
            records=[
                (topic.ref, title),
                *((item.ref, label(w, item.title)) for item in topic.agenda),
                *((group.ref, group.code) for group in topic.groups),
            ],
            is_sample=event.is_sample,
        )


def groups(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """The strategic groups."""
    found = f.event.groups
    if not found:
        return
    yield w.draft("groups", w.say("groups", len(found)), records=[event_record(w, f)])
    for group in found:
        yield w.draft(
            f"groups-{group.ref.id}",
            w.words(group.title),
            style="bullet",
            lead=w.say("group", code=group.code),
            records=[(group.ref, group.code)],
            is_sample=f.event.is_sample,
        )


def boards(w: Writer, f: ReportFacts) -> Iterator[Draft]:
    """What people wrote on the live boards of the groups: how much, and about what."""
    if not f.boards:
        return
    codes = {group.ref.id: group.code for group in f.event.groups}
    cards = sum(each.cards for each in f.boards)
    yield w.draft("boards", w.say("boards", cards, cards=w.say("cards", cards)), records=[event_record(w, f)])
    for each in f.boards:
        title = w.words(Words(each.title_th, each.title_en))
        code = codes.get(each.group_id) if each.group_id else None
        text = w.say("board_cards", cards=w.say("cards", each.cards))
        if each.clusters:
            shown = each.clusters[:MOST_CLUSTERS]
            said = "board_clusters" if len(shown) == len(each.clusters) else "board_clusters_among"
            names = w.listed(w.say("cluster", title=name) for name in shown)
            text = w.say(said, len(each.clusters), cards=w.say("cards", each.cards), clusters=names)
        yield w.draft(
            f"boards-{each.id}",
            text,
            style="bullet",
            lead=w.say("group", code=code) if code else title,
            records=[(Ref("boards.board", each.id), title)],
            is_sample=f.event.is_sample or each.is_sample,
        )
