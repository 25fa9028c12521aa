"""M13: a board or member list as of any day, over 50 years and 10,000 terms, beside the one of today.

    .venv/bin/python bench/as_of.py [--days 40] [--repeats 3] [--keep]

Makes a database of its own on the embedded server of the test folder, fills it, opens the page of today and those of
days spread over the 50 years through the whole product (signed in, as the app role), and drops it again. Days and today
take turns, so that other work on the machine slows both alike. Prints a line a subject: statements, median ms, ratio.
Exits non-zero when the statements differ or the ratio is above the target.

One function a subject: it fills the tables and gives the address of the page without its day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
os.environ["SAMPHAN_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "samphan.settings.test"

import django  # noqa: E402 - the settings are named above

django.setup()

import psycopg  # noqa: E402 - see above
from django.conf import settings  # noqa: E402 - see above
from django.core.management import call_command  # noqa: E402 - see above
from django.db import connection  # noqa: E402 - see above
from django.test import Client  # noqa: E402 - see above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - see above
from psycopg import sql  # noqa: E402 - see above

from samphan.accounts.models import User  # noqa: E402 - see above
from samphan.directory.models import Organisation, Person, PersonRelation  # noqa: E402 - see above
from samphan.governance.models import Body, Position, Seat, Term  # noqa: E402 - see above
from samphan.kit.embedded import Server, ensure_database  # noqa: E402 - see above
from samphan.kit.partial import PartialDate  # noqa: E402 - see above
from samphan.networks.models import Member, MembershipPeriod  # noqa: E402 - see above
from samphan.tenancy.actions import create_network, grant  # noqa: E402 - see above
from samphan.tenancy.scope import system_scope  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Callable

DATABASE: Final = "bench_as_of"
SLUG: Final = "long"
YEARS: Final = 50
TERMS: Final = 10_000
SEATS: Final = TERMS // YEARS
PERIODS: Final = 5
"""Times that an organisation joins."""
TODAY: Final = dt.date.today()  # noqa: DTZ011 - a day of the bench's own calendar
TARGET: Final = 1.2


def fill_board(network: int) -> str:
    """A board of 200 seats, each held for a year at a time over 50 years: 10,000 terms, the last ones of today."""
    body = Body.objects.create(network_id=network, kind="board", name_th="คณะกรรมการ", order=1)
    position = Position.objects.create(network_id=network, body=body, title_th="กรรมการ", order=1)
    seats = Seat.objects.bulk_create(
        Seat(network_id=network, body=body, position=position, number=number + 1) for number in range(SEATS)
    )
    people = Person.objects.bulk_create(
        Person(kept_by_id=network, given_name_th=f"คนที่{number}", sort_key=f"{number:06}")
        for number in range(SEATS * 5)
    )
    PersonRelation.objects.bulk_create(PersonRelation(network_id=network, person=each) for each in people)
    terms = []
    for year in range(YEARS):
        for number, seat in enumerate(seats):
            # The years of the seats begin on different days, so that the board changes all the time.
            start = TODAY - dt.timedelta(days=(YEARS - year) * 365 - 1 - number)
            person = people[(year * 7 + number) % len(people)]
            until = start + dt.timedelta(days=364)
            is_last = year == YEARS - 1
            terms.append(
                Term(
                    network_id=network,
                    body=body,
                    position=position,
                    seat=seat,
                    person=person,
                    name_th=person.given_name_th,
                    since=PartialDate.of(start),
                    until=None if is_last else PartialDate.of(until),
                )
            )
    Term.objects.bulk_create(terms, batch_size=2_000)
    return f"/n/{SLUG}/bodies/{body.pk}/"


def fill_members(network: int) -> str:
    """2,000 organisations, each a member five times over 50 years with a gap between: 10,000 periods, the last ones open."""
    every = YEARS * 365 // PERIODS
    made = Organisation.objects.bulk_create(
        Organisation(
            kept_by_id=network, kind="university", name_th=f"มหาวิทยาลัยที่ {number}", sort_key=f"{number:06}"
        )
        for number in range(TERMS // PERIODS)
    )
    members = Member.objects.bulk_create(
        Member(network_id=network, organisation=each, sort_key=each.sort_key) for each in made
    )
    periods = []
    for number, member in enumerate(members):
        for place in range(PERIODS):
            start = TODAY - dt.timedelta(days=YEARS * 365 - place * every - number % every)
            until = (
                None if place == PERIODS - 1 else PartialDate.of(start + dt.timedelta(days=every * 4 // 5))
            )
            since = PartialDate.of(start)
            periods.append(MembershipPeriod(network_id=network, member=member, since=since, until=until))
    MembershipPeriod.objects.bulk_create(periods, batch_size=2_000)
    return f"/n/{SLUG}/network/members/?state=current"


#: Subject → what fills its tables in a network and gives the address of its page; the day is asked with ``?on=``.
SUBJECTS: Final[dict[str, Callable[[int], str]]] = {"board": fill_board, "members": fill_members}


def prepare(server: Server) -> dict[str, str]:
    """A migrated database with everything in it, analysed as autovacuum would; addresses by subject."""
    ensure_database(server, DATABASE)
    use(server, "owner")
    call_command("migrate", verbosity=0)
    use(server, "app")
    user = User.objects.make(email="reader@example.org", name="Reader", password="correct horse")
    with system_scope("bench") as by:
        network = create_network(by=by, slug=SLUG, name_th="เครือข่าย", name_en="", kind="council")
    with system_scope("bench", network.pk) as by:
        grant(by=by, user=user, role="secretariat")
        addresses = {name: fill(network.pk) for name, fill in SUBJECTS.items()}
    connection.close()
    with psycopg.connect(**server.config("superuser", DATABASE).libpq(), autocommit=True) as admin:
        admin.execute("vacuum analyze")
    return addresses


def use(server: Server, role: str) -> None:
    """Connect Django as one of the roles of the server."""
    connection.close()
    connection.settings_dict.update(server.config(role, DATABASE).django())


def opened(client: Client, address: str, day: dt.date | None) -> tuple[float, int]:
    """One page: milliseconds and statements."""
    query = {"on": day.isoformat()} if day else {}
    begun = time.perf_counter()
    response = client.get(address, query)
    took = (time.perf_counter() - begun) * 1000
    if response.status_code != 200:
        sys.exit(f"{address} answered {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address, query)
    return took, len(captured)


def measure(client: Client, address: str, days: list[dt.date], repeats: int) -> dict[str, Any]:
    """Medians of today's page and of the pages of all days, and the numbers of statements that were seen."""
    for day in (None, days[0], None):
        opened(client, address, day)
    now: list[float] = []
    then: list[float] = []
    statements: set[int] = set()
    for _round in range(repeats):
        for day in days:
            for found, asked in ((now, None), (then, day)):
                took, count = opened(client, address, asked)
                found.append(took)
                statements.add(count)
    return {
        "today": statistics.median(now),
        "as_of": statistics.median(then),
        "ratio": statistics.median(then) / statistics.median(now),
        "statements": statements,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="M13: as of any day beside today")
    parser.add_argument("--days", type=int, default=40)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    server = Server(settings.DATA_DIR, durable=False)
    server.start()
    failed = False
    try:
        addresses = prepare(server)
        client = Client()
        client.force_login(User.objects.get(email="reader@example.org"))
        step = (YEARS - 2) * 365 // options.days
        days = [TODAY - dt.timedelta(days=300 + step * number) for number in range(options.days)]
        for name, address in addresses.items():
            found = measure(client, address, days, options.repeats)
            is_good = found["ratio"] <= TARGET and len(found["statements"]) == 1
            failed |= not is_good
            print(
                f"{name}: today {found['today']:.1f} ms, as of {len(days)} days {found['as_of']:.1f} ms,"
                f" ratio {found['ratio']:.2f} (target {TARGET}), statements {sorted(found['statements'])}"
                f" {'met' if is_good else 'MISSED'}"
            )
    finally:
        connection.close()
        if not options.keep:
            with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin:
                admin.execute(
                    sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE))
                )
        server.stop()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
