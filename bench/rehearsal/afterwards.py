"""Afterwards: what those who came say, and photographs."""

from __future__ import annotations

import io
import re
import statistics
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from rehearsal.web import Refused

if TYPE_CHECKING:
    from rehearsal.stage import Stage
    from rehearsal.web import Page, Reader

BY_QR: Final = 15
"""Of those who answer, so many use the QR code on the wall; the others their personal link."""
POINTS: Final = (5, 4, 4, 5, 3)
CONSENTING: Final = 2
SHARE: Final = 4, 7
"""60 of 105 answer."""


def ask_everybody(stage: Stage) -> None:
    """The survey is opened; most answer by personal link, some by QR code, one sends twice."""
    somsri, ledger = stage.secretariat, stage.ledger
    path = f"{stage.event}satisfaction/"
    somsri.form(path, action="/satisfaction/begin/").send()
    somsri.form(path, action="/satisfaction/open/").send()
    somsri.form(path, action="/satisfaction/ask/").send()
    page = somsri.open(path)
    for_all = page.passed_on()
    personal = [link for link in _personal_links(stage) if link != for_all]
    ledger.compare("personal links of the survey", len(stage.attended), len(personal))
    count = len(stage.people) * SHARE[0] // SHARE[1]
    points = list(islice(cycle(POINTS), count))
    links = [for_all] * BY_QR + personal[: count - BY_QR]
    for link, value in zip(links, points, strict=True):
        reader = stage.reader()
        thanked = _answer(reader, link, value)
        if not thanked.path.endswith("/thanks/"):
            raise Refused(f"{thanked.path}: {thanked.text[:200]}")
        reader.close()
    used = stage.reader().open(links[-1])
    ledger.fault("a personal link that was used", "no form", "no form" if not _scales(used) else "a form")
    page = somsri.open(path)
    ledger.compare("survey, n", count, page.tile("Answers"))
    mean = f"{statistics.fmean(points):.2f}"
    ledger.compare("survey, mean", mean, page.figure("Mean of all five-point scales"))
    somsri.form(path, action="/satisfaction/close/").send()


def _personal_links(stage: Stage) -> list[str]:
    found: list[str] = []
    for number in range(1, 10):
        page = stage.secretariat.open(f"{stage.event}satisfaction/?page={number}", may=(200, 404))
        links = page.links(r"/p/cupt/surveys/[\w-]+/$") if page.status == 200 else []
        if not set(links) - set(found):
            break
        found += [each for each in links if each not in found]
    return found


def _scales(page: Page) -> list[str]:
    """The names of the five-point scales of a page: what is answered with 1 to 5."""
    values: dict[str, set[str]] = {}
    for each in page.tree.xpath("//main//input[@type='radio']"):
        values.setdefault(str(each.get("name")), set()).add(str(each.get("value")))
    return [name for name, known in values.items() if known - {""} == set("12345")]


def _answer(reader: Reader, link: str, points: int) -> Page:
    page = reader.open(link)
    form = reader.form_on(page, having="once")
    return form.fill(**dict.fromkeys(_scales(page), str(points))).send()


def bring_photographs(stage: Stage) -> None:
    """Two photographs with consent, and one of which nobody was asked."""
    somsri, (first, _second) = stage.secretariat, stage.days
    path = f"{stage.event}photos/new/"
    for consent, files in (("agreed", ("เปิดงาน.jpg", "กลุ่มย่อย.jpg")), ("not_asked", ("ระหว่างพัก.jpg",))):
        somsri.form(path, having="consent").fill(
            taken_on=first.isoformat(), place="ห้องประชุมใหญ่", consent=consent
        ).attach("uploads", *((name, _picture(at)) for at, name in enumerate(files))).send()
    page = somsri.open(f"{stage.event}photos/")
    shown = {re.sub(r"\D", "", each) for each in page.tree.xpath("//main//img/@src") if "/photos/" in each}
    stage.ledger.compare("photographs", 3, len(shown))
    page = somsri.open(f"{stage.event}photos/?consent=agreed")
    shown = {re.sub(r"\D", "", each) for each in page.tree.xpath("//main//img/@src") if "/photos/" in each}
    stage.ledger.compare("photographs with consent", CONSENTING, len(shown))


def _picture(at: int) -> bytes:
    """A JPEG that is a photograph to the product."""
    image = Image.new("RGB", (1600, 1067), ("#7a94b8", "#b89a7a", "#7ab88c")[at % 3])
    draw = ImageDraw.Draw(image)
    for step in range(12):
        draw.ellipse((120 * step, 400 + 20 * (step % 5), 120 * step + 110, 760), fill="#3d4a5c")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
