"""M14, the coverage matrix: 10,000 projects with 200,000 alignments, and the same with 10 projects.

    PYTHONPATH=. python bench/coverage.py [--projects 10000] [--repeats 15] [--keep]

Makes a database of its own on the embedded server of the test folder, adopts the shipped frameworks in two networks, and
aligns every project with 6 cells of the TSU matrix, 3 principles and 11 targets and goals. Pages are asked of the whole
product inside one process, signed in as the secretariat, as the app role under row-level security. Each is checked
against sums made in Python. Prints CPU time of the application and of the server's process, statements, and exits
non-zero when a number is wrong or a target (40 ms, 10 statements) is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import re
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
from django.urls import reverse  # noqa: E402 - see above
from driver import calibrate  # noqa: E402 - see above
from psycopg import sql  # noqa: E402 - see above
from search import Backend  # noqa: E402 - see above

from samphan.accounts.models import User  # noqa: E402 - see above
from samphan.directory.actions import add_organisation  # noqa: E402 - see above
from samphan.engagement.models import Evidence  # noqa: E402 - see above
from samphan.frameworks.actions.framework import adopt_framework  # noqa: E402 - see above
from samphan.frameworks.models import FrameworkItem  # noqa: E402 - see above
from samphan.kit.embedded import Server, ensure_database  # noqa: E402 - see above
from samphan.projects.models import Project, ProjectAlignment, ProjectPartner  # noqa: E402 - see above
from samphan.tenancy.actions import create_network, grant  # noqa: E402 - see above
from samphan.tenancy.scope import system_scope  # noqa: E402 - see above

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Network

DATABASE: Final = "bench_coverage"
TODAY: Final = dt.date(2026, 5, 1)
TARGET_MS: Final = 40.0
TARGET_STATEMENTS: Final = 10
UNITS: Final = 25
CALIBRATED_AT: Final = 13.0


def fill(network: Network, count: int) -> dict[str, int]:
    """Frameworks, units, projects and alignments in one network; what the first row of the TSU matrix must show."""
    with system_scope("bench", network.pk) as by:
        return _fill(by, count)


def _fill(by: Actor, count: int) -> dict[str, int]:
    dice = random.Random(14)
    frameworks = {code: adopt_framework(by=by, code=code, today=TODAY) for code in ("tsu", "ent", "sdg")}
    items = {
        code: list(FrameworkItem.objects.filter(framework=each).order_by("order"))
        for code, each in frameworks.items()
    }
    rows = [each for each in items["tsu"] if each.axis == "outcome"]
    columns = [each for each in items["tsu"] if each.axis == "level"]
    cells = [(row.pk, column.pk) for row in rows for column in columns]
    principles = [(each.pk, None) for each in items["ent"] if each.axis == "principle"]
    goals = [(each.pk, None) for each in items["sdg"]]
    units = [add_organisation(by=by, kind="faculty", name_th=f"คณะที่ {number}") for number in range(UNITS)]
    network = by.network_id
    projects = Project.objects.bulk_create(
        (
            Project(
                network_id=network,
                title_th=f"โครงการ {number}",
                sort_key=f"{number:06}",
                review="draft" if number % 10 == 9 else "approved",
                fiscal_year=2018 + number % 8,
                category=("engagement", "service", "")[number % 3],
            )
            for number in range(count)
        ),
        batch_size=1_000,
    )
    ProjectPartner.objects.bulk_create(
        (
            ProjectPartner(
                network_id=network,
                project=project,
                organisation=units[number % UNITS],
                side="university",
                is_lead=True,
            )
            for number, project in enumerate(projects)
        ),
        batch_size=1_000,
    )
    wanted = dict.fromkeys((column.pk for column in columns), 0)
    made = []
    for project in projects:
        chosen = dice.sample(cells, 6) + dice.sample(principles, 3) + dice.sample(goals, 11)
        for item, across in chosen:
            rating = dice.choice((None, 1, 2, 3, 4))
            made.append(
                ProjectAlignment(
                    network_id=network, project=project, item_id=item, across_id=across, rating=rating
                )
            )
            if item == rows[0].pk and project.review == "approved":
                wanted[across] += 1
    ProjectAlignment.objects.bulk_create(made, batch_size=2_000)
    Evidence.objects.bulk_create(
        (
            Evidence(
                network_id=network,
                project_id=each.project_id,
                kind="link",
                title="หลักฐาน",
                supports="alignment",
                strength=2,
                alignment=each,
            )
            for each in made[::20]
        ),
        batch_size=2_000,
    )
    return {
        "framework": frameworks["tsu"].pk,
        "sdg": frameworks["sdg"].pk,
        **{str(k): v for k, v in wanted.items()},
    }


def measure(client: Client, path: str, repeats: int) -> tuple[str, float, float, int]:
    """The page, median CPU milliseconds of the application and of the database, and the statements."""
    page = client.get(path)
    asked: list[str] = []

    def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(statement)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        client.get(path)
    backend = Backend()
    ours, theirs = [], []
    for _ in range(repeats):
        used, start = backend.used(), time.process_time()
        client.get(path)
        ours.append((time.process_time() - start) * 1_000)
        theirs.append(backend.used() - used)
    return page.text, statistics.median(ours), statistics.median(theirs), len(asked)


def main() -> int:
    """Fill, measure, print, clean up."""
    parser = argparse.ArgumentParser(description="The coverage matrix over 10,000 projects.")
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--keep", action="store_true", help="leave the database for a look with psql")
    arguments = parser.parse_args()
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE))
    is_right = True
    with (
        Server(settings.DATA_DIR, durable=False) as server,
        psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin,
    ):
        admin.execute(drop)
        ensure_database(server, DATABASE)
        connection.close()
        connection.settings_dict.update(server.config("owner", DATABASE).django())
        call_command("migrate", verbosity=0)
        connection.close()
        connection.settings_dict.update(server.config("app", DATABASE).django())
        with system_scope("bench") as by:
            networks = [
                create_network(by=by, slug=slug, name_th=slug, name_en=slug, kind="council")
                for slug in ("large", "small")
            ]
        user = User.objects.make(email="bench@example.org", name="Bench", password="correct horse")
        for each in networks:
            with system_scope("bench", each.pk) as by:
                grant(by=by, user=user, role="secretariat")
        known = [fill(networks[0], arguments.projects), fill(networks[1], 10)]
        with psycopg.connect(**server.config("superuser", DATABASE).libpq(), autocommit=True) as settle:
            settle.execute("vacuum analyze")
        client = Client()
        client.force_login(user)
        scale = CALIBRATED_AT / calibrate()
        for network, numbers in zip(networks, known, strict=True):
            for label, framework, query in (
                ("TSU 6 x 3", "framework", ""),
                ("TSU by year", "framework", "columns=years"),
                ("TSU by unit", "framework", "columns=organisations"),
                ("TSU, one year", "framework", "year=2020"),
                ("SDG goals by year", "sdg", ""),
            ):
                at = reverse("evaluation:coverage_matrix", args=[network.slug, numbers[framework]])
                text, ours, theirs, statements = measure(client, f"{at}?lang=en&{query}", arguments.repeats)
                shown = [
                    int(each.replace(",", ""))
                    for each in re.findall(r"numeric\" href=[^>]*><strong>([\d,]+)<", text)
                ]
                wrong = ""
                if label == "TSU 6 x 3":
                    wanted = [value for name, value in numbers.items() if name.isdigit() and value]
                    wrong = "" if shown[: len(wanted)] == wanted else f"WRONG {shown[:3]} {wanted}"
                    target = (ours + theirs) * scale <= TARGET_MS and statements <= TARGET_STATEMENTS
                    is_right = is_right and not wrong and target
                print(
                    f"{network.slug:6} {label:18} {ours:6.1f} ms application {theirs:6.1f} ms database"
                    f" {(ours + theirs) * scale:6.1f} scaled {statements:3} statements {wrong}"
                )
        print(f"calibration {CALIBRATED_AT / scale:.1f} ms, load {os.getloadavg()[0]:.1f}")
        connection.close()
        if not arguments.keep:
            admin.execute(drop)
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
