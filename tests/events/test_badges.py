"""Badges, name lists and signature sheets: who stands on them, in which order, and who may print them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from samphan.events.models import Registration, RegistrationState
from samphan.events.queries.badges import BADGES_IN_FILE, parts_of
from samphan.tenancy import files
from samphan.tenancy.scope import system_scope
from tests.events.test_checkin import two_days
from tests.kit.documents.reading import text_by_pdfium

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from tests.personas import World

NAMES = tuple(f"ผู้เข้าร่วม{number}" for number in range(10))


@pytest.fixture
def listed(world: World) -> Event:
    """Ten people, of whom the last withdrew."""
    with system_scope("test", world.a.pk) as by:
        event, people = two_days(by, *NAMES)
        Registration.objects.filter(pk=people[-1].pk).update(state=RegistrationState.WITHDRAWN)
    return event


def fetch(client: Client, event: Event, kind: str) -> bytes:
    answer = client.get(f"/n/alpha/events/{event.pk}/badges/{kind}")
    assert answer.status_code == 200
    return bytes(answer.content)


def test_badges_are_printed_eight_a_sheet_for_who_holds_a_seat(
    browser: Callable[[str], Client], listed: Event
) -> None:
    pdf = fetch(browser("secretariat"), listed, "badges-pdf/")
    text = text_by_pdfium(pdf)
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    assert [name for name in NAMES if name in text] == list(NAMES[:-1])


def test_name_list_stands_in_order_of_institutions(browser: Callable[[str], Client], listed: Event) -> None:
    content = fetch(browser("secretariat"), listed, "names-xlsx/?order=institution")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    assert [row[3] for row in rows] == sorted(str(row[3]) for row in rows)
    assert len(rows) == 9


@pytest.mark.parametrize("kind", ["names-pdf/", "signatures-pdf/?day=2026-03-31"])
def test_lists_as_pdf_name_everybody(browser: Callable[[str], Client], listed: Event, kind: str) -> None:
    text = text_by_pdfium(fetch(browser("secretariat"), listed, kind))
    assert [name for name in NAMES if name in text] == list(NAMES[:-1])


@pytest.mark.parametrize("kind", ["names-docx/", "signatures-docx/?day=2026-04-01"])
def test_lists_as_word_files(browser: Callable[[str], Client], listed: Event, kind: str) -> None:
    assert files.sniff(fetch(browser("secretariat"), listed, kind)) == files.DOCX


@pytest.mark.parametrize("kind", ["nonsense/", "names-exe/", "signatures-pdf/", "badges-pdf/?part=9"])
def test_what_is_not_there_is_not_found(browser: Callable[[str], Client], listed: Event, kind: str) -> None:
    assert browser("secretariat").get(f"/n/alpha/events/{listed.pk}/badges/{kind}").status_code == 404


@pytest.mark.parametrize("persona", ["board", "coordinator", "partner"])
def test_names_are_printed_by_who_prepares_or_checks_in(
    browser: Callable[[str], Client], listed: Event, persona: str
) -> None:
    answer = browser(persona).get(f"/n/alpha/events/{listed.pk}/badges/names-pdf/")
    assert answer.status_code in {403, 404}


def test_badges_of_many_are_divided_into_files() -> None:
    assert [(each.first, each.last) for each in parts_of(BADGES_IN_FILE * 2 + 1)] == [
        (1, BADGES_IN_FILE),
        (BADGES_IN_FILE + 1, BADGES_IN_FILE * 2),
        (BADGES_IN_FILE * 2 + 1, BADGES_IN_FILE * 2 + 1),
    ]
    assert parts_of(0) == ()
