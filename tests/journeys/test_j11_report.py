"""J11: the four-part report of the workshop, by two institutions, each with its own part 4."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from playwright.sync_api import expect

from samphan.kit.thai.fold import fold
from samphan.web.demo.facts import RESULTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.visitor import Visitor


pytestmark = pytest.mark.journey

CATEGORY = "[name=rows-1-stated_count]"
OWN_PART = {
    "coordinator-cmu": {"th": "ทำแผนยุทธศาสตร์ความเป็นสากล", "en": "Strategic internationalisation plan"},
    "coordinator-swu": {
        "th": "จับคู่อาจารย์แลกเปลี่ยนกับสถาบันในเครือข่าย",
        "en": "Exchange of teachers within the network",
    },
}
FACTS = {
    "th": (
        "25 สถาบัน",
        "105 คน",
        "41 คน",
        "64 คน",
        "31 มีนาคม – 1 เมษายน 2569",
        *(each[1].th for each in RESULTS),
    ),
    "en": (
        "25 institutions",
        "105 people",
        "41",
        "64",
        "31 March – 1 April 2026",
        *(each[1].en for each in RESULTS),
    ),
}
MARKS_THAT_NO_LETTER_CARRIES = re.compile(
    r"(?:^|[^ก-ฮ\u0e31-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|\u0e4d\u0e32"
)


def state_number(somsri: Visitor, event: str, number: str) -> None:
    """The secretariat writes another stated number of the second category."""
    somsri.open(f"{event}people/categories/")
    somsri.page.fill(CATEGORY, number)
    somsri.save()


def find_event(reader: Visitor) -> str:
    """From the door to work to the workshop of the demo."""
    reader.open("/n/cupt/events/?q=IRO+Networking+Day")
    reader.press(reader.page.locator("main table a", has_text="IRO Networking Day 2026"))
    return reader.path


def begin(coordinator: Visitor, event: str) -> str:
    """The report of the coordinator's institution: begun, or found when somebody began it before."""
    coordinator.open(event)
    coordinator.press("main nav.tabs a[href*='/reports/event/']")
    coordinator.check_widths()
    own = coordinator.page.locator("main .card a", has_text=institution(coordinator))
    if own.count():
        coordinator.press(own)
    else:
        coordinator.press("main .page-head a.btn-primary, main .empty a.btn-primary")
        coordinator.check_widths()
        coordinator.pick("id_organisation", institution(coordinator), institution(coordinator))
        coordinator.save()
    report = coordinator.path
    coordinator.open(f"{report}settings/")
    coordinator.page.check(f"[name=language][value={coordinator.language}]")
    coordinator.check_widths()
    coordinator.save()
    assert coordinator.path == report
    return report


def institution(coordinator: Visitor) -> str:
    names = {
        "coordinator-cmu": ("มหาวิทยาลัยเชียงใหม่", "Chiang Mai University"),
        "coordinator-swu": ("มหาวิทยาลัยศรีนครินทรวิโรฒ", "Srinakharinwirot University"),
    }
    return coordinator.says(*names[coordinator.persona])


def issue(coordinator: Visitor, report: str, folder: Path) -> dict[str, Path]:
    """Issue a version and take its two files home."""
    coordinator.open(f"{report}issue/")
    coordinator.check_widths()
    coordinator.fill(issuer_name="ผศ.ดร.ทดสอบ ออกรายงาน", issuer_position="ผู้อำนวยการ")
    coordinator.save()
    files = {}
    for kind in ("docx", "pdf"):
        link = coordinator.page.locator(f"main a[href$='/{kind}/']").first
        link.wait_for(timeout=60_000)
        with coordinator.page.expect_download() as taken:
            link.click()
        files[kind] = folder / f"{coordinator.persona}.{kind}"
        taken.value.save_as(files[kind])
    coordinator.check_widths()
    return files


def words_of_docx(path: Path) -> str:
    """All text of a Word file, tables too."""
    paper = docx.Document(str(path))
    return "\n".join(text.text or "" for text in paper.element.body.iter() if text.tag.endswith("}t"))


def words_of_pdf(path: Path) -> str:
    """All text of a PDF as pdfium reads it."""
    paper = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    paper.close()
    return text


def plain(text: str) -> str:
    """Text without blanks and line ends, for finding words across them."""
    return re.sub(r"\s+", "", fold(text))


@pytest.fixture
def mended(visitor: Callable[..., Visitor]) -> Iterator[tuple[Visitor, str]]:
    """The secretariat's browser and the event, whose number is right again afterwards, whatever happened."""
    somsri = visitor("th")
    somsri.sign_in("secretariat")
    event = find_event(somsri)
    yield somsri, event
    state_number(somsri, event, "64")


@pytest.mark.parametrize("language", ["th", "en"])
def test_checker_names_what_is_missing_and_leads_there(
    visitor: Callable[..., Visitor], language: str
) -> None:
    somsri = visitor(language)
    somsri.sign_in("secretariat")
    event = find_event(somsri)
    somsri.press("main nav.tabs a[href*='/reports/event/']")
    somsri.press("main .page-head a.btn-primary, main .empty a.btn-primary")
    somsri.pick("id_organisation", "MFU", somsri.says("มหาวิทยาลัยแม่ฟ้าหลวง", "Mae Fah Luang University"))
    somsri.save()
    report = somsri.path
    missing = somsri.page.locator("#checker .finding-missing")
    assert missing.count() == 2
    expect(somsri.page.locator("#checker .notice-bad")).to_contain_text("2")
    somsri.check_widths()
    somsri.press(missing.first.locator(".finding-row > a"))
    assert somsri.path == f"{event}uses/"
    somsri.open(f"{report}discard/")
    somsri.check_widths()
    somsri.press("main form.confirm .form-actions button")
    assert somsri.path == "/n/cupt/reports/"


