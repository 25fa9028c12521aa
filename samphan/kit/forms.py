"""How Django's forms look here: one field template, the classes of the style sheet, and the picker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input

from samphan.kit import controls
from samphan.kit.thai.fold import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.forms.widgets import Widget
    from django.http import HttpRequest

_CLASSES: tuple[tuple[tuple[type[Widget], ...], str], ...] = (
    ((forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput), "form-check-input"),
    ((forms.Select, forms.SelectMultiple), "form-select"),
    ((Input, forms.Textarea), "form-control"),
)


class ComboSelect(forms.Select):
    """A select that becomes a picker one can type into (``samphan-combo``).

    ``url`` answers ``?q=`` with ``kit/options.html``; the page then holds the chosen option only. Without a
    script the same words are typed into a field beside the select, and ``search`` gives the options that
    are offered when the form comes back. With neither, the select's own options are searched.
    ``chosen`` gives what was chosen with its label, where the select has no options of its own.
    ``notes`` are further words by which an option is found, by its value; they stand beside it.
    ``add`` is the page on which what was not found can be added; it is given the typed words as ``?name=``.
    """

    template_name = "kit/forms/combo.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        url: str = "",
        search: Callable[[str], Iterable[tuple[Any, str]]] | None = None,
        chosen: Callable[[Iterable[str]], Iterable[tuple[Any, str]]] | None = None,
        add: str = "",
    ) -> None:
        super().__init__(attrs)
        self.url, self.search, self.chosen, self.add, self.words = url, search, chosen, add, ""
        self.notes: Mapping[str, str] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.words = clean(str(data.get(f"{name}_words", ""))[:200]).strip()
        return super().value_from_datadict(data, files, name)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if note := self.notes.get(str(value)):
            option["attrs"]["data-note"] = note
        return option

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        if not self.url:
            return super().optgroups(name, value, attrs)
        offered = list(self.search(self.words)) if self.search and self.words else []
        chosen = [each for each in self._chosen(value) if each not in offered]
        return [
            (None, [self.create_option(name, option, label, str(option) in value, index)], index)
            for index, (option, label) in enumerate([("", ""), *chosen, *offered])
        ]

    def _chosen(self, value: list[str]) -> list[tuple[Any, str]]:
        """The chosen option with its label, asked of a queryset alone where the choices come from one."""
        wanted = [each for each in value if each not in {"", "None"}]
        if not wanted:
            return []
        if self.chosen:
            return list(self.chosen(wanted))
        choices = self.choices
        if isinstance(choices, ModelChoiceIterator):
            try:
                found = choices.queryset.filter(pk__in=wanted)
                return [(each.pk, choices.field.label_from_instance(each)) for each in found]
            except (TypeError, ValueError):
                return []
        return [(option, str(label)) for option, label in choices if str(option) in wanted]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"] |= {
            "url": self.url,
            "words": self.words,
            "can_search": self.search is not None,
            "add": self.add,
            "select": controls.choice(context["widget"]),
        }
        return context


class SuggestInput(forms.TextInput):
    """A line of text with suggestions while one types; what is typed need not be among them.

    ``url`` is asked with the field's own name and those that ``include`` (a CSS selector) finds, and answers with the
    ``<option>`` elements of ``kit/suggestions.html``; anew whenever the field is entered, where the answer depends on others.
    Without a script it is a plain field.
    """

    template_name = "kit/forms/suggest.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, url: str, include: str = "") -> None:
        super().__init__(attrs)
        self.url, self.include = url, include

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        context["widget"]["attrs"] |= {
            "list": list_id,
            "autocomplete": "off",
            "hx-get": self.url,
            "hx-trigger": f"{'focus' if self.include else 'focus once'}, input changed delay:200ms",
            "hx-target": f"#{list_id}",
            **({"hx-include": self.include} if self.include else {}),
        }
        context["widget"]["list_id"] = list_id
        return context


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
        """A file to be given; a field that holds one already shows it in Django's own way."""
        return isinstance(self.field.widget, forms.FileInput) and not self.initial


class Renderer(DjangoTemplates):
    """``FORM_RENDERER``: ``{{ form }}``, ``{{ form.title.as_field_group }}`` and formsets in our markup."""

    form_template_name = "kit/forms/form.html"
    formset_template_name = "kit/forms/formset.html"
    field_template_name = "kit/forms/field.html"  # of this name there is no file: ``controls.field`` draws it
    bound_field_class = BoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """What a template says; the plain controls come out the same without one."""
        if draw := controls.DRAWN.get(template_name):
            return draw(context["widget"])
        if template_name == self.field_template_name:
            return controls.field(context["field"])
        return super().render(template_name, context, request)
