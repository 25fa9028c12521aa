"""From six digits to a board: only open ones, and slowly for those who guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.boards.queries.limits import EVERY_WRONG_PIN, WRONG_PIN, guessing
from samphan.kit.errors import Problem
from samphan.kit.thai.numerals import arabic_digits
from samphan.tenancy import links
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    from typing import Self


class TooManyGuesses(Problem):
    """Somebody tries PINs; ``seconds`` until the next one is looked at. The edge answers 429."""

    seconds: int

    @classmethod
    def wait(cls, seconds: float) -> Self:
        """Said with the time that it takes."""
        whole = max(1, round(seconds))
        text = ngettext(
            "Too many PINs were tried. Please wait %(count)d second.",
            "Too many PINs were tried. Please wait %(count)d seconds.",
            whole,
        )
        made = cls(text % {"count": whole}, field="pin")
        made.seconds = whole
        return made


@dataclass(frozen=True, slots=True)
class Found:
    """Where a PIN leads: the slug of the network and the token of the board's link."""

    slug: str
    token: str


def find_by_pin(typed: str, *, address: str) -> Found:
    """The open board with this PIN. ``address`` is that of the client: it slows down who guesses, and is not kept.

    Raises:
        Problem: there is no open board with it (``pin``).
        TooManyGuesses: this client, or all together, guessed too often.
    """
    pin = "".join(char for char in arabic_digits(typed) if not char.isspace() and char != "-")
    for key, rate in ((address, WRONG_PIN), ("", EVERY_WRONG_PIN)):
        if seconds := guessing.wait(key, rate, cost=1):
            raise TooManyGuesses.wait(seconds)
    row = None
    if len(pin) == 6 and pin.isascii() and pin.isdecimal():
        with connection.cursor() as cursor:
            cursor.execute("select slug, nonce from boards_find_by_pin(%s)", [pin])
            row = cursor.fetchone()
    if row is None:
        raise Problem(_("No open board has this PIN. Please compare it with the projector."), field="pin")
    for key, rate in ((address, WRONG_PIN), ("", EVERY_WRONG_PIN)):
        guessing.wait(key, rate, cost=-1)
    return Found(row[0], links.token(Link(nonce=row[1])))
