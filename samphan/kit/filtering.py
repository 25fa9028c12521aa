"""Filters above a list: how many stand open, and those that pick one of very many records (``components.Filter`` with a ``lookup``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from samphan.kit.components import Filter
from samphan.kit.forms import ComboSelect
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict
    from django.utils.functional import _StrOrPromise
    from django.utils.safestring import SafeString

    from samphan.kit.components import ListState
    from samphan.kit.picking import Lookup

LONGEST_WORDS = 200
MANY = 5
"""As many filters stand open on a wide screen; of more the ``FIRST`` do, and the others come when they are asked for."""
FIRST = 3


def words_name(name: str) -> str:
    """The parameter under which somebody without a script types words for a filter."""
    return f"{name}_words"


def resolved(state: ListState, query: QueryDict, lookups: Mapping[str, Lookup]) -> ListState:
    """The state with the ids of records of which only the full name was typed. No statement where none was typed."""
    found = {name: _asked(query, name, lookup) for name, lookup in lookups.items()}
    return replace(state, filters={**state.filters, **found})


def _asked(query: QueryDict, name: str, lookup: Lookup) -> str:
    value, words = query.get(name, ""), _words(query, name)
    if value or not words:
        return value
    try:
        return str(lookup.named(words).pk)
    except ValidationError:
        return ""


def _words(query: QueryDict, name: str) -> str:
    return " ".join(query.get(words_name(name), "")[:LONGEST_WORDS].split())


def picked_filter(
    state: ListState, query: QueryDict, name: str, label: _StrOrPromise, lookup: Lookup
) -> Filter:
    """A filter whose value is one of the records of a lookup."""
    return Filter(name, label, value=state.filters[name], lookup=lookup, words=_words(query, name))


def picker(each: Filter, html_id: str) -> SafeString:
    """The control of such a filter: a select with the chosen record alone, which becomes a picker."""
    lookup = each.lookup
    if lookup is None:
        raise ValueError(each.name)

    def chosen(values: Iterable[str]) -> list[tuple[int, str]]:
        return lookup.labels([pk for value in values if (pk := number_in(value)) is not None])

    widget = ComboSelect(url=lookup.url, search=lookup.offers, chosen=chosen)
    widget.words = each.words
    return widget.render(each.name, each.value, {"id": html_id, "class": "form-select"})
