"""Reading single cells of a list: days, choices, addresses; what is wrong with one is said at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.directory.queries.imports import CheckedRow, Trouble
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import DateProblem, parse_date
from samphan.kit.thai.fold import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.directory.models import ListImport

EMPTY = frozenset({"-", "–", "—", "n/a", "ไม่มี", "ไม่ระบุ"})
_is_mail = EmailValidator()


def brought_on(brought: ListImport) -> dt.date:
    """The day on which the list came: by it years of two digits are read, also when it is checked again later."""
    return timezone.localdate(brought.brought_at)


def read_text(row: CheckedRow, code: str, limit: int) -> str:
    """A text that is not too long; a dash says nothing."""
    text = row.values.get(code, "")
    if text in EMPTY:
        return ""
    if len(text) > limit:
        row.troubles.append(Trouble(code, _("Longer than %(limit)s characters.") % {"limit": limit}, text))
        return ""
    return text


def read_day(row: CheckedRow, code: str, today: dt.date) -> PartialDate | None:
    """A date to the day, month or year, as people write it."""
    text = row.values.get(code, "")
    if not text or text in EMPTY:
        return None
    found = parse_date(text, today=today)
    if isinstance(found, DateProblem):
        said = _("This is not a date that can be read. Write it as 31/3/2569, 3/2569 or 2569.")
        if found.suggestion is not None:
            said = _("Is %(date)s meant?") % {"date": found.suggestion}
        row.troubles.append(Trouble(code, said, text))
        return None
    return PartialDate.of(found.date, found.precision)


def read_choice(row: CheckedRow, code: str, words: Mapping[str, str], default: str = "") -> str:
    """A code by one of the words (folded) that stand for it; an unknown word is a problem."""
    text = row.values.get(code, "")
    if not text or text in EMPTY:
        return default
    found = words.get(fold(text))
    if found is None:
        row.troubles.append(Trouble(code, _("This is not one of the usual words."), text))
    return found if found is not None else default


def read_email(row: CheckedRow, code: str = "email") -> str:
    """An e-mail address, without blanks."""
    text = row.values.get(code, "")
    email = text.replace(" ", "").removeprefix("mailto:")
    if not email or email in EMPTY:
        return ""
    try:
        _is_mail(email)
    except ValidationError:
        row.troubles.append(Trouble(code, _("This is not an e-mail address."), text))
        return ""
    return email


def refuse_backwards(
    row: CheckedRow, code: str, since: PartialDate | None, until: PartialDate | None
) -> None:
    """An end that certainly lies before the beginning."""
    if since and until and until.until_on <= since.from_on:
        row.troubles.append(
            Trouble(code, _("The end must not lie before the beginning."), row.values.get(code, ""))
        )
