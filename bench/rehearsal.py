# ruff: noqa: E402 - the folder of the product has to be known before its modules
"""The rehearsal: the whole IRO Networking Day, from nomination to report: ``python bench/rehearsal.py``.

It starts an installation with a fresh data folder (``samphan up``) and plays the two days through the addresses of the
product: the secretariat, institutions, helpers, 105 phones by HTTP; the facilitator and the projector in a real
browser. At the end it prints what it did beside what the product says, and what was answered to what went wrong on
purpose; the exit code is 1 when anything differs. Seconds are for information: nothing here is a measurement.

    python bench/rehearsal.py --pictures FOLDER            also keeps the screens and the report
    python bench/rehearsal.py --base URL --accounts FILE   plays against an installation that runs already
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rehearsal import afterwards, deeds, door, facts, paper, preparing, workshop
from rehearsal.ledger import Ledger
from rehearsal.stage import Stage

from tests.journeys.installation import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOG_SHOWN: Final = 4_000
"""Letters of the installation's log that are shown when the play breaks off."""


def play(stage: Stage) -> None:
    """All acts of the day, in their order."""
    act = stage.ledger.act
    with act("preparing the event"):
        preparing.bring_institutions(stage)
        preparing.make_event(stage)
    with act("nomination and approval"):
        preparing.open_registration(stage)
        links = preparing.name_everybody(stage)
        preparing.exceed_and_substitute(stage, links)
        preparing.approve(stage)
    with act("tickets and groups"):
        preparing.read_tickets(stage)
        preparing.allocate(stage)
    with act("the door, both days"):
        door.who_comes(stage)
        door.first_day(stage)
        door.second_day(stage)
        door.compare_attendance(stage)
    with act("three boards"):
        boards = workshop.prepare_boards(stage)
        workshop.work(stage, boards)
    with act("outputs, results and uses"):
        deeds.make_outputs(stage, boards)
        deeds.state_results(stage)
        deeds.write_uses(stage)
    with act("survey and photographs"):
        afterwards.ask_everybody(stage)
        afterwards.bring_photographs(stage)
    with act("report and evidence"):
        paper.issue(stage, boards)
        paper.gather_evidence(stage)


@contextmanager
def installation(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """The address and the accounts: of the one that was named, or of a fresh one that is gone afterwards."""
    if options.base:
        kept = json.loads(options.accounts.read_text(encoding="utf-8"))
        yield options.base.rstrip("/"), {each["persona"]: (each["email"], each["password"]) for each in kept}
        return
    with tempfile.TemporaryDirectory(
        prefix="samphan-rehearsal-", ignore_cleanup_errors=True, delete=not options.keep
    ) as folder:
        Path(folder).chmod(
            0o711
        )  # as root the database runs under another account, which passes through here
        fresh = Installation(Path(folder) / "data")
        fresh.data.mkdir()
        print(f"… starting in {fresh.data}", flush=True)
        try:
            fresh.start()
            yield fresh.url, fresh.accounts
        except BaseException:
            print((fresh.data / "up.log").read_text(encoding="utf-8")[-LOG_SHOWN:])
            raise
        finally:
            with suppress(subprocess.TimeoutExpired):
                fresh.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Play it, tell it, and say by the exit code whether the product told the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", help="the address of an installation that runs, with the sample data")
    parser.add_argument("--accounts", type=Path, help="its demo-accounts.json")
    parser.add_argument(
        "--phones", type=int, default=105, help=f"people and phones, {facts.FEWEST} to {facts.MOST}"
    )
    parser.add_argument("--pictures", type=Path, help="keep the screens and the report in this folder")
    parser.add_argument("--keep", action="store_true", help="leave the data folder of the fresh installation")
    options = parser.parse_args(arguments)
    if not facts.FEWEST <= options.phones <= facts.MOST:
        parser.error(f"{facts.FEWEST} to {facts.MOST} phones")
    if options.base and not options.accounts:
        parser.error("--base needs --accounts")
    # In the background of a shell Ctrl-C is ignored, and what is started would be deaf to it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ledger, begin = Ledger(), time.monotonic()
    with installation(options) as (base, accounts):
        stage = Stage(base, accounts, ledger, options.pictures, facts.delegates(options.phones))
        try:
            play(stage)
        finally:
            ledger.print()
    took = time.monotonic() - begin
    print(
        f"{'Something differs.' if ledger.differs else 'The product tells what was done.'} {took:.0f} s in all"
    )
    return int(ledger.differs)


if __name__ == "__main__":
    sys.exit(main())
