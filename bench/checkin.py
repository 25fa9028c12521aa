"""Check-in, W7: the CPU of one, and exact counts through duplicates and a killed server.

    python bench/checkin.py

2,000 people hold seats at an event of today. First one device checks 300 of them in one by one: CPU of application and
database for each, its audit row included. Then eight devices send the rest in queues of up to 20; a tenth of the rows is
sent twice under the same id, and another tenth of the people is scanned at a second door. In the middle the server is
killed (SIGKILL) and started again; a device sends on whatever nobody acknowledged. In the end every person must be
counted once, and every row have its audit row.
"""

from __future__ import annotations

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
from driver import Browser, WrongAnswer, cpu_seconds, form_fields
from stage import Stage, database_url, free_port
from targets.samphan import make_tables, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PEOPLE: Final = 2_000
SINGLE: Final = 300
DEVICES: Final = 8
QUEUE: Final = 20
TARGET_MS: Final = 8.0
_NAME: Final = "checkin"


def fill(told: Path) -> None:
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
            for number in range(PEOPLE)
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


def measure(stage: Stage) -> dict[str, Any]:
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
    stage.run([__file__, "fill", str(told)], variables)
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

    cost = _singles(devices[0], people[:SINGLE], day, process, stage.postmaster)
    queues = _queues(people[SINGLE:], day)

    def restart() -> None:
        os.kill(process, signal.SIGKILL)
        stage.serve(command, variables, port=port, page="/healthz")

    statuses = _storm(devices, queues, restart)
    stage.run([__file__, "count", str(told)], variables)
    return {
        **cost,
        "sent": sum(map(len, queues)),
        "tries": sum(each.tries for each in devices),
        "statuses": statuses,
        **json.loads(told.read_text(encoding="utf-8")),
    }


def _singles(
    device: Device, people: Sequence[int], day: str, process: int, postmaster: int
) -> dict[str, float]:
    """CPU of application and database for one check-in, in milliseconds; the first twenty warm up."""
    warm, counted = people[:20], people[20:]
    for person in warm:
        device.send([_row(person, day)])
    before = cpu_seconds(process), cpu_seconds(postmaster)
    begun = time.monotonic()
    for person in counted:
        device.send([_row(person, day)])
    seconds = time.monotonic() - begun
    return {
        "app_cpu_ms": round((cpu_seconds(process) - before[0]) / len(counted) * 1000, 2),
        "db_cpu_ms": round((cpu_seconds(postmaster) - before[1]) / len(counted) * 1000, 2),
        "a_second_one_device": round(len(counted) / seconds, 1),
    }


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


def _storm(
    devices: Sequence[Device], queues: Sequence[Sequence[dict[str, Any]]], restart: Callable[[], None]
) -> dict[str, int]:
    """All devices at once; the server is killed when half is acknowledged. Answers by their status."""
    statuses: Counter[str] = Counter()
    guard = threading.Lock()

    def work(device: Device, queue: Sequence[dict[str, Any]]) -> None:
        for at in range(0, len(queue), QUEUE):
            answers = device.send(queue[at : at + QUEUE])
            with guard:
                statuses.update(answer["status"] for answer in answers)

    workers = [threading.Thread(target=work, args=each) for each in zip(devices, queues, strict=True)]
    for each in workers:
        each.start()
    half = sum(map(len, queues)) // 2
    while statuses.total() < half:
        time.sleep(0.005)
    restart()
    for each in workers:
        each.join()
    return dict(statuses)


def main() -> int:
    """Say what came out; 1 when a count is not exact or the CPU is over its target."""
    with Stage() as stage:
        found = measure(stage)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    exact = {found["counted"], found["rows"], found["audited"]} == {PEOPLE}
    quick = found["app_cpu_ms"] + found["db_cpu_ms"] <= TARGET_MS
    sys.stdout.write(f"exact: {exact}; CPU within {TARGET_MS} ms: {quick}\n")
    return 0 if exact and quick else 1


if __name__ == "__main__":
    if len(sys.argv) > 2:
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = f"samphan.settings.{os.environ.get('SAMPHAN_MODE', 'prod')}"
        django.setup()
        {"fill": fill, "count": count}[sys.argv[1]](Path(sys.argv[2]))
        # The threads of the pool would hold the process.
        os._exit(0)
    else:
        sys.exit(main())
