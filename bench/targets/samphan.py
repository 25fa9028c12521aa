"""Samphan as it is served in production: one web process, pages asked for by a member of the secretariat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import dataset
import load
from dataset import Size
from driver import Browser, Target, WrongAnswer, expect_rows, expect_text, form_fields
from stage import ROOT, database_url, free_port

from targets import ROWS, pages, rows_on

if TYPE_CHECKING:
    import random

    from driver import Operation
    from stage import Stage

NAME: Final = "samphan"

HERE: Final = f"/n/{load.NETWORK}"
ORGANISATION: Final = rf'"{HERE}/organisations/(\d+)/"'
MEMBER: Final = rf'"{HERE}/network/members/(\d+)/"'
EVENT: Final = rf'"{HERE}/events/(\d+)/"'


def make_tables(stage: Stage) -> None:
    """The empty database of which `prepare` makes copies."""
    stage.run(
        ["-m", "samphan", "migrate"], {"SAMPHAN_MODE": "prod", "SAMPHAN_DATA": str(stage.server.data_dir)}
    )


def prepare(stage: Stage, size: Size, *, name: str = NAME) -> Target:
    """Fill a copy of the empty database, start the server, sign in."""
    database = f"bench_{name}"
    stage.make_database(database, template="samphan")
    port = free_port()
    variables = {
        "SAMPHAN_MODE": "prod",
        "SAMPHAN_DATA": str(stage.folder / name),
        "SAMPHAN_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url(stage.server.config("app", database)),
    }
    stage.run([str(ROOT / "bench" / "load.py"), str(size.organisations), str(size.events)], variables)
    stage.settle(database)
    process = stage.serve(
        ["-m", "samphan", "serve", "--port", str(port)], variables, port=port, page="/healthz"
    )
    return Target(
        name=name,
        port=port,
        process=process,
        postmaster=stage.postmaster,
        database=stage.superuser(database),
        operations=operations(size),
        cookies=sign_in(port),
    )


def sign_in(port: int) -> dict[str, str]:
    """The cookies of a member of the secretariat who signed in with the form."""
    browser = Browser(port)
    fields = form_fields(browser.get("/accounts/login/").text)
    browser.post("/accounts/login/", fields | {"login": load.EMAIL, "password": load.PASSWORD})
    expect_text(browser.get(f"{HERE}/"), load.EMAIL)
    browser.close()
    return browser.cookies


def operations(size: Size) -> dict[str, Operation]:
    """The workloads: W1 to W5 as everywhere, W1o to W3o over rows that the network owns (its members).

    W3e is what the page of W3 fetches once it is shown, asked for as a page of its own.
    """

    def listed(list_page: str, link: str) -> Operation:
        def operation(browser: Browser, dice: random.Random) -> None:
            page = 1 if dice.random() < 0.5 else dice.randint(1, pages(size.organisations))
            expect_rows(browser.get(f"{list_page}?page={page}"), link, rows_on(page, size.organisations))

        return operation

    def searched(list_page: str, link: str) -> Operation:
        def operation(browser: Browser, dice: random.Random) -> None:
            page = dice.randint(1, pages(size.searched))
            answer = browser.get(f"{list_page}?q={dataset.SEARCHED}&page={page}")
            found = expect_rows(answer, link, rows_on(page, size.searched))
            assert all(dataset.is_searched(key - 1) for key in found)

        return operation

    def shown(list_page: str, part: str = "") -> Operation:
        def operation(browser: Browser, dice: random.Random) -> None:
            number = dice.randrange(size.organisations)
            expect_text(browser.get(f"{list_page}{number + 1}/{part}"), dataset.organisation(number).name_th)

        return operation

    def coming(browser: Browser, dice: random.Random) -> None:
        page = dice.randint(1, pages(size.coming))
        answer = browser.get(f"{HERE}/events/?when=coming&sort=date&page={page}")
        # Events of today are still to come, also those of this morning: there may be a few more.
        if len(set(re.findall(EVENT, answer.text))) < min(ROWS, size.coming):
            raise WrongAnswer(f"{answer.address}: too few events")

    def event(browser: Browser, dice: random.Random) -> None:
        number = dice.randrange(size.events)
        expect_text(browser.get(f"{HERE}/events/{number + 1}/"), f"workshop {number:04d}")

    organisations, members = f"{HERE}/organisations/", f"{HERE}/network/members/"
    return {
        "W1": listed(organisations, ORGANISATION),
        "W2": searched(organisations, ORGANISATION),
        "W3": shown(organisations),
        "W3e": shown(organisations, "everything/"),
        "W4": coming,
        "W5": event,
        "W1o": listed(members, MEMBER),
        "W2o": searched(members, MEMBER),
        "W2e": _everything(size),
        "W3o": shown(members),
    }


def _everything(size: Size) -> Operation:
    """The search over everything, a page of one kind."""
    on_page = dataset.FOUND_ON_PAGE

    def operation(browser: Browser, dice: random.Random) -> None:
        page = dice.randint(1, -(-size.searched // on_page))
        answer = browser.get(f"/search/?q={dataset.SEARCHED}&kind=directory.organisation&page={page}")
        expect_rows(answer, ORGANISATION, min(on_page, size.searched - (page - 1) * on_page))

    return operation
