"""The sample workshop of the demo: prepared, registered, checked in, thought about on boards, and carried on."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING, Any, Final

from samphan.boards import policy as boards_policy
from samphan.boards.actions.ballots import cast_ballot
from samphan.boards.actions.cards import add_card
from samphan.boards.actions.entering import enter_card
from samphan.boards.actions.outputs import make_output, publish_fates
from samphan.boards.actions.prepare import create_board, remove_prompt
from samphan.boards.actions.room import close_board, open_board, turn_prompt, turn_voting
from samphan.boards.actions.sorting import cluster_cards
from samphan.boards.models import Card, Cluster, Prompt
from samphan.events.actions.checkin import Scan, record_check_ins
from samphan.events.actions.continuations import (
    carry_on_as_action,
    carry_on_as_item,
    carry_on_as_possible_project,
)
from samphan.events.actions.event import create_event
from samphan.events.actions.hosts import HostRow, arrange_hosts
from samphan.events.actions.people import CategoryRow, arrange_categories, register_person
from samphan.events.actions.programme import AgendaRow, GroupRow, arrange_agenda, arrange_groups
from samphan.events.actions.survey import begin_satisfaction, open_satisfaction
from samphan.events.models import Event, Registration
from samphan.kit.partial import PartialDate
from samphan.projects.actions.items import report_item
from samphan.projects.actions.listings import write_listing
from samphan.projects.actions.possible import express_interest, open_call
from samphan.projects.actions.roadmap import create_roadmap, publish_roadmap
from samphan.projects.models import PossibleProject, RoadmapItem
from samphan.surveys import policy as surveys_policy
from samphan.surveys.actions.answering import answer
from samphan.surveys.models import Kind
from samphan.surveys.queries.asking import asks
from samphan.tenancy import links
from samphan.tenancy.scope import link_scope
from samphan.web.demo import facts
from samphan.web.demo import workshop_facts as sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.boards.models import Board
    from samphan.directory.models import Organisation, Person
    from samphan.events.models import EventSurvey
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link

DAYS_AGO: Final = 35
ABSENT: Final = 3
"""So many of the people who were registered did not come."""

Bodies = dict[str, "Organisation"]


def make(
    by: Actor, bodies: Bodies, people: Sequence[tuple[Person, str, str, int]], now: dt.datetime
) -> Event:
    """The whole workshop, ``DAYS_AGO`` days before ``now``; ``people`` are person, institution, position, category."""
    day = (now - dt.timedelta(days=DAYS_AGO)).date()
    event = create_event(
        by=by,
        slug="iro-roadmap-forum",
        title_th=sample.TITLE.th,
        title_en=sample.TITLE.en,
        theme_th=sample.THEME.th,
        theme_en=sample.THEME.en,
        venue_th=sample.VENUE.th,
        venue_en=sample.VENUE.en,
        problem_th=sample.PROBLEM.th,
        problem_en=sample.PROBLEM.en,
        goal_th=sample.GOAL.th,
        goal_en=sample.GOAL.en,
        starts=PartialDate.of(day),
        ends=PartialDate.of(day),
        is_sample=True,
    )
    _programme(by, event, bodies, day)
    _people(by, event, bodies, people, day)
    boards = {group.code: _board(by, event, group, now) for group in event.groups.order_by("order", "id")}
    _carry_on(by, boards, bodies, now)
    publish_fates(by=by, event=event, now=now)
    _satisfaction(by, event, now)
    return event


def _programme(by: Actor, event: Event, bodies: Bodies, day: dt.date) -> None:
    arrange_hosts(by=by, event=event, rows=[HostRow(organisation=bodies["cupt"], role="main_host")])
    arrange_groups(
        by=by,
        event=event,
        rows=[GroupRow(code=code, title_th=title.th, title_en=title.en) for code, title in facts.GROUPS],
    )
    arrange_agenda(
        by=by,
        event=event,
        rows=[
            AgendaRow(
                title_th=title.th,
                title_en=title.en,
                kind=kind,
                day=day,
                starts_at=dt.time.fromisoformat(starts),
                ends_at=dt.time.fromisoformat(ends),
            )
            for title, starts, ends, kind in sample.AGENDA
        ],
    )


def _people(
    by: Actor,
    event: Event,
    bodies: Bodies,
    people: Sequence[tuple[Person, str, str, int]],
    day: dt.date,
) -> None:
    """Register everybody, spread over the groups, and check most of them in."""
    categories = arrange_categories(
        by=by,
        event=event,
        rows=[CategoryRow(name_th=each.th, name_en=each.en) for each in sample.CATEGORIES],
    ).parts
    groups = list(event.groups.order_by("order", "id"))
    for number, (person, key, position, category) in enumerate(people):
        registration = register_person(
            by=by,
            event=event,
            person=person,
            organisation=bodies[key],
            category=categories[category],
            position=position,
            is_sample=True,
        )
        Registration.objects.filter(pk=registration.pk).update(group=groups[number % len(groups)])
    there = list(Registration.objects.filter(event=event).order_by("id"))[ABSENT:]
    opened = dt.datetime.combine(day, dt.time(8, 31), tzinfo=dt.timezone(dt.timedelta(hours=7)))
    for number, registration in enumerate(there):
        at = opened + dt.timedelta(minutes=number)
        scan = Scan(client_id=uuid.uuid4(), day=day, at=at, registration=registration.pk)
        record_check_ins(by=by, event=event, scans=[scan], now=at, station="หน้าห้องประชุม")


def _board(by: Actor, event: Event, group: Any, now: dt.datetime) -> Board:
    """A board on which phones wrote and voted, sorted and closed."""
    written = sample.BOARDS[group.code]
    board = create_board(
        by=by,
        event=event,
        group=group,
        title_th=f"{group.code} {group.title_th}",
        title_en=f"{group.code} {group.title_en}",
        template="horizons",
        is_sample=True,
    )
    # Each group answers the question of its own horizon.
    prompt, *others = _own_first(board, group.code)
    for other in others:
        remove_prompt(by=by, board=board, prompt=other.pk)
    board = open_board(by=by, board=board, now=now)
    turn_prompt(by=by, board=board, prompt=prompt.pk, act="show_prompt", now=now)
    link = links.open_links(boards_policy.JOIN, board, now=now).get()
    texts = [text for cluster in written.clusters for text in cluster.cards] + list(written.alone)
    for text in texts:
        _phone_writes(by, link, prompt.pk, text, now)
    for text in written.paper:
        enter_card(by=by, board=board, prompt=prompt.pk, text=text, way="paper", now=now)
    turn_prompt(by=by, board=board, prompt=prompt.pk, act="reveal", now=now)
    keys = {card.text: card.key for card in Card.objects.filter(board=board)}
    clusters: dict[int, int] = {}
    for cluster in written.clusters:
        made = cluster_cards(
            by=by, board=board, cards=[keys[text] for text in cluster.cards], title=cluster.title, now=now
        )
        clusters[made.pk] = cluster.dots
    turn_voting(by=by, board=board, prompt=prompt.pk, act="open_voting", now=now)
    _phones_vote(by, link, board, prompt.pk, clusters, now)
    turn_voting(by=by, board=board, prompt=prompt.pk, act="close_voting", now=now)
    return close_board(by=by, board=board, now=now)


def _own_first(board: Board, code: str) -> list[Prompt]:
    prompts = list(Prompt.objects.filter(board=board).order_by("order"))
    own = [each for each, _title in facts.GROUPS].index(code)
    return [prompts.pop(own), *prompts]


def _phone_writes(by: Actor, link: Link, prompt: int, text: str, now: dt.datetime) -> None:
    with link_scope(_slug(by), link.nonce, frozenset({boards_policy.JOIN})) as phone:
        row = Prompt.objects.select_related("board").get(pk=prompt)
        add_card(by=phone, prompt=row, key=uuid.uuid4(), text=text, secret=secrets.token_urlsafe(16), now=now)


def _phones_vote(
    by: Actor, link: Link, board: Board, prompt: int, dots: Mapping[int, int], now: dt.datetime
) -> None:
    """One phone a dot, so that each cluster gets its number."""
    with link_scope(_slug(by), link.nonce, frozenset({boards_policy.JOIN})) as phone:
        for cluster, number in dots.items():
            for _each in range(number):
                cast_ballot(
                    by=phone,
                    board=board,
                    prompt_id=prompt,
                    secret=secrets.token_urlsafe(16),
                    dots={f"cluster:{cluster}": 1},
                    now=now,
                )


def _carry_on(by: Actor, boards: Mapping[str, Board], bodies: Bodies, now: dt.datetime) -> None:
    """Outputs from clusters, and what they became: a public roadmap, an action, a possible project with its call."""
    roadmap = create_roadmap(
        by=by,
        title_th=sample.ROADMAP.th,
        title_en=sample.ROADMAP.en,
        purpose_th=sample.ROADMAP_PURPOSE.th,
        purpose_en=sample.ROADMAP_PURPOSE.en,
        is_sample=True,
    )
    horizons = {each.code: each for each in roadmap.horizons.select_related("roadmap")}
    today = now.date()
    for deed in sample.DEEDS:
        board = boards[deed.group]
        output = make_output(
            by=by,
            board=board,
            kind=deed.kind,
            title_th=deed.title.th,
            title_en=deed.title.en,
            clusters=[Cluster.objects.get(board=board, title=deed.cluster)],
        )
        owner = bodies.get(deed.owner)
        words: dict[str, Any] = {
            "by": by,
            "output": output,
            "now": now,
            "title_th": deed.title.th,
            "title_en": deed.title.en,
        }
        if deed.carried == "item":
            month = today.replace(day=1) + dt.timedelta(days=31 * deed.months)
            ends = PartialDate.of(month, "month")
            carry_on_as_item(horizon=horizons[deed.group], owner=owner, ends=ends, is_public=True, **words)
        elif deed.carried == "action":
            # Due in a few days, so that the overview has something to show.
            due_on = today + dt.timedelta(days=4)
            person = "ฝ่ายเลขานุการ (ข้อมูลตัวอย่าง)"
            carry_on_as_action(organisation=owner, owner_label=person, due_on=due_on, **words)
        elif deed.carried == "possible":
            carry_on_as_possible_project(organisation=owner, **words)
    for deed in sample.DEEDS:
        if deed.progress is not None:
            item = RoadmapItem.objects.get(roadmap=roadmap, title_th=deed.title.th)
            report_item(by=by, item=item, now=now, state="under_way", progress=deed.progress)
    publish_roadmap(by=by, roadmap=roadmap, is_public=True)
    possible = PossibleProject.objects.get()
    open_call(by=by, possible=possible, until=today + dt.timedelta(days=40), now=now)
    for key, role in (("cmu", "พัฒนาเนื้อหารายวิชา"), ("psu", "ระบบเรียนออนไลน์และการเทียบโอนหน่วยกิต")):
        express_interest(by=by, possible=possible, organisation=bodies[key], now=now, role=role)
    for side, kind, title, key, detail in sample.LISTINGS:
        write_listing(
            by=by,
            side=side,
            kind=kind,
            title_th=title.th,
            title_en=title.en,
            detail_th=detail,
            organisation=bodies[key],
            is_sample=True,
        )


def _satisfaction(by: Actor, event: Event, now: dt.datetime) -> None:
    """Answers that came by the link that everybody saw on the screen."""
    about: EventSurvey = open_satisfaction(
        by=by, about=begin_satisfaction(by=by, event=event, is_sample=True), now=now
    )
    link = links.open_links(surveys_policy.ANSWER, about.survey, now=now).get()
    with link_scope(_slug(by), link.nonce, frozenset({surveys_policy.ANSWER})) as phone:
        for points, remark in sample.SATISFACTION:
            asked = asks(about.survey)
            scales = [ask for ask in asked if ask.kind == Kind.SCALE5]
            texts = [ask for ask in asked if ask.kind == Kind.LONG_TEXT]
            values: dict[int, Any] = {
                ask.id: points[number % len(points)] for number, ask in enumerate(scales)
            }
            if remark and texts:
                values[texts[0].id] = remark
            answer(
                by=phone,
                survey=about.survey,
                values=values,
                now=now,
                secret=secrets.token_urlsafe(16),
            )


def _slug(by: Actor) -> str:
    assert by.network is not None  # noqa: S101 - the demo acts in a network
    return by.network.slug
