"""The gallery: every component in all its states, for those who build pages and for the accessibility check."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.queries.maps import province_map
from samphan.kit.bilingual import Text
from samphan.kit.components import (
    Bar,
    Bars,
    Column,
    Door,
    Fact,
    Filter,
    Finding,
    HistoryEntry,
    ListState,
    Table,
    TaskState,
)
from samphan.kit.editing import Change, VersionedForm
from samphan.kit.fields import CountField, LongTextField, PartialDateFormField, TextField
from samphan.kit.forms import ComboSelect
from samphan.kit.http import public
from samphan.kit.lineage import Branch, Thing
from samphan.kit.panels import Tab
from samphan.kit.sections import Line, Lines, Shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the sample table."""

    name: Text
    kind: str
    delegates: int | None
    joined_on: dt.date


SAMPLES = tuple(
    Sample(Text.of(th, en), kind, delegates, dt.date(2026, 1 + number % 12, 1 + number))
    for number, (th, en, kind, delegates) in enumerate(
        (
            ("มหาวิทยาลัยตัวอย่างเหนือ", "Northern Sample University", "university", 4),
            ("มหาวิทยาลัยตัวอย่างใต้", "", "university", 0),
            ("สำนักงานเครือข่ายตัวอย่าง", "Sample Network Office", "office", None),
            ("วิทยาลัยชุมชนแม่น้ำสามสาย", "Three Rivers Community College", "college", 1_250),
            ("สถาบันเพื่อการทดลองใช้ระบบ", "Institute for Trying Things Out", "institute", 12),
            ("โรงเรียนบ้านหนองน้ำใส", "", "school", 2),
            ("เทศบาลเมืองตัวอย่าง", "Sample Town Municipality", "municipality", 3),
        )
    )
)


class SampleRow(forms.Form):
    """One row of a repeated form."""

    name = TextField(label=gettext_lazy("Agenda item"))
    where = TextField(label=gettext_lazy("Room"), required=False)


class SampleForm(VersionedForm):
    """One field of each kind."""

    title_th = TextField(label=gettext_lazy("Title"))
    title_en = TextField(label=gettext_lazy("Title"), required=False)
    on = PartialDateFormField(
        label=gettext_lazy("Date"),
        required=False,
        help_text=gettext_lazy("For example 31/3/2569, 31 มี.ค. 69, or only March 2569."),
    )
    people = CountField(label=gettext_lazy("Number of people"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("workshop", gettext_lazy("Workshop")), ("meeting", gettext_lazy("Meeting"))],
    )
    host = forms.ChoiceField(
        label=gettext_lazy("Main host"),
        widget=ComboSelect,
        choices=[("", ""), *((str(number), each.name) for number, each in enumerate(SAMPLES, 1))],
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("person", gettext_lazy("Person")), ("community", gettext_lazy("Community"))],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the document"),
        widget=forms.RadioSelect,
        choices=[("th", gettext_lazy("Thai")), ("en", gettext_lazy("English"))],
    )
    note = LongTextField(label=gettext_lazy("Note"), required=False)
    paper = forms.FileField(
        label=gettext_lazy("List of participants"),
        required=False,
        help_text=gettext_lazy("xlsx or csv, up to 5,000 rows."),
    )
    is_public = forms.BooleanField(label=gettext_lazy("Open to everybody"), required=False)


class ReasonForm(forms.Form):
    """The reason of an act that others will want to understand."""

    reason = LongTextField(label=gettext_lazy("Reason"), rows=3)


