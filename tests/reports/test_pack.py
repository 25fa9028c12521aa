"""The pack of evidence: one PDF that holds what was kept and what the records say, with an index that is right."""

from __future__ import annotations

import io
import uuid
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from samphan.events.actions.checkin import Scan, record_check_ins
from samphan.events.actions.people import register_person
from samphan.events.actions.photos import bring_photos, withdraw_photo
from samphan.events.actions.results import Upload, write_document
from samphan.events.models import PhotoConsent, Registration
from samphan.kit.documents import Table
from samphan.kit.documents.joining import Part, join, pages_of
from samphan.kit.errors import Problem
from samphan.reports.actions.pack import ask_pack, make_pack
from samphan.reports.models import EvidencePack, RenderState
from samphan.reports.queries.pack import pack_parts
from samphan.tenancy import files
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_person
from tests.factories.events import make_full_event
from tests.kit.test_pictures import jpeg

if TYPE_CHECKING:
    from samphan.events.models import Event
    from tests.personas import World

pytestmark = pytest.mark.django_db


def pdf(pages: int, *, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(300, 400)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def event(world: World, settings: Any, tmp_path: Any) -> Event:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        return make_full_event(by)


def text_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_make_pack_joins_papers_and_says_on_which_page_each_begins(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        for kind, name, content in (
            ("approval", "อนุมัติ.pdf", pdf(3)),
            ("minutes", "locked.pdf", pdf(1, password="secret")),
            ("signed_list", "ลายเซ็น.jpg", jpeg((600, 800))),
        ):
            write_document(
                by=by, event=event, kind=kind, title_th=f"เอกสาร {kind}", upload=Upload(name, content)
            )
        for consent, colour in ((PhotoConsent.AGREED, (500, 300)), (PhotoConsent.NOT_ASKED, (510, 300))):
            bring_photos(by=by, event=event, uploads=[Upload("p.jpg", jpeg(colour))], consent=consent)
        pack = make_pack(by=by, pack=ask_pack(by=by, event=event, language="th"))
        content = files.read(pack.file)
        first_item = event.agenda.order_by("order", "id")[0].title_th.split()[0]
    pages = text_of(content)
    reader = pypdf.PdfReader(io.BytesIO(content))
    lines = {line["title"]: line for line in pack.contents}
    assert pack.state == RenderState.READY
    assert "ดัชนี" in pages[0] or "สารบัญ" in pages[0] or "Index" in pages[0]
    assert lines["เอกสาร approval"]["pages"] == 3
    assert lines["เอกสาร approval"]["first"] == 2
    assert lines["เอกสาร signed_list"]["pages"] == 1
    assert lines["เอกสาร minutes"]["pages"] == 0
    assert list(reader.attachments) == [lines["เอกสาร minutes"]["note"]]
    assert len(pages) == 1 + sum(line["pages"] for line in pack.contents)
    made = {line["code"]: line for line in pack.contents if line["pages"]}
    assert first_item in pages[made["programme"]["first"] - 1]
    images = [
        each
        for each in pypdfium2.PdfDocument(content)[made["photographs"]["first"] - 1].get_objects()
        if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    ]
    assert len(images) == 1
    assert len(reader.outline) == 1 + sum(1 for line in pack.contents if line["pages"])


def test_pack_with_a_photograph_withdrawn_since_says_so_and_is_not_handed_out(
    world: World, event: Event
) -> None:
    with system_scope("test", world.a.pk) as by:
        (photo,) = bring_photos(
            by=by, event=event, uploads=[Upload("p.jpg", jpeg((500, 300)))], consent=PhotoConsent.AGREED
        )
        old = make_pack(by=by, pack=ask_pack(by=by, event=event, language="th"))
    client, here = world.client("secretariat"), reverse("reports:packs", args=["alpha", event.pk])
    place = reverse("reports:pack_file", args=["alpha", old.pk])
    assert (place in client.get(here).text, client.get(place).status_code) == (True, 200)
    with system_scope("test", world.a.pk) as by:
        withdraw_photo(by=by, photo=photo, reason="ขอถอน", now=timezone.now())
    page = client.get(here, {"lang": "en"}).text
    assert (place in page, page.count("withdrew consent since it was made")) == (False, 1)
    assert client.get(place).status_code == 403
    with system_scope("test", world.a.pk) as by:
        new = make_pack(by=by, pack=ask_pack(by=by, event=event, language="th"))
    assert [line["note"] for line in new.contents if line["code"] == "photographs"] == ["missing"]
    assert client.get(reverse("reports:pack_file", args=["alpha", new.pk])).status_code == 200


def test_ask_for_pack_twice_makes_one(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        first, second = (ask_pack(by=by, event=event, language="th") for _ in range(2))
        assert first == second
        assert EvidencePack.objects.count() == 1


def test_ask_for_pack_of_empty_event_is_refused(world: World) -> None:
    from samphan.events.actions.event import create_event

    with system_scope("test", world.a.pk) as by:
        event = create_event(by=by, slug="bare", title_th="กิจกรรมเปล่า")
        with pytest.raises(Problem):
            ask_pack(by=by, event=event, language="th")


def test_open_packs_needs_the_names_of_participants(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        pack = make_pack(by=by, pack=ask_pack(by=by, event=event, language="en"))
    expected = {"secretariat": 200, "board": 200, "coordinator": 403, "lead": 403}
    for persona, status in expected.items():
        client = world.client(persona)
        assert client.get(reverse("reports:packs", args=["alpha", event.pk])).status_code == status, persona
        found = client.get(reverse("reports:pack_file", args=["alpha", pack.pk])).status_code
        assert found == (200 if status == 200 else 404), persona
        asked = client.post(reverse("reports:ask_pack", args=["alpha", event.pk])).status_code
        assert asked == (302 if persona == "secretariat" else 403), persona


def test_open_packs_takes_the_same_statements_with_one_and_three(
    world: World, event: Event, statements: Any
) -> None:
    client = world.client("secretariat")
    counts = []
    for number in (1, 2):
        with system_scope("test", world.a.pk) as by:
            for _ in range(number):
                make_pack(by=by, pack=ask_pack(by=by, event=event, language="th"))
        with statements() as sent:
            assert client.get(reverse("reports:packs", args=["alpha", event.pk])).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nbroken", pdf(2)[:200], pdf(1, password="x")])
def test_count_pages_of_what_cannot_be_joined_is_none(content: bytes) -> None:
    assert pages_of(content) is None


def test_count_pages_of_pdf() -> None:
    assert pages_of(pdf(4)) == 4


def test_pack_lists_those_who_came_as_the_report_counts_them(world: World, event: Event) -> None:
    with system_scope("test", world.a.pk) as by:
        assert event.starts
        register_person(by=by, event=event, person=make_person(by, "อำไพ"))
        first, *others = Registration.objects.filter(event=event).taking_part().order_by("sort_key", "id")
        names = [each.person.name_th for each in (first, *others)]
        listed = rows_of(event)
        assert listed == names
        now = timezone.now()
        one = Scan(
            client_id=uuid.uuid4(), day=event.starts.from_on, at=now, registration=first.pk, way="paper"
        )
        record_check_ins(by=by, event=event, scans=[one], now=now)
        assert rows_of(event) == names[:1]


def rows_of(event: Event) -> list[str]:
    """The names on the list of the pack."""
    (part,) = [each for each in pack_parts(event, "th") if each.code == "attendance"]
    tables = [block for source in part.sources for block in source.blocks if isinstance(block, Table)]
    return [str(row[1]) for table in tables for row in table.rows]


def test_join_takes_over_what_is_seen_and_nothing_that_hangs_on_a_page() -> None:
    """A script that runs when the page opens, a link to one, and a program as associated file."""
    script = "<</S/JavaScript/JS(%s)>>"
    page = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/AA<</O 4 0 R>>/AF[<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>]"
        "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A 5 0 R>>]>>"
    )
    objects = (
        f"<</Type/Catalog/Pages 2 0 R/OpenAction {script % 'evil1'}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 999999999>>",
        page,
        script % "evil2",
        script % "evil3",
        "<</Length 7/Type/EmbeddedFile>>\nstream\nMZevil4\nendstream",
    )
    hostile = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(hostile))
        hostile += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 7\n0000000000 65535 f \n{table}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{len(hostile)}\n%%EOF"
    hostile += end.encode()
    assert pages_of(hostile) == 1
    joined = join([Part("ก", hostile), Part("ข", pdf(2))], title="ท", created=timezone.now())
    assert pages_of(joined) == 3
    assert b"evil" not in joined


def test_count_pages_of_tree_that_bites_its_tail_is_none() -> None:
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n" + tree + b"\nendobj\n"
    assert pages_of(body + b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n0\n%%EOF") is None
