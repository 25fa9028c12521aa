"""Check-in, W7: the CPU of one, and exact counts through duplicates and a killed server.

    python bench/checkin.py                             2,000 people, eight devices
    python bench/checkin.py --people 240 --single 60    a small one, to see that it is right

2,000 people hold seats at an event of today. First one device checks 300 of them in one by one: CPU of application and
database for each, its audit row included. Then eight devices send the rest in queues of up to 20; a tenth of the rows is
sent twice under the same id, and another tenth of the people is scanned at a second door. In the middle the server is
killed (SIGKILL) and started again; a device sends on whatever nobody acknowledged. In the end every person must be
counted once, and every row have its audit row. An answer that a device could not act on ends the run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import json
import os
import random
import signal
import sys
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import load
from dataset import Size
from driver import Browser, WrongAnswer, calibrate, cpu_seconds, form_fields
from stage import Stage, database_url, free_port
from targets import lean
from targets.samphan import make_tables, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PEOPLE: Final = 2_000
SINGLE: Final = 300
DEVICES: Final = 8
QUEUE: Final = 20
WARM: Final = 20
TARGET_MS: Final = 8.0
CALIBRATED_AT: Final = 13.0
"""What the calibration of the driver takes on the machine for which the target is meant."""
_NAME: Final = "checkin"


def fill(told: Path, count: int) -> None:
    """Write the event and its people, in bulk; tell their ids in a file."""
    from django.utils import timezone

    from samphan.accounts.models import User
    from samphan.directory.models import Person, PersonRelation
    from samphan.events.actions.event import create_event
    from samphan.events.models import Registration
    from samphan.kit.partial import PartialDate
    from samphan.tenancy.actions import create_network, grant
    from samphan.tenancy.scope import system_scope

    user = User.objects.make(email=load.EMAIL, name="Secretariat", password=load.PASSWORD)
    with system_scope("bench") as by:
        create_network(by=by, slug=load.NETWORK, name_th="เครือข่าย", name_en="Bench", kind="association")
    with system_scope("bench", load.NETWORK) as by:
        grant(by=by, user=user, role="secretariat")
        today = timezone.localdate()
        event = create_event(
            by=by, slug="day", title_th="วันงาน", starts=PartialDate.of(today), ends=PartialDate.of(today)
        )
        people = Person.objects.bulk_create(
            Person(kept_by_id=by.network_id, given_name_th=f"ผู้เข้าร่วม{number}", sort_key=f"{number:05}")
            for number in range(count)
        )
        PersonRelation.objects.bulk_create(
            PersonRelation(network_id=by.network_id, person=each) for each in people
        )
        rows = Registration.objects.bulk_create(
            Registration(network_id=by.network_id, event=event, person=each, sort_key=each.sort_key)
            for each in people
        )
        told.write_text(
            json.dumps({"event": event.pk, "day": today.isoformat(), "people": [each.pk for each in rows]}),
            encoding="utf-8",
        )


def count(told: Path) -> None:
    """Tell what the database holds: people counted, rows, audit rows."""
    from samphan.events.models import CheckIn, Event
    from samphan.events.queries.attendance import attendance_numbers
    from samphan.tenancy.models import AuditEntry
    from samphan.tenancy.scope import system_scope

    with system_scope("bench", load.NETWORK):
        found = {
            "counted": attendance_numbers(Event.objects.get()).people,
            "rows": CheckIn.objects.count(),
            "audited": AuditEntry.objects.filter(act="check_in").count(),
        }
    told.write_text(json.dumps(found), encoding="utf-8")


class Device:
    """One station: sends its queue and keeps what was not acknowledged."""

    def __init__(self, port: int, cookies: dict[str, str], address: str, token: str) -> None:
        self.port, self.address = port, address
        self.headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": token,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Referer": f"http://127.0.0.1:{port}/",
        }
        self.connection: http.client.HTTPConnection | None = None
        self.tries = 0

    def send(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers to these rows; tries until the server acknowledges them."""
        body = json.dumps({"sent_at": _now(), "rows": list(rows)})
        while True:
            self.tries += 1
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                self.connection.request("POST", self.address, body, self.headers)
                response = self.connection.getresponse()
                content = response.read()
                if 400 <= response.status < 500:
                    raise WrongAnswer(f"{response.status}: {content.decode()[:300]}")
                if response.status == 200:
                    answers: list[dict[str, Any]] = json.loads(content)["results"]
                    return answers
            except (OSError, http.client.HTTPException):
                pass
            self.connection = None
            time.sleep(0.1)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def _row(person: int, day: str) -> dict[str, Any]:
    return {
        "client_id": str(uuid.uuid4()),
        "registration": person,
        "day": day,
        "at": _now(),
        "way": "search",
    }


