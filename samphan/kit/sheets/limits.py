"""How large a brought table may be, and what is said to somebody whose table is larger."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from samphan.kit.errors import Problem

MAX_BYTES: Final = 30 * 1024 * 1024
MAX_ROWS: Final = 120_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 5_000
MAX_TEXT: Final = 40_000_000


def too_many_bytes() -> Problem:
    return Problem(_("The list is larger than 30 MB. Divide it into several lists."))


def too_many_rows() -> Problem:
    return Problem(_("The list has more than 120,000 rows. Divide it into several lists."))


def too_many_columns() -> Problem:
    return Problem(_("The list has more than 200 columns. Delete those that are not needed."))


def too_much_text() -> Problem:
    return Problem(_("The list holds too much text. Delete the columns that are not needed."))


def too_long_cell(cell: str) -> Problem:
    return Problem(
        _("Cell %(cell)s has more than 5,000 characters; a list does not need that.") % {"cell": cell}
    )


def without_result(cell: str) -> Problem:
    return Problem(
        _(
            "Cell %(cell)s holds a formula whose result was never calculated. Open the file in Excel, save it, and bring"
            " it again."
        )
        % {"cell": cell}
    )


def nothing() -> Problem:
    return Problem(_("There is nothing in it."))


def no_such_sheet() -> Problem:
    return Problem(_("There is no such sheet with anything in it."))


def protected() -> Problem:
    return Problem(_("The file is protected by a password. Remove the password in Excel and bring it again."))


def damaged() -> Problem:
    return Problem(_("The file is damaged. Save it again and bring it once more."))


def not_a_table() -> Problem:
    return Problem(_("This file is not a table, whatever its name says. Bring an xlsx or csv file."))
