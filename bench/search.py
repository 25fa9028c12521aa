"""M3: search over 100,000 names, owned and shared, under row-level security, against a plain LIKE.

    .venv/bin/python bench/search.py [--repeats 7] [--keep]

Makes a database of its own on the embedded server of the test folder, fills it with ``search_data``, asks as the app
role in the scope of a user of two of three networks, and drops it again. Each query is answered for organisations and
people at once (the first twenty of each). What must come out is worked out in Python over all rows: the same twenty
in the same order, and the same count. Prints one line a query and the medians; exits non-zero when an answer is wrong
or the median is above the target.
"""

from __future__ import annotations

import argparse
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
from psycopg import sql  # noqa: E402 - see above
from search_data import ORGANISATION, PERSON, rows  # noqa: E402 - see above

from samphan.kit.embedded import Server, ensure_database  # noqa: E402 - see above
from samphan.kit.thai.sortkey import sort_key  # noqa: E402 - see above
from samphan.tenancy import search  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Iterator

DATABASE: Final = "bench_search"
NETWORKS: Final = (1, 2, 3)
MINE: Final = (1, 2)
KINDS: Final = (ORGANISATION, PERSON)
FIRST: Final = 20
TARGET_MS: Final = 25.0
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
    "one name": ("สมชัย ทองดี", "ณัฐพร", "วิไลลักษณ์", "ผศ.ดร.สมพร", "มหาวิทยาลัยบ้าน", "บัวไร่สวน", "ไม่มีคำนี้"),
    "two words": ("โรงเรียน เชียงใหม่", "คณะ วิทยาศาสตร์", "พิษณุโลก วิทยาศาสตร์", "Songkhla University", "โรง เขา"),
    "beginnings": ("โรงเรียน", "มหาวิทยาลัย", "คณะวิทยาศาสตร์", "องค์การบริหาร", "บริษัท", "ศรี", "ทอง"),
    "inside": ("เชียงใหม่", "บริหารส่วนตำบล", "ชุมชน", "จำกัด", "ใหม่", "school", "Khon Kaen"),
    "two letters": ("มช", "สม", "นค", "กา", "un", "zx"),
    "one letter": ("ก", "ร", "อ", "a", "ฬ"),
}

Row = tuple[str, int, int | None, str, str, str]


def fill(server: Server) -> None:
    """A migrated database with three networks and 100,000 rows, analysed as autovacuum would."""
    ensure_database(server, DATABASE)
    connection.close()
    connection.settings_dict.update(server.config("owner", DATABASE).django())
    call_command("migrate", verbosity=0)
    connection.close()
    with psycopg.connect(**server.config("superuser", DATABASE).libpq(), autocommit=True) as admin:
        for number in NETWORKS:
            admin.execute(
                "insert into tenancy_network (id, slug, name_th, name_en, kind, purpose_th, purpose_en, state, accent,"
                " is_sample, created_at, version, changed_at, changed_by)"
                " values (%s, %s, 'เครือข่าย', '', 'council', '', '', 'active', '', false, now(), 1, now(), '')",
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


def plain(query: str, known: list[Row]) -> dict[str, tuple[list[int], int]]:
    """The first of each kind and how many there are: what LIKE finds, in the order that ``tenancy.search`` promises."""
    words = search.terms(query)
    whole = f"|{' '.join(words)}|"
    head = sort_key(words[0]).partition("\x01")[0]
    answer = {}
    for kind in KINDS:
        found = [row for row in known if row[0] == kind and all(word in row[4] for word in words)]
        found.sort(
            key=lambda row: (whole not in row[3], not (head and row[5].startswith(head)), row[5], row[1])
        )
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


def measure(server: Server, repeats: int) -> Iterator[tuple[str, str, float, bool, list[int]]]:
    """Group, query, milliseconds at the database and back, whether the answer is right, counts."""
    known = seen_rows(server)
    connection.settings_dict.update(server.config("app", DATABASE).django())
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.user', '1', true), set_config('app.networks', %s, true)", ["1,2"]
        )
    for group, queries in QUERIES.items():
        for query in queries:
            took = []
            for _ in range(repeats):
                start = time.perf_counter()
                found = search.find(query, kinds=KINDS, limit=FIRST)
                took.append((time.perf_counter() - start) * 1000)
            wanted = plain(query, known)
            yield (
                group,
                query,
                statistics.median(took),
                is_right(given(found), wanted),
                [n for _, n in wanted.values()],
            )
    connection.close()


def main() -> int:
    """Fill, measure, print, clean up."""
    parser = argparse.ArgumentParser(description="Search over 100,000 names against a plain LIKE.")
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
    for group, query, took, right, counts in results:
        print(f"{group:12} {query:24} {took:7.1f} ms  {'' if right else 'WRONG '}{counts}")
    times = [took for _, _, took, _, _ in results]
    for group in QUERIES:
        print(
            f"{group:12} median {statistics.median(took for each, _, took, _, _ in results if each == group):6.1f} ms"
        )
    recall = sum(right for _, _, _, right, _ in results) / len(results)
    print(
        f"all          median {statistics.median(times):6.1f} ms, worst {max(times):.1f} ms, right answers {recall:.3f}"
    )
    return 0 if recall == 1 and statistics.median(times) <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
