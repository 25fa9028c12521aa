"""M11 and W8: lists of organisations and of people, from the upload to committed rows.

    PYTHONPATH=. python bench/imports.py [--rows 100000] [--contacts 10000] [--keep]

Makes a database of its own on the embedded server of the test folder and drops it again. The file goes in as a browser
sends it; the worker is a process of its own, the one that a server runs, and its memory is measured there. The floor is
COPY of the very rows that came out, by a superuser (no row security), into a second database with the same tables,
indexes and triggers. Exits non-zero when a target is missed.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import subprocess
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
import xlsxwriter  # noqa: E402 - see above
from dataset import organisation  # noqa: E402 - see above
from django.conf import settings  # noqa: E402 - see above
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 - see above
from django.core.management import call_command  # noqa: E402 - see above
from django.db import connection  # noqa: E402 - see above
from django.test import Client  # noqa: E402 - see above
from psycopg import sql  # noqa: E402 - see above

from samphan.kit.embedded import Server, ensure_database  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Iterator

DATABASE, FLOOR = "bench_imports", "bench_imports_floor"
QUEUE: Final = {"default": {"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}
TABLES: Final = (
    "directory_organisation",
    "directory_organisationname",
    "tenancy_searchrow",
    "tenancy_auditentry",
)
ROWS_A_SECOND, OF_COPY, PREVIEW_SECONDS, WORKER_MB, CONTACTS_SECONDS = 3_000, 3.0, 2.0, 500, 6.0
GIVEN: Final = ("สมชาย", "วรรณา", "ประเสริฐ", "มาลี", "ณัฐพร", "อนงค์", "ธีรพงษ์", "กาญจนา", "ศุภชัย", "พิมพ์ใจ")
LISTS: Final = "/n/bench/lists/"


def main() -> int:
    """Measure both lists; 1 when a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--contacts", type=int, default=10_000)
    arguments.add_argument("--keep", action="store_true")
    arguments.add_argument("--worker", action="store_true", help="(what a run starts by itself)")
    given = arguments.parse_args()
    server = Server(settings.DATA_DIR, durable=False)
    server.start()
    try:
        if given.worker:
            return worker(server)
        return measure(server, given.rows, given.contacts)
    finally:
        connection.close()
        if not given.keep and not given.worker:
            drop(server)
        server.stop()


def measure(server: Server, rows: int, contacts: int) -> int:
    client = prepare(server)
    load = os.getloadavg()[0]
    large = bring(client, server, "organisations", "list.xlsx", organisations(rows))
    copied = floor(server)
    people = bring(client, server, "people", "contacts.csv", contacts_csv(contacts)) if contacts else None
    rate, ratio = rows / large["total"], large["take in"] / copied
    print(
        f"load {load:.1f}; "
        + json.dumps({"organisations": large, "copy": round(copied, 2), "people": people})
    )
    print(
        f"M11: {rate:,.0f} rows a second (at least {ROWS_A_SECOND:,}); {ratio:.2f} x COPY (at most {OF_COPY});"
    )
    print(
        f"     preview {large['preview']:.2f} s (at most {PREVIEW_SECONDS}); worker {large['memory']:.0f} MB"
    )
    if people:
        print(f"W8: {contacts:,} contacts in {people['total']:.2f} s (at most {CONTACTS_SECONDS})")
    met = (
        rate >= ROWS_A_SECOND,
        ratio <= OF_COPY,
        large["preview"] <= PREVIEW_SECONDS,
        large["memory"] <= WORKER_MB,
        people is None or people["total"] <= CONTACTS_SECONDS,
    )
    return 0 if all(met) else 1


def prepare(server: Server) -> Client:
    """A migrated database with one network and its secretariat, signed in; and the same again, empty, for the floor."""
    from samphan.accounts.models import User
    from samphan.tenancy.actions import create_network, grant
    from samphan.tenancy.scope import system_scope

    drop(server)
    ensure_database(server, DATABASE)
    use(server, "owner")
    call_command("migrate", verbosity=0)
    use(server, "app")
    user = User.objects.make(email="bench@example.org", name="Bench", password="correct horse")
    with system_scope("bench") as by:
        network = create_network(by=by, slug="bench", name_th="เครือข่าย", name_en="Bench", kind="council")
    with system_scope("bench", network.pk) as by:
        grant(by=by, user=user, role="secretariat")
    connection.close()
    with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin:
        admin.execute(f"create database {FLOOR} template {DATABASE}")
    settings.TASKS = QUEUE
    client = Client()
    client.force_login(user)
    client.cookies["samphan_language"] = "en"
    return client


