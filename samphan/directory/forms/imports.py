"""Forms of brought lists: the list itself, its columns, and the answers to its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.queries.imports import NOT_KEPT, YES
from samphan.directory.queries.imports_columns import HEADER_SEARCH
from samphan.directory.queries.imports_lines import SMALL
from samphan.directory.queries.imports_sources import read_source
from samphan.kit.errors import Problem
from samphan.kit.sheets import Sheet, column_name
from samphan.kit.sheets.limits import MAX_BYTES, too_many_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import ListKind

ANSWER: Final = "answer-"
SAMPLES: Final = 3


class PastedField(forms.CharField):
    """Cells copied from a spreadsheet: tabs and line ends mean something, and nothing is refused for a stray byte."""

    widget = forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\x00", "")


class BringForm(forms.Form):
    """A list, pasted or as a file. After validation ``sheet`` holds its first rows, ``content`` the file."""

    subject = forms.TypedChoiceField(coerce=int)
    pasted = PastedField(
        label=gettext_lazy("Paste the list here"),
        help_text=gettext_lazy(
            "Mark the cells in Excel or Google Sheets with the names of the columns, copy them, and paste them here."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "xlsx or csv, up to 30 MB and 120,000 rows; for organisations also the JSON of ROR."
        ),
    )
    sheet: Sheet
    source_name = ""
    content = b""

    def __init__(
        self, *args: Any, kind: ListKind, subjects: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind.subjects is None:
            del self.fields["subject"]
        else:
            subject: Any = self.fields["subject"]
            subject.label = kind.subject_label
            subject.choices = [("", "—"), *subjects] if len(subjects) != 1 else subjects

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, pasted = data.get("file"), data.get("pasted", "")
        if "file" in self.errors or "pasted" in self.errors:
            return data
        if file is None and not pasted.strip():
            self.add_error("pasted", _("Paste the list or choose a file."))
        elif file is not None and pasted.strip():
            self.add_error("file", _("Paste the list or choose a file, not both."))
        else:
            self._read("pasted" if file is None else "file", pasted if file is None else file)
        return data

    def _read(self, field: str, source: Any) -> None:
        try:
            if isinstance(source, str):
                self.sheet = read_source(source)
                return
            if source.size > MAX_BYTES:  # before a byte of it is read
                raise too_many_bytes()
            self.source_name, self.content = source.name or "", source.read()
            self.sheet = read_source(self.content, self.source_name, first=SMALL)
        except Problem as problem:
            self.add_error(field, str(problem.message))


class ColumnsForm(forms.Form):
    """Which row names the columns, and what each column holds."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.TypedChoiceField(label=gettext_lazy("Names of the columns"), coerce=int)

    def __init__(
        self,
        *args: Any,
        brought: ListImport,
        kind: ListKind,
        rows: Sequence[Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.brought, self.kind, self.rows = brought, kind, rows
        if len(brought.sheets) > 1:
            sheet: Any = self.fields["sheet"]
            sheet.choices = [(name, name) for name in brought.sheets]
            sheet.initial = brought.sheet
        else:
            del self.fields["sheet"]
        header: Any = self.fields["header_row"]
        rows = rows[: max(HEADER_SEARCH, brought.header_row)]
        header.choices = [(0, _("The list has no names of columns"))] + [
            (
                number,
                _("row %(row)s: %(cells)s")
                % {"row": number, "cells": _shortened(" · ".join(filter(None, row)))},
            )
            for number, row in enumerate(rows, start=1)
            if any(row)
        ]
        header.initial = brought.header_row
        choices = [
            ("", _("not taken in")),
            *((each.code, each.label) for each in kind.fields if each.code != NOT_KEPT),
        ]
        self.width = max((len(row) for row in self.rows), default=0)
        for column in range(self.width):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=format_lazy("{} {}", _("Column"), column_name(column)),
                choices=choices,
                required=False,
                initial=brought.columns.get(str(column), ""),
            )

    def columns(self) -> list[dict[str, Any]]:
        """What the page shows of each column: letters, name, first cells, and its choice."""
        header_row = self.brought.header_row
        head = self.rows[header_row - 1] if header_row else []
        below = [row for row in self.rows[header_row:] if any(row)]
        return [
            {
                "letters": column_name(column),
                "name": head[column] if column < len(head) else "",
                "samples": [_shortened(row[column]) for row in below if column < len(row) and row[column]][
                    :SAMPLES
                ],
                "field": self[f"column_{column}"],
            }
            for column in range(self.width)
        ]

    @property
    def is_other_sheet(self) -> bool:
        """Whether another sheet was chosen than the one whose columns are shown; then nothing else counts."""
        return self.is_bound and self.data.get("sheet", self.brought.sheet) not in {"", self.brought.sheet}

    def mapping(self) -> dict[int, str]:
        """Codes of the chosen fields by column, after validation."""
        chosen = {column: self.cleaned_data.get(f"column_{column}", "") for column in range(self.width)}
        return {column: code for column, code in chosen.items() if code}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_other_sheet:
            for name in [name for name in self.errors if name != "sheet"]:
                del self.errors[name]
            return data
        seen: dict[str, int] = {}
        for column in range(self.width):
            code = data.get(f"column_{column}", "")
            if code and seen.setdefault(code, column) != column:
                self.add_error(
                    f"column_{column}",
                    _("Column %(column)s holds this already.") % {"column": column_name(seen[code])},
                )
        for missing in self.kind.lacks(seen):
            self.add_error(None, _("Say which column holds: %(field)s.") % {"field": missing.label})
        return data


def read_answers(posted: QueryDict) -> dict[str, str]:
    """Answers by the code of their question; a row that was shown and is not marked as left out is in again."""
    answers = {
        name.removeprefix(ANSWER): str(posted[name])
        for name in posted
        if name.startswith(ANSWER) and len(name) < 80
    }
    for number in posted.getlist("row"):
        answers[f"out-{number}"] = YES if f"out-{number}" in posted else ""
    return answers


def _shortened(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
