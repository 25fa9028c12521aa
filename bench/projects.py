# ruff: noqa: E402 - the folder of the product has to be known before its modules
"""M14: the list and the page of projects with 10,000 of them, 30,000 partners and 200,000 alignments.

    PYTHONPATH=. python bench/projects.py                                    10,000 projects beside 10
    PYTHONPATH=. python bench/projects.py --seconds 2 --readers 2 --only list,page

Starts a throw-away database server, fills two databases with COPY (10,000 projects and 10, each with three partners of
both sides, two people, a course, two places, people served, resources and twenty alignments; a sixth of the records are
drafts), serves each with one web process, and asks pages for the secretariat in a closed loop. Prints the CPU time of
application and database for one page, and its SQL statements with many projects and with few. Ends with 1 when a page
takes more than 20 ms of CPU (brought to a core on which the calibration takes 13 ms) or ten statements, or another
number of them with few projects. The numbers over all projects and the export of a page are told and not judged.
The coverage matrix is measured by ``coverage.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import load
import psycopg
from driver import Browser, Target, expect_rows, expect_text, measure, sent_statements
from psycopg import sql
from stage import Stage, database_url, free_port
from targets.samphan import make_tables, sign_in

from samphan.kit.thai.sortkey import sort_key

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

    from driver import Measurement, Operation

MANY: Final = 10_000
FEW: Final = 10
ORGANISATIONS: Final = 500
ROWS: Final = 25
MOST_CPU_MS: Final = 20.0
MOST_SQL: Final = 10
CALIBRATED_AT: Final = 13.0
HERE: Final = f"/n/{load.NETWORK}/work/projects"
LINK: Final = rf'"{HERE}/(\d+)/"'
TITLES: Final = {
    "list": "the list, any of its pages",
    "narrowed": "the list of one mission and one domain",
    "page": "one project, the overview",
    "partners": "one project, partners and people",
    "reach": "one project, places with map and people served",
    "resources": "one project, resources and stated numbers",
    "numbers": "numbers over all projects",
}
NOT_JUDGED: Final = frozenset({"numbers"})
PROVINCES: Final = ("TH-10", "TH-50", "TH-54", "TH-57", "TH-65", "TH-80", "TH-90", "TH-93")
MISSIONS: Final = ("teaching", "research", "service", "culture", "students")
DOMAINS: Final = ("community", "occupation", "environment", "health", "education")
CATEGORIES: Final = ("engagement", "engagement", "engagement", "service", "volunteering")
NOW: Final = "2026-01-01 00:00:00+00"
_FIRST_KEY: Final = 1_000


def fill(told: Path) -> None:
    """The network with its secretariat, 500 organisations and a framework, by the actions; tells their keys in a file."""
    import datetime as dt

    from samphan.accounts.models import User
    from samphan.directory.models import Organisation
    from samphan.frameworks.actions.framework import adopt_framework
    from samphan.frameworks.models import FrameworkItem
    from samphan.tenancy.actions import create_network, grant
    from samphan.tenancy.scope import system_scope

    user = User.objects.make(email=load.EMAIL, name="Secretariat", password=load.PASSWORD)
    with system_scope("bench") as by:
        create_network(by=by, slug=load.NETWORK, name_th="เครือข่าย", name_en="Bench", kind="association")
    with system_scope("bench", load.NETWORK) as by:
        grant(by=by, user=user, role="secretariat")
        made = Organisation.objects.bulk_create(
            Organisation(
                kept_by_id=by.network_id,
                kind="community" if number % 2 else "university",
                name_th=f"องค์กรที่ {number}",
                sort_key=f"{number:06}",
                basis="area" if number % 2 else "",
                sector="community_enterprise" if number % 2 else "university",
            )
            for number in range(ORGANISATIONS)
        )
        framework = adopt_framework(by=by, code="tsu", today=dt.date(2026, 1, 1))
        items: dict[str, list[int]] = {}
        for axis, pk in FrameworkItem.objects.filter(framework=framework).values_list("axis", "pk"):
            items.setdefault(axis, []).append(pk)
        found = {
            "network": by.network_id,
            "organisations": [each.pk for each in made],
            "rows": items[framework.matrix_rows],
            "columns": items[framework.matrix_columns],
        }
    told.write_text(json.dumps(found), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Keys:
    """What the rows refer to."""

    network: int
    organisations: Sequence[int]
    rows: Sequence[int]
    columns: Sequence[int]


def project_key(number: int) -> int:
    """The key of a project by its number."""
    return _FIRST_KEY + number


def title(number: int) -> str:
    """The title of a project by its number."""
    return f"โครงการร่วมกับชุมชนที่ {number:05}"


def tables(keys: Keys, count: int) -> Iterator[tuple[str, dict[str, Any], Iterable[Sequence[Any]]]]:
    """Table, columns that are the same in every row, and rows of the other columns; the first of these names them."""
    net = {"network_id": keys.network}
    every = range(count)
    of = keys.organisations
    yield (
        "projects_project",
        net
        | {
            "title_en": "", "code": "", "summary_en": "", "need_en": "", "question_th": "", "question_en": "", "question_story": "",
            "website": "", "university_benefit": "", "community_benefit": "", "state": "under_way", "state_reason": "", "dropped_from": "",
            "visibility": "network", "entered_by": "", "created_at": NOW, "is_sample": False, "version": 1, "changed_at": NOW,
            "changed_by": "",
        },
        [("id", "title_th", "sort_key", "summary_th", "need_th", "category", "missions", "domains", "populations", "starts", "review")]
        + [
            (
                project_key(n), title(n), sort_key(title(n)), f"สรุปของโครงการที่ {n}", "น้ำไม่พอ", CATEGORIES[n % 5],
                [MISSIONS[n % 5], MISSIONS[(n + 2) % 5]], [DOMAINS[n % 5]], ["farmers"],
                f"[{2016 + n % 10}-{1 + n % 12:02}-01,{2016 + n % 10}-{1 + n % 12:02}-02)", "draft" if n % 6 == 0 else "approved",
            )
            for n in every
        ],
    )  # fmt: skip
    yield (
        "projects_projectpartner",
        net
        | {"basis": "", "sector": "", "role": "ร่วมทำ", "claims_lead": False, "contact_name": "", "contact_phone": "", "contact_email": ""},
        [("id", "project_id", "organisation_id", "name", "side", "role_code", "is_lead", "order")]
        + [
            row
            for n in every
            for row in (
                (3 * n + 1, project_key(n), of[2 * n % len(of)], "", "university", "co_lead", True, 1),
                (3 * n + 2, project_key(n), of[(2 * n + 1) % len(of)], "", "society", "implementer", False, 2),
                (3 * n + 3, project_key(n), None, f"กลุ่มที่ {n % 999}", "society", "knowledge_holder", False, 3),
            )
        ],
    )  # fmt: skip
    yield (
        "projects_projectperson",
        net | {"contribution": "ทำงานร่วมกัน"},
        [("project_id", "name", "side", "role", "share", "order")]
        + [
            row
            for n in every
            for row in (
                (project_key(n), f"อาจารย์ {n}", "university", "leader", 60, 1),
                (project_key(n), f"ผู้ใหญ่บ้าน {n}", "society", "community_leader", 40, 2),
            )
        ],
    )
    yield (
        "projects_projectcourse",
        net
        | {
            "code": "", "section": "", "is_degree": True, "is_real_work": False, "is_hours_counted": False, "pedagogy": "",
            "objectives": "ทำได้จริง", "order": 1,
        },
        [("project_id", "title", "enrolled", "is_enrolled_counted", "hours")]
        + [(project_key(n), "รายวิชา", 20 + n % 30, n % 2 == 0, 12) for n in every],
    )  # fmt: skip
    yield (
        "projects_projectplace",
        net | {"district": "เมือง", "subdistrict": "", "is_virtual": False},
        [("project_id", "province", "site", "latitude", "longitude", "order")]
        + [
            row
            for n in every
            for row in (
                (project_key(n), PROVINCES[n % 8], f"บ้าน {n}", 13 + n % 5, 100, 1),
                (project_key(n), PROVINCES[(n + 3) % 8], "วัด", None, None, 2),
            )
        ],
    )
    yield (
        "projects_projectserved",
        net | {"population": "farmers", "households": None, "order": 1},
        [("project_id", "label", "is_direct", "number", "is_counted", "groups", "each")]
        + [
            row
            for n in every
            for row in (
                (project_key(n), "เกษตรกร", True, 40 + n % 60, n % 2 == 0, 2, 20),
                (project_key(n), "ครัวเรือน", False, 400, False, None, None),
            )
        ],
    )
    yield (
        "projects_projectresource",
        net | {"giver": "", "is_internal": False, "unit": "", "value_basis": "ประมาณ", "order": 1},
        [("project_id", "partner_id", "kind", "title", "amount", "value_baht")]
        + [
            row
            for n in every
            for row in (
                (project_key(n), 3 * n + 1, "money", "ทุน", 50_000, 50_000),
                (project_key(n), 3 * n + 2, "time", "แรงงาน", 100, 5_000),
            )
        ],
    )
    yield (
        "projects_projectstated",
        net | {"is_at_least": False, "is_estimate": False, "source": "ข่าว"},
        [("project_id", "kind", "number"), *((project_key(n), "direct", 100) for n in every)],
    )
    cells = [(row, column) for row in keys.rows for column in keys.columns]
    yield (
        "projects_projectalignment",
        net | {"note": "", "made_at": NOW, "made_by": ""},
        [("project_id", "item_id", "across_id", "rating")]
        + [
            (project_key(n), item, across, 1 + (n + place) % 4)
            for n in every
            for place, (item, across) in enumerate([*cells, (keys.rows[0], None), (keys.columns[0], None)])
        ],
    )


def copy_rows(database: dict[str, Any], keys: Keys, count: int) -> dict[str, int]:
    """Write everything with COPY, past row-level security as nobody but a bench may; gives the rows of each table."""
    written = {}
    with psycopg.connect(**database) as admin:
        for table, same, rows in tables(keys, count):
            names, *values = rows
            columns = [*same, *names]
            into = sql.SQL("copy {} ({}) from stdin").format(
                sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
            )
            with admin.cursor().copy(into) as copy:
                for row in values:
                    copy.write_row([*same.values(), *row])
            written[table] = len(values)
            if "id" in names:
                key = sql.SQL("select setval(pg_get_serial_sequence({}, 'id'), (select max(id) from {}))")
                admin.execute(key.format(sql.Literal(table), sql.Identifier(table)))
    return written


def prepare(stage: Stage, count: int, name: str) -> Target:
    """A database with so many projects, served by one web process."""
    database = f"bench_{name}"
    stage.make_database(database, template="samphan")
    port, told = free_port(), stage.folder / f"{name}.json"
    told.touch()
    told.chmod(0o666)
    variables = {
        "SAMPHAN_MODE": "prod",
        "SAMPHAN_DATA": str(stage.folder / name),
        "SAMPHAN_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url(stage.server.config("app", database)),
    }
    stage.run([str(Path(__file__).resolve()), "--fill", str(told)], variables)
    keys = Keys(**json.loads(told.read_text(encoding="utf-8")))
    written = copy_rows(stage.superuser(database), keys, count)
    stage.settle(database)
    print(
        name,
        ", ".join(f"{table.removeprefix('projects_')} {n:,}" for table, n in written.items()),
        flush=True,
    )
    process = stage.serve(
        ["-m", "samphan", "serve", "--port", str(port)], variables, port=port, page="/healthz"
    )
    return Target(
        name=name,
        port=port,
        process=process,
        postmaster=stage.postmaster,
        database=stage.superuser(database),
        operations=operations(count),
        cookies=sign_in(port),
    )


def operations(count: int) -> dict[str, Operation]:
    """One page each, with what it must hold."""
    pages = -(-count // ROWS)

    def listed(browser: Browser, dice: random.Random) -> None:
        page = 1 if dice.random() < 0.5 else dice.randint(1, pages)
        expect_rows(browser.get(f"{HERE}/?page={page}"), LINK, min(ROWS, count - (page - 1) * ROWS))

    def narrowed(browser: Browser, dice: random.Random) -> None:
        number = dice.randrange(5)
        answer = browser.get(f"{HERE}/?mission={MISSIONS[number]}&domain={DOMAINS[number]}")
        expect_rows(answer, LINK, min(ROWS, count // 5))

    def shown(part: str, text: str) -> Operation:
        def operation(browser: Browser, dice: random.Random) -> None:
            number = dice.randrange(count)
            answer = browser.get(f"{HERE}/{project_key(number)}/{part}")
            expect_text(answer, title(number))
            expect_text(answer, text)

        return operation

    def numbers(browser: Browser, dice: random.Random) -> None:
        province = dice.choice(["", *PROVINCES])
        answer = browser.get(f"{HERE}/numbers/?province={province}")
        assert re.search(r'class="tile', answer.text), answer.address

    return {
        "list": listed,
        "narrowed": narrowed,
        "page": shown("", "น้ำไม่พอ"),
        "partners": shown("partners/", "ผู้ใหญ่บ้าน"),
        "reach": shown("reach/", "เกษตรกร"),
        "resources": shown("resources/", "แรงงาน"),
        "numbers": numbers,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, measure, print, judge."""
    options = _options(arguments)
    if options.fill:
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = f"samphan.settings.{os.environ.get('SAMPHAN_MODE', 'prod')}"
        django.setup()
        fill(options.fill)
        return 0
    names = options.only.split(",")
    with Stage() as stage:
        make_tables(stage)
        few = prepare(stage, FEW, "few")
        sent_few = {name: sent_statements(few, name, times=5) for name in names}
        many = prepare(stage, options.projects, "many")
        sent_many = {name: sent_statements(many, name, times=5) for name in names}
        measured = [
            measure(many, name, readers=options.readers, seconds=options.seconds, warm=options.warm)
            for name in names
        ]
    print("\n| | page | CPU ms (app + db) | scaled | SQL | with 10 | /s | p50 ms | KiB | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    missed = False
    for each in measured:
        found = _missed(each, sent_many[each.workload], sent_few[each.workload])
        missed |= bool(found)
        verdict = "not judged" if each.workload in NOT_JUDGED else "; ".join(found) or "met"
        print(
            f"| {each.workload} | {TITLES[each.workload]} | {each.cpu_ms:.1f} ({each.app_cpu_ms:.1f} + {each.db_cpu_ms:.1f})"
            f" | {_scaled(each):.1f} | {sent_many[each.workload]:g} | {sent_few[each.workload]:g} | {each.per_second:.0f}"
            f" | {each.p50_ms:.0f} | {each.kib:.0f} | {verdict} |"
        )
    print(
        f"\nCalibration {measured[0].calib_ms:.1f} ms, load {measured[0].load1:.1f} to {measured[-1].load1:.1f}."
    )
    return int(missed)


def _scaled(found: Measurement) -> float:
    return found.cpu_ms * CALIBRATED_AT / found.calib_ms


def _missed(found: Measurement, many: float, few: float) -> list[str]:
    said = {
        f"{_scaled(found):.1f} ms of CPU": _scaled(found) <= MOST_CPU_MS,
        f"{many:g} statements": many <= MOST_SQL,
        f"{few:g} statements with few projects": many == few,
        f"{found.errors} wrong answers: {found.first_error}": not found.errors,
    }
    is_judged = found.workload not in NOT_JUDGED or found.errors
    return [words for words, is_met in said.items() if not is_met] if is_judged else []


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default=",".join(TITLES), help="such as list,page (default: all)")
    parser.add_argument("--projects", type=int, default=MANY)
    parser.add_argument("--seconds", type=float, default=6.0, help="of one measurement")
    parser.add_argument("--warm", type=float, default=2.0, help="seconds before it that do not count")
    parser.add_argument("--readers", type=int, default=4, help="at once")
    parser.add_argument("--fill", type=Path, default=None, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
