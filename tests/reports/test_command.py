"""``samphan report participation``: files from the shell, findings on the way, nothing half-made."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from samphan.events.actions.event import describe_event
from samphan.reports.models import IssuedVersion, Override, Report
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.events import make_organisation

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories.reports import NetworkingDay
    from tests.personas import World


def run(folder: Path, institution: str = "cmu", *more: str) -> tuple[str, str]:
    """The command's two outputs."""
    out, err = io.StringIO(), io.StringIO()
    call_command(
        "report", "participation", "--network", "alpha", "--event", "iro-networking-day-2026",
        "--institution", institution, "--out", str(folder), *more, stdout=out, stderr=err,
    )  # fmt: skip
    return out.getvalue(), err.getvalue()


def test_write_report_in_all_formats(day: NetworkingDay, tmp_path: Path) -> None:
    out, err = run(tmp_path / "new", "cmu", "--format", "docx,pdf,html", "--numerals", "thai")
    files = [tmp_path / "new" / f"iro-networking-day-2026-cmu-th.{kind}" for kind in ("docx", "pdf", "html")]
    assert out.splitlines() == [str(each) for each in files]
    assert "ข้อสังเกต: " in err
    word, pdf, page = files
    assert any("๑๐๕ คน" in each.text for each in docx.Document(str(word)).paragraphs)
    assert "IRO Networking Day 2026" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert '<html lang="th">' in page.read_text()
    assert "รวมทั้งสิ้น ๑๐๕ คน จาก ๒๕ สถาบัน" in page.read_text()


def test_write_report_in_english(day: NetworkingDay, tmp_path: Path) -> None:
    run(tmp_path, "CMU", "--language", "en", "--format", "html")
    page = (tmp_path / "iro-networking-day-2026-cmu-en.html").read_text()
    assert "In all, 105 people took part from 25 institutions" in page


def test_write_report_issues_nothing_unless_it_is_asked_to(
    world: World, day: NetworkingDay, tmp_path: Path
) -> None:
    run(tmp_path)
    run(tmp_path)
    with system_scope("test", world.a.pk):
        assert (Report.objects.count(), IssuedVersion.objects.count()) == (1, 0)
    run(tmp_path, "cmu", "--issue", "ผศ.ใจดี มีสุข", "--format", "html")
    with system_scope("test", world.a.pk):
        version = IssuedVersion.objects.get()
    assert (version.issuer_name, version.render_state) == ("ผศ.ใจดี มีสุข", "ready")
    assert version.number in (tmp_path / "iro-networking-day-2026-cmu-th.html").read_text()


def test_write_report_with_a_failing_gate_says_what_and_leaves_nothing(
    world: World, day: NetworkingDay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(
            "report", "participation", "--network", "alpha", "--event", "iro-networking-day-2026",
            "--institution", "swu", "--out", str(tmp_path / "out"), "--language", "en", stderr=err,
        )  # fmt: skip
    assert stopped.value.code == 1
    failing = [line for line in err.getvalue().splitlines() if line.startswith("FAILS: ")]
    assert len(failing) == 2
    assert not (tmp_path / "out").exists()
    with system_scope("test", world.a.pk):
        assert not Report.objects.exists()


def test_allow_incomplete_keeps_and_prints_the_reason(
    world: World, day: NetworkingDay, tmp_path: Path
) -> None:
    reason = "รอผลการประชุมคณะกรรมการ"
    _out, err = run(tmp_path, "swu", "--allow-incomplete", reason, "--format", "html")
    assert err.count("ผ่านโดยระบุเหตุผล: ") == 2
    assert reason in (tmp_path / "iro-networking-day-2026-swu-th.html").read_text()
    with system_scope("test", world.a.pk):
        assert set(Override.objects.values_list("gate", "reason")) == {
            ("parts_filled-uses", reason),
            ("owned_use", reason),
        }
        assert AuditEntry.objects.filter(act="override_gate", reason=reason).count() == 2


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"--network": "nowhere"}, "There is no network 'nowhere'"),
        ({"--event": "nothing"}, "There is no event 'nothing'"),
        ({"--institution": "xyz"}, "No organisation of the directory is called 'xyz'"),
        ({"--profile": "x"}, "There is no form 'x'"),
        ({"--format": "odt"}, "choose from docx, pdf, html"),
        ({"--allow-incomplete": "สั้น", "--institution": "swu"}, "reason"),
    ],
)
def test_write_report_of_what_is_not_there(
    day: NetworkingDay, tmp_path: Path, changes: dict[str, str], complaint: str
) -> None:
    words = {
        "--network": "alpha",
        "--event": "iro-networking-day-2026",
        "--institution": "cmu",
        "--out": str(tmp_path),
    } | changes
    with pytest.raises(CommandError, match=complaint):
        call_command(
            "report", "participation", *(each for pair in words.items() for each in pair), "--language", "en"
        )


def test_ambiguous_institution_is_asked_and_never_guessed(
    world: World, day: NetworkingDay, tmp_path: Path
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        namesake = make_organisation(by, "มหาวิทยาลัยอีกแห่งหนึ่ง")
        namesake.abbreviation_en = "cmu"
        namesake.save()
    with pytest.raises(CommandError, match="can mean several organisations") as asked:
        run(tmp_path)
    assert f"{day.cmu.pk}  มหาวิทยาลัยเชียงใหม่" in str(asked.value)
    out, _err = run(tmp_path, str(day.cmu.pk), "--format", "html")
    assert out.endswith("-cmu-th.html\n")


def test_institution_is_found_by_any_of_its_names(day: NetworkingDay, tmp_path: Path) -> None:
    out, _err = run(tmp_path, "ม.เชียงใหม่", "--format", "html")
    assert out.endswith("-cmu-th.html\n")


def test_facts_that_changed_are_in_the_next_file(world: World, day: NetworkingDay, tmp_path: Path) -> None:
    run(tmp_path, "cmu", "--format", "html")
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_event(by=by, event=day.event, title_th=day.event.title_th, stated_institutions=26)
    run(tmp_path, "cmu", "--format", "html")
    assert "จาก 26 สถาบัน" in (tmp_path / "iro-networking-day-2026-cmu-th.html").read_text()
