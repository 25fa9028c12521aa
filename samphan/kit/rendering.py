"""Drawing the template of a component from a tag, and the table whose rows the page writes itself."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import VariableNode, render_value_in_context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from samphan.kit.assets import current_build
from samphan.kit.filtering import words_name
from samphan.kit.formats import NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.template.base import FilterExpression, Parser, Token
    from django.utils.functional import _StrOrPromise

    from samphan.kit.components import Column, Filter, Table

SHARED: Final = ("csrf_token", "request")
MOST_DRAWN: Final = 100
"""Of one ``{% once %}``; builds of the front end count too, of which only a developer sees several."""
_CELLS: Final = "_cells_of_row"
"""Where a row keeps what stands around its next cell."""


def trimmed(content: str) -> SafeString:
    """The rendered body of a block tag without the blanks around it: HTML already, empty when nothing was said."""
    return mark_safe(content.strip())  # noqa: S308 - the body was escaped when it was rendered


def draw(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """Render ``kit/<name>.html`` beside the page's context, as an inclusion tag would."""
    engine = context.template.engine  # type: ignore[union-attr]  # a context is bound while a tag renders
    inner = context.new(values | {key: context[key] for key in SHARED if key in context})
    return engine.get_template(f"kit/{name}.html").render(inner)


def options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The choices of a ``<select>``, one of them chosen."""
    drawn, start = _options(choices), f'<option value="{escape(chosen)}"'
    return mark_safe(drawn.replace(f"{start}>", f"{start} selected>", 1))  # noqa: S308 - see below


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    """Everything is escaped, also what was marked as safe: the two are equal, and one must not be taken for the other."""
    return "".join(f'<option value="{escape(code)}">{escape(label)}</option>' for code, label in choices)


def with_query(request: HttpRequest, changes: Mapping[str, object], *, at: str = "") -> str:
    """The present address with some query parameters changed, None or "" taking one away; ``at`` leads elsewhere."""
    query = dict(request.GET.lists())
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = [str(value)]
    address = at or request.path
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


class OnceNode(Node):
    """``{% once theme %}…{% endonce %}``: drawn once in each language, for each value that is named.

    For what is the same for every reader and on every page: whatever else its body asks of the context would be that
    of the first page. A new build of the front end lets it be drawn anew.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, varies: list[FilterExpression], nodelist: NodeList) -> None:
        self.varies, self.nodelist = varies, nodelist
        self._drawn: dict[tuple[Any, ...], SafeString] = {}

    @classmethod
    def parse(cls, parser: Parser, token: Token) -> OnceNode:
        _, *varies = token.split_contents()
        nodelist = parser.parse(("endonce",))
        parser.delete_first_token()
        return cls([parser.compile_filter(each) for each in varies], nodelist)

    def render(self, context: Context) -> SafeString:
        key = (current_build().sprite, get_language(), *(each.resolve(context) for each in self.varies))
        if key not in self._drawn:
            if len(self._drawn) >= MOST_DRAWN:
                raise TemplateSyntaxError(
                    "{% once %} is for few values: name what differs between few pages only"
                )
            self._drawn[key] = self.nodelist.render(context)
        return self._drawn[key]


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
        around = [_around(position, column) for position, column in enumerate(table.columns)]
        lines: list[str] = []
        for each in table.rows:
            with context.push(row=each, **{_CELLS: iter(around)}):
                lines.append(f"<tr>{self.row.render(context)}</tr>")
        values = {
            "table": table,
            "lines": mark_safe("".join(lines)),  # noqa: S308 - every cell was escaped when it was rendered
            "empty": "" if lines else self.empty.render(context),
            "columns": [_head(column, table) for column in table.columns],
            "narrowed": _narrowed(context, table),
        }
        return draw(context, "datatable", values)


def _narrowed(context: Context, table: Table) -> list[tuple[Filter, _StrOrPromise, str]]:
    """The filters that are in use, what each is set to, and the address without it."""
    return [
        (
            each,
            chosen,
            with_query(context["request"], dict.fromkeys((each.name, words_name(each.name), "page"))),
        )
        for each in table.filters
        if (chosen := each.chosen)
    ]


def _head(column: Column, table: Table) -> dict[str, Any]:
    """A column's heading: which way it is sorted now, and what a click asks for."""
    is_sorted = bool(column.sort) and table.state.sort_key == column.sort
    direction = "" if not is_sorted else "descending" if table.state.is_descending else "ascending"
    asked = f"-{column.sort}" if direction == "ascending" else column.sort
    return {"column": column, "direction": direction, "next": asked}


_ACTS: Final = mark_safe('<td class="row-actions">')


class CellNode(Node):
    """``{% cell %}…{% endcell %}``: one cell, in the order of the columns; the first names the row."""

    def __init__(self, content: NodeList) -> None:
        self.nodelist = content
        only = content[0] if len(content) == 1 else None
        self.value = only.filter_expression if isinstance(only, VariableNode) else None

    @classmethod
    def parse(cls, parser: Parser, _token: Token) -> CellNode:
        content = parser.parse(("endcell",))
        parser.delete_first_token()
        return cls(content)

    def render(self, context: Context) -> SafeString:
        before, after = next(cast("Any", context[_CELLS]))
        content = self._content(context).strip()
        if before is _ACTS and not content:  # Nothing can be done with the row: that is no unknown fact.
            return mark_safe(f"{before}{after}")  # noqa: S308 - both are ours
        inner = content or NOT_KNOWN
        if inner == NOT_KNOWN:  # A phone stacks the cells of a row and leaves out those that say nothing.
            before = before.replace("<td", "<td data-unknown", 1)
        return mark_safe(f"{before}{inner}{after}")  # noqa: S308 - the content was escaped when it was rendered

    def _content(self, context: Context) -> str:
        """The cell as HTML; most are one text, which needs none of what Django asks about values of other kinds."""
        if self.value is None:
            return self.nodelist.render(context)
        value = self.value.resolve(context)
        if isinstance(value, str) and not isinstance(value, SafeString) and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)


def _around(position: int, column: Column) -> tuple[SafeString, SafeString]:
    """What stands before and after every cell of a column."""
    if position == 0:
        return mark_safe('<th scope="row">'), mark_safe("</th>")
    if column.is_label_hidden:
        return _ACTS, mark_safe("</td>")
    kind = mark_safe(' class="numeric"') if column.kind == "number" else ""
    return format_html('<td{} data-label="{}"><div>', kind, column.label), mark_safe("</div></td>")
