"""Forms of the budget, and the field in which an amount in baht is typed."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.events.models import Direction
from samphan.events.models.budget import MONEY_DIGITS
from samphan.kit.fields import TextField
from samphan.kit.layout import RowForm
from samphan.kit.picking import PickedField
from samphan.kit.thai.fold import clean
from samphan.kit.thai.numerals import arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.events.models import Document

LONGEST_AMOUNT: Final = 40
_UNIT: Final = re.compile(r"(?:บาท(?:ถ้วน)?|baht|thb|฿|\.-)$", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|-?\.\d+")


class MoneyField(forms.Field):
    """An amount in baht as people write it: 1,250.50, ๑,๒๕๐ บาท, 500.-; gives a ``Decimal`` with satang, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = "".join(arabic_digits(clean(str(value or ""))).split()).lstrip("฿")
        if not typed:
            return None
        typed = _UNIT.sub("", typed)
        if len(typed) > LONGEST_AMOUNT or not _AMOUNT.fullmatch(typed):
            raise ValidationError(_("Write an amount in baht, for example 1,250.50."), code="invalid")
        try:
            amount = Decimal(typed.replace(",", ""))
        except InvalidOperation as error:
            raise ValidationError(
                _("Write an amount in baht, for example 1,250.50."), code="invalid"
            ) from error
        if amount < 0:
            raise ValidationError(_("An amount cannot be negative."), code="negative")
        if amount >= Decimal(10) ** (MONEY_DIGITS - 2):
            raise ValidationError(_("This amount is too large."), code="too_large")
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(
                _("An amount has at most two decimal places (satang)."), code="decimal_places"
            )
        return amount.quantize(Decimal("0.01"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class BudgetRowForm(RowForm):
    """One line: what it is, how much was planned, how much it was, from which money, and who bears it."""

    direction = forms.ChoiceField(
        label=gettext_lazy("Income or expense"), choices=Direction.choices, initial=Direction.EXPENSE
    )
    title_th = TextField(label=gettext_lazy("Line of the budget"), max_length=300)
    title_en = TextField(label=gettext_lazy("Line of the budget"), max_length=300, required=False)
    planned = MoneyField(label=gettext_lazy("Planned (baht)"), required=False)
    actual = MoneyField(label=gettext_lazy("Actual (baht)"), required=False)
    source = TextField(label=gettext_lazy("Source of the money"), max_length=300, required=False)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            directory.organisations, label=_("Organisation that gives or bears it"), required=False
        )


class LineDocumentsForm(forms.Form):
    """The documents that belong to a line."""

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(each.pk): each for each in documents}
        self.fields["documents"] = forms.TypedMultipleChoiceField(
            label=_("Documents"),
            choices=[(pk, str(each.title)) for pk, each in by_id.items()],
            coerce=by_id.__getitem__,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
