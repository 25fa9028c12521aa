"""Controls that are written without templates read as Django's own templates write them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from samphan.kit.controls import DRAWN, field
from samphan.kit.forms import Renderer

HOSTILE = "\"><script>alert('ก')</script>&amp;"
ATTRS: dict[str, Any] = {
    "class": "form-control",
    "required": True,
    "disabled": False,
    "maxlength": 12_000,
    "data-x": HOSTILE,
    "title": gettext_lazy("Name"),
    "data-safe": mark_safe("a&nbsp;b"),
    "data-none": None,
}
CHOICES: Any = [
    ("", "–"),
    (1234, "หนึ่ง"),
    ("b", HOSTILE),
    ("ภาค", [("n", "เหนือ"), ("s", mark_safe("<i>ใต้</i>"))]),
]


@pytest.mark.parametrize("value", [None, "", "ธรรมดา", HOSTILE, 1234, True, mark_safe("&lt;")])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(),
        forms.EmailInput(),
        forms.NumberInput(),
        forms.HiddenInput(),
        forms.DateInput(),
        forms.DateTimeInput(),
        forms.TimeInput(),
        forms.URLInput(),
        forms.CheckboxInput(),
        forms.Textarea(),
        forms.Select(choices=CHOICES),
        forms.NullBooleanSelect(),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_control_equals_the_template_of_django(widget: forms.Widget, value: Any) -> None:
    assert widget.template_name in DRAWN
    ours = widget.render("answer", value, ATTRS, Renderer())
    assert ours == widget.render("answer", value, ATTRS, DjangoTemplates())


@pytest.mark.parametrize(("count", "in_columns"), [(6, 0), (7, 1)])
def test_long_list_of_choices_is_set_in_columns(count: int, in_columns: int) -> None:
    class Asked(forms.Form):
        groups = forms.MultipleChoiceField(
            choices=[(str(each), f"กลุ่ม {each}") for each in range(count)],
            widget=forms.CheckboxSelectMultiple,
        )

    drawn = str(field(Asked(renderer=Renderer())["groups"]))
    assert (drawn.count('class="form-check"'), drawn.count('class="field-choices"')) == (count, in_columns)


def test_text_to_copy_is_kept_whole_and_hidden_without_a_script() -> None:
    drawn = Template("{% load samphan %}{% copy_text text label %}").render(
        Context({"text": HOSTILE, "label": "คัดลอก"})
    )
    [kept] = re.findall(r'data-copy="([^"]*)" hidden', drawn)
    assert unescape(kept) == HOSTILE
