# ruff: noqa: E402 - the folder of the product has to be known before its modules
"""M2: the web workloads of Samphan beside the floor of the framework, in one run: `python bench/run.py`.

Starts a throw-away database server, fills it, starts both programs, and measures them in turns (A B A B …). Prints a table,
writes everything that was measured to `bench/results/`, and ends with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dataset import Size
from driver import measure, memory_mib, sent_statements
from stage import Stage
from targets import lean, samphan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from driver import Measurement, Target

TITLES: Final = {
    "W1": "directory, a page of the list",
    "W2": "directory, search",
    "W3": "one organisation",
    "W3e": "the rest of it, fetched when it is shown",
    "W4": "coming events",
    "W5": "one event",
    "W1o": "members, a page of the list",
    "W2o": "members, search",
    "W3o": "one member",
    "W2e": "everything, search",
}
MOST_OF_FLOOR: Final = 3.0
MOST_CPU_MS: Final = 15.0
CALIBRATED_AT: Final = 13.0
MOST_SQL: Final = {"W3": 10, "W5": 10}
MOST_SQL_ELSEWHERE: Final = 8
NOT_JUDGED: Final = frozenset({"W3e"})
"""What nobody waits for; measured, so that nothing is hidden by being fetched later."""
MOST_MIB: Final = 130.0
SMALL: Final = Size(organisations=10, events=10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One workload: medians, what they are judged by, and whether all of it was met. CPU times are milliseconds."""

    workload: str
    cpu_ms: float
    app_cpu_ms: float
    db_cpu_ms: float
    floor_cpu_ms: float
    calib_ms: float
    sql: float
    sql_small: float
    per_second: float
    p50_ms: float
    p99_ms: float
    spread: tuple[float, float]
    floor_spread: tuple[float, float]
    errors: int

    @property
    def of_floor(self) -> float:
        return self.cpu_ms / self.floor_cpu_ms

    @property
    def scaled_ms(self) -> float:
        """The CPU time as it would be on a core on which the calibration takes `CALIBRATED_AT`."""
        return self.cpu_ms * CALIBRATED_AT / self.calib_ms

    @property
    def missed(self) -> list[str]:
        """The targets that were missed, in words."""
        if self.workload in NOT_JUDGED and not self.errors:
            return []
        most_sql = MOST_SQL.get(self.workload, MOST_SQL_ELSEWHERE)
        said = {
            f"CPU {self.of_floor:.2f} × the floor": self.of_floor <= MOST_OF_FLOOR,
            f"CPU {self.scaled_ms:.1f} ms scaled": self.scaled_ms <= MOST_CPU_MS,
            f"{self.sql:g} SQL statements, {most_sql} wanted": self.sql <= most_sql,
            f"{self.sql_small:g} SQL statements with few rows, {self.sql:g} with many": self.sql
            == self.sql_small,
            f"{self.errors} wrong answers": not self.errors,
        }
        return [words for words, is_met in said.items() if not is_met]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep, judge."""
    options = _options(arguments)
    workloads = options.workloads.split(",")
    with Stage() as stage:
        samphan.make_tables(stage)
        small = samphan.prepare(stage, SMALL, name="small")
        few = {name: sent_statements(small, name) for name in workloads}
        floor, ours = lean.prepare(stage, Size()), samphan.prepare(stage, Size())
        many = {name: sent_statements(ours, name) for name in workloads}
        measured = list(_interleaved([ours, floor], workloads, options))
        memory = memory_mib(ours.process)
    verdicts = [_verdict(name, measured, few[name], many[name]) for name in workloads]
    _print(verdicts, memory)
    _keep(options, measured, verdicts, memory)
    return 0 if memory[0] <= MOST_MIB and not any(each.missed for each in verdicts) else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workloads", default=",".join(TITLES), help="such as W1,W3o (default: all)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of one measurement")
    parser.add_argument("--warm", type=float, default=3.0, help="seconds before it that do not count")
    parser.add_argument("--readers", type=int, default=8, help="at once")
    parser.add_argument("--label", default="", help="kept with the results")
    return parser.parse_args(arguments)


def _interleaved(
    targets: Sequence[Target], workloads: Sequence[str], options: argparse.Namespace
) -> Iterable[Measurement]:
    for workload in workloads:
        for _ in range(options.repeats):
            for target in targets:
                found = measure(
                    target, workload, readers=options.readers, seconds=options.seconds, warm=options.warm
                )
                print(
                    f"{found.workload:4} {found.target:8} CPU {found.app_cpu_ms:6.2f} + {found.db_cpu_ms:5.2f} ms"
                    f"  {found.per_second:6.1f}/s  p50 {found.p50_ms:6.1f}  p99 {found.p99_ms:6.1f} ms"
                    f"  SQL {found.sql:5.2f}  {found.kib:6.1f} KiB  calib {found.calib_ms:5.2f}  load {found.load1:.1f}"
                    f"{'  ' + found.first_error if found.errors else ''}",
                    flush=True,
                )
                yield found


def _verdict(workload: str, measured: Sequence[Measurement], few: float, many: float) -> Verdict:
    ours, floor = (
        [each for each in measured if each.workload == workload and each.target == name]
        for name in (samphan.NAME, lean.NAME)
    )

    def middle(of: Sequence[Measurement], name: str) -> float:
        return statistics.median(getattr(each, name) for each in of)

    return Verdict(
        workload=workload,
        cpu_ms=middle(ours, "cpu_ms"),
        app_cpu_ms=middle(ours, "app_cpu_ms"),
        db_cpu_ms=middle(ours, "db_cpu_ms"),
        floor_cpu_ms=middle(floor, "cpu_ms"),
        calib_ms=middle([*ours, *floor], "calib_ms"),
        sql=many,
        sql_small=few,
        per_second=middle(ours, "per_second"),
        p50_ms=middle(ours, "p50_ms"),
        p99_ms=middle(ours, "p99_ms"),
        spread=(min(each.cpu_ms for each in ours), max(each.cpu_ms for each in ours)),
        floor_spread=(min(each.cpu_ms for each in floor), max(each.cpu_ms for each in floor)),
        errors=sum(each.errors for each in (*ours, *floor)),
    )


def _print(verdicts: Sequence[Verdict], memory: tuple[float, float]) -> None:
    print(
        "\n| | page | CPU ms (app + db) | spread | floor | × floor | scaled ms | SQL | with 10 rows | /s | |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for each in verdicts:
        print(
            f"| {each.workload} | {TITLES[each.workload]} | {each.cpu_ms:.1f} ({each.app_cpu_ms:.1f} + {each.db_cpu_ms:.1f})"
            f" | {each.spread[0]:.1f}–{each.spread[1]:.1f} | {each.floor_cpu_ms:.1f} | {each.of_floor:.2f}"
            f" | {each.scaled_ms:.1f} | {each.sql:g} | {each.sql_small:g} | {each.per_second:.0f}"
            f" | {'; '.join(each.missed) or ('not judged' if each.workload in NOT_JUDGED else 'met')} |"
        )
    print(
        f"\nMemory of the web process: {memory[0]:.0f} MiB (proportional set size), {memory[1]:.0f} MiB at its largest;"
        f" {'met' if memory[0] <= MOST_MIB else 'missed'} (at most {MOST_MIB:.0f})."
    )


def _keep(
    options: argparse.Namespace,
    measured: Sequence[Measurement],
    verdicts: Sequence[Verdict],
    memory: tuple[float, float],
) -> None:
    now = dt.datetime.now(dt.UTC)
    code = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    folder = ROOT / "bench" / "results"
    folder.mkdir(exist_ok=True)
    path = folder / f"web-{now:%Y%m%dT%H%M%SZ}.json"
    kept = {
        "at": now.isoformat(),
        "code": code.stdout.strip(),
        "options": vars(options),
        "memory_mib": memory,
        "verdicts": [
            asdict(each) | {"of_floor": each.of_floor, "scaled_ms": each.scaled_ms, "missed": each.missed}
            for each in verdicts
        ],
        "measured": [asdict(each) for each in measured],
    }
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"Kept in {path.relative_to(ROOT)}.")


if __name__ == "__main__":
    sys.exit(main())
