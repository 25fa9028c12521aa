"""How values are written for a reader, in the language that is active; the filters of every page.

What nobody knows is written as ``NOT_KNOWN``; zero is a number.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext

from samphan.kit.bilingual import Text, is_thai
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import BE_OFFSET, format_date, format_range
from samphan.kit.thai.fold import highlight as hits
from samphan.kit.thai.numerals import arabic_digits

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

Style = Literal["long", "short", "numeric"]
NOT_KNOWN: Final = "–"
_DIALLED: Final = frozenset("+0123456789")


def language() -> Literal["th", "en"]:
    """The reader's language."""
    return "th" if is_thai() else "en"


def number(value: Decimal | float | str | None) -> str:
    """A number with grouped thousands."""
    if value is None or value == "":
        return NOT_KNOWN
    return f"{Decimal(str(value)):,}"


def dialled(value: str) -> str:
    """The address that a telephone dials for a number as people write it, Thai digits too; "" where nothing can be dialled."""
    digits = "".join(letter for letter in arabic_digits(value) if letter in _DIALLED)
    return f"tel:{digits}" if digits else ""


def absolute(value: int) -> int:
    """A number without its sign."""
    return abs(value)


def thai_date(value: dt.date | PartialDate | str | None, style: Style = "long") -> str:
    """A date, known to the day, the month or the year: 31 มีนาคม 2569, 31 มี.ค. 2569, 31/3/2569."""
    if value is None or isinstance(value, str):
        return NOT_KNOWN
    if isinstance(value, PartialDate):
        return value.format(language(), style=style)
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return format_date(value, language=language(), style=style)


def year(value: int | None) -> str:
    """A year of the Common Era as the reader counts it: 2562 in Thai, 2019 in English."""
    if value is None:
        return NOT_KNOWN
    return str(value + BE_OFFSET if is_thai() else value)


def thai_datetime(value: dt.datetime | None, style: Style = "long") -> str:
    """A date with its time of day, in the reader's time zone."""
    if value is None:
        return NOT_KNOWN
    local = timezone.localtime(value)
    day = thai_date(local.date(), style)
    return f"{day} เวลา {local:%H.%M} น." if is_thai() else f"{day}, {local:%H:%M}"


def moment(value: dt.date | PartialDate | None) -> str:
    """A date, with its time of day when it has one."""
    return thai_datetime(value) if isinstance(value, dt.datetime) else thai_date(value)


def date_range(
    start: dt.date | PartialDate | None, end: dt.date | PartialDate | None = None, *, style: Style = "long"
) -> str:
    """The days of one thing, said once where its ends share a month or a year; ends that are half known keep that."""
    first = PartialDate.of(start) if isinstance(start, dt.date) else start
    last = PartialDate.of(end) if isinstance(end, dt.date) else end
    if first is None or last is None or first == last:
        return thai_date(first or last, style)
    if first.precision == last.precision == "day":
        return format_range(first.from_on, last.from_on, language=language(), style=style)
    return f"{thai_date(first, style)} – {thai_date(last, style)}"


def period(
    start: dt.date | PartialDate | None, end: dt.date | PartialDate | None = None, *, style: Style = "long"
) -> str:
    """How long something goes on: without an end it says from when, without a beginning until when."""
    if start is None or end is None:
        known = start or end
        if known is None:
            return thai_date(None, style)
        said = gettext("from %(day)s") if end is None else gettext("until %(day)s")
        return said % {"day": thai_date(known, style)}
    return date_range(start, end, style=style)


def bilingual(value: str) -> SafeString:
    """A text in the reader's language; when it had to be taken from the other one, that is marked."""
    if isinstance(value, Text) and value.is_fallback:
        is_only_thai = value.language == "th"
        return format_html(
            '<span lang="{}">{}</span><span class="lang-mark" title="{}">{}</span>',
            value.language,
            str(value),
            gettext("Only in Thai so far") if is_only_thai else gettext("Only in English so far"),
            "ไทย" if is_only_thai else "English",
        )
    return conditional_escape(value)


def highlight(value: object, query: str) -> SafeString:
    """A text with the places marked where a search found it (Thai spellings folded)."""
    marked = (
        (format_html("<mark>{}</mark>", text) if hit else text,) for text, hit in hits(str(value), query)
    )
    return format_html_join("", "{}", marked)
