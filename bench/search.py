"""M12: search over 100,000 organisations and 300,000 people under row-level security, against a plain LIKE.

    .venv/bin/python bench/search.py [--repeats 7] [--keep]

Makes a database of its own on the embedded server of the test folder, fills it with ``search_data``, asks as the app
role in the scope of a user of two of three networks, and drops it again. Each query is answered for organisations and
people at once (the first twenty of each). What must come out is worked out in Python over all rows: the same twenty
in the same order, and the same count, and that count without a limit once more. Prints one line a query and the medians,
in time of the wall and in CPU time of the server's process, which other work on the machine does not stretch; exits
non-zero when an answer is wrong or a target is missed. After that the near-misses of misspelt names.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from dataclasses import dataclass
from functools import partial
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
from psycopg import sql  # noqa: E402 - see above
from search_data import ORGANISATION, PERSON, rows  # noqa: E402 - see above

from samphan.kit.embedded import Server, ensure_database  # noqa: E402 - see above
from samphan.kit.thai.sortkey import sort_key  # noqa: E402 - see above
from samphan.tenancy import search  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATABASE: Final = "bench_search"
NETWORKS: Final = (1, 2, 3)
MINE: Final = (1, 2)
KINDS: Final = (ORGANISATION, PERSON)
FIRST: Final = 20
TARGET_MS: Final = 15.0
LONGEST_MS: Final = 400.0
COLUMNS: Final = (
    "network_id",
    "kind",
    "object_id",
    "label_th",
    "label_en",
    "detail_th",
    "detail_en",
    "title_norm",
    "norm",
    "sort_key",
)
QUERIES: Final = {
    "people": (
        "สมชัย ทองดี", "ณัฐพร", "วิไลลักษณ์", "ผศ.ดร.สมพร", "รศ.ดร. ธีรศักดิ์", "นพ.วิชัย", "ดร.กิตติ", "ศ.ดร.ปิยพร", "นางสาวสุดา", "อ.มาลี",
        "ศรีสุข", "พงษ์เดช ชนก", "แก้วมา นภา",
    ),
    "organisations": (
        "มหาวิทยาลัยบ้าน", "บัวไร่สวน", "ไม่มีคำนี้", "โรงเรียนบ้านหนอง", "วิทยาลัยดอนเมือง", "มูลนิธิศรีชัย", "สมาคมแม่ทุ่ง", "เทศบาลตำบลป่าสัก",
        "โรงพยาบาลท่าทราย", "บริษัท นาทอง", "วิสาหกิจชุมชนไผ่", "คณะวิทยาศาสตร์", "คณะศิลปกรรม", "เทคโนโลยีสารสนเทศ",
    ),
    "several words": (
        "โรงเรียน เชียงใหม่", "คณะ วิทยาศาสตร์", "พิษณุโลก วิทยาศาสตร์", "โรง เขา", "วิทยาลัย ขอนแก่น", "มหาวิทยาลัย นครศรีธรรมราช แพทย",
        "จำกัด ระยอง", "มูลนิธิ สงขลา บ้าน", "Songkhla University", "School Phuket", "college chiang",
    ),
    "beginnings": (
        "โรงเรียน", "มหาวิทยาลัย", "องค์การบริหาร", "บริษัท", "ศรี", "ทอง", "วิสาหกิจ", "เทศบาล",
    ),
    "provinces": ("เชียงใหม่", "นครราชสีมา", "กรุงเทพมหานคร", "สุราษฎร์", "Khon Kaen", "Bangkok", "ยะลา"),
    "inside": ("บริหารส่วนตำบล", "ชุมชน", "จำกัด", "ใหม่", "school", "ราชธานี", "ศาสตร์", "versity", "รัตน์"),
    "digits": ("4711", "99999", "School 12", "๑๒๓"),
    "abbreviations": ("มช", "ม.อ.", "สม", "นค", "กา", "un", "zx"),
    "one letter": ("ก", "ร", "อ", "a", "ฬ", "7"),
}  # fmt: skip
"""79 queries as people of the domain type them."""

MISSPELT: Final = (
    "มหาวิทยาลัยเชียงไหม่", "เชีงใหม่", "โรงเรียนบานหนอง", "สมชย ทองดี", "ณัฐพร แกวมา", "วิลัยลักษณ์", "องคการบริหารส่วนตำบน",
    "Songkla Universty", "Kon Kean", "นครราดสีมา",
)  # fmt: skip

Row = tuple[str, int, int | None, str, str, str]


def fill(server: Server) -> None:
    """A migrated database with three networks and 400,000 rows, analysed as autovacuum would."""
    ensure_database(server, DATABASE)
    connection.close()
    connection.settings_dict.update(server.config("owner", DATABASE).django())
    call_command("migrate", verbosity=0)
    connection.close()
    with psycopg.connect(**server.config("superuser", DATABASE).libpq(), autocommit=True) as admin:
        for number in NETWORKS:
            admin.execute(
                "insert into tenancy_network (id, slug, name_th, name_en, kind, purpose_th, purpose_en, state, accent,"
                " academic_from, is_sample, created_at, version, changed_at, changed_by)"
                " values (%s, %s, 'เครือข่าย', '', 'council', '', '', 'active', '', 6, false, now(), 1, now(), '')",
                [number, f"n{number}"],
            )
        names = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
        into = sql.SQL("copy tenancy_searchrow ({}) from stdin").format(names)
        with admin.cursor().copy(into) as copy:
            for row in rows((*NETWORKS, None)):
                copy.write_row([getattr(row, name) for name in COLUMNS])
        admin.execute("vacuum analyze tenancy_searchrow")


def seen_rows(server: Server) -> list[Row]:
    """Every row that the reader may see, for the plain search in Python."""
    with psycopg.connect(**server.config("superuser", DATABASE).libpq()) as admin:
        return admin.execute(
            "select kind, object_id, network_id, title_norm, norm, sort_key from tenancy_searchrow"
            " where network_id is null or network_id = any(%s)",
            [list(MINE)],
        ).fetchall()


def place(row: Row, whole: str, head: str) -> int:
    """How near a row is to the query: see ``tenancy.search``."""
    if f"|{whole}|" in row[3]:
        return 0
    if any(f"|{whole}{mark}|" in row[3] for mark in "่้์"):
        return 1
    return 2 if head and row[5].startswith(head) else 3


def plain(query: str, known: list[Row]) -> dict[str, tuple[list[int], int]]:
    """The first of each kind and how many there are: what LIKE finds, in the order that ``tenancy.search`` promises."""
    words = search.terms(query)
    head = sort_key(words[0]).partition("\x01")[0]
    answer = {}
    for kind in KINDS:
        found = [row for row in known if row[0] == kind and all(word in row[4] for word in words)]
        found.sort(key=lambda row: (place(row, " ".join(words), head), row[5], row[1]))
        answer[kind] = [row[1] for row in found[:FIRST]], len(found)
    return answer


def given(found: search.Found) -> dict[str, tuple[list[int], search.Total]]:
    """The answer of the product in the same form."""
    return {
        kind: (
            [hit.object_id for hit in found.hits if hit.kind == kind],
            found.totals.get(kind, search.Total(0)),
        )
        for kind in KINDS
    }


def is_right(answer: dict[str, Any], wanted: dict[str, tuple[list[int], int]]) -> bool:
    """The same rows in the same order; a count that was cut short is below the true one."""
    return all(
        answer[kind][0] == first
        and (answer[kind][1].number < count if answer[kind][1].is_more else answer[kind][1].number == count)
        for kind, (first, count) in wanted.items()
    )


class Backend:
    """The server's process behind the connection, and the CPU time that it has used."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            self.clock = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def timed(self, ask: Callable[[], Any], repeats: int) -> tuple[float, float]:
        """Median milliseconds of the wall and of CPU at the server; the second is 0 where the system does not tell."""
        walls, works = [], []
        for _ in range(repeats):
            before, start = self.used(), time.perf_counter()
            ask()
            walls.append((time.perf_counter() - start) * 1_000)
            works.append(self.used() - before)
        return statistics.median(walls), statistics.median(works)

    def used(self) -> float:
        return int(self.clock.read_text().split()[0]) / 1e6 if self.clock.exists() else 0.0


