"""The door on both days: stations that send batches, some of them twice, late, or with what they should not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from itertools import batched
from typing import TYPE_CHECKING, Any, Final

from rehearsal import facts
from rehearsal.stage import BANGKOK
from rehearsal.web import Refused, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearsal.facts import Delegate
    from rehearsal.stage import Stage

A_BATCH: Final = 10
TWICE: Final = 10
"""Every tenth batch is sent twice, the first among them."""
WALK_INS: Final = 2
HOURS_OFF: Final = 2

type Row = dict[str, Any]


def who_comes(stage: Stage) -> None:
    """Lay down who comes on which day: one of each category never does, some come on one day alone."""
    absent = {
        next(each.number for each in stage.people if each.category == category)
        for category in (facts.EXECUTIVES, facts.OFFICERS)
    }
    for at, each in enumerate(stage.people):
        if each.number not in absent:
            stage.came[each.number] = {1, 2} - ({1} if at % 8 == 3 else {2} if at % 9 == 4 else set())


class Station:
    """A phone or laptop at the door, signed in as a helper of the day."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage, self.name = stage, name
        self.helper = stage.reader("helper")
        self.path = f"{stage.event}checkin/"

    def row(self, ticket: str, day: dt.date, at: dt.datetime) -> Row:
        """What a scanned QR code becomes on the device."""
        return {
            "client_id": str(uuid.uuid4()),
            "token": f"{self.stage.base}{ticket}",
            "day": day.isoformat(),
            "at": at.isoformat(),
            "way": "scan",
        }

    def send(self, rows: Sequence[Row], *, hours_off: int = 0) -> dict[str, Any]:
        """The queue as the device sends it; ``hours_off`` is how wrong its clock goes."""
        sent = dt.datetime.now(BANGKOK) + dt.timedelta(hours=hours_off)
        page = self.helper.send(
            f"{self.path}batch/",
            {"sent_at": sent.isoformat(), "station": self.name, "rows": list(rows)},
            token=self.helper.cookies["csrftoken"],
        )
        if page.status != 200:
            raise Refused(f"{page.path}: {page.status} {page.body[:300]!r}")
        found: dict[str, Any] = page.data
        return found

    def statuses(self, rows: Sequence[Row], *, hours_off: int = 0) -> list[str]:
        """What the station is told about each."""
        return [each["status"] for each in self.send(rows, hours_off=hours_off)["results"]]


def first_day(stage: Stage) -> None:
    """Yesterday: the stations had no network all day, and send what they gathered."""
    yesterday, _today = stage.days
    doors = [Station(stage, "door 1"), Station(stage, "door 2")]
    doors[0].helper.open(doors[0].path)
    expected = [each for each in stage.people if 1 in stage.came.get(each.number, ())]
    opening = dt.datetime.combine(yesterday, dt.time(8, 30), BANGKOK)
    rows = [
        doors[0].row(each.ticket, yesterday, opening + dt.timedelta(seconds=20 * at))
        for at, each in enumerate(expected)
    ]
    _let_in(stage, doors, rows, day=1)


def second_day(stage: Stage) -> None:
    """Today: one station is two hours off, one sends late; walk-ins; and all that a door has to refuse."""
    _yesterday, today = stage.days
    doors = [Station(stage, "door 1"), Station(stage, "door 2")]
    late, askew = Station(stage, "late door"), Station(stage, "door with a wrong clock")
    expected = [each for each in stage.people if 2 in stage.came.get(each.number, ())]
    *most, before_last, last = batched(expected, A_BATCH, strict=False)
    now = dt.datetime.now(BANGKOK)
    kept = [late.row(each.ticket, today, now) for each in before_last]
    clock = now + dt.timedelta(hours=HOURS_OFF)
    wrong = [askew.row(each.ticket, today, clock) for each in last]
    _let_in(stage, doors, [doors[0].row(each.ticket, today, now) for part in most for each in part], day=2)
    answer = askew.send(wrong, hours_off=HOURS_OFF)
    stage.ledger.compare("let in by a wrong clock", len(wrong), _welcomed(answer["results"]))
    stage.ledger.fault(
        "a clock two hours off", f"{-60 * HOURS_OFF} minutes", f"{answer['skew_minutes']} minutes"
    )
    _refusals(stage, doors[1], most[0][0])
    for each in _walk_ins(stage):
        _walk_in(stage, each)
    # The late station comes back: one of its people was let in at another door meanwhile.
    other = doors[1].statuses([doors[1].row(before_last[0].ticket, today, now)])
    stage.ledger.fault("met at another door while offline", "welcome", other[0])
    answers = late.statuses(kept)
    stage.ledger.fault("the same in the late queue", "already", answers[0])
    stage.ledger.compare("let in from the late queue", len(kept) - 1, answers.count("welcome"))


