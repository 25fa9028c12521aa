"""The plain controls of a form, written without templates, to the letter as Django's templates write them; and a field.

Django draws a line to type in by three templates and a list by two for each of its options; that was a third of the time
that a page with a form took. What stands around a control was a fifth of the rest.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samphan.kit.assets import icon

type Widget = Mapping[str, Any]
"""``widget`` of the context that Django's widgets make: ``name``, ``value``, ``attrs``, ``type`` or ``optgroups``."""


def escaped(value: Any) -> str:
    """As Django's ``conditional_escape``, which looks for lazy arguments in a wrapper at each call."""
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else html.escape(str(value))


def written(form: str, *values: Any) -> SafeString:
    """As Django's ``format_html``, for values alone."""
    return mark_safe(form.format(*map(escaped, values)))  # noqa: S308 - every value is escaped here


def joined(between: str, form: str, rows: Iterable[Iterable[Any]]) -> SafeString:
    """As Django's ``format_html_join``."""
    return mark_safe(between.join(form.format(*map(escaped, values)) for values in rows))  # noqa: S308 - see above


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """A blank before each; False leaves one out, True writes its name alone."""
    written = "".join(
        f" {escaped(name)}" + ("" if value is True else f'="{escaped(value)}"')
        for name, value in attrs.items()
        if value is not False
    )
    return mark_safe(written)  # noqa: S308 - every part was escaped in the lines above


def line(widget: Widget) -> SafeString:
    """An ``<input>`` of any type."""
    value = widget["value"]
    return written(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else written(' value="{}"', value),
        attributes(widget["attrs"]),
    )


def area(widget: Widget) -> SafeString:
    """A ``<textarea>``."""
    return written(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        attributes(widget["attrs"]),
        widget["value"] or "",
    )


def choice(widget: Widget) -> SafeString:
    """A ``<select>`` with its options, some of them in groups."""
    parts: list[SafeString] = []
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(written('\n  <optgroup label="{}">', group))
        parts += (
            written(
                '\n  <option value="{}"{}>{}</option>\n',
                option["value"],
                attributes(option["attrs"]),
                option["label"],
            )
            for option in options
        )
        if group:
            parts.append(mark_safe("\n  </optgroup>"))
    options = mark_safe("".join(parts))  # noqa: S308 - every part was escaped in the lines above
    return written('<select name="{}"{}>{}\n</select>', widget["name"], attributes(widget["attrs"]), options)


def field(bound: Any) -> SafeString:
    """A field of a form (``kit.forms.BoundField``) with its label, its help and what is wrong with it."""
    control = bound.field
    star = _REQUIRED if control.required else ""
    if bound.is_checkbox:
        return written(
            '<div class="field form-check">\n  {}\n  <label class="form-check-label" for="{}">{}{}</label>\n  {}\n</div>\n',
            bound,
            bound.id_for_label,
            bound.label,
            star,
            _after(bound),
        )
    if bound.use_fieldset:
        described = bound.aria_describedby
        return written(
            '<fieldset class="field"{} id="{}" tabindex="-1">\n  <legend class="field-label">{}{}</legend>\n  {}\n  {}\n</fieldset>\n',
            written(' aria-describedby="{}"', described) if described else "",
            bound.auto_id,
            bound.label,
            star,
            _choices(bound) if bound.is_choice_list else bound,
            _after(bound),
        )
    return written(
        '<div class="field">\n  <label class="field-label" for="{}">{}{}{}</label>\n  {}\n  {}\n</div>\n',
        bound.id_for_label,
        bound.label,
        _language(bound.language),
        star,
        _drop(bound) if bound.is_file else bound,
        _after(bound),
    )


def _language(code: str) -> SafeString | str:
    if not code:
        return ""
    return written(
        '<span class="field-lang">{}</span>', gettext("Thai") if code == "th" else gettext("English")
    )


def _choices(bound: Any) -> SafeString:
    """The boxes of a list of choices; a long list is set in columns where there is room."""
    options = list(bound)
    drawn = joined(
        "\n",
        '<div class="form-check">\n    {}\n    <label class="form-check-label" for="{}">{}</label>\n  </div>',
        ((option.tag(), option.id_for_label, option.choice_label) for option in options),
    )
    return (
        written('<div class="field-choices">{}</div>', drawn) if len(options) > _MOST_IN_A_COLUMN else drawn
    )


def _drop(bound: Any) -> SafeString:
    return written(
        '<div class="file-drop"><span class="file-drop-hint">{}<span data-words>{}</span></span>{}</div>',
        icon("cloud-upload"),
        gettext("Drop a file here, or choose one."),
        bound,
    )


def _after(bound: Any) -> SafeString:
    """What stands below a control."""
    help_text, errors = bound.help_text, bound.errors
    said = (
        written('<div class="field-help" id="{}_helptext">{}</div>', bound.auto_id, help_text)
        if help_text
        else ""
    )
    if not errors:
        return mark_safe(said)  # noqa: S308 - made by ``written`` in the lines above
    sign = icon("alert-triangle")
    wrong = joined("", '<li class="field-error">{}<span>{}</span></li>', ((sign, each) for each in errors))
    return written('{}\n<ul class="field-errors" id="{}_error">{}</ul>', said, bound.auto_id, wrong)


_MOST_IN_A_COLUMN: Final = 6
_REQUIRED: Final = mark_safe('<span class="field-required" aria-hidden="true">*</span>')
_LINES: Final = ("text", "email", "number", "hidden", "date", "datetime", "time", "url", "checkbox")
DRAWN: Final[Mapping[str, Callable[[Widget], SafeString]]] = {
    **{f"django/forms/widgets/{name}.html": line for name in _LINES},
    "django/forms/widgets/textarea.html": area,
    "django/forms/widgets/select.html": choice,
}
"""What is drawn here, by the template that it stands for."""
