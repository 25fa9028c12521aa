"""Forms that say how they are laid out, and rows of lists that are written as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.utils.functional import cached_property

from samphan.kit.editing import VersionedForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrOrPromise

type Layout = tuple[tuple[_StrOrPromise, tuple[str, ...]], ...]
"""Headings with the lines under each."""


class Part:
    """One line of a form under a heading: a bilingual pair, or fields side by side."""

    def __init__(self, pair: str, fields: Sequence[BoundField]) -> None:
        self.pair, self.fields = pair, fields


class LaidOutForm(VersionedForm):
    """A form that says how it is laid out: headings with the names under each; a name without language is a pair."""

    layout: ClassVar[Layout] = ()

    def sections(self) -> Iterator[tuple[_StrOrPromise, list[Part]]]:
        """Headings with their lines; "starts ends" puts two fields side by side. What has no place comes last."""
        placed: set[str] = {"version"}
        for title, names in self.layout:
            parts = []
            for line in names:
                words = [name for name in line.split() if name in self.fields]
                if f"{line}_th" in self.fields:
                    placed |= {f"{line}_th", f"{line}_en"}
                    parts.append(Part(line, []))
                elif words:
                    placed |= set(words)
                    parts.append(Part("", [self[name] for name in words]))
            if parts:
                yield title, parts
        if rest := [Part("", [self[name]]) for name in self.fields if name not in placed]:
            yield "", rest


class RowForm(forms.Form):
    """One row of a list (``kit.pages.write_sheet``); an empty one that only has its number is no change."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in {"ORDER", "id"}]