def measure(stage: Stage, people_count: int, single: int) -> dict[str, Any]:
    """Both parts, on a stage of their own."""
    make_tables(stage)
    stage.make_database(f"bench_{_NAME}", template="samphan")
    port = free_port()
    variables = {
        "SAMPHAN_MODE": "prod",
        "SAMPHAN_DATA": str(stage.folder / _NAME),
        "SAMPHAN_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url(stage.server.config("app", f"bench_{_NAME}")),
    }
    told = stage.folder / "told.json"
    told.touch()
    stage.run([__file__, "fill", str(told), str(people_count)], variables)
    facts = json.loads(told.read_text(encoding="utf-8"))
    stage.settle(f"bench_{_NAME}")
    command = ["-m", "samphan", "serve", "--port", str(port)]
    process = stage.serve(command, variables, port=port, page="/healthz")
    cookies = sign_in(port)
    browser = Browser(port, cookies)
    page = browser.get(f"/n/{load.NETWORK}/events/{facts['event']}/checkin/").text
    token = form_fields(page)["csrfmiddlewaretoken"]
    cookies = browser.cookies
    address = f"/n/{load.NETWORK}/events/{facts['event']}/checkin/batch/"
    devices = [Device(port, cookies, address, token) for _each in range(DEVICES)]
    people, day = facts["people"], facts["day"]

    cost = _singles(devices[0], people[:single], day, process, stage.postmaster)
    queues = _queues(people[single:], day)

    def restart() -> None:
        os.kill(process, signal.SIGKILL)
        stage.serve(command, variables, port=port, page="/healthz")

    floor = _floor(stage, single)
    statuses = _storm(devices, queues, restart)
    stage.run([__file__, "count", str(told)], variables)
    return {
        **cost,
        "floor_cpu_ms": floor,
        "of_floor": round((cost["app_cpu_ms"] + cost["db_cpu_ms"]) / floor, 2),
        "sent": sum(map(len, queues)),
        "tries": sum(each.tries for each in devices),
        "statuses": statuses,
        **json.loads(told.read_text(encoding="utf-8")),
    }


def _singles(
    device: Device, people: Sequence[int], day: str, process: int, postmaster: int
) -> dict[str, float]:
    """CPU of application and database for one check-in, in milliseconds; the first twenty warm up."""
    warm, counted = people[:WARM], people[WARM:]
    for person in warm:
        device.send([_row(person, day)])
    calibration = calibrate()
    before = cpu_seconds(process), cpu_seconds(postmaster)
    begun = time.monotonic()
    for person in counted:
        device.send([_row(person, day)])
    seconds = time.monotonic() - begun
    app, database = (
        round((cpu_seconds(root) - at) / len(counted) * 1000, 2)
        for root, at in zip((process, postmaster), before, strict=True)
    )
    calibration = (calibration + calibrate()) / 2
    return {
        "app_cpu_ms": app,
        "db_cpu_ms": database,
        "calib_ms": round(calibration, 2),
        "scaled_ms": round((app + database) * CALIBRATED_AT / calibration, 2),
        "load1": round(os.getloadavg()[0], 2),
        "a_second_one_device": round(len(counted) / seconds, 1),
    }