def _table(request: HttpRequest) -> Table:
    state = ListState.read(request, sorts=("name", "delegates"), filters=("kind", "known"))
    rows = [
        each
        for each in SAMPLES
        if state.query.casefold() in each.name.casefold()
        and state.filters["kind"] in {"", each.kind}
        and state.filters["known"] in {"", "no" if each.delegates is None else "yes"}
    ]
    rows.sort(
        key=lambda each: (each.delegates or 0) if state.sort_key == "delegates" else each.name,
        reverse=state.is_descending,
    )
    page = state.paginate(rows, per_page=4)
    return Table(
        key="sample",
        caption=_("Member institutions"),
        columns=(
            Column(_("Name"), sort="name"),
            Column(_("Kind")),
            Column(_("Delegates"), sort="delegates", kind="number"),
            Column(_("Member since")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search by name"),
        filters=(
            Filter(
                "kind",
                _("Kind"),
                (("", _("All")), ("university", _("University")), ("school", _("School"))),
                state.filters["kind"],
            ),
            Filter(
                "known",
                _("Delegates"),
                (("", _("All")), ("yes", _("known")), ("no", _("not known"))),
                state.filters["known"],
            ),
        ),
        export_url=request.path,
    )


def _wrong_form() -> SampleForm:
    """A form that came back: with errors, and with what somebody else saved meanwhile."""
    form = SampleForm(
        {"title_th": "", "on": "31/02/2569", "people": "-3", "kind": "workshop", "version": "2"}, prefix="w"
    )
    form = SampleForm({f"w-{name}": value for name, value in form.data.items()}, prefix="w")
    form.changed_by = "วรรณา ตัวอย่าง"
    form.changes = [
        Change(str(form["title_th"].label), "วันสร้างเครือข่าย", "วันสร้างเครือข่าย ประจำปี 2569"),
        Change(str(form["people"].label), "105", "106"),
    ]
    return form


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, with made-up content in the reader's language."""
    now = dt.datetime(2026, 3, 31, 14, 30, tzinfo=dt.UTC)
    table = _table(request)
    doors = (
        ("home", _("Overview"), "layout-dashboard"),
        ("network", _("Network"), "users-group"),
        ("work", _("Work"), "clipboard-list"),
        ("learn", _("Learn"), "chart-bar"),
        ("reports", _("Reports"), "report"),
    )
    formset = forms.formset_factory(SampleRow, extra=0, can_order=True, can_delete=True)
    context = {
        "table": table,
        "empty_table": Table(key="none", caption=_("Agreements"), columns=(Column(_("Name")),), rows=()),
        "doors": [Door(key, label, icon, f"#{key}", key == "network") for key, label, icon in doors],
        "door_tabs": [
            Tab(_("About"), "#about", is_current=False),
            Tab(_("Members"), "#members", is_current=True),
            Tab(_("People"), "#people", is_current=False),
        ],
        "tabs": [
            Tab(_("Plan and teams"), "#plan", is_current=True),
            Tab(_("Registration"), "#registration", is_current=False),
            Tab(_("Results"), "#results", is_current=False),
            Tab(_("Report"), "#report", is_current=False),
        ],
        "form": SampleForm(initial={"title_th": "เครือข่ายความร่วมมือเพื่อชุมชน"}),
        "wrong_form": _wrong_form(),
        "reason_form": ReasonForm(prefix="reason"),
        "formset": formset(
            prefix="agenda",
            initial=[{"name": "พิธีเปิด", "where": "ห้องประชุมใหญ่"}, {"name": "อาหารค่ำสร้างเครือข่าย"}],
        ),
        "fallback": Text.of("แผนที่นำทางความร่วมมือ", "", language="en"),
        "facts": (Fact(_("Kind"), _("Workshop")), Fact(_("Venue"), None)),
        "day": dt.date(2026, 3, 31),
        "last_day": dt.date(2026, 4, 2),
        "moment": now,
        "bars": Bars(
            _("Projects"),
            _("projects"),
            (Bar("2569", 12, url="#"), Bar("2568", 7), Bar("2567", 0)),
            note="n = 19 / 22",
        ),
        "no_bars": Bars(_("Projects"), _("projects"), ()),
        "map": province_map(
            {"TH-50": 12, "TH-54": 5, "TH-93": 2, "TH-10": 1},
            key="gallery-map",
            caption=_("Where the projects work"),
            unit=_("projects"),
            points=[("บ้านแม่ลานเหนือ", Decimal("18.07"), Decimal("99.83"))],
            url=lambda _code: "#map",
            note="n = 19 / 22",
        ),
        "findings": (
            Finding("ok", _("The period lies in the year of the round.")),
            Finding("missing", _("Part 4 has no action with an owner."), _("Gate of the profile"), "#part4"),
            Finding("contradiction", _("41 + 63 is not 105."), _("Stated participants"), "#counts"),
            Finding("warning", _("No use cites the group NOW."), "", "#groups"),
        ),
        "lineage": (
            Branch(
                Thing("cluster", 1, _("cluster"), "น้ำสะอาด", "Clean water"),
                (
                    Branch(
                        Thing("output", 2, _("suggestion"), "จัดทำแผนที่น้ำ", "Map the wells", url="#lineage")
                    ),
                    Branch(
                        Thing(
                            "item",
                            3,
                            _("roadmap item"),
                            "ทดลองสองตำบล",
                            "Try it in two places",
                            state=_("under way"),
                        )
                    ),
                ),
            ),
        ),
        "sections": (
            Shown(
                "projects",
                _("Projects"),
                "flask",
                Lines((Line("น้ำสะอาดสองตำบล", "#", "2569", _("under way")),), total=4, url="#"),
            ),
            Shown(
                "events",
                _("Events"),
                "calendar-event",
                Lines((Line(_("Workshop"), when="2568", is_past=True),), total=1),
            ),
        ),
        "history": (
            HistoryEntry(now, _("The report was issued as number 3."), "วรรณา ตัวอย่าง"),
            HistoryEntry(
                now - dt.timedelta(days=2),
                _("A gate was overridden."),
                "สมชาย ทดลอง",
                _("The list arrives tomorrow."),
            ),
            HistoryEntry(dt.date(2026, 3, 1), _("The event was created.")),
        ),
        "tasks": (
            TaskState(_("Report in Thai (pdf)"), "waiting"),
            TaskState(_("List of 105 participants"), "running", done=63, of=105),
            TaskState(_("Search index"), "running"),
            TaskState(_("Report in Thai (docx)"), "done", result_url="#", result_label=_("Download")),
            TaskState(_("Report in English (pdf)"), "failed", note=_("The emblem could not be read.")),
        ),
        "messages": [
            Message(constants.SUCCESS, _("Saved.")),
            Message(constants.WARNING, _("The counts differ from what was stated.")),
        ],
        "address": "https://samphan.example.org/p/cupt/reports/1",
    }
    if request.headers.get("HX-Request"):
        return render(request, "kit/everything_part.html", {"shown": context["sections"]})
    return render(request, "web/gallery.html", context)
