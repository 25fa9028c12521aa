"""Drawing the template of a component from a tag, and the table whose rows the page writes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.template import Context, Node, NodeList
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samphan.kit.formats import NOT_KNOWN

if TYPE_CHECKING:
    from django.template.base import FilterExpression, Parser, Token

    from samphan.kit.components import Column, Table

SHARED: Final = ("csrf_token", "request")
_CELLS: Final = "_cells_of_row"


def trimmed(content: str) -> SafeString:
    """The rendered body of a block tag without the blanks around it: HTML already, empty when nothing was said."""
    return mark_safe(content.strip())  # noqa: S308 - the body was escaped when it was rendered


def draw(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """Render ``kit/<name>.html`` beside the page's context, as an inclusion tag would."""
    engine = context.template.engine  # type: ignore[union-attr]  # a context is bound while a tag renders
    inner = context.new(values | {key: context[key] for key in SHARED if key in context})
    return engine.get_template(f"kit/{name}.html").render(inner)


class TableNode(Node):
    """``{% datatable table %}`` cells of ``row`` ``{% empty %}`` what to show instead ``{% enddatatable %}``."""

    child_nodelists = ("row", "empty")

    def __init__(self, table: FilterExpression, row: NodeList, empty: NodeList) -> None:
        self.table, self.row, self.empty = table, row, empty

    @classmethod
    def parse(cls, parser: Parser, token: Token) -> TableNode:
        _, expression = token.split_contents()
        row = parser.parse(("empty", "enddatatable"))
        empty = NodeList()
        if parser.next_token().contents == "empty":
            empty = parser.parse(("enddatatable",))
            parser.delete_first_token()
        return cls(parser.compile_filter(expression), row, empty)

    def render(self, context: Context) -> SafeString:
        table: Table = self.table.resolve(context)
        lines: list[SafeString] = []
        for each in table.rows:
            with context.push(row=each, **{_CELLS: iter(enumerate(table.columns))}):
                lines.append(format_html("<tr>{}</tr>", self.row.render(context)))
        values = {
            "table": table,
            "lines": lines,
            "empty": "" if lines else self.empty.render(context),
            "columns": [_head(column, table) for column in table.columns],
        }
        return draw(context, "datatable", values)


def _head(column: Column, table: Table) -> dict[str, Any]:
    """A column's heading: which way it is sorted now, and what a click asks for."""
    is_sorted = bool(column.sort) and table.state.sort_key == column.sort
    direction = "" if not is_sorted else "descending" if table.state.is_descending else "ascending"
    asked = f"-{column.sort}" if direction == "ascending" else column.sort
    return {"column": column, "direction": direction, "next": asked}


def cell(context: Context, content: str) -> SafeString:
    """One cell, in the order of the columns; the first names the row."""
    position, column = next(cast("Any", context[_CELLS]))
    inner = trimmed(content) or NOT_KNOWN
    if position == 0:
        return format_html('<th scope="row">{}</th>', inner)
    if column.is_label_hidden:
        return format_html('<td class="row-actions">{}</td>', inner)
    kind = mark_safe(' class="numeric"') if column.kind == "number" else ""
    return format_html('<td{} data-label="{}"><div>{}</div></td>', kind, column.label, inner)