@pytest.mark.parametrize("language", ["th", "en"])
def test_checker_names_what_contradicts_and_words_go_stale(
    visitor: Callable[..., Visitor], mended: tuple[Visitor, str], language: str
) -> None:
    somsri, event = mended
    pim = visitor(language)
    pim.sign_in("coordinator-cmu")
    report = begin(pim, event)
    pim.check_widths()
    expect(pim.page.locator("#checker .notice-good")).to_have_count(1)

    passage = pim.page.locator("[id=part-participants] .passage:not(.passage-form)", has_text="64").first
    key = passage.get_attribute("id")
    passage.locator(".passage-edit").click()
    pim.page.fill(f"#{key} textarea[name=text]", "ผู้เข้าร่วมมาจากสองกลุ่ม (64 และ 41 คน)")
    pim.press(f"#{key} .form-actions .btn-primary")
    passage = pim.page.locator(f"#{key}")
    assert "(64 และ 41 คน)" in passage.inner_text()
    assert "passage-stale" not in str(passage.get_attribute("class"))

    state_number(somsri, event, "63")
    pim.open(report)
    pim.check_widths()
    assert "passage-stale" in str(pim.page.locator(f"#{key}").get_attribute("class"))
    sum_line = pim.page.locator("#checker .finding-contradiction")
    assert "41 + 63 = 104" in sum_line.inner_text()
    pim.open(f"{report}issue/")
    assert pim.page.locator("main form [name=issuer_name]").count() == 0
    pim.press(pim.page.locator("main .findings a[href*='/rules/']"))
    pim.check_widths()
    pim.save()
    expect(pim.page.locator("main .field-error")).to_have_count(1)
    pim.fill(reason="รอบันทึกการลงทะเบียนฉบับแก้ไข")
    pim.save()
    assert "รอบันทึกการลงทะเบียนฉบับแก้ไข" in pim.page.locator("#checker .finding-contradiction").inner_text()
    pim.open(f"{report}issue/")
    assert pim.page.locator("main form [name=issuer_name]").count() == 1
    somsri.open("/n/cupt/audit/")
    assert "รอบันทึกการลงทะเบียนฉบับแก้ไข" in somsri.text

    pim.open(report)
    pim.press("#checker .finding-contradiction a[href*='/rules/']")
    pim.press("main form[action$='/withdraw/'] button")
    pim.open(f"{report}issue/")
    assert pim.page.locator("main form [name=issuer_name]").count() == 0

    state_number(somsri, event, "64")
    pim.open(report)
    assert pim.page.locator("#checker .finding-contradiction").count() == 0
    assert "passage-stale" not in str(pim.page.locator(f"#{key}").get_attribute("class"))
    pim.press(f"#{key} form button")
    assert "(64 และ 41 คน)" not in pim.page.locator(f"#{key}").inner_text()


@pytest.mark.parametrize("language", ["th", "en"])
def test_two_institutions_issue_different_parts_and_everybody_reads_them(
    visitor: Callable[..., Visitor], tmp_path: Path, language: str
) -> None:
    papers: dict[str, dict[str, str]] = {}
    addresses, reports = {}, {}
    for persona in OWN_PART:
        coordinator = visitor(language)
        coordinator.sign_in(persona)
        reports[persona] = begin(coordinator, find_event(coordinator))
        files = issue(coordinator, reports[persona], tmp_path)
        papers[persona] = {"docx": words_of_docx(files["docx"]), "pdf": words_of_pdf(files["pdf"])}
        addresses[persona] = str(coordinator.page.locator("main samphan-copy a").first.get_attribute("href"))
        if persona == "coordinator-swu":
            for form in ("settings/", "issue/", "discard/"):
                assert coordinator.go(f"{reports['coordinator-cmu']}{form}").status == 403

    for persona, kinds in papers.items():
        others = [own[language] for other, own in OWN_PART.items() if other != persona]
        for kind, text in kinds.items():
            found = plain(text)
            assert [fact for fact in FACTS[language] if plain(fact) not in found] == [], (persona, kind)
            assert plain(OWN_PART[persona][language]) in found, (persona, kind)
            assert [other for other in others if plain(other) in found] == [], (persona, kind)
            assert MARKS_THAT_NO_LETTER_CARRIES.findall(text) == [], (persona, kind)

    for persona, address in addresses.items():
        stranger = visitor(language)
        stranger.open(address.removeprefix(stranger.installation.url))
        stranger.check_widths()
        read = plain(stranger.page.inner_text("main"))
        assert [fact for fact in FACTS[language] if plain(fact) not in read] == []
        assert plain(OWN_PART[persona][language]) in read
        with stranger.page.expect_download() as taken:
            stranger.page.locator("main a[href$='/pdf/']").first.click()
        assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
