"""Form fields that read what Thai people type, and say plainly what they cannot read."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import DateProblem, format_date, parse_date
from samphan.kit.thai.fold import clean
from samphan.kit.thai.numerals import CountProblem, arabic_digits, parse_count

if TYPE_CHECKING:
    from samphan.kit.thai.dates import Language, ParsedDate

LINE, LONG = 500, 20_000
LONGEST_AMOUNT: Final = 40
HALF_KNOWN: Final = gettext_lazy("A day, a month or a year, as far as it is known.")
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d{2})(?:\s*(?:น\.?|นาฬิกา))?$")
_HOUR: Final = re.compile(r"(\d{1,2})\s*(?:น\.?|นาฬิกา)$")


class TextField(forms.CharField):
    """One line of text, cleaned for storage (see ``kit.thai.fold.clean``), with a limit that is said."""

    def __init__(self, *, max_length: int = LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without ``maxlength``: a browser would cut what is pasted and say nothing."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        text = clean(super().to_python(value) or "")
        return " ".join(text.split()) if not isinstance(self.widget, forms.Textarea) else text.strip()


class LongTextField(TextField):
    """Several lines of text."""

    def __init__(self, *, max_length: int = LONG, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


def explain_date(problem: DateProblem) -> str:
    """The sentence for a date that could not be read, in the reader's language, with a suggestion."""
    sentences = {
        "not_a_date": _("This is not a date we can read. Write for example 31 March 2569 or 31/3/2569."),
        "no_such_day": _("There is no such day in the calendar."),
        "be_typed_as_ce": _("The year looks like a Buddhist year written in the international form."),
        "ce_typed_as_be": _("The year looks like a year of the Common Era written in the Thai form."),
        "out_of_range": _("The year is too far away to be right."),
        "ambiguous": _("This date can be read in more than one way. Write the month as a word."),
        "wrong_weekday": _("The day of the week does not fit the date."),
    }
    sentence = sentences[problem.code]
    if problem.suggestion:
        meant = PartialDate.of(problem.suggestion.date, problem.suggestion.precision).format(language())
        return _("%(sentence)s Did you mean %(suggestion)s?") % {"sentence": sentence, "suggestion": meant}
    return sentence


def language() -> Language:
    """The reader's language as a code."""
    return "en" if (get_language() or "th").startswith("en") else "th"


def _today() -> dt.date:
    return timezone.localdate()


class DateWidget(forms.TextInput):
    """A plain text input that the ``samphan-date`` island echoes in words."""

    template_name = "kit/forms/date.html"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, PartialDate):
            return value.format(language())
        if isinstance(value, dt.date):
            return format_date(value, language=language())
        shown: str | None = super().format_value(value)
        return shown


class PartialDateFormField(forms.Field):
    """Accepts every form of thai.dates, to the day, month or year; gives a ``PartialDate`` or None."""

    widget = DateWidget
    default_error_messages = {"day_needed": gettext_lazy("Write the day too, for example 31 March 2569.")}  # noqa: RUF012 - Django's contract
    needs_day = False

    def parse(self, value: str) -> ParsedDate:
        parsed = parse_date(value, today=_today())
        if isinstance(parsed, DateProblem):
            raise ValidationError(explain_date(parsed), code=parsed.code)
        if self.needs_day and parsed.precision != "day":
            raise ValidationError(self.error_messages["day_needed"], code="day_needed")
        return parsed

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not str(value).strip():
            return None
        parsed = self.parse(str(value))
        return PartialDate.of(parsed.date, parsed.precision)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class DayField(PartialDateFormField):
    """As ``PartialDateFormField``, but to the day; gives a ``datetime.date`` or None."""

    needs_day = True

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        return self.parse(str(value)).date


class CountField(forms.Field):
    """A whole number of people or things: Thai or Arabic digits, group marks; never negative."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        count = parse_count(str(value))
        if isinstance(count, CountProblem):
            raise ValidationError(
                {
                    "negative": _("A count cannot be negative."),
                    "too_large": _("This number is too large."),
                }.get(count.code, _("Write a whole number, for example 105.")),
                code=count.code,
            )
        if count.is_lower_bound:
            raise ValidationError(
                _("Write the number alone: %(count)s. How it was said can stand with the source.")
                % {"count": count.value},
                code="lower_bound",
            )
        return count.value


class ClockField(forms.Field):
    """A time of day as people write it: 9.30, 09:30, 9.30 น., ๙.๓๐ น.; gives a ``datetime.time`` or None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})
    default_error_messages = {"invalid": gettext_lazy("Write a time, for example 9.30 or 13:00.")}  # noqa: RUF012 - Django's contract

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> dt.time | None:
        typed = arabic_digits(clean(str(value or ""))).strip()
        if not typed:
            return None
        if found := _CLOCK.match(typed):
            hour, minute = int(found[1]), int(found[2])
        elif found := _HOUR.match(typed):
            hour, minute = int(found[1]), 0
        else:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if hour > 23 or minute > 59:
            raise ValidationError(_("There is no such time of day."), code="no_such_time")
        return dt.time(hour, minute)


class AmountField(forms.Field):
    """An amount as people write it: 1,250.50, ๑,๒๕๐, 500.-; gives a ``Decimal`` with two places, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = "".join(arabic_digits(clean(str(value or ""))).split())
        typed = typed.removesuffix(".-").removesuffix("บาท").replace(",", "")
        if not typed:
            return None
        try:
            amount = Decimal(typed) if len(typed) <= LONGEST_AMOUNT and typed.isascii() else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or "e" in typed.lower() or "_" in typed:
            raise ValidationError(_("Write an amount, for example 1,250.50."), code="invalid")
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; gives them as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(each, initial) for each in sent or [None]]
