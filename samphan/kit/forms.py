"""How Django's forms look here: one field template, and the classes that the style sheet knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input

if TYPE_CHECKING:
    from django.forms.widgets import Widget

_CLASSES: tuple[tuple[tuple[type[Widget], ...], str], ...] = (
    ((forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput), "form-check-input"),
    ((forms.Select, forms.SelectMultiple), "form-select"),
    ((Input, forms.Textarea), "form-control"),
)


class BoundField(forms.BoundField):
    """A field that gives its widget the classes of our controls."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        own = next((name for kinds, name in _CLASSES if isinstance(widget, kinds)), "")
        names = [own, str(widget.attrs.get("class", "")), "is-invalid" if self.errors else ""]
        if classes := " ".join(name for name in names if name):
            built["class"] = classes
        return built

    @property
    def language(self) -> str:
        """Of one half of a bilingual pair (``title_th``): "th" or "en"; of any other field nothing."""
        suffix = self.name.rpartition("_")[2]
        return suffix if suffix in {"th", "en"} else ""

    @property
    def is_choice_list(self) -> bool:
        """Several boxes or circles under one legend."""
        return isinstance(self.field.widget, (forms.CheckboxSelectMultiple, forms.RadioSelect))

    @property
    def is_checkbox(self) -> bool:
        """One box, with its label behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_file(self) -> bool:
        return isinstance(self.field.widget, forms.FileInput)


class Renderer(DjangoTemplates):
    """``FORM_RENDERER``: ``{{ form }}``, ``{{ form.title.as_field_group }}`` and formsets in our markup."""

    form_template_name = "kit/forms/form.html"
    formset_template_name = "kit/forms/formset.html"
    field_template_name = "kit/forms/field.html"
    bound_field_class = BoundField
