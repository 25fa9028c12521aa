"""D1: the records over which the web workloads run, the same on every run and for every program that is compared.

10,000 organisations, 10,000 people, 1,000 events six hours apart (700 behind, 300 ahead of now) and 10,000
registrations, ten an event. One organisation in a hundred has `SEARCHED` in its name. The words are made of syllables,
so that their lengths are those of real text and nothing of anybody is in them.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Final

ORGANISATIONS: Final = 10_000
EVENTS: Final = 1_000
REGISTRATIONS_OF_EVENT: Final = 10
PEOPLE: Final = EVENTS * REGISTRATIONS_OF_EVENT

SEARCHED: Final = "Songkhla"
SEARCHED_EVERY: Final = 100
SEARCHED_FIRST: Final = 7
FOUND_ON_PAGE: Final = 20
"""Hits on a page of the search over everything, when one kind is asked for."""

SHARE_PAST: Final = 0.7
EVENT_DISTANCE: Final = dt.timedelta(hours=6)
EVENT_LENGTH: Final = dt.timedelta(hours=3)

_PROVINCES: Final = (
    "Bangkok", "Chiang Mai", "Khon Kaen", "Phatthalung", "Nakhon Si Thammarat", "Ubon", "Rayong", "Phuket", "Yala", "Nan",
)  # fmt: skip
KINDS: Final = (
    "University", "School", "Foundation", "Community Enterprise", "Municipality", "Hospital", "Institute", "Company",
)  # fmt: skip
_SYLLABLES: Final = "sa ri ma no ka ta phu chai wat thong rat nak bun som prae lan kham wan di suk".split()  # noqa: SIM905 - read as a text
_THAI_WORDS: Final = "เครือข่าย มหาวิทยาลัย ชุมชน พัฒนา ร่วม สังคม วิจัย โครงการ ท้องถิ่น ยั่งยืน".split()  # noqa: SIM905 - read as a text


@dataclass(frozen=True, slots=True)
class Size:
    """How many records are loaded; people follow from the events."""

    organisations: int = ORGANISATIONS
    events: int = EVENTS

    @property
    def coming(self) -> int:
        """Events that lie ahead."""
        return self.events - first_coming(self.events)

    @property
    def searched(self) -> int:
        """Organisations with `SEARCHED` in the name."""
        return sum(map(is_searched, range(self.organisations)))


@dataclass(frozen=True, slots=True)
class Organisation:
    """One of `ORGANISATIONS`; two paragraphs of 40 words."""

    number: int
    name: str
    name_th: str
    kind: str
    province: str
    email: str
    phone: str
    website: str
    paragraphs: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """One of `PEOPLE`, with the number of the organisation."""

    number: int
    given_name: str
    family_name: str
    email: str
    organisation: int


@dataclass(frozen=True, slots=True)
class Event:
    """One of `EVENTS`; two paragraphs of 120 and 80 words."""

    number: int
    title: str
    starts: dt.datetime
    ends: dt.datetime
    place: str
    paragraphs: tuple[str, str]


def organisation(number: int) -> Organisation:
    """The organisation with a number from 0."""
    dice = random.Random(f"o{number}")
    kind = dice.choice(KINDS)
    province = SEARCHED if is_searched(number) else dice.choice(_PROVINCES)
    word = _words(dice, 1).title()
    name_th = "".join(dice.choice(_THAI_WORDS) for _ in range(3)) + f" {number}"
    return Organisation(
        number=number,
        name=f"{word} {kind} {province} {number:05d}",
        name_th=name_th,
        kind=kind,
        province=province,
        email=f"org{number}@example.org",
        phone=f"02{number:07d}",
        website=f"https://org{number}.example.org/",
        paragraphs=(_words(dice, 40), _words(dice, 40)),
    )


def is_searched(number: int) -> bool:
    """Whether the name of that organisation holds `SEARCHED`."""
    return number % SEARCHED_EVERY == SEARCHED_FIRST


def person(number: int, organisations: int = ORGANISATIONS) -> Person:
    """The person with a number from 0; belongs to one of the first `organisations`."""
    dice = random.Random(f"u{number}")
    return Person(
        number=number,
        given_name=_words(dice, 1).title(),
        family_name=_words(dice, 1).title(),
        email=f"user{number}@example.org",
        organisation=dice.randrange(organisations),
    )


def event(number: int, now: dt.datetime, events: int = EVENTS) -> Event:
    """The event with a number from 0, of so many around `now`."""
    dice = random.Random(f"e{number}")
    title = f"{_words(dice, 2).title()} workshop {number:04d}"
    hour = now.replace(minute=0, second=0, microsecond=0)
    starts = hour + EVENT_DISTANCE * (number - first_coming(events)) + EVENT_LENGTH
    return Event(
        number=number,
        title=title,
        starts=starts,
        ends=starts + EVENT_LENGTH,
        paragraphs=(_words(dice, 120), _words(dice, 80)),
        place=dice.choice(_PROVINCES),
    )


def first_coming(events: int = EVENTS) -> int:
    """The number of the first event that lies ahead."""
    return round(events * SHARE_PAST)


def participants(number: int, events: int = EVENTS) -> list[int]:
    """The people registered for the event with a number; nobody is registered for two."""
    return [number + turn * events for turn in range(REGISTRATIONS_OF_EVENT)]


def _words(dice: random.Random, count: int) -> str:
    return " ".join("".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 3))) for _ in range(count))