def bring(client: Client, server: Server, kind: str, name: str, content: bytes) -> dict[str, float]:
    """Upload, match, check, take in; the seconds of each, and the memory of the worker."""
    begun = time.monotonic()
    columns = client.post(f"{LISTS}new/{kind}/", {"file": SimpleUploadedFile(name, content), "pasted": ""})
    uploaded = time.monotonic()
    here = columns["Location"].removesuffix("columns/")
    form = client.get(columns["Location"]).content.decode()
    fields = {name: value for name, value in chosen(form) if value}
    assert client.post(columns["Location"], fields).status_code == 302
    assert client.get(here).status_code == 200
    seen = time.monotonic()
    steps = [work(server)]
    asked = 0.0
    for act in ("accept", "new", "take_in"):
        before = time.monotonic()
        if f'value="{act}"' not in client.get(here).content.decode():
            continue  # nothing to be decided
        answer = client.post(here, {"act": act})
        asked += time.monotonic() - before
        assert answer.status_code == 302, answer.content.decode()
        steps.append(work(server))
    done = client.get(here).content.decode()
    assert "The list is taken in" in done, done[done.index("<main") :][:3000]
    return {
        "upload": round(uploaded - begun, 2),
        "preview": round(seen - begun, 2),
        "read and check": round(steps[0]["seconds"], 2),
        "take in": round(steps[-1]["seconds"], 2),
        "total": round(seen - begun + asked + sum(each["seconds"] for each in steps), 2),
        "CPU of the worker": round(sum(each["cpu"] for each in steps), 2),
        "CPU of taking in": round(steps[-1]["cpu"], 2),
        "memory": max(each["memory"] for each in steps),
    }


def chosen(form: str) -> Iterator[tuple[str, str]]:
    """Name and value of every choice of a form, as a browser would send them."""
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        yield name, next(iter(re.findall(r'value="([^"]*)"[^>]*selected', options)), "")


def work(server: Server) -> dict[str, float]:
    """What waits in the queue, done by a worker of its own."""
    del server
    command = [sys.executable, __file__, "--worker"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(found.stdout.splitlines()[-1])  # type: ignore[no-any-return]  # written by ``worker``


def worker(server: Server) -> int:
    """Do what waits, as the worker of a server does it; says how long it took and how much memory."""
    from procrastinate.contrib.django import app

    use(server, "app")
    settings.TASKS = QUEUE
    begun = time.monotonic()
    used = resource.getrusage(resource.RUSAGE_SELF)
    started = used.ru_utime + used.ru_stime
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - started
    print(json.dumps({"seconds": time.monotonic() - begun, "memory": round(most_memory()), "cpu": cpu}))
    return 0


def most_memory() -> float:
    """The most that this process held, in MiB; ``ru_maxrss`` would count what the process held that started it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def floor(server: Server) -> float:
    """Seconds of COPY of the same rows into the same tables of an empty database, in one transaction."""
    given: dict[str, tuple[list[str], bytes]] = {}
    with psycopg.connect(**server.config("superuser", DATABASE).libpq()) as source:
        for table in TABLES:
            names = columns_of(source, table)
            kept = sql.SQL(" where act = 'add_by_list'") if table == "tenancy_auditentry" else sql.SQL("")
            out = sql.SQL("copy (select {} from {}{}) to stdout").format(
                sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(table), kept
            )
            with source.cursor().copy(out) as copy:
                given[table] = (names, b"".join(bytes(part) for part in copy))
    with psycopg.connect(**server.config("superuser", FLOOR).libpq()) as target:
        begun = time.monotonic()
        for table, (names, content) in given.items():
            into = sql.SQL("copy {} ({}) from stdin").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with target.cursor().copy(into) as copy:
                copy.write(content)
        target.commit()
        return time.monotonic() - begun


def columns_of(source: psycopg.Connection[Any], table: str) -> list[str]:
    """The columns of a table that are stored."""
    rows = source.execute(
        "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
        " and attgenerated = ''",
        [table],
    )
    return [name for (name,) in rows.fetchall()]


def organisations(count: int) -> bytes:
    """A workbook of organisations as a ministry's list has them; telephone numbers begin with zero."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_urls": False})
    sheet = book.add_worksheet()
    heads = ["ชื่อหน่วยงาน", "ชื่อภาษาอังกฤษ", "ชื่อย่อ", "ประเภท", "เว็บไซต์", "โทรศัพท์"]
    sheet.write_row(0, 0, heads)
    for number in range(count):
        each = organisation(number)
        cells = [
            f"{each.name_th}",
            each.name,
            f"ตย{number}",
            "มหาวิทยาลัย" if number % 2 else "สมาคม",
            each.website,
            f"0{number:08d}",
        ]
        sheet.write_row(number + 1, 0, cells)
    book.close()
    return buffer.getvalue()


def contacts_csv(count: int) -> bytes:
    """People with titles, a place of work that is known, a position, e-mail and telephone; one in fifty stands twice."""
    lines = ["ชื่อ-สกุล,หน่วยงาน,ตำแหน่ง,อีเมล,โทรศัพท์"]
    for number in range(count):
        at = number - 1 if number % 50 == 49 else number
        place = organisation(at % 1_000)
        given, family = GIVEN[at % len(GIVEN)], GIVEN[at // len(GIVEN) % len(GIVEN)]
        lines.append(f"ผศ.ดร.{given} {family}{at},{place.name_th},อาจารย์,p{at}@example.org,08{at:08d}")
    return "\ufeff{}".format("\r\n".join(lines)).encode()


def use(server: Server, role: str) -> None:
    connection.close()
    connection.settings_dict.update(server.config(role, DATABASE).django())


def drop(server: Server) -> None:
    connection.close()
    with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin:
        for name in (DATABASE, FLOOR):
            admin.execute(f"drop database if exists {name} with (force)")


if __name__ == "__main__":
    sys.exit(main())
