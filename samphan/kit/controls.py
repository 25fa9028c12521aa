"""The plain controls of a form, written without templates, to the letter as Django's templates write them.

Django draws a line to type in by three templates and a list by two for each of its options; that was a third of the time
that a page with a form took.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

type Widget = Mapping[str, Any]
"""``widget`` of the context that Django's widgets make: ``name``, ``value``, ``attrs``, ``type`` or ``optgroups``."""


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """A blank before each; False leaves one out, True writes its name alone."""
    written = "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(value)}"')
        for name, value in attrs.items()
        if value is not False
    )
    return mark_safe(written)  # noqa: S308 - every part was escaped in the lines above


def line(widget: Widget) -> SafeString:
    """An ``<input>`` of any type."""
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', value),
        attributes(widget["attrs"]),
    )


def area(widget: Widget) -> SafeString:
    """A ``<textarea>``."""
    return format_html(
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
            parts.append(format_html('\n  <optgroup label="{}">', group))
        parts += (
            format_html(
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
    return format_html(
        '<select name="{}"{}>{}\n</select>', widget["name"], attributes(widget["attrs"]), options
    )


_LINES: Final = ("text", "email", "number", "hidden", "date", "datetime", "time", "url", "checkbox")
DRAWN: Final[Mapping[str, Callable[[Widget], SafeString]]] = {
    **{f"django/forms/widgets/{name}.html": line for name in _LINES},
    "django/forms/widgets/textarea.html": area,
    "django/forms/widgets/select.html": choice,
}
"""What is drawn here, by the template that it stands for."""
