"""What the components of a page are given: small frozen values, filled by views and queries.

The tags that draw them are in ``kit.templatetags.samphan``; ``templates/kit/README.md`` shows each in use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

    from samphan.kit.picking import Lookup

    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator

FindingState = Literal["ok", "missing", "contradiction", "warning"]


@dataclass(frozen=True, slots=True)
class Door:
    """One of the five doors of a network. ``icon`` is a name of ``frontend/icons/icons.json``."""

    key: str
    label: _StrOrPromise
    icon: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table; ``sort`` is the key in ``?sort=`` (empty: it cannot be sorted)."""

    label: _StrOrPromise
    sort: str = ""
    kind: Literal["text", "number"] = "text"
    is_label_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter above a table: one ``<select>`` whose first choice, "all", has the empty value.

    With a ``lookup`` in place of choices: one of very many records, picked while typing (``kit.filtering``).
    ``words`` are what somebody without a script typed there.
    """

    name: str
    label: _StrOrPromise
    choices: Sequence[tuple[str, _StrOrPromise]] = ()
    value: str = ""
    lookup: Lookup | None = None
    words: str = ""

    @property
    def chosen(self) -> _StrOrPromise:
        """What narrows the list, in words; empty where nothing does, or where the first choice is chosen."""
        if not self.value:
            return ""
        if self.lookup is None:
            return next((label for code, label in self.choices[1:] if code == self.value), "")
        pk = number_in(self.value)
        return next((label for _pk, label in self.lookup.labels([] if pk is None else [pk])), "")


@dataclass(frozen=True, slots=True)
class ListState:
    """What a reader asked of a list: ``?q=`` words, ``?sort=`` key (with ``-`` for descending), filters, page."""

    query: str = ""
    sort: str = ""
    page: int = 1
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls, request: HttpRequest, *, sorts: Sequence[str], filters: Sequence[str] = (), default: str = ""
    ) -> ListState:
        """Read the address forgivingly: an unknown sort key or page gives the default, never an error."""
        sort = request.GET.get("sort", "")
        return cls(
            query=" ".join(request.GET.get("q", "")[:200].split()),
            sort=sort if sort.removeprefix("-") in sorts else default or next(iter(sorts), ""),
            page=number_in(request.GET.get("page"), digits=6) or 1,
            filters={name: request.GET.get(name, "") for name in filters},
        )

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def sort_key(self) -> str:
        """The sort key without its direction."""
        return self.sort.removeprefix("-")

    def paginate(self, rows: Any, *, per_page: int = 25) -> Page[Any]:
        """The asked page of rows (a QuerySet or a list); beyond the end, the last one."""
        return _KeysFirst(rows, per_page).get_page(self.page)


class _KeysFirst(_Paginator):
    """Beyond the first page, whole rows are read only for the keys that stand on the page.

    What lies before the page is then skipped in the index of the order, alone and without what the rows join:
    the 300th page of 10,000 members takes 1 ms at the database in place of 33.
    """

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        rows: Any = self.object_list
        if number == 1 or not _is_plain(rows):
            return super().page(number)
        bottom = (number - 1) * self.per_page
        keys = rows.values("pk")[bottom : bottom + self.per_page]
        return Page(rows.filter(pk__in=keys), number, self)


def _is_plain(rows: Any) -> bool:
    """Whether each row is one object, known by its key."""
    if not isinstance(rows, QuerySet):
        return False
    query = rows.query
    is_one_each = not (query.distinct or query.combinator or query.is_sliced or query.group_by)
    return is_one_each and issubclass(rows._iterable_class, ModelIterable)  # noqa: SLF001 - values() has no public sign


@dataclass(frozen=True, slots=True)
class Table:
    """A data table. ``rows`` are drawn by the body of ``{% datatable %}``, one ``{% cell %}`` a column.

    ``key`` makes the ids on the page; ``page`` brings pagination and the total; ``export_url`` offers the
    whole list as xlsx (the reader's search, sort and filters are added to it). ``is_plain`` leaves the count
    out, for a short list inside a page.
    """

    key: str
    caption: _StrOrPromise
    columns: Sequence[Column]
    rows: Iterable[Any]
    page: Page[Any] | None = None
    state: ListState = field(default_factory=ListState)
    search_label: _StrOrPromise = ""
    filters: Sequence[Filter] = ()
    export_url: str = ""
    is_plain: bool = False

    @property
    def total(self) -> int:
        """Rows on all pages."""
        return int(self.page.paginator.count) if self.page else len(list(self.rows))

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter hides rows."""
        return bool(self.state.query or any(self.state.filters.values()))


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a checker: what was looked at, what came out, and where it is mended."""

    state: FindingState
    text: _StrOrPromise
    detail: _StrOrPromise = ""
    url: str = ""
    url_label: _StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened: when, who, what (and the reason that was given)."""

    at: dt.datetime | dt.date
    text: _StrOrPromise
    by: str = ""
    detail: _StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, for lists of facts made in Python; pages may write ``{% fact %}`` instead."""

    label: _StrOrPromise
    value: Any


@dataclass(frozen=True, slots=True)
class TaskState:
    """Progress of work that a worker does. ``url`` answers this component again while it runs.

    ``withdrawn``: it was done, and what came of it is no longer handed out; ``note`` says why. ``failed`` without a ``note`` says
    what to do; what an exception says is for the audit trail and not for a page. ``done`` and ``of`` count steps (``of`` 0: the
    amount is not known).
    """

    title: _StrOrPromise
    state: Literal["waiting", "running", "done", "failed", "withdrawn"]
    url: str = ""
    note: _StrOrPromise = ""
    done: int = 0
    of: int = 0
    result_url: str = ""
    result_label: _StrOrPromise = ""

    @property
    def is_open(self) -> bool:
        return self.state in {"waiting", "running"}


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a map: ``path`` is the ``d`` of its outline, ``level`` 0 (none) to 4 its colour, ``url`` where it leads."""

    label: _StrOrPromise
    path: str
    count: int = 0
    level: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One point of a map, in units of its drawing."""

    label: _StrOrPromise
    x: float
    y: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A map whose areas are coloured by a count, with the table that says the same.

    ``key`` makes the ids on the page; ``steps`` are the highest counts of the levels 1 to 4 that occur; ``note`` is a sentence
    on what is counted and on what the map cannot show.
    """

    key: str
    caption: _StrOrPromise
    unit: _StrOrPromise
    width: int
    height: int
    areas: Sequence[Area]
    points: Sequence[MapPoint] = ()
    steps: Sequence[int] = ()
    note: _StrOrPromise = ""

    @property
    def counted(self) -> list[Area]:
        """The areas in which there is something, the most first."""
        return sorted((each for each in self.areas if each.count), key=lambda each: -each.count)

    @property
    def legend(self) -> list[tuple[int, int, int]]:
        """Level, lowest and highest count of each colour."""
        lowest = [1, *(step + 1 for step in self.steps)]
        return [(level, lowest[level - 1], step) for level, step in enumerate(self.steps, start=1)]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart: its value, and what stands beside it in small."""

    label: _StrOrPromise
    value: int | float | Decimal
    note: _StrOrPromise = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart that is its own table: what is counted (``unit``), of how many (``note``), one bar a line."""

    caption: _StrOrPromise
    unit: _StrOrPromise
    bars: Sequence[Bar]
    head: _StrOrPromise = ""
    note: _StrOrPromise = ""

    @property
    def drawn(self) -> list[tuple[Bar, float]]:
        """Each bar with its width in per cent of the longest."""
        longest = max((float(each.value) for each in self.bars), default=0) or 1
        return [(each, round(100 * float(each.value) / longest, 1)) for each in self.bars]