@dataclass(frozen=True)
class Result:
    """One query: milliseconds, whether the first twenty and the counts are right, and the counts."""

    group: str
    query: str
    wall: float
    cpu: float
    is_right: bool
    counts: list[int]


def measure(server: Server, repeats: int) -> Iterator[Result]:
    """Ask every query as a reader of two of the three networks."""
    known = seen_rows(server)
    connection.settings_dict.update(server.config("app", DATABASE).django())
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.user', '1', true), set_config('app.networks', %s, true)", ["1,2"]
        )
    backend = Backend()
    for group, queries in QUERIES.items():
        for query in queries:
            first = partial(search.find, query, kinds=KINDS, limit=FIRST)
            wall, cpu = backend.timed(first, repeats)
            wanted = plain(query, known)
            whole = given(search.find(query, kinds=KINDS, limit=1, every=True))
            yield Result(
                group,
                query,
                wall,
                cpu,
                is_right(given(first()), wanted)
                and all(whole[kind][1].number == count for kind, (_first, count) in wanted.items()),
                [n for _, n in wanted.values()],
            )
    for query in MISSPELT:
        wall, cpu = backend.timed(partial(search.similar, query, kinds=KINDS), repeats)
        best = search.similar(query, kinds=KINDS)
        print(f"near-miss    {query:24} {wall:7.1f} ms {cpu:7.1f} CPU  {best[0].label if best else ''}")
    connection.close()


def printed(results: list[Result]) -> bool:
    """Prints all figures; whether every answer is right and every target met, in CPU time where it is known."""
    for each in results:
        print(
            f"{each.group:14} {each.query:28} {each.wall:7.1f} ms {each.cpu:7.1f} CPU"
            f"  {'' if each.is_right else 'WRONG '}{each.counts}"
        )
    for group in (*QUERIES, ""):
        of = [each for each in results if not group or each.group == group]
        walls, cpus = [each.wall for each in of], [each.cpu for each in of]
        print(
            f"{group or 'all':14} {len(of):3} median {statistics.median(walls):6.1f} ms {statistics.median(cpus):6.1f} CPU,"
            f" worst {max(walls):6.1f} ms {max(cpus):6.1f} CPU"
        )
    recall = sum(each.is_right for each in results) / len(results)
    print(f"right answers {recall:.3f}, load {os.getloadavg()[0]:.1f}")
    times = [each.cpu or each.wall for each in results]
    return recall == 1 and statistics.median(times) <= TARGET_MS and max(times) <= LONGEST_MS


def main() -> int:
    """Fill, measure, print, clean up."""
    parser = argparse.ArgumentParser(description="Search over 400,000 names against a plain LIKE.")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--keep", action="store_true", help="leave the database for a look with psql")
    arguments = parser.parse_args()
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE))
    with (
        Server(settings.DATA_DIR, durable=False) as server,
        psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as admin,
    ):
        admin.execute(drop)
        fill(server)
        results = list(measure(server, arguments.repeats))
        if not arguments.keep:
            admin.execute(drop)
    return 0 if printed(results) else 1


if __name__ == "__main__":
    sys.exit(main())
