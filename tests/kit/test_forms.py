"""How forms look: classes, labels, errors that are tied to their field, the picker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from samphan.kit.fields import PartialDateFormField
from samphan.kit.forms import ComboSelect

if TYPE_CHECKING:
    from collections.abc import Iterable

ORGANISATIONS = {"1": "มหาวิทยาลัยเชียงใหม่", "2": "มหาวิทยาลัยมหิดล", "3": "สำนักงานเครือข่าย"}


def found(words: str) -> Iterable[tuple[Any, str]]:
    return [(key, name) for key, name in ORGANISATIONS.items() if words in name]


class Event(forms.Form):
    title_th = forms.CharField(label="ชื่อ", help_text="ชื่อเต็ม")
    on = PartialDateFormField(label="วันที่", required=False)
    kind = forms.ChoiceField(label="ประเภท", choices=[("a", "ก"), ("b", "ข")], widget=forms.RadioSelect)
    host = forms.ChoiceField(
        label="เจ้าภาพ",
        required=False,
        choices=list(ORGANISATIONS.items()),
        widget=ComboSelect(url="/organisations/options", search=found),
    )
    paper = forms.FileField(label="เอกสาร", required=False)
    is_open = forms.BooleanField(label="เปิด", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def _english() -> Iterable[None]:
    with translation.override("en"):
        yield


def tag(html: str, name: str, attribute: str) -> str:
    """The first tag of that name in which the attribute stands."""
    hit = re.search(rf"<{name}\b[^>]*{re.escape(attribute)}[^>]*>", html)
    assert hit, f"no <{name} … {attribute}>"
    return hit[0]


def test_field_of_each_kind_has_the_class_of_its_control() -> None:
    html = str(Event())
    assert 'class="form-control"' in tag(html, "input", 'name="title_th"')
    assert 'class="form-check-input"' in tag(html, "input", 'name="kind"')
    assert 'class="form-check-input"' in tag(html, "input", 'name="is_open"')
    assert 'class="form-select"' in tag(html, "select", 'name="host"')
    assert "class=" not in tag(html, "input", 'name="key"')


def test_label_says_language_and_need() -> None:
    label = re.search(r'<label[^>]*for="id_title_th">.*?</label>', str(Event()), re.DOTALL)
    assert label is not None
    assert label[0] == (
        '<label class="field-label" for="id_title_th">ชื่อ<span class="field-lang">Thai</span>'
        '<span class="field-required" aria-hidden="true">*</span></label>'
    )


def test_errors_are_tied_to_their_field() -> None:
    html = str(Event(QueryDict("on=31/02/2569")))
    control = tag(html, "input", 'name="title_th"')
    assert 'aria-invalid="true"' in control
    assert 'class="form-control is-invalid"' in control
    assert 'aria-describedby="id_title_th_helptext id_title_th_error"' in control
    assert '<ul class="field-errors" id="id_title_th_error">' in html
    assert 'value="31/02/2569"' in tag(html, "input", 'name="on"')


def test_summary_links_to_each_wrong_field() -> None:
    html = str(Event(QueryDict("kind=x")))
    summary = html[html.index('id="form-errors"') : html.index("</ul>")]
    assert re.findall(r'href="(#[^"]+)"', summary) == ["#id_title_th", "#id_kind"]
    assert 'id="id_kind"' in html


def test_summary_of_a_problem_without_field_counts_no_fields() -> None:
    form = Event(QueryDict("title_th=ก&kind=a"))
    form.add_error(None, "It is too late.")
    html = str(form)
    summary = html[html.index('id="form-errors"') : html.index("</ul>")]
    assert "This is not possible yet" in summary
    assert "<li>It is too late.</li>" in summary
    assert "points" not in summary


def test_form_without_input_has_no_summary() -> None:
    assert "form-errors" not in str(Event())


def test_choices_stand_under_one_legend() -> None:
    html = str(Event())
    field = html[html.index("<fieldset") : html.index("</fieldset>")]
    assert '<legend class="field-label">ประเภท' in field
    assert field.count('class="form-check-label"') == 2


def test_date_is_echoed_and_file_dropped() -> None:
    html = str(Event())
    assert html.count("<samphan-date") == 1
    assert html.count('class="file-drop"') == 1


def options(form: forms.Form) -> list[tuple[str, str, bool]]:
    html = str(form["host"])
    return [
        (value, label.strip(), "selected" in rest)
        for value, rest, label in re.findall(r'<option value="([^"]*)"([^>]*)>([^<]*)</option>', html)
    ]


def test_picker_holds_the_chosen_option_only() -> None:
    assert [value for value, _label, _chosen in options(Event())] == [""]
    assert options(Event(initial={"host": "2"})) == [("", "", False), ("2", "มหาวิทยาลัยมหิดล", True)]


def test_picker_without_script_offers_what_the_words_find() -> None:
    form = Event(QueryDict("host=&host_words=มหาวิทยาลัย"))
    form.is_valid()
    assert [value for value, _label, _chosen in options(form)] == ["", "1", "2"]
    assert 'value="มหาวิทยาลัย"' in str(form["host"])


def test_picker_keeps_the_choice_beside_what_was_found() -> None:
    form = Event(QueryDict("host=3&host_words=มหิดล"))
    form.is_valid()
    assert options(form) == [("", "", False), ("3", "สำนักงานเครือข่าย", True), ("2", "มหาวิทยาลัยมหิดล", False)]


def test_picker_refuses_what_is_no_choice() -> None:
    form = Event(QueryDict("title_th=ก&kind=a&host=99"))
    assert list(form.errors) == ["host"]
    assert [value for value, _label, _chosen in options(form)] == [""]


def test_picker_without_url_holds_all_choices() -> None:
    class Small(forms.Form):
        host = forms.ChoiceField(choices=list(ORGANISATIONS.items()), widget=ComboSelect)

    html = str(Small()["host"])
    assert "data-url" not in html
    assert html.count("<option") == 3


def test_picker_with_notes_holds_them_beside_their_options() -> None:
    widget = ComboSelect()
    widget.choices = [(1, "มหาวิทยาลัยเชียงใหม่"), (2, "มหาวิทยาลัยมหิดล")]
    widget.notes = {"1": "มช. CMU"}
    html = widget.render("host", None)
    assert re.findall(r'<option value="(\d)"(?: data-note="(.*?)")?>', html) == [("1", "มช. CMU"), ("2", "")]