def _floor(stage: Stage, single: int) -> float:
    """CPU of one check-in on the floor, in milliseconds: a row is marked and a log row written, nothing else."""
    target = lean.prepare(stage, Size(organisations=100, events=100))
    browser, dice = Browser(target.port, target.cookies), random.Random(_NAME)
    for _number in range(WARM):
        target.operations["W7"](browser, dice)
    before = cpu_seconds(target.process) + cpu_seconds(target.postmaster)
    for _number in range(single - WARM):
        target.operations["W7"](browser, dice)
    spent = cpu_seconds(target.process) + cpu_seconds(target.postmaster) - before
    browser.close()
    return round(spent / (single - WARM) * 1000, 2)


def _queues(people: Sequence[int], day: str) -> list[list[dict[str, Any]]]:
    """What each device holds: a tenth sent twice under one id, a tenth of the people scanned at the next door too."""
    dice = random.Random(1)
    queues: list[list[dict[str, Any]]] = [[] for _each in range(DEVICES)]
    for number, person in enumerate(people):
        row = _row(person, day)
        queues[number % DEVICES].append(row)
        if dice.random() < 0.1:
            queues[number % DEVICES].append(row)
        if dice.random() < 0.1:
            queues[(number + 1) % DEVICES].append(_row(person, day))
    return queues


def _compare(rows: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> None:
    if [each["client_id"] for each in answers] != [each["client_id"] for each in rows]:
        raise WrongAnswer(f"{len(answers)} answers to {len(rows)} rows")


def _storm(
    devices: Sequence[Device], queues: Sequence[Sequence[dict[str, Any]]], restart: Callable[[], None]
) -> dict[str, int]:
    """All devices at once; the server is killed when half is acknowledged. Answers by their status.

    Raises:
        WrongAnswer: the server refused a queue, or did not answer each of its rows.
    """
    statuses: Counter[str] = Counter()
    wrong: list[WrongAnswer] = []
    guard = threading.Lock()

    def work(device: Device, queue: Sequence[dict[str, Any]]) -> None:
        try:
            for at in range(0, len(queue), QUEUE):
                rows = queue[at : at + QUEUE]
                answers = device.send(rows)
                _compare(rows, answers)
                with guard:
                    statuses.update(answer["status"] for answer in answers)
        except WrongAnswer as answer:
            wrong.append(answer)

    workers = [threading.Thread(target=work, args=each) for each in zip(devices, queues, strict=True)]
    for each in workers:
        each.start()
    half = sum(map(len, queues)) // 2
    while statuses.total() < half and not wrong:
        time.sleep(0.005)
    if not wrong:
        restart()
    for each in workers:
        each.join()
    if wrong:
        raise wrong[0]
    return dict(statuses)


def main() -> int:
    """Say what came out; 1 when a count is not exact or the CPU is over its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument(
        "--single", type=int, default=SINGLE, help="checked in one by one, for the CPU of one"
    )
    options = parser.parse_args()
    with Stage() as stage:
        found = measure(stage, options.people, options.single)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    exact = {found["counted"], found["rows"], found["audited"]} == {options.people}
    quick = found["scaled_ms"] <= TARGET_MS
    sys.stdout.write(f"exact: {exact}; CPU within {TARGET_MS:g} ms scaled: {quick}\n")
    return 0 if exact and quick else 1


if __name__ == "__main__":
    if sys.argv[1:2] in (["fill"], ["count"]):
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = f"samphan.settings.{os.environ.get('SAMPHAN_MODE', 'prod')}"
        django.setup()
        told = Path(sys.argv[2])
        if sys.argv[1] == "fill":
            fill(told, int(sys.argv[3]))
        else:
            count(told)
        # The threads of the pool would hold the process.
        os._exit(0)
    else:
        sys.exit(main())
