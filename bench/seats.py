# ruff: noqa: E402 - the folder of the product has to be known before its modules
"""M8: registration by form, W6 and W11: `python bench/seats.py`.

W6 is form, post and confirmation: CPU of application and database for the three requests together, and how many
registrations a second eight readers get through one web process; in turns with the floor, a form of Django over one table. W11 is 60 attempts, 8 at once, for an event with 20
free seats, through 2 and 6 web processes: exactly 20 people are confirmed, 40 wait, nobody is lost or doubled. Ends
with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import os
import random
import statistics
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psycopg
from dataset import Size
from driver import Browser, Target, expect_text, form_fields, measure, sent_statements
from stage import Stage, database_url, free_port
from targets import lean, samphan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from driver import Operation

NETWORK: Final = "bench"
ATTEMPTS, AT_ONCE, SEATS = 60, 8, 20
WORKERS: Final = (2, 6)
MOST_CPU_MS: Final = 25.0
LEAST_PER_SECOND: Final = 60.0
CALIBRATED_AT: Final = 13.0
INSTITUTIONS: Final = 25


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepare", metavar="FILE", help="used by the bench itself")
    parser.add_argument("--seconds", type=float, default=10.0, help="of one measurement")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--rounds", type=int, default=3, help="of the last seats, with each number of processes"
    )
    options = parser.parse_args(arguments)
    if options.prepare:
        prepare(Path(options.prepare), options.rounds * len(WORKERS))
        return 0
    with Stage() as stage:
        samphan.make_tables(stage)
        stage.make_database("bench_seats", template="samphan")
        ports = [free_port() for _process in range(max(WORKERS))]
        variables = {
            "SAMPHAN_MODE": "prod",
            "SAMPHAN_DATA": str(stage.folder / "seats"),
            "SAMPHAN_BASE_URL": f"http://127.0.0.1:{ports[0]}",
            "DATABASE_URL": database_url(stage.server.config("app", "bench_seats")),
        }
        made = stage.folder / "made.json"
        stage.run([str(Path(__file__)), "--prepare", str(made), "--rounds", str(options.rounds)], variables)
        paths: list[tuple[int, str]] = [tuple(each) for each in json.loads(made.read_text(encoding="utf-8"))]
        first = stage.serve(
            ["-m", "samphan", "serve", "--port", str(ports[0])], variables, port=ports[0], page="/healthz"
        )
        target = Target(
            name="samphan",
            port=ports[0],
            process=first,
            postmaster=stage.postmaster,
            database=stage.superuser("bench_seats"),
            operations={"W6": registering(paths[0][1])},
        )
        floor = lean.prepare(stage, Size(organisations=100, events=100))
        is_fast = form(target, floor, options)
        for port in ports[1:]:
            stage.serve(
                ["-m", "samphan", "serve", "--port", str(port)], variables, port=port, page="/healthz"
            )
        exact = [
            last_seats(stage, ports[:workers], *paths.pop())
            for workers in WORKERS
            for _round in range(options.rounds)
        ]
    return 0 if is_fast and all(exact) else 1


def prepare(made: Path, limited: int) -> None:
    """Write one event without a limit and ``limited`` ones with few seats; leave their ids and addresses in a file."""
    from samphan.kit.environment import Environment

    Environment.from_os().announce()
    import django

    django.setup()
    from django.utils import timezone

    from samphan.directory.actions import add_organisation
    from samphan.events.actions.event import create_event
    from samphan.events.actions.people import name_institutions
    from samphan.events.actions.registration_settings import make_form_link, set_up_registration
    from samphan.kit.partial import PartialDate
    from samphan.tenancy import links
    from samphan.tenancy.actions import create_network
    from samphan.tenancy.scope import system_scope

    now = timezone.now()
    soon = PartialDate.of(timezone.localdate() + dt.timedelta(days=60))
    with system_scope("bench") as by:
        create_network(by=by, slug=NETWORK, name_th="เครือข่ายทดสอบ", name_en="Bench", kind="association")
    found = []
    with system_scope("bench", NETWORK) as by:
        organisations = [
            add_organisation(by=by, kind="university", name_th=f"มหาวิทยาลัยทดสอบที่ {number}")
            for number in range(INSTITUTIONS)
        ]
        for number in range(limited + 1):
            event = create_event(by=by, title_th=f"กิจกรรมทดสอบ {number}", slug=f"e{number}", starts=soon)
            name_institutions(by=by, event=event, organisations=organisations)
            seats = SEATS if number else None
            set_up_registration(by=by, event=event, has_form=True, seats=seats, now=now)
            found.append((event.pk, links.path(make_form_link(by=by, event=event, now=now), NETWORK)))
    made.write_text(json.dumps(found), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)  # the pool's threads would hold the process


def registering(path: str) -> Operation:
    """Somebody opens the form, sends it, and reads the confirmation with the link to the ticket."""
    numbers = itertools.count()

    def operation(browser: Browser, _dice: random.Random) -> None:
        number = next(numbers)
        fields = form_fields(browser.get(path).text)
        words = {
            "name": f"ผศ.ดร.ผู้สมัคร{number} นามสกุล{number}",
            "email": f"p{number}@example.org",
            "phone": "081 234 5678",
            "organisation": f"มหาวิทยาลัยทดสอบที่ {number % INSTITUTIONS}",
            "position": "อาจารย์",
            "diet": "",
            "access": "",
        }
        expect_text(browser.post(path, {**fields, **words}), "/ticket/")

    return operation


def form(target: Target, floor: Target, options: argparse.Namespace) -> bool:
    """W6: what a registration costs, beside the floor, and how many there are a second."""
    sql = sent_statements(target, "W6")
    rounds = [
        [measure(each, "W6", readers=AT_ONCE, seconds=options.seconds, warm=2.0) for each in (target, floor)]
        for _repeat in range(options.repeats)
    ]
    found = [ours for ours, _theirs in rounds]
    least = statistics.median(theirs.cpu_ms for _ours, theirs in rounds)
    cpu = statistics.median(each.cpu_ms for each in found)
    app = statistics.median(each.app_cpu_ms for each in found)
    calib = statistics.median(each.calib_ms for each in found)
    rate = statistics.median(each.per_second for each in found)
    scaled = cpu * CALIBRATED_AT / calib
    errors = [each.first_error for pair in rounds for each in pair if each.errors]
    print(
        f"W6  CPU {cpu:.1f} ms ({app:.1f} app), {scaled:.1f} scaled (at most {MOST_CPU_MS:g}), {cpu / least:.1f} × the floor of {least:.1f};"
        f" {rate:.0f}/s one process"
        f" (at least {LEAST_PER_SECOND:g}); p50 {found[0].p50_ms:.0f}, p99 {found[0].p99_ms:.0f} ms; {sql:g} SQL;"
        f" load {found[0].load1:.1f}{'; ' + errors[0] if errors else ''}",
        flush=True,
    )
    return scaled <= MOST_CPU_MS and rate >= LEAST_PER_SECOND and not errors


def last_seats(stage: Stage, ports: Sequence[int], event: int, path: str) -> bool:
    """W11: so many people at once for the last seats; what the database holds afterwards."""
    operation, dice = registering(path), random.Random(event)
    numbers = iter(range(ATTEMPTS))
    lock = threading.Lock()
    problems: list[str] = []

    def work(port: int) -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            browser = Browser(port)
            try:
                operation(browser, dice)
            except (AssertionError, OSError) as error:
                problems.append(repr(error)[:200])
            finally:
                browser.close()

    threads = [threading.Thread(target=work, args=(ports[at % len(ports)],)) for at in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with psycopg.connect(**stage.superuser("bench_seats")) as connection:
        rows = connection.execute(
            "select state, count(*) from events_registration where event_id = %s group by state", [event]
        ).fetchall()
    came = Counter(dict(rows))
    is_exact = came == {"confirmed": SEATS, "waiting": ATTEMPTS - SEATS} and not problems
    print(
        f"W11 {len(ports)} processes: {dict(came)} {'exact' if is_exact else 'WRONG ' + '; '.join(problems[:3])}",
        flush=True,
    )
    return is_exact


if __name__ == "__main__":
    sys.exit(main())
