# ruff: noqa: E402 - the folder of the product has to be known before its modules
"""W9: lists of 10,000 rows as csv and xlsx from the running program, beside writing the same cells without a database.

    PYTHONPATH=. python bench/exports.py

Each list is asked for as a member of the secretariat would, twice, and the second time counts: seconds until the last
byte, CPU of the web process and of the database, SQL statements, and how much the web process grew. The floor writes
the cells of that very file with the plain libraries, in this process. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import xlsxwriter
from dataset import Size
from driver import Browser, cpu_seconds, memory_mib, statements
from stage import Stage
from targets import samphan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from driver import Target

LISTS: Final = {
    "organisations": "organisations/export/",
    "people": "people/export/",
    "members": "network/members/export/",
    "audit trail": "audit/export/",
}
MOST_SECONDS: Final = {"csv": 1.5, "xlsx": 2.5}
MOST_SQL_A_ROW: Final = 0.1
MOST_GROWTH_MIB: Final = 40.0


@dataclass(frozen=True)
class Export:
    """One file: seconds of the wall and of CPU, statements, MiB by which the web process grew at its largest."""

    name: str
    ending: str
    rows: int
    seconds: float
    app_cpu: float
    db_cpu: float
    floor_cpu: float
    sql: int
    grew: float
    size: int

    @property
    def is_met(self) -> bool:
        """CPU is judged: the wall stretches with whatever else the machine does."""
        return (
            self.app_cpu + self.db_cpu <= MOST_SECONDS[self.ending]
            and self.sql <= MOST_SQL_A_ROW * self.rows
            and self.grew <= MOST_GROWTH_MIB
        )


def main() -> int:
    """Fill, ask, print, judge."""
    with Stage() as stage:
        samphan.make_tables(stage)
        target = samphan.prepare(stage, Size())
        found = list(_measured(target))
    print(f"\nload {os.getloadavg()[0]:.1f}")
    print("| list | rows | file | s | CPU s (app + db) | × the floor | SQL | grew MiB | KiB | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for each in found:
        total = each.app_cpu + each.db_cpu
        print(
            f"| {each.name} | {each.rows:,} | {each.ending} | {each.seconds:.2f} | {total:.2f}"
            f" ({each.app_cpu:.2f} + {each.db_cpu:.2f}) | {total / each.floor_cpu:.1f} | {each.sql}"
            f" | {each.grew:.0f} | {each.size // 1024:,} | {'met' if each.is_met else 'missed'} |"
        )
    return 0 if all(each.is_met for each in found) else 1


def _measured(target: Target) -> Iterator[Export]:
    browser = Browser(target.port, target.cookies)
    for name, path in LISTS.items():
        cells: list[list[str]] = []
        for ending in ("csv", "xlsx"):
            address = f"{samphan.HERE}/{path}?format={ending}"
            browser.get(address)
            Path(f"/proc/{target.process}/clear_refs").write_text(
                "5", encoding="ascii"
            )  # the peak starts anew
            before, _peak = memory_mib(target.process)
            sql, app, db = statements(target), cpu_seconds(target.process), cpu_seconds(target.postmaster)
            begin = time.perf_counter()
            body = browser.get(address).body
            seconds = time.perf_counter() - begin
            app, db = cpu_seconds(target.process) - app, cpu_seconds(target.postmaster) - db
            _resident, peak = memory_mib(target.process)
            if ending == "csv":
                cells = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
            yield Export(
                name, ending, len(cells) - 1, seconds, app, db, _floor(cells, ending),
                statements(target) - sql, max(0.0, peak - before), len(body),
            )  # fmt: skip
    browser.close()


def _floor(cells: Sequence[Sequence[str]], ending: str) -> float:
    """CPU seconds of the plain libraries for the same cells."""
    begin = time.process_time()
    if ending == "csv":
        csv.writer(io.StringIO(newline="")).writerows(cells)
    else:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate(cells):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text)
        book.close()
    return max(time.process_time() - begin, 0.001)


if __name__ == "__main__":
    sys.exit(main())