def _let_in(stage: Stage, doors: Sequence[Station], rows: Sequence[Row], *, day: int) -> None:
    """In batches by turns; every tenth is sent twice, as after an answer that was lost."""
    welcomed = again = repeated = 0
    for at, part in enumerate(batched(rows, A_BATCH, strict=False)):
        door = doors[at % len(doors)]
        welcomed += door.statuses(part).count("welcome")
        if at % TWICE == 0:
            repeated += len(part)
            again += door.statuses(part).count("welcome")
    stage.ledger.compare(f"day {day}: let in by batches", len(rows), welcomed)
    stage.ledger.compare(f"day {day}: answers to batches sent twice", repeated, again)


def _welcomed(results: Sequence[Row]) -> int:
    return sum(each["status"] == "welcome" for each in results)


def _refusals(stage: Stage, door: Station, there: Delegate) -> None:
    yesterday, today = stage.days
    now = dt.datetime.now(BANGKOK)
    only_today = next(each for each in stage.people if stage.came.get(each.number) == {2})
    never = next(each for each in stage.people if not stage.came.get(each.number))
    cases = (
        ("a QR code shown twice", "already", door.row(there.ticket, today, now)),
        ("a station set to yesterday", "wrong_day", door.row(only_today.ticket, yesterday, now)),
        ("a day that is none of the event", "wrong_day",
         door.row(never.ticket, today + dt.timedelta(days=1), now)),
        ("the ticket of one who was replaced", "withdrawn", door.row(stage.spare["replaced"], today, now)),
        ("the ticket of one who waits for a seat", "not_confirmed", door.row(stage.spare["waiting"], today, now)),
        ("a QR code that is none of ours", "unknown", door.row(f"/{'x' * 24}/", today, now)),
    )  # fmt: skip
    for (what, expected, _row), answered in zip(
        cases, door.statuses([row for _what, _expected, row in cases]), strict=True
    ):
        stage.ledger.fault(what, expected, answered)


def _walk_ins(stage: Stage) -> list[Delegate]:
    """Two officers of institutions that take part."""
    count = len(stage.people)
    return [
        facts.spare(count, 2 + each, facts.INSTITUTIONS[5 + each], facts.OFFICERS) for each in range(WALK_INS)
    ]


def _walk_in(stage: Stage, delegate: Delegate) -> None:
    helper = stage.reader("helper")
    form = helper.form(f"{stage.event}checkin/walk-in/", having="client_id")
    options = helper.open(f"{stage.event}checkin/walk-in/").tree.xpath(
        "//main//select[@name='category']/option"
    )
    category = next(
        each.get("value") for each in options if "officers" in " ".join(each.text_content().split())
    )
    # Where people of this name are known already, from an earlier rehearsal, it is somebody else.
    page = form.fill(
        name=delegate.name, person="new", organisation_words=delegate.institution, category=category
    ).send()
    if "Welcome" not in page.text:
        raise Refused(f"{page.path}: {page.text[:300]}")
    stage.walk_ins.append(delegate)
    stage.came[delegate.number] = {2}


def compare_attendance(stage: Stage) -> None:
    """The page of attendance beside what the script did."""
    page, ledger = stage.secretariat.open(f"{stage.event}attendance/"), stage.ledger
    came = stage.attended
    ledger.compare("distinct people who came", len(came), page.tile("Came"))
    ledger.compare("walk-ins", len(stage.walk_ins), page.tile("Walk-ins"))
    ledger.compare("expected with walk-ins", len(stage.people) + len(stage.walk_ins), page.tile("Expected"))
    ledger.compare(
        "institutions that came", len({each.institution for each in came}), page.tile("Institutions")
    )
    for day, row in enumerate(page.rows("People who came, by day")[:2], start=1):
        did = sum(day in stage.came[each.number] for each in came)
        ledger.compare(f"check-ins on day {day}", did, number(row[1]))
    shown = {row[0]: number(row[1]) for row in page.rows("People who came, by category")}
    for thai, english in (
        (facts.EXECUTIVES, "Executives"),
        (facts.OFFICERS, "International relations officers"),
    ):
        did = sum(each.category == thai for each in came)
        ledger.compare(f"came: {english}", did, shown.get(english))
    by_institution = {row[0]: number(row[1]) for row in page.rows("People who came, by institution")}
    did_by = [sum(each.institution == name for each in came) for name in facts.INSTITUTIONS]
    ledger.compare("people by institution", _sizes(did_by), _sizes(list(by_institution.values())))


def _sizes(heads: list[int]) -> str:
    """How many institutions sent how many: ``20×4 5×5``."""
    return " ".join(f"{count}×{each}" for each, count in sorted(Counter(heads).items()))
