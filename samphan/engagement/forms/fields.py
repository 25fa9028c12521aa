"""Fields of this app: a figure that may be below nothing, one of some rows, a file, a record of the system."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.kit.asking import Upload
from samphan.kit.fields import FilesField
from samphan.kit.forms import ComboSelect
from samphan.kit.thai.fold import clean
from samphan.kit.thai.numerals import arabic_digits
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.core.files.uploadedfile import UploadedFile

    from samphan.engagement.queries.linked import Linked

LONGEST_FIGURE: Final = 24


class FigureField(forms.Field):
    """A figure as people write it: 1,250.5, −3, ๑๒; gives a ``Decimal``, or None for what was not measured."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = "".join(arabic_digits(clean(str(value or ""))).split()).replace(",", "").replace("−", "-")
        if not typed:
            return None
        try:
            figure = Decimal(typed) if len(typed) <= LONGEST_FIGURE and typed.isascii() else None
        except InvalidOperation:
            figure = None
        if figure is None or not figure.is_finite() or "e" in typed.lower() or "_" in typed:
            raise ValidationError(_("Write a figure, for example 12.5."), code="invalid")
        return figure

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class OneOfField(forms.TypedChoiceField):
    """One of some rows that were read once, given as (key, row, label); gives the row, or None."""

    def __init__(self, *, rows: Sequence[tuple[str, Any, str]], **kwargs: Any) -> None:
        by_key = {key: row for key, row, _label in rows}
        self._keys = {getattr(row, "pk", key): key for key, row, _label in rows}
        empty = [] if kwargs.get("required", True) and len(rows) == 1 else [("", "–")]
        choices = [*empty, *((key, label) for key, _row, label in rows)]
        super().__init__(choices=choices, coerce=by_key.__getitem__, empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "key", getattr(value, "pk", value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class UploadsField(FilesField):
    """Files that somebody brings, each looked at by its size before it is read; gives a list of ``Upload``."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent: list[UploadedFile[Any]] = [each for each in super().clean(data, initial) if each]
        for each in sent:
            if (each.size or 0) > files.MAX_SIZE:
                raise ValidationError(
                    _(
                        "“%(name)s” has %(size)s; at most %(most)s MB are kept here. Of a film, give its address instead."
                    )
                    % {
                        "name": each.name,
                        "size": filesizeformat(each.size or 0),
                        "most": files.MAX_SIZE // 2**20,
                    },
                    code="too_large",
                )
        return [Upload(each.name or "", each.read()) for each in sent]


class UploadField(UploadsField):
    """One such file; gives an ``Upload`` or None."""

    widget = forms.ClearableFileInput  # type: ignore[assignment]  # one file: the plain input of Django

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        return found[0] if found else None


class LinkedField(forms.Field):
    """A record of this system, picked while typing; gives a ``Linked``."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose one of the records that are offered.")}  # noqa: RUF012 - Django's contract

    def __init__(
        self,
        *,
        url: str,
        offers: Callable[[str], list[tuple[Linked, str]]],
        find: Callable[[str], Linked | None],
        **kwargs: Any,
    ) -> None:
        def options(words: str) -> list[tuple[str, str]]:
            return [(each.key, f"{each.label} ({kind})") for each, kind in offers(words)]

        super().__init__(widget=ComboSelect(url=url, search=options), **kwargs)
        self._find = find
        self.widget.choices = ()

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "key", value)

    def to_python(self, value: Any) -> Linked | None:
        if value in self.empty_values:
            return None
        found = self._find(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        self.widget.choices = [(found.key, str(found.label))]
        return found
