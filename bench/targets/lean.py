"""The floor of the framework (`bench/lean`), behind the same server as Samphan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import dataset
from dataset import Size
from driver import Browser, Target, WrongAnswer, expect_rows, expect_text, form_fields
from stage import ROOT, free_port

from targets import pages, rows_on

if TYPE_CHECKING:
    import random

    from driver import Operation
    from stage import Stage

NAME: Final = "lean"
FOLDER: Final = ROOT / "bench" / "lean"
EMAIL, PASSWORD = "bench@example.org", "only for the bench"
ORGANISATION: Final = r'"/organisations/(\d+)/"'
EVENT: Final = r'"/events/(\d+)/"'


def prepare(stage: Stage, size: Size) -> Target:
    """Make and fill the database, start the server, sign in."""
    stage.make_database(NAME)
    variables = {"LEAN_DATABASE": json.dumps(stage.server.config("owner", NAME).django())}
    stage.run([str(FOLDER / "app.py"), str(size.organisations), str(size.events)], variables)
    stage.settle(NAME)
    port = free_port()
    command = ["-m", "uvicorn", "app:application", "--app-dir", str(FOLDER), "--port", str(port)]
    options = ["--no-access-log", "--log-level", "warning", "--lifespan", "off", "--no-server-header"]
    process = stage.serve([*command, *options], variables, port=port, page="/login/")
    return Target(
        name=NAME,
        port=port,
        process=process,
        postmaster=stage.postmaster,
        database=stage.superuser(NAME),
        operations=operations(size),
        cookies=sign_in(port),
    )


def sign_in(port: int) -> dict[str, str]:
    """The cookies of somebody who signed in with the form."""
    browser = Browser(port)
    fields = form_fields(browser.get("/login/").text)
    expect_text(browser.post("/login/", fields | {"username": EMAIL, "password": PASSWORD}), EMAIL)
    browser.close()
    return browser.cookies


def operations(size: Size) -> dict[str, Operation]:
    """The workloads. Rows that a network owns (W1o to W3o) have the pages of the directory as their floor."""

    def listed(browser: Browser, dice: random.Random) -> None:
        page = 1 if dice.random() < 0.5 else dice.randint(1, pages(size.organisations))
        expect_rows(
            browser.get(f"/organisations/?page={page}"), ORGANISATION, rows_on(page, size.organisations)
        )

    def searched(browser: Browser, dice: random.Random) -> None:
        page = dice.randint(1, pages(size.searched))
        answer = browser.get(f"/organisations/?q={dataset.SEARCHED}&page={page}")
        found = expect_rows(answer, ORGANISATION, rows_on(page, size.searched))
        assert all(dataset.is_searched(key - 1) for key in found)

    def shown(browser: Browser, dice: random.Random) -> None:
        number = dice.randrange(size.organisations)
        expect_text(browser.get(f"/organisations/{number + 1}/"), dataset.organisation(number).name)

    def coming(browser: Browser, dice: random.Random) -> None:
        page = dice.randint(1, pages(size.coming))
        expect_rows(browser.get(f"/events/?page={page}"), EVENT, rows_on(page, size.coming))

    def event(browser: Browser, dice: random.Random) -> None:
        number = dice.randrange(size.events)
        expect_text(browser.get(f"/events/{number + 1}/"), f"workshop {number:04d}")

    def registered(browser: Browser, dice: random.Random) -> None:
        address = f"/events/{dice.randrange(size.events) + 1}/"
        number = dice.randrange(1_000_000)
        words = {
            "given_name": f"ผู้สมัคร{number}",
            "family_name": f"นามสกุล{number}",
            "email": f"p{number}@example.org",
        }
        answer = browser.post(address, {**form_fields(browser.get(address).text), **words})
        if "errorlist" in answer.text:
            raise WrongAnswer(f"{address}: not registered")

    def checked_in(browser: Browser, dice: random.Random) -> None:
        fields = {
            "registration": str(dice.randrange(size.events) + 1),
            "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        }
        expect_text(browser.post("/checkin/", fields), "welcome")

    directory = {"W1": listed, "W2": searched, "W3": shown}
    everything = {"W2e": searched, "W3e": shown}
    of_events = {"W4": coming, "W5": event, "W6": registered, "W7": checked_in}
    return directory | of_events | everything | {f"{name}o": act for name, act in directory.items()}
