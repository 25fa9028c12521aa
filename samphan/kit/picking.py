"""Fields that pick a record: one of very many while typing, or one of a list that was read once.

What can be picked is told by a ``Lookup``, which the app of the records offers (organisations and people:
``directory.queries.picking``); a form above knows the lookup, never the forms of that app. A filter of a list picks the
same way (``kit.filtering``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy

from samphan.kit.forms import ComboSelect
from samphan.kit.numbers import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

MOST_OFFERED: Final = 12
MOST_WORDS: Final = 8


class Lookup(Protocol):
    """The records of one kind that a form may name, for one request."""

    @property
    def url(self) -> str:
        """Answers ``?q=`` with ``kit/options.html``."""

    @property
    def add(self) -> str:
        """The page on which what was not found can be added; "" for who may not."""

    @property
    def unknown(self) -> _StrOrPromise:
        """What is said of a posted id that is none of these records."""

    def offers(self, words: str) -> list[tuple[int, str]]:
        """Options for typed words, the best first."""

    def get(self, pk: int) -> Any:
        """The record with this id, None where the reader may not name one."""

    def named(self, words: str) -> Any:
        """The one record that typed words name in full; raises ``ValidationError`` where they do not."""

    def labels(self, pks: Iterable[int]) -> list[tuple[int, str]]:
        """Records by their ids, each as it is called in a list."""


class Titled[R: Model]:
    """A lookup of the records of a queryset by their titles (``title_th``, ``title_en``), each read once."""

    unknown: _StrOrPromise = gettext_lazy("Choose one from the list.")
    add = ""

    def __init__(self, rows: QuerySet[R], url: str) -> None:
        self.rows: QuerySet[R] = rows
        self.url = url
        self._known: dict[int, R] = {}

    def label(self, record: R) -> str:
        """What tells records apart in a list."""
        return str(record.title)  # type: ignore[attr-defined]  # a bilingual title is what they have in common

    def matching(self, word: str) -> Q:
        """The records that one word means."""
        return Q(title_th__icontains=word) | Q(title_en__icontains=word)

    def offered(self) -> QuerySet[R]:
        """The records that are offered, in the order of a list."""
        return self.rows.order_by("sort_key", "id")

    def offers(self, words: str) -> list[tuple[int, str]]:
        """Those in whose title each of the words stands; without words the first ones. One statement."""
        found = self.offered()
        for word in words.split()[:MOST_WORDS]:
            found = found.filter(self.matching(word))
        return [(each.pk, self.label(each)) for each in found[:MOST_OFFERED]]

    def get(self, pk: int) -> R | None:
        """The record with this id, None where the reader may not name one."""
        self.labels([pk])
        return self._known.get(pk)

    def named(self, words: str) -> R:
        """The one record whose whole title the words are."""
        found = list(self.rows.filter(Q(title_th=words) | Q(title_en=words)).order_by("id")[:2])
        if len(found) != 1:
            raise ValidationError(self.unknown, code="unresolved")
        return found[0]

    def labels(self, pks: Iterable[int]) -> list[tuple[int, str]]:
        """Records by their ids, each as it is called in a list. At most one statement."""
        wanted = list(pks)
        if missing := [pk for pk in wanted if pk not in self._known]:
            self._known |= self.rows.in_bulk(missing)
        return [(pk, self.label(self._known[pk])) for pk in wanted if pk in self._known]


class PickedField(forms.Field):
    """One record of a lookup, picked while typing; gives the record or None.

    Without a script its name is typed: a full name that one record has is taken, anything else comes back with the
    records that it may mean.
    """

    def __init__(self, lookup: Lookup, **kwargs: Any) -> None:
        widget = ComboSelect(url=lookup.url, search=lookup.offers, chosen=self._labels, add=lookup.add)
        super().__init__(widget=widget, **kwargs)
        self.lookup = lookup

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            words = getattr(self.widget, "words", "")
            return self.lookup.named(words) if words else None
        pk = number_in(value)
        chosen = self.lookup.get(pk) if pk is not None else None
        if chosen is None:
            raise ValidationError(self.lookup.unknown, code="invalid_choice")
        return chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = str(self.prepare_value(initial) or "")
        return before != str(data or "") or bool(getattr(self.widget, "words", ""))

    def said(self, value: object) -> str:
        """A value in words, for the list of what somebody else changed."""
        return next((label for _pk, label in self._labels([str(value)])), "")

    def _labels(self, values: Iterable[str]) -> list[tuple[int, str]]:
        return self.lookup.labels([pk for each in values if (pk := number_in(each)) is not None])


class RecordField(forms.TypedChoiceField):
    """A record chosen from a list that was read once, each with its words; gives the record or None.

    The list begins with an empty line where the field may stay empty; ``has_blank`` asks for one, so that what is needed
    is chosen and not taken because it stands first.
    """

    def __init__(
        self, *, records: Iterable[tuple[Any, object]], has_blank: bool | None = None, **kwargs: Any
    ) -> None:
        by_id: dict[str, tuple[Any, str]] = {str(each.pk): (each, str(words)) for each, words in records}
        needs_blank = not kwargs.get("required", True) if has_blank is None else has_blank
        coerce: Callable[[str], Any] = lambda pk: by_id[pk][0]  # noqa: E731 - one expression over what is read here
        super().__init__(
            choices=[
                *([("", "–")] if needs_blank else []),
                *((pk, words) for pk, (_, words) in by_id.items()),
            ],
            coerce=coerce,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")
