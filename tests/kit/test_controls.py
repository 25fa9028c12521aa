"""Controls that are written without templates read as Django's own templates write them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from samphan.kit.controls import DRAWN
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
