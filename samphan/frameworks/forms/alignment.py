"""Choosing items, or cells of a matrix, and saying how something serves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.frameworks.actions.alignments import Cell
from samphan.kit.fields import LongTextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.frameworks.models import Framework, FrameworkItem

RATINGS: Final[tuple[tuple[str, _StrOrPromise], ...]] = (
    ("", pgettext_lazy("rating", "not rated")),
    ("1", pgettext_lazy("rating", "1 · begins")),
    ("2", pgettext_lazy("rating", "2 · develops")),
    ("3", pgettext_lazy("rating", "3 · firm")),
    ("4", pgettext_lazy("rating", "4 · an example to others")),
)
BETWEEN: Final = "x"
"""Stands between the two ids of a cell."""


class ServesForm(forms.Form):
    """How it serves, and what its keepers think of it."""

    note = LongTextField(label=_("How it serves this"), max_length=1000, required=False, rows=3)
    rating = forms.TypedChoiceField(
        label=_("Rating"),
        choices=RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("What you think of it yourselves. A mean is always shown with how many rated."),
    )


class AlignForm(ServesForm):
    """Items or cells of one framework. What the thing is aligned with already cannot be chosen again."""

    def __init__(
        self,
        *args: Any,
        framework: Framework,
        items: Sequence[FrameworkItem],
        taken: set[tuple[int, int | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = [each for each in items if each.axis == framework.matrix_rows]
        columns = [each for each in items if each.axis == framework.matrix_columns]
        self.by_code = {str(each.pk): Cell(each) for each in items if each.axis != framework.matrix_columns}
        self.by_code |= {
            f"{row.pk}{BETWEEN}{column.pk}": Cell(row, column)
            for row in rows
            for column in columns
            if framework.is_matrix
        }
        self.taken = {f"{item}{BETWEEN}{across}" if across else str(item) for item, across in taken}
        self.fields["cells"] = forms.MultipleChoiceField(
            label=_("Items"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(code, code) for code in self.by_code if code not in self.taken],
            error_messages={"required": _("Choose at least one item.")},
        )

    def chosen(self) -> list[Cell]:
        """The cells that were ticked."""
        return [self.by_code[code] for code in self.cleaned_data["cells"]]

    def ticked(self) -> set[str]:
        """The codes of what is ticked, also in a form that came back."""
        return set(map(str, self["cells"].value() or ()))
